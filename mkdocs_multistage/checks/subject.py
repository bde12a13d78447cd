"""What a rule is given, and what it gives back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import field
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.buildkit.options import Options
from mkdocs_multistage.checks.names import Likely
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.blocks import Block, Scope
    from mkdocs_multistage.dockerfile import Dockerfile, Instruction, Problem, Span, Stage


@record(frozen=True)
class Subject:
    """One text to hold against the rules.

    Attributes:
        dockerfile: The text, read.
        block: What it is.
        scope: How it is to be taken.
        contexts: Names given by ``--build-context``, lower-cased.
        problems: What BuildKit refuses, under this project's rule names.
        options: What the text itself says of the checks it wants.
        likely: Finds the names that were meant.
    """

    dockerfile: Dockerfile
    block: Block
    scope: Scope
    contexts: frozenset[str]
    problems: tuple[Problem, ...]
    options: Options = field(default_factory=Options)
    likely: Likely = field(default_factory=Likely)

    @property
    def in_documentation(self) -> bool:
        """Whether the text is a block on a page, so that a reader is to be served and not a builder."""
        return self.scope == "example"

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines."""
        return self.dockerfile.text.split("\n")

    @cached_property
    def images(self) -> tuple[Stage, ...]:
        """For each stage the one whose FROM names its image: itself, or the lowest of those that it is built on."""
        found: list[Stage] = []
        for stage in self.dockerfile.stages:
            found.append(stage if stage.base_stage is None else found[stage.base_stage])
        return tuple(found)

    def refusals_of(self, entry: Instruction) -> tuple[Problem, ...]:
        """All that BuildKit refuses within an instruction, whether it is to be reported or not."""
        problems = self.dockerfile.problems
        first = bisect_left(problems, entry.line, key=lambda problem: problem.span.line)
        last = bisect_right(problems, entry.last_line, key=lambda problem: problem.span.line)
        return problems[first:last]

    def before_first_from(self) -> Iterator[Instruction]:
        """The instructions above the first FROM."""
        return takewhile(lambda entry: entry.keyword != "FROM", self.dockerfile.instructions)


@record(frozen=True, slots=True)
class Hit:
    """One place that a rule objects to.

    Attributes:
        span: Exactly what is wrong.
        message: One sentence or two for the author: what is wrong, what Docker makes of it, what to do.
        suggestion: What to write in place of the text in ``span``, where that can be told.
        refused: Whether BuildKit refuses the file for it; ``None`` where that is the same for every hit of the rule.
        comments: The comments above the instruction, of which one may say that the rule is not wanted there.
    """

    span: Span
    message: str
    suggestion: str | None = None
    refused: bool | None = None
    comments: tuple[str, ...] = ()


# What a message quotes of the text at most.
_LONGEST_QUOTE = 60


def quoted(text: str) -> str:
    """A piece of the text between backticks, fit for a message: short, on one line, nothing invisible."""
    visible = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text[: _LONGEST_QUOTE + 1].replace("`", "'")
    )
    return f"`{visible[:_LONGEST_QUOTE]}…`" if len(visible) > _LONGEST_QUOTE else f"`{visible}`"
