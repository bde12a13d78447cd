"""Rules about the names that stages are given: BuildKit's own checks, with its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.checks.buildkit.places import at
from mkdocs_multistage.checks.subject import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Dockerfile, Stage

# BuildKit gives these names a meaning of their own (`reservedStageNames` in dockerfile2llb).
RESERVED = {
    "scratch": "the empty image",
    "context": "the build context",
}

# Longer ones are no examples, and the search is quadratic.
_MOST_STAGES_OF_A_BLOCK = 60


def duplicate_stage_names(subject: Subject) -> Iterator[Hit]:
    """Names that an earlier stage has already."""
    stages = subject.dockerfile.stages
    if subject.in_documentation and not subject.dockerfile.has_edges:
        return  # alternatives side by side may well share their names
    first: dict[str, Stage] = {}
    for stage in stages:
        if not stage.name:
            continue
        if stage.name not in first:
            first[stage.name] = stage
            continue
        if subject.in_documentation and starts_anew(subject.dockerfile, stage.index):
            continue
        earlier = first[stage.name]
        yield Hit(
            at(stage.instructions[0], stage.name_span),
            f"The stage of line {earlier.line} is already named `{stage.name}`: "
            f"`COPY --from={stage.name}` means this one, even above it. Give each stage its own name.",
        )


def starts_anew(dockerfile: Dockerfile, index: int) -> bool:
    """Whether another Dockerfile begins at or above a stage: a block may hold several.

    It does where no stage from there on uses an earlier one, and where what is above is complete in itself (its
    stages use one another) or a comment stands above the FROM. BuildKit looks names up in the whole file, so what
    counts as use is the nearest declaration above a reference.
    """
    stages = dockerfile.stages
    if len(stages) > _MOST_STAGES_OF_A_BLOCK:
        return False
    commented = {comment.span.line for comment in dockerfile.comments}
    for start in range(index, 0, -1):
        if _uses_earlier(stages, start):
            continue
        if stages[start].line - 1 in commented or any(_uses(stage) for stage in stages[:start]):
            return True
    return False


def _uses_earlier(stages: tuple[Stage, ...], start: int) -> bool:
    """Whether a stage from one on uses one before it."""
    declared: set[str] = set()
    for stage in stages[start:]:
        if stage.base_stage is not None and stage.base_stage < start:
            return True
        for ref in stage.references:
            if ref.stage is not None and ref.stage < start and ref.source.lower() not in declared:
                return True
        if stage.name:
            declared.add(stage.name)
    return False


def _uses(stage: Stage) -> bool:
    return stage.base_stage is not None or any(ref.stage is not None for ref in stage.references)


def reserved_stage_names(subject: Subject) -> Iterator[Hit]:
    """Names that mean something else to Docker."""
    for stage in subject.dockerfile.stages:
        if stage.name in RESERVED:
            yield Hit(
                at(stage.instructions[0], stage.name_span),
                f"`{stage.name}` is Docker's name for {RESERVED[stage.name]}, and from here on means this stage instead. "
                "Choose another name.",
            )
