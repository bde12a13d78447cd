"""ARG instructions: their names and defaults, and the global ones before the first FROM."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mkdocs_multistage.dockerfile.model import Problem
from mkdocs_multistage.dockerfile.platforms import default_arguments
from mkdocs_multistage.dockerfile.shell import ExpansionError, expand
from mkdocs_multistage.dockerfile.text import lower, quote
from mkdocs_multistage.dockerfile.values import integer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mkdocs_multistage.dockerfile.limits import Budget
    from mkdocs_multistage.dockerfile.splitting import Argument
    from mkdocs_multistage.dockerfile.statements import Statement


class Declaration(NamedTuple):
    """One name of an ARG, with its default as written (``None`` without one)."""

    name: str
    default: str | None
    word: Argument


def declarations(statement: Statement) -> list[Declaration]:
    """The names that an ARG declares."""
    found = []
    for word in statement.arguments:
        name, equals, default = word.text.partition("=")
        found.append(Declaration(name, default if equals else None, word))
    return found


def bad_substitution(statement: Statement, word: Argument, error: ExpansionError) -> Problem:
    """The problem of a word that cannot be expanded."""
    return Problem("BadSubstitution", f"{quote(word.text)} cannot be expanded: {error}.", statement.span_of(word))


def global_arguments(
    statements: list[Statement],
    target: str,
    stage_names: Collection[str],
    build_args: Mapping[str, str],
    budget: Budget,
) -> tuple[dict[str, str], list[Problem]]:
    """What variables FROM may use.

    Args:
        statements: The ARGs before the first FROM.
        target: The name of the last stage.
        stage_names: Of all stages, lower-case.
        build_args: Given by ``--build-arg``; they win.
        budget: What expanding the defaults may cost.

    Returns:
        The values by name, and what is wrong with the defaults.
    """
    defaults = default_arguments(target)
    values = {name: build_args.get(name, value) for name, value in defaults.items()}
    problems: list[Problem] = []
    for statement in statements:
        for name, default, word in declarations(statement):
            if name in build_args:
                values[name] = build_args[name]
            elif default is not None:
                try:
                    values[name] = expand(default, values, statement.escape, budget).text
                except ExpansionError as error:
                    problems.append(bad_substitution(statement, word, error))
                    continue
            if name == "SOURCE_DATE_EPOCH" and not _is_epoch(values.get(name, ""), stage_names):
                problems.append(
                    Problem(
                        "InvalidArguments",
                        f"SOURCE_DATE_EPOCH must be a number of seconds, `context` or a stage, not {quote(values[name])}.",
                        statement.span_of(word),
                    )
                )
    return values, problems


def _is_epoch(value: str, stage_names: Collection[str]) -> bool:
    return not value or value == "context" or integer(value) is not None or lower(value) in stage_names
