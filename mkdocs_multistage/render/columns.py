"""Puts what stands in columns in place: cells in their order and links in, a height for each out.

Cells are cards, or lanes of edges that pass a column on their way to a later one; links are the
pieces of edges between neighbouring columns. Both are changed in place, and by `layout` alone.

`ordering` has put them in order. Heights are, column by column, the nearest to where the links pull that lets
nothing overlap: a least-squares problem whose only condition is an order, and so with an exact
solution (pool adjacent violators).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from mkdocs_multistage.render.links import EdgeKind

GAP_CARDS: Final = 16.0
"""Between two cards of a column."""
GAP_LANE: Final = 14.0
"""Between a card and a lane."""
GAP_LANES: Final = 9.0
"""Between two lanes."""

_SWEEPS: Final = 8
# How hard a cell holds on to a place that is decided.
_FIRM: Final = 1e6
_FIRM_LANE: Final = 50.0


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
        slot: Its place among the column's cells, counted from their middle; what `ordering` finds.
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
        is_above: Whether it arrives above all rows of its target, at the name.
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
    is_above: bool


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
