"""Stages that a page renames from one version of its Dockerfile to the next.

In: the page's whole Dockerfiles in order. Out: renames, each a name that was and the name that is. A tutorial shows
its Dockerfile again and again, each time with a little more; where a stage changes its name on the way, the commands
and fragments further down may still use the old one.

Two Dockerfiles are versions of one only where every stage of the earlier is found in the later: by its name, or, with
another name, by its image and its steps. Alternatives side by side differ in what they run, and are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs_multistage.dockerfile import Dockerfile, Stage
    from mkdocs_multistage.markdown.examples import Example

# A page with more Dockerfiles or stages is no tutorial about one.
_MOST_VERSIONS: Final = 20
_MOST_STAGES: Final = 30


@record(frozen=True, slots=True)
class Rename:
    """A stage's new name.

    Attributes:
        old: The name that it had.
        new: The name that it has.
        order: The place of the version that renames it, among all fences.
        example: That version.
        stage: The stage there.
    """

    old: str
    new: str
    order: int
    example: Example
    stage: Stage


def find_renames(whole: Sequence[tuple[int, Example]]) -> list[Rename]:
    """The renames of a page that are still in force at its end, in order.

    A name that any other Dockerfile of the page has, or has again later, is not given: it may be meant. The same
    for a new name that was there before: the page goes to and fro between the two.
    """
    if not 1 < len(whole) <= _MOST_VERSIONS:
        return []
    found: list[Rename] = []
    for position, (order, later) in enumerate(whole):
        for _, earlier in whole[:position]:
            for old, stage in _renamed(earlier.analysis.dockerfile, later.analysis.dockerfile):
                found.append(Rename(old, stage.name, order, later, stage))
    return [rename for rename in found if _is_gone(rename, whole)]


def _is_gone(rename: Rename, whole: Sequence[tuple[int, Example]]) -> bool:
    """Whether no Dockerfile has the old name but versions before the renaming one."""
    for order, example in whole:
        names = {stage.name for stage in example.analysis.dockerfile.stages}
        if order < rename.order and rename.new in names:
            return False
        if rename.old not in names:
            continue
        if order >= rename.order:
            return False
        renamed = _renamed(example.analysis.dockerfile, rename.example.analysis.dockerfile)
        if (rename.old, rename.stage) not in renamed:
            return False
    return True


def _renamed(earlier: Dockerfile, later: Dockerfile) -> list[tuple[str, Stage]]:
    """The old names, with the stages that bear new ones; none where these are not versions of one Dockerfile."""
    if max(len(earlier.stages), len(later.stages)) > _MOST_STAGES or len(later.stages) < len(earlier.stages):
        return []
    names = {stage.name for stage in later.stages if stage.name}
    before = {stage.name for stage in earlier.stages if stage.name}
    # Only what has no name in common with the other version can be a pair.
    free = [stage for stage in later.stages if not stage.name or stage.name not in before]
    renamed: list[tuple[str, Stage]] = []
    for stage in earlier.stages:
        if stage.name and stage.name in names:
            continue
        alike = [other for other in free if _are_alike(stage, other)]
        if len(alike) != 1:
            return []
        free.remove(alike[0])
        if stage.name and alike[0].name:
            renamed.append((stage.name, alike[0]))
    return renamed


def _are_alike(one: Stage, other: Stage) -> bool:
    """Whether two stages start from the same image and do mostly the same, or one does all that the other does."""
    if _image(one) != _image(other):
        return False
    first, second = set(_steps(one)), set(_steps(other))
    common = first & second
    commands = [{step for step in steps if step.startswith("RUN ")} for steps in (first, second)]
    if any(commands) and not commands[0] & commands[1]:
        return False
    # Two thirds of the shorter.
    return bool(common) and 3 * len(common) >= 2 * min(len(first), len(second))


def _image(stage: Stage) -> str:
    path, slash, name = stage.resolved_base.lower().partition("@")[0].rpartition("/")
    return "" if stage.base_stage is not None else path + slash + name.partition(":")[0]


def _steps(stage: Stage) -> Iterator[str]:
    """What a stage does, without what it takes from others: that changes with their names."""
    referring = {id(reference.instruction) for reference in stage.references}
    for entry in stage.instructions[1:]:
        if id(entry) not in referring:
            yield f"{entry.keyword} {' '.join(entry.arguments.split())}"
