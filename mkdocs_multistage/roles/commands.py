"""Reads the commands of instructions: a RUN, CMD or ENTRYPOINT in, the programs that do the work out.

`shell` finds the simple commands; here assignments and keywords go, heredocs are read, and wrappers (`sudo`, `npx`,
`python -m`, `sh -c "…"`) are looked through. Every token keeps its place in the Dockerfile.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mkdocs_multistage.roles.shell import MAX_DEPTH, Simple, Source, Token, simple_commands
from mkdocs_multistage.roles.tables.wrappers import ALIASES, PREFIXES, WRAPPERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs_multistage.dockerfile import Heredoc, Instruction, Span, Word

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_VERSION = re.compile(r"(?<=[a-z])-?(?:[0-9][0-9.]*|\$\w+|\$\{\w+\})$")
_KEYWORDS = frozenset(
    {"!", "do", "done", "elif", "else", "esac", "fi", "if", "then", "time", "until", "while", "{", "}"}
)
_HEADERS = frozenset({"case", "for", "function", "select"})
_SHELLS = frozenset({"ash", "bash", "dash", "ksh", "sh", "zsh"})


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command, wrappers taken off.

    Attributes:
        program: The program's name: without folder, version and suffix (``python`` for ``/usr/bin/python3.12``).
        head: The token it was taken from.
        arguments: The tokens behind it.
        writes: The file its output goes to.
        source: Where the tokens stand.
        seam: Where CMD's words begin in the source, if the command is made of ENTRYPOINT and CMD.
        quoted: Whether it is in JSON form, each token in its quotes.
    """

    program: str
    head: Token
    arguments: tuple[Token, ...]
    writes: Token | None
    source: Source
    seam: int = 0
    quoted: bool = False

    def words(self, last: Token | None = None) -> tuple[str, Span]:
        """The command up to a token (by default the program alone): as written, and where."""
        first, last = self.head, last or self.head
        if first.start < self.seam <= last.start:
            first = next(token for token in self.arguments if token.start >= self.seam)
        start, end = first.start, max(last.end, first.end)
        if self.quoted:
            start, end = start - 1, end + 1
        return " ".join(self.source.text[start:end].split()), self.source.span(start, end)


def instruction_commands(instruction: Instruction, lines: Sequence[str]) -> tuple[Command, ...]:
    """The commands that an instruction runs or, for CMD and ENTRYPOINT, will run.

    Args:
        instruction: A RUN, CMD, ENTRYPOINT, or HEALTHCHECK's words behind CMD; in shell or JSON form.
        lines: The lines of the Dockerfile, for the places of heredoc bodies.
    """
    words = instruction.words
    source = _words_source(words)
    exec_form = _exec_form(source)
    if exec_form is not None:
        return tuple(_unwrap(Simple(exec_form, None, quoted=True), source, 0))
    found = [command for raw in simple_commands(source, 0, len(source.text)) for command in _unwrap(raw, source, 0)]
    if instruction.heredocs and _feeds_a_shell(found, words):
        for heredoc in instruction.heredocs:
            body = _heredoc_source(heredoc, lines)
            if not _foreign(body.text):
                found += [
                    command for raw in simple_commands(body, 0, len(body.text)) for command in _unwrap(raw, body, 0)
                ]
    return tuple(found)


def launch_commands(
    entrypoint: Instruction | None, cmd: Instruction | None, lines: Sequence[str]
) -> tuple[Command, ...]:
    """What a container of the image will run.

    ENTRYPOINT and CMD in JSON form make one command; each is looked at by itself, too, as an entrypoint script hands
    on to what CMD says.
    """
    present = [instruction for instruction in (entrypoint, cmd) if instruction is not None]
    found: list[Command] = []
    if entrypoint is not None and cmd is not None:
        first, second = _exec_form(_words_source(entrypoint.words)), _exec_form(_words_source(cmd.words))
        if first and second:
            source = _words_source((*entrypoint.words, *cmd.words))
            offset = sum(len(word.text) + 1 for word in entrypoint.words)
            moved = tuple(Token(token.text, token.start + offset, token.end + offset) for token in second)
            found += (
                replace(command, seam=offset)
                for command in _unwrap(Simple((*first, *moved), None, quoted=True), source, 0)
            )
    for instruction in present:
        found += instruction_commands(instruction, lines)
    return tuple(found)


def _words_source(words: Sequence[Word]) -> Source:
    return Source([(word.text, word.span.line, word.span.column) for word in words], " ")


def _heredoc_source(heredoc: Heredoc, lines: Sequence[str]) -> Source:
    """The body line by line; under ``<<-`` the tabs that are missing move the columns."""
    pieces = []
    for number, piece in enumerate(heredoc.body.split("\n"), heredoc.span.line):
        written = lines[number - 1] if 0 < number <= len(lines) else ""
        pieces.append((piece, number, max(written.find(piece), 0) + 1 if piece else 1))
    return Source(pieces, "\n")


def _feeds_a_shell(found: Sequence[Command], words: Sequence[Word]) -> bool:
    """Whether the heredoc is a script: it stands alone, or a shell reads it."""
    if not found:
        return bool(words)
    first = found[0]
    return first.program in _SHELLS and all(token.text.startswith("-") for token in first.arguments)


def _foreign(body: str) -> bool:
    """Whether a body's ``#!`` line names an interpreter that is no shell."""
    head, _, _ = body.lstrip().partition("\n")
    if not head.startswith("#!"):
        return False
    return not any(part.rpartition("/")[2] in _SHELLS for part in head[2:].split())


def _exec_form(source: Source) -> tuple[Token, ...] | None:
    """The strings of a JSON array, ``None`` for the shell form."""
    text = source.text
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


def _unwrap(raw: Simple, source: Source, depth: int) -> Iterator[Command]:
    """The command that does the work; several where a shell is handed a script."""
    tokens = list(raw.tokens)
    at = 0
    while at < len(tokens):
        text = tokens[at].text
        if text in _HEADERS:
            return
        if text in _KEYWORDS or _ASSIGNMENT.match(text):
            at += 1
            continue
        program = program_name(text)
        script, file = _shell_script(tokens, at + 1) if program in _SHELLS else (None, None)
        if script is not None and depth < MAX_DEPTH:
            for inner in simple_commands(source, *_inside_quotes(script, source), depth + 1):
                yield from _unwrap(inner, source, depth + 1)
            return
        if file is not None:
            at = file
            program = program_name(tokens[at].text)
        behind = _behind_wrapper(program, tokens, at)
        if behind is not None:
            at = behind
            continue
        yield Command(program, tokens[at], tuple(tokens[at + 1 :]), raw.writes, source, quoted=raw.quoted)
        return
    if raw.writes is not None:
        yield Command("", raw.writes, (), raw.writes, source)


@lru_cache(maxsize=2048)
def program_name(text: str) -> str:
    """A program's plain name: ``python`` for ``/usr/local/bin/python3.12``, ``mvn`` for ``./mvnw``."""
    name = text.replace("\\", "/").rpartition("/")[2]
    name = name.removesuffix(".exe").removesuffix(".cmd")
    if not name.endswith((".sh", ".py", ".js")):
        name = _VERSION.sub("", name) or name
    return ALIASES.get(name, name)


def _inside_quotes(token: Token, source: Source) -> tuple[int, int]:
    """A token's stretch without the quotes around it, so that its text can be read as a script."""
    first, last = source.text[token.start], source.text[token.end - 1]
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
