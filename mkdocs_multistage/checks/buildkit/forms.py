"""Checks of how instructions are written: outdated forms, repeated ones, blank lines inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.buildkit.places import at
from mkdocs_multistage.checks.subject import Hit, quoted
from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Instruction, Stage, Step

_ONCE = frozenset({"CMD", "ENTRYPOINT", "HEALTHCHECK"})
# What Windows images are called, Microsoft's own and those of others by what they are built on.
_WINDOWS = re.compile(r"\Amcr\.microsoft\.com/windows[/:@]|nanoserver|windowsservercore|[:-]ltsc20[0-9]{2}\b")
_IN_JSON = frozenset({"CMD", "ENTRYPOINT"})


def no_empty_continuation(subject: Subject) -> Iterator[Hit]:
    """Blank lines inside an instruction."""
    for entry in subject.dockerfile.instructions:
        if entry.blank_line is not None:
            line = entry.blank_line
            yield Hit(
                Span(line, 1, line, 1),
                f"This {entry.keyword} has a blank line inside it. Docker skips it for now but will refuse it one day: "
                "remove it, or end the instruction above it.",
            )


def maintainer_deprecated(subject: Subject) -> Iterator[Hit]:
    """MAINTAINER."""
    for entry in subject.dockerfile.instructions:
        if entry.keyword == "MAINTAINER":
            yield Hit(
                at(entry),
                "MAINTAINER is deprecated. Write `LABEL org.opencontainers.image.authors=…` instead.",
                comments=entry.comments,
            )


def json_args_recommended(subject: Subject) -> Iterator[Hit]:
    """CMD and ENTRYPOINT in shell form, where no SHELL says that this is meant."""
    for step in subject.dockerfile.steps:
        if step.instruction.keyword in _IN_JSON and not step.shell_is_set and not step.instruction.is_json:
            yield _hit(
                step,
                f"This {step.instruction.keyword} runs in a shell, which does not pass on signals such as the one from `docker stop`. "
                'Write it as a JSON list: `["program", "argument"]`.',
            )


def legacy_key_value_format(subject: Subject) -> Iterator[Hit]:
    """ENV and LABEL with a space between name and value."""
    for step in subject.dockerfile.steps:
        if step.is_legacy:
            keyword = step.instruction.keyword
            yield _hit(
                step, f"`{keyword} name value` is the old form of this instruction. Write `{keyword} name=value`."
            )


def workdir_relative_path(subject: Subject) -> Iterator[Hit]:
    """A first WORKDIR whose path starts somewhere in the base image."""
    for step in subject.dockerfile.steps:
        if step.instruction.keyword != "WORKDIR" or step.workdir_is_set:
            continue
        path = step.words[0] if step.words else ""
        if path.startswith("/") or (_is_windows_path(path) and _is_for_windows(step.stage, subject)):
            continue
        shown = f"{quoted(step.instruction.arguments)} expands to nothing here, which" if not path else quoted(path)
        yield _hit(
            step,
            f"{shown} is relative to the working directory of the base image, and moves when that changes. "
            "Write an absolute path.",
        )


def _is_for_windows(stage: int, subject: Subject) -> bool:
    """Whether a stage is one of Windows: by its platform, or its image."""
    origin = subject.images[stage]
    return origin.platform.startswith("windows") or _WINDOWS.search(origin.resolved_base) is not None


def _is_windows_path(path: str) -> bool:
    return path[1:2] == ":" or path.startswith("\\")


def multiple_instructions_disallowed(subject: Subject) -> Iterator[Hit]:
    """A CMD, ENTRYPOINT or HEALTHCHECK that a later one of its stage replaces."""
    seen: dict[tuple[int, str], Step] = {}
    for step in subject.dockerfile.steps:
        if step.instruction.keyword not in _ONCE:
            continue
        key = (step.stage, step.instruction.keyword)
        earlier = seen.get(key)
        if earlier is not None:
            yield Hit(
                at(earlier.place),
                f"Only the last {step.instruction.keyword} of a stage counts, and that is on line {step.place.line}.",
                comments=step.instruction.comments,
            )
        seen[key] = step


def invalid_definition_description(subject: Subject) -> Iterator[Hit]:
    """A comment above FROM or ARG that does not start with the name it describes (experimental)."""
    stages = {id(stage.instructions[0]): stage for stage in subject.dockerfile.stages}
    for entry in subject.dockerfile.instructions:
        names = _defined(entry, stages.get(id(entry))) if entry.comments else []
        if not names:
            continue
        comment = entry.comments[-1]
        if comment.split(" ")[0] not in names:
            shown = names[0] if len(names) == 1 else "<name>"
            yield Hit(
                at(entry),
                f"The comment above describes {quoted(names[0])} to Docker only if it starts with the name: "
                f"`# {shown} …`. If it is not a description, leave a blank line after it.",
                comments=entry.comments,
            )


def _defined(entry: Instruction, stage: Stage | None) -> list[str]:
    """The names that an instruction defines: of the stage that it begins, or of arguments."""
    if entry.keyword == "ARG":
        return [word.text.partition("=")[0] for word in entry.words]
    return [stage.name] if stage is not None and stage.name else []


def _hit(step: Step, message: str, span: Span | None = None) -> Hit:
    own = step.place is step.instruction
    return Hit(at(step.place, span if own else None), message, comments=step.instruction.comments if own else ())
