"""The nearest name: for "did you mean"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile.limits import MAX_COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LONGEST: Final = 40


def distance(a: str, b: str, limit: int) -> int:
    """Edits from ``a`` to ``b``, a swap of neighbours being one; ``limit + 1`` where it is more than ``limit``.

    Optimal string alignment, in the band of the table where few enough edits are possible.
    """
    too_many = limit + 1
    if abs(len(a) - len(b)) > limit:
        return too_many
    a, b = _without_common_ends(a, b)
    if not a or not b:
        return len(a) + len(b)
    before: list[int] = []
    previous = [min(j, too_many) for j in range(len(b) + 1)]
    for i, char in enumerate(a, 1):
        current = [too_many] * (len(b) + 1)
        current[0] = min(i, too_many)
        for j in range(max(1, i - limit), min(len(b), i + limit) + 1):
            other = b[j - 1]
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current[j] = min(cost, too_many)
        if min(current) > limit and min(previous) > limit:
            return too_many
        before, previous = previous, current
    return previous[-1]


def _without_common_ends(a: str, b: str) -> tuple[str, str]:
    """What two names do not have in common: little, where they are near to each other."""
    shorter = min(len(a), len(b))
    head = 0
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return a[head : len(a) - tail], b[head : len(b) - tail]


def nearest(name: str, options: Iterable[str]) -> str | None:
    """The option that ``name`` is most likely meant to be; ``None`` where none is near.

    Case does not count. One edit is near, two are in names of more than four characters. Of
    equally near options the first wins.
    """
    wanted = name.lower()
    if not wanted or len(wanted) > _LONGEST:
        return None
    limit = 1 if len(wanted) <= 4 else 2  # noqa: PLR2004 - as documented
    best: str | None = None
    for option in options:
        if limit < 0 or abs(len(option) - len(wanted)) > limit:
            continue
        edits = distance(wanted, option.lower(), limit)
        if edits <= limit and option != name:
            best, limit = option, edits - 1
    return best


class Suggester:
    """`nearest` among the names of a text, but not without end: each of thousands may be near to thousands."""

    def __init__(self, most: int = MAX_COMPARISONS) -> None:
        """So many pairs of names are compared; what is asked then has no answer."""
        self._left = most

    def nearest(self, name: str, options: Collection[str]) -> str | None:
        """The option that ``name`` is most likely meant to be."""
        if self._left <= 0:
            return None
        self._left -= len(options)
        return nearest(name, options)
