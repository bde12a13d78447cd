"""Reads a Dockerfile as BuildKit does: text in, stages and references out."""

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
    Target,
    Word,
)
from mkdocs_multistage.dockerfile.outline import Outline, TargetEntry, list_targets, outline
from mkdocs_multistage.dockerfile.reader import read
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
    "Target",
    "TargetEntry",
    "Word",
    "list_targets",
    "outline",
    "read",
]
