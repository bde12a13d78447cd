"""A picture as text: a line for each node with its edges as rails at its left, and lines for what it takes.

The rails are those of `rail`: a trunk with branches for all edges of one kind that leave one node, each in a
column of its own, the shortest ones nearest to the names.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.records import record
from mkdocs_multistage.render import words
from mkdocs_multistage.render.rail import trunks
from mkdocs_multistage.render.sizes import comparison, has_sizes, size_text
from mkdocs_multistage.render.svg import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.picture import Edge, Picture
    from mkdocs_multistage.render.rail import Trunk

_COLUMN: Final = 2


# Where a rail meets what leads to a node, by the sides on which it goes on: up, down and left.
_Sides = tuple[bool, bool, bool]


@record(frozen=True, slots=True)
class Glyphs:
    """The characters of a drawing.

    Attributes:
        down: A rail, by the kind of its edges.
        joints: Where a rail meets what leads to a node, by the sides on which it goes on beside the right.
        across: What leads to a node.
        head: An edge's head.
        stage: A stage.
        image: An image.
        target: What the build produces.
        skipped: What it leaves out.
    """

    down: Mapping[str, str]
    joints: Mapping[_Sides, str]
    across: str
    head: str
    stage: str
    image: str
    target: str
    skipped: str


def _joints(glyphs: str) -> Mapping[_Sides, str]:
    sides = ((True, True, False), (True, True, True), (False, True, False), (False, True, True), (True, False, False))
    return dict(zip((*sides, (True, False, True)), glyphs, strict=True))


UNICODE: Final = Glyphs({"from": "│", "copy": "│", "mount": "┊"}, _joints("├┼╭┬╰┴"), "─", "▸", "●", "◇", "◉", "○")
ASCII: Final = Glyphs({"from": "|", "copy": "|", "mount": ":"}, _joints("++..``"), "-", ">", "*", "#", "@", "o")


def text(picture: Picture, *, labels: Labels, glyphs: Glyphs = UNICODE) -> str:
    """The drawing, each of its lines with an end.

    Args:
        picture: What to draw.
        labels: Words in the reader's language.
        glyphs: The characters to draw with.
    """
    rails = trunks(picture)
    lanes = max((trunk.lane for trunk in rails), default=-1) + 1
    names = [one_line(words.name(node, labels)) for node in picture.nodes]
    roles = [labels[node.role] for node in picture.nodes]
    origins = [one_line(words.origin(node, picture, labels)) for node in picture.nodes]
    sizes = [size_text(node, labels) for node in picture.nodes]
    # Nothing stands behind the origins unless some size does.
    widths = _widest(names), _widest(roles), _widest(origins) if has_sizes(picture) else 0, _widest(sizes)
    lines: list[str] = []
    for place, node in enumerate(picture.nodes):
        kind = glyphs.image if node.stage is None else glyphs.skipped if node.is_skipped else glyphs.stage
        mark = glyphs.target if node.is_target else kind
        columns = [_padded(names[place], widths[0]), _padded(roles[place], widths[1])]
        columns.append(_padded(origins[place], widths[2]))
        if has_sizes(picture):
            columns.append(_padded("", widths[3] - _width(sizes[place])) + sizes[place])
        state = words.state(node, picture, labels)
        row = "  ".join(columns) + (f"  ({state})" if state else "")
        lines.append(f"{_gutter(place, rails, lanes, glyphs)}{mark} {row}")
        below = _below(place, rails, lanes, glyphs)
        lines += [f"{below}    {line}" for line in _taken(picture.inputs(place), picture, labels)]
        if place + 1 < len(picture.nodes):
            lines.append(below)
    change, smaller = comparison(picture, labels)
    if change:
        lines += ["", labels["list_between"].join(filter(None, (change, smaller)))]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _width(text: str) -> int:
    """The columns that a text takes in a terminal."""
    return sum(
        0 if unicodedata.category(c) in {"Mn", "Me", "Cf"} else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _widest(texts: list[str]) -> int:
    return max(map(_width, texts), default=0)


def _taken(inputs: tuple[Edge, ...], picture: Picture, labels: Labels) -> Iterator[str]:
    for edge in inputs:
        if edge.kind != "from":
            yield one_line(words.taken(edge, picture, labels))


def _gutter(place: int, rails: tuple[Trunk, ...], lanes: int, glyphs: Glyphs) -> str:
    """The rails in a node's own row, and what leads from them to the node."""
    cells = list(_below(place - 1, rails, lanes, glyphs))
    here = [trunk for trunk in rails if trunk.source == place or place in trunk.targets]
    joints = {_at(trunk, lanes) for trunk in here}
    outermost = min(joints, default=len(cells))
    for column in range(outermost, len(cells)):
        if column in joints:
            own = [trunk for trunk in rails if _at(trunk, lanes) == column]
            up = any(trunk.source < place <= trunk.targets[-1] for trunk in own)
            down = any(trunk.source <= place < trunk.targets[-1] for trunk in own)
            cells[column] = glyphs.joints[up, down, column > outermost]
        elif cells[column] == " ":  # a rail that only passes is in front
            cells[column] = glyphs.across
    if any(place in trunk.targets for trunk in here):
        cells[-1] = glyphs.head
    return "".join(cells)


def _below(place: int, rails: tuple[Trunk, ...], lanes: int, glyphs: Glyphs) -> str:
    """The rails that run on below a node's row."""
    cells = [" "] * (lanes * _COLUMN + 1)
    for trunk in rails:
        if trunk.source <= place < trunk.targets[-1]:
            cells[_at(trunk, lanes)] = glyphs.down[trunk.kind]
    return "".join(cells)


def _at(trunk: Trunk, lanes: int) -> int:
    return (lanes - 1 - trunk.lane) * _COLUMN
