"""Says what each stage is for: a resolved Dockerfile in, one role for each stage out.

`facts` gathers what can be seen of a stage (`shell` and `acts` tell what its commands do), `verdict` decides.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from mkdocs_multistage.roles.clues import evidence
from mkdocs_multistage.roles.facts import gather
from mkdocs_multistage.roles.model import ROLES, Evidence, Property, Role, StageRole
from mkdocs_multistage.roles.verdict import decide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.dockerfile import Dockerfile, Stage
    from mkdocs_multistage.roles.facts import Facts


def classify(dockerfile: Dockerfile, *, overrides: Mapping[str, Role] | None = None) -> tuple[StageRole, ...]:
    """The role of every stage, why, and what else holds of it.

    Args:
        dockerfile: A Dockerfile that was read; raises on none.
        overrides: Roles the author decided. A key is a stage's name, a pattern of `fnmatch` for it (case counts for
            nothing), or its index as digits. A name given in full comes before patterns, and of several patterns the
            first that fits counts.

    Returns:
        One answer for each stage, in file order.
    """
    lines = dockerfile.text.split("\n")
    facts = gather(dockerfile, lines)
    reachable = frozenset(dockerfile.targets[-1].reachable if dockerfile.targets else ())
    answers = []
    for f, (role, clues) in zip(facts, decide(facts), strict=True):
        decided = _override(f.stage, overrides) if overrides else None
        found = evidence(clues, lines) if decided is None else ()
        answers.append(StageRole(decided or role, found, _properties(f, reachable)))
    return tuple(answers)


def _override(stage: Stage, overrides: Mapping[str, Role]) -> Role | None:
    name = stage.name.lower()
    patterns = [(pattern.lower(), role) for pattern, role in overrides.items()]
    for exact in (name, str(stage.index)):
        for pattern, role in patterns:
            if exact and pattern == exact:
                return role
    return next((role for pattern, role in patterns if name and fnmatchcase(name, pattern)), None)


def _properties(f: Facts, reachable: frozenset[int]) -> tuple[Property, ...]:
    holds: tuple[tuple[Property, bool], ...] = (
        ("default-target", f.last),
        ("not-built", not f.last and f.stage.index not in reachable),
        ("minimal-base", f.minimal),
        ("cross-compiling", "BUILDPLATFORM" in f.stage.platform),
    )
    return tuple([name for name, held in holds if held])


__all__ = ["ROLES", "Evidence", "Property", "Role", "StageRole", "classify"]
