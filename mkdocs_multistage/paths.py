"""Paths: as they are shown to people, and where links lead from them."""

from __future__ import annotations

import os
from pathlib import Path


def shown_path(path: str) -> str:
    """A path that a terminal or an editor can open: from the working directory, or else the whole."""
    try:
        whole, here = Path(path).absolute(), Path.cwd()
    except FileNotFoundError:  # the working directory was removed
        return Path(path).as_posix()
    if whole.is_relative_to(here):
        return whole.relative_to(here).as_posix()
    # Links are followed only where that brings the file below the working directory.
    real, here = Path(real_path(whole)), Path(real_path(here))
    return real.relative_to(here).as_posix() if real.is_relative_to(here) else whole.as_posix()


def real_path(path: str | Path) -> str:
    """Where links lead from a path; the absolute path itself where they lead on and on, so that nothing can be read there."""
    try:
        return os.path.realpath(path)
    except RecursionError:  # Python follows each link of a long chain in a call of its own
        return os.path.abspath(path)  # noqa: PTH100 - `Path.absolute` keeps the dots
    except OSError:  # the working directory was removed
        return os.path.normpath(path)
