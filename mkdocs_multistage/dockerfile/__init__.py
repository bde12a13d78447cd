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
from mkdocs_multistage.dockerfile.reader import read

__all__ = [
    "Comment",
    "Dockerfile",
    "Flag",
    "Heredoc",
    "Instruction",
    "Problem",
    "Reference",
    "Span",
    "Stage",
    "Target",
    "Word",
    "read",
]
