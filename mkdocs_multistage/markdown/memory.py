"""What was made of a text, kept for the next time that the same text comes: keys in, values that were made before out.

A preview converts its site anew after every save, and nearly all of it is as it was. So what is costly, the analysis of
a Dockerfile and the HTML that a block becomes, is remembered under everything that decides it. A key holds the texts
themselves and not their names: there is nothing to invalidate, only to forget.

What is remembered is bounded, in characters. Where somebody says when a build begins (`Memory.age`), all that was not
wanted since the last but one is forgotten, and a site that is larger than the memory keeps what fits. Where nobody
does, what is older makes room for what is newer.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from mkdocs_multistage.analysis import Analysis

Value = TypeVar("Value")

# Characters of Dockerfiles: an analysis takes about forty times as much memory as its text. And characters of HTML,
# before and after.
_ANALYSES: Final = 200_000
_BLOCKS: Final = 4_000_000
# The pages of a preview come again and again.
_ANALYSES_OF_A_PREVIEW: Final = 4_000_000
_BLOCKS_OF_A_PREVIEW: Final = 200_000_000
# A single build meets a text again soon or not at all, and a block, whose ids are its page's, next to never. What is kept
# alive in vain is looked through by Python's garbage collector, again and again.
_ANALYSES_OF_A_BUILD: Final = 20_000


class Memory(Generic[Value]):
    """A bounded memory, safe to use from several threads.

    Attributes:
        most: Its bound; 0 for a memory that is not used.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._paced = False
        self._young: dict[Hashable, tuple[Value, int]] = {}
        self._old: dict[Hashable, tuple[Value, int]] = {}
        self._weight = 0

    def recall(self, key: Hashable, make: Callable[[], Value], weigh: Callable[[Value], int]) -> Value:
        """What is remembered under a key; made, and remembered, where nothing is.

        Args:
            key: All that decides the value.
            make: Makes it. What it raises is raised, and not remembered.
            weigh: Says how much of the bound it takes.
        """
        if not self.most:
            return make()
        with self._lock:
            found = self._young.get(key)
            if found is None and self._old:  # a key is long, and what is new is in neither
                found = self._old.pop(key, None)
                if found is not None:
                    self._young[key] = found
        if found is not None:
            return found[0]
        value = make()
        weight = weigh(value)
        with self._lock:
            if self._has_room(weight):
                made = value, weight
                if self._young.setdefault(key, made) is made:  # nobody was faster
                    self._weight += weight
        return value

    def age(self) -> None:
        """A build begins: what the last did not want, and this does not want, will be forgotten at the next."""
        with self._lock:
            self._paced = True
            self._grow_old()

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._young, self._old, self._weight = {}, {}, 0

    def __len__(self) -> int:
        """How many values are remembered."""
        return len(self._young) + len(self._old)

    def _grow_old(self) -> None:
        self._weight -= sum(weight for _, weight in self._old.values())
        self._young, self._old = {}, self._young

    def _has_room(self, weight: int) -> bool:
        if weight > self.most // 2:
            return False
        if self._weight + weight > self.most and not self._paced:
            self._grow_old()
        while self._weight + weight > self.most and self._old:
            self._weight -= self._old.popitem()[1][1]  # the last of a site, which will be wanted last
        return self._weight + weight <= self.most


analyses: Memory[Analysis] = Memory(_ANALYSES)
"""Analyses by text and options."""

blocks: Memory[str] = Memory(_BLOCKS)
"""The HTML of blocks by all that decides it."""


def expect(*, rebuilds: bool) -> None:
    """A command begins; without this, as much is remembered as suits who converts a page now and then.

    Args:
        rebuilds: Whether the same pages will come again and again: a whole site is remembered, or next to nothing.
    """
    analyses.most = _ANALYSES_OF_A_PREVIEW if rebuilds else _ANALYSES_OF_A_BUILD
    blocks.most = _BLOCKS_OF_A_PREVIEW if rebuilds else 0


def age() -> None:
    """A build of a whole site begins."""
    analyses.age()
    blocks.age()
