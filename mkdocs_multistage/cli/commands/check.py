"""``mkdocs-multistage check``: options in, a report and an exit code out."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mkdocs_multistage.cli.checking import STDIN, Checker
from mkdocs_multistage.cli.commands.options import (
    build_args_option,
    colour_option,
    contexts_option,
    emit,
    output_option,
    read_levels,
)
from mkdocs_multistage.cli.formats import FORMATS
from mkdocs_multistage.cli.settings import Settings
from mkdocs_multistage.cli.sources import stdin_bytes
from mkdocs_multistage.cli.terminal import error, is_watched, style_for, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs_multistage.cli.run import Run, Threshold
    from mkdocs_multistage.markdown.options import Level

# Fewer files than these are done before anybody has read the bar.
_LONG_RUN: Final = 50

# As shells have it for SIGINT.
_INTERRUPTED: Final = 130


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="The format of the report: text for people, JSON or SARIF, or one for GitHub, GitLab or readers of JUnit.",
)
@click.option(
    "--threshold",
    type=click.Choice(["warn", "info"]),
    default="warn",
    show_default=True,
    help="The lowest level for which the exit code is 1. Findings below it are still reported.",
)
@click.option(
    "--rule",
    "levels",
    metavar="NAME=LEVEL",
    multiple=True,
    callback=read_levels,
    help="A rule's level: warn, info or ignore; overrides the site's own. Repeatable.",
)
@contexts_option
@build_args_option
@click.option(
    "--stdin-filename", metavar="NAME", default="", help="A name for the standard input, which says what kind it is."
)
@output_option
@colour_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="How many processes check Dockerfiles.  [default: one per core, where there are many files]",
)
@click.option("-q", "--quiet", is_flag=True, help="Print only findings and errors: no summary, no progress bar.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    format_: str,
    threshold: Threshold,
    levels: dict[str, Level],
    contexts: tuple[str, ...],
    build_args: dict[str, str],
    stdin_filename: str,
    output: Path | None,
    colour: bool | None,
    jobs: int,
    quiet: bool,
) -> None:
    """Check pages, Dockerfiles, folders or a whole site.

    PATH is a mkdocs.yml, whose site is checked with its own extensions, plugins and options; a Markdown
    file; a Dockerfile; a folder, which is searched for all of these; or - for the standard input.

    The exit code is 0 if nothing was found at or above the threshold, 1 if something was, and 2 if
    something could not be checked.
    """
    settings = Settings(levels, contexts, build_args)
    try:
        run = _run(paths, stdin_filename, settings, threshold, jobs=jobs, quiet=quiet)
    except KeyboardInterrupt:  # click would say 1, which is for findings
        error("Interrupted; nothing is reported.")
        ctx.exit(_INTERRUPTED)
    for trouble in run.troubles:
        error(str(trouble))
    style = style_for(None if output else sys.stdout, colour=colour)
    text = FORMATS[format_](run, style)
    is_read_here = format_ == "text" and output is None
    if is_read_here and not quiet:
        gap = "\n" if text else ""
        text += f"{gap}{style.paint('heading', run.summary)}\n"
    emit(text, output)
    if not is_read_here and not quiet:
        write(f"{run.summary}\n", sys.stderr)
    ctx.exit(run.exit_code)


def _run(
    paths: tuple[Path, ...], stdin_filename: str, settings: Settings, threshold: Threshold, *, jobs: int, quiet: bool
) -> Run:
    with _progress(quiet=quiet) as advance:
        checker = Checker(settings, advance, jobs=jobs)
        if any(str(path) == STDIN for path in paths):
            checker.stdin(stdin_bytes, stdin_filename)
        checker.paths([path for path in paths if str(path) != STDIN])
        return checker.run(threshold)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on a long run, where there is somebody to see it."""
    if quiet or not is_watched(sys.stderr):
        yield lambda more, done: None  # noqa: ARG005 - nobody watches
        return
    total = finished = 0
    bar = click.progressbar(length=0, label="Checking", file=sys.stderr)

    def advance(more: int, done: int) -> None:
        nonlocal total, finished
        total += more
        finished += done
        bar.length = total
        if total >= _LONG_RUN:
            bar.update(finished - bar.pos)

    try:
        yield advance
    finally:
        if total >= _LONG_RUN:
            bar.render_finish()
