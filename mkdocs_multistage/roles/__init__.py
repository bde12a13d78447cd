"""Says what each stage is for: a resolved Dockerfile in, one role for each stage out.

`facts` gathers what can be seen of a stage (`shell` and `acts` tell what its commands do), `verdict` decides.
"""

from __future__ import annotations

import re
from fnmatch import translate
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.roles.clues import evidence
from mkdocs_multistage.roles.facts import gather
from mkdocs_multistage.roles.model import ROLES, Evidence, Property, Role, StageRole
from mkdocs_multistage.roles.verdict import decide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.dockerfile import Dockerfile, Stage
    from mkdocs_multistage.roles.facts import Facts


_WILD: Final = re.compile(r"[*?[]")


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
    override = _Overrides(overrides) if overrides else None
    answers = []
    for f, (role, clues) in zip(facts, decide(facts), strict=True):
        decided = override.of(f.stage) if override else None
        found = evidence(clues, lines) if decided is None else ()
        answers.append(StageRole(decided or role, found, _properties(f, reachable)))
    return tuple(answers)


class _Overrides:
    """Roles that the author decided, ready to be asked for each of many stages."""

    def __init__(self, overrides: Mapping[str, Role]) -> None:
        self._exact: dict[str, Role] = {}
        self._patterns: list[tuple[re.Pattern[str], Role]] = []
        for pattern, role in overrides.items():
            lowered = pattern.lower()
            self._exact.setdefault(lowered, role)
            if _WILD.search(lowered):
                self._patterns.append((re.compile(translate(lowered)), role))

    def of(self, stage: Stage) -> Role | None:
        """What they say of a stage; ``None`` where that is nothing."""
        name = stage.name.lower()
        decided = (name and self._exact.get(name)) or self._exact.get(str(stage.index))
        return decided or next((role for pattern, role in self._patterns if name and pattern.match(name)), None)


def _properties(f: Facts, reachable: frozenset[int]) -> tuple[Property, ...]:
    holds: tuple[tuple[Property, bool], ...] = (
        ("default-target", f.last),
        ("not-built", not f.last and f.stage.index not in reachable),
        ("minimal-base", f.minimal),
        ("cross-compiling", "BUILDPLATFORM" in f.stage.platform),
    )
    return tuple([name for name, held in holds if held])


__all__ = ["ROLES", "Evidence", "Property", "Role", "StageRole", "classify"]
