"""Shell patterns (``*`` and ``?``) in ``${X#pattern}`` and its like, matched without backtracking.

Sets of positions are the bits of an integer, so that a pattern of m characters takes m operations
on integers of n bits: no input makes it explode.
"""

from __future__ import annotations

import re
from typing import Final

from mkdocs_multistage.dockerfile.limits import MAX_PATTERN, Budget, TooLargeError
from mkdocs_multistage.records import record

STAR: Final = -1
ANY: Final = -2

_TEMPLATE: Final = re.compile(r"\$(?:(\$)|([A-Za-z0-9_]+)|\{([A-Za-z0-9_]+)\})")


class PatternError(ValueError):
    """A backslash before something that needs none."""


@record(frozen=True, slots=True)
class Pattern:
    """A pattern: code points, `STAR` and `ANY`."""

    tokens: tuple[int, ...]

    @classmethod
    def parse(cls, text: str) -> Pattern:
        r"""Read a pattern, as BuildKit's ``convertShellPatternToRegex``.

        Raises:
            PatternError: A backslash escapes neither ``*``, ``?``, ``\``, ``/`` nor ``}``.
        """
        tokens: list[int] = []
        pos = 0
        while pos < len(text):
            char = text[pos]
            pos += 1
            if char == "*":
                tokens.append(STAR)
            elif char == "?":
                tokens.append(ANY)
            elif char == "\\":
                follower = text[pos : pos + 1]
                if follower in ("}", "/"):
                    continue
                if follower not in ("*", "?", "\\"):
                    raise PatternError(follower)
                tokens.append(ord(follower))
                pos += 1
            else:
                tokens.append(ord(char))
        if len(tokens) > MAX_PATTERN:
            raise TooLargeError
        return cls(tuple(tokens))

    def reversed(self) -> Pattern:
        """The pattern that matches the reversed text."""
        return Pattern(self.tokens[::-1])


class Matcher:
    """One pattern held against one text."""

    def __init__(self, pattern: Pattern, text: str, budget: Budget) -> None:
        if len(text) > MAX_PATTERN:
            raise TooLargeError
        self._budget = budget
        self._cost = len(pattern.tokens) * (1 + len(text) // 64)
        budget.spend(self._cost + len(text) * len(set(pattern.tokens)))
        self._tokens = pattern.tokens
        self._size = len(text)
        self._all = (1 << (len(text) + 1)) - 1
        backwards = text[::-1]
        self._places = {
            token: int("0" + "".join(["1" if ord(c) == token else "0" for c in backwards]), 2)
            for token in set(pattern.tokens)
            if token >= 0
        }

    def starts(self) -> int:
        """Positions at which a match begins, as bits."""
        found = self._all
        for token in reversed(self._tokens):
            if token == STAR:
                found = (1 << found.bit_length()) - 1
            elif token == ANY:
                found >>= 1
            else:
                found = (found >> 1) & self._places[token]
        return found

    def end(self, start: int, *, longest: bool) -> int | None:
        """Where a match that begins at ``start`` ends."""
        self._budget.spend(self._cost + 1 + self._size // 64)
        found = 1 << start
        for token in self._tokens:
            if token == STAR:
                found = self._all & -(found & -found) if found else 0
            elif token == ANY:
                found = (found << 1) & self._all
            else:
                found = (found & self._places[token]) << 1
        if not found:
            return None
        return found.bit_length() - 1 if longest else (found & -found).bit_length() - 1


def remove_prefix(pattern: str, value: str, budget: Budget, *, longest: bool) -> str:
    """``${value#pattern}``, or ``##`` for the longest match."""
    end = Matcher(Pattern.parse(pattern), value, budget).end(0, longest=longest)
    return value if end is None else value[end:]


def remove_suffix(pattern: str, value: str, budget: Budget, *, longest: bool) -> str:
    """``${value%pattern}``, or ``%%`` for the longest match."""
    end = Matcher(Pattern.parse(pattern).reversed(), value[::-1], budget).end(0, longest=longest)
    return value if end is None else value[: len(value) - end]


def _fill(template: str, matched: str) -> str:
    """Fill in ``$0`` as Go's `Regexp.Expand`: there are no groups, so every other name is empty."""

    def put(found: re.Match[str]) -> str:
        if found[1]:
            return "$"
        return matched if (found[2] or found[3]).strip("0") == "" else ""

    return _TEMPLATE.sub(put, template)


def replace(pattern: str, replacement: str, value: str, budget: Budget, *, everywhere: bool) -> str:
    """``${value/pattern/replacement}``, or ``//`` for every match."""
    matcher = Matcher(Pattern.parse(pattern), value, budget)
    starts = matcher.starts()
    out: list[str] = []
    copied = pos = 0
    after_match = -1
    while ahead := starts >> pos:
        start = pos + (ahead & -ahead).bit_length() - 1
        end = matcher.end(start, longest=True)
        if end is None:
            break
        if end > start or start != after_match:
            out += (value[copied:start], _fill(replacement, value[start:end]) if everywhere else replacement)
            copied = end
            after_match = end
            if not everywhere:
                break
        pos = end if end > start else end + 1
    return "".join([*out, value[copied:]])
