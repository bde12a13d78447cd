"""What the tests of the figure share: examples with their roles, and the drawings as plain geometry."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_multistage import analyze
from mkdocs_multistage.render import figure, labels
from mkdocs_multistage.roles import StageRole

GOLDEN = Path(__file__).parent / "golden"


def analysis_of(text, roles=()):
    """The analysis of a Dockerfile, with roles that the test decides."""
    found = analyze(text)
    count = len(found.dockerfile.stages)
    given = [*roles, *["build"] * (count - len(roles))]
    if not roles and count:
        given[-1] = "runtime"
    return replace(found, roles=tuple(StageRole(role) for role in given[:count]))


def draw(text, roles=(), language="en", **options):
    """A figure's markup."""
    analysis = analysis_of(text, roles)
    anchors = [f"page-{stage.index}" for stage in analysis.dockerfile.stages]
    return figure(analysis, labels=labels(language), anchors=anchors, **options)


def parse(markup):
    """The figure as an XML tree, which it is only if it is well-formed."""
    return ET.fromstring(markup)


def classes(element):
    return element.get("class", "").split()


def having(root, name):
    """Elements of a class, in document order."""
    return [element for element in root.iter() if name in classes(element)]


# Advance widths of Roboto Bold at 1000 pixels, as Chromium measures them.
ROBOTO = dict(zip(
    map(chr, range(32, 127)),
    [249, 272, 321, 596, 574, 738, 656, 162, 351, 353, 454, 546, 245, 388, 291, 374, 574, 574, 574, 574, 574, 574, 574, 574,
     574, 574, 282, 262, 509, 572, 517, 498, 895, 673, 638, 655, 650, 563, 548, 681, 707, 292, 559, 635, 542, 876, 707, 690,
     646, 690, 638, 615, 619, 658, 654, 875, 636, 619, 606, 278, 422, 278, 438, 447, 331, 536, 563, 522, 564, 541, 358, 571,
     560, 265, 260, 534, 265, 866, 560, 565, 563, 565, 365, 515, 338, 560, 506, 735, 509, 502, 509, 331, 253, 331, 649],
    strict=True,
))  # fmt: skip


@dataclass
class Box:
    name: str
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self):
        return self.x + self.width

    @property
    def bottom(self):
        return self.y + self.height


def boxes(root):
    """The cards, by key."""
    found = {}
    for svg in having(root, "ms-cards"):
        for node in having(svg, "ms-n"):
            (rect,) = having(node, "ms-bx")
            numbers = [float(rect.get(key)) for key in ("x", "y", "width", "height")]
            found[node.get("data-multistage-stage")] = Box(node.get("aria-label").split(";")[0], *numbers)
    return found


NUMBER = re.compile(r"[MHVCQLAlz]|-?(?:\d+\.?\d*|\.\d+)")


def path_points(data, steps=24):
    """Points along path data of M, H, V and C."""
    tokens = NUMBER.findall(data)
    assert "".join(tokens) == data.replace(" ", ""), data
    points, position = [], 0

    def take(count):
        nonlocal position
        values = [float(token) for token in tokens[position : position + count]]
        position += count
        return values

    while position < len(tokens):
        command = tokens[position]
        position += 1
        if command == "M":
            points.append(tuple(take(2)))
        elif command == "H":
            points += between(points[-1], (take(1)[0], points[-1][1]), steps)
        elif command == "V":
            points += between(points[-1], (points[-1][0], take(1)[0]), steps)
        elif command == "C":
            start, numbers = points[-1], take(6)
            first, second, end = numbers[0:2], numbers[2:4], numbers[4:6]
            for step in range(1, steps + 1):
                t = step / steps
                weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
                ends = zip(start, first, second, end, strict=True)
                points.append(tuple(sum(w * v for w, v in zip(weights, axis, strict=True)) for axis in ends))
        else:
            raise AssertionError(command)
    return points


def between(start, end, steps):
    return [tuple(a + (b - a) * step / steps for a, b in zip(start, end, strict=True)) for step in range(1, steps + 1)]


def lines(root):
    """The cards' edges: their classes, (source, target) and the points along them."""
    found = []
    for svg in having(root, "ms-cards"):
        for edge in having(svg, "ms-e"):
            (line,) = having(edge, "ms-ln")
            found.append(
                (classes(edge), tuple(edge.get("data-multistage-edge").split(":")), path_points(line.get("d")))
            )
    return found


@dataclass
class Case:
    """A golden file: roles, a Dockerfile, and what is drawn of it."""

    path: Path

    def __post_init__(self):
        head, self.text, self.expected = self.path.read_text(encoding="utf-8").split("=====\n")
        self.roles = head.split()


CASES = [Case(path) for path in sorted(GOLDEN.glob("*.txt"))]


def text_of(element):
    """An element's text without its tooltip."""
    parts = [element.text or ""]
    for child in element:
        if not child.tag.endswith("title"):
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)
