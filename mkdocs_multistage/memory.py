"""Remembers what was made of the last examples, by all that it was made from.

An author who saves one page of a site in `mkdocs serve` has the others built again too: what is known of their examples, and
how they look, is then a look-up. Nothing is kept from one process to the next, and a single build keeps little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")

_OF_ONE_BUILD: Final = 1_024
"""Of each kind; an analysis takes some 20 KB, a drawing or a marked block less than 10."""

_OF_MANY_BUILDS: Final = 16_384

LONGEST: Final = 50_000
"""Characters of a text beyond which nothing is remembered: no page has many of these."""


class Memory(Generic[Value]):
    """The last values of one kind."""

    limit: int = _OF_ONE_BUILD

    def __init__(self) -> None:
        self._entries: dict[Hashable, tuple[object, Value]] = {}

    def get(self, key: Hashable, make: Callable[[], Value], *, of: object = None) -> Value:
        """The value of a key.

        Args:
            key: All that the value depends on.
            make: Makes the value, where it is not remembered.
            of: What the key names by its `id`: it is kept, so that nothing else can have that id.
        """
        entry = self._entries.pop(key, None)
        if entry is None:
            entry = of, make()
            if len(self._entries) >= self.limit:
                del self._entries[next(iter(self._entries))]
        self._entries[key] = entry  # the last of all to be forgotten
        return entry[1]


_builds = 0


def another_build() -> None:
    """A build of a site begins. A process that builds again is one that serves: all of a site is then worth remembering."""
    global _builds  # noqa: PLW0603 - a process has one such memory
    _builds += 1
    if _builds > 1:
        Memory.limit = _OF_MANY_BUILDS
