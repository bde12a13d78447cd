"""Makes evidence out of what a rule points at: spans and reasons in, the words that stand there out.

The words are always quoted from the Dockerfile itself, so that they cannot differ from what their span covers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mkdocs_multistage.dockerfile import Span
from mkdocs_multistage.roles.deeds import Deed
from mkdocs_multistage.roles.model import Evidence
from mkdocs_multistage.roles.places import column_of_arguments
from mkdocs_multistage.roles.tables import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mkdocs_multistage.dockerfile import Instruction
    from mkdocs_multistage.roles.facts import Facts, Taking
    from mkdocs_multistage.roles.model import Sign

# Enough to explain a verdict in a hover title.
_MOST = 4
# As much of an instruction's first line is quoted.
_WIDEST = 60


class Clue(NamedTuple):
    """A place in the Dockerfile and what it tells.

    Attributes:
        place: Where it is: a span, or that whose span is found when a reader is told.
        reason: What it tells.
        sign: What speaks there.
    """

    place: Span | Deed | Instruction
    reason: str
    sign: Sign = "words"

    def span(self, lines: Sequence[str]) -> Span:
        """Where it is, in a Dockerfile of these lines."""
        place = self.place
        if isinstance(place, Span):
            return place
        return place.span if isinstance(place, Deed) else _beginning(place, lines)


def deeds(found: Iterable[Deed]) -> list[Clue]:
    """What commands do."""
    return [Clue(deed, f"{REASONS[deed.act]}: {deed.label}" if deed.label else REASONS[deed.act]) for deed in found]


def instruction(found: Instruction, reason: str) -> Clue:
    """An instruction: as much as a glance takes in of its first line, at least its keyword."""
    return Clue(found, reason)


def _beginning(found: Instruction, lines: Sequence[str]) -> Span:
    first = found.keyword_span
    if column_of_arguments(found, lines) and len(lines[first.line - 1]) + 1 - first.column <= _WIDEST:
        return Span(first.line, first.column, first.line, len(lines[first.line - 1]) + 1)
    end = first.end_column
    for span in sorted([flag.span for flag in found.flags] + [word.span for word in found.words]):
        if span.line != first.line or span.end_line != first.line or span.end_column - first.column > _WIDEST:
            break
        end = max(end, span.end_column)
    return Span(first.line, first.column, first.line, end)


def base(f: Facts, reason: str) -> Clue:
    """What FROM names."""
    return Clue(f.stage.base_span, reason)


def last(f: Facts) -> Clue:
    """The stage's place at the end."""
    return Clue(f.stage.base_span, "the last stage, which `docker build` builds by default", "last")


def name(f: Facts) -> Clue:
    """The stage's name, or what FROM names where it has none."""
    return Clue(_called(f), "its name", "name")


def parent(f: Facts) -> Clue:
    """The stage's place below others."""
    return Clue(_called(f), "other stages are built on it", "base")


def _called(f: Facts) -> Span:
    return f.stage.name_span or f.stage.base_span


def takings(found: Sequence[Taking], reason: str) -> list[Clue]:
    """The places where other stages take files from this one."""
    return [Clue(taking.reference.span, reason, "source") for taking in found[:2]]


def evidence(clues: Iterable[Clue], lines: Sequence[str]) -> tuple[Evidence, ...]:
    """The first clues, with the words that stand there; each place once, and nothing said twice.

    Args:
        clues: Strongest first.
        lines: The lines of the Dockerfile.
    """
    kept: list[Evidence] = []
    said: set[tuple[str, str] | Span] = set()
    for clue in clues:
        span = clue.span(lines)
        words = "" if span in said else quote(span, lines)
        if words and (words, clue.reason) not in said:
            said.update((span, (words, clue.reason)))
            kept.append(Evidence(words, span, clue.reason, clue.sign))
            if len(kept) == _MOST:
                break
    return tuple(kept)


def quote(span: Span, lines: Sequence[str]) -> str:
    """The text of a span on one line: continuation marks, comment lines and repeated white space left out."""
    if not 0 < span.line <= span.end_line <= len(lines):
        return ""
    if span.line == span.end_line:
        return " ".join(lines[span.line - 1][span.column - 1 : span.end_column - 1].split())
    between = lines[span.line : span.end_line - 1]
    pieces = [
        lines[span.line - 1][span.column - 1 :],
        *(line for line in between if not line.lstrip().startswith("#")),
    ]
    pieces = [piece.rstrip().removesuffix("\\").removesuffix("`") for piece in pieces]
    pieces.append(lines[span.end_line - 1][: span.end_column - 1])
    return " ".join(" ".join(pieces).split())
