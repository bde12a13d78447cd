"""One block, step by step, beside Pygments's highlighting of the same block."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

import markdown
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from benchmarks.inputs import dockerfile
from benchmarks.report import compared
from benchmarks.timing import cpu, pair
from mkdocs_multistage import checks, roles
from mkdocs_multistage.analysis import analyze
from mkdocs_multistage.dockerfile import read
from mkdocs_multistage.dockerfile.prepass import prepare
from mkdocs_multistage.dockerfile.statements import read_statements
from mkdocs_multistage.markdown import MultistageExtension, PageContext, memory
from mkdocs_multistage.markdown.blocks import Block
from mkdocs_multistage.markdown.decoration import decorate
from mkdocs_multistage.markdown.examples import group, read_example
from mkdocs_multistage.markdown.excerpt import Excerpt
from mkdocs_multistage.markdown.fence_options import FenceOptions
from mkdocs_multistage.markdown.options import Options
from mkdocs_multistage.render import annotate, figure, labels
from mkdocs_multistage.render.layout import lay_out
from mkdocs_multistage.render.picture import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.report import Row
    from benchmarks.scale import Scale
    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.dockerfile import Dockerfile

_PART: Final = "One block beside its highlighting by Pygments"
_LABELS: Final = labels("en")
_GOALS: Final = {"all of it": "<= 0.6", "again, from memory": "<= 0.02"}
_TURNS: Final = 7


def highlighted(text: str) -> str:
    """As pymdownx.highlight asks for it under `line_spans`."""
    return str(highlight(text, get_lexer_by_name("docker"), HtmlFormatter(linespans="__span-0", wrapcode=True)))


def _anchors(analysis: Analysis) -> list[str]:
    return [f"multistage-0-{stage.index}" for stage in analysis.dockerfile.stages]


def _lay_out(analysis: Analysis) -> object:
    drawn = picture(analysis)
    return drawn and lay_out(drawn)


def _figure(analysis: Analysis) -> str:
    return figure(analysis, labels=_LABELS, anchors=_anchors(analysis))


def _annotate(html: str, analysis: Analysis) -> str:
    return annotate(html, analysis, labels=_LABELS, anchors=_anchors(analysis))


def worked_off(text: str, html: str) -> str:
    """All that becomes of a text and its highlighting."""
    analysis = analyze(text, scope="example")
    return _figure(analysis) + _annotate(html, analysis)


def measure(scale: Scale) -> Iterator[Row]:
    """The rows of one block: each of so many different ones is done once a turn, and no turn has seen it before."""
    memory.expect(rebuilds=True)  # as under `mkdocs serve`, where remembering is for
    times: dict[str, list[tuple[float, float]]] = {}
    numbers = count()
    for turn in range(_TURNS + 1):
        plain, taken = _times(lambda: [dockerfile(next(numbers)) for _ in range(scale.blocks)])
        if turn:  # the first turn warms up
            for step, time in taken.items():
                times.setdefault(step, []).append((time, plain))
    for step, turns in times.items():
        yield compared(_PART, step, pair(turns), goal=_GOALS.get(step, ""), of=scale.blocks)
    yield from _in_pages(scale)


def _times(fresh: Callable[[], list[str]]) -> tuple[float, dict[str, float]]:
    """What highlighting some texts takes, and each of our steps.

    Args:
        fresh: Gives as many texts that nobody has seen. No step gets one that went through it before, for much is remembered.
    """
    texts, htmls = fresh(), list[str]()
    plain = cpu(lambda: htmls.extend(map(highlighted, texts)))
    whole = cpu(lambda: list(map(worked_off, texts, htmls)))
    unread = fresh()
    parse = cpu(lambda: [read_statements(prepare(text)) for text in unread])
    unread = fresh()
    parsed: list[Dockerfile] = []
    read_all = cpu(lambda: parsed.extend(map(read, unread)))
    check = cpu(lambda: [checks.check(one, scope="example") for one in parsed])
    classify = cpu(lambda: list(map(roles.classify, parsed)))
    analyses = [analyze(text, scope="example") for text in fresh()]
    laid_out = cpu(lambda: list(map(_lay_out, analyses)))
    others = fresh()
    analyses = [analyze(text, scope="example") for text in others]
    drawn = cpu(lambda: list(map(_figure, analyses)))
    unmarked = list(map(highlighted, others))
    annotated = cpu(lambda: list(map(_annotate, unmarked, analyses)))
    return plain, {
        "parse": parse,
        "resolve": read_all - parse,
        "check": check,
        "classify": classify,
        "lay out": laid_out,
        "draw": drawn - laid_out,
        "annotate": annotated,
        "all of it": whole,
        "again, from memory": _again(texts, htmls),
    }


def _again(texts: Sequence[str], htmls: Sequence[str]) -> float:
    """What the same texts take that were analysed, drawn and marked before: the look-ups in place of all steps."""
    site, page = Options(), PageContext()
    blocks = [
        Block(Excerpt(text), html, str(i), None, FenceOptions())
        for i, (text, html) in enumerate(zip(texts, htmls, strict=True))
    ]

    def once() -> None:
        for parts in group(blocks):
            example = read_example(parts, site)
            example.anchors = _anchors(example.analysis)
            decorate(example, parts[0], parts[0].block.html, page, site)

    once()
    return cpu(once)


def _in_pages(scale: Scale) -> Iterator[Row]:
    """Blocks in Markdown, with the extension and without: what the page around them costs comes on top."""
    extensions = ["pymdownx.highlight", "pymdownx.superfences"]
    configs = {"pymdownx.highlight": {"line_spans": "__span", "anchor_linenums": True, "pygments_lang_class": True}}
    with_it = markdown.Markdown(extensions=[*extensions, MultistageExtension()], extension_configs=configs)
    without = markdown.Markdown(extensions=extensions, extension_configs=configs)
    first: list[tuple[float, float]] = []
    again: list[tuple[float, float]] = []
    for turn in range(_TURNS):
        start = 1_000_000 + turn * scale.blocks
        pages = [f"```dockerfile\n{dockerfile(start + number)}```\n" for number in range(scale.blocks)]
        memory.expect(rebuilds=False)
        plain = _converted(without, pages)
        first.append((_converted(with_it, pages) - plain, plain))
        memory.expect(rebuilds=True)
        _converted(with_it, pages)
        again.append((_converted(with_it, pages) - plain, plain))
    part = "One block in a page, beyond the page without us"
    yield compared(part, "never seen", pair(first), of=scale.blocks)
    # What a rebuild pays for a block that is as it was: finding it on the page, and a look-up.
    yield compared(part, "seen before", pair(again), of=scale.blocks)


def _converted(instance: markdown.Markdown, pages: Sequence[str]) -> float:
    convert: Callable[[str], str] = instance.convert

    def work() -> None:
        for page in pages:
            instance.reset()
            convert(page)

    return cpu(work)
