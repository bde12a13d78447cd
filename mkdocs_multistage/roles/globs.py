"""Tries a text against many globs at once: globs in, one answer out."""

from __future__ import annotations

import re
from fnmatch import translate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Of a longer text only the beginning is looked at.
_LONGEST = 300
_SPECIAL = frozenset("*?[")


class Globs:
    """Some globs, as `fnmatch` reads them; case counts.

    Most say how a text begins or ends or what is in it, and need no pattern for that. The others become one, which
    takes a tenth of the time that `fnmatch.fnmatchcase` takes for each.
    """

    __slots__ = ("_beginnings", "_endings", "_inside", "_match", "_others", "_whole")

    def __init__(self, globs: Iterable[str]) -> None:
        whole: list[str] = []
        beginnings: list[str] = []
        endings: list[str] = []
        inside: list[str] = []
        others: list[str] = []
        for glob in globs:
            plain = glob.strip("*")
            if not plain or not _SPECIAL.isdisjoint(plain):
                others.append(glob)
            else:
                open_start, open_end = glob.startswith("*"), glob.endswith("*")
                kinds = {(0, 0): whole, (0, 1): beginnings, (1, 0): endings, (1, 1): inside}
                kinds[open_start, open_end].append(plain)
        self._whole = frozenset(whole)
        self._beginnings = tuple(beginnings)
        self._endings = tuple(endings)
        self._inside = tuple(inside)
        self._others = tuple(others)
        self._match: Callable[[str], re.Match[str] | None] | None = None

    def fit(self, text: str) -> bool:
        """Whether one of the globs fits all of a text."""
        text = text[:_LONGEST]
        if text in self._whole or text.startswith(self._beginnings) or text.endswith(self._endings):
            return True
        return any(part in text for part in self._inside) or (bool(self._others) and self._matches(text))

    def _matches(self, text: str) -> bool:
        if self._match is None:  # compiling takes longer than most Dockerfiles do, and few of them need all globs
            self._match = re.compile("|".join(map(translate, self._others))).match
        return self._match(text) is not None
