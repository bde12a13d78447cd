"""What the author of a page is told, at the place where it was written.

In: examples with their findings, what is wrong in other fences, and headers that became no fence. Out: reports, in the
order of the source, handed to whoever runs the conversion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from shlex import quote
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.checks.finding import with_suggestion
from mkdocs_multistage.markdown.options import INVALID_FENCE_OPTION, level_of, shown
from mkdocs_multistage.markdown.refused import begun, escaped, running_text
from mkdocs_multistage.markdown.report import Place, Report
from mkdocs_multistage.markdown.told import findings_told, not_too_many, problems_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.dockerfile import Span
    from mkdocs_multistage.markdown.blocks import Block
    from mkdocs_multistage.markdown.examples import Example, Part
    from mkdocs_multistage.markdown.fence_options import FenceProblem
    from mkdocs_multistage.markdown.host import Host, PageContext
    from mkdocs_multistage.markdown.options import Options
    from mkdocs_multistage.markdown.pagerules import PageFinding
    from mkdocs_multistage.markdown.positions import Fence, Positions
    from mkdocs_multistage.markdown.refused import Refused

_QUOTED: Final = re.compile(r""""[^"]*"|'[^']*'""")


@dataclass(slots=True)
class Reporter:
    """The reports of one page, until they are sent.

    Attributes:
        positions: Where the page's lines were written.
        page: The page.
        host: Who is told.
        site: The options that hold for the page.
    """

    positions: Positions
    page: PageContext
    host: Host
    site: Options
    _reports: list[Report] = field(default_factory=list)

    def place(self, fence: Fence | None, line: int = 0, column: int = 0, token: str = "") -> Place:
        """Where a line of a fence was written: 0 is its header; ``column`` is the index in it where ``token`` begins."""
        return self.positions.place(fence, line, column, token, page=self.page, host=self.host)

    def add_part(self, example: Example, part: Part) -> None:
        """Report what is wrong in a part of an example, and in its header."""
        block = part.block
        for problem, level in problems_told(example, part, self.site):
            self._add_problem(block, problem, level)
        told = findings_told(part, self.site)
        lines = block.excerpt.whole.split("\n") if told else []
        for finding, level in not_too_many(told):
            span = finding.span
            words = _first_line_of(lines, span)
            place = self._place_in(block, span.line, span.column - 1, words)
            message = self._with_lines_of_the_page(finding.message, example, place)
            self._reports.append(
                Report(
                    finding.rule,
                    level,
                    place,
                    with_suggestion(message, finding.suggestion),
                    length=len(words) if place.exact else 0,
                    suggestion=finding.suggestion,
                    fatal=finding.fatal,
                )
            )

    def add_other(self, finding: PageFinding) -> bool:
        """Report what is wrong in a fence that is no Dockerfile; returns whether it is told at all."""
        level = level_of(self.site, finding.rule, "warning")
        if level == "ignore":
            return False
        place = self.place(finding.block.fence, finding.line, finding.column - 1, finding.token)
        length = len(finding.token) if place.exact else 0
        self._reports.append(
            Report(finding.rule, level, place, finding.message, length=length, suggestion=finding.suggestion)
        )
        return True

    def add_refused(self, refused: Sequence[Refused], text: str) -> list[Refused]:
        """Report the Dockerfiles that are on the page as running text, since their header was refused.

        Args:
            refused: Such headers.
            text: The page's HTML, or a part of it.

        Returns:
            Those that are elsewhere, if anywhere.
        """
        level = level_of(self.site, INVALID_FENCE_OPTION, "warning")
        if self.page.silent or self.page.elsewhere or level == "ignore" or not refused:
            return list(refused)
        running: set[str] | None = None
        left: list[Refused] = []
        for one in refused:
            header = one.header
            if header is None:
                continue
            if running is None:
                running = begun(running_text(text))
            if escaped(header["info"]) not in running:
                left.append(one)
                continue
            message = (
                f"This Dockerfile is running text on the page, not a code block: {one.reader} does not accept the "
                f"header {shown(header['info'])}. Remove from it what is not an option there."
            )
            place = self.place(one.fence, token=header["mark"])
            self._reports.append(Report(INVALID_FENCE_OPTION, level, place, message))
        return left

    def send(self) -> None:
        """Hand on the reports in the order of the source; a file that is included twice is wrong once."""
        once = {report.identity: report for report in reversed(self._reports)}
        self._reports.clear()
        for report in sorted(once.values(), key=lambda report: report.identity):
            self.host.report(report)

    def _add_problem(self, block: Block, problem: FenceProblem, level: str) -> None:
        """Report what is wrong in a header, or in a line of the body that is there for us, at the word concerned."""
        column, token = 0, ""
        in_file = bool(block.excerpt.file) and problem.drift is None
        if problem.line and in_file:
            text = block.excerpt.whole.split("\n")[problem.line - 1]
        elif block.fence is not None and block.fence.start + problem.line < len(block.fence.lines):
            text = block.fence.lines[block.fence.start + problem.line][block.fence.indent :]
        else:
            text = ""
        bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
        found = re.search(rf"(?<![\w-]){re.escape(problem.key)}(?![\w-])", bare) if problem.key else None
        if found:
            column, token = found.start(), problem.key
        place = self._place_in(block, problem.line, column, token, in_file=in_file)
        message, fence = problem.message, None
        if problem.drift is not None:
            fence = self.place(block.fence)
            message = (
                f"{message} Run `mkdocs-multistage sync{f' {quote(fence.path)}' if fence.path else ''}` to update it."
            )
        self._reports.append(
            Report(
                problem.rule,
                level,
                place,
                message,
                length=len(token) if place.exact else 0,
                drift=problem.drift,
                fence=fence,
                stops_sync=problem.stops_sync,
            )
        )

    def _with_lines_of_the_page(self, message: str, example: Example, place: Place) -> str:
        """A message about the example with its line numbers turned into those of the file that is reported."""

        def on_page(line: int) -> str:
            part = example.part_of(line)
            lines = part.block.excerpt.whole.split("\n")
            number = line - part.above
            word = lines[number - 1].lstrip()
            there = self._place_in(part.block, number, len(lines[number - 1]) - len(word), word.split(" ")[0])
            if place.exact and there.exact and there.path == place.path:
                return f"line {there.line}"
            return f"line {line} of the example"

        return example.with_lines(message, on_page)

    def _place_in(self, block: Block, line: int, column: int, token: str, *, in_file: bool = True) -> Place:
        """Where something in a block was written: on the page, or in the file that the block shows.

        Args:
            block: The block.
            line: The line in its Dockerfile, from 1; 0 is its header.
            column: The index in that line.
            token: The text that begins there.
            in_file: Whether the line is one of the file that the block shows, where it shows one.
        """
        file = block.excerpt.file
        if not file or not line or not in_file:
            return self.place(block.fence, line, column, token)
        header = self.place(block.fence)
        includer = f"{header.path}:{header.line}" if header.path and header.exact else header.path
        return Place(self.host.show_path(file), line, column + 1, included_by=includer)


def _first_line_of(lines: Sequence[str], span: Span) -> str:
    """The text of a span, or its part on the first line."""
    if not 0 < span.line <= len(lines):
        return ""
    line = lines[span.line - 1]
    return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else len(line)]
