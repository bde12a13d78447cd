"""What stands on the page in place of a block: an analysed example, and what the formatter made of it, in; HTML out.

A Dockerfile gets its figure and its marks. What is wrong in it is said in the figure where an example is there to show
just that, and in the author's preview. There a block that has no figure, a fragment or a fence that asks for a stage
which does not exist, gets one for its findings alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.checks.addresses import rule_url
from mkdocs_multistage.dockerfile import Span
from mkdocs_multistage.markdown import memory, outlines
from mkdocs_multistage.markdown.options import level_of
from mkdocs_multistage.markdown.told import findings_told, not_too_many, problems_told
from mkdocs_multistage.render import (
    Remark,
    annotate,
    figure,
    figure_of_rows,
    labels,
    line_numbers,
    mistakes,
    outline_tables,
    underline,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mkdocs_multistage.checks import Finding
    from mkdocs_multistage.markdown.examples import Example, Part
    from mkdocs_multistage.markdown.fence_options import FenceProblem
    from mkdocs_multistage.markdown.host import PageContext
    from mkdocs_multistage.markdown.options import Options
    from mkdocs_multistage.markdown.pagerules import PageFinding
    from mkdocs_multistage.render import Mistake
    from mkdocs_multistage.render.findings import Tone

# What BuildKit does not refuse, and a reader who builds it fails on all the same.
_FAILS: Final = frozenset({"UnknownStage", "UnknownTarget", "StageRenamed"})
# How messages end that know what was meant.
_QUESTION: Final = re.compile(
    r" Did you mean `([^`]{1,200})`(?: \((?:line ([0-9]{1,7})|another block|a line that is not shown)\))?\?\Z"
)
# Parts of an example whose HTML is remembered.
_MOST_PARTS: Final = 50
# Rows about the header come before those about lines.
_HEADER: Final = Span(0, 1, 0, 1)


def shows_findings(site: Options, page: PageContext) -> bool:
    """Whether findings are shown on a page."""
    if page.silent or not page.drawn:
        return False
    return site.findings == "always" or (site.findings == "serve" and page.serving)


def decorate(example: Example, part: Part, plain: str, page: PageContext, site: Options) -> str:
    """A block of a Dockerfile as it is to be on the page; made once of the same.

    Args:
        example: The Dockerfile.
        part: The block's share of it.
        plain: What the Markdown extension made of the block.
        page: The page.
        site: Its options, the page's own among them.
    """
    if not page.drawn:
        return plain
    # Without a memory there is no need to say what decides; in many parts, each is decided by all of them.
    if not memory.blocks.most or len(example.parts) > _MOST_PARTS:
        return _decorated(example, part, plain, page, site)
    # All that `_decorated` reads: what is missing here would be stale on a page after an edit elsewhere.
    key = (
        example.key,
        tuple([(p.block.excerpt, p.block.options, tuple(p.findings), tuple(p.expected)) for p in example.parts]),
        next(place for place, other in enumerate(example.parts) if other is part),
        (plain, part.block.whole),
        tuple(part.problems),
        (example.prefix, tuple(example.anchors), tuple(example.hidden_anchors)),
        (site, page.language, shows_findings(site, page)),
        tuple([(index, size.bytes, size.text) for index, size in example.sizes.items()]),
    )
    return memory.blocks.recall(
        key,
        lambda: _decorated(example, part, plain, page, site),
        lambda html: len(plain) + len(part.block.whole) + len(html),
    )


def _decorated(example: Example, part: Part, plain: str, page: PageContext, site: Options) -> str:
    is_whole = example.analysis.kind == "dockerfile"
    told = findings_told(part, site)
    shows = shows_findings(site, page)
    problems = problems_told(example, part, site) if shows else []
    if not (is_whole or part.expected or problems or (shows and told)):
        return plain
    words = labels(site.language or page.language or "en", site.labels)
    outline = outlines.outline_of(example, site)
    numbers = line_numbers(plain, example.text, part.shown) if told or problems or part.expected or outline else {}
    kept = list(not_too_many(told)) if shows else []
    said = [
        *(_of_problem(problem, level, part, example.prefix, numbers) for problem, level in problems),
        *(_of_finding(f, _tone(f.rule, level, fatal=f.fatal), example, part, numbers) for f, level in kept),
        *(_of_finding(finding, "expected", example, part, numbers) for finding in part.expected),
    ]
    said.sort(key=lambda remark: remark.span or _HEADER)
    more = len(told) - len(kept) if shows else 0
    if not is_whole:
        code = underline(plain, example.text, labels=words, remarks=said, lines=part.shown)
        return figure_of_rows(_reachable(said, is_there=code != plain), labels=words, more=more) + code
    chosen = part.block.options
    findings = tuple([part.in_example(finding) for finding in (*(finding for finding, _ in told), *part.expected)])
    analysis = example.analysis
    if findings != analysis.findings:
        analysis = replace(analysis, findings=findings)
    mark = partial(
        annotate,
        analysis=analysis,
        labels=words,
        badges=site.badges if chosen.badges is None else chosen.badges,
        target=example.target,
        prefix=example.prefix,
    )
    anchors = example.anchors_in(part)
    places = outlines.places_of(example, outline, numbers)
    ids, hidden_ids = outlines.ids_in(example, part, places)
    # Where nothing but the marks of regions is left out, nothing is missing.
    cuts = part.block.excerpt.hides
    # A Dockerfile in parts is drawn above its last: a reader has met all of it by then.
    is_last = part is example.parts[-1]
    diagram = (example.options.diagram or site.diagram) if is_last else "off"
    gutter = diagram == "gutter" and len(example.parts) == 1
    code = mark(plain, lines=part.shown, anchors=anchors, remarks=said, cuts=cuts, places=ids, gutter=gutter)
    # Code that `annotate` does not understand comes back as it was, without a place to link to.
    linked = code != plain
    asked = part.block.whole if example.reveals_in(part) else ""
    whole = asked and mark(
        asked,
        lines=part.all_lines,
        anchors=example.hidden_anchors,
        remarks=_reachable(said, is_there=False),
        cuts=False,
        places=hidden_ids,
    )
    picture = figure(
        analysis,
        labels=words,
        anchors=anchors if linked else (),
        diagram=diagram,
        target=example.target,
        remarks=_reachable(said, is_there=linked),
        more=more,
        whole=whole,
        prefix=example.prefix,
        mistakes=[mistake for other in example.parts for mistake in _mistakes(other, site, shows=shows)]
        if is_last
        else (),
        shown=example.shown_stages if is_last else None,
        sizes=example.sizes,
        outline=outline_tables(
            outline,
            labels=words,
            anchors=anchors if linked else (),
            places=places if linked else {line: place._replace(anchor="") for line, place in places.items()},
        )
        if outline and is_last
        else "",
    )
    return picture + code


def _mistakes(part: Part, site: Options, *, shows: bool) -> Iterator[Mistake]:
    """The names in a part that the drawing shows as leading nowhere: those that are meant to, and in the preview the others."""
    yield from mistakes(map(part.in_example, part.expected), are_calm=True)
    if shows:
        yield from mistakes((part.in_example(finding) for finding, _ in findings_told(part, site)), are_calm=False)


def decorate_other(
    findings: Sequence[PageFinding], plain: str, *, prefix: str, page: PageContext, site: Options
) -> str:
    """A fence that is no Dockerfile, and asks for a stage that there is not.

    Args:
        findings: What is wrong in it, at least one thing.
        plain: What the Markdown extension made of it.
        prefix: What the ids of its lines are to begin with.
        page: The page.
        site: Its options, the page's own among them.
    """
    words = labels(site.language or page.language or "en", site.labels)
    text = findings[0].block.excerpt.whole
    numbers = line_numbers(plain, text)
    remarks = []
    for finding in findings:
        message, suggestion, _ = _advice(finding.message, finding.suggestion)
        remarks.append(
            Remark(
                rule=finding.rule,
                message=message,
                tone=_tone(finding.rule, level_of(site, finding.rule, "warning")),
                span=Span(finding.line, finding.column, finding.line, finding.column + len(finding.token)),
                number=numbers.get(finding.line),
                anchor=f"{prefix}--{finding.line}" if finding.line in numbers else "",
                suggestion=suggestion,
                url=rule_url(finding.rule),
            )
        )
    code = underline(plain, text, labels=words, remarks=remarks)
    return figure_of_rows(_reachable(remarks, is_there=code != plain), labels=words) + code


def _of_finding(finding: Finding, tone: Tone, example: Example, part: Part, numbers: Mapping[int, int]) -> Remark:
    line = part.above + finding.span.line
    message = example.for_readers_of(part, finding.message, numbers)
    suggestion: str | None = None
    found: int | None = None
    if tone != "expected":
        message, suggestion, found = _advice(message, finding.suggestion)
    return Remark(
        rule=finding.rule,
        message=message,
        tone=tone,
        span=part.in_example(finding).span,
        number=numbers.get(line) if numbers else part.block.excerpt.number(finding.span.line),
        anchor=f"{example.prefix}--{line}" if line in numbers else "",
        suggestion=suggestion or "",
        suggestion_line=found,
        url="" if tone == "expected" else rule_url(finding.rule),
    )


def _of_problem(problem: FenceProblem, level: str, part: Part, prefix: str, numbers: Mapping[int, int]) -> Remark:
    """What is wrong in a header, which is no line of the code, or in a comment that speaks to us."""
    line = part.above + problem.line if problem.line else 0
    is_shown = line in numbers
    message, suggestion, _ = _advice(problem.message, None)
    return Remark(
        rule=problem.rule,
        message=message,
        suggestion=suggestion,
        tone=_tone(problem.rule, level),
        span=Span(line, 1, line, 1) if is_shown else None,
        number=numbers.get(line),
        anchor=f"{prefix}--{line}" if is_shown else "",
        url=rule_url(problem.rule),
    )


def _tone(rule: str, level: str, *, fatal: bool = False) -> Tone:
    """How bad it is for a reader: an error where what the page shows cannot be built."""
    if level != "warn":
        return "info"
    return "error" if fatal or rule in _FAILS else "warning"


def _advice(message: str, suggestion: str | None) -> tuple[str, str, int | None]:
    """A message without the question at its end, which is put in the reader's language; what that asks, and its line."""
    asked = _QUESTION.search(message)
    if asked:
        return message[: asked.start()], asked[1], int(asked[2]) if asked[2] else None
    return message, suggestion if suggestion and f"`{suggestion}`" not in message else "", None


def _reachable(remarks: list[Remark], *, is_there: bool) -> list[Remark]:
    """The remarks, without links where their lines bear no ids."""
    return remarks if is_there else [replace(remark, anchor="") for remark in remarks]
