"""Reads shell commands out of instructions: a RUN, CMD or ENTRYPOINT in, simple commands out.

One pass over the characters of an instruction's words and heredoc bodies finds the simple commands
between operators, without their assignments, redirections and keywords; a short loop then looks
through wrappers (``sudo``, ``npx``, ``python -m``, ``sh -c "…"``) at the program that does the work.
Every token remembers its place in the Dockerfile. This is no shell: what it cannot follow (unclosed
quotes, deep nesting, ``case`` patterns) it leaves out, and the work stays linear in the text.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs_multistage.dockerfile import Heredoc, Instruction, Word

# Substitutions and `sh -c` scripts are read inside one another this far.
_MAX_DEPTH = 4

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_VERSION = re.compile(r"(?<=[a-z])-?[0-9][0-9.]*$")
_PLAIN = re.compile(r"""[^ \t\r\n;&|()#<>'"\\$`]+""")
_KEYWORDS = frozenset(
    {"!", "do", "done", "elif", "else", "esac", "fi", "if", "then", "time", "until", "while", "{", "}"}
)
_HEADERS = frozenset({"case", "for", "function", "select"})
_SHELLS = frozenset({"ash", "bash", "dash", "ksh", "sh", "zsh"})


class Source:
    """Text gathered from several places of a Dockerfile that still knows where each piece stood.

    Attributes:
        text: The pieces, joined.
    """

    __slots__ = ("_places", "_starts", "text")

    def __init__(self, pieces: Sequence[tuple[str, int, int]], separator: str) -> None:
        self.text = separator.join(piece for piece, _, _ in pieces)
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []
        offset = 0
        for piece, line, column in pieces:
            self._starts.append(offset)
            self._places.append((line, column))
            offset += len(piece) + len(separator)

    def _place(self, offset: int) -> tuple[int, int]:
        at = max(bisect_right(self._starts, offset) - 1, 0)
        line, column = self._places[at]
        return line, column + offset - self._starts[at]

    def span(self, start: int, end: int) -> Span:
        """The place in the Dockerfile of ``text[start:end]``."""
        line, column = self._place(start)
        end_line, end_column = self._place(max(end - 1, start))
        return Span(line, column, end_line, end_column + 1)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a command.

    Attributes:
        text: Without quotes and escapes; variables and substitutions stay as written.
        start: Its first character in the source's text.
        end: Behind its last character.
    """

    text: str
    start: int
    end: int


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


@dataclass(frozen=True, slots=True)
class _Raw:
    tokens: tuple[Token, ...]
    writes: Token | None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A program that runs another.

    Attributes:
        takes: Its options that are followed by a value.
        operands: How many words stand between it and the program.
    """

    takes: frozenset[str] = frozenset()
    operands: int = 0


def _wrapper(takes: str = "", operands: int = 0) -> Wrapper:
    return Wrapper(frozenset(takes.split()), operands)


# Programs that run the program named behind them, by their first words.
WRAPPERS: dict[tuple[str, ...], Wrapper] = {
    ("bundle", "exec"): _wrapper(),
    ("bun", "x"): _wrapper(),
    ("bunx",): _wrapper(),
    ("catchsegv",): _wrapper(),
    ("chpst",): _wrapper("-u -e"),
    ("chroot",): _wrapper(operands=1),
    ("command",): _wrapper(),
    ("conda", "run"): _wrapper("-n -p --name --prefix"),
    ("corepack",): _wrapper(),
    ("cross-env",): _wrapper(),
    ("doppler", "run"): _wrapper("-p -c"),
    ("dotenv",): _wrapper("-e -c"),
    ("dumb-init",): _wrapper(),
    ("env",): _wrapper("-u -C"),
    ("eval",): _wrapper(),
    ("exec",): _wrapper("-a"),
    ("fakeroot",): _wrapper(),
    ("gosu",): _wrapper(operands=1),
    ("hatch", "run"): _wrapper(),
    ("infisical", "run"): _wrapper("--env"),
    ("mamba", "run"): _wrapper("-n -p --name --prefix"),
    ("micromamba", "run"): _wrapper("-n -p --name --prefix"),
    ("mise", "exec"): _wrapper(),
    ("nice",): _wrapper("-n"),
    ("nohup",): _wrapper(),
    ("npm", "exec"): _wrapper("-p --package -w --workspace"),
    ("npx",): _wrapper("-p --package"),
    ("opentelemetry-instrument",): _wrapper("--service_name"),
    ("pdm", "run"): _wrapper(),
    ("pipenv", "run"): _wrapper(),
    ("pipx", "run"): _wrapper("--spec"),
    ("pnpm", "dlx"): _wrapper(),
    ("pnpm", "exec"): _wrapper(),
    ("poetry", "run"): _wrapper(),
    ("python", "-m"): _wrapper(),
    ("rye", "run"): _wrapper(),
    ("setpriv",): _wrapper("--reuid --regid"),
    ("ssh-agent",): _wrapper(),
    ("stdbuf",): _wrapper("-o -e -i"),
    ("su-exec",): _wrapper(operands=1),
    ("sudo",): _wrapper("-u -g"),
    ("tini",): _wrapper(),
    ("timeout",): _wrapper("-k -s", operands=1),
    ("uv", "run"): _wrapper("--extra --group --with --python -p --package --project --directory"),
    ("uvx",): _wrapper("--from --with --python"),
    ("xargs",): _wrapper("-I -L -n -P -a -d"),
    ("xvfb-run",): _wrapper("-n -s -e"),
    ("yarn", "dlx"): _wrapper("-p"),
    ("yarn", "exec"): _wrapper(),
}
_PREFIXES = frozenset(key[0] for key in WRAPPERS)

# Scripts that a project ships in place of the program.
ALIASES = {
    "apt": "apt-get",
    "docker-php-ext-install": "docker-php-ext-install",
    "gradlew": "gradle",
    "mvnw": "mvn",
    "nodejs": "node",
    "python": "python",
    "pypy": "python",
    "xx-cargo": "cargo",
    "xx-go": "go",
    "yarnpkg": "yarn",
}


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
        return tuple(_unwrap(_Raw(exec_form, None, quoted=True), source, 0))
    found = [command for raw in _scan(source, 0, len(source.text)) for command in _unwrap(raw, source, 0)]
    if instruction.heredocs and _feeds_a_shell(found, words):
        for heredoc in instruction.heredocs:
            body = _heredoc_source(heredoc, lines)
            if not _foreign(body.text):
                found += [command for raw in _scan(body, 0, len(body.text)) for command in _unwrap(raw, body, 0)]
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


class _Scanner:
    """One pass over a stretch of a source; `commands` holds what it has met so far."""

    def __init__(self, source: Source, start: int, end: int, depth: int) -> None:
        self.source = source
        self.text = source.text
        self.at = start
        self.end = end
        self.depth = depth
        self.commands: list[_Raw] = []
        self.tokens: list[Token] = []
        self.writes: Token | None = None
        self.chars: list[str] | None = None
        self.word_start = start
        self.redirect: str | None = None
        self.delimiters: list[str] = []
        self.inner: list[tuple[int, int]] = []
        self.closable = True
        self.open = 0

    def run(self) -> list[_Raw]:
        text, special = self.text, self._special
        while self.at < self.end:
            char = text[self.at]
            handler = special.get(char)
            if handler is None:
                plain = _PLAIN.match(text, self.at, self.end)
                piece = plain[0] if plain else char
                self.add(piece)
                self.at += len(piece)
            else:
                handler(self, char)
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
            self.commands.append(_Raw(tuple(self.tokens), self.writes))
        self.tokens, self.writes = [], None
        inner, self.inner = self.inner, []
        if self.depth < _MAX_DEPTH:
            for start, end in inner:
                self.commands += _Scanner(self.source, start, end, self.depth + 1).run()

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


def _scan(source: Source, start: int, end: int, depth: int = 0) -> list[_Raw]:
    return _Scanner(source, start, end, depth).run()


def _unwrap(raw: _Raw, source: Source, depth: int) -> Iterator[Command]:
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
        if program in _SHELLS:
            script, following = _shell_script(tokens, at + 1)
            if script is not None and depth < _MAX_DEPTH:
                for inner in _scan(source, *_inside_quotes(script, source), depth + 1):
                    yield from _unwrap(inner, source, depth + 1)
                return
            if following is not None:
                at = following
                program = program_name(tokens[at].text)
        behind = _behind_wrapper(program, tokens, at)
        if behind is not None:
            at = behind
            continue
        if program == "find":
            executed = next((n for n in range(at, len(tokens)) if tokens[n].text in {"-exec", "-execdir"}), None)
            if executed is not None:
                at = executed + 1
                continue
        yield Command(program, tokens[at], tuple(tokens[at + 1 :]), raw.writes, source, quoted=raw.quoted)
        return
    if raw.writes is not None:
        yield Command("", raw.writes, (), raw.writes, source)


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
    if program not in _PREFIXES:
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
                for command in _unwrap(_Raw((*first, *moved), None, quoted=True), source, 0)
            )
    for instruction in present:
        found += instruction_commands(instruction, lines)
    return tuple(found)
