"""`check` on thousands of plain Dockerfiles: files a second, memory, and what more cores give."""

from __future__ import annotations

import os
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.inputs import dockerfile
from benchmarks.report import Row
from benchmarks.timing import Usage, python, python_and_memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.scale import Scale

_PART: Final = "`check` on Dockerfiles"
_IN_A_FOLDER: Final = 100
_TURNS: Final = 3


def write(folder: Path, files: int) -> None:
    """So many Dockerfiles, in folders."""
    for number in range(files):
        place = folder / f"service-{number // _IN_A_FOLDER}"
        if number % _IN_A_FOLDER == 0:
            place.mkdir(parents=True)
        (place / f"Dockerfile.{number}").write_text(dockerfile(number), encoding="utf-8")


def measure(folder: Path, scale: Scale) -> Iterator[Row]:
    """The rows of the command."""
    files = folder / "dockerfiles"
    write(files, scale.files)
    cores = os.cpu_count() or 1
    runs: dict[int, list[Usage]] = {1: [], cores: []}
    for _ in range(_TURNS):
        for jobs, taken in runs.items():
            taken.append(python("-m", "mkdocs_multistage.cli", "check", "-q", "--jobs", str(jobs), ".", folder=files))
    start = median(python("-m", "mkdocs_multistage.cli", "check", "--help").cpu for _ in range(_TURNS))
    one = median(usage.cpu for usage in runs[1])
    rate = scale.files / (one - start)
    of_all = f"{scale.files:,} files, one core"
    yield Row(_PART, of_all, f"{rate:,.0f} files/s", f"{one:.2f} s, {start:.2f} s to start", rate, goal=">= 2000")
    command = ("mkdocs_multistage.cli", "check", "-q", "--jobs", "1", ".")
    _, memory = python_and_memory(folder / "peak", *command, folder=files)
    yield Row(_PART, f"{of_all}: peak memory", f"{memory:.0f} MiB")
    if cores > 1:
        ratios = [alone.wall / together.wall for alone, together in zip(runs[1], runs[cores], strict=True)]
        wall = median(usage.wall for usage in runs[cores])
        what = f"{scale.files:,} files, {cores} cores"
        alone = median(usage.wall for usage in runs[1])
        yield Row(
            _PART,
            f"{what}: on the clock",
            f"{scale.files / wall:,.0f} files/s",
            f"{scale.files / alone:,.0f} files/s",
            median(ratios),
        )
