"""How an instruction's line falls into keyword, flags and words: offsets into the line, no meaning.

The functions follow BuildKit's ``parser/split_command.go`` and ``parser/line_parsers.go``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mkdocs_multistage.dockerfile.text import SEPARATORS, SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN_FLAG: Final = re.compile(r"--[!#-&(-\[\]-_a-~]+(?=[\t\n\v\f\r ]|\Z)")
_JSON_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


class RawFlag(NamedTuple):
    """A flag as it stands in the line.

    Attributes:
        text: With quotes and escapes removed, dashes included.
        start: Its first character's offset.
        end: The offset behind its last.
        offsets: For each character of ``text`` the offset it came from.
    """

    text: str
    start: int
    end: int
    offsets: Sequence[int]


class Argument(NamedTuple):
    """A word with its place in the line: ``text`` is what BuildKit takes it for."""

    text: str
    start: int
    end: int


class NotStringsError(ValueError):
    """A JSON array with something else than strings in it."""


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of ``text[start:end]`` without white space at its ends."""
    part = text[start:end]
    stripped = part.lstrip(SPACE)
    start += len(part) - len(stripped)
    return start, start + len(stripped.rstrip(SPACE))


def split_keyword(text: str, start: int, end: int) -> tuple[int, int, int, int]:
    """Offsets of the keyword's start and end, and of the rest's start and end."""
    start, end = trim(text, start, end)
    gap = SEPARATORS.search(text, start, end)
    if gap is None:
        return start, end, end, end
    return start, gap.start(), gap.end(), end


def split_flags(text: str, start: int, end: int, escape: str) -> tuple[list[RawFlag], int, int]:
    """Flags at the head of ``text[start:end]``, and the offsets of what follows them, trimmed."""
    # BuildKit walks over bytes here, each a character of its own: in UTF-8 some letters contain
    # 0x85 or 0xA0, which Go takes for white space, and no-break spaces begin with a byte that is none.
    at = start
    while at < end and text[at] in "\t\n\v\f\r ":
        at += 1
    if not text.startswith("--", at, end):
        return [], *trim(text, start, end)
    part = text[start:end]
    runes = part
    places: Sequence[int] = range(start, end + 1)
    if not part.isascii():
        encoded = [c.encode("utf-8", "surrogatepass") for c in part]
        runes = b"".join(encoded).decode("latin-1")
        places = [start + i for i, c in enumerate(encoded) for _ in c] + [end]
    flags: list[RawFlag] = []
    size = len(runes)
    pos = 0
    while True:
        while pos < size and runes[pos] in SPACE:
            pos += 1
        if runes[pos : pos + 2] != "--":
            break
        first = pos
        plain = _PLAIN_FLAG.match(runes, pos)
        if plain is not None:
            pos = plain.end()
            flags.append(RawFlag(plain[0], places[first], places[pos], places[first:pos]))
            continue
        out, offsets, quote = [], [], ""
        while pos < size:
            char = runes[pos]
            if quote:
                if char == quote:
                    quote = ""
                    pos += 1
                    continue
            elif char in SPACE:
                break
            elif char in "'\"":
                quote = char
                pos += 1
                continue
            if char == escape:
                if pos + 1 == size:
                    pos += 1
                    break
                pos += 1
                char = runes[pos]
            out.append(char)
            offsets.append(places[pos])
            pos += 1
        word = "".join(out)
        if word == "--":
            break
        if not word.isascii():
            # One offset for each character again, as far as the bytes still make up characters.
            decoded = word.encode("latin-1").decode("utf-8", "replace")
            if len(decoded) <= len(offsets):
                steps = [len(c.encode("utf-8")) for c in decoded]
                at, kept = 0, []
                for step in steps:
                    kept.append(offsets[min(at, len(offsets) - 1)])
                    at += step
                word, offsets = decoded, kept
        flags.append(RawFlag(word, places[first], places[pos], tuple(offsets)))
    return flags, *trim(text, min(places[pos], end), end)


def split_words(text: str, start: int, end: int, escape: str) -> list[Argument]:
    """Words that quotes and escapes hold together, with both kept (BuildKit's ``parseWords``)."""
    words: list[Argument] = []
    pos = start
    while True:
        while pos < end and text[pos] in SPACE:
            pos += 1
        if pos >= end:
            return words
        first, quote, blank_ok, out = pos, "", False, []
        while pos < end:
            char = text[pos]
            if quote:
                if char == quote:
                    quote = ""
                if char == escape and quote != "'":
                    if pos + 1 == end:
                        pos += 1
                        break
                    out.append(char)
                    pos += 1
                    char = text[pos]
            else:
                if char in SPACE:
                    break
                if char in "'\"":
                    quote = char
                    blank_ok = True
                if char == escape:
                    if pos + 1 == end:
                        pos += 1
                        break
                    out.append(char)
                    pos += 1
                    char = text[pos]
            out.append(char)
            pos += 1
        if out or blank_ok:
            words.append(Argument("".join(out), first, pos))


def split_blanks(text: str, start: int, end: int) -> list[Argument]:
    """Words between white space, nothing else (BuildKit's ``parseStringsWhitespaceDelimited``)."""
    if start >= end:
        return []
    words: list[Argument] = []
    at = start
    for gap in SEPARATORS.finditer(text, start, end):
        words.append(Argument(text[at : gap.start()], at, gap.start()))
        at = gap.end()
    words.append(Argument(text[at:end], at, end))
    return words


def _ignore(_: str) -> int:
    return 0


def _refuse(_: str) -> Any:  # noqa: ANN401 - json's callback
    raise ValueError


def split_json(text: str, start: int, end: int) -> list[Argument] | None:
    """The strings of a JSON array, or ``None`` where the stretch is no JSON array.

    Raises:
        NotStringsError: The array holds something else.
    """
    part = text[start:end].lstrip(SPACE)
    if not part.startswith("["):
        return None
    start = end - len(part)
    try:
        values = json.loads(part, parse_int=_ignore, parse_float=_ignore, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    if not all(isinstance(value, str) for value in values):
        raise NotStringsError
    places = [(start + m.start(), start + m.end()) for m in _JSON_STRING.finditer(part)]
    return [Argument(value, *place) for value, place in zip(values, places, strict=True)]
