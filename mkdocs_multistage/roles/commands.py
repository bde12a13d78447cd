"""Reads the commands of instructions: the text of a RUN, CMD or ENTRYPOINT in, the programs that do the work out.

`shell` finds the simple commands; here assignments and keywords go, heredocs are read, and wrappers (`sudo`, `npx`,
`python -m`, `sh -c "…"`) are looked through. Every token keeps its place in the text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_multistage.dockerfile.text import WORDS
from mkdocs_multistage.remembered import remembered
from mkdocs_multistage.roles.shell import MAX_DEPTH, Simple, Token, simple_commands
from mkdocs_multistage.roles.tables.wrappers import ALIASES, PREFIXES, WRAPPERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_VERSION = re.compile(r"(?<=[a-z])-?(?:[0-9][0-9.]*|\$\w+|\$\{\w+\})$")
_KEYWORDS = frozenset(
    {"!", "do", "done", "elif", "else", "esac", "fi", "if", "then", "time", "until", "while", "{", "}"}
)
_HEADERS = frozenset({"case", "for", "function", "select"})
_SHELLS = frozenset({"ash", "bash", "dash", "ksh", "sh", "zsh"})


class Command(NamedTuple):
    """A simple command, wrappers taken off.

    Attributes:
        program: The program's name: without folder, version and suffix (``python`` for ``/usr/bin/python3.12``).
        head: The token it was taken from.
        arguments: The tokens behind it.
        writes: The file its output goes to.
        text: What it stands in.
        seam: Where CMD's words begin in the text, if the command is made of ENTRYPOINT and CMD.
        quoted: Whether it is in JSON form, each token in its quotes.
    """

    program: str
    head: Token
    arguments: tuple[Token, ...]
    writes: Token | None
    text: str
    seam: int = 0
    quoted: bool = False

    def stretch(self, last: Token | None = None) -> tuple[int, int]:
        """Where the command stands in its text, up to a token; by default the program alone."""
        first, last = self.head, last or self.head
        if first.start < self.seam <= last.start:
            first = next(token for token in self.arguments if token.start >= self.seam)
        start, end = first.start, max(last.end, first.end)
        return (start - 1, end + 1) if self.quoted else (start, end)


def shell_text(arguments: str) -> str:
    """An instruction's arguments as they are read here: their words, single spaces between."""
    return " ".join(WORDS.findall(arguments))


def commands_in(text: str) -> list[Command]:
    """The commands that a RUN, CMD or ENTRYPOINT runs or will run.

    Args:
        text: Its arguments, in shell or JSON form, as `shell_text` gives them.
    """
    exec_form = _exec_form(text)
    if exec_form is not None:
        return list(_unwrap(Simple(exec_form, None, quoted=True), text, 0))
    return _in_script(text)


def heredoc_commands(body: str) -> list[Command]:
    """The commands of a heredoc that a shell reads; none where its ``#!`` line names something else."""
    return [] if _foreign(body) else _in_script(body)


def joint_commands(entrypoint: str, cmd: str) -> list[Command]:
    """The command that ENTRYPOINT and CMD make together, if both are in JSON form.

    Args:
        entrypoint: As in `commands_in`.
        cmd: Likewise. The tokens stand in both texts, a space between.
    """
    first, second = _exec_form(entrypoint), _exec_form(cmd)
    if not first or not second:
        return []
    seam = len(entrypoint) + 1
    moved = tuple(Token(token.text, token.start + seam, token.end + seam) for token in second)
    whole = Simple((*first, *moved), None, quoted=True)
    return [command._replace(seam=seam) for command in _unwrap(whole, f"{entrypoint} {cmd}", 0)]


def feeds_a_shell(found: Sequence[Command], text: str) -> bool:
    """Whether the heredocs of a RUN are scripts: they stand alone, or a shell reads them.

    Args:
        found: Its commands.
        text: Their text.
    """
    if not found:
        return bool(text)
    first = found[0]
    return first.program in _SHELLS and all(token.text.startswith("-") for token in first.arguments)


def _in_script(text: str) -> list[Command]:
    return [command for raw in simple_commands(text, 0, len(text)) for command in _unwrap(raw, text, 0)]


def _foreign(body: str) -> bool:
    """Whether a body's ``#!`` line names an interpreter that is no shell."""
    head, _, _ = body.lstrip().partition("\n")
    if not head.startswith("#!"):
        return False
    return not any(part.rpartition("/")[2] in _SHELLS for part in head[2:].split())


def _exec_form(text: str) -> tuple[Token, ...] | None:
    """The strings of a JSON array, ``None`` for the shell form."""
    if not text.startswith("["):
        return None
    try:
        strings = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(strings, list) or not all(isinstance(string, str) for string in strings):
        return None
    tokens, at = [], 1
    for string in strings:
        start = text.index('"', at) + 1
        at = start
        while text[at] != '"':
            at += 2 if text[at] == "\\" else 1
        tokens.append(Token(string, start, at))
        at += 1
    return tuple(tokens)


def _unwrap(raw: Simple, text: str, depth: int) -> Iterator[Command]:
    """The command that does the work; several where a shell is handed a script."""
    tokens = list(raw.tokens)
    at = 0
    while at < len(tokens):
        word = tokens[at].text
        if word in _HEADERS:
            return
        if word in _KEYWORDS or _ASSIGNMENT.match(word):
            at += 1
            continue
        program = program_name(word)
        script, file = _shell_script(tokens, at + 1) if program in _SHELLS else (None, None)
        if script is not None and depth < MAX_DEPTH:
            for inner in simple_commands(text, *_inside_quotes(script, text), depth + 1):
                yield from _unwrap(inner, text, depth + 1)
            return
        if file is not None:
            at = file
            program = program_name(tokens[at].text)
        behind = _behind_wrapper(program, tokens, at)
        if behind is not None:
            at = behind
            continue
        yield Command(program, tokens[at], tuple(tokens[at + 1 :]), raw.writes, text, quoted=raw.quoted)
        return
    if raw.writes is not None:
        yield Command("", raw.writes, (), raw.writes, text)


@remembered(2048)
def program_name(text: str) -> str:
    """A program's plain name: ``python`` for ``/usr/local/bin/python3.12``, ``mvn`` for ``./mvnw``."""
    name = text.replace("\\", "/").rpartition("/")[2]
    name = name.removesuffix(".exe").removesuffix(".cmd")
    if not name.endswith((".sh", ".py", ".js")):
        name = _VERSION.sub("", name) or name
    return ALIASES.get(name, name)


def _inside_quotes(token: Token, text: str) -> tuple[int, int]:
    """A token's stretch without the quotes around it, so that its text can be read as a script."""
    first, last = text[token.start], text[token.end - 1]
    quoted = first == last and first in "'\"" and token.end - token.start > 1
    return (token.start + 1, token.end - 1) if quoted else (token.start, token.end)


def _shell_script(tokens: Sequence[Token], at: int) -> tuple[Token | None, int | None]:
    """What a shell is told to run: a ``-c`` script, or where the name of a script file stands."""
    script = False
    while at < len(tokens):
        token = tokens[at]
        text = token.text
        if text in {"-o", "+o"} and not script:
            at += 2
            continue
        if text.startswith(("-", "+")) and len(text) > 1:
            script = script or (not text.startswith("--") and "c" in text)
            at += 1
            continue
        if not script:
            return None, at
        return token, None
    return None, None


def _behind_wrapper(program: str, tokens: Sequence[Token], at: int) -> int | None:
    """Where the wrapped program stands; ``None`` where this is no wrapper, or wraps nothing."""
    if program == "find":
        return next((n + 1 for n in range(at, len(tokens) - 1) if tokens[n].text in {"-exec", "-execdir"}), None)
    if program not in PREFIXES:
        return None
    wrapper = WRAPPERS.get((program,))
    behind = at + 1
    if wrapper is None:
        while (
            behind < len(tokens)
            and tokens[behind].text.startswith("-")
            and (program, tokens[behind].text) not in WRAPPERS
        ):
            behind += 1
        wrapper = WRAPPERS.get((program, tokens[behind].text)) if behind < len(tokens) else None
        behind += 1
    if wrapper is None:
        return None
    operands = wrapper.operands
    while behind < len(tokens):
        text = tokens[behind].text
        if text in wrapper.takes:
            behind += 2
        elif text.startswith("-") or _ASSIGNMENT.match(text):
            behind += 1
        elif operands:
            operands -= 1
            behind += 1
        else:
            return behind
    return None
