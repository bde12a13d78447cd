"""Where a check's finding stands: on the first line of the instruction, as BuildKit has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Instruction


def at(entry: Instruction, span: Span | None = None) -> Span:
    """The exact place where that is on the instruction's first line, else the instruction's keyword."""
    for place in (span, entry.keyword_span):
        if place is not None and place.line == entry.line:
            return place
    # A lone backslash stands on the line above the keyword.
    return Span(entry.line, entry.span.column, entry.line, entry.span.column + 1)


def of_word(entry: Instruction, text: str) -> Span | None:
    """The first word of an instruction that begins with a text."""
    return next((word.span for word in entry.words if word.text.startswith(text)), None)


def of_variable(entry: Instruction, name: str) -> Span | None:
    """The first word or flag of an instruction that uses a variable."""
    use = re.compile(
        r"\$(?:\{" + re.escape(name) + r"(?:\}|(?![A-Za-z0-9_]))|" + re.escape(name) + r"(?![A-Za-z0-9_]))"
    )
    for flag in entry.flags:
        if use.search(flag.value or ""):
            return flag.span
    for word in entry.words:
        match = use.search(word.text)
        if match:
            start = word.span.column + match.start()
            return Span(word.span.line, start, word.span.line, start + len(match[0]))
    return None
