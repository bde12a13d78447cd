"""Where the cards stand and how the edges run: the shape of a picture in, a geometry in pixels out.

1. Each node gets a rank, the longest path that leads to it. What has no inputs moves right, to the
   rank before its first user.
2. An edge that passes ranks gets a place of its own in each of them, a lane: `grid`. `ordering` puts
   cards and lanes in order, for few crossings and short ways.
3. `columns` puts them in place, each as near to its neighbours as the gaps allow. FROM pulls hardest,
   so that a chain of FROM is straight, from name row to name row.
4. A card's input rows take the order of what feeds them, so that edges do not cross before it.

Edges leave a column only between columns, and cross one only in a lane: none runs behind a card.
All of it is arithmetic in a fixed order; the same shape gives the same bytes, and so each is laid out but once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.render.columns import put_in_place
from mkdocs_multistage.render.grid import grid, handle_offset, port_offset

if TYPE_CHECKING:
    from mkdocs_multistage.render.columns import Cell
    from mkdocs_multistage.render.grid import Grid
    from mkdocs_multistage.render.picture import Picture
    from mkdocs_multistage.render.shape import Box, Line, Shape

MARGIN: Final = 2.0
"""Around the drawing, for the borders' width."""

# Sizes of type; the style sheet has the same.
ROLE: Final = 11.5
NAME: Final = 14.5
DETAIL: Final = 10.5

# From a card's edges to its text.
PADDING: Final = 12.0
PILL_PADDING: Final = 16.0
RIGHT: Final = 8.0

# Card width and gap by the number of ranks: the more ranks, the narrower. Four are 662 pixels in
# all, which Material's content column takes with both of its side bars.
_COLUMNS: Final = {2: (224.0, 104.0), 3: (178.0, 62.0)}
_NARROW: Final = (140.0, 34.0)

APPROACH: Final = 7.0
"""Before a column its edges are level, all from the same place on: else those of one source would cross on their way."""

STUB: Final = 24.0
"""Before a card that wants what is not there, for the stub of a line."""

_LEVEL: Final = 2.5  # a lane that is nearer than this to its source's height has that height


class Port(NamedTuple):
    """An input row of a card.

    Attributes:
        edge: What it receives.
        number: Which of the picture's edges that is.
        y: The middle of the row.
    """

    edge: Line
    number: int
    y: float


class Card(NamedTuple):
    """A node in its place.

    Attributes:
        box: What it shows.
        place: Its place in the picture's nodes.
        rank: Its column.
        x: Left edge.
        y: Top edge.
        width: Its width.
        height: Its height.
        ports: Its input rows, from the top.
        strays: The middles of the rows below them, for what is not there.
    """

    box: Box
    place: int
    rank: int
    x: float
    y: float
    width: float
    height: float
    ports: tuple[Port, ...]
    strays: tuple[float, ...]

    @property
    def handle(self) -> float:
        """The height at which edges leave it, and FROM arrives."""
        return self.y + handle_offset(self.box)


class Route(NamedTuple):
    """How an edge runs.

    Attributes:
        edge: Which.
        start: Where it leaves its source's card.
        lanes: For each column that it passes: left edge, right edge, height.
        end: Where it meets its target's card.
    """

    edge: Line
    start: tuple[float, float]
    lanes: tuple[tuple[float, float, float], ...]
    end: tuple[float, float]


class Layout(NamedTuple):
    """The whole drawing.

    Attributes:
        cards: In the order of the picture's nodes.
        routes: In the order of the picture's edges.
        ranks: The number of columns.
        width: Of the drawing, margins included.
        height: Of the drawing, margins included.
    """

    cards: tuple[Card, ...]
    routes: tuple[Route, ...]
    ranks: int
    width: float
    height: float


def ranks(picture: Picture | Shape) -> tuple[int, ...]:
    """The column of each node: the longest path to it, or just before its first user where it has no inputs."""
    rank = [0] * len(picture.nodes)
    has_input = [False] * len(picture.nodes)
    users: list[list[int]] = [[] for _ in picture.nodes]
    # By target, and so from earlier to later nodes: every source is settled when it is used.
    for edge in picture.edges:
        rank[edge.target] = max(rank[edge.target], rank[edge.source] + 1)
        has_input[edge.target] = True
        users[edge.source].append(edge.target)
    for place, by in enumerate(users):
        if not has_input[place] and by:
            rank[place] = min(rank[user] for user in by) - 1
    # A target that takes nothing from any other stage still stands where one looks for the result.
    if not has_input[picture.target] and not users[picture.target]:
        rank[picture.target] = max(rank)
    return tuple(rank)


def drawing_width(columns: int) -> float:
    """How wide a drawing of so many columns is."""
    width, gap = _COLUMNS.get(columns, _NARROW)
    return 2 * MARGIN + columns * width + (columns - 1) * gap


def name_room(card: Card) -> tuple[float, float]:
    """The room that a card has for its name, and the size of type in which that is written."""
    if card.box.is_outside:
        return card.width - PILL_PADDING - PADDING, DETAIL
    return card.width - PADDING - RIGHT, NAME


def lay_out(picture: Picture) -> Layout:
    """The geometry of a picture."""
    return lay_out_shape(picture.shape)


@lru_cache(maxsize=256)
def lay_out_shape(shape: Shape) -> Layout:
    """The geometry of all pictures of one shape."""
    found = grid(shape, ranks(shape))
    put_in_place(found.columns, found.links())
    # Input rows follow the heights of what feeds them, so that edges do not cross before the card.
    for _ in range(2):
        if not _sort_rows(found):
            break
        put_in_place(found.columns, found.links())
    return _geometry(found)


def _sort_rows(found: Grid) -> bool:
    """Put each card's input rows in the order of the heights from which they come, and say whether that changes any."""
    before = [list(rows) for rows in found.rows]
    height: dict[Line, float] = {}
    for edge, path in zip(found.shape.edges, found.paths, strict=True):
        cell = path[-2]
        height[edge] = cell.y + (0.0 if cell.kind else handle_offset(found.shape.nodes[edge.source]))
    for rows in found.rows:
        rows.sort(key=height.__getitem__)
    return found.rows != before


def _geometry(found: Grid) -> Layout:
    shape, columns = found.shape, len(found.columns)
    width, gap = _COLUMNS.get(columns, _NARROW)
    everything = [cell for column in found.columns for cell in column]
    top = min(cell.y for cell in everything)

    lead = STUB if any(card.rank == 0 and shape.nodes[card.place].strays for card in found.cards) else 0

    def left(cell: Cell) -> float:
        return lead + MARGIN + cell.rank * (width + gap)

    def y(cell: Cell) -> float:
        return round((cell.y - top) * 2) / 2 + MARGIN

    def level(lane: float, handle: float) -> float:
        return handle if abs(lane - handle) < _LEVEL else lane

    numbers = {edge: number for number, edge in enumerate(shape.edges)}
    cards = tuple(
        Card(
            box=box,
            place=place,
            rank=cell.rank,
            x=left(cell),
            y=y(cell),
            width=width,
            height=cell.height,
            ports=tuple(
                Port(edge, numbers[edge], y(cell) + port_offset(box, row)) for row, edge in enumerate(found.rows[place])
            ),
            strays=tuple(y(cell) + port_offset(box, len(found.rows[place]) + row) for row in range(box.strays)),
        )
        for place, (box, cell) in enumerate(zip(shape.nodes, found.cards, strict=True))
    )
    routes = []
    for edge, path in zip(shape.edges, found.paths, strict=True):
        source, target = cards[edge.source], cards[edge.target]
        end = next((port.y for port in target.ports if port.edge == edge), target.handle)
        routes.append(
            Route(
                edge=edge,
                start=(source.x + source.width, source.handle),
                lanes=tuple(
                    (left(cell) - APPROACH, left(cell) + width, level(y(cell), source.handle)) for cell in path[1:-1]
                ),
                end=(target.x, end),
            )
        )
    bottom = max([card.y + card.height for card in cards] + [lane[2] for route in routes for lane in route.lanes])
    return Layout(
        cards=cards,
        routes=tuple(routes),
        ranks=columns,
        width=lead + drawing_width(columns),
        height=bottom + MARGIN,
    )
