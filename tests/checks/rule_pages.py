"""Reads `docs/rules/*.md`: what a rule's page shows as wrong, where, and what it shows as right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "rules"

_FENCE = re.compile(r"^```dockerfile(?P<options>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r"^Reported at line (\d+), column (\d+)\.$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    rule: str
    text: str
    wrong: str | None
    right: str | None
    place: tuple[int, int] | None


def read_page(rule: str) -> Page:
    text = (FOLDER / f"{rule}.md").read_text(encoding="utf-8")
    fences = {
        'check="off"' in match["options"] or "expect=" in match["options"]: match["text"]
        for match in _FENCE.finditer(text)
    }
    place = _PLACE.search(text)
    return Page(rule, text, fences.get(True), fences.get(False), (int(place[1]), int(place[2])) if place else None)
