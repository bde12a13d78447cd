"""TooLarge: a text beyond the bounds, of which nothing was read, so that silence about it is no verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.checks.subject import Hit
from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject


def too_large(subject: Subject) -> Iterator[Hit]:
    """A text that was not read."""
    if not subject.dockerfile.complete:
        yield Hit(
            Span(1, 1, 1, 1),
            "This is larger than any Dockerfile should be, so it was not checked. Show the part that matters.",
        )
