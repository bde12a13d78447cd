"""The ``# check=`` directive itself: what it says, and where it says something else than options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.checks.buildkit.options import Options, parse
from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Dockerfile


def options_of(dockerfile: Dockerfile) -> tuple[Options, str | None]:
    """The options at the top of a Dockerfile, and the part of them that is none."""
    # BuildKit reads up to the first space.
    value = dockerfile.directives.get("check", "").partition(" ")[0]
    try:
        return parse(value), None
    except ValueError as error:
        return Options(), str(error)


def place_of(dockerfile: Dockerfile) -> Span:
    """Where the directive stands."""
    for comment in dockerfile.comments:
        if comment.text.lower().startswith("check"):
            return comment.span
    return Span(1, 1, 1, 1)
