"""Parser directives: ``# syntax=``, ``# escape=`` and ``# check=`` in a file's first lines.

BuildKit reads them twice, by slightly different rules. Its parser takes ``escape`` from indented
comments as well (`prepass` does that); its linter looks for ``check`` itself, in comments that
begin a line, and skips a shebang (`check_directive`).
"""

from __future__ import annotations

import re
from typing import Final

from mkdocs_multistage.dockerfile.model import Span
from mkdocs_multistage.dockerfile.text import SPACE, quote
from mkdocs_multistage.dockerfile.values import BOOLEANS
from mkdocs_multistage.records import record

DIRECTIVES: Final = frozenset({"syntax", "escape", "check"})

_DIRECTIVE: Final = re.compile(
    r"([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*([^\t\n\f\r ].*|[\t\n\f\r ])", re.DOTALL
)
# What Go's `\\s` takes.
_BLANK: Final = "\t\n\f\r "
_MOST_OPTIONS: Final = 3


@record(frozen=True, slots=True)
class Directive:
    """A directive in a comment.

    Attributes:
        name: In lower case.
        value: As written.
        start: The value's offset in the line.
        end: Likewise, exclusive.
    """

    name: str
    value: str
    start: int
    end: int


def parse_directive(line: str, start: int) -> Directive | None:
    """The directive in a comment line whose ``#`` is at ``start``; ``None`` where it is another comment."""
    body = line[start + 1 :]
    inner = body.lstrip(SPACE)
    match = _DIRECTIVE.fullmatch(inner)
    if match is None or match[1].lower() not in DIRECTIVES:
        return None
    value = match[2].rstrip(_BLANK) or match[2]
    begins = start + 1 + len(body) - len(inner) + match.start(2)
    return Directive(match[1].lower(), value, begins, begins + len(value))


def check_directive(lines: list[str]) -> tuple[str, Span] | None:
    """The options of ``# check=`` as BuildKit's linter finds them, up to the first space, and their place."""
    seen = set()
    first = 0
    offset = 1 if lines and lines[0].startswith("\ufeff") else 0
    if lines and lines[0].startswith("#!", offset):
        first, offset = 1, 0
    for index in range(first, len(lines)):
        line = lines[index].removesuffix("\r")
        directive = parse_directive(line, offset) if line.startswith("#", offset) else None
        if directive is None or directive.name in seen:
            return None
        if directive.name == "check":
            value = directive.value.split(" ", 1)[0]
            start = directive.start + 1
            return value, Span(index + 1, start, index + 1, start + len(value))
        seen.add(directive.name)
        offset = 0
    return None


def check_options_error(text: str) -> str | None:
    """Why BuildKit refuses the options of ``# check=``, as a sentence; ``None`` where it takes them."""
    for part in text.strip(SPACE).split(";", _MOST_OPTIONS - 1):
        key, equals, value = part.partition("=")
        if not equals:
            return (
                f"{quote(part)} is not an option of `# check=`: write `skip=Rule`, `error=true` or `experimental=Rule`."
            )
        if key.strip(SPACE) not in ("skip", "experimental", "error"):
            return f"`# check=` has no option {quote(key)}; its options are `skip`, `error` and `experimental`."
        if key.strip(SPACE) == "error" and value.strip(SPACE) not in BOOLEANS:
            return f"`error` must be `true` or `false`, not {quote(value)}."
    return None
