"""``mkdocs-multistage graph``: the stages of one Dockerfile as a drawing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mkdocs_multistage.analysis import analyze
from mkdocs_multistage.cli.commands.options import (
    InputError,
    build_args_option,
    emit,
    find_target,
    output_option,
    read_dockerfile,
    shown_name,
    why_no_stage,
)
from mkdocs_multistage.cli.known_sizes import sizes_of, sizes_options
from mkdocs_multistage.cli.terminal import encodes
from mkdocs_multistage.printable import harmless
from mkdocs_multistage.render.dot import dot
from mkdocs_multistage.render.labels import Labels, labels
from mkdocs_multistage.render.mermaid import mermaid
from mkdocs_multistage.render.picture import MAX_STAGES, picture
from mkdocs_multistage.render.sizes import with_sizes
from mkdocs_multistage.render.standalone import standalone
from mkdocs_multistage.render.text import ASCII, UNICODE, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs_multistage.render.picture import Picture

_DRAWINGS: Final[Mapping[str, Callable[..., str]]] = {"svg": standalone, "mermaid": mermaid, "dot": dot, "text": text}


@click.command("graph")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(list(_DRAWINGS)),
    default="text",
    show_default=True,
    help="An SVG image, the source of a Mermaid or Graphviz diagram, or text.",
)
@click.option("--target", metavar="STAGE", default="", help="The stage to build, instead of the last one.")
@click.option(
    "--language", metavar="CODE", default="en", show_default=True, help="The language of the words: pt-BR, ja, …"
)
@click.option("--ascii", "plain", is_flag=True, help="Draw text with ASCII characters only.")
@sizes_options
@build_args_option
@output_option
def command(
    *,
    file: Path,
    format_: str,
    target: str,
    language: str,
    plain: bool,
    sizes: str,
    sizes_file: Path | None,
    build_args: dict[str, str],
    output: Path | None,
) -> None:
    """Draw how the stages of a Dockerfile feed one another.

    FILE is a Dockerfile, or - for the standard input.
    """
    analysis = analyze(read_dockerfile(file), build_args=build_args or None)
    drawn = picture(analysis, find_target(analysis.dockerfile, target), connected=False)
    if drawn is None:
        stages = len(analysis.dockerfile.stages)
        reason = f"There is too much to draw: {stages} stages (at most {MAX_STAGES}), and everything they take."
        raise InputError(f"{shown_name(file)}: {reason if stages else why_no_stage(analysis.dockerfile)}")
    drawn = with_sizes(drawn, sizes_of(analysis.dockerfile, build_args, sizes, sizes_file))
    emit(_draw(drawn, format_, labels(language), plain=plain, output=output), output)


def _draw(drawn: Picture, format_: str, words: Labels, *, plain: bool, output: Path | None) -> str:
    if format_ != "text":
        return _DRAWINGS[format_](drawn, labels=words)
    encoding = "utf-8" if output or sys.stdout is None else (sys.stdout.encoding or "ascii")
    has_lines = encodes(encoding, "╭─●◇◉○▸┊")
    return harmless(text(drawn, labels=words, glyphs=UNICODE if has_lines and not plain else ASCII))
