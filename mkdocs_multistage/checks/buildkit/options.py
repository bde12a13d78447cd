"""``# check=skip=Rule;error=true``: what a Dockerfile says of the checks it wants (BuildKit's ``ParseLintOptions``)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile.values import BOOLEANS
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIRECTIVE = re.compile(r"\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(\S.*)")
_MOST_PARTS = 3


@record(frozen=True, slots=True)
class Options:
    """Which checks are wanted.

    Attributes:
        skip: Names of rules that are not; ``all`` among them for every rule.
        experimental: Names of experimental rules that are wanted; ``all`` likewise.
        error: Whether a warning refuses the file.
    """

    skip: frozenset[str] = frozenset()
    experimental: frozenset[str] = frozenset()
    error: bool = False

    def wants(self, rule: str, *, experimental: bool = False) -> bool:
        """Whether a rule is to be reported."""
        if experimental:
            return "all" in self.experimental or rule in self.experimental
        return "all" not in self.skip and rule not in self.skip

    def with_comments(self, comments: Iterable[str]) -> Options:
        """The same for one instruction, narrowed by the first ``check=…`` among the comments above it."""
        for comment in comments:
            match = _DIRECTIVE.match(comment)
            if match is None or match[1].lower() != "check":
                continue
            try:
                other = parse(match[2].rstrip().partition(" ")[0])
            except ValueError:
                return self
            return replace(self, skip=self.skip | other.skip, experimental=self.experimental | other.experimental)
        return self


def parse(text: str) -> Options:
    """Read the value of a ``check`` directive.

    Raises:
        ValueError: A part is no option; its argument is the part.
    """
    skip: frozenset[str] = frozenset()
    experimental: frozenset[str] = frozenset()
    error = False
    text = text.strip()
    for part in text.split(";", _MOST_PARTS - 1) if text else ():
        key, equals, value = part.partition("=")
        key, value = key.strip(), value.strip()
        if not equals or key not in {"skip", "experimental", "error"}:
            raise ValueError(part)
        if key == "error":
            if value not in BOOLEANS:
                raise ValueError(part)
            error = BOOLEANS[value]
        elif key == "skip":
            skip = frozenset(name.strip() for name in value.split(","))
        else:
            experimental = frozenset(name.strip() for name in value.split(","))
    return Options(skip, experimental, error)
