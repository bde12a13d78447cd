"""Dockerfile examples in documentation: drawn, badged and checked.

The public surface is [`analyze`][mkdocs_multistage.analyze] and what it returns; the Markdown
extension ``multistage``, the MkDocs plugin ``multistage`` and the command are built on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_multistage.analysis import Analysis, analyze

__version__ = "0.1.0"

__all__ = ["Analysis", "__version__", "analyze"]


def __getattr__(name: str) -> object:
    """`Analysis` and `analyze` once they are asked for: the command's ``--version`` need not load the house."""
    if name in {"Analysis", "analyze"}:
        from mkdocs_multistage import analysis  # noqa: PLC0415 - see above

        return getattr(analysis, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
