"""Reads a Dockerfile as BuildKit does: text in, stages and references out.

`read_outline` and what belongs to it are loaded once they are asked for: few Dockerfiles on a page want an outline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile.model import (
    Comment,
    Dockerfile,
    Flag,
    Heredoc,
    Instruction,
    Problem,
    Reference,
    Span,
    Stage,
    Step,
    Target,
    Word,
)
from mkdocs_multistage.dockerfile.reader import read

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile.outline import Outline, TargetEntry, list_targets, read_outline
    from mkdocs_multistage.dockerfile.replay import BuildArgument, MountedId, Port

__all__ = [
    "BuildArgument",
    "Comment",
    "Dockerfile",
    "Flag",
    "Heredoc",
    "Instruction",
    "MountedId",
    "Outline",
    "Port",
    "Problem",
    "Reference",
    "Span",
    "Stage",
    "Step",
    "Target",
    "TargetEntry",
    "Word",
    "list_targets",
    "read",
    "read_outline",
]

_LATER: Final = {
    "BuildArgument": "replay",
    "MountedId": "replay",
    "Outline": "outline",
    "Port": "replay",
    "TargetEntry": "outline",
    "list_targets": "outline",
    "read_outline": "outline",
}


def __getattr__(name: str) -> object:
    """What is loaded only when it is asked for."""
    if name in _LATER:
        from importlib import import_module  # noqa: PLC0415 - as all here

        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
