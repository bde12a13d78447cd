"""Which lines of an example belong to which stage, and where the badges stand: numbers in, numbers out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mkdocs_multistage.dockerfile import Dockerfile, Span, Stage

# A parser directive, if the reader took it for one: a comment at the very top, no part of the first stage.
_DIRECTIVE: Final = re.compile(r"\ufeff?\s*#\s*(\w+)\s*=")

GAP: Final = 4
"""Characters between the longest FROM line and the column of the badges."""

FARTHEST: Final = 60
"""The column, in characters, beyond which badges are not moved for a long FROM line."""

LEAST: Final = 2
"""Characters before the badge of a FROM line that reaches beyond the column."""

CLEAR: Final = 35
"""Characters of code that the narrowest phone shows beside a theme's buttons."""

_ICON: Final = 2
_LETTER: Final = 0.8  # a badge's letter, in characters of code

_TAB: Final = 8


class Band(NamedTuple):
    """The lines of one stage, from 1, both inclusive."""

    first: int
    last: int


class Link(NamedTuple):
    """A place that names a stage: a line from 1, columns from 0, and the stage's index."""

    line: int
    start: int
    end: int
    stage: int


def between(stages: Sequence[Stage], first: int, last: int) -> range:
    """The indices of the stages that may have a line among some lines, from the first to the last.

    Of the stage behind them the comments above its FROM may be there.
    """
    start = bisect_left(stages, first, key=_line) - 1
    return range(max(start, 0), min(bisect_right(stages, last, key=_line) + 1, len(stages)))


def bands(dockerfile: Dockerfile, lines: Sequence[str], indices: range | None = None) -> list[tuple[int, Band]]:
    """The lines of stages: from the comments right above FROM to the last line that is not blank.

    Args:
        dockerfile: The example.
        lines: Its text, line by line.
        indices: Of which stages; ``None`` are all.

    Returns:
        For each of these stages its index and its lines.
    """
    stages = dockerfile.stages
    indices = range(len(stages)) if indices is None else indices
    if not indices:
        return []
    top = 0
    while top < len(lines) and _is_directive(lines[top], dockerfile):
        top += 1
    starts: list[int] = []
    for index in range(indices.start, min(indices.stop + 1, len(stages))):
        start = stages[index].line
        before = stages[index - 1].span.end_line if index else top
        while start - 1 > before and _is_comment(start - 1, dockerfile):
            start -= 1
        starts.append(start)
    result: list[tuple[int, Band]] = []
    for index, start, following in zip(indices, starts, [*starts[1:], len(lines) + 1], strict=False):
        last = min(following - 1, len(lines))
        while last > max(stages[index].line, 0) and not lines[last - 1].strip():
            last -= 1
        result.append((index, Band(start, last)))
    return result


def _line(stage: Stage) -> int:
    return stage.line


def _is_comment(line: int, dockerfile: Dockerfile) -> bool:
    comments = dockerfile.comments
    at = bisect_left(comments, line, key=lambda comment: comment.span.line)
    return at < len(comments) and comments[at].span.line == line


def _is_directive(line: str, dockerfile: Dockerfile) -> bool:
    found = _DIRECTIVE.match(line)
    return found is not None and found[1].lower() in dockerfile.directives


def links(stages: Iterable[Stage], lines: Sequence[str]) -> list[Link]:
    """Every place that names a stage of the same example, in the order of the text, none overlapping."""
    found: list[Link] = []
    for stage in stages:
        if stage.base_stage is not None:
            found += _on_each_line(stage.base_span, stage.base_stage, lines)
        for reference in stage.references:
            if reference.stage is not None:
                found += _on_each_line(reference.span, reference.stage, lines)
    found.sort()
    apart: list[Link] = []
    for link in found:
        if not apart or link.line > apart[-1].line or link.start >= apart[-1].end:
            apart.append(link)
    return apart


def places(spans: Iterable[Span], lines: Sequence[str]) -> list[Link]:
    """The stretches of text in some spans, line by line; they name no stage."""
    return [place for span in spans for place in _on_each_line(span, -1, lines)]


def _on_each_line(span: Span, stage: int, lines: Sequence[str]) -> list[Link]:
    """A span's parts: one, unless the name is continued on the next line."""
    result: list[Link] = []
    for number in range(max(span.line, 1), min(span.end_line, len(lines)) + 1):
        line = lines[number - 1]
        start = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
        end = span.end_column - 1 if number == span.end_line else len(line.rstrip()) - 1
        if 0 <= start < end <= len(line):
            result.append(Link(number, start, end, stage))
    return result


def badge_gaps(widths: Sequence[int]) -> list[int]:
    """How many characters to leave between each FROM line and its badge, so that badges line up.

    Args:
        widths: The FROM lines' widths in characters.
    """
    column = min(max(widths, default=0) + GAP, FARTHEST)
    return [max(column - width, LEAST) for width in widths]


def gap_classes(gap: int) -> str:
    """The classes that set a badge so many characters apart, in tens and ones; a style is none that every page may have."""
    tens, ones = divmod(min(gap, FARTHEST), 10)
    return f"ms-t{tens} ms-o{ones}" if tens else f"ms-o{ones}"


def hides(width: int, label: str) -> str:
    """The classes of the badge behind a block's first line, by what of it would meet the buttons on a phone.

    Args:
        width: The line's width in characters.
        label: The badge's word.

    Returns:
        ``ms-tight`` for its word, ``ms-over`` for all of it; empty where it has room.
    """
    icon = width + LEAST + _ICON
    return "ms-over" if icon > CLEAR else "ms-tight" if icon + len(label) * _LETTER > CLEAR else ""


def width(line: str) -> int:
    """How many columns of a fixed-width font a line takes."""
    if line.isascii() and "\t" not in line:
        return len(line)
    columns = 0
    for character in line:
        if character == "\t":
            columns += _TAB - columns % _TAB
        elif character.isascii():
            columns += 1
        elif not unicodedata.combining(character):
            columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return columns
