"""Tells what instructions do: a RUN, COPY, ADD, CMD or ENTRYPOINT in, deeds with their places out.

`npm ci` and `COPY . .` stand in one Dockerfile after the other. So what a text says is found out without its place and
remembered; a deed adds the place, which is looked up when it is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from mkdocs_multistage.remembered import remembered
from mkdocs_multistage.roles.acts import doing
from mkdocs_multistage.roles.commands import commands_in, feeds_a_shell, heredoc_commands, joint_commands, shell_text
from mkdocs_multistage.roles.places import Words, of_heredoc
from mkdocs_multistage.roles.scripts import is_service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mkdocs_multistage.dockerfile import Instruction, Span, Word
    from mkdocs_multistage.roles.acts import Doing
    from mkdocs_multistage.roles.commands import Command
    from mkdocs_multistage.roles.tables import Act

# Characters of an instruction that is remembered, and how many are.
_LONGEST: Final = 600
_MOST: Final = 512


class Placed(Protocol):
    """Whatever can say where a stretch of a text stands."""

    def span(self, start: int, end: int) -> Span:
        """The place in the Dockerfile of ``text[start:end]``."""


class Deed(NamedTuple):
    """What a stage does somewhere.

    Attributes:
        act: The kind of act.
        words: The words that say so, as written.
        label: A detail for the reason, such as the packages that tell; mostly empty.
        brings_sources: Whether the project's sources are there afterwards.
        source: Where the text stands.
        start: Where in it the words begin.
        end: Where they end.
    """

    act: Act
    words: str
    label: str
    brings_sources: bool
    source: Placed
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where they stand in the Dockerfile."""
        return self.source.span(self.start, self.end)


class _Read(NamedTuple):
    """What the commands in a text do, and whether a shell reads its heredocs."""

    doings: tuple[Doing, ...]
    feeds_a_shell: bool


def of_run(instruction: Instruction, lines: Sequence[str]) -> Iterator[Deed]:
    """What a RUN does, in order.

    Args:
        instruction: The RUN.
        lines: The lines of the Dockerfile.
    """
    read = _run(instruction.arguments)
    if read.doings:
        yield from _placed(read.doings, Words(lines, instruction))
    if instruction.heredocs and read.feeds_a_shell:
        for heredoc in instruction.heredocs:
            doings = _heredoc(heredoc.body)
            if doings:
                yield from _placed(doings, of_heredoc(heredoc, lines))


def of_launch(entrypoint: Instruction | None, cmd: Instruction | None, lines: Sequence[str]) -> Iterator[Deed]:
    """What a container of the image will do.

    ENTRYPOINT and CMD in JSON form make one command; each is looked at by itself, too, as an entrypoint script hands
    on to what CMD says.
    """
    if entrypoint is not None and cmd is not None:
        joint = joint_commands(shell_text(entrypoint.arguments), shell_text(cmd.arguments))
        yield from _placed(_started(joint), Words(lines, entrypoint, cmd))
    for instruction in (entrypoint, cmd):
        if instruction is not None:
            doings = _launch(instruction.arguments)
            if doings:
                yield from _placed(doings, Words(lines, instruction))


def of_address(word: Word) -> Deed:
    """What a COPY or ADD does with a word that is an address."""
    return Deed("fetch", word.text, "", brings_sources=True, source=_Whole(word.span), start=0, end=len(word.text))


class _Whole(NamedTuple):
    """The place of a word that is told as a whole."""

    place: Span

    def span(self, _start: int, _end: int) -> Span:
        return self.place


def _placed(doings: Iterable[Doing], source: Placed) -> Iterator[Deed]:
    for act, words, start, end, label, brings_sources in doings:
        yield Deed(act, words, label, brings_sources, source, start, end)


@remembered(_MOST, _LONGEST)
def _run(arguments: str) -> _Read:
    text = shell_text(arguments)
    commands = commands_in(text)
    return _Read(_done(commands), feeds_a_shell(commands, text))


@remembered(_MOST, _LONGEST)
def _heredoc(body: str) -> tuple[Doing, ...]:
    return _done(heredoc_commands(body))


@remembered(_MOST, _LONGEST)
def _launch(arguments: str) -> tuple[Doing, ...]:
    return _started(commands_in(shell_text(arguments)))


def _done(commands: Iterable[Command]) -> tuple[Doing, ...]:
    found: list[Doing] = []
    for command in commands:
        done = doing(command)
        if done is not None:
            clones = done.act == "fetch" and command.program == "git"
            found.append(done._replace(brings_sources=True) if clones else done)
    return tuple(found)


def _started(commands: Iterable[Command]) -> tuple[Doing, ...]:
    """The same, where a program that is called after what it serves runs: an `e2e-service` tests nothing."""
    found: list[Doing] = []
    for command in commands:
        done = doing(command)
        if done is not None:
            by_name = done.words.strip("\"'") == command.head.text
            serves = done.act == "test" and by_name and is_service(command.head.text)
            found.append(done._replace(act="run") if serves else done)
    return tuple(found)
