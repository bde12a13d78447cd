"""Checks of FROM's ``--platform``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.checks.buildkit.places import at
from mkdocs_multistage.checks.subject import Hit, quoted
from mkdocs_multistage.dockerfile.limits import TooLargeError
from mkdocs_multistage.dockerfile.platforms import ALIASES, KNOWN_OS, platform_error
from mkdocs_multistage.dockerfile.shell import ExpansionError, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Span, Stage


def redundant_target_platform(subject: Subject) -> Iterator[Hit]:
    """``--platform=$TARGETPLATFORM``, which is what FROM does anyway."""
    for stage, text, matched, unmatched in _platforms(subject):
        if (
            matched == ("TARGETPLATFORM",)
            and not unmatched
            and text == subject.dockerfile.global_arguments["TARGETPLATFORM"]
        ):
            yield Hit(
                at(stage.instructions[0], _flag(stage)),
                f"{quoted(stage.platform)} is what FROM uses by default. Remove the flag.",
                comments=stage.instructions[0].comments,
            )


def constant_platform(subject: Subject) -> Iterator[Hit]:
    """A platform that no argument can change, in a stage whose name does not say so."""
    for stage, text, matched, unmatched in _platforms(subject):
        if matched or unmatched or platform_error(text):
            continue
        system, architecture = _parts(text)
        if system in stage.name or architecture in stage.name:
            continue
        yield Hit(
            at(stage.instructions[0], _flag(stage)),
            f"`--platform={text}` always builds for this platform, whatever the build asks for. Leave it out, write `$BUILDPLATFORM`, "
            "or name the stage after it.",
            comments=stage.instructions[0].comments,
        )


def _platforms(subject: Subject) -> Iterator[tuple[Stage, str, tuple[str, ...], tuple[str, ...]]]:
    """The stages with a platform: its expansion, and the variables in it that are set and that are not."""
    values = subject.dockerfile.global_arguments
    for stage in subject.dockerfile.stages:
        if not stage.platform:
            continue
        try:
            expansion = expand(stage.platform, values, subject.dockerfile.directives.get("escape", "\\"))
        except (ExpansionError, TooLargeError):
            continue
        yield stage, expansion.text, expansion.matched, expansion.unmatched


def _flag(stage: Stage) -> Span | None:
    flag = stage.instructions[0].flag("platform")
    return flag.span if flag else None


def _parts(text: str) -> tuple[str, str]:
    """Operating system and architecture under their usual names; what is missing is that of a build on linux/amd64."""
    system, _, rest = text.lower().partition("/")
    system = ALIASES.get(system.partition("(")[0], system.partition("(")[0])
    if rest:
        architecture = rest.partition("/")[0]
        return system, ALIASES.get(architecture, architecture)
    return (system, "amd64") if system in KNOWN_OS else ("linux", system)
