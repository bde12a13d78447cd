"""``python -m mkdocs_multistage.cli``: the command where no script is installed."""

from mkdocs_multistage.cli import main

main(prog_name="mkdocs-multistage")
