"""Says what a command does: a simple command in, a deed out, by the tables in `tables`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

from mkdocs_multistage.roles.shell import program_name
from mkdocs_multistage.roles.tables import (
    DEBUGGER_PACKAGES,
    IDLE,
    INSTALLERS,
    PEOPLE_PACKAGES,
    SUBCOMMANDS,
    TABLES,
    TAKES,
    TOOLCHAIN_PACKAGES,
    Act,
)
from mkdocs_multistage.roles.tables.words import (
    BUILD_WORDS,
    DEPS_WORDS,
    DEV_WORDS,
    FETCH_WORDS,
    INSTALL_WORDS,
    MANAGER_WORDS,
    RUN_WORDS,
    TEST_WORDS,
)

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Span
    from mkdocs_multistage.roles.shell import Command, Token

# What a program is asked about itself.
_QUESTIONS = frozenset("--version -v -V version --help -h help".split())
_SCRIPT_WORDS = re.compile(r"[a-z]+[0-9]?[a-z]*")


@dataclass(frozen=True, slots=True)
class Deed:
    """What one command of a stage does.

    Attributes:
        act: The kind of act.
        words: The words that say so, as written.
        span: Where they stand.
        label: A detail for the reason, such as the packages that tell; mostly empty.
    """

    act: Act
    words: str
    span: Span
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    elements: tuple[str, ...]
    act: Act


def _compile() -> dict[str, tuple[_Pattern, ...]]:
    found: dict[str, list[_Pattern]] = {}
    for table in TABLES:
        for text, act in table.items():
            program, *elements = text.split()
            for name in program.split("|"):
                found.setdefault(name, []).append(_Pattern(tuple(elements), act))
    return {name: tuple(patterns) for name, patterns in found.items()}


_PATTERNS = _compile()
_GLOBS = tuple(name for name in _PATTERNS if "*" in name)


def deed(command: Command) -> Deed | None:
    """What a command does; ``None`` where it does nothing that tells a stage's purpose."""
    if command.arguments and all(token.text in _QUESTIONS for token in command.arguments):
        return None
    patterns = _patterns_of(command.program[:100])
    options, arguments = _split(command)
    for pattern in patterns:
        outcome = _fits(pattern, command, options, arguments)
        if outcome is not None:
            act, last, label = outcome
            if act == "idle":
                break
            words, span = command.words(last)
            return _told(command, act, words, span, label, arguments)
    if command.writes is not None and (
        patterns or command.program in {"", "echo", "printf", "cat", "tee", "date", "head", "sed", "awk"}
    ):
        words, span = command.words()
        return Deed(_written(command), words, span)
    if not patterns and _is_script(command):
        act, last = _script(command, arguments)
        words, span = command.words(last)
        return Deed(act, words, span)
    if not patterns and command.program not in IDLE:
        for token in arguments[:2]:
            act = SUBCOMMANDS.get(token.text)
            if act is not None:
                words, span = command.words(token)
                return Deed(act, words, span)
    return None


def _script(command: Command, arguments: list[Token]) -> tuple[Act, Token]:
    """What one of the project's own scripts does, by its name and by what it is told to do."""
    told = arguments[0] if arguments else None
    by_name = script_act(command.head.text)
    by_word = script_act(told.text) if told is not None and "=" not in told.text else None
    if told is not None and by_word is not None and (by_name in {None, "run"} or by_word == "test"):
        return by_word, told
    if by_name is None and len(arguments) > 1 and told is not None and "/" in told.text and by_word is None:
        return script_act(arguments[1].text) or "opaque", arguments[1]
    return by_name or ("tool" if _installs(command.head.text) else "opaque"), command.head


def _told(command: Command, act: Act, words: str, span: Span, label: str, arguments: list[Token]) -> Deed:
    if act == "system":
        act, label = _packages(arguments)
    return Deed(act, words, span, label)


@lru_cache(maxsize=1024)
def _patterns_of(program: str) -> tuple[_Pattern, ...]:
    exact = _PATTERNS.get(program)
    if exact is not None:
        return exact
    return next((_PATTERNS[glob] for glob in _GLOBS if fnmatchcase(program, glob)), ())


def _split(command: Command) -> tuple[list[Token], list[Token]]:
    """A command's options, and its arguments without the options' values."""
    takes = TAKES.get(command.program, frozenset())
    options: list[Token] = []
    arguments: list[Token] = []
    value = False
    for token in command.arguments:
        text = token.text
        if value:
            value = False
        elif text.startswith("-") and len(text) > 1:
            options.append(token)
            value = text in takes
        elif not text.startswith("+") and not (text.startswith("_") and text.endswith("_")):
            arguments.append(token)
    return options, arguments


def _glob(text: str, choices: str) -> bool:
    text = text[:200]
    return any(text == choice or ("*" in choice and fnmatchcase(text, choice)) for choice in choices.split("|"))


Outcome = tuple[Act, "Token | None", str]


def _fits(pattern: _Pattern, command: Command, options: list[Token], arguments: list[Token]) -> Outcome | None:
    """The act, the last token that says so and a detail; ``None`` where the pattern does not fit."""
    at, last, act = 0, None, pattern.act
    for element in pattern.elements:
        found: Token | None
        if element.startswith("!"):
            if any(_glob(token.text, element[1:]) for token in command.arguments):
                return None
            continue
        if element.startswith("-"):
            found = next((token for token in options if _glob(token.text, element)), None)
        elif element.startswith("~"):
            wanted = element.replace("~", "")
            found = next((token for token in arguments[at:] if _glob(token.text, wanted)), None)
        elif element == "$" and at < len(arguments):
            return None
        elif element == "$":
            continue
        elif element == "<script>":
            redirected = _tool_by_name(command, arguments[at:])
            if redirected is not None:
                return redirected
            scripts = [token for token in arguments[at:] if "=" not in token.text]
            named = [(script_act(token.text), token) for token in scripts[:8]]
            if command.program in {"make", "gmake", "just", "task"} and len(named) > 1:
                # Of several targets the one that makes something counts.
                chosen = next((pair for pair in named if pair[0] == "build"), named[0])
            else:
                chosen = named[0] if named else (None, command.head)
            return chosen[0] or act, chosen[1] if named else None, ""
        elif element == "<installers>":
            names = [re.split(r"[<>=~!\[; ]", token.text, maxsplit=1)[0].lower() for token in arguments[at:]]
            if not names or not all(name in INSTALLERS for name in names):
                return None
            continue
        else:
            choices = element.removesuffix("|$")
            found = arguments[at] if at < len(arguments) else None
            if found is None and element.endswith("|$"):
                continue
            if found is None or not _glob(found.text, choices):
                return None
            at += 1
        if found is None:
            return None
        if last is None or found.end > last.end:
            last = found
    return act, last, ""


def _tool_by_name(command: Command, arguments: list[Token]) -> Outcome | None:
    """``yarn eslint`` runs eslint where no script of that name is known by its words."""
    if command.program not in {"yarn", "pnpm", "bun", "pixi"} or not arguments:
        return None
    name = arguments[0]
    program = program_name(name.text)
    if script_act(name.text) is not None or program not in _PATTERNS:
        return None
    behind = tuple(token for token in command.arguments if token.start > name.start)
    inner = replace(command, program=program, head=name, arguments=behind)
    options, rest = _split(inner)
    outcomes = (_fits(pattern, inner, options, rest) for pattern in _PATTERNS[program])
    act, last, label = next((outcome for outcome in outcomes if outcome is not None), (None, None, ""))
    return (act, last or name, label) if act is not None else None


def _packages(arguments: list[Token]) -> tuple[Act, str]:
    names = [token.text.partition("=")[0] for token in arguments[1:]]
    people = [name for name in names if name in PEOPLE_PACKAGES]
    if len(people) > 1 or any(name in DEBUGGER_PACKAGES for name in people):
        return "devtools", ", ".join(people[:3])
    compilers = [name for name in names if any(fnmatchcase(name[:100], glob) for glob in TOOLCHAIN_PACKAGES)]
    if compilers:
        return "toolchain", ", ".join(compilers[:3])
    return "system", ", ".join(name[:40] for name in names[:3])


def script_act(name: str) -> Act | None:
    """What a script does by the words in its name: ``build`` for ``build:prod``, ``test`` for ``run-tests.sh``."""
    base = name[:120].rstrip("/").rpartition("/")[2] if "://" not in name else ""
    words = _SCRIPT_WORDS.findall(re.sub(r"([a-z])([A-Z])", r"\1 \2", base).lower())
    strong: tuple[tuple[frozenset[str], Act], ...] = (
        (TEST_WORDS, "test"),
        (DEPS_WORDS, "deps"),
        (BUILD_WORDS, "build"),
        (FETCH_WORDS, "fetch"),
    )
    if not any(word in INSTALL_WORDS for word in words):
        for word in words:
            for group, act in strong:
                if word in group:
                    return act
    elif any(word in MANAGER_WORDS for word in words):
        return "deps"
    elif any(word in DEPS_WORDS for word in words):
        return "system"
    for group, act in ((DEV_WORDS, "dev"), (RUN_WORDS, "run")):
        if any(word in group for word in words):
            return act
    return None


def _installs(name: str) -> bool:
    return any(word in INSTALL_WORDS for word in _SCRIPT_WORDS.findall(name.rpartition("/")[2].lower()))


def _written(command: Command) -> Act:
    target = command.writes.text if command.writes else ""
    return "seed" if target.endswith((".rs", "main.go", ".hs", ".java", ".swift")) else "write"


def _is_script(command: Command) -> bool:
    """Whether a program without a pattern is one of the project's own files."""
    text = command.head.text
    if text.startswith("/") and not text.startswith(("/bin/", "/sbin/", "/usr/", "/opt/")):
        return True
    return text.startswith(("./", "../", "hack/", "scripts/", "bin/", "ci/", "build/")) or text.endswith(
        (".sh", ".py", ".bash", ".rb", ".pl", ".mjs")
    )
