"""The ``# check=`` directive at the top: what it says, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.checks.buildkit.options import Options, parse
from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Dockerfile


def options_of(dockerfile: Dockerfile) -> Options:
    """The options at the top of a Dockerfile. The reader reports those that are none."""
    try:
        return parse(dockerfile.directives.get("check", ""))
    except ValueError:
        return Options()


def place_of(dockerfile: Dockerfile) -> Span:
    """Where the directive stands."""
    for comment in dockerfile.comments:
        if comment.text.lower().startswith("check"):
            return comment.span
    return Span(1, 1, 1, 1)
