"""One conversion of one page: the fences found on the way, and what becomes of them at its end.

In: the page's lines at several moments, and each Dockerfile fence with the HTML that the Markdown
extension itself made of it. Out: the page's HTML with figures and annotated code in place, and reports.

A fence that was found need not be on the page: SuperFences looks for fences first and gives back those
in indented code, and a fence in an HTML comment stays in its comment. So the extension's HTML goes its
way with a mark in its first tag, and only at the very end, where a mark is found outside comments, the
block is analysed, drawn and reported. Nothing of ours is ever seen by another processor.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from mkdocs_multistage.analysis import analyze
from mkdocs_multistage.checks.finding import with_suggestion
from mkdocs_multistage.checks.page_rules import SOURCE_CHANGED
from mkdocs_multistage.markdown import examples, fault, known_sizes
from mkdocs_multistage.markdown.collected import Collected
from mkdocs_multistage.markdown.decoration import decorate, decorate_other, shows_findings
from mkdocs_multistage.markdown.drift import compare
from mkdocs_multistage.markdown.excerpt import Excerpt, read_excerpt
from mkdocs_multistage.markdown.expectations import expectations
from mkdocs_multistage.markdown.fence_options import FenceOptions, FenceProblem
from mkdocs_multistage.markdown.files import UnusableError, read
from mkdocs_multistage.markdown.host import PageContext
from mkdocs_multistage.markdown.measured import read_measured
from mkdocs_multistage.markdown.options import INVALID_FENCE_OPTION, level_of, shown
from mkdocs_multistage.markdown.pagerules import Asked, PageFinding, PageScope
from mkdocs_multistage.markdown.positions import WITHIN, Fence, Positions
from mkdocs_multistage.markdown.report import Place, Report
from mkdocs_multistage.markdown.sources import read_source
from mkdocs_multistage.markdown.targets import may_ask, read_targets
from mkdocs_multistage.markdown.told import findings_told, not_too_many, problems_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown import Markdown

    from mkdocs_multistage.dockerfile import Span
    from mkdocs_multistage.markdown.examples import Example, Part
    from mkdocs_multistage.markdown.files import File
    from mkdocs_multistage.markdown.host import Host
    from mkdocs_multistage.markdown.measured import SizesFile
    from mkdocs_multistage.markdown.options import Options

_MARK = "data-multistage-block"
_FIRST_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9-]*(?=[\s>/])")
_MARKED = re.compile(rf' {_MARK}="([0-9]{{1,9}})"')
_LAST_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9-]*\Z")
_LONGEST_TAG = 100
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_HEADER = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`\s][^`]*)")
# What opens a part of a page that is not running text, and what closes it.
_APART = re.compile(r"<!--|<pre(?=[\s>])")
_CLOSING = {"<!--": "-->", "<pre": "</pre>"}
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_.-]{0,63}")


@dataclass(frozen=True, slots=True)
class Block:
    """A Dockerfile on the page, or a fence that may ask for a stage of one.

    Attributes:
        excerpt: Its text, and what of it is shown.
        html: What the Markdown extension made of what is shown, marked.
        mark: The mark in it.
        fence: Where it stands; ``None`` where that cannot be told.
        options: What its header decides.
        language: Of a fence that is no Dockerfile; else empty.
        whole: What it made of all lines, where a reader can ask for those that are not shown; else empty.
    """

    excerpt: Excerpt
    html: str
    mark: str
    fence: Fence | None
    options: FenceOptions
    language: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A header for a Dockerfile that the Markdown extension did not take.

    Attributes:
        fence: Where it stands.
        reader: The extension's name.
    """

    fence: Fence
    reader: str


@dataclass(frozen=True, slots=True)
class _Marked:
    """Where a block's mark was found in the page's HTML.

    Attributes:
        start: The index where what stands there begins.
        end: The index behind it.
        block: The block.
        is_shown: Whether the reader sees it: it is in no comment.
        is_whole: Whether its HTML is as it was made. What somebody has changed since keeps their changes and
            loses our mark, which is then all that stands there; what is wrong in it is wrong all the same.
    """

    start: int
    end: int
    block: Block
    is_shown: bool
    is_whole: bool


@dataclass(slots=True)
class Conversion:
    """The state of one Markdown instance.

    Attributes:
        options: The site's.
        host: Whoever runs the conversion.
        positions: The page's lines, moment by moment.
        blocks: The fences found so far.
        fence: Where the fence stands that is being formatted.
        refused: The headers that became no fence.
    """

    options: Options
    host: Host
    positions: Positions = field(default_factory=Positions)
    blocks: list[Block] = field(default_factory=list)
    fence: Fence | None = None
    refused: list[Refused] = field(default_factory=list)
    _identities: Counter[str] = field(default_factory=Counter)
    _reports: list[Report] = field(default_factory=list)
    _files: dict[str, File | UnusableError] = field(default_factory=dict)
    _md: Markdown | None = None
    _asking: dict[str, list[PageFinding]] = field(default_factory=dict)
    _faulty: set[str] = field(default_factory=set)
    _faults: list[tuple[Fence | None, Exception]] = field(default_factory=list)

    def begin(self, lines: Sequence[str], md: Markdown) -> None:
        """A page's lines arrive: what is left of another page is forgotten."""
        self.positions = Positions(lines, md.tab_length, WITHIN.get())
        self._md = md
        self._files.clear()
        self.blocks = []
        self.fence = None
        self.refused = []
        self._identities.clear()
        self._reports.clear()
        self._asking.clear()
        self._faulty.clear()
        self._faults.clear()

    def add_other(self, body: str, html: str, fence: Fence | None, language: str) -> str:
        """Take note of a fence in another language, where it may ask for a stage; returns its HTML."""
        return self.add(Excerpt(body), html, fence, FenceOptions(), language=language) if may_ask(body) else html

    def excerpt(self, body: str, options: FenceOptions) -> Excerpt:
        """What a fence shows: its body, or of a file what its options say."""
        try:
            return self._excerpt(body, options)
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            self.guard(error)
            return Excerpt(body)

    def _excerpt(self, body: str, options: FenceOptions) -> Excerpt:
        if not options.source:
            return read_excerpt(body)
        source = read_source(options, self._file)
        problems = tuple(replace(problem, stops_sync=options.sync) for problem in source.problems)
        indent = self.fence.indent if self.fence else 0
        if options.sync and source.excerpt is not None and not problems:
            drift = compare(
                body, source.excerpt.text, options.source, indent=indent, tab_length=self.positions.tab_length
            )
            if drift is not None:
                problems = (FenceProblem("", drift.message, SOURCE_CHANGED, drift.line, drift),)
        if source.excerpt is None or ((problems or options.sync) and body.strip()):
            own = read_excerpt(body)
            return replace(own, problems=(*own.problems, *problems))
        return replace(source.excerpt, problems=(*source.excerpt.problems, *problems))

    def _file(self, path: str) -> File:
        """A file that a fence shows; the same text for all fences of the page."""
        if path not in self._files:
            page = self.host.page(self._md) if self._md is not None else PageContext()
            try:
                self._files[path] = read(path, page.folder, page.root, self.host.uses)
            except UnusableError as error:
                self._files[path] = error
        file = self._files[path]
        if isinstance(file, UnusableError):
            raise file
        return file

    def add(
        self,
        excerpt: Excerpt,
        html: str,
        fence: Fence | None,
        options: FenceOptions,
        *,
        language: str = "",
        whole: str = "",
    ) -> str:
        """Take note of a block; returns its HTML with a mark in it."""
        tag = _FIRST_TAG.match(html)
        if tag is None:  # a formatter of the user's own that makes no element: not ours to decorate
            return html
        mark = f' {_MARK}="{len(self.blocks)}"'
        marked = f"{html[: tag.end()]}{mark}{html[tag.end() :]}"
        self.blocks.append(Block(excerpt, marked, mark, fence, options, language=language, whole=whole))
        return marked

    def refuse(self, fence: Fence, reader: str) -> None:
        """Take note of a header that became no fence; whether that is a loss is told when the page is done."""
        self.refused.append(Refused(fence, reader))

    def finish(self, text: str, md: Markdown) -> str:
        """The page's HTML with each block that is on it decorated, and every mark gone.

        Other extensions call this for parts of the page (`toc` does for headings) before its end.
        """
        marked = bool(self.blocks) and _MARK in text
        if not (marked or self.refused or self._faults):
            return text
        page = PageContext(silent=True)
        try:
            page = self.host.page(md)
            for fence, error in self._faults:
                self.host.apologize(fault.message(self._header_of(fence, page), error))
            self._faults.clear()
            self._tell_of_refused(text, page)
            if marked:
                text = self._decorate_all(text, page)
            self._send()
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            self._apologize(None, page, error)
            for block in self.blocks:
                text = text.replace(block.mark, "", 1)
        return text

    def guard(self, error: Exception) -> None:
        """Take note of a fault of ours that was met on the way; the page's author is told at its end."""
        self._faults.append((self.fence, error))

    def _decorate_all(self, text: str, page: PageContext) -> str:
        self._asking.clear()
        found = list(self._find(text))
        # Footnotes come last on a page, wherever they are written: what is above what, the source says.
        order = {block.mark: place for place, block in enumerate(self.blocks)}
        shown_blocks = sorted((m.block for m in found if m.is_shown), key=lambda block: order[block.mark])
        drawn = self._read(shown_blocks, page) if shown_blocks else {}
        parts: list[str] = []
        done = 0
        assets = page.assets
        for marked in found:
            block = self._in_place(marked.block, drawn, page) if marked.is_whole else ""
            if assets and block and block != _plain(marked.block):
                block, assets = assets + block, ""
            parts += [text[done : marked.start], block]
            done = marked.end
        parts.append(text[done:])
        return "".join(parts)

    def _find(self, text: str) -> Iterator[_Marked]:
        """The marked blocks in a text, in order."""
        done = looked = 0
        in_comment, last_close = False, text.rfind("-->")
        for found in _MARKED.finditer(text):
            index = int(found[1])
            if found.start() < done or index >= len(self.blocks):
                continue
            block = self.blocks[index]
            start = found.start() - block.html.index(block.mark)
            is_whole = start >= done and text.startswith(block.html, start)
            if not is_whole:
                start = found.start()
                if _LAST_TAG.search(text, max(done, start - _LONGEST_TAG), start) is None:
                    continue
            opened, closed = text.rfind("<!--", looked, start), text.rfind("-->", looked, start)
            if opened != closed:  # there is one of them at least, and the last of them counts
                in_comment = closed < opened < last_close
            looked, done = start, start + len(block.html) if is_whole else found.end()
            yield _Marked(start, done, block, is_shown=not in_comment, is_whole=is_whole)

    def _read(self, shown_blocks: Sequence[Block], page: PageContext) -> dict[str, tuple[Example, Part]]:
        """Read the Dockerfiles of the page and report on them; gives each block's example and part, by mark."""
        site = page.options or self.options
        order = {block.mark: place for place, block in enumerate(shown_blocks)}
        read: list[tuple[int, Example]] = []
        for parts in examples.group(block for block in shown_blocks if not block.language):
            try:
                example = examples.read_example(parts, site)
                self._name(example, page)
            except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
                self._apologize(parts[0].block, page, error)
                continue
            read.append((order[parts[0].block.mark], example))
        if not read:
            return {}
        try:
            known_sizes.give_sizes([example for _, example in read], page.path, self._measured(page))
            self._read_together(read, shown_blocks, page, site)
        except Exception as error:  # noqa: BLE001 - as above
            self._apologize(read[0][1].parts[0].block, page, error)
        for _, example in read if not page.silent else ():
            if page.examined is not None:
                page.examined(example.analysis)
            if page.collected is not None:
                page.collected(self._collected(example, page))
            for part in example.parts:
                try:
                    self._report(example, part, page)
                except Exception as error:  # noqa: BLE001, PERF203 - as above, block by block
                    self._apologize(part.block, page, error)
        return {part.block.mark: (example, part) for _, example in read for part in example.parts}

    def _collected(self, example: Example, page: PageContext) -> Collected:
        """An example for somebody who wants all of it."""
        first = example.parts[0].block
        place = self.positions.place(first.fence, 0, 0, "", page=page, host=self.host)
        parts = example.parts[:1] if example.is_one_file else example.parts
        return Collected(
            page.path or place.path,
            f"{place.path}:{place.line}" if place.path else page.path,
            example.analysis,
            "\n".join(part.block.excerpt.whole_text for part in parts).rstrip("\n") + "\n",
            example.options,
            example.build_args,
            file=first.excerpt.file,
        )

    def _measured(self, page: PageContext) -> SizesFile | None:
        """The sizes that were measured; without a site around, the extension's own option says where."""
        if page.measured is not None or not self.options.sizes_file:
            return page.measured
        return read_measured(Path(self.options.sizes_file), self.host.apologize)

    def _read_together(
        self, read: list[tuple[int, Example]], shown_blocks: Sequence[Block], page: PageContext, site: Options
    ) -> None:
        """Find what only the whole page can tell."""
        fence = next((block.fence for block in shown_blocks if block.fence is not None), None)
        scope = PageScope(read, fence.lines if fence else ())
        scope.read_together(read, site.contexts)
        for _, example in read:
            expectations(example)
        if page.silent:
            return
        asked = [
            Asked(block, order, target)
            for order, block in enumerate(shown_blocks)
            if block.language
            for target in read_targets(block.excerpt.whole, block.language)
        ]
        for finding in (*scope.unknown_targets(asked), *scope.renamed_targets(asked)):
            level = level_of(site, finding.rule, "warning")
            if level != "ignore":
                self._asking.setdefault(finding.block.mark, []).append(finding)
                place = self.positions.place(
                    finding.block.fence, finding.line, finding.column - 1, finding.token, page=page, host=self.host
                )
                length = len(finding.token) if place.exact else 0
                self._reports.append(
                    Report(finding.rule, level, place, finding.message, length=length, suggestion=finding.suggestion)
                )

    def _send(self) -> None:
        """Hand on the reports in the order of the source; a file that is included twice is wrong once."""
        once = {report.identity: report for report in reversed(self._reports)}
        self._reports.clear()
        for report in sorted(once.values(), key=lambda report: report.identity):
            self.host.report(report)

    def _in_place(self, block: Block, drawn: dict[str, tuple[Example, Part]], page: PageContext) -> str:
        plain = _plain(block)
        try:
            return self._decorated(block, drawn, plain, page)
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            self._apologize(block, page, error)
            return plain

    def _decorated(self, block: Block, drawn: dict[str, tuple[Example, Part]], plain: str, page: PageContext) -> str:
        site = page.options or self.options
        if block.mark in drawn:
            return decorate(*drawn[block.mark], plain, page, site)
        if block.mark in self._asking and shows_findings(site, page):
            prefix = self._prefix(["", block.excerpt.whole], page)
            return decorate_other(self._asking[block.mark], plain, prefix=prefix, page=page, site=site)
        return plain

    def _apologize(self, block: Block | None, page: PageContext, error: Exception) -> None:
        """Tell of a fault of ours; once for each block, for it may well be met again at the next step."""
        mark = block.mark if block is not None else ""
        if mark in self._faulty:
            return
        self._faulty.add(mark)
        where = self._header_of(block.fence, page) if block is not None else page.path or "A page"
        self.host.apologize(fault.message(where, error))

    def _header_of(self, fence: Fence | None, page: PageContext) -> str:
        """Where a block begins, for a message about a fault that may be in finding just that."""
        try:
            return str(self.positions.place(fence, 0, 0, "", page=page, host=self.host))
        except Exception:  # noqa: BLE001 - see its caller
            return page.path or "A page"

    def _name(self, example: Example, page: PageContext) -> None:
        """Decide what an example's ids begin with, and an id for each stage.

        They are unique across the site, and the same after an edit elsewhere on the page. An example is known by its
        page and the names of its stages; among equals on one page, by its place.
        """
        stages = example.analysis.dockerfile.stages
        names = [stage.name for stage in stages]
        known_by = names if example.analysis.kind == "dockerfile" else ["", example.text]
        example.prefix = self._prefix(known_by if page.key else [example.text], page)
        times = Counter(names)
        own = [
            name if times[name] == 1 and _PLAIN_NAME.fullmatch(name) else str(index) for index, name in enumerate(names)
        ]
        example.anchors = [f"{example.prefix}-{name}" for name in own]
        if all(part.block.excerpt.lines is None for part in example.parts):
            return
        # A stage whose FROM is hidden can be gone to where a reader can ask for it.
        example.hidden_anchors = [f"{example.prefix}-all-{name}" for name in own]
        for index, stage in enumerate(stages):
            part = example.part_of(stage.line)
            if part.block.excerpt.number(stage.line - part.above) is None:
                example.anchors[index] = example.hidden_anchors[index] if part.block.whole else ""

    def _prefix(self, names: Sequence[str], page: PageContext) -> str:
        """What the ids of a block begin with that is known by its page and some names."""
        seen = self._identities if page.identities is None else page.identities
        identity = "\0".join([page.key, *names])
        seen[identity] += 1
        digest = hashlib.sha256(f"{identity}\0{seen[identity]}".encode("utf-8", "surrogatepass"))
        return f"multistage-{digest.hexdigest()[:8]}"

    def _report(self, example: Example, part: Part, page: PageContext) -> None:
        block, site = part.block, page.options or self.options
        for problem, level in problems_told(example, part, site):
            self._tell_of_header(block, problem, level, page)
        told = findings_told(part, site)
        lines = block.excerpt.whole.split("\n") if told else []
        for finding, level in not_too_many(told):
            span = finding.span
            words = _first_line_of(lines, span)
            place = self._place(block, span.line, span.column - 1, words, page)
            message = self._with_lines_of_the_page(finding.message, example, place, page)
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

    def _with_lines_of_the_page(self, message: str, example: Example, place: Place, page: PageContext) -> str:
        """A message about the example with its line numbers turned into those of the file that is reported."""

        def on_page(line: int) -> str:
            part = example.part_of(line)
            lines = part.block.excerpt.whole.split("\n")
            number = line - part.above
            word = lines[number - 1].lstrip()
            there = self._place(part.block, number, len(lines[number - 1]) - len(word), word.split(" ")[0], page)
            if place.exact and there.exact and there.path == place.path:
                return f"line {there.line}"
            return f"line {line} of the example"

        return example.with_lines(message, on_page)

    def _tell_of_refused(self, text: str, page: PageContext) -> None:
        """Report the Dockerfiles that are on the page as running text, since their header was refused."""
        if not self.refused:
            return
        level = level_of(page.options or self.options, INVALID_FENCE_OPTION, "warning")
        if page.silent or level == "ignore":
            return
        running = _running_text(text)
        left: list[Refused] = []
        for refused in self.refused:
            header = _HEADER.fullmatch(refused.fence.lines[refused.fence.start][refused.fence.indent :].rstrip())
            if header is None or not _is_dockerfile(refused.fence, header["mark"]):
                continue
            if not _begins(running, header["info"]):
                left.append(refused)
                continue
            message = (
                f"This Dockerfile is no code block on the page, but running text: {refused.reader} does not take the "
                f"header {shown(header['info'])}. Remove from it what is no option there."
            )
            place = self.positions.place(refused.fence, 0, 0, header["mark"], page=page, host=self.host)
            self._reports.append(Report(INVALID_FENCE_OPTION, level, place, message))
        self.refused = left

    def _tell_of_header(self, block: Block, problem: FenceProblem, level: str, page: PageContext) -> None:
        """Report what is wrong in a header, or in a line of the body that is there for us, at the word concerned."""
        column, token = 0, ""
        lines = block.excerpt.whole.split("\n")
        in_file = bool(block.excerpt.file) and problem.drift is None
        if problem.line and in_file:
            text = lines[problem.line - 1]
        elif block.fence is not None and block.fence.start + problem.line < len(block.fence.lines):
            text = block.fence.lines[block.fence.start + problem.line][block.fence.indent :]
        else:
            text = ""
        bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
        found = re.search(rf"(?<![\w-]){re.escape(problem.key)}(?![\w-])", bare) if problem.key else None
        if found:
            column, token = found.start(), problem.key
        place = self._place(block, problem.line, column, token, page, in_file=in_file)
        message, fence = problem.message, None
        if problem.drift is not None:
            fence = self._place(block, 0, 0, "", page)
            message = f"{message} Run `mkdocs-multistage sync{f' {quote(fence.path)}' if fence.path else ''}` to take it over."
        length = len(token) if place.exact else 0
        self._reports.append(
            Report(
                problem.rule,
                level,
                place,
                message,
                length=length,
                drift=problem.drift,
                fence=fence,
                stops_sync=problem.stops_sync,
            )
        )

    def _place(
        self, block: Block, line: int, column: int, token: str, page: PageContext, *, in_file: bool = True
    ) -> Place:
        """Where something in a block was written: on the page, or in the file that the block shows.

        Args:
            block: The block.
            line: The line in its Dockerfile, from 1; 0 is its header.
            column: The index in that line.
            token: The text that begins there.
            page: The page being converted.
            in_file: Whether the line is one of the file that the block shows, where it shows one.
        """
        file = block.excerpt.file
        if not file or not line or not in_file:
            return self.positions.place(block.fence, line, column, token, page=page, host=self.host)
        header = self.positions.place(block.fence, 0, 0, "", page=page, host=self.host)
        includer = f"{header.path}:{header.line}" if header.path and header.exact else header.path
        return Place(self.host.show_path(file), line, column + 1, included_by=includer)


def _plain(block: Block) -> str:
    """A block's HTML as the Markdown extension made it."""
    return block.html.replace(block.mark, "", 1)


def _first_line_of(lines: Sequence[str], span: Span) -> str:
    """The text of a span, or its part on the first line."""
    if not 0 < span.line <= len(lines):
        return ""
    line = lines[span.line - 1]
    return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else len(line)]


def _is_dockerfile(fence: Fence, mark: str) -> bool:
    """Whether a whole Dockerfile stands below a header, and the fence is closed."""
    body: list[str] = []
    for line in fence.lines[fence.start + 1 :]:
        text = line[fence.indent :]
        if text.startswith(mark) and not text.strip().strip(mark[0]):
            return analyze("\n".join(body)).kind == "dockerfile"
        body.append(text)
    return False


def _running_text(html: str) -> str:
    """A page without its comments and code blocks."""
    parts: list[str] = []
    done = 0
    open_ended: set[str] = set()
    for found in _APART.finditer(html):
        if found.start() < done or found[0] in open_ended:
            continue
        close = html.find(_CLOSING[found[0]], found.end())
        if close < 0:
            open_ended.add(found[0])
            continue
        parts.append(html[done : found.start()])
        done = close
    parts.append(html[done:])
    return "".join(parts)


def _begins(html: str, info: str) -> bool:
    """Whether running text has a fence's header: Markdown takes its backticks for those of inline code."""
    escaped = info.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.search(rf"(?:<code[^<>]{{0,200}}>|`{{3}}|~{{3}})[ \t]*{re.escape(escaped)}\s*(?:\n|<)", html) is not None
