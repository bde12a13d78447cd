"""Rules about the names that stages are given: BuildKit's own checks, with its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.checks.subject import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Stage

# BuildKit gives these names a meaning of their own (`reservedStageNames` in dockerfile2llb).
RESERVED = {
    "scratch": "the empty image",
    "context": "the build context",
}


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
        if subject.in_documentation and starts_anew(stages, stage.index):
            continue
        earlier = first[stage.name]
        yield Hit(
            stage.name_span or stage.span,
            f"The stage of line {earlier.line} is named `{stage.name}` already: "
            f"`COPY --from={stage.name}` means this one, even above it. Give each stage its own name.",
        )


def starts_anew(stages: tuple[Stage, ...], index: int) -> bool:
    """Whether no stage from this one on uses an earlier one: several Dockerfiles stand in one block.

    BuildKit looks names up in the whole file, so what counts here is the nearest declaration above a reference.
    """
    declared: set[str] = set()
    for stage in stages[index:]:
        if stage.base_stage is not None and stage.base_stage < index:
            return False
        for ref in stage.references:
            if ref.stage is not None and ref.stage < index and ref.source.lower() not in declared:
                return False
        if stage.name:
            declared.add(stage.name)
    return True


def reserved_stage_names(subject: Subject) -> Iterator[Hit]:
    """Names that mean something else to Docker."""
    for stage in subject.dockerfile.stages:
        if stage.name in RESERVED:
            yield Hit(
                stage.name_span or stage.span,
                f"`{stage.name}` is Docker's name for {RESERVED[stage.name]}, and from here on means this stage instead. "
                "Choose another name.",
            )
