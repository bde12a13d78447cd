"""Where something stands that was found in a text: an instruction or a heredoc in, the way back to its places out.

The same commands stand in many Dockerfiles, and what they do is found out once (`deeds`). So what is found knows its
offsets alone, and only of what is told to a reader the place is looked up.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mkdocs_multistage.dockerfile import Heredoc, Instruction

    # A stretch of a text, and the line and the column, from 1, where it begins.
    Piece = tuple[str, int, int]


class Joined:
    """A text that was joined from pieces which stand in several places."""

    __slots__ = ("_places", "_starts")

    def __init__(self, pieces: Iterable[Piece], separator: str) -> None:
        """The places of some pieces.

        Args:
            pieces: What the text was joined from.
            separator: What it was joined with.
        """
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []
        offset = 0
        for piece, line, column in pieces:
            self._starts.append(offset)
            self._places.append((line, column))
            offset += len(piece) + len(separator)

    def span(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]``."""
        line, column = self._place(start)
        end_line, end_column = self._place(max(end - 1, start))
        return Span(line, column, end_line, end_column + 1)

    def _place(self, offset: int) -> tuple[int, int]:
        at = max(bisect_right(self._starts, offset) - 1, 0)
        line, column = self._places[at]
        return line, column + offset - self._starts[at]


class Words:
    """The words of an instruction, or of several one after the other, with single spaces between."""

    __slots__ = ("_instructions", "_joined", "_lines")

    def __init__(self, lines: Sequence[str], *instructions: Instruction) -> None:
        """The places of the words; nothing is looked up yet.

        Args:
            lines: The lines of the Dockerfile.
            instructions: Whose words they are.
        """
        self._lines = lines
        self._instructions = instructions
        self._joined: Joined | None = None

    def span(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]``."""
        if self._joined is None:
            if len(self._instructions) == 1:
                first = self._instructions[0]
                column = column_of_arguments(first, self._lines)
                if column and _is_joined(first.arguments):
                    line = first.span.line
                    return Span(line, column + start, line, column + max(end, start + 1))
            words = [word for instruction in self._instructions for word in instruction.words]
            self._joined = Joined(((text, span.line, span.column) for text, span in words), " ")
        return self._joined.span(start, end)


def column_of_arguments(instruction: Instruction, lines: Sequence[str]) -> int:
    """The column of the arguments of an instruction that is one line, to the end of which they go; else 0.

    Most are, and for them there is no need to look at every word.

    Args:
        instruction: The instruction.
        lines: The lines of the Dockerfile.
    """
    arguments, span = instruction.arguments, instruction.span
    if span.line != span.end_line or not 0 < span.line <= len(lines):
        return 0
    line = lines[span.line - 1]
    # Behind the arguments there is nothing but white space and the escape character of a line that never went on.
    if not line.endswith(arguments) or arguments[-1:] in {"", "\\", "`"}:
        return 0
    return len(line) - len(arguments) + 1


def _is_joined(arguments: str) -> bool:
    """Whether words stand as if they had been joined by single spaces."""
    return "  " not in arguments and arguments.isprintable() and arguments[0] != " "


def of_heredoc(heredoc: Heredoc, lines: Sequence[str]) -> Joined:
    """The places of a body's lines; under ``<<-`` the tabs that are missing move the columns.

    Args:
        heredoc: The heredoc.
        lines: The lines of the Dockerfile.
    """

    def pieces() -> Iterable[Piece]:
        for number, piece in enumerate(heredoc.body.split("\n"), heredoc.span.line):
            written = lines[number - 1] if 0 < number <= len(lines) else ""
            yield piece, number, max(written.find(piece), 0) + 1 if piece else 1

    return Joined(pieces(), "\n")
