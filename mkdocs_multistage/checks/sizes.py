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
    read = f"up to line {entries[-1].last_line} " if entries else ""
    yield Hit(
        Span(1, 1, 1, 1),
        f"This is too large to be examined as a whole: it was read {read}only, and nothing is said about the rest.",
    )
