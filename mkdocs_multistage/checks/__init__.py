"""Holds a Dockerfile against the rules: a parsed Dockerfile in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mkdocs_multistage.checks.finding import Finding, Level, Origin

if TYPE_CHECKING:
    from collections.abc import Collection

    from mkdocs_multistage.dockerfile import Dockerfile

Scope = Literal["file", "example"]


def check(dockerfile: Dockerfile, *, scope: Scope = "file", contexts: Collection[str] = ()) -> tuple[Finding, ...]:
    """PROVISIONAL: no rules yet."""
    return ()


__all__ = ["Finding", "Level", "Origin", "Scope", "check"]
