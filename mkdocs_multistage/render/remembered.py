"""Drawings and marked blocks that were made before: what `figure` and `annotate` are given in, what they made of it out."""

from __future__ import annotations

from dataclasses import fields
from functools import wraps
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, ParamSpec

from mkdocs_multistage.analysis import Analysis
from mkdocs_multistage.memory import LONGEST, Memory
from mkdocs_multistage.render.code import annotate as mark
from mkdocs_multistage.render.figure import figure as draw
from mkdocs_multistage.render.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Given = ParamSpec("Given")

# Large values, which `analyze` gives anew only for another text, are told apart by what they are, and not by what they hold.
_LARGE: Final = ("dockerfile", "roles")
_SMALL: Final = attrgetter(*(field.name for field in fields(Analysis) if field.name not in _LARGE))


def _remembered(make: Callable[Given, str]) -> Callable[Given, str]:
    memory: Memory[str] = Memory()

    @wraps(make)
    def look_up(*given: Given.args, **options: Given.kwargs) -> str:
        # Whatever the function is given counts, under whatever name.
        key: tuple[Hashable, ...] = (*map(_key, given), *map(str, options), *map(_key, options.values()))
        return memory.get(key, lambda: make(*given, **options), of=(given, options))

    return look_up


def _key(value: Any) -> Hashable:  # noqa: ANN401 - whatever they take
    key = _KEYS.get(type(value))
    return value if key is None else key(value)


def _key_of_analysis(analysis: Analysis) -> Hashable:
    if len(analysis.dockerfile.text) > LONGEST:
        return object()  # nothing is like it
    return id(analysis.dockerfile), id(analysis.roles), _SMALL(analysis)


_KEYS: Final[dict[type, Callable[[Any], Hashable]]] = {Analysis: _key_of_analysis, Labels: id, list: tuple}


annotate = _remembered(mark)
figure = _remembered(draw)
