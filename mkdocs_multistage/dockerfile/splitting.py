"""How an instruction's line falls into keyword, flags and words: offsets into the line, no meaning.

The functions follow BuildKit's ``parser/split_command.go`` and ``parser/line_parsers.go``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mkdocs_multistage.dockerfile.text import SPACE, WORDS, utf8_length

if TYPE_CHECKING:
    from collections.abc import Sequence

# A flag without quotes and escapes, and the white space behind it.
_PLAIN_FLAG: Final = re.compile(r"(--[!#-&(-\[\]-_a-~]+)(?:[\t\n\v\f\r ]+|\Z)")
_KEYWORD: Final = re.compile(r"[^\t\v\f\r ]*(?=([\t\v\f\r ]+))")
# Words as `_scan_word` finds them, where nothing is escaped and no white space is but ASCII's.
_QUOTED_WORDS: Final = re.compile(r"""(?:[^\t\v\f\r '"]|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))+""")
# A list of strings in which nothing is escaped, and one of them.
_PLAIN_LIST: Final = re.compile(r"""\[(?:[ \t]*"[^"\\\x00-\x1f]*"[ \t]*,)*[ \t]*"[^"\\\x00-\x1f]*"[ \t]*\]""")
_PLAIN_STRING: Final = re.compile(r'"([^"]*)"')
_JSON_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_JSON_STARTS: Final = f"[{SPACE}"


def _ignore(_: str) -> int:
    return 0


def _refuse(_: str) -> Any:  # noqa: ANN401 - json's callback
    raise ValueError


_JSON: Final = json.JSONDecoder(parse_int=_ignore, parse_float=_ignore, parse_constant=_refuse)


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
    if start < end and "!" <= text[start] <= "~" and "!" <= text[end - 1] <= "~":
        return start, end
    part = text[start:end]
    stripped = part.lstrip(SPACE)
    start += len(part) - len(stripped)
    return start, start + len(stripped.rstrip(SPACE))


def split_keyword(text: str, start: int, end: int) -> tuple[int, int, int, int]:
    """Offsets of the keyword's start and end, and of the rest's start and end."""
    start, end = trim(text, start, end)
    gap = text.find(" ", start, end)
    if gap > start and "!" <= text[gap + 1] <= "~" and text[start:gap].isalpha():
        return start, gap, gap + 1, end
    found = _KEYWORD.match(text, start, end)
    if found is None:
        return start, end, end, end
    return start, found.end(), found.end(1), end


def split_flags(text: str, start: int, end: int, escape: str) -> tuple[list[RawFlag], int, int]:
    """Flags at the head of ``text[start:end]``, and the offsets of what follows them, trimmed."""
    at = start
    while at < end and text[at] in "\t\n\v\f\r ":
        at += 1
    if not text.startswith("--", at, end):
        return [], *trim(text, start, end)
    if text.isascii():
        flags = []
        while found := _PLAIN_FLAG.match(text, at, end):
            first, last = found.span(1)
            flags.append(RawFlag(found[1], first, last, range(first, last)))
            at = found.end()
        if not text.startswith("--", at, end):
            return flags, *trim(text, at, end)
    return _split_odd_flags(text, start, end, escape)


def _split_odd_flags(text: str, start: int, end: int, escape: str) -> tuple[list[RawFlag], int, int]:
    """The same where a flag has quotes or escapes, or where not all is ASCII."""
    # BuildKit walks over bytes here, each a character of its own: in UTF-8 some letters contain
    # 0x85 or 0xA0, which Go takes for white space, and no-break spaces begin with a byte that is none.
    part = text[start:end]
    runes = part
    places: Sequence[int] = range(start, end + 1)
    if not part.isascii():
        encoded = [c.encode("utf-8", "surrogatepass") for c in part]
        runes = b"".join(encoded).decode("latin-1")
        places = [start + i for i, c in enumerate(encoded) for _ in c] + [end]
    flags: list[RawFlag] = []
    pos = 0
    while True:
        while pos < len(runes) and runes[pos] in SPACE:
            pos += 1
        if runes[pos : pos + 2] != "--":
            break
        flag, pos = _scan_flag(runes, places, pos, escape)
        if flag.text == "--":
            break
        flags.append(flag)
    return flags, *trim(text, min(places[pos], end), end)


def _scan_flag(runes: str, places: Sequence[int], first: int, escape: str) -> tuple[RawFlag, int]:
    plain = _PLAIN_FLAG.match(runes, first)
    if plain is not None:
        pos = plain.end(1)
        return RawFlag(plain[1], places[first], places[pos], places[first:pos]), pos
    pos, quote = first, ""
    out: list[str] = []
    offsets: list[int] = []
    while pos < len(runes):
        char = runes[pos]
        if not quote and char in SPACE:
            break
        if char == quote or (not quote and char in "'\""):
            quote = "" if quote else char
            pos += 1
            continue
        if char == escape:
            pos += 1
            if pos == len(runes):
                break
            char = runes[pos]
        out.append(char)
        offsets.append(places[pos])
        pos += 1
    word = "".join(out)
    if not word.isascii():
        word, offsets = _decode(word, offsets)
    return RawFlag(word, places[first], places[pos], offsets), pos


def _decode(word: str, offsets: list[int]) -> tuple[str, list[int]]:
    """Characters again, as far as the bytes make them up: BuildKit leaves them as bytes."""
    kept: list[int] = []
    decoded = word.encode("latin-1").decode("utf-8", "replace")
    at = 0
    for char in decoded:
        kept.append(offsets[min(at, len(offsets) - 1)])
        at += 1 if char == "\ufffd" else utf8_length(char)
    return decoded, kept


def split_words(text: str, start: int, end: int, escape: str) -> list[Argument]:
    """Words that quotes and escapes hold together, with both kept (BuildKit's ``parseWords``)."""
    if text.isascii() and text.find(escape, start, end) < 0:
        if text.find('"', start, end) < 0 and text.find("'", start, end) < 0:
            return split_blanks(text, start, end)
        return [Argument(found[0], *found.span()) for found in _QUOTED_WORDS.finditer(text, start, end)]
    words: list[Argument] = []
    pos = start
    while True:
        while pos < end and text[pos] in SPACE:
            pos += 1
        if pos >= end:
            return words
        first = pos
        word, pos = _scan_word(text, pos, end, escape)
        if word:
            words.append(Argument(word, first, pos))


def _scan_word(text: str, pos: int, end: int, escape: str) -> tuple[str, int]:
    quote = ""
    out: list[str] = []
    while pos < end:
        char = text[pos]
        if not quote and char in SPACE:
            break
        if char == quote:
            quote = ""
        elif not quote and char in "'\"":
            quote = char
        elif char == escape and quote != "'":
            pos += 1
            # An escape at the very end escapes nothing, and is dropped.
            if pos == end:
                break
            out.append(char)
            char = text[pos]
        out.append(char)
        pos += 1
    return "".join(out), pos


def split_blanks(text: str, start: int, end: int) -> list[Argument]:
    """Words between white space, nothing else (BuildKit's ``parseStringsWhitespaceDelimited``)."""
    part = text[start:end]
    words = part.split()
    if " ".join(words) != part:
        return [Argument(found[0], *found.span()) for found in WORDS.finditer(text, start, end)]
    # A space between each two, and no other white space: their places need not be searched for.
    arguments = []
    at = start
    for word in words:
        after = at + len(word)
        arguments.append(Argument(word, at, after))
        at = after + 1
    return arguments


def split_json(text: str, start: int, end: int) -> list[Argument] | None:
    """The strings of a JSON array, or ``None`` where the stretch is no JSON array.

    Raises:
        NotStringsError: The array holds something else.
    """
    if text[start : start + 1] not in _JSON_STARTS:
        return None
    if _PLAIN_LIST.fullmatch(text, start, end):
        return [Argument(found[1], *found.span()) for found in _PLAIN_STRING.finditer(text, start, end)]
    part = text[start:end].lstrip(SPACE)
    if not part.startswith("["):
        return None
    start = end - len(part)
    try:
        values = _JSON.decode(part)
    except (ValueError, RecursionError):
        return None
    if not all(isinstance(value, str) for value in values):
        raise NotStringsError
    places = [(start + m.start(), start + m.end()) for m in _JSON_STRING.finditer(part)]
    return [Argument(value, *place) for value, place in zip(values, places, strict=True)]
