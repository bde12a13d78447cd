"""Where a check's finding stands: on the first line of the instruction, as BuildKit has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Instruction

# The closing brace belongs to the place where nothing stands before it.
_VARIABLE = re.compile(r"\$(?:\{(?P<braced>[A-Za-z0-9_]+)\}?|(?P<bare>[A-Za-z0-9_]+))")


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


def of_variables(entry: Instruction) -> dict[str, Span]:
    """The first word or flag of an instruction that uses a variable, for each of them."""
    places: dict[str, Span] = {}
    for flag in entry.flags:
        for use in _VARIABLE.finditer(flag.value or ""):
            places.setdefault(use["braced"] or use["bare"], flag.span)
    for word in entry.words:
        for use in _VARIABLE.finditer(word.text):
            span = word.span
            if span.line == span.end_line:  # in a word over several lines the use may be on any of them
                start = span.column + use.start()
                span = Span(span.line, start, span.line, start + len(use[0]))
            places.setdefault(use["braced"] or use["bare"], span)
    return places
