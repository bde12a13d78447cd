"""What a rule is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_multistage.checks.blocks import Block, Scope
    from mkdocs_multistage.dockerfile import Dockerfile, Problem, Span


@dataclass(frozen=True, slots=True)
class Subject:
    """One text to hold against the rules.

    Attributes:
        dockerfile: The text, read.
        block: What it is.
        scope: How it is to be taken.
        contexts: Names given by ``--build-context``, lower-cased.
        problems: What BuildKit refuses, under this project's rule names.
    """

    dockerfile: Dockerfile
    block: Block
    scope: Scope
    contexts: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def in_documentation(self) -> bool:
        """Whether the text is a block on a page, so that a reader is to be served and not a builder."""
        return self.scope == "example"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a rule objects to.

    Attributes:
        span: Exactly what is wrong.
        message: One sentence or two for the author: what is wrong, what Docker makes of it, what to do.
        suggestion: What to write in place of the text in ``span``, where that can be told.
        refused: Whether BuildKit refuses the file for it; ``None`` where that is the same for every hit of the rule.
    """

    span: Span
    message: str
    suggestion: str | None = None
    refused: bool | None = None


# What a message quotes of the text at most.
_LONGEST_QUOTE = 60


def quoted(text: str) -> str:
    """A piece of the text between backticks, fit for a message: short, on one line, nothing invisible."""
    visible = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text[: _LONGEST_QUOTE + 1].replace("`", "'")
    )
    return f"`{visible[:_LONGEST_QUOTE]}…`" if len(visible) > _LONGEST_QUOTE else f"`{visible}`"
