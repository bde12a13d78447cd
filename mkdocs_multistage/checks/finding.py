"""A finding: what is wrong, where, how bad, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Span

Level = Literal["warning", "info"]
Origin = Literal["buildkit", "docs"]


@record(frozen=True, slots=True)
class Finding:
    """One thing that a rule has found.

    Attributes:
        rule: The rule's name, as in its documentation page.
        level: ``warning`` or ``info``: how bad, before the site's own `checks` configuration.
        span: The place in the Dockerfile's text, of exactly what is wrong.
        message: One sentence for the author.
        suggestion: What to write in place of the text in ``span``, where that can be told.
        origin: ``buildkit`` where BuildKit itself reports it, ``docs`` where only this project does.
        fatal: Whether BuildKit refuses the file for it.
    """

    rule: str
    level: Level
    span: Span
    message: str
    suggestion: str | None
    origin: Origin
    fatal: bool


def with_suggestion(message: str, suggestion: str | None) -> str:
    """A finding's message that also says what to write instead, unless it does already."""
    if not suggestion or f"`{suggestion}`" in message:
        return message
    return f"{message} Did you mean `{suggestion}`?"
