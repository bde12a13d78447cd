"""The command's start: `--version`, beyond the interpreter's own."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.report import Row, seconds
from benchmarks.timing import python

if TYPE_CHECKING:
    from collections.abc import Iterator

_TURNS: Final = 9


def measure() -> Iterator[Row]:
    """The row of the start."""
    beyond: list[float] = []
    bare: list[float] = []
    for _ in range(_TURNS):
        bare.append(python("-c", "pass").cpu)
        beyond.append(python("-m", "mkdocs_multistage.cli", "--version").cpu - bare[-1])
    taken = median(beyond)
    yield Row(
        "Start", "`--version` beyond `python -c pass`", seconds(taken), seconds(median(bare)), taken, goal="<= 0.15"
    )
