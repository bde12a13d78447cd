"""The nearest name: for "did you mean"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST: Final = 40


def distance(a: str, b: str) -> int:
    """Edits from ``a`` to ``b``, a swap of neighbours being one (optimal string alignment)."""
    before: list[int] = []
    previous = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        current = [i]
        for j, other in enumerate(b, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]


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
        if abs(len(option) - len(wanted)) > limit:
            continue
        edits = distance(wanted, option.lower())
        if edits <= limit and option != name:
            best, limit = option, edits - 1
    return best
