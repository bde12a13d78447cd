"""What a terminal shows of a text: characters in, cells out; and whether it wants colour.

A cell is one character of the text with what is shown for it and the columns that takes: a tab is as many
spaces as it stands for, a character that a terminal or a runner would obey is its escape, wide ones take two columns
and combining ones none.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final

import click

from mkdocs_multistage.printable import SECOND_MARK, escape, harmless, printable, shown_character
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAB: Final = 8
_LEAST: Final = 40
_WIDTH_WITHOUT_TERMINAL: Final = 120

_COLOURS: Final = {
    "path": "1",
    "warning": "1;33",
    "info": "1;36",
    "error": "1;31",
    "gutter": "34",
    "mark": "1;32",
    "rule": "2",
    "ignore": "2",
    "heading": "1",
}


@record(frozen=True, slots=True)
class Style:
    """How text is to be shown.

    Attributes:
        colour: Whether in colour.
        width: The columns that there are.
        encoding: What characters there are.
    """

    colour: bool = False
    width: int = _WIDTH_WITHOUT_TERMINAL
    encoding: str = "utf-8"

    def paint(self, kind: str, text: str) -> str:
        """The text in the colour of its kind."""
        return f"\x1b[{_COLOURS[kind]}m{text}\x1b[0m" if self.colour and text else text

    @property
    def ellipsis(self) -> str:
        """What stands for text that is left out."""
        return "…" if encodes(self.encoding, "…") else "..."


def is_watched(stream: IO[str] | None) -> bool:
    """Whether somebody may see at once what is written; nobody sees what goes to a stream that is closed."""
    return stream is not None and stream.isatty()


def style_for(stream: IO[str] | None, *, colour: bool | None = None) -> Style:
    """The style for a stream.

    Args:
        stream: Where the text goes; ``None`` is a file.
        colour: What the user has said on the command line.
    """
    width = shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns
    encoding = (getattr(stream, "encoding", None) or "utf-8") if stream is not None else "utf-8"
    return Style(_wants_colour(stream) if colour is None else colour, max(width, _LEAST), encoding)


def _wants_colour(stream: IO[str] | None) -> bool:
    """As https://no-color.org and https://force-color.org have it; who says both means no."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def encodes(encoding: str, text: str) -> bool:
    """Whether an encoding has all characters of a text."""
    try:
        text.encode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


class OutputError(click.ClickException):
    """What was asked for cannot be written; the command ends with the exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401, ARG002 - click's signature
        """Tell it, unless that is what cannot be done."""
        with suppress(OutputError):
            error(self.message)


def write(text: str, stream: IO[str] | None) -> None:
    """Write a text for people, none of whose lines commands anything.

    Raises:
        OutputError: See `write_as_is`.
    """
    write_as_is(harmless(text), stream)


def write_as_is(text: str, stream: IO[str] | None) -> None:
    """Write a text, with escapes for what the stream's encoding lacks.

    Args:
        text: The text. An XML document is in UTF-8, and keeps to ASCII where the stream is in anything else.
        stream: Where to; ``None``, as Python has it for a stream that is closed, takes nothing.

    Raises:
        OutputError: The stream takes it no more, as on a disk that is full.
    """
    if stream is None:
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if text.startswith("<?xml") and not encodes(encoding, "\uffff"):
        text = text.encode("ascii", "xmlcharrefreplace").decode()
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:  # who reads has read enough; click knows what to do
        raise
    except OSError as reason:
        with suppress(OSError, ValueError):  # what is left of it is not to be tried again when Python ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise OutputError(f"The output cannot be written: {reason.strerror}.") from None


def error(text: str) -> None:
    """Tell the user of something that went wrong."""
    style = style_for(sys.stderr)
    write(f"{style.paint('error', 'error:')} {printable(text)}\n", sys.stderr)


def cells(text: str) -> list[tuple[str, int]]:
    """What is shown for each character of a line, and the columns that it takes."""
    result: list[tuple[str, int]] = []
    column = 0
    marks = {found.start() for found in SECOND_MARK.finditer(text)} if "##" in text else ()
    for place, character in enumerate(text):
        if character == "\t":
            width = _TAB - column % _TAB
            cell = " " * width
        else:
            cell = escape(character) if place in marks else shown_character(character)
            width = len(cell) if len(cell) > 1 else _width(character)
        result.append((cell, width))
        column += width
    return result


def width_of(text: str) -> int:
    """The columns that a printable text takes."""
    return sum(width for _, width in cells(text))


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


@record(frozen=True, slots=True)
class Excerpt:
    """A line as it is shown, and where the mark goes.

    Attributes:
        text: The line, or as much of it as there is room for.
        start: How many columns stand before the mark.
        length: How many columns it is long.
    """

    text: str
    start: int
    length: int


def excerpt(line: str, start: int, end: int, room: int, ellipsis: str) -> Excerpt:
    """A line around what is wrong in it.

    Args:
        line: The line.
        start: The index of the first character that is wrong.
        end: The index behind the last.
        room: How many columns there are.
        ellipsis: What stands for text that is left out.
    """
    shown = cells(line)
    start = min(max(start, 0), len(shown))
    end = min(max(end, start), len(shown))
    first, last = _window(shown, start, end, room, len(ellipsis))
    before = ellipsis if first > 0 else ""
    after = ellipsis if last < len(shown) else ""
    text = before + "".join(cell for cell, _ in shown[first:last]) + after
    offset = len(before) + _columns(shown[first:start])
    length = _columns(shown[start : min(end, last)])
    return Excerpt(text.rstrip(), offset, max(length, 1))


def _window(shown: Sequence[tuple[str, int]], start: int, end: int, room: int, ellipsis: int) -> tuple[int, int]:
    """The part of a line to show: all of it, or what is wrong with something of what is around it."""
    if _columns(shown) <= room:
        return 0, len(shown)
    room -= 2 * ellipsis
    wrong = min(_columns(shown[start:end]), room)
    ahead = (room - wrong) // 3
    first = start
    while first > 0 and _columns(shown[first - 1 : first]) <= ahead:
        first -= 1
        ahead -= shown[first][1]
    last, used = first, 0
    while last < len(shown) and used + shown[last][1] <= room:
        used += shown[last][1]
        last += 1
    while last == len(shown) and first > 0 and used + shown[first - 1][1] <= room:
        first -= 1
        used += shown[first][1]
    # A combining character goes with the one before it.
    while 0 < first < len(shown) and shown[first][1] == 0:
        first -= 1
    return first, last


def _columns(shown: Sequence[tuple[str, int]]) -> int:
    return sum(width for _, width in shown)
