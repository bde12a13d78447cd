"""Holds a Dockerfile against the rules: a parsed Dockerfile in, findings out.

What the text is, a whole Dockerfile or a part of one or neither, is decided first (`blocks`); then every rule
of the table (`rules`) yields its hits, and these become findings in the order of the text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.blocks import Block, Kind, Scope, read_block
from mkdocs_multistage.checks.buildkit.directives import options_of
from mkdocs_multistage.checks.finding import Finding, Level, Origin
from mkdocs_multistage.checks.names import Likely
from mkdocs_multistage.checks.refused import problems
from mkdocs_multistage.checks.rules import RULES, Rule, is_wanted, nearest_rule
from mkdocs_multistage.checks.subject import Subject
from mkdocs_multistage.checks.templates import join_templates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mkdocs_multistage.checks.subject import Hit
    from mkdocs_multistage.dockerfile import Dockerfile, Span

# Where a reference is wrong, or its name ambiguous, it is the stage that nothing seems to use that was meant.
_UNUSED = "UnreachableStage"
_WRONG_REFERENCES = frozenset({
    "CircularReference", "CopyFromSpace", "DuplicateStageName", "ForwardReference", "InvalidImageReference",
    "InvalidStageName", "MisplacedFlag", "SelfReference", "StageIndexOutOfRange", "UnknownStage", "VariableInFrom",
})  # fmt: skip
# What these say is part of the reason where BuildKit refuses the very same place.
_SECOND_TO_REFUSAL = frozenset({"InvalidDefaultArgInFrom", "UndefinedArgInFrom", "UnknownStage"})


def check(
    dockerfile: Dockerfile,
    *,
    scope: Scope = "file",
    contexts: Collection[str] = (),
    block: Block | None = None,
    extra_rules: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Find what is wrong with a Dockerfile.

    Args:
        dockerfile: The text, read.
        scope: ``file`` reports everything. ``example`` takes the text for a block of documentation, and is
            silent on fragments, other languages, placeholders, and what a part that is left out may explain.
        contexts: Names given by ``--build-context``, which a reference may mean.
        block: What `read_block` said of the text, where it has been asked already.
        extra_rules: Names of rules to hold the text against as well: what a site gives a level, it wants to hear of.
            Of those that are made for files only (`Rule.in_examples`), in blocks of documentation; and of those
            that are ignored by default.

    Returns:
        The findings in the order of the text.
    """
    block = block or read_block(dockerfile, scope=scope)
    is_too_large = block.kind == "fragment" and not dockerfile.complete
    if scope == "example" and block.kind != "dockerfile" and not is_too_large:
        return ()
    likely = Likely()
    subject = Subject(
        dockerfile=dockerfile,
        block=block,
        scope=scope,
        contexts=frozenset(name.lower() for name in contexts),
        problems=problems(dockerfile, block, likely, in_documentation=scope == "example"),
        options=options_of(dockerfile),
        likely=likely,
    )
    found = [
        _finding(rule, hit)
        for rule in _rules(scope, frozenset(extra_rules), has_problems=bool(subject.problems))
        for hit in rule.find(subject)
        if is_wanted(hit, rule, subject)
    ]
    return tuple(sorted(_without_seconds(found), key=lambda finding: (finding.span, finding.rule, finding.message)))


@lru_cache(maxsize=32)
def _rules(scope: Scope, extra: frozenset[str], *, has_problems: bool) -> tuple[Rule, ...]:
    """The rules that a text is held against."""
    return tuple(
        rule
        for rule in RULES.values()
        if (rule.name in extra or (rule.level != "ignore" and (scope == "file" or rule.in_examples)))
        and (has_problems or not rule.of_reader)
    )


def _without_seconds(found: list[Finding]) -> Iterator[Finding]:
    """Without what only says once more why BuildKit refuses a place, and what another mistake explains."""
    refused: dict[int, list[Span]] = {}
    for finding in found:
        if finding.fatal:
            refused.setdefault(finding.span.line, []).append(finding.span)
    is_confused = any(finding.rule in _WRONG_REFERENCES for finding in found)
    for finding in found:
        if finding.rule == _UNUSED and is_confused:
            continue
        if finding.rule in _SECOND_TO_REFUSAL and any(
            _contains(span, finding.span) for span in refused.get(finding.span.line, ())
        ):
            continue
        yield finding


def _contains(outer: Span, inner: Span) -> bool:
    return (outer.line, outer.column) <= (inner.line, inner.column) and (inner.end_line, inner.end_column) <= (
        outer.end_line,
        outer.end_column,
    )


def _finding(rule: Rule, hit: Hit) -> Finding:
    fatal = rule.fatal if hit.refused is None else hit.refused
    return Finding(
        rule=rule.name,
        level="info" if rule.level == "ignore" else rule.level,  # whoever asks for it decides how bad it is
        span=hit.span,
        message=hit.message,
        suggestion=hit.suggestion,
        # Who objects depends on the place where it does on the rule: `EXPOSE 80 # web` is refused, `USER me # x` is not.
        origin=rule.origin if hit.refused is None else "buildkit" if hit.refused else "docs",
        fatal=fatal,
    )


__all__ = [
    "RULES",
    "Block",
    "Finding",
    "Kind",
    "Level",
    "Origin",
    "Rule",
    "Scope",
    "check",
    "join_templates",
    "nearest_rule",
    "read_block",
]
