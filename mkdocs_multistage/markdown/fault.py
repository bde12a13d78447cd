"""Faults of our own, told so that they can be found: an exception in, one line for the author out."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

from mkdocs_multistage import __version__
from mkdocs_multistage.checks.addresses import DISTRIBUTION, issues_url
from mkdocs_multistage.printable import harmless, printable

_PACKAGE: Final = Path(__file__).parent.parent
_LONGEST: Final = 200


def message(where: str, error: Exception) -> str:
    """What to tell an author whose example is shown as if there were no plugin.

    Args:
        where: The page and line of the example.
        error: What went wrong.
    """
    said = f"{type(error).__name__}: {error}".removesuffix(": ")
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    url = issues_url()
    text = (
        f"{where}: {DISTRIBUTION} {__version__} failed on this example, which stays plain code or unchecked "
        f"({said}{_place(error)}). This is a bug. "
        f"Please report it with the example{f' at {url}' if url else ' to the project'}."
    )
    return harmless(printable(text))


def _place(error: Exception) -> str:
    """Where in the package it was raised, such as `` in render/code.py:120``."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    if not ours:
        return ""
    return f" in {Path(ours[-1].filename).relative_to(_PACKAGE).as_posix()}:{ours[-1].lineno}"
