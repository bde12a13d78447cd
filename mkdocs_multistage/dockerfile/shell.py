"""Expands variables in a word as BuildKit's shell lexer does (``frontend/dockerfile/shell``).

In: a word, the variables, the escape character. Out: the expanded word, and which variables were
there or missing. Quotes and escapes go; ``${X:-y} ${X-y} ${X:+y} ${X+y} ${X:?e} ${X?e} ${X#p}
${X##p} ${X%p} ${X%%p} ${X/a/b} ${X//a/b}`` are understood.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile import patterns
from mkdocs_multistage.dockerfile.limits import MAX_EXPANSION, MAX_NESTING, TooLargeError
from mkdocs_multistage.dockerfile.text import SPACE, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPECIAL_PARAMETERS: Final = frozenset("@*#?-$!0")


class ExpansionError(ValueError):
    """The word cannot be expanded. The message says why, without the word."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a word expands to.

    Attributes:
        text: The expanded word.
        matched: Names of variables that were set, in order of appearance, each once.
        unmatched: Names of variables that were not.
    """

    text: str
    matched: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


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
        return self._until("", self.raw_escapes)

    def _peek(self) -> str:
        return self.text[self.pos] if self.pos < len(self.text) else ""

    def _next(self) -> str:
        char = self._peek()
        self.pos += 1 if char else 0
        return char

    def _until(self, stop: str, raw_escapes: bool) -> tuple[str, list[str]]:  # noqa: FBT001 - BuildKit's own shape
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
        # The buffer of the current word is shared with substitutions inside it, which empty it:
        # BuildKit loses what stands before `${X:-y}` in the same word when it splits into words.
        buffer = self._buffer
        buffer.clear()
        out: list[str] = []
        words: list[str] = []
        in_word = False
        size = 0

        def flush() -> list[str]:
            if buffer:
                words.append("".join(buffer))
            buffer.clear()
            return words

        while char := self._peek():
            if stop and char == stop:
                self.pos += 1
                return "".join(out), flush()
            plain = False
            if char == "$":
                piece = self._dollar()
                plain = True
            elif char == "<":
                piece = self._angle()
            elif char == "'" and not self.skip_quotes:
                piece = self._single_quotes()
            elif char == '"' and not self.skip_quotes:
                piece = self._double_quotes()
            elif char == self.escape:
                self.pos += 1
                piece = self._next()
                if self.raw_escapes:
                    piece = char + piece
                if not piece:
                    break
            else:
                self.pos += 1
                piece, plain = char, True
            out.append(piece)
            size += len(piece)
            if size > self.limit:
                raise TooLargeError
            if not plain:
                in_word = True
                if piece:
                    buffer.append(piece)
                continue
            for c in piece:
                if c not in SPACE:
                    buffer.append(c)
                    in_word = True
                elif in_word and buffer:
                    words.append("".join(buffer))
                    buffer.clear()
                    in_word = False
        if stop:
            raise ExpansionError(f"`{stop}` is missing")
        return "".join(out), flush()

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
        if self._peek() != "{":
            name = self._name()
            if not name:
                return "$"
            value = self._get(name)
            if value is None:
                return f"${name}" if self.keep_unset else ""
            return value
        self.pos += 1
        first = self._peek()
        if not first:
            raise ExpansionError("`}` is missing")
        if first in "{}:":
            raise ExpansionError("`${` needs a variable's name")
        name = self._name()
        operator = self._next()
        if operator == "}":
            value = self._get(name)
            if value is None:
                return f"${{{name}}}" if self.keep_unset else ""
            return value
        if operator == "/":
            return self._substitute(name)
        return self._modify(name, operator)

    def _modify(self, name: str, operator: str) -> str:
        shown = operator
        null_is_unset = operator == ":"
        if null_is_unset:
            operator = self._next()
            shown += operator
        elif not operator or operator not in "+-?#%":
            raise ExpansionError(f"{quote(shown)} is no operator" if shown else "`}` is missing")
        raw = operator in ("#", "%")
        if null_is_unset and raw:
            raise ExpansionError(f"{quote(shown)} is no operator")
        word = self._operand("}")[0] if not raw else self._until("}", True)[0]  # noqa: FBT003
        value = self._get(name)
        if self.keep_unset and value is None:
            return f"${{{name}{shown}{word}}}"
        unset = value is None or (null_is_unset and not value)
        if operator == "-":
            return word if unset else value or ""
        if operator == "+":
            return "" if unset else word
        if operator == "?":
            if unset:
                default = "is not allowed to be unset" if value is None else "is not allowed to be empty"
                raise ExpansionError(f"{quote(name)}: {quote(word) if word else default}")
            return value or ""
        if not raw:
            raise ExpansionError(f"{quote(shown)} is no operator")
        longest = word.startswith(operator)
        remove = patterns.remove_prefix if operator == "#" else patterns.remove_suffix
        try:
            return remove(word[1:] if longest else word, value or "", longest=longest)
        except patterns.PatternError:
            raise ExpansionError(f"the pattern {quote(word)} has a backslash that escapes nothing") from None

    def _operand(self, stop: str) -> tuple[str, list[str]]:
        return self._until(stop, False)  # noqa: FBT003

    def _substitute(self, name: str) -> str:
        everywhere = self._peek() == "/"
        if everywhere:
            self.pos += 1
        pattern = self._until("/", True)[0]  # noqa: FBT003
        replacement = self._until("}", True)[0]  # noqa: FBT003
        value = self._get(name)
        if self.keep_unset and value is None:
            return f"${{{name}/{pattern}/{replacement}}}"
        try:
            return patterns.replace(pattern, replacement, value or "", everywhere=everywhere)
        except patterns.PatternError:
            raise ExpansionError(f"the pattern {quote(pattern)} has a backslash that escapes nothing") from None


def expand(word: str, variables: Mapping[str, str], escape: str = "\\") -> Expansion:
    """Expand one word, white space and all.

    Raises:
        ExpansionError: See `ShellLexer.run`.
    """
    if "$" not in word and "'" not in word and '"' not in word and escape not in word and word[:1] != "\ufeff":
        return Expansion(word)
    lexer = ShellLexer(word, variables, escape)
    text, _ = lexer.run()
    return Expansion(text, tuple(lexer.matched), tuple(lexer.unmatched))


def expand_words(word: str, variables: Mapping[str, str], escape: str = "\\") -> list[str]:
    """Expand one word and split the result at white space, as EXPOSE does.

    Raises:
        ExpansionError: See `ShellLexer.run`.
    """
    return ShellLexer(word, variables, escape).run()[1]
