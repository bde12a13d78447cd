"""Many Dockerfiles, checked by several processes: paths in, what was found in each out, in the order of the paths.

Where a process can copy itself, as on Linux, its copies have all loaded already; elsewhere they load anew, and so
are worth it for more files only.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.cli.dockerfiles import check_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mkdocs_multistage.cli.run import Part
    from mkdocs_multistage.cli.settings import Settings

# Fewer are done before other processes have begun.
_FEWEST: Final = {"fork": 500, "spawn": 1_000}
# Of so many files the findings come back together.
_AT_ONCE: Final = 25


def cores() -> int:
    """How many processors there are for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def checked(
    files: Sequence[tuple[Path, str, bool]],
    settings: Settings,
    jobs: int,
    collect: Callable[[str, str], None] | None = None,
) -> Iterator[Iterator[Part]]:
    """What is found in each file; looked for while it is asked for.

    Args:
        files: Paths, how they are to be shown, and whether the user has named them.
        settings: What the command line decides.
        jobs: The most processes; 0 for as many as there are cores.
        collect: Is given the text of each, and its path as it is to be shown; here, so that no other process works.
    """
    check = partial(check_file, settings=settings, collect=collect)
    if collect is not None or jobs == 1 or len(files) < (2 if jobs else min(_FEWEST.values())):
        yield map(check, files)
        return
    import multiprocessing  # noqa: PLC0415 - takes its time to load, and most runs are done before that

    way = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    workers = jobs or (cores() if len(files) >= _FEWEST[way] else 1)
    if workers == 1:
        yield map(check, files)
        return
    with multiprocessing.get_context(way).Pool(workers, _leave_interrupts) as pool:
        yield pool.imap(check, files, _AT_ONCE)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that was called, which then ends the others."""
    import signal  # noqa: PLC0415 - as above

    signal.signal(signal.SIGINT, signal.SIG_IGN)
