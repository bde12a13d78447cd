"""Expands variables in a word as BuildKit's shell lexer does (``frontend/dockerfile/shell``).

In: a word, the variables, the escape character. Out: the expanded word, and which variables were
there or missing. Quotes and escapes go; ``${X:-y} ${X-y} ${X:+y} ${X+y} ${X:?e} ${X?e} ${X#p}
${X##p} ${X%p} ${X%%p} ${X/a/b} ${X//a/b}`` are understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.dockerfile import patterns
from mkdocs_multistage.dockerfile.limits import MAX_EXPANSION, MAX_NESTING, Budget, TooLargeError
from mkdocs_multistage.dockerfile.text import SPACE, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

# What means nothing but itself: the common form of a port.
_PLAIN_WORD: Final = re.compile(r"[A-Za-z0-9_./:-]+")
_SPECIAL_PARAMETERS: Final = frozenset("@*#?-$!0")


class ExpansionError(ValueError):
    """The word cannot be expanded. The message says why, without the word."""


class Expansion(NamedTuple):
    """What a word expands to.

    Attributes:
        text: The expanded word.
        matched: Names of variables that were set, in order of appearance, each once.
        unmatched: Names of variables that were not.
    """

    text: str
    matched: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


class _Words:
    """Collects words.

    BuildKit has one buffer for the word at hand, which substitutions inside it empty: what stands before ``${X:-y}`` in a word is lost where the result is split into words.
    """

    def __init__(self, buffer: list[str]) -> None:
        self._buffer = buffer
        self._words: list[str] = []
        self._in_word = False
        buffer.clear()

    def add(self, text: str) -> None:
        for char in text:
            if char not in SPACE:
                self._buffer.append(char)
                self._in_word = True
            elif self._in_word and self._buffer:
                self.finish()
                self._in_word = False

    def add_whole(self, text: str) -> None:
        self._in_word = True
        if text:
            self._buffer.append(text)

    def finish(self) -> list[str]:
        if self._buffer:
            self._words.append("".join(self._buffer))
            self._buffer.clear()
        return self._words


@dataclass(slots=True)
class ShellLexer:
    """One pass over one word.

    Attributes:
        text: The word.
        variables: By name.
        escape: The escape character: a backslash, or a backtick under ``# escape=```.
        raw_quotes: Quotes stay in the result.
        raw_escapes: Escape characters stay in the result.
        skip_quotes: Quotes mean nothing (heredoc bodies).
        keep_unset: A variable that is not set stays as written.
        limit: Characters that the result may have.
        budget: What it may cost.
        mark: Where the outermost substitution began that was read last.
    """

    text: str
    variables: Mapping[str, str]
    escape: str = "\\"
    raw_quotes: bool = False
    raw_escapes: bool = False
    skip_quotes: bool = False
    keep_unset: bool = False
    limit: int = MAX_EXPANSION
    budget: Budget = field(default_factory=Budget)
    pos: int = 0
    mark: int = 0
    matched: dict[str, None] = field(default_factory=dict)
    unmatched: dict[str, None] = field(default_factory=dict)
    _buffer: list[str] = field(default_factory=list)
    _depth: int = 0

    def __post_init__(self) -> None:
        # Go's text/scanner drops a byte-order mark at the start.
        if self.text.startswith("\ufeff"):
            self.pos = 1

    def run(self) -> tuple[str, list[str]]:
        """The expanded text, and the words into which it falls at unquoted white space.

        Raises:
            ExpansionError: A quote or brace is left open, a substitution is malformed, or
                ``${X:?…}`` finds nothing.
        """
        text, words = self._until("", raw_escapes=self.raw_escapes)
        self.budget.spend(len(text))
        return text, words

    def _peek(self) -> str:
        return self.text[self.pos] if self.pos < len(self.text) else ""

    def _next(self) -> str:
        char = self._peek()
        self.pos += 1 if char else 0
        return char

    def _until(self, stop: str, *, raw_escapes: bool) -> tuple[str, list[str]]:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise TooLargeError
        before, self.raw_escapes = self.raw_escapes, raw_escapes
        try:
            return self._scan(stop)
        finally:
            self.raw_escapes = before
            self._depth -= 1

    def _scan(self, stop: str) -> tuple[str, list[str]]:
        out: list[str] = []
        words = _Words(self._buffer)
        size = 0
        while char := self._peek():
            if char == stop:
                self.pos += 1
                return "".join(out), words.finish()
            piece = self._piece(char)
            if piece is None:
                break
            out.append(piece)
            size += len(piece)
            if size > self.limit:
                raise TooLargeError
            # What a variable holds, and what stands bare, falls into words; the rest holds together.
            if char == "$" or (piece == char and char not in "<\"'"):
                words.add(piece)
            else:
                words.add_whole(piece)
        if stop:
            raise ExpansionError(f"`{stop}` is missing")
        return "".join(out), words.finish()

    def _piece(self, char: str) -> str | None:
        """What the next characters stand for; ``None`` for an escape character at the very end."""
        if char == "$":
            return self._dollar()
        if char == "<":
            return self._angle()
        if char == "'" and not self.skip_quotes:
            return self._single_quotes()
        if char == '"' and not self.skip_quotes:
            return self._double_quotes()
        self.pos += 1
        if char != self.escape:
            return char
        follower = self._next()
        return (char + follower if self.raw_escapes else follower) or None

    def _single_quotes(self) -> str:
        end = self.text.find("'", self.pos + 1)
        if end < 0:
            self.pos = len(self.text)
            raise ExpansionError("the closing single quote is missing")
        inside = self.text[self.pos + 1 : end]
        self.pos = end + 1
        return f"'{inside}'" if self.raw_quotes else inside

    def _double_quotes(self) -> str:
        self.pos += 1
        out = ['"'] if self.raw_quotes else []
        while char := self._peek():
            if char == "$":
                out.append(self._dollar())
                continue
            self.pos += 1
            if char == '"':
                if self.raw_quotes:
                    out.append(char)
                return "".join(out)
            if char == self.escape:
                if self.raw_escapes:
                    out.append(char)
                follower = self._peek()
                if not follower:
                    continue
                if follower in ('"', "$", self.escape):
                    char = self._next()
            out.append(char)
        raise ExpansionError("the closing double quote is missing")

    def _angle(self) -> str:
        """``<<`` with the white space behind it, which is no end of a word: it may begin a heredoc."""
        start = self.pos
        self.pos += 1
        if self._peek() == "<":
            self.pos += 1
            while self._peek() in ("\t", "\r", " "):
                self.pos += 1
        return self.text[start : self.pos]

    def _name(self) -> str:
        start = self.pos
        first = self._peek()
        if first.isdecimal():
            while self._peek().isdecimal():
                self.pos += 1
        elif first in _SPECIAL_PARAMETERS:
            self.pos += 1
        else:
            while (char := self._peek()) and (char.isalpha() or char.isdecimal() or char == "_"):
                self.pos += 1
        return self.text[start : self.pos]

    def _get(self, name: str) -> str | None:
        value = self.variables.get(name)
        (self.unmatched if value is None else self.matched)[name] = None
        return value

    def _dollar(self) -> str:
        if self._depth == 1:
            self.mark = self.pos
        self.pos += 1
        if self._peek() == "{":
            return self._braces()
        name = self._name()
        return self._plain(name, f"${name}") if name else "$"

    def _plain(self, name: str, written: str) -> str:
        value = self._get(name)
        if value is None:
            return written if self.keep_unset else ""
        return value

    def _braces(self) -> str:
        self.pos += 1
        first = self._peek()
        if not first:
            raise ExpansionError("`}` is missing")
        if first in "{}:":
            raise ExpansionError("`${` needs a variable name")
        name = self._name()
        operator = self._next()
        if operator == "}":
            return self._plain(name, f"${{{name}}}")
        return self._substitute(name) if operator == "/" else self._modify(name, operator)

    def _modify(self, name: str, operator: str) -> str:
        shown = operator
        if operator == ":":
            operator = self._next()
            shown += operator
        elif not operator or operator not in "+-?#%":
            raise ExpansionError(f"{quote(shown)} is not an operator" if shown.strip() else "`}` is missing")
        strips = operator in ("#", "%")
        if shown in (":#", ":%"):
            raise ExpansionError(f"{quote(shown)} is not an operator")
        word = self._until("}", raw_escapes=strips)[0]
        value = self._get(name)
        if self.keep_unset and value is None:
            return f"${{{name}{shown}{word}}}"
        if strips:
            return self._strip(operator, word, value or "")
        unset = value is None or (shown[0] == ":" and not value)
        if operator == "?" and unset:
            default = "is not allowed to be unset" if value is None else "is not allowed to be empty"
            raise ExpansionError(f"{quote(name)}: {quote(word) if word else default}")
        if operator == "+":
            return "" if unset else word
        if operator in ("-", "?"):
            return word if unset else value or ""
        raise ExpansionError(f"{quote(shown)} is not an operator")

    def _strip(self, operator: str, word: str, value: str) -> str:
        longest = word.startswith(operator)
        remove = patterns.remove_prefix if operator == "#" else patterns.remove_suffix
        try:
            return remove(word[1:] if longest else word, value, self.budget, longest=longest)
        except patterns.PatternError:
            raise ExpansionError(f"the pattern {quote(word)} has a backslash that escapes nothing") from None

    def _substitute(self, name: str) -> str:
        everywhere = self._peek() == "/"
        if everywhere:
            self.pos += 1
        pattern = self._until("/", raw_escapes=True)[0]
        replacement = self._until("}", raw_escapes=True)[0]
        value = self._get(name)
        if self.keep_unset and value is None:
            return f"${{{name}/{pattern}/{replacement}}}"
        try:
            return patterns.replace(pattern, replacement, value or "", self.budget, everywhere=everywhere)
        except patterns.PatternError:
            raise ExpansionError(f"the pattern {quote(pattern)} has a backslash that escapes nothing") from None


def expand(word: str, variables: Mapping[str, str], escape: str = "\\", budget: Budget | None = None) -> Expansion:
    """Expand one word, white space and all.

    Raises:
        ExpansionError: See `ShellLexer.run`.
    """
    if "$" not in word and "'" not in word and escape not in word and word[:1] != "\ufeff":
        quotes = word.count('"')
        if not quotes:
            return Expansion(word)
        if quotes % 2 == 0 and len(word) <= MAX_EXPANSION:  # each has its partner, and that is all there is to do
            return Expansion(word.replace('"', ""))
    lexer = ShellLexer(word, variables, escape, budget=budget or Budget())
    text, _ = lexer.run()
    return Expansion(text, tuple(lexer.matched), tuple(lexer.unmatched))


def expand_words(
    word: str, variables: Mapping[str, str], escape: str = "\\", budget: Budget | None = None
) -> list[str]:
    """Expand one word and split the result at white space, as EXPOSE does.

    Raises:
        ExpansionError: See `ShellLexer.run`.
    """
    budget = budget or Budget()
    if _PLAIN_WORD.fullmatch(word) and escape not in word:
        budget.spend(len(word))
        return [word]
    return ShellLexer(word, variables, escape, budget=budget).run()[1]
