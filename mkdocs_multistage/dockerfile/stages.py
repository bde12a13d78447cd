"""Stages: a FROM and what follows it, its name, its base and its platform.

In: the statements and the global ARGs. Out: one `Draft` for each FROM, which the look-ups of
`references` complete.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile.arguments import bad_substitution
from mkdocs_multistage.dockerfile.images import SCRATCH, image_error
from mkdocs_multistage.dockerfile.model import Problem, Reference, Span
from mkdocs_multistage.dockerfile.platforms import platform_error
from mkdocs_multistage.dockerfile.shell import Expansion, ExpansionError, expand
from mkdocs_multistage.dockerfile.suggest import nearest
from mkdocs_multistage.dockerfile.text import lower, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.dockerfile.splitting import Argument
    from mkdocs_multistage.dockerfile.statements import Statement


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
    base_span: Span = field(default_factory=lambda: Span(1, 1, 1, 1))
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


def resolve_bases(drafts: list[Draft], variables: Mapping[str, str]) -> list[Problem]:
    """Expand what FROM names, and look it up among the stages above: the case counts, the last wins."""
    problems: list[Problem] = []
    names: dict[str, int] = {}
    for draft in drafts:
        statement = draft.statements[0]
        if statement.arguments:
            problems += _resolve(draft, statement, statement.arguments[0], variables, names)
        if draft.platform:
            problems += _platform(draft, statement, variables)
        if draft.name:
            names[draft.name] = draft.index
    return problems


def _resolve(
    draft: Draft, statement: Statement, word: Argument, variables: Mapping[str, str], names: dict[str, int]
) -> list[Problem]:
    try:
        expansion = expand(word.text, variables, statement.escape)
    except ExpansionError as error:
        return [bad_substitution(statement, word, error)]
    draft.resolved = expansion.text
    if not expansion.text:
        return [_empty_base(draft, expansion, variables)]
    draft.base_stage = names.get(expansion.text)
    if draft.base_stage is not None or expansion.text == SCRATCH:
        return []
    error_text = image_error(expansion.text)
    if error_text is None:
        return []
    return [invalid_image(expansion.text, draft.base, draft.base_span, error_text, names)]


def _empty_base(draft: Draft, expansion: Expansion, variables: Mapping[str, str]) -> Problem:
    message = f"{quote(draft.base)} is empty: there is no image to build on."
    suggestion = None
    if expansion.unmatched:
        name = expansion.unmatched[0]
        near = nearest(name, variables)
        if near:
            suggestion = draft.base.replace(name, near)
            message += f" No global ARG is called {quote(name)}; did you mean `{near}`?"
        else:
            message += f" Give {quote(name)} a value above the first FROM, as in `ARG {name}=…`."
    return Problem("EmptyBaseName", message, draft.base_span, suggestion)


def invalid_image(name: str, written: str, span: Span, why: str, stages: Mapping[str, int]) -> Problem:
    """The problem of a name that is no stage and can be no image.

    Args:
        name: Expanded.
        written: As the author wrote it.
        span: Its place.
        why: A clause.
        stages: What it may have been meant for.
    """
    said = quote(name) if name == written else f"{quote(written)}, which is {quote(name)},"
    near = lower(name) if lower(name) in stages else nearest(name, stages)
    if near is None and image_error(lower(name)) is None:
        near = lower(name)
    hint = f" Did you mean {quote(near)}?" if near and name == written else ""
    return Problem(
        "InvalidImageReference",
        f"{said} is no stage above and cannot be an image: {why}.{hint}",
        span,
        near if name == written else None,
    )


def _platform(draft: Draft, statement: Statement, variables: Mapping[str, str]) -> list[Problem]:
    flag = statement.instruction.flag("platform")
    if flag is None or not flag.value:
        return []
    try:
        expansion = expand(flag.value, variables, statement.escape)
    except ExpansionError as error:
        return [Problem("BadSubstitution", f"{quote(flag.value)} cannot be expanded: {error}.", flag.value_span)]
    why = platform_error(expansion.text) if expansion.text else "it is empty"
    if why is None:
        return []
    near = next((n for name in expansion.unmatched if (n := nearest(name, variables))), None)
    hint = f" Did you mean `{near}`?" if near else ""
    suggestion = draft.platform.replace(expansion.unmatched[0], near) if near and expansion.unmatched else None
    return [
        Problem("InvalidPlatform", f"{quote(flag.value)} is no platform: {why}.{hint}", flag.value_span, suggestion)
    ]
