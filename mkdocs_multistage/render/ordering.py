"""Puts the cells of columns in order: cells and links in, a slot for each cell out.

The order is one of few crossings, then of short ways. Columns begin in file order. In sweeps to and fro each is
sorted by the average place of its cells' neighbours, then sifted: each cell goes to the best place in its column, as
long as that saves anything. Where crossings remain, the same is tried from other beginnings, and what it finds is
taken only if it saves more of them: so a small edit does not reshuffle the picture.

Exchanging two neighbours changes nothing but what runs to and from these two, so that only this is reckoned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.render.columns import Cell, Link

_SWEEPS: Final = 4

_SHUFFLED: Final = 8
"""Further beginnings where the first leaves crossings. More found next to nothing: see `benchmarks/crossings.py`."""
_MAX_LINKS: Final = 80
"""Beyond so many links there is one beginning."""

# What a crossing costs, and one in which something has a part that the build leaves out.
_CROSSING: Final = 3
_PALE_CROSSING: Final = 2

# Crossings; ways up and down; how low the target stands; input rows, and at last cells, that leave file order.
_Cost: TypeAlias = "tuple[int, float, float, int, int]"
_NONE: Final[_Cost] = (0, 0.0, 0.0, 0, 0)


class _End(NamedTuple):
    """A link, seen from one of its ends.

    Attributes:
        cell: At the other end.
        is_above: Whether it arrives above all rows, as FROM does.
        row: Where among a card's rows it arrives, in file order.
        is_pale: Whether the build leaves it out.
    """

    cell: int
    is_above: bool
    row: float
    is_pale: bool


def put_in_order(columns: list[list[Cell]], links: list[Link]) -> int:
    """Put each column in the order of fewest crossings, and then of shortest ways, that the search finds.

    Returns:
        What the crossings cost that are left: 0 where there are none.
    """
    for column in columns:
        column.sort(key=lambda cell: (cell.place, cell.kind is not None, cell.kind or ""))
    cells = [cell for column in columns for cell in column]
    board = _Board(columns, cells, links)
    best: int | None = None
    kept: list[list[int]] = []
    for beginning in _beginnings(board.columns, single=len(links) > _MAX_LINKS):
        board.set_up(beginning)
        crossings, orders = board.search()
        if best is None or crossings < best:
            best, kept = crossings, orders
        if not best:
            break
    board.set_up(kept)
    board.tidy()
    for column, order in zip(columns, board.columns, strict=True):
        column[:] = [cells[number] for number in order]
        for number, cell in enumerate(column):
            cell.slot = number - (len(column) - 1) / 2
    return best or 0


def _beginnings(in_file_order: list[list[int]], *, single: bool) -> Iterator[list[list[int]]]:
    """Orders from which to search, file order first."""
    start = [list(column) for column in in_file_order]
    yield [list(column) for column in start]
    # Any fixed sequence without a pattern does; this one is as good on every machine and in every version of Python.
    state = 1
    for _ in range(0 if single else _SHUFFLED):
        shuffled = []
        for column in start:
            left, order = list(column), []
            while left:
                state = state * 48271 % 2147483647
                order.append(left.pop(state % len(left)))
            shuffled.append(order)
        yield shuffled


def _steps(start: int, end: int) -> list[tuple[int, int]]:
    """Each step of a cell on its way through a column: from one place to the next."""
    step = 1 if end > start else -1
    return [(place, place + step) for place in range(start, end, step)]


def _sum(one: _Cost, other: _Cost) -> _Cost:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3], one[4] + other[4]


class _Board:
    """The cells by number, and their order while it is sought."""

    def __init__(self, columns: list[list[Cell]], cells: list[Cell], links: list[Link]) -> None:
        number = {id(cell): place for place, cell in enumerate(cells)}
        self.columns = [[number[id(cell)] for cell in column] for column in columns]
        self._slot = [0.0] * len(cells)
        self._is_target = [cell.is_target for cell in cells]
        self._before: list[list[_End]] = [[] for _ in cells]
        self._after: list[list[_End]] = [[] for _ in cells]
        for link in links:
            source, target = number[id(link.source)], number[id(link.target)]
            self._after[source].append(_End(target, link.is_above, link.turn, link.is_pale))
            self._before[target].append(_End(source, link.is_above, link.turn, link.is_pale))

    def set_up(self, columns: list[list[int]]) -> None:
        """Begin with these orders."""
        self.columns = columns
        for column in columns:
            self._number(column)

    def _number(self, column: list[int]) -> None:
        middle = (len(column) - 1) / 2
        for place, cell in enumerate(column):
            self._slot[cell] = place - middle

    def search(self) -> tuple[int, list[list[int]]]:
        """The best order that sweeps find from here, and what its crossings cost."""
        best: _Cost | None = None
        kept: list[list[int]] = []
        seen: set[tuple[int, ...]] = set()
        for sweep in range(_SWEEPS):
            self._sift()
            found = self._cost()
            if best is None or found < best:
                best, kept = found, [list(column) for column in self.columns]
            rightward = sweep % 2 == 0
            state = (rightward, *(cell for column in self.columns for cell in column))
            if state in seen:
                break
            seen.add(state)
            for column in self.columns if rightward else reversed(self.columns):
                self._sort_by_neighbours(column, rightward=rightward)
        return (best or self._cost())[0], kept

    def _sort_by_neighbours(self, column: list[int], *, rightward: bool) -> None:
        slot = self._slot
        average: dict[int, float] = {}
        for cell in column:
            if rightward:
                near = [slot[end.cell] for end in self._before[cell]]
            else:
                near = [slot[end.cell] + end.row for end in self._after[cell]]
            average[cell] = sum(near) / len(near) if near else slot[cell]
        column.sort(key=lambda cell: (average[cell], slot[cell]))
        self._number(column)

    def _sift(self) -> None:
        """Move each cell to the best place in its column, until none gains by it."""
        improved = True
        rounds = 0
        while improved and rounds < _SWEEPS:
            improved = False
            rounds += 1
            for column in self.columns:
                if len(column) > 1:
                    for cell in list(column):
                        improved = self._sift_cell(column, cell) or improved

    def _sift_cell(self, column: list[int], cell: int) -> bool:
        start = column.index(cell)
        best, goal = _NONE, start
        for end in (0, len(column) - 1):
            cost = _NONE
            for place in _steps(start, end):
                cost = _sum(cost, self._exchanged(column, min(place)))
                if cost < best:
                    best, goal = cost, place[1]
            for place in _steps(end, start):
                self._swap(column, min(place))
        for place in _steps(start, goal):
            self._swap(column, min(place))
        return goal != start

    def tidy(self) -> None:
        """Let pairs of cells change places, wherever that costs nothing and brings them back to file order."""
        for column in self.columns:
            pairs = [(one, other) for one in range(len(column)) for other in range(one + 1, len(column))]
            while any(column[one] > column[other] and self._trade(column, one, other) for one, other in pairs):
                pass

    def _trade(self, column: list[int], one: int, other: int) -> bool:
        """Exchange two cells if that costs less than nothing."""
        steps = [*_steps(one, other), *_steps(other - 1, one)]
        cost = _NONE
        for place in steps:
            cost = _sum(cost, self._exchanged(column, min(place)))
        if cost < _NONE:
            return True
        for place in reversed(steps):
            self._swap(column, min(place))
        return False

    def _swap(self, column: list[int], upper: int) -> None:
        one, other = column[upper], column[upper + 1]
        column[upper], column[upper + 1] = other, one
        self._slot[one] += 1
        self._slot[other] -= 1

    def _exchanged(self, column: list[int], upper: int) -> _Cost:
        """Exchange two neighbours, and say by how much that changes the cost."""
        one, other = column[upper], column[upper + 1]
        crossings, moved = self._crossings(one, other)
        ways = self._ways(one) + self._ways(other)
        self._swap(column, upper)
        others, others_moved = self._crossings(other, one)
        longer = self._ways(one) + self._ways(other) - ways
        low = float(self._is_target[one]) - float(self._is_target[other])
        # Cells are numbered in file order.
        return others - crossings, longer, low, others_moved - moved, 1 if one < other else -1

    def _crossings(self, upper: int, lower: int) -> tuple[int, int]:
        """What crossings cost between links of two cells of a column; and rows that leave file order."""
        crossings, moved = self._crossings_after(upper, lower)
        slot = self._slot
        lower_ends = [(slot[cell], is_pale) for cell, _, _, is_pale in self._before[lower]]
        for cell, _, _, is_pale in self._before[upper]:
            height = slot[cell]
            for its_height, its_pale in lower_ends:
                if its_height < height:
                    crossings += _PALE_CROSSING if is_pale or its_pale else _CROSSING
        return crossings, moved

    def _crossings_after(self, upper: int, lower: int) -> tuple[int, int]:
        """The same for links that leave the two cells.

        Rows may change places for each other and so cost no crossing, but the name row, where FROM arrives, is fixed.
        """
        slot = self._slot
        crossings = moved = 0
        for cell, is_above, row, is_pale in self._after[upper]:
            height = slot[cell]
            for its_cell, its_above, its_row, its_pale in self._after[lower]:
                if its_cell != cell:
                    crosses = slot[its_cell] < height
                elif is_above or its_above:
                    crosses = its_above
                else:
                    crosses = False
                    moved += row > its_row
                if crosses:
                    crossings += _PALE_CROSSING if is_pale or its_pale else _CROSSING
        return crossings, moved

    def _ways(self, cell: int) -> float:
        """How far a cell's links lead up or down, from card to card; one that is built counts twice.

        Not to a row: else the row alone would move a card out of file order.
        """
        slot = self._slot
        here = slot[cell]
        ways = 0.0
        for ends in (self._before[cell], self._after[cell]):
            for other, _, _, is_pale in ends:
                ways += abs(slot[other] - here) * (1 if is_pale else 2)
        return ways

    def _cost(self) -> _Cost:
        crossings = moved = turned = 0
        for column in self.columns:
            for place, lower in enumerate(column):
                for upper in column[:place]:
                    found = self._crossings_after(upper, lower)  # from their sources alone, lest they count twice
                    crossings += found[0]
                    moved += found[1]
                    turned += upper > lower
        ways = sum(self._ways(cell) for column in self.columns for cell in column) / 2
        low = sum(self._slot[cell] for cell, is_target in enumerate(self._is_target) if is_target)
        return crossings, round(ways, 6), low, moved, turned
