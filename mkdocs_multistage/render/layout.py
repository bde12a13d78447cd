"""Where the cards stand and how the edges run: a picture in, a geometry in pixels out.

1. Each node gets a rank, the longest path that leads to it. What has no inputs moves right, to the
   rank before its first user.
2. An edge that passes ranks gets a place of its own in each of them, a lane. Edges of one source
   and kind share their lanes.
3. `columns` puts cards and lanes in order, for few crossings and short ways, and in place, each as
   near to its neighbours as the gaps allow. FROM pulls hardest, so that a chain of FROM is straight,
   from name row to name row.
4. A card's input rows take the order of what feeds them, so that edges do not cross before it.

Edges leave a column only between columns, and cross one only in a lane: none runs behind a card.
All of it is arithmetic in a fixed order; the same picture gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render.columns import Cell, Link, put_in_order, put_in_place
from mkdocs_multistage.render.sizes import SIZE_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs_multistage.render.picture import Edge, EdgeKind, Node, Picture

NAME_ROW: Final = 33.0
"""From a card's top to the middle of its name, where FROM arrives and everything leaves."""

PORT_ROW: Final = 16.0
"""Height of an input row."""

CARD_WITHOUT_BASE: Final = 49.0
BASE_ROW: Final = 15.0
PORTS_TOP: Final = 2.5
"""From a card's own end to the hairline above its inputs."""
PORTS_END: Final = 5.5
"""From the last input row to the card's end."""

PILL_HEIGHT: Final = 44.0

MARGIN: Final = 2.0
"""Around the drawing, for the borders' width."""

# Card width and gap by the number of ranks: the more ranks, the narrower. Four are 662 pixels in
# all, which Material's content column takes with both of its side bars.
_COLUMNS: Final = {2: (224.0, 104.0), 3: (178.0, 62.0)}
_NARROW: Final = (140.0, 34.0)

# How hard an edge pulls its ends to one height.
_PULL: Final = 1.0
_CHAIN_PULL: Final = 50.0
_LANE_PULL: Final = 5.0
_LEVEL: Final = 2.5  # a lane that is nearer than this to its source's height has that height
_LEVEL_PULL: Final = 20.0  # between two lanes of one edge


@dataclass(frozen=True, slots=True)
class Port:
    """An input row of a card.

    Attributes:
        edge: What it receives.
        y: The middle of the row.
    """

    edge: Edge
    y: float


@dataclass(frozen=True, slots=True)
class Card:
    """A node in its place.

    Attributes:
        node: What it shows.
        place: Its place in the picture's nodes.
        rank: Its column.
        x: Left edge.
        y: Top edge.
        width: Its width.
        height: Its height.
        ports: Its input rows, from the top.
    """

    node: Node
    place: int
    rank: int
    x: float
    y: float
    width: float
    height: float
    ports: tuple[Port, ...]

    @property
    def handle(self) -> float:
        """The height at which edges leave it, and FROM arrives."""
        return self.y + (PILL_HEIGHT / 2 if self.node.stage is None else NAME_ROW)


@dataclass(frozen=True, slots=True)
class Route:
    """How an edge runs.

    Attributes:
        edge: Which.
        start: Where it leaves its source's card.
        lanes: For each column that it passes: left edge, right edge, height.
        end: Where it meets its target's card.
    """

    edge: Edge
    start: tuple[float, float]
    lanes: tuple[tuple[float, float, float], ...]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
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


def ranks(picture: Picture) -> tuple[int, ...]:
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


def lay_out(picture: Picture) -> Layout:
    """The geometry of a picture."""
    rank = ranks(picture)
    columns_count = max(rank) + 1
    rows = [_rows(picture.inputs(place)) for place in range(len(picture.nodes))]
    cards = [
        Cell(rank[place], place, None, _height(node, len(rows[place])), node.is_target)
        for place, node in enumerate(picture.nodes)
    ]
    lanes: dict[tuple[int, EdgeKind, int], Cell] = {}
    paths: list[list[Cell]] = []
    for edge in picture.edges:
        passed = range(rank[edge.source] + 1, rank[edge.target])
        between = [
            lanes.setdefault((edge.source, edge.kind, at), Cell(at, edge.source, edge.kind, 0.0)) for at in passed
        ]
        paths.append([cards[edge.source], *between, cards[edge.target]])

    columns: list[list[Cell]] = [[] for _ in range(columns_count)]
    for cell in [*cards, *lanes.values()]:
        columns[cell.rank].append(cell)
    links = _links(picture, paths, rows)
    put_in_order(columns, links)
    # Input rows follow the heights of what feeds them, so that edges do not cross before the card.
    for _ in range(2):
        put_in_place(columns, links)
        rows = _sorted_rows(picture, paths, rows)
        links = _links(picture, paths, rows)
    put_in_place(columns, links)
    return _geometry(picture, cards, paths, rows, columns_count)


def _rows(inputs: Iterable[Edge]) -> list[Edge]:
    return [edge for edge in inputs if edge.kind != "from"]


def _height(node: Node, ports: int) -> float:
    if node.stage is None:
        return PILL_HEIGHT
    height = _own_height(node)
    height += PORTS_TOP + ports * PORT_ROW + PORTS_END if ports else 0
    return height + (SIZE_ROW if node.size else 0)


def _own_height(node: Node) -> float:
    """Of what stands above a card's inputs."""
    return CARD_WITHOUT_BASE + (BASE_ROW if node.base else 0)


def _port_offset(node: Node, row: int) -> float:
    """From a card's top to the middle of an input row."""
    return _own_height(node) + PORTS_TOP + (row + 0.5) * PORT_ROW + 1


def _handle_offset(node: Node) -> float:
    return PILL_HEIGHT / 2 if node.stage is None else NAME_ROW


def _links(picture: Picture, paths: list[list[Cell]], rows: list[list[Edge]]) -> list[Link]:
    links: dict[tuple[int, int, float, EdgeKind], Link] = {}
    for edge, path in zip(picture.edges, paths, strict=True):
        port = rows[edge.target].index(edge) if edge.kind != "from" else -1
        # From what is built to what is left out is no main road: the drawing must not lean towards it.
        is_chain = edge.kind == "from" and (picture.nodes[edge.source].is_skipped or not edge.is_skipped)
        for source, target in pairwise(path):
            lane = source.kind is not None or target.kind is not None
            out, into, turn = source.height / 2, target.height / 2, 0.0
            if target.kind is None:
                turn = (port + 1) / (len(rows[edge.target]) + 2) - 0.5
            if source.kind is None and (lane or is_chain):
                out = _handle_offset(picture.nodes[edge.source])
            if target.kind is None and (is_chain or (lane and edge.kind == "from")):
                into = NAME_ROW
            elif target.kind is None and lane:
                into = _port_offset(picture.nodes[edge.target], port)
            pull = _CHAIN_PULL if is_chain else _PULL
            if lane:
                pull = _LEVEL_PULL if source.kind and target.kind else _LANE_PULL
            # Edges that share a lane share its pieces.
            key = (id(source), id(target), into, edge.kind)
            pale = edge.is_skipped and (key not in links or links[key].is_pale)
            links[key] = Link(source, target, edge.kind, out, into, turn, pull, is_chain, pale)
    return list(links.values())


def _sorted_rows(picture: Picture, paths: list[list[Cell]], rows: list[list[Edge]]) -> list[list[Edge]]:
    """Each card's input rows in the order of the heights from which they come."""
    height: dict[tuple[int, int, EdgeKind], float] = {}
    for edge, path in zip(picture.edges, paths, strict=True):
        before = path[-2]
        height[edge.source, edge.target, edge.kind] = before.y + (
            0.0 if before.kind else _handle_offset(picture.nodes[edge.source])
        )
    return [sorted(edges, key=lambda edge: height[edge.source, edge.target, edge.kind]) for edges in rows]


def _geometry(
    picture: Picture, cells: list[Cell], paths: list[list[Cell]], rows: list[list[Edge]], columns: int
) -> Layout:
    width, gap = _COLUMNS.get(columns, _NARROW)
    everything = [cell for path in paths for cell in path] + cells
    top = min(cell.y for cell in everything)

    def left(cell: Cell) -> float:
        return MARGIN + cell.rank * (width + gap)

    def y(cell: Cell) -> float:
        return round((cell.y - top) * 2) / 2 + MARGIN

    def level(lane: float, handle: float) -> float:
        return handle if abs(lane - handle) < _LEVEL else lane

    cards = tuple(
        Card(
            node=node,
            place=place,
            rank=cell.rank,
            x=left(cell),
            y=y(cell),
            width=width,
            height=cell.height,
            ports=tuple(Port(edge, y(cell) + _port_offset(node, row)) for row, edge in enumerate(rows[place])),
        )
        for place, (node, cell) in enumerate(zip(picture.nodes, cells, strict=True))
    )
    routes = []
    for edge, path in zip(picture.edges, paths, strict=True):
        source, target = cards[edge.source], cards[edge.target]
        end = next((port.y for port in target.ports if port.edge is edge), target.handle)
        routes.append(
            Route(
                edge=edge,
                start=(source.x + source.width, source.handle),
                lanes=tuple((left(cell), left(cell) + width, level(y(cell), source.handle)) for cell in path[1:-1]),
                end=(target.x, end),
            )
        )
    bottom = max([card.y + card.height for card in cards] + [lane[2] for route in routes for lane in route.lanes])
    return Layout(
        cards=cards,
        routes=tuple(routes),
        ranks=columns,
        width=2 * MARGIN + columns * width + (columns - 1) * gap,
        height=bottom + MARGIN,
    )
