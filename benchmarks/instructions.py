"""Instructions of the processor, counted by Valgrind: the same on a busy machine as on a quiet one, and counted slowly.

Times say more to whoever waits, for an instruction that waits for memory takes longer than others. Counts say what a
change was worth where times differ from minute to minute.

Run as a program under Valgrind, it works off so many blocks: `python -m benchmarks.instructions ours 100`.
"""

from __future__ import annotations

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import blocks
from benchmarks.builds import KINDS, Site, command
from benchmarks.inputs import dockerfile
from benchmarks.report import Row
from benchmarks.timing import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.scale import Scale

_ROOT: Final = Path(__file__).parent.parent
_PART: Final = "Instructions of the processor"
_WORK: Final[dict[str, Callable[[str, str], object]]] = {
    "Pygments": lambda text, _: blocks.highlighted(text),
    "ours": blocks.worked_off,
}
# The difference of two counts is that of so many blocks: what comes before the first is not counted, nor is what the
# interpreter has learnt by then.
_BLOCKS: Final = (100, 200)


def measure(folder: Path, scale: Scale) -> Iterator[Row]:
    """The rows of one block and of builds, each counted once."""
    if not shutil.which("valgrind"):
        yield Row(_PART, "not installed: valgrind", "")
        return
    with ThreadPoolExecutor(os.cpu_count()) as both:

        def counted(*work: tuple[str, ...]) -> Iterator[int]:
            notes = [folder / f"count-{place}" for place in range(len(work))]
            return both.map(_counted, notes, work)

        work = [("benchmarks.instructions", name, str(count)) for name in ("Pygments", "ours") for count in _BLOCKS]
        few, many, few_of_both, many_of_both = counted(*work)
        each, of_both = (
            (more - less) / (_BLOCKS[1] - _BLOCKS[0]) for less, more in ((few, many), (few_of_both, many_of_both))
        )
        yield _row("one block, beside its highlighting by Pygments", of_both - each, each, "")
        for what, blocks_of_a_page, every, goal in KINDS:
            for pages in scale.pages:
                made = Site.made(folder / f"{blocks_of_a_page}-{every}-{pages}", pages, blocks_of_a_page, every)
                ours, plain = counted(*(_absolute(made.folder, name) for name in ("with", "without")))
                yield _row(f"a build of {pages:,} pages{what}", ours, plain, goal)


def _absolute(folder: Path, name: str) -> tuple[str, ...]:
    """The command of a build that is run elsewhere."""
    return tuple(str(folder / part) if part.endswith(".yml") else part for part in command(folder, name, name))


def _row(what: str, ours: float, plain: float, goal: str) -> Row:
    return Row(_PART, what, f"{ours / 1e6:,.1f} M", f"{plain / 1e6:,.1f} M", ours / plain, goal=goal)


def _counted(note: Path, work: tuple[str, ...]) -> int:
    """How many instructions a module takes with its arguments."""
    valgrind = ("valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={note}")
    run([*valgrind, sys.executable, "-m", *work], _ROOT)
    last = note.read_text(encoding="utf-8").rstrip().rpartition("\n")[2]
    return int(last.removeprefix("summary:"))


if __name__ == "__main__":
    for _number in range(int(sys.argv[2])):
        _text = dockerfile(_number)
        _WORK[sys.argv[1]](_text, blocks.highlighted(_text) if sys.argv[1] == "ours" else "")
