"""Says what each stage is for: a resolved Dockerfile in, one role for each stage out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.roles.model import ROLES, Evidence, Property, Role, StageRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.dockerfile import Dockerfile


def classify(dockerfile: Dockerfile, *, overrides: Mapping[str, Role] | None = None) -> tuple[StageRole, ...]:
    """PROVISIONAL: the last stage runs, the others build."""
    last = len(dockerfile.stages) - 1
    return tuple(StageRole("runtime" if s.index == last else "build") for s in dockerfile.stages)


__all__ = ["ROLES", "Evidence", "Property", "Role", "StageRole", "classify"]
