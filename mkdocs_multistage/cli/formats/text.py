"""Findings for people: where, what, the line with a mark under the very place, and where to read on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.cli.rule_pages import read_on
from mkdocs_multistage.cli.terminal import excerpt
from mkdocs_multistage.printable import harmless, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.cli.run import Found, Run
    from mkdocs_multistage.cli.terminal import Style

# Lines of a difference, by what they begin with.
_DIFF: Final = {"-": "error", "+": "mark", " ": "path"}


def as_text(run: Run, style: Style) -> str:
    """The findings, an empty line between them."""
    return "\n".join(finding_text(finding, style) for finding in run.findings)


def finding_text(finding: Found, style: Style) -> str:
    """One finding, each of its lines with an end."""
    return harmless("".join(f"{line}\n" for line in _lines(finding, style)))


def _lines(finding: Found, style: Style) -> Iterator[str]:
    place = f"{finding.path}:{finding.line}:{finding.column}:"
    level = style.paint(finding.level, f"{finding.level}:")
    rule = style.paint("rule", f"[{finding.rule}]")
    yield f"{style.paint('path', printable(place))} {level} {printable(finding.message)} {rule}"
    number = str(finding.line)
    gutter = f" {' ' * len(number)} "
    bar = style.paint("gutter", "|")
    if finding.source is not None:
        room = max(style.width - len(gutter) - 3, 20)
        shown = excerpt(finding.source, finding.column - 1, finding.end_column - 1, room, style.ellipsis)
        yield f" {style.paint('gutter', number)} {bar} {shown.text}".rstrip()
        indent = " " * shown.start
        yield f"{gutter}{bar} {indent}{style.paint(finding.level, '^' * shown.length)}"
        if finding.suggestion:
            yield f"{gutter}{bar} {indent}{style.paint('mark', printable(finding.suggestion))}"
    for line in finding.diff.split("\n") if finding.diff else ():
        yield f"{gutter}{bar} {style.paint(_DIFF.get(line[:1], 'gutter'), line)}".rstrip()
    equals = style.paint("gutter", "=")
    if finding.included_by:
        yield f"{gutter}{equals} included by {printable(finding.included_by)}"
    if not finding.exact:
        yield f"{gutter}{equals} the position is approximate"
    page = read_on(finding.rule)
    if page:
        yield f"{gutter}{equals} {page}"
