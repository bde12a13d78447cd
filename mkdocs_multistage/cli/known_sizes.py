"""The sizes of one Dockerfile's stages on the command line: options in, sizes by index of the stage out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from mkdocs_multistage.cli.commands.options import InputError
from mkdocs_multistage.cli.terminal import error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs_multistage.dockerfile import Dockerfile
    from mkdocs_multistage.render import Size

# As `measured` has it, which loads Python-Markdown.
_DEFAULT: Final = "multistage-sizes.json"

Command = TypeVar("Command", bound="Callable[..., Any]")


def sizes_options(command: Command) -> Command:
    """``--sizes`` and ``--sizes-file``."""
    command = click.option(
        "--sizes-file",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The file that `measure` wrote.  [default: multistage-sizes.json in this folder, if it is there]",
    )(command)
    return click.option(
        "--sizes",
        metavar="STAGE=SIZE …",
        default="",
        help='Sizes of images, as in a fence: "builder=838MB final=81MB".',
    )(command)


def sizes_of(
    dockerfile: Dockerfile, build_args: Mapping[str, str], given: str, sizes_file: Path | None
) -> Mapping[int, Size]:
    """The sizes that the command line gives, or else those that were measured of just this Dockerfile.

    Raises:
        click.ClickException: They cannot be read, or name a stage that is not there.
    """
    path = sizes_file or Path(_DEFAULT)
    if not given and sizes_file is None and not os.path.isfile(path):  # noqa: PTH113 - `Path.is_file` raises what this takes for a no
        return {}
    from mkdocs_multistage.markdown.measured import UNREAD, SizesFileError, find_sizes, load  # noqa: PLC0415 - loads Markdown
    from mkdocs_multistage.markdown.sizes import read_sizes, resolve  # noqa: PLC0415 - as above

    if given:
        try:
            sizes = read_sizes(given)
        except ValueError as reason:
            raise click.BadParameter(f"It {reason}", param_hint="--sizes") from None
        found, wrong = resolve(dockerfile, sizes)
        if wrong:
            raise click.BadParameter(f"It {wrong[0]}", param_hint="--sizes")
        return found
    try:
        known = load(path)
    except SizesFileError as reason:
        if sizes_file is not None:
            raise InputError(f"{path}: {reason}") from None
        error(f"{UNREAD}: {path}: {reason}")
        return {}
    return find_sizes([(dockerfile, build_args)], "", known)[0].sizes
