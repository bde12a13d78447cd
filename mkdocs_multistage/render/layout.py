"""Where the cards stand and how the edges run: a picture in, a geometry in pixels out.

1. Each node gets a rank, the longest path that leads to it. What has no inputs moves right, to the
   rank before its first user.
2. An edge that passes ranks gets a place of its own in each of them, a lane. Edges of one source
   and kind share their lanes.
3. In every rank cards and lanes are put in order: by the average place of their neighbours, sweep
   by sweep, then by exchanging neighbours, as long as there are fewer crossings. Equals stay in
   file order, so that a small edit of the Dockerfile does not reshuffle the picture.
4. Heights follow: each column is the nearest to where its neighbours pull it that lets nothing
   overlap, which is a least-squares problem with an exact solution (pool adjacent violators). FROM
   pulls hardest, so a chain of FROM is straight, from name row to name row.

Edges leave a column only between columns, and cross one only in a lane: none runs behind a card.
All of it is arithmetic in a fixed order; the same picture gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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

GAP_CARDS: Final = 16.0
"""Between two cards of a column."""
GAP_LANE: Final = 14.0
"""Between a card and a lane."""
GAP_LANES: Final = 9.0
"""Between two lanes."""

MARGIN: Final = 2.0
"""Around the drawing, for the borders' width."""

# Card width and gap by the number of ranks: the more ranks, the narrower. Four are 662 pixels in
# all, which Material's content column takes with both of its side bars.
_COLUMNS: Final = {2: (224.0, 104.0), 3: (178.0, 62.0)}
_NARROW: Final = (140.0, 34.0)

# How hard an edge pulls its ends to one height.
_PULL: Final[dict[EdgeKind, float]] = {"from": 50.0, "copy": 1.0, "mount": 1.0}
_LANE_PULL: Final = 5.0
_LEVEL_PULL: Final = 20.0  # between two lanes of one edge

_SWEEPS: Final = 8


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


@dataclass(slots=True, eq=False)
class _Cell:
    """What stands in a column: a card, or the lane of an edge that passes."""

    rank: int
    place: int  # a card's node, or the lane's source
    kind: EdgeKind | None  # None for a card
    height: float
    y: float = 0.0
    slot: float = 0.0  # its place in the column, from the middle


@dataclass(frozen=True, slots=True)
class _Link:
    """A piece of an edge between neighbouring columns.

    The offsets, from the tops of both cells, are what it pulls to one height: the name rows for
    FROM, the middles of both cards for COPY, a lane and the input row at which it ends. ``turn`` is
    where among a card's rows it arrives, as a fraction of one place in a column.
    """

    source: _Cell
    target: _Cell
    kind: EdgeKind
    out: float
    into: float
    turn: float
    pull: float


def lay_out(picture: Picture) -> Layout:
    """The geometry of a picture."""
    rank = ranks(picture)
    columns_count = max(rank) + 1
    rows = [_rows(picture.inputs(place)) for place in range(len(picture.nodes))]
    cards = [
        _Cell(rank[place], place, None, _height(node, len(rows[place]))) for place, node in enumerate(picture.nodes)
    ]
    lanes: dict[tuple[int, EdgeKind, int], _Cell] = {}
    paths: list[list[_Cell]] = []
    for edge in picture.edges:
        passed = range(rank[edge.source] + 1, rank[edge.target])
        between = [
            lanes.setdefault((edge.source, edge.kind, at), _Cell(at, edge.source, edge.kind, 0.0)) for at in passed
        ]
        paths.append([cards[edge.source], *between, cards[edge.target]])

    columns: list[list[_Cell]] = [[] for _ in range(columns_count)]
    for cell in [*cards, *lanes.values()]:
        columns[cell.rank].append(cell)
    links = _links(picture, paths, rows)
    _order(columns, links)
    # Input rows follow the heights of what feeds them, so that edges do not cross before the card.
    for _ in range(2):
        _place(columns, links)
        rows = _sorted_rows(picture, paths, rows)
        links = _links(picture, paths, rows)
    _place(columns, links)
    return _geometry(picture, cards, paths, rows, columns_count)


def _rows(inputs: Iterable[Edge]) -> list[Edge]:
    return [edge for edge in inputs if edge.kind != "from"]


def _height(node: Node, ports: int) -> float:
    if node.stage is None:
        return PILL_HEIGHT
    height = CARD_WITHOUT_BASE + (BASE_ROW if node.base else 0)
    return height + PORTS_TOP + ports * PORT_ROW + PORTS_END if ports else height


def _port_offset(node: Node, row: int) -> float:
    """From a card's top to the middle of an input row."""
    return _height(node, 0) + PORTS_TOP + (row + 0.5) * PORT_ROW + 1


def _handle_offset(node: Node) -> float:
    return PILL_HEIGHT / 2 if node.stage is None else NAME_ROW


def _links(picture: Picture, paths: list[list[_Cell]], rows: list[list[Edge]]) -> list[_Link]:
    links: dict[tuple[int, int, float, EdgeKind], _Link] = {}
    for edge, path in zip(picture.edges, paths, strict=True):
        port = rows[edge.target].index(edge) if edge.kind != "from" else -1
        for source, target in pairwise(path):
            lane = source.kind is not None or target.kind is not None
            out, into, turn = source.height / 2, target.height / 2, 0.0
            if target.kind is None:
                turn = (port + 1) / (len(rows[edge.target]) + 2) - 0.5
            if source.kind is None and (lane or edge.kind == "from"):
                out = _handle_offset(picture.nodes[edge.source])
            if target.kind is None and edge.kind == "from":
                into = NAME_ROW
            elif target.kind is None and lane:
                into = _port_offset(picture.nodes[edge.target], port)
            pull = (_LEVEL_PULL if source.kind and target.kind else _LANE_PULL) if lane else _PULL[edge.kind]
            # Edges that share a lane share its pieces.
            key = (id(source), id(target), into, edge.kind)
            links.setdefault(key, _Link(source, target, edge.kind, out, into, turn, pull))
    return list(links.values())


def _order(columns: list[list[_Cell]], links: list[_Link]) -> None:
    """Put each column in the order of fewest crossings, and then of shortest ways, that the sweeps find."""
    for column in columns:
        column.sort(key=lambda cell: (cell.place, cell.kind is not None, cell.kind or ""))
        _number(column)
    best: tuple[int, float, int] | None = None
    kept: list[list[_Cell]] = []
    seen: set[tuple[int, ...]] = set()
    for sweep in range(_SWEEPS):
        _exchange(columns, links)
        found = _cost(links)
        if best is None or found < best:
            best, kept = found, [list(column) for column in columns]
        rightward = sweep % 2 == 0
        state = (rightward, *(id(cell) for column in columns for cell in column))
        if state in seen:
            break
        seen.add(state)
        for column in columns if rightward else reversed(columns):
            _sort_by_neighbours(column, links, rightward=rightward)
    for column, order in zip(columns, kept, strict=True):
        column[:] = order


def _number(column: Sequence[_Cell]) -> None:
    """Write down each cell's slot, counted from the column's middle."""
    for number, cell in enumerate(column):
        cell.slot = number - (len(column) - 1) / 2


def _sort_by_neighbours(column: list[_Cell], links: list[_Link], *, rightward: bool) -> None:
    average: dict[int, float] = {}
    for cell in column:
        if rightward:
            near = [link.source.slot for link in links if link.target is cell]
        else:
            near = [link.target.slot + link.turn for link in links if link.source is cell]
        average[id(cell)] = sum(near) / len(near) if near else cell.slot
    column.sort(key=lambda cell: (average[id(cell)], cell.slot))
    _number(column)


def _exchange(columns: list[list[_Cell]], links: list[_Link]) -> None:
    """Exchange neighbours in each column as long as that saves crossings or ways."""
    for column in columns:
        for _ in column:
            improved = False
            for upper in range(len(column) - 1):
                pair = column[upper], column[upper + 1]
                near = [link for link in links if pair[0].rank in (link.source.rank, link.target.rank)]
                before = _cost(near)
                column[upper], column[upper + 1] = pair[1], pair[0]
                _number(column)
                if _cost(near) < before:
                    improved = True
                else:
                    column[upper], column[upper + 1] = pair
                    _number(column)
            if not improved:
                break


def _cost(links: Sequence[_Link]) -> tuple[int, float, int]:
    """Crossings; the sum of the ways up and down; input rows that will not stay in file order.

    Rows may change places for each other and so cost no crossing, but the name row, where FROM arrives, is fixed.
    """
    crossings, ways, moved = 0, 0.0, 0
    for number, one in enumerate(links):
        start, end = one.source.slot, one.target.slot + one.turn
        ways += abs(end - start)
        for other in links[number + 1 :]:
            if one.source.rank != other.source.rank:
                continue
            if (start - other.source.slot) * (end - other.target.slot - other.turn) < 0:
                free = one.target is other.target and "from" not in (one.kind, other.kind)
                moved += free
                crossings += not free
    return crossings, round(ways, 6), moved


def _place(columns: list[list[_Cell]], links: list[_Link]) -> None:
    """Give every cell its height."""
    for column in columns:
        y = 0.0
        for above, cell in zip([None, *column], column, strict=False):
            y += _gap(above, cell)
            cell.y = y
            y += cell.height
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            _settle(column, links)
    # At last from left to right along chains of FROM and lanes alone, which makes them exactly straight.
    for column in columns:
        _settle(column, links, chains_only=True)


def _gap(above: _Cell | None, cell: _Cell) -> float:
    if above is None:
        return 0.0
    if above.kind and cell.kind:
        return GAP_LANES
    return GAP_LANE if above.kind or cell.kind else GAP_CARDS


def _settle(column: list[_Cell], links: list[_Link], *, chains_only: bool = False) -> None:
    """Move a column's cells as near to where they are pulled as their order and the gaps allow."""
    # In terms of the free height above each cell the only condition is that it never shrinks.
    blocks: list[list[float]] = []  # sum of weighted wishes, weight, number of cells
    used = 0.0
    offsets: list[float] = []
    for above, cell in zip([None, *column], column, strict=False):
        used += _gap(above, cell)
        offsets.append(used)
        wish, weight = _pulled(cell, links, chains_only=chains_only)
        blocks.append([(wish - used) * weight, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            moment, mass, count = blocks.pop()
            blocks[-1][0] += moment
            blocks[-1][1] += mass
            blocks[-1][2] += count
        used += cell.height
    free = [moment / mass for moment, mass, count in blocks for _ in range(int(count))]
    for cell, offset, shift in zip(column, offsets, free, strict=True):
        cell.y = offset + shift


def _pulled(cell: _Cell, links: list[_Link], *, chains_only: bool) -> tuple[float, float]:
    """Where a cell's edges want its top, and how much."""
    wish, weight = 0.0, 0.0
    for link in links:
        if link.target is cell:
            pull = link.pull
            wish += pull * (link.source.y + link.out - link.into)
        elif link.source is cell:
            pull = link.pull
            wish += pull * (link.target.y + link.into - link.out)
        else:
            continue
        weight += pull
    if chains_only:
        # A card's FROM, and a lane's piece in the column before.
        straight = [link for link in links if link.target is cell and _is_straight(link)]
        if not straight:
            return cell.y, 1.0
        return straight[0].source.y + straight[0].out - straight[0].into, 50.0 if cell.kind else 1000.0
    return (wish / weight, weight) if weight else (cell.y, 0.01)


def _is_straight(link: _Link) -> bool:
    if link.target.kind:
        return link.source.kind is not None
    return link.kind == "from" and link.source.kind is None


def _sorted_rows(picture: Picture, paths: list[list[_Cell]], rows: list[list[Edge]]) -> list[list[Edge]]:
    """Each card's input rows in the order of the heights from which they come."""
    height: dict[tuple[int, int, EdgeKind], float] = {}
    for edge, path in zip(picture.edges, paths, strict=True):
        before = path[-2]
        height[edge.source, edge.target, edge.kind] = before.y + (
            0.0 if before.kind else _handle_offset(picture.nodes[edge.source])
        )
    return [sorted(edges, key=lambda edge: height[edge.source, edge.target, edge.kind]) for edges in rows]


def _geometry(
    picture: Picture, cells: list[_Cell], paths: list[list[_Cell]], rows: list[list[Edge]], columns: int
) -> Layout:
    width, gap = _COLUMNS.get(columns, _NARROW)
    everything = [cell for path in paths for cell in path] + cells
    top = min(cell.y for cell in everything)

    def left(cell: _Cell) -> float:
        return MARGIN + cell.rank * (width + gap)

    def y(cell: _Cell) -> float:
        return round((cell.y - top) * 2) / 2 + MARGIN

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
                lanes=tuple((left(cell), left(cell) + width, y(cell)) for cell in path[1:-1]),
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
