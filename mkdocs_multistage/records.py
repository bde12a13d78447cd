"""Classes of values that nobody changes: a dataclass in, one that takes less time out, to make and to make values of.

A frozen dataclass sets each attribute of a new value by a call of `object.__setattr__`: with slots, a value of five
attributes takes five times as long to make as one that is not frozen. A Dockerfile becomes a hundred values. So who
holds them frozen is the type checker, for which `record` is `dataclass`.

`dataclass` also writes functions that compare, hash and show the values, and compiles them, for each class anew. All of
that is paid whenever the package is loaded; here one function does each for all classes.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

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
            made = dataclass(slots=slots, eq=False, repr=False)(own)
            for name, method in {"__repr__": _shown, **(_comparing(made) if eq else {})}.items():
                # What the class itself says stays.
                if vars(made).get(name) is None:
                    setattr(made, name, method)
            return made

        return decorate


def _comparing(own: type) -> dict[str, Callable[..., Any]]:
    """The methods by which values of a class are equal whose attributes are."""
    compared = [field.name for field in fields(own) if field.compare]
    values: Callable[[object], object] = attrgetter(*compared) if compared else lambda _: ()

    def equal(value: object, other: object) -> bool:
        return values(value) == values(other) if other.__class__ is value.__class__ else NotImplemented

    def hashed(value: object) -> int:
        return hash(values(value))

    return {"__eq__": equal, "__hash__": hashed}


@recursive_repr()
def _shown(value: Any) -> str:  # noqa: ANN401
    """The call that makes a value."""
    attributes = (f"{field.name}={getattr(value, field.name)!r}" for field in fields(value) if field.repr)
    return f"{type(value).__qualname__}({', '.join(attributes)})"
