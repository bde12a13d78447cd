"""Checks of upper and lower case: stage names, `AS`, and the instructions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.checks.buildkit.places import at
from mkdocs_multistage.checks.subject import Hit, quoted
from mkdocs_multistage.dockerfile.forms import INSTRUCTIONS
from mkdocs_multistage.dockerfile.text import lower, upper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Stage

_WORDS_WITH_A_NAME = 3


def stage_name_casing(subject: Subject) -> Iterator[Hit]:
    """Stage names that are not in lower case, which is how BuildKit keeps them."""
    for stage in subject.dockerfile.stages:
        name = _word(stage, 2)
        if name != lower(name) and "$" not in name:  # which no name has
            yield Hit(
                at(stage.instructions[0], stage.instructions[0].words[2].span),
                f"The stage {quoted(name)} is kept as `{stage.name}`, and `FROM` finds it under that name only. "
                "Write it in lower case.",
                stage.name,
                comments=stage.instructions[0].comments,
            )


def from_as_casing(subject: Subject) -> Iterator[Hit]:
    """`AS` in another case than `FROM`."""
    for stage in subject.dockerfile.stages:
        entry = stage.instructions[0]
        keyword = entry.written
        word = _word(stage, 1)
        if keyword not in {keyword.lower(), keyword.upper()}:
            continue
        wanted = lower(word) if keyword == keyword.lower() else upper(word)
        if word != wanted:
            yield Hit(
                at(entry, entry.words[1].span),
                f"{quoted(word)} is not in the same case as {quoted(keyword)}.",
                wanted,
                comments=entry.comments,
            )


def consistent_instruction_casing(subject: Subject) -> Iterator[Hit]:
    """Instructions in another case than most of the file, or in no case at all."""
    entries = [e for stage in subject.dockerfile.stages for e in stage.instructions if e.keyword in INSTRUCTIONS]
    if all(entry.written == entry.keyword for entry in entries):
        return
    lowered = sum(_is_lower(entry.written) for entry in entries)
    uppered = sum(_is_upper(entry.written) for entry in entries)
    for entry in entries:
        word = entry.written
        wanted = lower(word) if lowered > uppered else upper(word)
        if word != wanted:
            case = "lower" if lowered > uppered else "upper"
            yield Hit(
                at(entry),
                f"{quoted(word)} is not in {case} case, unlike most instructions in this Dockerfile.",
                wanted,
            )


def _is_lower(word: str) -> bool:
    return word == lower(word)


def _is_upper(word: str) -> bool:
    return word == upper(word) and word != lower(word)


def _word(stage: Stage, position: int) -> str:
    """One of the three words of a FROM with a name; empty in any other."""
    parts = stage.instructions[0].parts
    return parts[position].text if len(parts) == _WORDS_WITH_A_NAME else ""
