"""``mkdocs-multistage assets``: a folder in, the style sheet in it out, for sites that no plugin brings it to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from mkdocs_multistage.cli.terminal import error, write
from mkdocs_multistage.render.assets import stylesheet

NAME: Final = "multistage.css"


@click.command("assets")
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write the style sheet to a folder of the site's.

    The plugin does that by itself. Zensical has no plugins: there the style sheet stands in every page that has a
    figure, unless the site brings this file. Write it anew after an update.
    """
    target = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(stylesheet(), encoding="utf-8")
    except OSError as reason:
        error(f"{target}: the file cannot be written: {reason.strerror}.")
        sys.exit(2)
    write(f"{target}: written. Name it in `extra_css`, as a path from the folder of the pages.\n", sys.stdout)
