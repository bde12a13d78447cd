"""Where the lines of a page come from: lines that remember the file they were written in, and their way back.

In: the lines of a page at several moments of its conversion. Out: for a line and column near the end of
that way, the file, line and column where the author wrote it.

How: between two moments only three things happen to lines, and each has its own way back.

- *Other plugins and preprocessors edit the text* (front matter is cut, macros are expanded). `align` finds
  the lines that are the same before and after, common head and tail first, a diff for what is between.
- *Snippets are included.* No diff can tell two included files apart, so lines are tagged beforehand
  (`SourceLine`), and files are tagged as they are read: a tag survives the inclusion.
- *White space is normalized.* Lines are compared without it, and columns are walked back through tabs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

# What Python-Markdown strips or that Windows leaves at a line's end; neither is the author's text.
_NOISE = str.maketrans("", "", "\x01\x02\x03\x04\r")

# Lines on either side of one that are compared to find it elsewhere.
_FARTHEST = 200


class SourceLine(str):
    """A line that knows the file and line it was written in.

    Attributes:
        file: The included file; ``None`` is the page itself.
        number: The line there, from 1.
        shift: How many characters were put before it since.
        cut: How many characters were cut from its front before that.
    """

    __slots__ = ("cut", "file", "number", "shift")

    file: str | None
    number: int
    shift: int
    cut: int

    @classmethod
    def of(cls, text: str, number: int, *, file: str | None = None, shift: int = 0, cut: int = 0) -> SourceLine:
        """A tagged line."""
        line = cls(text)
        line.file, line.number, line.shift, line.cut = file, number, shift, cut
        return line

    @property
    def raw(self) -> str:
        """What is left of the line as written."""
        return self[self.shift :]

    def __radd__(self, prefix: str) -> SourceLine:
        """Keep the tag where the snippets extension indents what it includes."""
        return SourceLine.of(
            str.__add__(prefix, self), self.number, file=self.file, shift=self.shift + len(prefix), cut=self.cut
        )


@record(frozen=True, slots=True)
class Match:
    """The line of an older text that a line of a newer text comes from.

    Attributes:
        low: Its index, or that of the first line it may come from.
        high: The index behind the last line it may come from.
        sure: Whether the two lines are the same.
    """

    low: int
    high: int
    sure: bool


def align(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """For each line of ``new`` the line of ``old`` that it comes from."""
    # Jinja and others drop the last newlines: they would hide that the ends are the same.
    old_end, new_end = _end(old), _end(new)
    shortest = min(old_end, new_end)
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[old_end - 1 - tail] == new[new_end - 1 - tail]:
        tail += 1
    found = [Match(i, i + 1, sure=True) for i in range(head)]
    found += _between(old[head : old_end - tail], new[head : new_end - tail], head)
    found += [Match(i, i + 1, sure=True) for i in range(old_end - tail, old_end)]
    last = max(len(old) - 1, 0)
    found += [Match(min(old_end + i, last), min(old_end + i, last) + 1, sure=True) for i in range(len(new) - new_end)]
    return found


def _end(lines: Sequence[str]) -> int:
    """The index behind the last line that is not blank."""
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    return end


def _between(before: Sequence[str], after: Sequence[str], offset: int) -> list[Match]:
    """Align what is between a common head and a common tail."""
    from mkdocs_multistage.markdown.linediff import edits  # noqa: PLC0415 - for pages whose text other plugins have changed

    found: list[Match] = []
    for edit in edits(before, after):
        size, new_size = edit.end - edit.start, edit.new_end - edit.new_start
        for j in range(new_size):
            at = offset + edit.start + j
            if edit.tag == "equal":
                found.append(Match(at, at + 1, sure=True))
            elif size == new_size:  # each line was rewritten in its place
                found.append(Match(at, at + 1, sure=False))
            else:
                found.append(Match(offset + edit.start, offset + edit.end, sure=False))
    return found


def plain(line: str, tab_length: int) -> str:
    """A line without what Markdown's normalization changes, to compare it before and after."""
    text = line.translate(_NOISE).expandtabs(tab_length)
    return text if text.strip(" ") else ""


def column_of(raw: str, virtual: int, token: str, *, indent: int, shift: int, tab_length: int) -> tuple[int, bool]:
    """The index in a line as written of what stands at an index of the same line normalized.

    Args:
        raw: The line as written.
        virtual: The index in the normalized line.
        token: The text that begins there; what it is checked against.
        indent: How much of the normalized line is the fence's own prefix.
        shift: How many characters were put before the line since it was written.
        tab_length: Markdown's.

    Returns:
        The index, and whether the token was found there.
    """
    for until in (None, indent):  # tabs are expanded everywhere or, with `preserve_tabs`, in the prefix only
        at = _walk(raw, virtual, shift=shift, tab_length=tab_length, until=until)
        if at <= len(raw) and raw.startswith(token, at):
            return at, True
    places = _occurrences(raw, token)
    if places:
        wanted = virtual - shift
        return min(places, key=lambda place: abs(place - wanted)), len(places) == 1
    return 0, False


def _walk(raw: str, virtual: int, *, shift: int, tab_length: int, until: int | None) -> int:
    position = shift
    for index, character in enumerate(raw):
        if position >= virtual:
            return index
        if character == "\t" and (until is None or position < until):
            position += tab_length - position % tab_length
        else:
            position += 1
    return len(raw)


def _occurrences(raw: str, token: str) -> list[int]:
    if not token:
        return []
    places, at = [], raw.find(token)
    while at >= 0:
        places.append(at)
        at = raw.find(token, at + len(token))
    return places


def bare(line: str) -> str:
    """A line without indentation, marks of a quotation, and white space at its end."""
    return line.lstrip(" \t>").rstrip()


def locate(lines: Sequence[str], index: int, text: Sequence[str]) -> tuple[int | None, bool, int]:
    """Find a line in a text by what it says, and by the lines around it as far as the text has them too.

    What stands around a line does not count: what is included may be indented or quoted.

    Args:
        lines: The lines around.
        index: The line's index.
        text: Where it is looked for, its lines `bare`.

    Returns:
        Its index in the text, ``None`` where it is not there; whether it is there only; and how many of the lines around
        it are there with it.
    """
    wanted = bare(lines[index])
    places = [place for place, line in enumerate(text) if line == wanted]
    if not wanted or not places:
        return None, False, 0
    length = 1
    for step in (1, -1):  # a part begins or ends somewhere: on either side what agrees goes on until nothing does
        for distance in range(1, _FARTHEST):
            at = index + step * distance
            if not 0 <= at < len(lines):
                break
            line = bare(lines[at])
            kept = [p for p in places if 0 <= p + step * distance < len(text) and text[p + step * distance] == line]
            if not kept:
                break
            places = kept
            length += 1
    return places[0], len(places) == 1, length
