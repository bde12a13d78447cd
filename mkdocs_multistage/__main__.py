"""``python -m mkdocs_multistage``: the command, for where scripts are on no path."""

from __future__ import annotations

from mkdocs_multistage.cli import main

if __name__ == "__main__":
    main()
