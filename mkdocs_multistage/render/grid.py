"""A shape on a grid of columns: boxes and lines in; cards, lanes and the links between them out, in order.

A column is a rank. An edge that passes ranks has a lane in each of them; edges of one source and kind share theirs.
FROM arrives at the name row of a card, above all that the card takes otherwise.

Where that leaves crossings, a looser grid is tried: each edge has lanes of its own, and FROM may arrive at a row like
any other. If that has fewer, it is taken, and then tightened as far as it goes without a crossing: lanes that came
to lie side by side become one, and FROM goes back to the name where nothing arrives from above it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render.columns import Cell, Link
from mkdocs_multistage.render.ordering import put_in_order
from mkdocs_multistage.render.sizes import SIZE_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.render.links import EdgeKind
    from mkdocs_multistage.render.shape import Box, Line, Shape

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

# How hard an edge pulls its ends to one height.
_PULL: Final = 1.0
_CHAIN_PULL: Final = 50.0
_LANE_PULL: Final = 5.0
_LEVEL_PULL: Final = 20.0  # between two lanes of one edge


@dataclass(slots=True)
class Grid:
    """The cells of a shape.

    Attributes:
        shape: What it shows.
        cards: For each node its cell.
        paths: For each edge the cells on its way, both cards among them.
        columns: The cells of each rank, from the top.
        rows: For each node the edges that arrive at a row of their own, from the top.
        crossings: What the crossings cost that are left; see `ordering`.
    """

    shape: Shape
    cards: list[Cell]
    paths: list[list[Cell]]
    columns: list[list[Cell]]
    rows: list[list[Line]]
    crossings: int = field(default=0)

    def links(self) -> list[Link]:
        """The pieces of edges between neighbouring columns."""
        links: dict[tuple[int, int, float, EdgeKind], Link] = {}
        for edge, path in zip(self.shape.edges, self.paths, strict=True):
            for source, target in pairwise(path):
                link = self._link(edge, source, target)
                # Edges that share a lane share its pieces.
                key = (id(source), id(target), link.into, edge.kind)
                if key in links and not links[key].is_pale:
                    continue
                links[key] = link
        return list(links.values())

    def _link(self, edge: Line, source: Cell, target: Cell) -> Link:
        nodes, rows = self.shape.nodes, self.rows[edge.target]
        row = rows.index(edge) if edge in rows else -1
        # From what is built to what is left out is no main road: the drawing must not lean towards it.
        is_chain = row < 0 and (nodes[edge.source].is_skipped or not edge.is_skipped)
        lane = source.kind is not None or target.kind is not None
        out, into, turn = source.height / 2, target.height / 2, 0.0
        if target.kind is None:
            turn = (row + 1) / (len(rows) + 2) - 0.5
        if source.kind is None and (lane or is_chain):
            out = handle_offset(nodes[edge.source])
        if target.kind is None and row < 0 and (is_chain or lane):
            into = NAME_ROW
        elif target.kind is None and row >= 0 and lane:
            into = port_offset(nodes[edge.target], row)
        pull = _CHAIN_PULL if is_chain else _PULL
        if lane:
            pull = _LEVEL_PULL if source.kind and target.kind else _LANE_PULL
        return Link(source, target, edge.kind, out, into, turn, pull, is_chain, edge.is_skipped, row < 0)


def grid(shape: Shape, rank: Sequence[int]) -> Grid:
    """The grid of fewest crossings, in order but not in place.

    Args:
        shape: What to draw.
        rank: The column of each node.
    """
    tight = _grid(shape, rank, loose=False)
    if tight.crossings and _may_be_looser(tight):
        loose = _grid(shape, rank, loose=True)
        if loose.crossings < tight.crossings:
            _merge_lanes(loose)
            _put_from_above_rows(loose)
            return loose
    return tight


def _may_be_looser(grid: Grid) -> bool:
    """Whether edges share a lane, or FROM arrives above other edges."""
    lanes = [id(cell) for path in grid.paths for cell in path[1:-1]]
    return len(set(lanes)) < len(lanes) or any(
        edge.kind == "from" and grid.rows[edge.target] for edge in grid.shape.edges
    )


def _grid(shape: Shape, rank: Sequence[int], *, loose: bool) -> Grid:
    inputs: list[list[Line]] = [[] for _ in shape.nodes]
    for edge in shape.edges:
        inputs[edge.target].append(edge)
    rows = [[edge for edge in taken if edge.kind != "from" or (loose and len(taken) > 1)] for taken in inputs]
    cards = [
        Cell(rank[place], place, None, card_height(box, len(rows[place])), box.is_target)
        for place, box in enumerate(shape.nodes)
    ]
    lanes: dict[tuple[int, EdgeKind, int, int], Cell] = {}
    paths: list[list[Cell]] = []
    for number, edge in enumerate(shape.edges):
        shared = number if loose else -1
        passed = range(rank[edge.source] + 1, rank[edge.target])
        between = [
            lanes.setdefault((edge.source, edge.kind, at, shared), Cell(at, edge.source, edge.kind, 0.0))
            for at in passed
        ]
        paths.append([cards[edge.source], *between, cards[edge.target]])
    columns: list[list[Cell]] = [[] for _ in range(max(rank) + 1)]
    for cell in [*cards, *lanes.values()]:
        columns[cell.rank].append(cell)
    found = Grid(shape, cards, paths, columns, rows)
    found.crossings = put_in_order(columns, found.links())
    return found


def _merge_lanes(grid: Grid) -> None:
    """Make one of lanes that lie side by side all the way from their source."""
    before: dict[int, Cell] = {}
    instead: dict[int, Cell] = {}
    for path in grid.paths:
        before.update({id(lane): cell for cell, lane in pairwise(path[:-1])})
    for column in grid.columns:
        kept: list[Cell] = []
        for cell in column:
            last = kept[-1] if kept else None
            if cell.kind is not None and last is not None and (last.place, last.kind) == (cell.place, cell.kind):
                mine, theirs = before[id(cell)], before[id(last)]
                if instead.get(id(mine), mine) is instead.get(id(theirs), theirs):
                    instead[id(cell)] = last
                    continue
            kept.append(cell)
        column[:] = kept
    for path in grid.paths:
        path[:] = [instead.get(id(cell), cell) for cell in path]


def _put_from_above_rows(grid: Grid) -> None:
    """Let FROM arrive at the name of each card to which nothing comes from above it."""
    order = {id(cell): place for column in grid.columns for place, cell in enumerate(column)}
    comes_from = {edge: order[id(path[-2])] for edge, path in zip(grid.shape.edges, grid.paths, strict=True)}
    for place, rows in enumerate(grid.rows):
        base = next((edge for edge in rows if edge.kind == "from"), None)
        if base is not None and all(comes_from[edge] >= comes_from[base] for edge in rows):
            rows.remove(base)
            grid.cards[place].height = card_height(grid.shape.nodes[place], len(rows))


def own_height(box: Box) -> float:
    """How high a node's card is above its input rows."""
    return PILL_HEIGHT if box.is_outside else CARD_WITHOUT_BASE + BASE_ROW * box.details


def card_height(box: Box, rows: int) -> float:
    """How high a card is with so many input rows, below them what is not there, and at the end the node's size."""
    rows += box.strays
    height = own_height(box) + (PORTS_TOP + rows * PORT_ROW + PORTS_END if rows else 0)
    return height + (SIZE_ROW if box.is_sized else 0)


def port_offset(box: Box, row: int) -> float:
    """From a card's top to the middle of an input row."""
    return own_height(box) + PORTS_TOP + (row + 0.5) * PORT_ROW + 1


def handle_offset(box: Box) -> float:
    """From a card's top to where edges leave it."""
    return PILL_HEIGHT / 2 if box.is_outside else NAME_ROW
