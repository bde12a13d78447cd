"""What `mkdocs serve` does when a page is saved, without its server; `builds` runs it in a process of its own.

Arguments: a configuration, a file for the seconds that each rebuild took, and how often to rebuild.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks.inputs import page


def main(configuration: str, times: str, turns: str) -> None:
    """Build once, then save a page with another Dockerfile and rebuild, as often as told."""
    folder = Path(configuration).parent
    saved = folder / "docs" / "guide-1.md"
    took: list[float] = []
    config = load_config(configuration, site_dir=str(folder / "out"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    for turn in range(int(turns)):
        saved.write_text(page(1_000_000 + turn), encoding="utf-8")
        start = process_time()
        config = load_config(configuration, site_dir=str(folder / "out"))
        build(config)
        took.append(process_time() - start)
    Path(times).write_text("\n".join(map(str, took)), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
