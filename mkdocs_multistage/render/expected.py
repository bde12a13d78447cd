"""Mistakes that an example is there to show: findings in, rows for the figure and marks for the code out.

The row stands between caption and code: it says in a calm tone that the example is meant to fail, why, and under
which rule. In the code the exact place is underlined with dots. What an author did not mean to show never gets here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_multistage.render.svg import element, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mkdocs_multistage.checks import Finding
    from mkdocs_multistage.render.code_html import Wrap
    from mkdocs_multistage.render.labels import Labels

# A remark about the configuration at a message's end.
_FOR_AUTHORS = re.compile(r" \(If [^()]{1,300}\)\Z")
# The language of rules' messages.
_MESSAGES = "en"


@dataclass(frozen=True, slots=True)
class Expected:
    """A mistake that is meant to be there.

    Attributes:
        finding: What is wrong.
        anchor: The id of its line; findings on one line share it.
        line: The line's number among those that the block shows, from 1; ``None`` where it is hidden.
    """

    finding: Finding
    anchor: str
    line: int | None


def rows(expected: Sequence[Expected], labels: Labels) -> str:
    """The rows below the caption; empty where nothing is expected."""
    return element("ul", (_row(one, labels) for one in expected), class_="ms-fs") if expected else ""


def for_readers(message: str) -> str:
    """A message without what it tells an author about the configuration."""
    return _FOR_AUTHORS.sub("", message)


def _row(one: Expected, labels: Labels) -> str:
    finding = one.finding
    message = element(
        "span",
        "".join(
            element("code", escape(part), dir="ltr") if place % 2 else escape(part)
            for place, part in enumerate(for_readers(finding.message).split("`"))
        ),
        lang=None if labels.language == _MESSAGES else _MESSAGES,
        dir=None if labels["direction"] == "ltr" else "ltr",
    )
    parts = [
        element("b", escape(labels["meant_to_fail"])),
        element("a", escape(labels.fill("fault_line", number=str(one.line))), href=f"#{one.anchor}")
        if one.line
        else "",
        element("code", escape(finding.rule), class_="ms-rule", dir="ltr"),
        message,
    ]
    icon = element("span", class_="ms-ico", aria_hidden="true")
    text = element("span", " ".join(filter(None, parts)), dir=labels["direction"])
    return element("li", icon + text, class_="ms-f ms-calm ms-r-info")


def anchors(expected: Iterable[Expected]) -> dict[int, str]:
    """For each line with a mistake, from 1, the element that the row leads to."""
    ids = {one.finding.span.line: one.anchor for one in expected}
    return {line: f'<a id="{escape(anchor)}"></a>' for line, anchor in ids.items()}


OPENING = '<span class="ms-fault ms-calm">'
CLOSING = "</span>"


def without_overlaps(links: Iterable[Wrap], faults: Sequence[Wrap]) -> list[Wrap]:
    """One line's elements in order: a link that a mistake touches gives way, of two mistakes the later."""
    kept: list[Wrap] = []
    for wrap in (*sorted(faults, key=lambda wrap: (wrap.start, wrap.end)), *links):
        if all(wrap.end <= other.start or wrap.start >= other.end for other in kept):
            kept.append(wrap)
    return sorted(kept, key=lambda wrap: wrap.start)
