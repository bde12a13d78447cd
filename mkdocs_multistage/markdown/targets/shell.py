r"""``docker build --target test .`` and its kin in a terminal session or a script.

Comes in: the text of a fence, with prompts, continued lines and output as authors leave them in. Goes out: the
targets of the commands whose Dockerfile is the one in the working directory.

How: each line, with those that continue it, becomes words with their places. A command is looked for behind
what may stand before one: a prompt, ``sudo``, ``NAME=value``. Quotation marks that do not close on their line are
taken for apostrophes, so that output does not swallow what follows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.markdown.targets.target import Target, is_default_file, is_here

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Program and subcommands that build a Dockerfile.
_COMMANDS: Final = frozenset({
    ("docker", "build"), ("docker", "buildx", "build"), ("docker", "buildx", "b"), ("docker", "image", "build"),
    ("docker", "builder", "build"),
    ("podman", "build"), ("podman", "image", "build"), ("podman", "buildx", "build"),
    ("buildah", "bud"), ("buildah", "build"), ("buildah", "build-using-dockerfile"),
    ("nerdctl", "build"), ("nerdctl", "image", "build"), ("nerdctl", "builder", "build"),
})  # fmt: skip
_PROGRAMS: Final = frozenset(command[0] for command in _COMMANDS)

# Flags of these commands that take no value; every other one without `=` takes the next word.
_SWITCHES: Final = frozenset({
    "--check", "--compress", "--disable-content-trust", "--force-rm", "--help", "--http-proxy", "--layers", "--load",
    "--no-cache", "--no-hostname", "--no-hosts", "--omit-history", "--pull", "--pull-always", "--pull-never", "--push",
    "--quiet", "--rm", "--skip-unused-stages", "--squash", "--squash-all", "--stream", "--tls-verify", "-D", "-q",
})  # fmt: skip
_FILE_FLAGS: Final = ("-f", "--file")

# What may stand before a command, besides prompts and assignments.
_BEFORE: Final = frozenset({"sudo", "time", "env", "exec", "nohup", "command", "PS", "!", "if", "then", "do", "&&"})
_ASSIGNMENT: Final = re.compile(r"(?:\$env:)?[A-Za-z_]\w{0,80}=")
_PROMPT_ENDS: Final = ("$", "%", ">", "#", "\u276f", "\u279c", "\u2192")
# They lead elsewhere, and the Dockerfile there is another one.
_LEADING_AWAY: Final = frozenset({"cd", "pushd", "chdir", "Set-Location"})

# Nobody types a longer one.
_LONGEST_LINE: Final = 4000

_SEPARATORS: Final = ";|&()"
# At the end of a line: of a POSIX shell, of PowerShell, of Windows' command prompt.
_CONTINUATIONS: Final = ("\\", "`", "^")
_REDIRECTION: Final = re.compile(r"[0-9&]?>")


class _Word(NamedTuple):
    """A word without quotation marks, and its place, from 1; separators are words of their own.

    Attributes:
        quotes: Where in the text an opening or closing quotation mark was left out.
    """

    text: str
    line: int
    column: int
    quotes: tuple[int, ...] = ()
    separates: bool = False

    def column_of(self, offset: int) -> int:
        """The column of the character at an index of the text."""
        return self.column + offset + sum(place <= offset for place in self.quotes)


def shell_targets(text: str) -> list[Target]:
    """The targets that a text's commands name."""
    found: list[Target] = []
    for words in _commands(text):
        if words[0].text in _LEADING_AWAY:
            break
        start = _start(words)
        if start is None:
            continue
        target = _target(words[start:])
        if target is not None:
            found.append(target)
    return found


def _commands(text: str) -> Iterator[list[_Word]]:
    """The words of each command, of which there is at least one."""
    command: list[_Word] = []
    continued = False
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.rstrip() if len(line) <= _LONGEST_LINE else ""
        continues = stripped.endswith(_CONTINUATIONS) and not stripped.endswith("\\\\")
        if not continued and command:
            yield command
            command = []
        for word in _words(stripped[:-1] if continues else stripped, number):
            if not word.separates:
                command.append(word)
            elif command:
                yield command
                command = []
        continued = continues
    if command:
        yield command


def _words(line: str, number: int) -> Iterator[_Word]:
    """A line's words, up to a comment."""
    at, end = 0, len(line)
    while at < end:
        character = line[at]
        if character.isspace():
            at += 1
        elif character == "#" and (at + 1 == end or line[at + 1] != " " or at > 0):
            return
        elif character in _SEPARATORS:
            yield _Word(character, number, at + 1, separates=True)
            at += 1
        else:
            word, at = _word(line, at, number)
            yield word


def _word(line: str, start: int, number: int) -> tuple[_Word, int]:
    """The word that begins at an index, and the index behind it."""
    at, end = start, len(line)
    text = ""
    quotes: list[int] = []
    while at < end:
        character = line[at]
        if character in "\"'":
            close = line.find(character, at + 1)
            if close >= 0:
                quotes += [len(text), len(text) + close - at]
                text += line[at + 1 : close]
                at = close + 1
                continue
        elif character == "$" and line[at + 1 : at + 2] == "(":
            close = line.find(")", at)
            if close >= 0:
                text += line[at : close + 1]
                at = close + 1
                continue
        elif character.isspace() or character in _SEPARATORS:
            break
        text += character
        at += 1
    return _Word(text, number, start + 1, tuple(quotes)), at


def _start(words: Sequence[_Word]) -> int | None:
    """Where a building command's program stands among the words."""
    in_prompt = words[0].text.startswith(("[", "("))
    for index, word in enumerate(words):
        if word.text in _PROGRAMS:
            return None if in_prompt else index
        if in_prompt:
            in_prompt = not word.text.endswith(_PROMPT_ENDS)
        elif not (word.text in _BEFORE or word.text.endswith(_PROMPT_ENDS) or _ASSIGNMENT.match(word.text)):
            return None
    return None


def _target(words: Sequence[_Word]) -> Target | None:
    """The target of one command, where it builds the Dockerfile at hand."""
    length = next((n for n in (2, 3) if tuple(word.text for word in words[:n]) in _COMMANDS), 0)
    if not length:
        return None
    target: Target | None = None
    rest = list(reversed(words[length:]))
    while rest:
        word = rest.pop()
        if _REDIRECTION.match(word.text):
            break
        name, equals, value = word.text.partition("=")
        if not name.startswith("-") or name == "-":
            if not is_here(word.text):
                return None
            continue
        place = word
        if not equals:
            # Two flags in a row: the first is a switch that is not known here.
            if name in _SWITCHES or not rest or rest[-1].text.startswith("--"):
                continue
            place = rest.pop()
            value = place.text
        if name == "--target":
            column = place.column_of(len(name) + 1 if equals else 0)
            target = Target(value, place.line, column, "--target")
        elif name in _FILE_FLAGS and not is_default_file(value):
            return None
    return target
