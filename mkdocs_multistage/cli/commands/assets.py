"""``mkdocs-multistage assets``: a folder in, style sheet and script in it out, for sites that no plugin brings them to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from mkdocs_multistage.cli.terminal import error, write
from mkdocs_multistage.printable import printable
from mkdocs_multistage.stylesheet import script, stylesheet

# By the option of the site that names them.
FILES: Final = {"extra_css": ("multistage.css", stylesheet), "extra_javascript": ("multistage.js", script)}


@click.command("assets")
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write the style sheet and script to a folder of the site.

    The plugin does this by itself. Zensical has no plugins: there they are part of every page with a figure, unless
    the site provides these files. Write them again after an update.
    """
    for option, (name, text) in FILES.items():
        target = folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target.write_text(text(), encoding="utf-8")
        except OSError as reason:
            error(f"{target}: the file cannot be written: {reason.strerror}.")
            sys.exit(2)
        write(
            f"{printable(str(target))}: written. List it in `{option}`, as a path from the folder of the pages.\n",
            sys.stdout,
        )
