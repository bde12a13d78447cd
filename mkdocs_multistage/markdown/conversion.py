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
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.page_rules import SOURCE_CHANGED
from mkdocs_multistage.markdown import examples, fault, known_sizes
from mkdocs_multistage.markdown.anchors import give_anchors, prefix
from mkdocs_multistage.markdown.blocks import Block, find, has_marks, mark
from mkdocs_multistage.markdown.collected import Collected
from mkdocs_multistage.markdown.decoration import decorate, decorate_other, shows_findings
from mkdocs_multistage.markdown.drift import compare
from mkdocs_multistage.markdown.excerpt import Excerpt, read_excerpt
from mkdocs_multistage.markdown.expectations import expectations
from mkdocs_multistage.markdown.fence_options import FenceOptions, FenceProblem
from mkdocs_multistage.markdown.files import UnusableError, read
from mkdocs_multistage.markdown.host import PageContext
from mkdocs_multistage.markdown.measured import read_measured
from mkdocs_multistage.markdown.pagerules import Asked, PageFinding, PageScope
from mkdocs_multistage.markdown.positions import WITHIN, Fence, Positions
from mkdocs_multistage.markdown.refused import Refused
from mkdocs_multistage.markdown.reporter import Reporter
from mkdocs_multistage.markdown.sources import read_source
from mkdocs_multistage.markdown.targets import may_ask, read_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown import Markdown

    from mkdocs_multistage.markdown.examples import Example, Part
    from mkdocs_multistage.markdown.files import File
    from mkdocs_multistage.markdown.host import Host
    from mkdocs_multistage.markdown.measured import SizesFile
    from mkdocs_multistage.markdown.options import Options


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
    _files: dict[str, File | UnusableError] = field(default_factory=dict)
    _md: Markdown | None = None
    _digest: str = ""
    _asking: dict[str, list[PageFinding]] = field(default_factory=dict)
    _faulty: set[str] = field(default_factory=set)
    _faults: list[tuple[Fence | None, Exception]] = field(default_factory=list)

    def begin(self, lines: Sequence[str], md: Markdown) -> None:
        """A page's lines arrive: what is left of another page is forgotten."""
        self.positions = Positions(lines, md.tab_length, WITHIN.get())
        self._md = md
        self._digest = ""
        self._files.clear()
        self.blocks = []
        self.fence = None
        self.refused = []
        self._identities.clear()
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
        if not self._digest:
            text = "\n".join(getattr(self._md, "lines", ()))  # with all that is included
            self._digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        marked, own = mark(html, self._digest, len(self.blocks))
        if not marked:  # a formatter of the user's own that makes no element: not ours to decorate
            return html
        self.blocks.append(Block(excerpt, marked, own, fence, options, language=language, whole=whole))
        return marked

    def refuse(self, fence: Fence, reader: str) -> None:
        """Take note of a header that became no fence; whether that is a loss is told when the page is done."""
        self.refused.append(Refused(fence, reader))

    def finish(self, text: str, md: Markdown) -> str:
        """The page's HTML with each block that is on it decorated, and every mark gone.

        Other extensions call this for parts of the page (`toc` does for headings) before its end.
        """
        marked = bool(self.blocks) and has_marks(text)
        if not (marked or self.refused or self._faults):
            return text
        page = PageContext(silent=True)
        try:
            page = self.host.page(md)
            reporter = Reporter(self.positions, page, self.host, page.options or self.options)
            for fence, error in self._faults:
                self.host.apologize(fault.message(self._header_of(fence, page), error))
            self._faults.clear()
            self.refused = reporter.add_refused(self.refused, text)
            if marked:
                text = self._decorate_all(text, reporter)
            reporter.send()
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            self._apologize(None, page, error)
            for block in self.blocks:
                text = text.replace(block.mark, "", 1)
        return text

    def guard(self, error: Exception) -> None:
        """Take note of a fault of ours that was met on the way; the page's author is told at its end."""
        self._faults.append((self.fence, error))

    def _decorate_all(self, text: str, reporter: Reporter) -> str:
        page = reporter.page
        self._asking.clear()
        found = list(find(text, self.blocks))
        # Footnotes come last on a page, wherever they are written: what is above what, the source says.
        order = {block.mark: place for place, block in enumerate(self.blocks)}
        # Another extension may have copied what stands on the page: it is the same block.
        shown = {m.block.mark: m.block for m in found if m.is_shown}
        shown_blocks = sorted(shown.values(), key=lambda block: order[block.mark])
        drawn = self._read(shown_blocks, reporter) if shown_blocks else {}
        parts: list[str] = []
        done = 0
        assets = page.assets
        for marked in found:
            block = ""
            if marked.is_whole:
                block = self._in_place(marked.block, drawn, page) if marked.is_shown else marked.block.plain
            if assets and block and block != marked.block.plain:
                block, assets = assets + block, ""
            parts += [text[done : marked.start], block]
            done = marked.end
        parts.append(text[done:])
        return "".join(parts)

    def _read(self, shown_blocks: Sequence[Block], reporter: Reporter) -> dict[str, tuple[Example, Part]]:
        """Read the Dockerfiles of the page and report on them; gives each block's example and part, by mark."""
        page, seen = reporter.page, self._seen(reporter.page)
        order = {block.mark: place for place, block in enumerate(shown_blocks)}
        read: list[tuple[int, Example]] = []
        for parts in examples.group(block for block in shown_blocks if not block.language):
            try:
                example = examples.read_example(parts, reporter.site)
                give_anchors(example, page.key, seen)
            except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
                self._apologize(parts[0].block, page, error)
                continue
            read.append((order[parts[0].block.mark], example))
        if not read:
            return {}
        try:
            known_sizes.give_sizes([example for _, example in read], page.path, self._measured(page))
            self._read_together(read, shown_blocks, reporter)
        except Exception as error:  # noqa: BLE001 - as above
            self._apologize(read[0][1].parts[0].block, page, error)
        for _, example in read if not page.silent else ():
            if page.examined is not None:
                page.examined(example.analysis)
            if page.collected is not None:
                page.collected(_collected(example, reporter))
            for part in example.parts:
                try:
                    reporter.add_part(example, part)
                except Exception as error:  # noqa: BLE001, PERF203 - as above, block by block
                    self._apologize(part.block, page, error)
        return {part.block.mark: (example, part) for _, example in read for part in example.parts}

    def _measured(self, page: PageContext) -> SizesFile | None:
        """The sizes that were measured; without a site around, the extension's own option says where."""
        if page.measured is not None or not self.options.sizes_file:
            return page.measured
        return read_measured(Path(self.options.sizes_file), self.host.apologize)

    def _read_together(
        self, read: list[tuple[int, Example]], shown_blocks: Sequence[Block], reporter: Reporter
    ) -> None:
        """Find what only the whole page can tell."""
        fence = next((block.fence for block in shown_blocks if block.fence is not None), None)
        scope = PageScope(read, fence.lines if fence else ())
        scope.read_together(read, reporter.site.contexts)
        for _, example in read:
            expectations(example)
        if reporter.page.silent:
            return
        asked = [
            Asked(block, order, target)
            for order, block in enumerate(shown_blocks)
            if block.language
            for target in read_targets(block.excerpt.whole, block.language)
        ]
        for finding in (*scope.unknown_targets(asked), *scope.renamed_targets(asked)):
            if reporter.add_other(finding):
                self._asking.setdefault(finding.block.mark, []).append(finding)

    def _in_place(self, block: Block, drawn: dict[str, tuple[Example, Part]], page: PageContext) -> str:
        try:
            return self._decorated(block, drawn, page)
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            self._apologize(block, page, error)
            return block.plain

    def _decorated(self, block: Block, drawn: dict[str, tuple[Example, Part]], page: PageContext) -> str:
        site = page.options or self.options
        if block.mark in drawn:
            return decorate(*drawn[block.mark], block.plain, page, site)
        if block.mark in self._asking and shows_findings(site, page):
            own = prefix(["", block.excerpt.whole], page.key, self._seen(page))
            return decorate_other(self._asking[block.mark], block.plain, prefix=own, page=page, site=site)
        return block.plain

    def _seen(self, page: PageContext) -> Counter[str]:
        """How often each example was met on the page so far."""
        return self._identities if page.identities is None else page.identities

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


def _collected(example: Example, reporter: Reporter) -> Collected:
    """An example for somebody who wants all of it."""
    first = example.parts[0].block
    place, path = reporter.place(first.fence), reporter.page.path
    parts = example.parts[:1] if example.is_one_file else example.parts
    return Collected(
        path or place.path,
        f"{place.path}:{place.line}" if place.path else path,
        example.analysis,
        "\n".join(part.block.excerpt.whole_text for part in parts).rstrip("\n") + "\n",
        example.options,
        example.build_args,
        file=first.excerpt.file,
    )
