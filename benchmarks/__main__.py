"""`python -m benchmarks`: measures, prints a table as it grows, and writes the figures as JSON."""

from __future__ import annotations

import argparse
import compileall
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

import mkdocs_multistage
from benchmarks import blocks, builds, checking, growth, instructions, report, rivals, startup
from benchmarks.scale import FULL, QUICK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from benchmarks.report import Row
    from benchmarks.scale import Scale

_PARTS: Final[dict[str, Callable[[Path, Scale], Iterable[Row]]]] = {
    "startup": lambda _, __: startup.measure(),
    "blocks": lambda _, scale: blocks.measure(scale),
    "check": checking.measure,
    "builds": builds.measure,
    "site": builds.measure_check,
    "serve": builds.measure_serve,
    "rivals": rivals.measure,
    "growth": growth.measure,
    "instructions": instructions.measure,
}
# What takes too long to be measured unless somebody asks for it.
_ASKED_FOR: Final = {"instructions"}


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how fast mkdocs-multistage is.")
    parser.add_argument("--quick", action="store_true", help="small inputs and few turns: under a minute")
    parser.add_argument("--only", action="append", choices=list(_PARTS), help="measure this part; repeatable")
    parser.add_argument("--json", type=Path, help="where to write the figures (benchmarks.json, unless --quick)")
    parser.add_argument("--pages", type=int, action="append", help="how large the sites are; repeatable")
    options = parser.parse_args()
    scale = QUICK if options.quick else FULL
    if options.pages:
        scale = replace(scale, pages=tuple(options.pages))
    compileall.compile_dir(Path(mkdocs_multistage.__file__).parent, quiet=1)
    start = perf_counter()
    rows: list[Row] = []
    for name in options.only or [name for name in _PARTS if name not in _ASKED_FOR]:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)  # noqa: T201 - a program for a terminal
        with TemporaryDirectory(prefix="multistage-benchmark-") as folder:
            rows += _PARTS[name](Path(folder), scale)
    took = f"{perf_counter() - start:.0f} s"
    print(f"{report.machine()}{', quick' if options.quick else ''}; measured in {took}\n\n{report.table(rows)}")  # noqa: T201
    target = options.json or (None if options.quick else Path("benchmarks.json"))
    if target is not None:
        target.write_text(report.as_json(rows, quick=options.quick), encoding="utf-8")


if __name__ == "__main__":
    main()
