"""Characters and places: what Go takes for white space, and a joined line that knows where it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final

from mkdocs_multistage.dockerfile.model import Span, Word

SPACE: Final = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
"""Go's `unicode.IsSpace`. Python's `str.isspace` takes U+001C to U+001F as well."""

SEPARATORS: Final = re.compile(r"[\t\v\f\r ]+")
"""What separates words (BuildKit's ``reWhitespace``): no no-break space."""

WORDS: Final = re.compile(r"[^\t\v\f\r ]+")


def upper(text: str) -> str:
    """Upper-case character by character, as Go's `strings.ToUpper`: ``ß`` stays what it is."""
    if text.isascii():
        return text.upper()
    return "".join(u if len(u := c.upper()) == 1 else c for c in text)


def keyword(word: str) -> str:
    """A keyword in upper case; a word that is one only in upper case stays as it is.

    BuildKit looks instructions up in lower case, where U+017F, the long s, is no ``s``.
    """
    if word.isascii():
        return word.upper()
    low = lower(word)
    if low.isascii():
        return low.upper()
    up = upper(word)
    return word if up.isascii() else up


def lower(text: str) -> str:
    """Lower-case character by character, as Go's `strings.ToLower`."""
    if text.isascii():
        return text.lower()
    return "".join(u if len(u := c.lower()) == 1 else c for c in text)


def utf8_length(text: str) -> int:
    """Bytes of ``text`` in UTF-8; a lone surrogate counts three."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def quote(text: str, limit: int = 60) -> str:
    """``text`` for a message: in backticks, cut where it is long, control characters made visible."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return "`" + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text) + "`"


class LogicalLine:
    """An instruction's lines joined to one, continuations removed, with the way back.

    Args:
        pieces: ``(text, line, column)`` of each stretch, from top to bottom; line and column
            from 1, of its first character. At least one.
    """

    __slots__ = ("_column", "_line", "_pieces", "_starts", "text")

    def __init__(self, *pieces: tuple[str, int, int]) -> None:
        self._pieces = pieces
        self.text, self._line, self._column = pieces[0]
        # Most instructions are on one line.
        self._starts: list[int] | None = None
        if len(pieces) > 1:
            self._starts = [0, *accumulate(len(piece[0]) for piece in pieces[:-1])]
            self.text = "".join([piece[0] for piece in pieces])

    def span(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]``; an empty stretch is the place behind the character before it."""
        starts = self._starts
        if starts is None:
            line, column = self._line, self._column
            return Span(line, column + start, line, column + end)
        if start == end and start:
            index = bisect_right(starts, start - 1) - 1
            _, line, column = self._pieces[index]
            column += start - starts[index]
            return Span(line, column, line, column)
        index = bisect_right(starts, start) - 1
        last = index if end <= start else bisect_right(starts, end - 1) - 1
        _, line, column = self._pieces[index]
        _, end_line, end_column = self._pieces[last]
        return Span(line, column + start - starts[index], end_line, end_column + end - starts[last])

    def words(self, start: int, end: int) -> tuple[Word, ...]:
        """The words of ``text[start:end]``, split at white space."""
        place = self.span
        return tuple([Word(found[0], place(*found.span())) for found in WORDS.finditer(self.text, start, end)])
