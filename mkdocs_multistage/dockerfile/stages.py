"""Stages: a FROM and what follows it, its name, its base and its platform.

In: the statements and the global ARGs. Out: one `Draft` for each FROM, which the look-ups of
`references` complete.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile.arguments import Declaration, bad_substitution, declarations
from mkdocs_multistage.dockerfile.images import SCRATCH, image_error
from mkdocs_multistage.dockerfile.model import Problem, Reference, Span
from mkdocs_multistage.dockerfile.platforms import platform_error
from mkdocs_multistage.dockerfile.shell import Expansion, ExpansionError, expand
from mkdocs_multistage.dockerfile.text import lower, quote
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mkdocs_multistage.dockerfile.limits import Budget
    from mkdocs_multistage.dockerfile.statements import Statement
    from mkdocs_multistage.dockerfile.suggest import Suggester


# Of a stage whose FROM names nothing.
_NOWHERE: Final = Span(1, 1, 1, 1)


@dataclass(slots=True)
class Draft:
    """A stage in the making: see `model.Stage` for the fields it shares.

    Attributes:
        statements: FROM first.
        triggers: What its base's ONBUILDs run in it, before its own instructions.
        depends: Stages whose files it takes: by COPY and mounts, and by triggers.
        copies: Of these, the ones that BuildKit's search for circles sees (no triggers).
    """

    index: int
    statements: list[Statement]
    name: str = ""
    name_span: Span | None = None
    base: str = ""
    base_span: Span = _NOWHERE
    resolved: str = ""
    base_stage: int | None = None
    platform: str = ""
    references: list[Reference] = field(default_factory=list)
    triggers: list[Statement] = field(default_factory=list)
    depends: set[int] = field(default_factory=set)
    copies: set[int] = field(default_factory=set)

    @property
    def shown(self) -> str:
        """What BuildKit calls it in messages."""
        return self.name or f"stage-{self.index}"


def group(statements: list[Statement]) -> tuple[list[Statement], list[Draft]]:
    """What stands before the first FROM, and the stages."""
    before: list[Statement] = []
    drafts: list[Draft] = []
    for statement in statements:
        if statement.keyword == "FROM":
            drafts.append(_draft(len(drafts), statement))
        elif drafts:
            drafts[-1].statements.append(statement)
        else:
            before.append(statement)
    return before, drafts


def _draft(index: int, statement: Statement) -> Draft:
    draft = Draft(index, [statement])
    words = statement.arguments
    if words:
        draft.base, draft.base_span = words[0].text, statement.span_of(words[0])
    else:
        draft.base_span = statement.keyword_span
    if len(words) > 2 and lower(words[1].text) == "as":  # noqa: PLR2004 - FROM image AS name
        # A name that BuildKit refuses is kept: what refers to it means it.
        draft.name, draft.name_span = lower(words[2].text), statement.span_of(words[2])
    platform = statement.instruction.flag("platform")
    draft.platform = (platform.value or "") if platform else ""
    return draft


def resolve_bases(
    drafts: list[Draft],
    variables: Mapping[str, str],
    declared: Collection[str],
    budget: Budget,
    suggester: Suggester,
) -> list[Problem]:
    """Expand what FROM names, and look it up among the stages above: the case counts, the last wins.

    Args:
        drafts: The stages, completed in place.
        variables: Global ARGs that have a value.
        declared: All global ARGs.
        budget: What expanding may cost.
        suggester: Finds what a name was meant to be.
    """
    problems: list[Problem] = []
    names: dict[str, int] = {}
    scope = _Scope(variables, declared, budget, suggester, drafts)
    for draft in drafts:
        statement = draft.statements[0]
        if statement.arguments:
            problems += _resolve(draft, statement, scope, names)
        if draft.platform:
            problems += _platform(draft, statement, scope)
        if draft.name:
            names[draft.name] = draft.index
    return problems


@record(frozen=True)
class _Scope:
    """What FROM may use: the global ARGs with a value, and all; what expanding may cost; the stages."""

    variables: Mapping[str, str]
    declared: Collection[str]
    budget: Budget
    suggester: Suggester
    drafts: list[Draft]

    @cached_property
    def declared_below(self) -> frozenset[str]:
        """The ARGs of the stages."""
        statements = (statement for draft in self.drafts for statement in draft.statements)
        return frozenset(declaration.name for statement in statements for declaration in _declared(statement))

    def hint(self, expansion: Expansion, written: str) -> tuple[str, str | None]:
        """What to do about a variable without a value: a sentence, and the corrected word."""
        if not expansion.unmatched:
            return "", None
        name = expansion.unmatched[0]
        if name in self.declared:
            return f" {quote(name)} has no value: give its ARG a default, or pass one with `--build-arg`.", None
        if name in self.declared_below:
            return f" {quote(name)} is an ARG of a stage; FROM sees only those above the first FROM.", None
        near = self.suggester.nearest(name, self.variables)
        if near is None:
            return f" {quote(name)} has no value: give it one above the first FROM, as in `ARG {name[:40]}=…`.", None
        return f" There is no global ARG {quote(name)}; did you mean `{near}`?", written.replace(name, near)


def _declared(statement: Statement) -> list[Declaration]:
    return declarations(statement) if statement.keyword == "ARG" else []


def _resolve(draft: Draft, statement: Statement, scope: _Scope, names: dict[str, int]) -> list[Problem]:
    word = statement.arguments[0]
    try:
        expansion = expand(word.text, scope.variables, statement.escape, scope.budget)
    except ExpansionError as error:
        return [bad_substitution(statement, word, error)]
    draft.resolved = expansion.text
    hint, suggestion = scope.hint(expansion, draft.base)
    if not expansion.text:
        message = f"{quote(draft.base)} is empty: there is no image to build on.{hint}"
        return [Problem("EmptyBaseName", message, draft.base_span, suggestion)]
    draft.base_stage = names.get(expansion.text)
    if draft.base_stage is not None or expansion.text == SCRATCH:
        return []
    why = image_error(expansion.text)
    if why is None:
        return []
    if expansion.text != draft.base:
        message = f"{quote(draft.base)} expands to {quote(expansion.text)}, which cannot be an image: {why}.{hint}"
        return [Problem("InvalidImageReference", message, draft.base_span, suggestion)]
    return [invalid_image(draft.base, draft.base_span, why, names, scope.suggester)]


def invalid_image(name: str, span: Span, why: str, stages: Mapping[str, int], suggester: Suggester) -> Problem:
    """The problem of a name that is no stage and can be no image.

    Args:
        name: As written.
        span: Its place.
        why: A clause.
        stages: What it may have been meant for.
        suggester: Finds which.
    """
    low = lower(name)
    near = low if low in stages else suggester.nearest(name, stages)
    if near is None and low != name and image_error(low) is None:
        near = low
    hint = f" Did you mean {quote(near)}?" if near else ""
    return Problem(
        "InvalidImageReference", f"{quote(name)} is not a stage and cannot be an image: {why}.{hint}", span, near
    )


def _platform(draft: Draft, statement: Statement, scope: _Scope) -> list[Problem]:
    flag = statement.instruction.flag("platform")
    if flag is None or not flag.value:
        return []
    try:
        expansion = expand(flag.value, scope.variables, statement.escape, scope.budget)
    except ExpansionError as error:
        return [Problem("BadSubstitution", f"{quote(flag.value)} cannot be expanded: {error}.", flag.value_span)]
    why = platform_error(expansion.text) if expansion.text else "it is empty"
    if why is None:
        return []
    hint, suggestion = scope.hint(expansion, draft.platform)
    said = quote(flag.value) if expansion.text in ("", flag.value) else f"{quote(flag.value)}, {quote(expansion.text)},"
    return [Problem("InvalidPlatform", f"{said} is not a platform: {why}.{hint}", flag.value_span, suggestion)]
