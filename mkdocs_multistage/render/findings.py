"""What is wrong in an example, said beside it: remarks in, rows for the figure and marks for the code out.

The rows stand between caption and code. A mistake that the example is there to show is published, in a calm tone. A
finding is for the author alone, in the preview: it says how bad it is, and the style sheet leaves it out of print. In
the code both underline exactly the characters concerned; under an error or a warning the line is tinted as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal

from mkdocs_multistage.records import record
from mkdocs_multistage.render.code_html import Wrap
from mkdocs_multistage.render.svg import element, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mkdocs_multistage.dockerfile import Span
    from mkdocs_multistage.render.code_plan import Link
    from mkdocs_multistage.render.labels import Labels

Tone = Literal["error", "warning", "expected", "info"]

MOST_ROWS: Final = 10
"""Rows of one figure; the worst of what is wrong, and the number of the rest."""

# The worst first.
_TONES: Final[Mapping[Tone, int]] = {"error": 0, "warning": 1, "expected": 2, "info": 3}
_TINTED: Final = frozenset({"error", "warning"})
# A remark about the configuration at a message's end.
_FOR_AUTHORS: Final = re.compile(r" \(If [^()]{1,300}\)\Z")
# The language of rules' messages.
_MESSAGES: Final = "en"


@record(frozen=True, slots=True)
class Remark:
    """Something that is wrong in an example.

    Attributes:
        rule: The rule's name.
        message: What is wrong, in English; words between backticks are code.
        tone: How bad it is; ``expected`` is meant to be there.
        span: The place in the text of the example; ``None`` where it is in none, but in the header, say.
        number: The number of its line beside the code; ``None`` where no reader sees that line.
        anchor: The id to put on that line, for the row to lead to; remarks on one line share it.
        suggestion: What to write instead, where the message does not say so.
        suggestion_line: The number beside the code of the line where that stands, if it does.
        url: The page about the rule; empty where it has none.
    """

    rule: str
    message: str
    tone: Tone
    span: Span | None = None
    number: int | None = None
    anchor: str = ""
    suggestion: str = ""
    suggestion_line: int | None = None
    url: str = ""


def rows(remarks: Sequence[Remark], labels: Labels, *, more: int = 0) -> str:
    """The rows below the caption; empty where nothing is wrong.

    Args:
        remarks: In the order of the text.
        labels: Words in the reader's language.
        more: How many others there are besides.
    """
    if not remarks:
        return ""
    worst = sorted(range(len(remarks)), key=lambda place: (_TONES[remarks[place].tone], place))[:MOST_ROWS]
    items = [_row(remarks[place], labels) for place in sorted(worst)]
    rest = len(remarks) - len(worst) + more
    if rest:
        text = element("span", escape(labels.fill("more_findings", count=str(rest))), dir=labels["direction"])
        items.append(element("li", text, class_=f"ms-f ms-rest{'' if is_published(remarks) else ' ms-found'}"))
    return element("ul", items, class_="ms-fs")


def is_published(remarks: Iterable[Remark]) -> bool:
    """Whether some of the remarks are for all readers."""
    return any(remark.tone == "expected" for remark in remarks)


def for_readers(message: str) -> str:
    """A message without what it tells an author about the configuration."""
    return _FOR_AUTHORS.sub("", message)


def _row(remark: Remark, labels: Labels) -> str:
    is_expected = remark.tone == "expected"
    foreign = labels.language != _MESSAGES
    message = element(
        "span",
        _with_code(for_readers(remark.message) if is_expected else remark.message),
        lang=_MESSAGES if foreign else None,
        dir="ltr" if labels["direction"] != "ltr" else None,
    )
    text = " ".join(
        filter(
            None,
            (
                element("b", escape(labels["meant_to_fail" if is_expected else f"level_{remark.tone}"])),
                _place(remark, labels),
                _rule(remark),
                message,
                _suggestion(remark, labels),
            ),
        )
    )
    icon = element("span", class_="ms-ico", aria_hidden="true")
    classes = "ms-calm ms-r-info" if is_expected else _classes(remark.tone)
    return element("li", icon + element("span", text, dir=labels["direction"]), class_=f"ms-f {classes}")


def _place(remark: Remark, labels: Labels) -> str:
    """Where it is: a link to the line, unless the line bears no id."""
    if remark.number is None:
        return ""
    text = escape(labels.fill("fault_line", number=str(remark.number)))
    return element("a", text, href=f"#{remark.anchor}") if remark.anchor else element("span", text)


def _rule(remark: Remark) -> str:
    name = element("code", escape(remark.rule), class_="ms-rule", dir="ltr")
    return element("a", name, href=remark.url) if remark.url else name


def _suggestion(remark: Remark, labels: Labels) -> str:
    if not remark.suggestion:
        return ""
    before, found, behind = labels["did_you_mean"].partition("{suggestion}")
    code = element("code", escape(remark.suggestion), dir="ltr") if found else ""
    if found and remark.suggestion_line is not None:
        code += escape(f" ({labels.fill('fault_line', number=str(remark.suggestion_line))})")
    return element("span", escape(before) + code + escape(behind))


def _with_code(message: str) -> str:
    """A message's markup."""
    return "".join(
        element("code", escape(part), dir="ltr") if place % 2 else escape(part)
        for place, part in enumerate(message.split("`"))
    )


def _classes(tone: Tone) -> str:
    """The classes of a finding's row, and of the characters that it underlines."""
    return f"ms-found ms-r-{tone}" if tone in _TINTED else "ms-found ms-calm ms-r-info"


def anchors(remarks: Iterable[Remark]) -> dict[int, str]:
    """For each line that a row leads to, from 1, the element that it leads to."""
    ids = {remark.span.line: remark.anchor for remark in remarks if remark.span is not None and remark.anchor}
    return {line: f'<a id="{escape(anchor)}"></a>' for line, anchor in ids.items()}


def tints(remarks: Iterable[Remark]) -> dict[int, str]:
    """For each line that is tinted, from 1, the classes that do it."""
    worst: defaultdict[int, list[Tone]] = defaultdict(list)
    for remark in remarks:
        if remark.span is not None and remark.tone in _TINTED:
            worst[remark.span.line].append(remark.tone)
    return {line: f"ms-bad ms-bad-{min(found, key=lambda tone: _TONES[tone])}" for line, found in worst.items()}


def mark(place: Link, tone: Tone, indent: int) -> Wrap:
    """The element around characters that are wrong.

    Args:
        place: Where they are.
        tone: How bad they are.
        indent: How many characters the formatter dropped from the line's beginning.
    """
    classes = "ms-calm" if tone == "expected" else _classes(tone)
    return Wrap(place.start - indent, place.end - indent, f'<span class="ms-fault {classes}">', "</span>")


def without_overlaps(links: Iterable[Wrap], faults: Sequence[Wrap]) -> list[Wrap]:
    """One line's elements in order: a link that a mistake touches gives way, of two mistakes the later."""
    if not faults:  # no two links overlap
        return list(links)
    kept: list[Wrap] = []
    for wrap in (*sorted(faults, key=lambda wrap: (wrap.start, wrap.end)), *links):
        if all(wrap.end <= other.start or wrap.start >= other.end for other in kept):
            kept.append(wrap)
    return sorted(kept, key=lambda wrap: wrap.start)
