"""``mkdocs-multistage sync``: pages in; examples that follow a file written anew, or a difference, out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mkdocs_multistage.checks.page_rules import SOURCE_CHANGED, SOURCE_NOT_FOUND, SOURCE_PART_MISSING
from mkdocs_multistage.cli.checking import STDIN, Checker
from mkdocs_multistage.cli.commands.options import colour_option
from mkdocs_multistage.cli.inputs import leads_out
from mkdocs_multistage.cli.rewriting import Change, rewrite
from mkdocs_multistage.cli.run import Trouble
from mkdocs_multistage.cli.settings import Settings
from mkdocs_multistage.cli.sources import UnreadableError, page_bytes_text, read_bytes
from mkdocs_multistage.cli.terminal import error, style_for, write
from mkdocs_multistage.cli.writing import replace_bytes
from mkdocs_multistage.markdown.linediff import edits, unified
from mkdocs_multistage.paths import real_path
from mkdocs_multistage.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mkdocs_multistage.cli.run import Found
    from mkdocs_multistage.cli.terminal import Style

_RULES: Final = (SOURCE_CHANGED, SOURCE_NOT_FOUND, SOURCE_PART_MISSING)
# As shells have it for SIGINT.
_INTERRUPTED: Final = 130
# Lines around a difference that `--check` shows.
_CONTEXT: Final = 3

LINKED: Final = "This page is a link that leads out of the project; pass the file itself to have it written."


@click.command("sync")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; show what would change, and exit with 1.")
@colour_option
@click.option("-q", "--quiet", is_flag=True, help="Print only differences and errors: no list, no summary.")
@click.pass_context
def command(ctx: click.Context, *, paths: tuple[Path, ...], only_check: bool, colour: bool | None, quiet: bool) -> None:
    """Update the examples that follow a file.

    These are the fences with source="…" and sync="check"; only their text is written. PATH is
    a mkdocs.yml, whose pages are read with the site's own extensions; a Markdown file; or a folder, which
    is searched for both.

    The exit code is 0 if everything is up to date or was written, 1 if --check found a difference, and 2
    if a page, or the file that an example follows, could not be read or written.
    """
    style = style_for(sys.stdout, colour=colour)
    try:
        checker = Checker(Settings(dict.fromkeys(_RULES, "warn")), lambda _more, _done: None, only_pages=True)
        if any(str(path) == STDIN for path in paths):
            raise click.UsageError("The standard input cannot be written to; pass a file.")
        checker.paths(paths)
        run = checker.run("warn")
        troubles = [*run.troubles, *_unusable(run.findings)]
        changed = 0
        own = [*(path if os.path.isdir(path) else path.parent for path in paths), *checker.docs]  # noqa: PTH112 - see `find`
        named = {real_path(path) for path in paths}
        for path, changes in _by_file(run.findings):
            if real_path(path) not in named and _is_link_out(path, own):
                troubles.append(Trouble(path, LINKED))
                continue
            try:
                done = _sync(Path(path), changes, troubles, style, only_check=only_check, quiet=quiet)
            except UnreadableError as reason:
                troubles.append(Trouble(path, str(reason)))
                continue
            changed += done
    except KeyboardInterrupt:
        error("Interrupted.")
        ctx.exit(_INTERRUPTED)
    for trouble in troubles:
        error(str(trouble))
    if not quiet:
        write(f"{style.paint('heading', _summary(changed, len(run.files), only_check=only_check))}\n", sys.stdout)
    ctx.exit(2 if troubles else 1 if changed and only_check else 0)


def _is_link_out(path: str, folders: Sequence[Path]) -> bool:
    """Whether a page is below some of the folders only as long as its links are not followed."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - `Path.absolute` keeps the dots
    return any(whole.is_relative_to(Path(os.path.abspath(folder))) for folder in folders) and leads_out(path, *folders)  # noqa: PTH100


def _unusable(findings: Iterable[Found]) -> Iterator[Trouble]:
    """The files that examples are to follow, and cannot."""
    for found in findings:
        if found.stops_sync:
            yield Trouble(f"{found.path}:{found.line}", found.message)


def _by_file(findings: Iterable[Found]) -> list[tuple[str, list[Change]]]:
    """The fences to be written, by the file that they stand in."""
    files: dict[str, list[Change]] = {}
    for found in findings:
        if found.drift is not None:
            files.setdefault(found.path, []).append(Change(found.header, found.drift))
    return list(files.items())


def _sync(
    path: Path, changes: list[Change], troubles: list[Trouble], style: Style, *, only_check: bool, quiet: bool
) -> int:
    """Write the fences of one file, or show what would be written; returns how many."""
    data = read_bytes(path)
    text = page_bytes_text(data)
    new, lost = rewrite(text, changes)
    for change in lost:
        line = f":{change.header}" if change.header else ""
        troubles.append(
            Trouble(
                f"{path.as_posix()}{line}",
                f"{change.drift.message} It is not written, because the text of this file is not that of the page; "
                "a plugin or an extension has changed it.",
            )
        )
    done = [change for change in changes if change not in lost]
    if not done:
        return 0
    if only_check:
        write("".join(f"{line}\n" for line in _diff(text, new, path.as_posix(), style)), sys.stdout)
        return len(done)
    replace_bytes(path, data, new.encode("utf-8"))
    if not quiet:
        for change in done:
            lines = "1 line" if change.drift.count == 1 else f"{change.drift.count} lines"
            place = style.paint("path", printable(f"{path.as_posix()}:{change.header}:"))
            write(f"{place} written from {printable(repr(change.drift.path))}, {lines}\n", sys.stdout)
    return len(done)


def _diff(old: str, new: str, path: str, style: Style) -> Iterator[str]:
    before, after = _lines(old), _lines(new)
    lines = [f"--- {path}", f"+++ {path}", *unified(before, after, edits(before, after), _CONTEXT)]
    colours = {"-": "error", "+": "mark", "@": "gutter"}
    for line in lines:
        shown = "\t".join(map(printable, line.split("\t")))
        yield style.paint(colours[line[0]], shown) if line[0] in colours else shown


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _summary(changed: int, files: int, *, only_check: bool) -> str:
    pages = "1 page" if files == 1 else f"{files} pages"
    if not changed:
        return f"Nothing to write in {pages}"
    examples = "1 example" if changed == 1 else f"{changed} examples"
    if only_check:
        return f"{examples} {'differs' if changed == 1 else 'differ'} from the file that {'it follows' if changed == 1 else 'they follow'}"
    return f"{examples} written"
