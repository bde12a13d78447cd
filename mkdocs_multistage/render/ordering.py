"""Puts the cells of columns in order: cells and links in, a slot for each cell out.

The order is one of few crossings, then of short ways. Columns begin in file order. In sweeps to and fro each is
sorted by the average place of its cells' neighbours, then sifted: each cell goes to the best place in its column, as
long as that saves anything. Where crossings remain, the same is tried from other beginnings, and what it finds is
taken only if it saves more of them: so a small edit does not reshuffle the picture.

While the columns at its sides stand still, all that counts in a column are sums of what its pairs of cells and its
single cells cost, and these do not change as the cells move: `_Column` reckons each once. It is kept for the next
time, since the search comes by the same orders again and again.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
_NONE: Final[_Cost] = (0, 0.0, 0, 0, 0)


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


class _Board:
    """The cells by number, and their order while it is sought."""

    def __init__(self, columns: list[list[Cell]], cells: list[Cell], links: list[Link]) -> None:
        number = {id(cell): place for place, cell in enumerate(cells)}
        self.columns = [[number[id(cell)] for cell in column] for column in columns]
        self.slot = [0.0] * len(cells)
        self.is_target = [cell.is_target for cell in cells]
        self.before: list[list[_End]] = [[] for _ in cells]
        self.after: list[list[_End]] = [[] for _ in cells]
        # By the column's place and the orders of those at its sides.
        self._known: dict[tuple[int, tuple[int, ...], tuple[int, ...]], _Column] = {}
        for link in links:
            source, target = number[id(link.source)], number[id(link.target)]
            self.after[source].append(_End(target, link.is_above, link.turn, link.is_pale))
            self.before[target].append(_End(source, link.is_above, link.turn, link.is_pale))

    def set_up(self, columns: list[list[int]]) -> None:
        """Begin with these orders."""
        self.columns = columns
        for column in columns:
            self.number(column)

    def number(self, column: list[int]) -> None:
        middle = (len(column) - 1) / 2
        for place, cell in enumerate(column):
            self.slot[cell] = place - middle

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
        slot = self.slot
        average: dict[int, float] = {}
        for cell in column:
            if rightward:
                near = [slot[end.cell] for end in self.before[cell]]
            else:
                near = [slot[end.cell] + end.row for end in self.after[cell]]
            average[cell] = sum(near) / len(near) if near else slot[cell]
        column.sort(key=lambda cell: (average[cell], slot[cell]))
        self.number(column)

    def _sift(self) -> None:
        """Move each cell to the best place in its column, until none gains by it."""
        for _ in range(_SWEEPS):
            improved = False
            for place, column in enumerate(self.columns):
                if len(column) > 1 and self._between(place).sift(column):
                    self.number(column)
                    improved = True
            if not improved:
                break

    def _between(self, place: int) -> _Column:
        """The column in a place, beside those at its sides as they are."""
        left = tuple(self.columns[place - 1]) if place else ()
        right = tuple(self.columns[place + 1]) if place + 1 < len(self.columns) else ()
        state = place, left, right
        found = self._known.get(state)
        if found is None:
            found = self._known[state] = _Column(self.columns[place], self)
        return found

    def tidy(self) -> None:
        """Let pairs of cells change places, wherever that costs nothing and brings them back to file order."""
        for place, column in enumerate(self.columns):
            if len(column) > 1:
                self._between(place).tidy(column)
                self.number(column)

    def exchanged(self, upper: int, lower: int) -> tuple[int, int]:
        """What exchanging two cells of a column adds to the cost of their crossings, and to rows that leave file order."""
        crossings, moved = self._crossings_after(lower, upper)
        less, fewer = self._crossings_after(upper, lower)
        crossings -= less
        slot = self.slot
        for cell, _, _, is_pale in self.before[upper]:
            height = slot[cell]
            for its_cell, _, _, its_pale in self.before[lower]:
                its_height = slot[its_cell]
                if its_height != height:
                    cost = _PALE_CROSSING if is_pale or its_pale else _CROSSING
                    crossings += cost if its_height > height else -cost
        return crossings, moved - fewer

    def _crossings_after(self, upper: int, lower: int) -> tuple[int, int]:
        """What crossings cost between links that leave two cells of a column; and rows that leave file order.

        Rows may change places for each other and so cost no crossing, but the name row, where FROM arrives, is fixed.
        """
        slot = self.slot
        crossings = moved = 0
        for cell, is_above, row, is_pale in self.after[upper]:
            height = slot[cell]
            for its_cell, its_above, its_row, its_pale in self.after[lower]:
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

    def _cost(self) -> _Cost:
        crossings = moved = turned = 0
        for column in self.columns:
            for place, lower in enumerate(column):
                for upper in column[:place]:
                    found = self._crossings_after(upper, lower)  # from their sources alone, lest they count twice
                    crossings += found[0]
                    moved += found[1]
                    turned += upper > lower
        ways = sum(self.ways(cell, [self.slot[cell]])[0] for column in self.columns for cell in column) / 2
        low = sum(self.slot[cell] for cell, is_target in enumerate(self.is_target) if is_target)
        return crossings, round(ways, 6), low, moved, turned

    def ways(self, cell: int, slots: Iterable[float]) -> list[float]:
        """How far a cell's links would lead up or down from slots, from card to card; one that is built counts twice.

        Not to a row: else the row alone would move a card out of file order.
        """
        slot = self.slot
        ends = [(slot[end.cell], 1 if end.is_pale else 2) for end in (*self.before[cell], *self.after[cell])]
        return [sum([abs(height - here) * weight for height, weight in ends]) for here in slots]


class _Column:
    """A column whose cells change places while those at its sides stand still."""

    def __init__(self, cells: list[int], board: _Board) -> None:
        self._is_target = board.is_target
        # For each cell how long its ways are from each place of the column.
        slots = [place - (len(cells) - 1) / 2 for place in range(len(cells))]
        self._ways = {cell: board.ways(cell, slots) for cell in cells}
        # For each two cells what exchanging them adds to the cost of crossings, and to rows that leave file order.
        self._exchanges: dict[int, dict[int, tuple[int, int]]] = {cell: {} for cell in cells}
        for upper, lower in combinations(cells, 2):
            crossings, moved = board.exchanged(upper, lower)
            self._exchanges[upper][lower] = crossings, moved
            self._exchanges[lower][upper] = -crossings, -moved
        self._sifted: dict[tuple[int, ...], list[int]] = {}

    def sift(self, column: list[int]) -> bool:
        """Move each cell to its best place, and say whether that was another for any."""
        before = tuple(column)
        found = self._sifted.get(before)
        if found is None:
            for cell in before:
                start = column.index(cell)
                goal = self._best_place(column, start)
                column.insert(goal, column.pop(start))
            found = self._sifted[before] = list(column)
        column[:] = found
        return tuple(found) != before

    def _best_place(self, column: list[int], start: int) -> int:
        is_target = self._is_target
        cell = column[start]
        own = self._ways[cell]
        best, goal = _NONE, start
        for step, passed in ((-1, range(start - 1, -1, -1)), (1, range(start + 1, len(column)))):
            crossings = low = moved = turned = 0
            ways = 0.0  # of the cells that are passed
            for place in passed:
                other = column[place]
                upper, lower = (cell, other) if step > 0 else (other, cell)
                exchange = self._exchanges[upper][lower]
                crossings += exchange[0]
                moved += exchange[1]
                theirs = self._ways[other]
                ways += theirs[place - step] - theirs[place]
                low += is_target[upper] - is_target[lower]
                # Cells are numbered in file order.
                turned += 1 if upper < lower else -1
                cost = (crossings, ways + own[place] - own[start], low, moved, turned)
                if cost < best:
                    best, goal = cost, place
        return goal

    def tidy(self, column: list[int]) -> None:
        """Let pairs change places, wherever that costs less than nothing and brings them back to file order."""
        pairs = [(one, other) for one in range(len(column)) for other in range(one + 1, len(column))]
        while any(column[one] > column[other] and self._trade(column, one, other) for one, other in pairs):
            pass

    def _trade(self, column: list[int], one: int, other: int) -> bool:
        """Exchange the cells in two places if that costs less than nothing."""
        is_target = self._is_target
        upper, lower = column[one], column[other]
        between = column[one + 1 : other]
        passed = [(upper, lower), *((upper, cell) for cell in between), *((cell, lower) for cell in between)]
        exchanges = [self._exchanges[above][below] for above, below in passed]
        up, down = self._ways[lower], self._ways[upper]
        cost = (
            sum(crossings for crossings, _ in exchanges),
            up[one] - up[other] + down[other] - down[one],
            sum(is_target[above] - is_target[below] for above, below in passed),
            sum(moved for _, moved in exchanges),
            sum(1 if above < below else -1 for above, below in passed),
        )
        if cost >= _NONE:
            return False
        column[one], column[other] = lower, upper
        return True
