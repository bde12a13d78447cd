"""Times: functions and processes in; medians of several turns out.

What is compared takes turns, so that a machine that gets slower in the middle slows both. Times are seconds of the CPU
unless they say otherwise: what other programs do at the same time then counts for little.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Material tells everybody who builds of MkDocs's future. Bytecode is written whatever this process was told: a package
# that pip installs has it, and one that is compiled at every start would be measured by its compiler.
_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONHASHSEED": "0",
}


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took.

    Attributes:
        cpu: Seconds of the CPU, those of its children included.
        wall: Seconds on the clock.
    """

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things measured in turns.

    Attributes:
        ours: The median of the one.
        plain: The median of the other.
        ratio: The median of the turns' ratios.
        spread: Half of what the middle half of these ratios covers; 0 for a single turn.
    """

    ours: float
    plain: float
    ratio: float
    spread: float


def run(command: Sequence[str], folder: Path | None = None, data: bytes = b"") -> Usage:
    """Run a program to its end.

    Args:
        command: The program and its arguments; exit code 1 is one that found something.
        folder: Where.
        data: For its standard input.

    Raises:
        RuntimeError: It failed.
    """
    start = perf_counter()
    process = subprocess.Popen(  # noqa: S603 - programs named in this folder
        command,
        cwd=folder,
        env=_ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None  # noqa: S101 - for the type checker
    process.stdin.write(data)
    process.stdin.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} failed with exit code {process.returncode}.")
    return Usage(used.ru_utime + used.ru_stime, perf_counter() - start)


def python(*arguments: str, folder: Path | None = None) -> Usage:
    """Run Python."""
    return run([sys.executable, *arguments], folder)


def python_and_memory(note: Path, *arguments: str, folder: Path | None = None) -> tuple[Usage, float]:
    """Run a module, as `python -m` does; what it took, and the most memory that it held, in MiB.

    Args:
        note: A file for the figure.
        arguments: The module, and its arguments.
        folder: Where.
    """
    # By its path: the folder that it is run in need not be that of the benchmark.
    used = python(str(Path(__file__).with_name("peak.py")), str(note), *arguments, folder=folder)
    return used, float(note.read_text(encoding="utf-8"))


def cpu(work: Callable[[], object]) -> float:
    """The time that a call takes in this process."""
    start = process_time()
    work()
    return process_time() - start


def in_turns(ours: Callable[[], float], plain: Callable[[], float], turns: int) -> Pair:
    """Measure two things alternately, each first in every other turn."""
    times: list[tuple[float, float]] = []
    for turn in range(turns):
        if turn % 2:
            second = plain()
            times.append((ours(), second))
        else:
            first = ours()
            times.append((first, plain()))
    return pair(times)


def pair(times: Sequence[tuple[float, float]]) -> Pair:
    """The medians of turns that were measured: ours, and what it is held against."""
    ratios = sorted(first / second for first, second in times)
    quarter = len(ratios) // 4
    spread = (ratios[-1 - quarter] - ratios[quarter]) / 2
    return Pair(median(first for first, _ in times), median(second for _, second in times), median(ratios), spread)
