"""What is to be built: an example in, the stages to build out, or the reason why it is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage import dockerfile as dockerfiles
from mkdocs_multistage.checks.blocks import first_gap
from mkdocs_multistage.checks.names import is_placeholder
from mkdocs_multistage.markdown.measured import stage_keys
from mkdocs_multistage.records import record
from mkdocs_multistage.render.picture import picture

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mkdocs_multistage.dockerfile import Dockerfile
    from mkdocs_multistage.markdown.collected import Collected

_NAME: Final = "mkdocs-multistage-{index}"
"""What a stage without a name is called in the copy that is built."""


@record(frozen=True, slots=True)
class Job:
    """A stage to build.

    Attributes:
        index: The stage's.
        key: What it is called in the record.
        name: What it is called in messages.
        target: What the engine is asked for; empty for the last stage.
    """

    index: int
    key: str
    name: str
    target: str


@record(frozen=True, slots=True)
class Plan:
    """What is to be done for one example.

    Attributes:
        example: The example.
        text: What is built: its text, with names for the stages in the middle that have none.
        jobs: The stages to build.
        hidden: Stages that no engine can be asked for, as they are called in messages.
        skipped: Why nothing is built; empty where something is.
    """

    example: Collected
    text: str = ""
    jobs: tuple[Job, ...] = ()
    hidden: tuple[str, ...] = ()
    skipped: str = ""


def make_plan(example: Collected, contexts: Collection[str]) -> Plan:
    """Decide what is built of an example.

    Args:
        example: The example.
        contexts: The named build contexts that there are.
    """
    reason = _reason_to_skip(example, contexts)
    if reason:
        return Plan(example, skipped=reason)
    dockerfile = example.analysis.dockerfile
    text, targets = _with_names(example.text, dockerfile)
    jobs: list[Job] = []
    hidden: list[str] = []
    for stage, key in zip(dockerfile.stages, stage_keys(dockerfile), strict=True):
        name = stage.name or f"stage {stage.index}"
        target = targets[stage.index]
        if target is None:
            hidden.append(name)
        else:
            jobs.append(Job(stage.index, key, name, target))
    return Plan(example, text, tuple(jobs), tuple(hidden))


def _reason_to_skip(example: Collected, contexts: Collection[str]) -> str:
    """Why an example is not built; empty where it is."""
    analysis, options = example.analysis, example.options
    if analysis.kind != "dockerfile":
        return "not a whole Dockerfile"
    if options is not None:
        marks = (
            ('marked expect="…"', bool(options.expect)),
            ('marked check="off"', not options.check),
            ('marked measure="off"', not options.measure),
            ("with sizes in the header", bool(options.sizes)),
            ("without a drawing", options.diagram == "off" or _is_not_drawn(example)),
            ("with lines left out", first_gap(example.text) is not None),
        )
        marked = next((reason for reason, applies in marks if applies), "")
        if marked:
            return marked
    names = _images(analysis.dockerfile)
    if any(is_placeholder(name, in_documentation=options is not None) for name in names):
        return "with placeholders"
    # A misspelt stage would be pulled from a registry, under a name that anybody may have taken.
    if analysis.is_refused or any(finding.rule == "UnknownStage" for finding in analysis.findings):
        return "with mistakes, which `mkdocs-multistage check` explains"
    missing = {name.lower() for name in analysis.contexts} - {name.lower() for name in contexts}
    needed = sorted({name.lower() for name in names} & missing)
    return f"missing --build-context {needed[0]}=…" if needed else ""


def _images(dockerfile: Dockerfile) -> list[str]:
    """What its stages take that is no stage of it."""
    return [
        name
        for stage in dockerfile.stages
        for name in (
            *([stage.resolved_base or stage.base] if stage.base_stage is None else []),
            *(reference.source for reference in stage.references if reference.stage is None),
        )
    ]


def _is_not_drawn(example: Collected) -> bool:
    return picture(example.analysis, connected=not example.analysis.is_connected) is None


def _with_names(text: str, dockerfile: Dockerfile) -> tuple[str, list[str | None]]:
    """The text with a name for each stage in the middle that has none, and by what each stage is asked for."""
    stages = dockerfile.stages
    last_of = {stage.name: stage.index for stage in stages if stage.name}
    targets: list[str | None] = [
        (stage.name if last_of[stage.name] == stage.index else None) if stage.name else "" for stage in stages
    ]
    unnamed = [stage.index for stage in stages[:-1] if not stage.name]
    if not unnamed:
        return text, targets
    names = {index: _NAME.format(index=index) for index in unnamed}
    named = _named(text, names)
    read = dockerfiles.read(named).stages
    # A FROM that does not end where it seems to is left as it is, and its stage unmeasured.
    is_same = len(read) == len(stages) and all(
        new.base == old.base and new.name == names.get(old.index, old.name)
        for new, old in zip(read, stages, strict=True)
    )
    for index in unnamed:
        targets[index] = names[index] if is_same else None
    return (named if is_same else text), targets


def _named(text: str, names: dict[int, str]) -> str:
    """The text with ``AS name`` behind the FROM of these stages."""
    lines = text.split("\n")
    for stage in dockerfiles.read(text).stages:
        if stage.index in names:
            span = stage.instructions[0].span
            line = lines[span.end_line - 1]
            lines[span.end_line - 1] = (
                f"{line[: span.end_column - 1]} AS {names[stage.index]}{line[span.end_column - 1 :]}"
            )
    return "\n".join(lines)


def is_copy_needed(plan: Plan) -> bool:
    """Whether what is built is not the file as it is."""
    return plan.example.options is not None or plan.text != plan.example.text


def count_jobs(plans: Sequence[Plan]) -> int:
    """How many stages are to be built."""
    return sum(len(plan.jobs) for plan in plans)
