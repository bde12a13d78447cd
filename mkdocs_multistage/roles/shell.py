"""Splits shell text into simple commands: text in, tokens with their places in it out.

One pass over the characters finds the commands between operators, without their redirections; what stands in
`$(…)` and backticks follows as commands of its own. This is no shell: what it cannot follow (unclosed quotes, deep
nesting, patterns of `case`) it leaves out, and the work stays linear in the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Substitutions and scripts are read inside one another this far.
MAX_DEPTH = 4

# Characters that mean nothing to a shell, and the white space behind them.
_PLAIN = re.compile(r"""([^ \t\r\n;&|()#<>'"\\$`]+)([ \t\r]*)""")


class Token(NamedTuple):
    """A word of a command.

    Attributes:
        text: Without quotes and escapes; variables and substitutions stay as written.
        start: Its first character in the text.
        end: Behind its last character.
    """

    text: str
    start: int
    end: int


class Simple(NamedTuple):
    """A simple command as written: its words, and the file its output goes to.

    Attributes:
        tokens: Assignments, keywords and wrappers included; redirections are not.
        writes: The file its output goes to.
        quoted: Whether it is in JSON form, each token in its quotes.
    """

    tokens: tuple[Token, ...]
    writes: Token | None
    quoted: bool = False


def simple_commands(text: str, start: int, end: int, depth: int = 0) -> list[Simple]:
    """The simple commands in a stretch of a text, in order.

    Args:
        text: Shell text.
        start: The stretch's first character.
        end: Behind its last.
        depth: How many substitutions and scripts it stands in; beyond `MAX_DEPTH` nothing further is looked into.
    """
    return _Scanner(text, start, end, depth).run()


class _Scanner:
    """One pass over a stretch of a text; `commands` holds what it has met so far."""

    def __init__(self, text: str, start: int, end: int, depth: int) -> None:
        self.text = text
        self.at = start
        self.end = end
        self.depth = depth
        self.commands: list[Simple] = []
        self.tokens: list[Token] = []
        self.writes: Token | None = None
        self.chars: list[str] | None = None
        self.word_start = start
        self.redirect: str | None = None
        self.delimiters: list[str] = []
        self.inner: list[tuple[int, int]] = []
        self.closable = True
        self.open = 0

    def run(self) -> list[Simple]:
        text, special, plain = self.text, self._special, _PLAIN.match
        while self.at < self.end:
            found = plain(text, self.at, self.end)
            if found is None:
                special[text[self.at]](self, text[self.at])
            elif self.chars is None and self.redirect is None and found[2]:
                # Most words are whole, and nothing else than words of a command.
                self.tokens.append(Token(found[1], self.at, found.end(1)))
                self.at = found.end()
            else:
                self.add(found[1])
                self.at = found.end(1)
        self.end_command()
        return self.commands

    def add(self, chars: str) -> None:
        if self.chars is None:
            self.chars, self.word_start = [], self.at
        self.chars.append(chars)

    def end_word(self) -> None:
        if self.chars is None:
            return
        token = Token("".join(self.chars), self.word_start, self.at)
        self.chars = None
        if self.redirect is None:
            self.tokens.append(token)
            return
        if self.redirect.startswith("<<") and self.redirect != "<<<":
            self.delimiters.append(token.text)
        elif self.redirect.startswith(">") and not token.text.isdigit() and not token.text.startswith("/dev/"):
            self.writes = token
        self.redirect = None

    def end_command(self) -> None:
        self.end_word()
        self.redirect = None
        if self.tokens or self.writes is not None:
            self.commands.append(Simple(tuple(self.tokens), self.writes))
        self.tokens, self.writes = [], None
        inner, self.inner = self.inner, []
        if self.depth < MAX_DEPTH:
            for start, end in inner:
                self.commands += _Scanner(self.text, start, end, self.depth + 1).run()

    def on_space(self, _char: str) -> None:
        self.end_word()
        self.at += 1

    def on_newline(self, _char: str) -> None:
        self.end_command()
        self.at += 1
        for delimiter in self.delimiters:
            self.skip_body(delimiter)
        self.delimiters = []

    def skip_body(self, delimiter: str) -> None:
        while self.at < self.end:
            stop = self.text.find("\n", self.at, self.end)
            stop = self.end if stop < 0 else stop
            line = self.text[self.at : stop]
            self.at = stop + 1
            if line.strip("\t") == delimiter:
                return

    def on_operator(self, char: str) -> None:
        if char == "&" and self.text.startswith("&>", self.at):
            self.end_word()
            self.redirect = ">"
            self.at += 2
            return
        if char == ")" and not self.open:
            # What stands before an unopened bracket is a pattern of `case`.
            self.end_word()
            self.tokens, self.writes = [], None
        self.open = max(self.open + (char == "(") - (char == ")"), 0)
        self.end_command()
        self.at += 1

    def on_hash(self, char: str) -> None:
        if self.chars is not None:
            self.add(char)
            self.at += 1
            return
        stop = self.text.find("\n", self.at, self.end)
        self.at = self.end if stop < 0 else stop

    def on_redirect(self, char: str) -> None:
        if self.chars is not None and "".join(self.chars).isdigit():
            self.chars = None
        self.end_word()
        start = self.at
        while self.at < self.end and self.text[self.at] == char:
            self.at += 1
        if self.at < self.end and self.text[self.at] in "&|-":
            self.at += 1
        self.redirect = self.text[start : self.at].rstrip("&|-")

    def on_single(self, _char: str) -> None:
        stop = self.text.find("'", self.at + 1, self.end)
        stop = self.end if stop < 0 else stop
        self.add(self.text[self.at + 1 : stop])
        self.at = min(stop + 1, self.end)

    def on_double(self, _char: str) -> None:
        self.add("")
        self.at += 1
        while self.at < self.end and self.text[self.at] != '"':
            char = self.text[self.at]
            if char == "\\":
                self.on_backslash(char)
            elif char == "$":
                self.on_dollar(char)
            elif char == "`":
                self.on_backtick(char)
            else:
                self.add(char)
                self.at += 1
        self.at = min(self.at + 1, self.end)

    def on_backslash(self, _char: str) -> None:
        following = self.text[self.at + 1 : min(self.at + 2, self.end)]
        if following != "\n":
            self.add(following)
        self.at = min(self.at + 2, self.end)

    def on_dollar(self, char: str) -> None:
        following = self.text[self.at + 1 : min(self.at + 2, self.end)]
        stop = self.closing(self.at + 1) if following in {"(", "{"} and following else -1
        if stop < 0:
            self.add(char)
            self.at += 1
            return
        if following == "(":
            self.inner.append((self.at + 2, stop))
        self.add(self.text[self.at : stop + 1])
        self.at = stop + 1

    def on_backtick(self, char: str) -> None:
        stop = self.text.find("`", self.at + 1, self.end)
        if stop < 0:
            self.add(char)
            self.at += 1
            return
        self.inner.append((self.at + 1, stop))
        self.add(self.text[self.at : stop + 1])
        self.at = stop + 1

    def closing(self, at: int) -> int:
        """The bracket that closes the one here; -1 once one was not closed, so that nothing is searched twice."""
        if not self.closable:
            return -1
        opening = self.text[at]
        close = ")" if opening == "(" else "}"
        level = 0
        while at < self.end:
            char = self.text[at]
            if char == "\\":
                at += 1
            elif char == "'" and opening == "(":
                stop = self.text.find("'", at + 1, self.end)
                at = self.end if stop < 0 else stop
            elif char == opening:
                level += 1
            elif char == close:
                level -= 1
                if not level:
                    return at
            at += 1
        self.closable = False
        return -1

    _special = {  # noqa: RUF012 - a table of the class's own functions, never changed
        " ": on_space,
        "\t": on_space,
        "\r": on_space,
        "\n": on_newline,
        ";": on_operator,
        "&": on_operator,
        "|": on_operator,
        "(": on_operator,
        ")": on_operator,
        "#": on_hash,
        "<": on_redirect,
        ">": on_redirect,
        "'": on_single,
        '"': on_double,
        "\\": on_backslash,
        "$": on_dollar,
        "`": on_backtick,
    }
