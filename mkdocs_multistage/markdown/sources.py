"""A block that shows a file: the options of its fence in; the Dockerfile, and the lines of it that are shown, out.

The whole file is what is read and checked; ``stages``, ``lines`` or ``region`` say what of it is on the page. Where
the file, or what is wanted of it, is not there, that is told and the fence's own text stands in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mkdocs_multistage import dockerfile
from mkdocs_multistage.checks.page_rules import SOURCE_NOT_FOUND, SOURCE_PART_MISSING
from mkdocs_multistage.markdown import files
from mkdocs_multistage.markdown.excerpt import Excerpt, read_excerpt
from mkdocs_multistage.markdown.fence_options import FenceProblem
from mkdocs_multistage.markdown.options import MOST_HINTS, listed, near, shown
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mkdocs_multistage.markdown.fence_options import FenceOptions

LAST: Final = "last"
"""What stands for the last stage, which often has no name."""

# A section as pymdownx.snippets marks it; a semicolon before the mark makes it ordinary text there.
_SECTION: Final = re.compile(
    r"(?<![;-])-+8<-+[ \t]+\[[ \t]*(?P<type>start|end)[ \t]*:[ \t]*(?P<name>[a-z][-_0-9a-z]*)[ \t]*\]", re.IGNORECASE
)
_SECTION_SIGN: Final = "8<-"
_DIRECTIVE: Final = re.compile(r"#[ \t]*(?:syntax|escape|check)[ \t]*=", re.IGNORECASE)
_OTHER_COMMENT: Final = "# region"
_MOST_LISTED: Final = 8


@record(frozen=True, slots=True)
class Source:
    """What a fence shows of a file.

    Attributes:
        excerpt: The file and the lines shown; ``None`` where it cannot be read, or has nothing of what is wanted.
        problems: What is wrong with what is wanted of it.
    """

    excerpt: Excerpt | None
    problems: tuple[FenceProblem, ...] = ()


def read_source(options: FenceOptions, open_file: Callable[[str], files.File]) -> Source:
    """The Dockerfile that a fence shows.

    Args:
        options: The fence's, with a `source`.
        open_file: Reads a file by the path that an author has written; raises `files.UnusableError`.
    """
    try:
        file = open_file(options.source)
    except files.UnusableError as reason:
        return Source(None, (FenceProblem("source", str(reason), SOURCE_NOT_FOUND),))
    text = file.text.removesuffix("\n")
    lines = text.split("\n")
    marks = {n: found for n, line in enumerate(lines, 1) if _SECTION_SIGN in line and (found := _SECTION.search(line))}
    own = read_excerpt(text)  # the file may hide lines of its own
    markers = own.markers | marks.keys()
    wanted = _Wanted(options.source, lines, marks)
    chosen = wanted.choose(options)
    hidden = () if own.lines is None else set(range(1, len(lines) + 1)).difference(own.lines)
    numbers = [n for n in chosen if n not in markers]
    kept = [n for n in numbers if n not in hidden] or numbers
    kept = _without_blank_ends(kept, lines) if options.stages else kept
    problems = tuple(wanted.problems)
    if not kept and problems:
        return Source(None, problems)
    everything = len(kept) == len(lines) or not kept
    # The file is built as it stands, so `read_excerpt` may not rewrite it. Nor is the mark of a section what it would be
    # on a page, where it says that something is put in.
    whole = "\n".join(_OTHER_COMMENT if n in marks and line[:1] == "#" else line for n, line in enumerate(lines, 1))
    excerpt = Excerpt(whole, None if everything else tuple(kept), frozenset(markers), own.problems, file.path)
    if options.sync and "\r" in excerpt.text:
        line = next(n for n in kept or range(1, len(lines) + 1) if "\r" in lines[n - 1])
        message = (
            f"{shown(options.source)} has a carriage return within line {line}, which ends a line on a page. No fence "
            "can hold that text: remove it from the file, or show the file without `sync`."
        )
        problems += (FenceProblem("source", message, SOURCE_NOT_FOUND),)
    return Source(excerpt, problems)


class _Wanted:
    """Looks in a file for what a fence wants of it.

    Attributes:
        problems: What is not there.
    """

    def __init__(self, path: str, lines: Sequence[str], marks: dict[int, re.Match[str]]) -> None:
        self._path = path
        self._lines = lines
        self._marks = marks
        self.problems: list[FenceProblem] = []

    def choose(self, options: FenceOptions) -> Sequence[int]:
        """The numbers of the lines that are wanted, from 1, in order."""
        if options.stages:
            return self._of_stages(options.stages)
        if options.lines:
            return self._of_ranges(options.lines)
        if options.region:
            return self._of_region(options.region)
        return range(1, len(self._lines) + 1)

    def _misses(self, key: str, message: str) -> None:
        self.problems.append(FenceProblem(key, message, SOURCE_PART_MISSING))

    def _of_stages(self, wanted: Iterable[str]) -> list[int]:
        read = dockerfile.read("\n".join(self._lines))
        names = [stage.name for stage in read.stages]
        tops = [self._top(stage.line) for stage in read.stages] + [len(self._lines) + 1]
        chosen: set[int] = set()
        for name in wanted:
            index = _index_of(name, names)
            if index is None:
                is_hinted = len(self.problems) < MOST_HINTS
                self._misses("stages", _no_stage(self._path, name, names, is_hinted=is_hinted))
            else:
                chosen.update(range(tops[index], tops[index + 1]))
        return sorted(chosen)

    def _top(self, line: int) -> int:
        """Where a stage begins: with the comments directly above its FROM, but not with the file's directives."""
        top = line
        while top > 1 and (above := self._lines[top - 2].strip()).startswith("#") and not _DIRECTIVE.match(above):
            top -= 1
        return top

    def _of_ranges(self, ranges: Iterable[tuple[int, int | None]]) -> list[int]:
        count = len(self._lines)
        chosen: set[int] = set()
        for first, last in ranges:
            missing = first if first > count else last if last is not None and last > count else 0
            if missing:
                has = "1 line" if count == 1 else f"{count} lines"
                self._misses("lines", f"{shown(self._path)} has {has}, so it has no line {missing}.")
            chosen.update(range(first, min(last or count, count) + 1))
        return sorted(chosen)

    def _of_region(self, region: str) -> list[int]:
        chosen: list[int] = []
        start = 0
        for number in range(1, len(self._lines) + 1):
            mark = self._marks.get(number)
            if mark is None or mark["name"] != region:
                if start:
                    chosen.append(number)
            elif mark["type"].lower() == "start":
                start = start or number
            elif start:
                return chosen
        path = shown(self._path)
        if start:
            self._misses(
                "region",
                f"The region {shown(region)} of {path} has no end, so it continues to the last line. "
                f"Write `# --8<-- [end:{region}]` where it ends.",
            )
            return chosen
        names = list(dict.fromkeys(mark["name"] for mark in self._marks.values()))
        listing = f" Its regions: {listed(names, most=_MOST_LISTED)}." if names else ""
        hint = near(region, names) or listing or f" It has no comment `# --8<-- [start:{region}]`."
        self._misses("region", f"{path} has no region {shown(region)}.{hint}")
        return []


def _index_of(name: str, names: Sequence[str]) -> int | None:
    """The stage of a name or number, as ``--from=`` finds it."""
    folded = name.lower()
    for index in range(len(names) - 1, -1, -1):
        if names[index] == folded:
            return index
    if folded == LAST and names:
        return len(names) - 1
    if name.isascii() and name.isdecimal() and len(name) <= len(str(len(names))) and int(name) < len(names):
        return int(name)
    return None


def _no_stage(path: str, name: str, names: Sequence[str], *, is_hinted: bool) -> str:
    named = [name for name in names if name]
    if name.isdecimal():
        has = "1 stage, number 0" if len(names) == 1 else f"{len(names)} stages, numbered from 0"
        return f"{shown(path)} has no stage {name}: it has {has}."
    if not is_hinted:
        return f"{shown(path)} has no stage {shown(name)}."
    hint = near(name, named) or (f" Its stages: {listed(named, most=_MOST_LISTED)}." if named else "")
    if not hint and names:
        hint = f" None of its stages has a name; write their numbers, from 0, or `{LAST}`."
    return f"{shown(path)} has no stage {shown(name)}.{hint}"


def _without_blank_ends(numbers: list[int], lines: Sequence[str]) -> list[int]:
    """The lines between the first and the last that are not blank."""
    filled = [place for place, number in enumerate(numbers) if lines[number - 1].strip()]
    return numbers[filled[0] : filled[-1] + 1] if filled else []
