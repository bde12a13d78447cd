"""Paths, as they are shown to people."""

from __future__ import annotations

from pathlib import Path


def shown_path(path: str) -> str:
    """A path that a terminal or an editor can open: from the working directory, or else the whole."""
    whole, here = Path(path).absolute(), Path.cwd()
    if whole.is_relative_to(here):
        return whole.relative_to(here).as_posix()
    # Links are followed only where that brings the file below the working directory.
    real, here = whole.resolve(), here.resolve()
    return real.relative_to(here).as_posix() if real.is_relative_to(here) else whole.as_posix()
