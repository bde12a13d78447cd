"""Holds a command against the tables: a command in, the first pattern that fits out. `tables.model` has the notation."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_multistage.remembered import remembered
from mkdocs_multistage.roles.commands import program_name
from mkdocs_multistage.roles.globs import Globs
from mkdocs_multistage.roles.scripts import script_act
from mkdocs_multistage.roles.tables import INSTALLERS, TABLES, TAKES

if TYPE_CHECKING:
    from mkdocs_multistage.roles.commands import Command
    from mkdocs_multistage.roles.shell import Token
    from mkdocs_multistage.roles.tables import Act

# Words of a command, and characters of a word, beyond which nothing telling is looked for.
_MOST_WORDS = 200
_LONGEST = 200

# What ends a requirement's name: `flask>=3`, `uvicorn[standard]`.
_NAME_END = re.compile(r"[<>=~!\[; ]")
_MOST_TARGETS = 8
# These run a program of that name where the project has no script so called.
_RUNNERS = frozenset({"bun", "pixi", "pnpm", "yarn"})
# Of several targets of these the one that makes something counts.
_MANY_TARGETS = frozenset({"gmake", "just", "make", "task"})


class Element(NamedTuple):
    """One element of a pattern.

    Attributes:
        sign: How it is looked for: ``!``, ``-``, ``~``, ``$``, ``<script>``, ``<installers>``; empty for the next word.
        words: The choices that are plain words.
        globs: The choices that are not.
    """

    sign: str
    words: frozenset[str]
    globs: Globs | None

    @classmethod
    def parse(cls, text: str) -> Element:
        """An element as the tables write it."""
        if text in {"$", "<script>", "<installers>"}:
            return cls(text, frozenset(), None)
        sign = text[0] if text[0] in "!-~" else ""
        choices = {"!": text[1:], "~": text.replace("~", "")}.get(sign, text).split("|")
        globs = [choice for choice in choices if "*" in choice or "[" in choice]
        return cls(sign, frozenset(choices).difference(globs), Globs(globs) if globs else None)

    def fits(self, token: Token) -> bool:
        """Whether a token is one of the choices."""
        return token.text in self.words or (self.globs is not None and self.globs.fit(token.text))


class Pattern(NamedTuple):
    """A line of a table: what must stand behind the program, and what act that is."""

    elements: tuple[Element, ...]
    act: Act

    def may_begin_with(self, word: Token | None) -> bool:
        """Whether it is worth a closer look where that is the command's first word that is no option."""
        if not self.elements or self.elements[0].sign:
            return True
        return "$" in self.elements[0].words if word is None else self.elements[0].fits(word)


class Fit(NamedTuple):
    """What a pattern found: the act, and the last token that says so (``None``: the program says it all)."""

    act: Act
    last: Token | None


class Arguments(NamedTuple):
    """A command's arguments sorted out.

    Attributes:
        options: Those that start with a dash.
        words: The others, without the options' values.
        all: All of them.
    """

    options: tuple[Token, ...]
    words: tuple[Token, ...]
    all: tuple[Token, ...]


def _lines_by_program() -> dict[str, list[tuple[str, Act]]]:
    found: dict[str, list[tuple[str, Act]]] = {}
    for table in TABLES:
        for text, act in table.items():
            programs, _, elements = text.partition(" ")
            for program in programs.split("|"):
                found.setdefault(program, []).append((elements, act))
    return found


# The lines of all tables; those of a program are read when it is met.
_PATTERNS = _lines_by_program()
_GLOBS = tuple(program for program in _PATTERNS if "*" in program)


@remembered(1024)
def patterns_of(program: str) -> tuple[Pattern, ...]:
    """The patterns of a program; empty where no table knows it."""
    if program not in _PATTERNS:
        program = next((glob for glob in _GLOBS if fnmatchcase(program, glob)), "")
    lines = _PATTERNS.get(program, ())
    return tuple(Pattern(tuple(map(Element.parse, elements.split())), act) for elements, act in lines)


def sort_out(command: Command) -> Arguments:
    """A command's options and words."""
    takes = TAKES.get(command.program, frozenset())
    options: list[Token] = []
    words: list[Token] = []
    value = False
    for token in command.arguments[:_MOST_WORDS]:
        text = token.text
        if value:
            value = False
        elif text.startswith("-") and len(text) > 1:
            options.append(token)
            value = text in takes
        # `cargo +nightly`, `bundle _2.4.1_`: a version of the program itself.
        elif not text.startswith("+") and not (text.startswith("_") and text.endswith("_")):
            words.append(token)
    return Arguments(tuple(options), tuple(words), command.arguments[:_MOST_WORDS])


def fit(command: Command, arguments: Arguments) -> Fit | None:
    """What the first pattern that fits says of a command; ``None`` where none does."""
    first = arguments.words[0] if arguments.words else None
    for pattern in patterns_of(command.program[:_LONGEST]):
        if pattern.may_begin_with(first):
            found = _Attempt(command, arguments).follow(pattern)
            if found is not None:
                return found
    return None


class _Attempt:
    """One pattern held against one command."""

    def __init__(self, command: Command, arguments: Arguments) -> None:
        self.command = command
        self.arguments = arguments
        self.at = 0
        self.last: Token | None = None

    def follow(self, pattern: Pattern) -> Fit | None:
        for element in pattern.elements:
            if element.sign == "<script>":
                return self.script(pattern.act)
            if not self.holds(element):
                return None
        return Fit(pattern.act, self.last)

    def holds(self, element: Element) -> bool:  # noqa: PLR0911 - a case a line
        if element.sign == "!":
            return not any(map(element.fits, self.arguments.all))
        if element.sign == "-":
            return self.note(next(filter(element.fits, self.arguments.options), None))
        rest = self.arguments.words[self.at :]
        if element.sign == "$":
            return not rest
        if element.sign == "<installers>":
            return bool(rest) and all(_NAME_END.split(token.text, 1)[0].lower() in INSTALLERS for token in rest)
        if element.sign == "~":
            return self.note(next(filter(element.fits, rest), None))
        if not rest:
            return "$" in element.words
        self.at += 1
        return self.note(rest[0] if element.fits(rest[0]) else None)

    def note(self, token: Token | None) -> bool:
        if token is None:
            return False
        if self.last is None or token.end > self.last.end:
            self.last = token
        return True

    def script(self, act: Act) -> Fit:
        """What the name of a script says, or the program of that name, or else the pattern."""
        rest = tuple(token for token in self.arguments.words[self.at :] if not token.text.isdigit())
        program = self.program_of_that_name(rest)
        if program is not None:
            return program
        targets = [token for token in rest if "=" not in token.text.partition("$")[0]][:_MOST_TARGETS]
        if not targets:
            return Fit(act, None)
        if self.command.program not in _MANY_TARGETS:
            return Fit(script_act(targets[0].text) or act, targets[0])
        named = [Fit(said, token) for token in targets if (said := self.target_act(token.text)) is not None]
        return next((found for found in named if found.act == "build"), named[0] if named else Fit(act, targets[0]))

    def target_act(self, name: str) -> Act | None:
        """What a target says; one with a dash that seems to run, such as `api-start`, is more likely made."""
        said = script_act(name)
        if said == "system":
            return "deps"
        return None if said in {"run", "dev"} and "-" in name else said

    def program_of_that_name(self, rest: tuple[Token, ...]) -> Fit | None:
        """``yarn eslint`` is eslint."""
        if self.command.program not in _RUNNERS or not rest:
            return None
        name = rest[0]
        program = program_name(name.text)
        # `build` is a script of the project before it is a program; `patch-package` is no script that packs.
        if "-" not in program and script_act(name.text) is not None:
            return None
        if program not in _PATTERNS or program in _RUNNERS:
            return None
        behind = tuple(token for token in self.command.arguments if token.start > name.start)
        inner = self.command._replace(program=program, head=name, arguments=behind)
        found = fit(inner, sort_out(inner))
        return Fit(found.act, found.last or name) if found is not None else None
