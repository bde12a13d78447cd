"""Says what a command does: a command in, an act out, by the tables and, where they are silent, by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mkdocs_multistage.roles.commands import program_name
from mkdocs_multistage.roles.globs import Globs
from mkdocs_multistage.roles.patterns import fit, patterns_of, sort_out
from mkdocs_multistage.roles.scripts import installs, script_act
from mkdocs_multistage.roles.tables import (
    DEBUGGER_PACKAGES,
    IDLE,
    PEOPLE_PACKAGES,
    SUBCOMMANDS,
    TOOLCHAIN_PACKAGES,
    Act,
)

if TYPE_CHECKING:
    from mkdocs_multistage.roles.commands import Command
    from mkdocs_multistage.roles.patterns import Arguments
    from mkdocs_multistage.roles.shell import Token

_TOOLCHAIN = Globs(TOOLCHAIN_PACKAGES)
# What a program is asked about itself.
_QUESTIONS = frozenset({"--version", "-v", "-V", "version", "--help", "-h", "help"})
# Programs whose output is worth a look at where it goes.
_PRINTERS = frozenset({"", "awk", "cat", "date", "echo", "head", "printf", "sed", "tee"})
# Where projects keep their own programs, and how those end.
_OWN_FOLDERS = ("./", "../", "bin/", "build/", "ci/", "hack/", "scripts/")
_SYSTEM_FOLDERS = ("/bin/", "/opt/", "/sbin/", "/usr/")
_SCRIPT_SUFFIXES = (".bash", ".mjs", ".pl", ".py", ".rb", ".sh")


class Doing(NamedTuple):
    """What a command does, wherever it stands.

    Attributes:
        act: The kind of act.
        words: The words that say so, as written.
        start: Where they begin in the command's text.
        end: Where they end.
        label: A detail for the reason, such as the packages that tell; mostly empty.
        brings_sources: Whether the project's sources are there afterwards.
    """

    act: Act
    words: str
    start: int
    end: int
    label: str = ""
    brings_sources: bool = False


def doing(command: Command, *, told_by_script: bool = False) -> Doing | None:
    """What a command does; ``None`` where it does nothing that tells a stage's purpose.

    Args:
        command: A command, wrappers taken off.
        told_by_script: Whether a script hands on to it; then it is not asked once more whom it hands on to.
    """
    if command.arguments and all(token.text in _QUESTIONS for token in command.arguments[:3]):
        return None
    arguments = sort_out(command)
    # `/tap` at the root of an image is the application, not the checker of that name.
    own = command.head.text.startswith("/") and command.head.text.count("/") == 1
    found = None if own else fit(command, arguments)
    if found is not None and found.act == "system":
        act, label = _packages(arguments)
        return _doing(command, act, found.last, label)
    if found is not None and found.act != "idle":
        return _doing(command, found.act, found.last)
    known = not own and bool(patterns_of(command.program))
    if command.writes is not None and (known or command.program in _PRINTERS):
        # A main.rs written on the spot stands in for the sources while dependencies are compiled.
        return _doing(command, "seed" if command.writes.text.endswith(".rs") else "write", None)
    if known:
        return None
    handed_on = None if told_by_script else _behind_script(command, arguments)
    return handed_on or _by_words(command, arguments)


def _doing(command: Command, act: Act, last: Token | None, label: str = "") -> Doing:
    start, end = command.stretch(last)
    return Doing(act, " ".join(command.text[start:end].split()), start, end, label)


def _by_words(command: Command, arguments: Arguments) -> Doing | None:
    """What a program that no table knows does: a script of the project by its name, any other by its subcommand."""
    if _is_own(command):
        return _doing(command, *_script(command, arguments))
    if command.program in {".", "source"} and arguments.words:
        # Most sourced files set variables; a script that is called after what it does does it.
        file = arguments.words[0]
        act = script_act(file.text) if file.text.endswith(_SCRIPT_SUFFIXES) else None
        return _doing(command, act, file) if act in {"build", "deps", "fetch", "test"} else None
    if command.program in IDLE:
        return None
    for token in [word for word in arguments.words[:8] if "=" not in word.text][:2]:
        act = SUBCOMMANDS.get(token.text)
        if act is not None:
            return _doing(command, act, token)
    return None


def _is_own(command: Command) -> bool:
    """Whether a program is one of the project's own files, by its path."""
    text = command.head.text
    if text.startswith("/") and not text.startswith(_SYSTEM_FOLDERS):
        return True
    return text.startswith(_OWN_FOLDERS) or text.endswith(_SCRIPT_SUFFIXES)


def _behind_script(command: Command, arguments: Arguments) -> Doing | None:
    """What a script hands on to, if it is told another program: `with-secrets.sh pnpm build`."""
    head = arguments.words[0] if arguments.words and _is_own(command) else None
    if head is None or script_act(command.head.text) is not None or installs(command.head.text):
        return None
    known = bool(patterns_of(program_name(head.text))) and script_act(head.text) is None
    if not known and not head.text.startswith(_OWN_FOLDERS):
        return None
    behind = tuple(token for token in command.arguments if token.start > head.start)
    inner = command._replace(program=program_name(head.text), head=head, arguments=behind)
    return doing(inner, told_by_script=True)


def _script(command: Command, arguments: Arguments) -> tuple[Act, Token | None]:
    """What one of the project's own scripts does, by its name and by what it is told to do."""
    name = command.head.text
    by_name = script_act(name)
    words = arguments.words
    by_word = script_act(words[0].text) if words and not {"=", "/"} & set(words[0].text) else None
    if by_word is not None and (by_name in {None, "run"} or (by_word == "test" and by_name != "fetch")):
        return by_word, words[0]
    return by_name or ("tool" if installs(name) else "opaque"), None


def _packages(arguments: Arguments) -> tuple[Act, str]:
    """What an installation of system packages is for, and the packages that say so."""
    names = [token.text.partition("=")[0][:100] for token in arguments.words[1:]]
    people = [name for name in names if name in PEOPLE_PACKAGES]
    if len(people) > 1 or any(name in DEBUGGER_PACKAGES for name in people):
        return "devtools", ", ".join(people[:3])
    compilers = list(filter(_TOOLCHAIN.fit, names))
    if compilers:
        return "toolchain", ", ".join(compilers[:3])
    return "system", ", ".join(name[:40] for name in names[:3])
