"""Rows in; a table for people and JSON for programs out."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.timing import Pair

HEADER: Final = ("", "ours", "beside", "ratio", "±", "goal")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured.

    Attributes:
        part: Which part of the benchmark it belongs to.
        what: It, in words.
        ours: What ours takes, with its unit.
        beside: What it is held against, likewise; empty where there is nothing.
        ratio: The first through the second, or another figure of merit.
        spread: How much that varies.
        goal: What it ought to be: ``<= 1.05`` or ``>= 2000``; empty where nothing is asked.
    """

    part: str
    what: str
    ours: str
    beside: str = ""
    ratio: float | None = None
    spread: float | None = None
    goal: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """What the table shows."""
        ratio = "" if self.ratio is None else _short(self.ratio)
        spread = "" if not self.spread else _short(self.spread)
        return self.what, self.ours, self.beside, ratio, spread, self.goal


def compared(part: str, what: str, pair: Pair, *, goal: str = "", of: int = 1) -> Row:
    """A row of a pair of times, each that of so many."""
    return Row(part, what, seconds(pair.ours / of), seconds(pair.plain / of), pair.ratio, pair.spread, goal)


def seconds(time: float) -> str:
    """A time in a unit that fits."""
    for unit, factor in (("s", 1.0), ("ms", 1e3)):
        if time * factor >= 1:
            return f"{time * factor:.3g} {unit}"
    return f"{time * 1e6:.3g} µs"


def _short(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}" if abs(number) < 0.995 else f"{number:.3f}"  # noqa: PLR2004


def table(rows: Sequence[Row], *, header: bool = True) -> str:
    """Lines with columns below each other, each part below its name."""
    cells = [HEADER, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADER))]
    lines = [_line(HEADER, widths)] if header else []
    part = ""
    for row in rows:
        if row.part != part:
            part = row.part
            lines += ["", part]
        lines.append(_line(row.cells, widths))
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
    return ("  " + "  ".join(padded)).rstrip()


def machine() -> str:
    """What it was measured on, in one line."""
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    )


def as_json(rows: Sequence[Row], *, quick: bool) -> str:
    """All rows for programs."""
    document = {"machine": machine(), "quick": quick, "rows": [asdict(row) for row in rows]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
