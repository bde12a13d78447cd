"""Whether cards can show a picture well: a picture in, its layout out, or nothing where the rail says it better.

What is measured is what makes a drawing hard to read:

- its width, since it is not squeezed: four columns are as wide as the content of a page with two side bars;
- its height, since the code below it should not be out of sight;
- crossings, each place where two lines cross counted once;
- names that look alike once they are cut to what a card can show.

The counts of stages and edges only bound the work: beyond them nothing is laid out at all.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.render.fit import fit_image, fit_text
from mkdocs_multistage.render.layout import drawing_width, lay_out_shape, name_room, ranks

if TYPE_CHECKING:
    from mkdocs_multistage.render.layout import Layout
    from mkdocs_multistage.render.picture import Picture
    from mkdocs_multistage.render.shape import Shape


class Limits(NamedTuple):
    """How crowded a drawing may be.

    Attributes:
        width: In pixels at a figure font of 16 pixels.
        height: In the same.
        crossings: See `crossings`.
        alike: See `alike`.
        stages: How many are tried at all.
        others: The same for images and contexts.
        edges: The same for edges.
    """

    width: float
    height: float
    crossings: int
    alike: int
    stages: int
    others: int
    edges: int


AUTO: Final = Limits(width=670, height=460, crossings=4, alike=0, stages=8, others=6, edges=24)
"""Beyond these the rail says it in less room and larger type."""

FORCED: Final = Limits(width=1020, height=1200, crossings=200, alike=24, stages=24, others=16, edges=80)
"""What cards are tried for where the author insists on them."""


def uncrowded(picture: Picture, limits: Limits = AUTO) -> Layout | None:
    """The layout of the cards, where the drawing is within the limits.

    Args:
        picture: What to draw.
        limits: How crowded it may be.
    """
    layout = _fitting(picture.shape, limits)
    return layout if layout and alike(picture, layout) <= limits.alike else None


@lru_cache(maxsize=256)
def _fitting(shape: Shape, limits: Limits) -> Layout | None:
    """The layout of a shape that is within the limits, whatever its texts."""
    others = sum(box.is_outside for box in shape.nodes)
    stages = len(shape.nodes) - others
    if stages > limits.stages or others > limits.others or len(shape.edges) > limits.edges:
        return None
    if drawing_width(max(ranks(shape)) + 1) > limits.width:
        return None
    layout = lay_out_shape(shape)
    return layout if layout.height <= limits.height and crossings(layout) <= limits.crossings else None


def crossings(layout: Layout) -> int:
    """Places where two lines cross. Edges that run as one line cross another once."""
    pieces: set[tuple[float, float, float]] = set()
    for route in layout.routes:
        x, y = route.start
        for _, right, height in route.lanes:
            pieces.add((x, y, height))
            x, y = right, height
        pieces.add((x, y, route.end[1]))
    return sum(
        one[0] == other[0] and (one[1] - other[1]) * (one[2] - other[2]) < 0 for one, other in combinations(pieces, 2)
    )


def alike(picture: Picture, layout: Layout) -> int:
    """Nodes whose name a card cuts to what another card shows as well."""
    shown: dict[str, str] = {}
    count = 0
    for card in layout.cards:
        name, fit = picture.nodes[card.place].name, fit_image if card.box.is_outside else fit_text
        count += bool(name) and shown.setdefault(fit(name, *name_room(card)), name) != name
    return count
