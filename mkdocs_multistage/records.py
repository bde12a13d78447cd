"""Classes of values that nobody changes: a dataclass in, one whose values are made quickly out.

A frozen dataclass sets each attribute of a new value by a call of `object.__setattr__`: with slots, a value of five
attributes takes five times as long to make as one that is not frozen. A Dockerfile becomes a hundred values. So who
holds them frozen is the type checker, for which `record` is `dataclass`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as record

__all__ = ["record"]

Class = TypeVar("Class", bound=type)

if not TYPE_CHECKING:

    def record(*, frozen: bool, slots: bool = False, eq: bool = True) -> Callable[[Class], Class]:
        """A decorator for the classes of values, told what `dataclass` is told.

        Args:
            frozen: That the type checker is to refuse every change of a value; always true, and written out for its sake.
            slots: As `dataclass` has it.
            eq: Likewise. Values that can be compared can be hashed, as those of frozen dataclasses.
        """
        assert frozen  # noqa: S101 - nobody asks for anything else

        def decorate(own: Class) -> Class:
            return dataclass(slots=slots, eq=eq, unsafe_hash=eq and vars(own).get("__hash__") is None)(own)

        return decorate
