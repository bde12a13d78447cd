"""The way back from a fence to the author's file.

In: the page's lines at each moment that `Conversion` is shown them. Out: `Place`s. All the work is done
where a place is asked for: a page without findings costs nothing here.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.markdown.report import Place
from mkdocs_multistage.markdown.sourcelines import Match, SourceLine, align, column_of, plain
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.markdown.host import Host, PageContext

# Where a line may be any of very many, the first of them will do.
_MOST_CANDIDATES = 500


@record(frozen=True, slots=True)
class Fence:
    """Where a fence stands.

    Attributes:
        lines: The page's lines in which it was found.
        start: The index of its header there.
        indent: How many characters stand before each of its lines.
    """

    lines: Sequence[str]
    start: int
    indent: int


@record(frozen=True, slots=True)
class _Origin:
    """The lines that a line may come from.

    Attributes:
        candidates: Their numbers and what they say.
        sure: Whether there is but one, and it is that.
        file: The included file; ``None`` is the page itself.
        shift: How many characters were put before the line since.
        cut: How many characters were cut from its front before that.
        directive: The line of the page that includes the file, from 1; 0 where that is for others to say.
    """

    candidates: tuple[tuple[int, str], ...]
    sure: bool
    file: str | None = None
    shift: int = 0
    cut: int = 0
    directive: int = 0


@record(frozen=True, slots=True)
class Within:
    """The fence of a page whose program has written a text, as with markdown-exec.

    Attributes:
        positions: The page's.
        fence: The fence.
    """

    positions: Positions
    fence: Fence


WITHIN: Final[ContextVar[Within | None]] = ContextVar("multistage_within", default=None)
"""The fence that is being formatted: a text that is converted meanwhile has been written by it."""


class Positions:
    """The lines of a page at several moments."""

    def __init__(self, lines: Sequence[str] = (), tab_length: int = 4, within: Within | None = None) -> None:
        """Begin with the lines as the conversion was given them.

        Args:
            lines: They.
            tab_length: Markdown's.
            within: The fence that has written them, where they are none of the page's own.
        """
        self.tab_length = tab_length
        self.within = within
        self._given = tuple(lines)
        self._tagged: Sequence[str] | None = None
        self._included: Sequence[str] | None = None
        self._maps: dict[str, list[Match]] = {}
        self._source: Sequence[str] | None = None
        self._unchanged = False
        self._before: list[int] | None = None

    def tag(self, lines: Sequence[str]) -> list[str]:
        """The lines just before snippets are included, tagged."""
        self._tagged = [SourceLine.of(line, number) for number, line in enumerate(lines, 1)]
        return list(self._tagged)

    def included(self, lines: Sequence[str]) -> list[str]:
        """The lines just after snippets were included; gives them back without tags."""
        self._included = tuple(lines)
        return [str(line) for line in lines]

    def place(self, fence: Fence | None, line: int, column: int, token: str, *, page: PageContext, host: Host) -> Place:
        """Where something in a fence was written.

        Args:
            fence: The fence.
            line: The line in its body, from 1; 0 is its header.
            column: The index in that line.
            token: The text that begins there.
            page: The page being converted.
            host: Knows how paths are shown.
        """
        if fence is None or not 0 <= fence.start + line < len(fence.lines):
            return Place(page.path, 1, 1, exact=False)
        if self.within is not None:
            return self._within(self.within, fence.lines[fence.start + line], token, page, host)
        origin = self._origin(fence, fence.start + line, page)
        included_by = ""
        path = page.path
        if origin.file is not None:
            path = host.show_path(origin.file)
            included_by = self._marker(fence, fence.start + line, page, origin)
        virtual = fence.indent + column
        best: tuple[int, int] | None = None
        matches = 0
        for number, raw in origin.candidates:
            at, found = column_of(
                raw, virtual, token, indent=fence.indent, shift=origin.shift, tab_length=self.tab_length
            )
            if found:
                matches += 1
                best = best or (number, at)
        if best is not None:
            exact = matches == 1 and (origin.sure or bool(token))
            return Place(path, best[0], best[1] + origin.cut + 1, exact=exact, included_by=included_by)
        number = origin.candidates[0][0] if origin.candidates else 1
        return Place(path, number, 1, exact=False, included_by=included_by)

    def _origin(self, fence: Fence, index: int, page: PageContext) -> _Origin:
        if self._included is None or self._tagged is None:
            return self._in_source(self._match("given", self._given, fence.lines)[index], page)
        match = self._match("included", self._included, fence.lines)[index]
        at = min(match.low, len(self._included) - 1)
        line = self._included[at]
        if not isinstance(line, SourceLine):  # an included line whose file is not known: its marker's line
            number = self._page_line_before(at) + 1
            return _unsure(self._in_source(self._tagged_match(number - 1), page))
        if line.file is not None:
            return _Origin(((line.number, line.raw),), match.sure, line.file, line.shift, line.cut)
        found = self._in_source(self._tagged_match(line.number - 1), page)
        return found if match.sure else _unsure(found)

    def _tagged_match(self, index: int) -> Match:
        assert self._tagged is not None  # noqa: S101 - for the type checker
        matches = self._match("tagged", self._given, self._tagged)
        return matches[min(max(index, 0), len(matches) - 1)]

    def _in_source(self, match: Match, page: PageContext) -> _Origin:
        """From the lines that the conversion was given to those of the page's file."""
        if self._source is None:
            text = page.source()
            self._source = self._given if text is None else tuple(text.replace("\r\n", "\n").split("\n"))
            self._unchanged = self._source == self._given
        given = match
        if not self._unchanged:
            matches = self._match("source", self._source, self._given)
            first = matches[min(match.low, len(matches) - 1)]
            last = matches[min(max(match.high - 1, match.low), len(matches) - 1)]
            sure = match.sure and first.sure and last.sure
            match = Match(first.low, max(last.high, first.high), sure=sure)
        if not match.sure:
            origin = self._in_included_file(given, match, page)
            if origin is not None:
                return origin
        low = min(match.low, len(self._source) - 1)
        high = min(max(match.high, low + 1), len(self._source), low + _MOST_CANDIDATES)
        return _Origin(tuple((i + 1, self._source[i].rstrip("\r")) for i in range(low, high)), match.sure)

    def _in_included_file(self, given: Match, match: Match, page: PageContext) -> _Origin | None:
        """The line in a file that the page included before the conversion was given its lines.

        Args:
            given: Where the line is among those.
            match: Where it may come from in the page's file.
            page: The page.
        """
        assert self._source is not None  # noqa: S101 - for the type checker
        from mkdocs_multistage.markdown import included  # noqa: PLC0415 - where a finding stands in no line of the page

        named = included.directives(self._source)
        if not named or not 0 <= given.low < len(self._given):
            return None
        here = range(match.low, max(match.high, match.low + 1))
        found = included.find(self._given, given.low, named, here, folder=page.folder, root=page.root)
        if found is None:
            return None
        # What stands before the line was put there when it was included.
        text = plain(found.text, self.tab_length)
        shift = max(plain(self._given[given.low], self.tab_length).find(text.strip(" ")), 0) - (
            len(text) - len(text.lstrip(" "))
        )
        sure = found.is_sure and given.sure
        return _Origin(((found.line, found.text),), sure, found.file, shift=shift, directive=found.directive)

    @staticmethod
    def _within(within: Within, text: str, token: str, page: PageContext, host: Host) -> Place:
        """A line in the fence that has written it, where the fence's own text has it too; else the fence."""
        fence, wanted = within.fence, text.strip()
        header = fence.lines[fence.start][fence.indent :].lstrip()
        mark = header[: len(header) - len(header.lstrip(header[:1]))]
        hits: list[tuple[int, int]] = []
        for number, line in enumerate(fence.lines[fence.start + 1 :], 1):
            body = line[fence.indent :]
            if mark and body.strip() == mark:
                break
            if wanted and (at := body.find(wanted)) >= 0:
                hits.append((number, at + max(wanted.find(token), 0)))
        if len(hits) == 1:
            return within.positions.place(fence, hits[0][0], hits[0][1], token, page=page, host=host)
        return replace(within.positions.place(fence, 0, 0, "", page=page, host=host), exact=False)

    def _match(self, name: str, old: Sequence[str], new: Sequence[str]) -> list[Match]:
        if name not in self._maps:
            self._maps[name] = align(
                [plain(line, self.tab_length) for line in old], [plain(line, self.tab_length) for line in new]
            )
        return self._maps[name]

    def _page_line_before(self, at: int) -> int:
        """The number of the last of the page's own lines before an included one; 0 where there is none."""
        if self._before is None:
            numbers = (
                line.number if isinstance(line, SourceLine) and line.file is None else 0
                for line in self._included or ()
            )
            self._before = list(accumulate(numbers, max, initial=0))
        return self._before[at]

    def _marker(self, fence: Fence, index: int, page: PageContext, origin: _Origin) -> str:
        """Where the page includes the file that a line comes from."""
        if origin.directive and page.path:
            return f"{page.path}:{origin.directive}"
        if not page.path or self._included is None:
            return ""
        at = min(self._match("included", self._included, fence.lines)[index].low, len(self._included) - 1)
        origin = self._in_source(self._tagged_match(self._page_line_before(at)), page)
        if not origin.candidates or not origin.sure:
            return page.path
        return f"{page.path}:{origin.candidates[0][0]}"


def _unsure(origin: _Origin) -> _Origin:
    """The same origin, no longer sure."""
    return replace(origin, sure=False)
