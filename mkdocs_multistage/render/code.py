"""Marks the stages in highlighted code: a formatter's HTML in, the same with bands, badges and links out.

The HTML is taken apart into lines of characters (`code_html`), held against the text that was
analysed, and only if they agree are the stages' lines marked (`code_plan` says which they are):

- a band: role classes on the element that ``line_spans`` made for a line, or on one made for it;
- a badge: an empty ``<span>`` behind FROM, whose word is drawn from an attribute. It is thus
  neither copied nor selected nor searched;
- references: ``<a>`` around exactly the characters that name a stage;
- an empty ``<a id>`` in each FROM line, for the links to lead to. Not on the line: it may have an
  id, and Material takes any span with an id directly in ``<code>`` for a line to be selected.

No characters are added to the code and none taken away.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.analysis import Analysis
from mkdocs_multistage.dockerfile import Dockerfile
from mkdocs_multistage.render import code_html, code_plan, findings
from mkdocs_multistage.render.fit import cut_middle
from mkdocs_multistage.render.gutter import gutter as gutter_of
from mkdocs_multistage.render.svg import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mkdocs_multistage.dockerfile import Stage
    from mkdocs_multistage.render.findings import Remark
    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.roles import Evidence

ROOT_CLASS: Final = "multistage-code"
"""On the outermost element of every block that is marked."""

_FIRST_TAG: Final = re.compile(r"""\s*(<[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*>)""")
_FIRST_NUMBER: Final = re.compile(
    r"""(?:class="(?:normal|linenos)[^<>]*>(?:<a [^<>]*>)?|data-linenos="|padding-right: 5px;">)\s*([0-9]{1,9})"""
)
# What a formatter may drop at the top: white space, and a byte order mark.
_LEADING: Final = re.compile(r"[\s\ufeff]*")
# As many words as a hover title can hold.
_MOST_EVIDENCE: Final = 3
_MOST_QUOTED: Final = 50


def annotate(
    html: str,
    analysis: Analysis,
    *,
    labels: Labels,
    anchors: Sequence[str],
    badges: bool = True,
    bands: bool = True,
    target: int | None = None,
    remarks: Sequence[Remark] = (),
    lines: Sequence[int] | None = None,
    cuts: bool = True,
    gutter: bool = False,
    places: Mapping[int, str] = MappingProxyType({}),
    prefix: str = "",
) -> str:
    """Highlighted code with bands, badges and linked references.

    A single stage gets no band. Stages that have nothing to do with each other do, but none of them
    is shown as left out of the build: they may well be alternatives.

    Args:
        html: What the Markdown extension's own formatter made of the block (Pygments or not, any
            ``linenums`` style); it comes back unchanged where it is not understood.
        analysis: The analysis of the Dockerfile that the block shows, or shows a part of.
        labels: Words in the reader's language.
        anchors: For each stage the id to put on its FROM line; unique across the site. What names a stage
            without one is no link.
        badges: Whether the FROM lines bear their role.
        bands: Whether stages are shown as bands.
        target: The stage taken for the default target; the last unless told.
        remarks: What is wrong in the example, whose places are underlined.
        lines: For each line that the block shows its number in the Dockerfile, from 1; ``None`` are all.
        cuts: Whether to mark the places where lines are left out.
        gutter: Whether to draw rails beside the code; where that cannot be, the figure's rail list stays.
        places: Ids for other lines to have, by their number in the Dockerfile, from 1.
        prefix: The id of the figure, if there is one, to which the block belongs.
    """
    stages = analysis.dockerfile.stages
    root = _FIRST_TAG.match(html)
    if not (stages or remarks) or root is None or _is_marked(root[1]):
        return html
    block = code_html.take_apart(html)
    source = _source_lines(analysis.dockerfile.text)
    match = _match(source, lines, block, stages, cuts=cuts) if block is not None else None
    if block is None or match is None or root.end(1) > len(block.head):
        return html
    marks = _Marks(analysis, labels, anchors, target, remarks)
    if places:
        marks.places = {**{line: f'<a id="{escape(anchor)}"></a>' for line, anchor in places.items()}, **marks.places}
    wanted = (bands and len(stages) > 1) or any(line in match.places for line in marks.tints)
    banded = wanted and not any(line.repeats_an_id() for line in block.lines if line.opened)
    _mark_characters(block.lines, match, marks, first_number=_first_number(block), badges=badges)
    lanes = _draw_gutter(block.lines, match, marks) if banded and bands and gutter else 0
    if banded:
        _mark_bands(block.lines, match, marks, bands=bands and len(stages) > 1)
    block.tag = _keep_from_scripts(block.tag)
    start, end = root.span(1)
    classes = f"{ROOT_CLASS}{' ms-banded' * banded}{' ms-gutter' * bool(lanes)}"
    more = f' data-multistage-example="{escape(prefix)}"' if prefix else ""
    more += f' data-multistage-lanes="{lanes}"' if lanes else ""
    return html[:start] + code_html.add_to_tag(root[1], classes, more) + block.join()[end:]


def underline(
    html: str, text: str, *, labels: Labels, remarks: Sequence[Remark], lines: Sequence[int] | None = None
) -> str:
    """Highlighted code, of whatever language, in which nothing is marked but what is wrong.

    Args:
        html: As in `annotate`.
        text: The code.
        labels: Words in the reader's language.
        remarks: What is wrong.
        lines: As in `annotate`.
    """
    nothing = Analysis(Dockerfile(text, (), (), ()), (), ())
    return annotate(html, nothing, labels=labels, anchors=(), remarks=remarks, lines=lines)


def line_numbers(html: str, text: str, lines: Sequence[int] | None = None) -> Mapping[int, int]:
    """For each line of a text that the code shows, from 1, the number that it has or would have beside the code.

    Args:
        html: As in `annotate`.
        text: The code's text, or that of which it is a part.
        lines: As in `annotate`.

    Returns:
        Nothing where the HTML is not understood.
    """
    block = code_html.take_apart(html)
    match = _match(_source_lines(text), lines, block, (), cuts=False) if block is not None else None
    if block is None or match is None:
        return {}
    first = _first_number(block)
    return {line: index + first for line, index in match.places.items()}


@lru_cache(maxsize=1)  # each part of a Dockerfile asks for the lines of all of it
def _source_lines(text: str) -> Sequence[str]:
    return text.replace("\r\n", "\n").split("\n")


def _is_marked(tag: str) -> bool:
    """Whether an outermost tag says that its block was marked before."""
    return ROOT_CLASS in tag and ROOT_CLASS in code_html.attributes(tag).get("class", "").split()


def _keep_from_scripts(tag: str) -> str:
    """Ask highlight.js, which MkDocs's own themes load, to leave the code alone: it would write it anew.

    Where ``<code>`` names its language the script looks at nothing else, and knows no Dockerfiles
    unless it is told to.
    """
    return tag if "class" in code_html.attributes(tag) else code_html.add_to_tag(tag, "nohighlight")


class _Match(NamedTuple):
    """How the lines shown relate to the lines of the source.

    Attributes:
        source: The source's lines.
        places: For each line of the source that is shown, from 1, its index among those shown.
        cuts: Of those the indices of lines right below some that are not shown.
        indent: How many characters of the first line shown that is not blank were dropped by the formatter.
        first: That line's number in the source, from 1.
        stages: The indices of the stages of which a line may be shown.
    """

    source: Sequence[str]
    places: Mapping[int, int]
    cuts: frozenset[int]
    indent: int
    first: int
    stages: range

    def place(self, line: int, lines: Sequence[code_html.Line]) -> code_html.Line | None:
        """The line shown for a line of the source, from 1."""
        index = self.places.get(line)
        return None if index is None else lines[index]


def _match(
    source: Sequence[str],
    numbers: Sequence[int] | None,
    block: code_html.CodeBlock,
    stages: Sequence[Stage],
    *,
    cuts: bool,
) -> _Match | None:
    """Line up what is shown with its source; ``None`` where they differ in more than white space at the ends."""
    if numbers is None:
        numbers = range(1, len(source) + 1)
    text = "\n".join([source[number - 1] for number in numbers])
    shown, count = block.text, len(block.lines)
    dropped, kept = _LEADING.match(text), _LEADING.match(shown)
    if dropped is None or kept is None or kept.end() == len(shown):
        return None
    if shown[kept.end() :].rstrip() != text[dropped.end() :].rstrip():
        return None
    skipped = dropped[0].count("\n") - kept[0].count("\n")  # the formatter drops blank lines at the top
    places = dict(zip(numbers[max(skipped, 0) :], range(max(-skipped, 0), count), strict=False))
    return _Match(
        source=source,
        places=places,
        cuts=_cuts(numbers, places) if cuts else frozenset(),
        indent=len(dropped[0].rpartition("\n")[2]) - len(kept[0].rpartition("\n")[2]),
        first=numbers[dropped[0].count("\n")],
        stages=code_plan.between(stages, numbers[0], numbers[-1]) if numbers else range(0),
    )


def _cuts(numbers: Sequence[int], places: Mapping[int, int]) -> frozenset[int]:
    """The lines shown that stand right below some that are not."""
    if isinstance(numbers, range):
        return frozenset()
    return frozenset([places[below] for above, below in pairwise(numbers) if below - above > 1 and below in places])


def _first_number(block: code_html.CodeBlock) -> int:
    """The number that the block shows beside its first line: in a column before the code, or before the characters."""
    found = _FIRST_NUMBER.search(block.head + block.lines[0].tags)
    return int(found[1]) if found else 1


class _Marks:
    """The tags for the stages of one example."""

    def __init__(
        self,
        analysis: Analysis,
        labels: Labels,
        anchors: Sequence[str],
        target: int | None,
        remarks: Sequence[Remark],
    ) -> None:
        self.remarks = remarks
        self.places: Mapping[int, str] = findings.anchors(remarks) if remarks else {}
        self.tints: Mapping[int, str] = findings.tints(remarks) if remarks else {}
        self.dockerfile = analysis.dockerfile
        self.verdicts = analysis.roles
        self._labels = labels
        self._anchors = anchors
        self._reached = _reached(analysis, target)
        self.target = len(self.dockerfile.stages) - 1 if target is None else target

    def badge(self, stage: Stage, gap: int, width: int | None) -> str:
        """What stands behind FROM: empty, so that no text is added.

        Args:
            stage: Whose it is.
            gap: How many characters to leave before it.
            width: The characters of the line, where it is the block's first; else ``None``.
        """
        role, evidence = self.verdicts[stage.index].role, self.verdicts[stage.index].evidence
        word = self._labels[role]
        why = list(dict.fromkeys(map(self._because, evidence)))[:_MOST_EVIDENCE]
        said = self._labels.fill("because", role=word, evidence=self._labels.join(why)) if why else ""
        title = f' title="{escape(said)}"' if said else ""
        hidden = code_plan.hides(width, word) if width is not None else ""
        classes = f"ms-badge ms-r-{role} {code_plan.gap_classes(gap)} {hidden}".rstrip()
        return f'<span class="{classes}" data-multistage-label="{escape(word)}"{title}></span>'

    def _because(self, evidence: Evidence) -> str:
        """One reason for a role, in the reader's language: words of the Dockerfile, or the place of a stage in it."""
        if evidence.sign != "words":
            return self._labels[f"because_{evidence.sign}"]
        return self._labels.fill("quoted", words=cut_middle(evidence.words, _MOST_QUOTED, len))

    def anchor(self, stage: Stage) -> str:
        """Where links to the stage lead."""
        anchor = self._anchors[stage.index] if stage.index < len(self._anchors) else ""
        return f'<a id="{escape(anchor)}"></a>' if anchor else ""

    def link(self, index: int, line: int | None) -> str:
        """The tag around a name of the stage, whose FROM is shown beside the number ``line``, if it is shown here."""
        if index >= len(self._anchors) or not self._anchors[index]:
            return ""
        stage, role = self.dockerfile.stages[index], self.verdicts[index].role
        key = "reference_elsewhere" if line is None else "reference"
        title = self._labels.fill(
            key, name=stage.name or str(index), role=self._labels[role], number="" if line is None else str(line)
        )
        return (
            f'<a class="ms-ref ms-r-{role}" href="#{escape(self._anchors[index])}"'
            f' data-multistage-ref="{index}" title="{escape(title)}">'
        )

    def is_skipped(self, index: int) -> bool:
        """Whether building the target leaves out a stage."""
        return self._reached is not None and not self._reached >> index & 1

    def line_classes(self, index: int, count: int) -> list[str]:
        """The classes of the lines in a stage's band, of which so many are shown."""
        band = f"ms-line ms-band ms-r-{self.verdicts[index].role}"
        skip = " is-skip" if self.is_skipped(index) else ""
        if count == 1:
            return [f"{band} ms-first ms-last{skip}"]
        return [f"{band} ms-first{skip}", *[f"{band}{skip}"] * (count - 2), f"{band} ms-last{skip}"]


def _reached(analysis: Analysis, target: int | None) -> int | None:
    """The stages that the target builds, as the bits of a number; ``None`` where no stage has to do with another."""
    dockerfile = analysis.dockerfile
    chosen = dockerfile.default_target if target is None else target
    if chosen is None or not 0 <= chosen < len(dockerfile.targets) or (target is None and not analysis.is_connected):
        return None
    return dockerfile.targets[chosen].reached


def _mark_characters(
    lines: Sequence[code_html.Line], match: _Match, marks: _Marks, *, first_number: int, badges: bool
) -> None:
    """Put badges, anchors and links into the lines."""
    stages = [marks.dockerfile.stages[index] for index in match.stages]
    shown = [match.place(stage.line, lines) for stage in stages]
    widths = [code_plan.width(line.text.removesuffix("\n")) if line else 0 for line in shown]
    gaps = code_plan.badge_gaps(widths)
    heads: dict[int, list[tuple[Stage, int, int]]] = {}
    for stage, gap, width in zip(stages, gaps, widths, strict=True):
        heads.setdefault(stage.line, []).append((stage, gap, width))
    links, faults = _links(match, marks, first_number), _faults(match, marks)
    for number in sorted({*heads, *links, *faults, *marks.places}):
        line = match.place(number, lines)
        if line is None:
            continue
        at_start, at_end = marks.places.get(number, ""), ""
        here = heads.get(number)
        if here is not None:
            at_start = "".join([marks.anchor(stage) for stage, _, _ in here]) + at_start
        if here is not None and badges:
            is_first = line is lines[0]
            at_end = "".join([marks.badge(stage, gap, width if is_first else None) for stage, gap, width in here])
        around = findings.without_overlaps(links.get(number, ()), faults.get(number, ()))
        code_html.edit(line, wraps=around, at_start=at_start, at_end=at_end)


def _links(match: _Match, marks: _Marks, first_number: int) -> dict[int, list[code_html.Wrap]]:
    """The elements around the names of stages, by the numbers of their lines."""
    stages = marks.dockerfile.stages
    found: dict[int, list[code_html.Wrap]] = {}
    for link in code_plan.links([stages[index] for index in match.stages], match.source):
        if link.line not in match.places:
            continue
        # A stage of another part of the example has no line here.
        index = match.places.get(stages[link.stage].line)
        opening = marks.link(link.stage, None if index is None else index + first_number)
        indent = match.indent if link.line == match.first else 0
        if opening and link.start >= indent:
            wrap = code_html.Wrap(link.start - indent, link.end - indent, opening, "</a>")
            found.setdefault(link.line, []).append(wrap)
    return found


def _faults(match: _Match, marks: _Marks) -> dict[int, list[code_html.Wrap]]:
    """The elements around what is wrong, by the numbers of its lines."""
    found: dict[int, list[code_html.Wrap]] = {}
    for remark in marks.remarks:
        for place in code_plan.places(filter(None, [remark.span]), match.source):
            indent = match.indent if place.line == match.first else 0
            if place.start >= indent:
                found.setdefault(place.line, []).append(findings.mark(place, remark.tone, indent))
    return found


def _draw_gutter(lines: Sequence[code_html.Line], match: _Match, marks: _Marks) -> int:
    """Draw rails at the left of the lines.

    Returns:
        How many lanes they take; 0 where none are drawn. Numbers in the lines are where they would be.
    """
    if any(line.may_have_numbers() for line in lines):
        return 0
    drawn = gutter_of(
        marks.dockerfile,
        roles=[verdict.role for verdict in marks.verdicts],
        bands=[band for _, band in code_plan.bands(marks.dockerfile, match.source)],
        places=match.places,
        skipped=frozenset(filter(marks.is_skipped, range(len(marks.verdicts)))),
        target=marks.target,
    )
    if drawn is None:
        return 0
    for place, rails in drawn[1].items():
        code_html.edit(lines[place], at_start=rails)
    return drawn[0]


def _mark_bands(lines: Sequence[code_html.Line], match: _Match, marks: _Marks, *, bands: bool) -> None:
    """Give every line an element, and those of stages and of mistakes their classes."""
    wanted: dict[int, tuple[str, str]] = {}
    for index, band in code_plan.bands(marks.dockerfile, match.source, match.stages) if bands else ():
        shown = [match.places[number] for number in range(band.first, band.last + 1) if number in match.places]
        more = f' data-multistage-stage="{index}"'
        if shown:
            wanted.update(
                zip(shown, [(classes, more) for classes in marks.line_classes(index, len(shown))], strict=True)
            )
    for place in match.cuts.intersection(wanted):
        classes, more = wanted[place]
        wanted[place] = f"{classes} ms-cut", more
    for number, tint in marks.tints.items():
        if number in match.places:
            classes, more = wanted.get(match.places[number], ("ms-line", ""))
            wanted[match.places[number]] = f"{classes} {tint}", more
    for place, line in enumerate(lines):
        if not line.own_element():
            classes, more = wanted.get(place, ("ms-line", ""))
            code_html.enclose(line, f'<span class="{classes}"{more}>')
        elif place in wanted:
            line.add_to_own_element(*wanted[place])
