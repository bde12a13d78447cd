"""Remembers what a function says of short texts; what it says of long ones is worked out each time.

Names, paths and commands recur, in one Dockerfile and from one to the next. A cache that counts its entries alone would
keep what somebody wrote in a megabyte.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

More = ParamSpec("More")
Value = TypeVar("Value")

_LONGEST: Final = 300


def remembered(
    most: int, longest: int = _LONGEST
) -> Callable[[Callable[Concatenate[str, More], Value]], Callable[Concatenate[str, More], Value]]:
    """A decorator for functions of a text.

    Args:
        most: As many calls are remembered.
        longest: The characters of the longest text among them. What else a function is given is small.
    """

    def decorate(function: Callable[Concatenate[str, More], Value]) -> Callable[Concatenate[str, More], Value]:
        kept = cast("Callable[Concatenate[str, More], Value]", lru_cache(maxsize=most)(function))

        @wraps(function)
        def recall(text: str, /, *more: More.args, **named: More.kwargs) -> Value:
            return kept(text, *more, **named) if len(text) <= longest else function(text, *more, **named)

        return recall

    return decorate
