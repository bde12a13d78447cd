"""Puts what stands in columns in order and in place: cells and links in, a slot and a height for each out.

Cells are cards, or lanes of edges that pass a column on their way to a later one; links are the
pieces of edges between neighbouring columns. Both are changed in place, and by `layout` alone.

Order is by the average place of a cell's neighbours, sweep by sweep, then by exchanging cells as
long as that saves crossings or ways, those that are built first; equals stay in file order, with the
target above them. Heights are, column by column, the nearest to where the links pull that lets
nothing overlap: a least-squares problem whose only condition is an order, and so with an exact
solution (pool adjacent violators).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mkdocs_multistage.render.picture import EdgeKind

GAP_CARDS: Final = 16.0
"""Between two cards of a column."""
GAP_LANE: Final = 14.0
"""Between a card and a lane."""
GAP_LANES: Final = 9.0
"""Between two lanes."""

_SWEEPS: Final = 8
_MAX_TURNED: Final = 4
_MAX_TURNED_LINKS: Final = 60

# What a crossing costs, and one in which something has a part that the build leaves out.
_CROSSING: Final = 3
_PALE_CROSSING: Final = 2

# How hard a cell holds on to a place that is decided.
_FIRM: Final = 1e6
_FIRM_LANE: Final = 50.0

_Cost: TypeAlias = tuple[int, float, float, int]


@dataclass(slots=True, eq=False)
class Cell:
    """What stands in a column: a card, or the lane of an edge that passes.

    Attributes:
        rank: Its column.
        place: The card's node, or the node from which the lane's edges come.
        kind: What the lane's edges are; ``None`` for a card.
        height: In pixels; a lane has none.
        is_target: Whether it is the card of what the build produces.
        y: Its top, in pixels; what `put_in_place` finds.
        slot: Its place among the column's cells, counted from their middle; what `put_in_order` finds.
    """

    rank: int
    place: int
    kind: EdgeKind | None
    height: float
    is_target: bool = False
    y: float = 0.0
    slot: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of an edge between neighbouring columns.

    Attributes:
        source: Where it begins.
        target: Where it ends, one column further.
        kind: What the edge is.
        out: From the source's top to what it pulls there: the name row for FROM, the middle for COPY.
        into: From the target's top to what it pulls to the same height: name row, middle, or input row.
        turn: Where among a card's rows it arrives, as a fraction of one slot from the middle.
        pull: How hard.
        is_chain: Whether it is part of a chain of FROM, which should be straight.
        is_pale: Whether the build leaves out all of it.
    """

    source: Cell
    target: Cell
    kind: EdgeKind
    out: float
    into: float
    turn: float
    pull: float
    is_chain: bool
    is_pale: bool


def put_in_order(columns: list[list[Cell]], links: list[Link]) -> None:
    """Put each column in the order of fewest crossings, and then of shortest ways, that the sweeps find."""
    for column in columns:
        column.sort(key=lambda cell: (cell.place, cell.kind is not None, cell.kind or ""))
    # A sweep can be caught where only several moves at once would help: each way to turn columns upside
    # down is another place to begin. File order is the first, and left only where that saves crossings.
    many = len(columns) > _MAX_TURNED or len(links) > _MAX_TURNED_LINKS
    in_file_order = [list(column) for column in columns]
    best: int | None = None
    kept: list[list[Cell]] = []
    for turn in range(1 if many else 2 ** len(columns)):
        for number, (column, order) in enumerate(zip(columns, in_file_order, strict=True)):
            column[:] = reversed(order) if turn >> number & 1 else order
            _number(column)
        crossings, orders = _swept(columns, links)
        if best is None or crossings < best:
            best, kept = crossings, orders
        if not best:
            break
    for column, order in zip(columns, kept, strict=True):
        column[:] = order
        _number(column)


def _swept(columns: list[list[Cell]], links: list[Link]) -> tuple[int, list[list[Cell]]]:
    """The best order that sweeping from the columns' present order finds, and what its crossings cost."""
    best: _Cost | None = None
    kept: list[list[Cell]] = []
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
    return (best or _cost(links))[0], kept


def _number(column: Sequence[Cell]) -> None:
    """Write down each cell's slot, counted from the column's middle."""
    for number, cell in enumerate(column):
        cell.slot = number - (len(column) - 1) / 2


def _sort_by_neighbours(column: list[Cell], links: list[Link], *, rightward: bool) -> None:
    average: dict[int, float] = {}
    for cell in column:
        if rightward:
            near = [link.source.slot for link in links if link.target is cell]
        else:
            near = [link.target.slot + link.turn for link in links if link.source is cell]
        average[id(cell)] = sum(near) / len(near) if near else cell.slot
    column.sort(key=lambda cell: (average[id(cell)], cell.slot))
    _number(column)


def _exchange(columns: list[list[Cell]], links: list[Link]) -> None:
    """Exchange neighbours in each column as long as that saves crossings or ways."""
    for column in columns:
        near = [link for link in links if column[0].rank in (link.source.rank, link.target.rank)]
        cost = _cost(near)
        for _ in column:
            improved = False
            for upper in range(len(column) - 1):
                pair = column[upper], column[upper + 1]
                column[upper], column[upper + 1] = pair[1], pair[0]
                _number(column)
                found = _cost(near)
                if found < cost:
                    improved, cost = True, found
                else:
                    column[upper], column[upper + 1] = pair
                    _number(column)
            if not improved:
                break


def _cost(links: Sequence[Link]) -> _Cost:
    """Crossings; the ways up and down; how low the target stands; input rows that will not stay in file order.

    A way that is built counts twice, which keeps it straight where one of them can be. Ways are from card to card,
    and not to a row of it: else the row alone would move a card out of file order. Rows may change places for each
    other and so cost no crossing, but the name row, where FROM arrives, is fixed.
    """
    crossings, ways, low, moved = 0, 0.0, 0.0, 0
    before: dict[int, list[tuple[float, float, Link]]] = {}
    for one in links:
        start, end = one.source.slot, one.target.slot + one.turn
        ways += abs(one.target.slot - start) * (1 if one.is_pale else 2)
        low += one.target.slot * one.target.is_target
        beside = before.setdefault(one.source.rank, [])
        for its_start, its_end, other in beside:
            if (start - its_start) * (end - its_end) < 0:
                free = one.target is other.target and "from" not in (one.kind, other.kind)
                moved += free
                crossings += 0 if free else _PALE_CROSSING if one.is_pale or other.is_pale else _CROSSING
        beside.append((start, end, one))
    return crossings, round(ways, 6), round(low, 6), moved


def put_in_place(columns: list[list[Cell]], links: list[Link]) -> None:
    """Find the height at which each cell stands."""
    for column in columns:
        y = 0.0
        for above, cell in zip([None, *column], column, strict=False):
            y += _gap(above, cell)
            cell.y = y
            y += cell.height
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            _settle(column, links)
    # At last from left to right along chains of FROM and lanes, which makes them exactly straight; then what is in
    # none of them goes back to the middle of what it feeds.
    firm = {id(cell) for link in links if _is_straight(link) for cell in (link.source, link.target)}
    for column in columns:
        _settle(column, links, chained=True)
    for column in reversed(columns):
        _settle(column, links, firm=firm)


def _gap(above: Cell | None, cell: Cell) -> float:
    if above is None:
        return 0.0
    if above.kind and cell.kind:
        return GAP_LANES
    return GAP_LANE if above.kind or cell.kind else GAP_CARDS


def _settle(
    column: list[Cell], links: list[Link], *, chained: bool = False, firm: Collection[int] = frozenset()
) -> None:
    """Move a column's cells as near to where they are pulled as their order and the gaps allow.

    Args:
        column: The cells, in their order.
        links: All links.
        chained: Whether a cell goes by the chain that leads to it, where there is one.
        firm: Cells, by their identity, that stay where they are if they can.
    """
    # In terms of the free height above each cell the only condition is that it never shrinks.
    blocks: list[list[float]] = []  # sum of weighted wishes, weight, number of cells
    used = 0.0
    offsets: list[float] = []
    for above, cell in zip([None, *column], column, strict=False):
        used += _gap(above, cell)
        offsets.append(used)
        wish, weight = (cell.y, _FIRM) if id(cell) in firm else _pulled(cell, links, chained=chained)
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


def _pulled(cell: Cell, links: list[Link], *, chained: bool) -> tuple[float, float]:
    """Where a cell's edges want its top, and how much."""
    if chained:
        # A card's FROM, and a lane's piece in the column before.
        straight = next((link for link in links if link.target is cell and _is_straight(link)), None)
        if straight:
            return straight.source.y + straight.out - straight.into, _FIRM_LANE if cell.kind else _FIRM
    wish, weight = 0.0, 0.0
    for link in links:
        if link.target is cell:
            wish += link.pull * (link.source.y + link.out - link.into)
        elif link.source is cell:
            wish += link.pull * (link.target.y + link.into - link.out)
        else:
            continue
        weight += link.pull
    return (wish / weight, weight) if weight else (cell.y, 0.01)


def _is_straight(link: Link) -> bool:
    if link.target.kind:
        return link.source.kind is not None
    return link.is_chain and link.source.kind is None
