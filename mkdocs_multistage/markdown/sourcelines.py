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

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What Python-Markdown strips or that Windows leaves at a line's end; neither is the author's text.
_NOISE = str.maketrans("", "", "\x01\x02\x03\x04\r")

# Two texts that differ in more than this many pairs of lines are not diffed: it would take seconds.
_DIFF_LIMIT = 25_000_000


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


@dataclass(frozen=True, slots=True)
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
    if len(before) * len(after) > _DIFF_LIMIT:
        opcodes = [("replace", 0, len(before), 0, len(after))]
    else:
        import difflib  # noqa: PLC0415 - for pages whose text other plugins have changed

        opcodes = list(difflib.SequenceMatcher(None, before, after).get_opcodes())
    found: list[Match] = []
    for tag, i1, i2, j1, j2 in opcodes:
        for j in range(j1, j2):
            at = offset + i1 + j - j1
            if tag == "equal":
                found.append(Match(at, at + 1, sure=True))
            elif i2 - i1 == j2 - j1:  # each line was rewritten in its place
                found.append(Match(at, at + 1, sure=False))
            else:
                found.append(Match(offset + i1, offset + i2, sure=False))
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


def watch_snippets(processor: Any, uses: Callable[[str], None]) -> None:  # noqa: ANN401 - pymdownx has no types
    """Make a snippets preprocessor tag the lines of the files that it includes, and name the files.

    Args:
        processor: The preprocessor.
        uses: Is told the absolute path of each file that is read, and of those that would have been if they were there.
    """
    if getattr(processor, "multistage_watched", False):
        return
    processor.multistage_watched = True
    parse = processor.parse_snippets
    if hasattr(processor, "get_snippet_path"):
        find: Callable[[str], str | None] = processor.get_snippet_path

        def get_snippet_path(path: str) -> str | None:
            found = find(path)
            for candidate in [found] if found else [Path(base, path) for base in getattr(processor, "base_path", ())]:
                uses(str(Path(candidate).absolute()))
            return found

        processor.get_snippet_path = get_snippet_path

    if hasattr(processor, "read_lines"):  # recent versions: every selection of lines keeps the tags
        read: Callable[[str], list[str]] = processor.read_lines

        def read_lines(path: str) -> list[str]:
            return [SourceLine.of(line, number, file=str(path)) for number, line in enumerate(read(path), 1)]

        processor.read_lines = read_lines

    def parse_snippets(lines: list[str], file_name: str | None = None, *args: object, **kwargs: object) -> list[str]:
        if file_name and any(not isinstance(line, SourceLine) for line in lines):
            lines = _find_in_file(lines, file_name, getattr(processor, "encoding", None) or "utf-8")
        result: list[str] = parse(lines, file_name, *args, **kwargs)
        return result

    processor.parse_snippets = parse_snippets


def _find_in_file(lines: list[str], file_name: str, encoding: str) -> list[str]:
    """Tag lines that stand in a file, dedented perhaps, in one place and no other."""
    try:
        text = Path(file_name).read_text(encoding=encoding).split("\n")
    except (OSError, ValueError):  # a URL, or not that encoding: its lines stay without tags
        return lines
    wanted = [line.strip() for line in lines]
    stripped = [line.strip() for line in text]
    while wanted and not wanted[-1]:
        wanted.pop()
    if not wanted or len(wanted) * len(stripped) > _DIFF_LIMIT:
        return lines
    starts = [i for i, line in enumerate(stripped) if line == wanted[0] and stripped[i : i + len(wanted)] == wanted]
    if len(starts) != 1:
        return lines
    tagged: list[str] = []
    for index, line in enumerate(lines):
        number = starts[0] + index
        if number < len(text):
            cut = max(text[number].find(line), 0)  # what a dedent took from its front
            tagged.append(SourceLine.of(line, number + 1, file=file_name, cut=cut))
        else:
            tagged.append(line)
    return tagged
