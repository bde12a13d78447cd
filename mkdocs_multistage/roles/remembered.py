"""Remembers what a function says of short texts; what it says of long ones is worked out each time.

Names, paths and commands recur, in one Dockerfile and from one to the next. A cache that counts its entries alone would
keep what somebody wrote in a megabyte.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Value = TypeVar("Value")

_LONGEST: Final = 300


def remembered(most: int, longest: int = _LONGEST) -> Callable[[Callable[[str], Value]], Callable[[str], Value]]:
    """A decorator for functions of one text.

    Args:
        most: As many texts are remembered.
        longest: The characters of the longest of them.
    """

    def decorate(function: Callable[[str], Value]) -> Callable[[str], Value]:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def recall(text: str) -> Value:
            return kept(text) if len(text) <= longest else function(text)

        return recall

    return decorate
