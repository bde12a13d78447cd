"""What decides where things stand and how lines run: a picture in, its shape out, in which there is no text.

Examples differ in names and images far more than in how their stages hang together. What is made of a shape alone
can be made once for all of them: shapes are plain tuples, equal and hashed by what is in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mkdocs_multistage.render.links import EdgeKind
    from mkdocs_multistage.render.picture import Picture


class Box(NamedTuple):
    """A node as far as it takes room.

    Attributes:
        is_outside: Whether it is no stage.
        details: How many lines a stage has below its name, for its image and its platform.
        strays: How many rows it has for what is not there.
        is_sized: Whether its size is shown.
        is_target: Whether the build produces it.
        is_skipped: Whether the build leaves it out.
    """

    is_outside: bool
    details: int
    strays: int
    is_sized: bool
    is_target: bool
    is_skipped: bool


class Line(NamedTuple):
    """An edge between boxes.

    Attributes:
        source: The box where it begins, by its place.
        target: The box where it ends, by its place; always greater.
        kind: What it is.
        is_skipped: Whether the build leaves it out.
    """

    source: int
    target: int
    kind: EdgeKind
    is_skipped: bool


class Shape(NamedTuple):
    """A picture without its texts.

    Attributes:
        nodes: In the order of the picture.
        edges: In the order of the picture.
        target: The node that the build produces.
    """

    nodes: tuple[Box, ...]
    edges: tuple[Line, ...]
    target: int


def shape_of(picture: Picture) -> Shape:
    """The shape of a picture."""
    boxes = [
        Box(
            node.stage is None,
            bool(node.base) + bool(node.platform),
            len(node.strays),
            node.size is not None,
            node.is_target,
            node.is_skipped,
        )
        for node in picture.nodes
    ]
    lines = [Line(edge.source, edge.target, edge.kind, edge.is_skipped) for edge in picture.edges]
    return Shape(tuple(boxes), tuple(lines), picture.target)
