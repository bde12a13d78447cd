"""Puts what stands in columns in place: cells in their order and links in, a height for each out.

Cells are cards, or lanes of edges that pass a column on their way to a later one; links are the
pieces of edges between neighbouring columns. Both are changed in place, and by `layout` alone.

`ordering` has put them in order. Heights are, column by column, the nearest to where the links pull that lets
nothing overlap: a least-squares problem whose only condition is an order, and so with an exact
solution (pool adjacent violators).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

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


class Link(NamedTuple):
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


class _Pull(NamedTuple):
    """What one link wants of a cell at one of its ends: its top at the other's top, plus and minus an offset."""

    other: Cell
    plus: float
    minus: float
    strength: float


class _Stand(NamedTuple):
    """A cell in its column.

    Attributes:
        cell: Which.
        offset: Its top where everything above it stands as high as can be.
        pulls: What its links want.
        weight: How hard they pull together.
        straight: What makes its chain straight: its FROM, or a lane's piece in the column before.
    """

    cell: Cell
    offset: float
    pulls: list[_Pull]
    weight: float
    straight: _Pull | None


def put_in_place(columns: list[list[Cell]], links: list[Link]) -> None:
    """Find the height at which each cell stands."""
    stands = _stands(columns, links)
    for column in stands:
        for stand in column:
            stand.cell.y = stand.offset
    still = 0
    for sweep in range(_SWEEPS):
        moved = [_settle(column, map(_pulled, column)) for column in (stands if sweep % 2 == 0 else reversed(stands))]
        still = 0 if any(moved) else still + 1
        # What moves nothing in either direction never will.
        if still > 1:
            break
    # At last from left to right along chains of FROM and lanes, which makes them exactly straight; then what is in
    # none of them goes back to the middle of what it feeds.
    firm = {id(cell) for link in links if _is_straight(link) for cell in (link.source, link.target)}
    for column in stands:
        _settle(column, map(_chained, column))
    for column in reversed(stands):
        _settle(column, ((s.cell.y, _FIRM) if id(s.cell) in firm else _pulled(s) for s in column))


def _stands(columns: list[list[Cell]], links: list[Link]) -> list[list[_Stand]]:
    pulls: dict[int, list[_Pull]] = {id(cell): [] for column in columns for cell in column}
    straight: dict[int, _Pull] = {}
    for link in links:
        source, target, _, out, into, _, strength, *_ = link
        pull = _Pull(source, out, into, strength)
        pulls[id(target)].append(pull)
        pulls[id(source)].append(_Pull(target, into, out, strength))
        if _is_straight(link):
            straight.setdefault(id(target), pull)
    stands: list[list[_Stand]] = []
    for column in columns:
        offset = 0.0
        above: Cell | None = None
        stands.append(column_stands := [])
        for cell in column:
            offset += _gap(above, cell)
            mine = pulls[id(cell)]
            weight = sum(pull.strength for pull in mine)
            column_stands.append(_Stand(cell, offset, mine, weight, straight.get(id(cell))))
            offset += cell.height
            above = cell
    return stands


def _gap(above: Cell | None, cell: Cell) -> float:
    if above is None:
        return 0.0
    if above.kind and cell.kind:
        return GAP_LANES
    return GAP_LANE if above.kind or cell.kind else GAP_CARDS


def _settle(column: list[_Stand], wishes: Iterable[tuple[float, float]]) -> bool:
    """Move a column's cells as near to where they are pulled as their order and the gaps allow.

    Args:
        column: The cells, in their order.
        wishes: For each of them where its top should be, and how much that matters.

    Returns:
        Whether any of them has moved.
    """
    # In terms of the free height above each cell the only condition is that it never shrinks.
    blocks: list[tuple[float, float, int]] = []  # sum of weighted wishes, weight, number of cells
    for stand, (wish, weight) in zip(column, wishes, strict=True):
        moment, mass, count = (wish - stand.offset) * weight, weight, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > moment / mass:
            its_moment, its_mass, its_count = blocks.pop()
            moment, mass, count = its_moment + moment, its_mass + mass, its_count + count
        blocks.append((moment, mass, count))
    moved = False
    place = 0
    for moment, mass, count in blocks:
        shift = moment / mass
        for stand in column[place : place + count]:
            y = stand.offset + shift
            moved = moved or y != stand.cell.y
            stand.cell.y = y
        place += count
    return moved


def _pulled(stand: _Stand) -> tuple[float, float]:
    """Where a cell's links want its top, and how much."""
    if not stand.pulls:
        return stand.cell.y, 0.01
    wish = 0.0
    for other, plus, minus, strength in stand.pulls:
        wish += strength * (other.y + plus - minus)
    return wish / stand.weight, stand.weight


def _chained(stand: _Stand) -> tuple[float, float]:
    """The same, but by the chain that leads to the cell, where there is one."""
    if stand.straight is None:
        return _pulled(stand)
    other, plus, minus, _ = stand.straight
    return other.y + plus - minus, _FIRM_LANE if stand.cell.kind else _FIRM


def _is_straight(link: Link) -> bool:
    if link.target.kind:
        return link.source.kind is not None
    return link.is_chain and link.source.kind is None
