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
from typing import TYPE_CHECKING

from mkdocs_multistage.analysis import Analysis, analyze
from mkdocs_multistage.checks.finding import with_suggestion
from mkdocs_multistage.markdown.options import DEFAULT_LEVELS, INVALID_FENCE_OPTION, listed, near, shown
from mkdocs_multistage.markdown.positions import Positions
from mkdocs_multistage.markdown.report import Report
from mkdocs_multistage.render import annotate, figure, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown import Markdown

    from mkdocs_multistage.dockerfile import Span
    from mkdocs_multistage.markdown.fence_options import FenceOptions
    from mkdocs_multistage.markdown.host import Host, PageContext
    from mkdocs_multistage.markdown.options import Options
    from mkdocs_multistage.markdown.report import Place

_MARK = "data-multistage-block"
_FIRST_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9-]*(?=[\s>/])")
_MARKED = re.compile(rf'<!--|-->|<[A-Za-z][A-Za-z0-9-]*(?P<mark> {_MARK}="(?P<index>[0-9]{{1,9}})")')
_LINE_NUMBER = re.compile(r"\bline ([0-9]{1,7})\b")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_HEADER = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`\s][^`]*?)\s*")
# What opens a part of a page that is not running text, and what closes it.
_APART = re.compile(r"<!--|<pre(?=[\s>])")
_CLOSING = {"<!--": "-->", "<pre": "</pre>"}
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_.-]{0,63}")


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Block:
    """A Dockerfile on the page.

    Attributes:
        body: Its text.
        html: What the Markdown extension made of it, marked.
        mark: The mark in it.
        fence: Where it stands; ``None`` where that cannot be told.
        options: What its header decides.
    """

    body: str
    html: str
    mark: str
    fence: Fence | None
    options: FenceOptions


@dataclass(frozen=True, slots=True)
class Refused:
    """A header for a Dockerfile that the Markdown extension did not take.

    Attributes:
        fence: Where it stands.
        reader: The extension's name.
    """

    fence: Fence
    reader: str


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

    def begin(self, lines: Sequence[str], tab_length: int) -> None:
        """A page's lines arrive: what is left of another page is forgotten."""
        self.positions = Positions(lines, tab_length)
        self.blocks = []
        self.fence = None
        self.refused = []
        self._identities.clear()
        self._reports.clear()

    def add(self, body: str, html: str, fence: Fence | None, options: FenceOptions) -> str:
        """Take note of a block; returns its HTML with a mark in it."""
        tag = _FIRST_TAG.match(html)
        if tag is None:  # a formatter of the user's own that makes no element: not ours to decorate
            return html
        mark = f' {_MARK}="{len(self.blocks)}"'
        marked = f"{html[: tag.end()]}{mark}{html[tag.end() :]}"
        self.blocks.append(Block(body, marked, mark, fence, options))
        return marked

    def refuse(self, fence: Fence, reader: str) -> None:
        """Take note of a header that became no fence; whether that is a loss is told when the page is done."""
        self.refused.append(Refused(fence, reader))

    def finish(self, text: str, md: Markdown) -> str:
        """The page's HTML with each block that is on it decorated, and every mark gone.

        Other extensions call this for parts of the page (`toc` does for headings) before its end.
        """
        marked = bool(self.blocks) and _MARK in text
        if not marked and not self.refused:
            return text
        page = self.host.page(md)
        self._tell_of_refused(text, page)
        if marked:
            text = self._decorate_all(text, page)
        self._send()
        return text

    def _decorate_all(self, text: str, page: PageContext) -> str:
        parts: list[str] = []
        done = 0
        in_comment, last_close = False, text.rfind("-->")
        for found in _MARKED.finditer(text):
            if found["mark"] is None:
                in_comment = found[0] == "<!--" and found.start() < last_close
                continue
            index = int(found["index"])
            if found.start() < done or index >= len(self.blocks):
                continue
            block = self.blocks[index]
            if text.startswith(block.html, found.start()):
                parts += [text[done : found.start()], self._in_place(block, page, decorate=not in_comment)]
                done = found.start() + len(block.html)
            else:  # somebody has changed the HTML since: it keeps their changes, and loses our mark
                parts += [text[done : found.start("mark")]]
                done = found.end("mark")
        parts.append(text[done:])
        return "".join(parts)

    def _send(self) -> None:
        """Hand on the reports in the order of the source; a file that is included twice is wrong once."""
        once = {report.identity: report for report in reversed(self._reports)}
        self._reports.clear()
        for report in sorted(once.values(), key=lambda report: report.identity):
            self.host.report(report)

    def _in_place(self, block: Block, page: PageContext, *, decorate: bool) -> str:
        plain = block.html.replace(block.mark, "", 1)
        if not decorate:
            return plain
        try:
            return self._decorated(block, plain, page)
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            self.host.apologize(
                f"{self._header_of(block, page)}: this example is shown without its drawing, for a fault in mkdocs-multistage "
                f"({type(error).__name__}: {error}). Please report it with the example."
            )
            return plain

    def _header_of(self, block: Block, page: PageContext) -> str:
        """Where a block begins, for a message about a fault that may be in finding just that."""
        try:
            return str(self.positions.place(block.fence, 0, 0, "", page=page, host=self.host))
        except Exception:  # noqa: BLE001 - see its caller
            return page.path or "A page"

    def _decorated(self, block: Block, plain: str, page: PageContext) -> str:
        chosen, site = block.options, page.options or self.options
        analysis = analyze(
            block.body,
            scope="example",
            contexts=(*site.contexts, *chosen.contexts),
            build_args={**site.build_args, **chosen.build_args},
            role_overrides={**chosen.roles, **{k: v for k, v in site.roles.items() if k not in chosen.roles}},
            extra_rules=[rule for rule, level in site.checks.items() if level != "ignore"],
        )
        target = self._target(block, analysis)
        if not page.silent:
            if page.examined is not None:
                page.examined(analysis)
            self._report(block, analysis, target, page)
        if analysis.kind != "dockerfile" or not page.drawn:
            return plain
        analysis = replace(
            analysis,
            findings=tuple(f for f in analysis.findings if chosen.check and _level(site, f.rule, f.level) != "ignore"),
        )
        words = labels(site.language or page.language or "en", site.labels)
        anchors = self._anchors(block, analysis, page)
        picture = figure(analysis, labels=words, anchors=anchors, diagram=chosen.diagram or site.diagram, target=target)
        code = annotate(
            plain,
            analysis,
            labels=words,
            anchors=anchors,
            badges=site.badges if chosen.badges is None else chosen.badges,
            target=target,
        )
        return picture + code

    @staticmethod
    def _target(block: Block, analysis: Analysis) -> int | None:
        """The stage that the fence's ``target`` names, as ``docker build --target`` finds it."""
        wanted = block.options.target.lower()
        if not wanted:
            return None
        return next((s.index for s in reversed(analysis.dockerfile.stages) if s.name == wanted), None)

    def _anchors(self, block: Block, analysis: Analysis, page: PageContext) -> list[str]:
        """An id for each stage: unique across the site, and the same after an edit elsewhere on the page.

        A block is known by its page and the names of its stages; among equals on one page, by its place.
        """
        names = [stage.name for stage in analysis.dockerfile.stages]
        seen = self._identities if page.identities is None else page.identities
        identity = "\0".join([page.key, *names] if page.key else ["", block.body])
        seen[identity] += 1
        digest = hashlib.sha256(f"{identity}\0{seen[identity]}".encode("utf-8", "surrogatepass"))
        times = Counter(names)
        return [
            f"multistage-{digest.hexdigest()[:8]}-{name if times[name] == 1 and _PLAIN_NAME.fullmatch(name) else index}"
            for index, name in enumerate(names)
        ]

    def _report(self, block: Block, analysis: Analysis, target: int | None, page: PageContext) -> None:
        for problem in block.options.problems:
            self._tell_of_header(block, problem.key, problem.message, page)
        if block.options.target and target is None:
            names = [stage.name for stage in analysis.dockerfile.stages if stage.name]
            hint = near(block.options.target, names) or (f" Its stages: {listed(names, most=8)}." if names else "")
            message = f"The fence option `target` is {shown(block.options.target)}, but no stage of this example has that name.{hint}"
            self._tell_of_header(block, "target", message, page)
        if not block.options.check:
            return
        lines = block.body.split("\n")
        for finding in analysis.findings:
            level = _level(page.options or self.options, finding.rule, finding.level)
            if level == "ignore":
                continue
            span = finding.span
            words = _first_line_of(lines, span)
            place = self.positions.place(block.fence, span.line, span.column - 1, words, page=page, host=self.host)
            message = self._with_lines_of_the_page(finding.message, block, place, page)
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

    def _with_lines_of_the_page(self, message: str, block: Block, place: Place, page: PageContext) -> str:
        """A message about the example with its line numbers turned into those of the file that is reported."""

        def on_page(found: re.Match[str]) -> str:
            line = int(found[1])
            if not 0 < line <= len(lines):
                return found[0]
            word = lines[line - 1].lstrip()
            there = self.positions.place(
                block.fence, line, len(lines[line - 1]) - len(word), word.split(" ")[0], page=page, host=self.host
            )
            if place.exact and there.exact and there.path == place.path:
                return f"line {there.line}"
            return f"line {line} of the example"

        lines = block.body.split("\n")
        # What stands between backticks is the author's text.
        parts = message.split("`")
        parts[::2] = [_LINE_NUMBER.sub(on_page, part) for part in parts[::2]]
        return "`".join(parts)

    def _tell_of_refused(self, text: str, page: PageContext) -> None:
        """Report the Dockerfiles that are on the page as running text, since their header was refused."""
        if not self.refused:
            return
        level = _level(page.options or self.options, INVALID_FENCE_OPTION, "warning")
        if page.silent or level == "ignore":
            return
        running = _running_text(text)
        left: list[Refused] = []
        for refused in self.refused:
            header = _HEADER.fullmatch(refused.fence.lines[refused.fence.start][refused.fence.indent :])
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

    def _tell_of_header(self, block: Block, key: str, message: str, page: PageContext) -> None:
        level = _level(page.options or self.options, INVALID_FENCE_OPTION, "warning")
        if level == "ignore":
            return
        column, token = 0, ""
        if block.fence is not None:
            header = block.fence.lines[block.fence.start][block.fence.indent :]
            bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), header)
            found = re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", bare)
            if found:
                column, token = found.start(), key
        place = self.positions.place(block.fence, 0, column, token, page=page, host=self.host)
        length = len(token) if place.exact else 0
        self._reports.append(Report(INVALID_FENCE_OPTION, level, place, message, length=length))


def _level(options: Options, rule: str, level: str) -> str:
    """The level of a finding, in the configuration's words."""
    return options.checks.get(rule, DEFAULT_LEVELS[level])


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
