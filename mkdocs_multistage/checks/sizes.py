"""TooLarge: a text of which only a part was read, so that silence about the rest is no verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.checks.subject import Hit
from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject


def too_large(subject: Subject) -> Iterator[Hit]:
    """A text that was not read to its end."""
    if subject.dockerfile.complete:
        return
    entries = subject.dockerfile.instructions
    read = f"was read up to line {entries[-1].last_line} only" if entries else "was not read"
    yield Hit(
        Span(1, 1, 1, 1),
        f"This is larger than any Dockerfile ought to be, and {read}: nothing is said about what it holds.",
    )
