"""Checks of variables: undefined ones, defaults that make no image, secrets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.buildkit.places import at, of_variables, of_word
from mkdocs_multistage.checks.pardons import has_foreign_syntax
from mkdocs_multistage.checks.subject import Hit, quoted
from mkdocs_multistage.dockerfile.images import SCRATCH, image_error
from mkdocs_multistage.dockerfile.limits import TooLargeError
from mkdocs_multistage.dockerfile.shell import Expansion, ExpansionError, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mkdocs_multistage.checks.subject import Subject

# Words of a variable's name that say that its value is secret, and those that say that it is not after all.
# (BuildKit's `getSecretsRegex`.)
_SECRET = re.compile(
    r"(?:_|\A)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|\Z)", re.IGNORECASE
)
_NO_SECRET = re.compile(r"(?:_|\A)(?:public|file|version)(?:_|\Z)", re.IGNORECASE)


def undefined_variables(subject: Subject) -> Iterator[Hit]:
    """Variables that nothing in the stage, or below it, sets."""
    for step in subject.dockerfile.steps:
        places = of_variables(step.instruction) if step.undefined else {}
        for name in step.undefined:
            meant = subject.likely.among(name, step.known, key=step.place.line)
            hint = f" Did you mean `${meant}`?" if meant else ""
            own = step.place is step.instruction
            yield Hit(
                at(step.place, places.get(name) if own else None),
                f"`${name}` is not set by ENV or ARG in this stage or in the stages it is built on, so it is empty"
                f"{_unless_set(step.stage, subject)}.{hint}",
                comments=step.instruction.comments if own else (),
            )


def _unless_set(stage: int, subject: Subject) -> str:
    """What only the base image could change."""
    image = subject.images[stage].resolved_base
    return "" if image in {"", SCRATCH} else f", unless {quoted(image)} sets it"


def undefined_args_in_from(subject: Subject) -> Iterator[Hit]:
    """Variables in FROM that no ARG above the first FROM declares."""
    if "$" not in subject.dockerfile.text:
        return
    values = subject.dockerfile.global_arguments
    declared = dict.fromkeys(
        word.text.partition("=")[0]
        for entry in subject.before_first_from()
        if entry.keyword == "ARG"
        for word in entry.words
    )
    names = (*declared, *values)
    for stage in subject.dockerfile.stages:
        entry = stage.instructions[0]
        for text in (stage.base, stage.platform):
            if "$" not in text:
                continue
            for name in _expand(text, values, subject).unmatched:
                if name in declared or name in values:
                    continue
                meant = subject.likely.among(name, names)
                hint = f" Did you mean `{meant}`?" if meant else ""
                yield Hit(
                    at(entry, of_variables(entry).get(name)),
                    f"No ARG above the first FROM declares {quoted(name)}, so it is not set here.{hint or ' Declare it there.'}",
                    comments=entry.comments,
                )


def invalid_default_args(subject: Subject) -> Iterator[Hit]:
    """A FROM that names no image unless `--build-arg` is given."""
    values = subject.dockerfile.global_arguments
    for stage in () if has_foreign_syntax(subject.dockerfile) else subject.dockerfile.stages:
        try:
            base = _expand(stage.base, values, subject, strict=True).text
        except (ExpansionError, TooLargeError):
            return  # as BuildKit does
        if image_error(base):
            shown = quoted(base) if base else "empty"
            yield Hit(
                at(stage.instructions[0], stage.base_span),
                f"Without `--build-arg`, {quoted(stage.base)} is {shown}, which is not an image. Give its ARG a default.",
            )


def secrets(subject: Subject) -> Iterator[Hit]:
    """Names of ENV and ARG that promise a secret."""
    for step in subject.dockerfile.steps:
        if step.instruction.keyword not in {"ARG", "ENV"}:
            continue
        for name in step.names:
            if _SECRET.search(name) and not _NO_SECRET.search(name):
                own = step.place is step.instruction
                yield Hit(
                    at(step.place, of_word(step.instruction, name) if own else None),
                    f"{quoted(name)} looks like a secret, and anyone who has the image can read it. "
                    "Use `RUN --mount=type=secret`.",
                    comments=step.instruction.comments if own else (),
                )


def _expand(text: str, values: Mapping[str, str], subject: Subject, *, strict: bool = False) -> Expansion:
    try:
        return expand(text, values, subject.dockerfile.directives.get("escape", "\\"))
    except (ExpansionError, TooLargeError):
        if strict:
            raise
        return Expansion(text)
