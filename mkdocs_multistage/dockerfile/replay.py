"""Replays the global ARGs and one stage for `outline`: what its ARGs, mounts and ports come to with all variables known.

In: instructions as they were read. Out: names with their values and places. Follows BuildKit's ``dispatchArg``,
``buildMetaArgs``, ``dispatchSecret``, ``dispatchSSH`` and ``dispatchExpose``. An image's own environment is unknown
here; its variables count as unset. A word that cannot be expanded stays as written: such a Dockerfile is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from mkdocs_multistage.dockerfile import csvfields
from mkdocs_multistage.dockerfile.evaluation import NO_VARIABLES, PATH
from mkdocs_multistage.dockerfile.ports import exposed
from mkdocs_multistage.dockerfile.shell import ExpansionError, expand, expand_words
from mkdocs_multistage.dockerfile.splitting import split_blanks, split_words
from mkdocs_multistage.dockerfile.text import SEPARATORS, lower
from mkdocs_multistage.dockerfile.values import BOOLEANS
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mkdocs_multistage.dockerfile.limits import Budget
    from mkdocs_multistage.dockerfile.model import Instruction, Span, Stage


@record(frozen=True, slots=True)
class BuildArgument:
    """An ARG.

    Attributes:
        name: Its name; the case counts.
        value: What it is unless given: its default, expanded; or what was given. ``None`` has neither.
        description: What the comment above it says of it.
        span: The instruction; for an ``ONBUILD ARG`` the FROM of the stage that runs it.
        stage: The stage that declares it; ``None`` for one above the first FROM.
        is_given: Whether the value is one given by ``--build-arg``.
    """

    name: str
    value: str | None
    description: str
    span: Span
    stage: int | None
    is_given: bool = False


@record(frozen=True, slots=True)
class MountedId:
    """A secret or an SSH agent that a RUN mounts.

    Attributes:
        name: Its id, by which whoever builds gives it.
        kind: Which of the two.
        is_required: Whether the build fails without it; as the stage's first mount of it says.
        span: The RUN; for one behind ONBUILD the FROM of the stage that runs it.
        stage: The stage of the RUN.
    """

    name: str
    kind: Literal["secret", "ssh"]
    is_required: bool
    span: Span
    stage: int


@record(frozen=True, slots=True)
class Port:
    """A port of EXPOSE.

    Attributes:
        text: With its protocol, such as ``8080/tcp``; a range stays one, ``8000-8010/udp``.
        span: The instruction.
        stage: The stage that it is in.
    """

    text: str
    span: Span
    stage: int


class Declared(NamedTuple):
    """A build argument, and the variables that its default is made of."""

    argument: BuildArgument
    made_of: Mapping[str, None] = {}


class Scope(NamedTuple):
    """What holds for all stages.

    Attributes:
        globals: What FROM may use, by name.
        given: Values given by ``--build-arg``.
        escape: The escape character.
        budget: What expanding may cost.
    """

    globals: dict[str, str]
    given: Mapping[str, str]
    escape: str
    budget: Budget


def description(comments: Sequence[str], name: str) -> str:
    """What comments say of a name: the first that begins with it and a space (BuildKit's ``getDocComment``)."""
    head = f"{name} "
    return next((line[len(head) :] for line in comments if name and line.startswith(head)), "")


def expanded(text: str, variables: Mapping[str, str], scope: Scope) -> tuple[str, tuple[str, ...]]:
    """A word with its variables replaced, and those of them that are set."""
    try:
        result = expand(text, variables, scope.escape, scope.budget)
    except ExpansionError:
        return text, ()
    return result.text, result.matched


def declare_globals(instructions: Iterable[Instruction], scope: Scope) -> dict[str, Declared]:
    """The ARGs above the first FROM; their values go into the scope. Of one name the last counts."""
    declared: dict[str, Declared] = {}
    for instruction in instructions:
        if instruction.keyword != "ARG":
            continue
        for argument in _declarations(instruction, scope, instruction.span, instruction.comments):
            made_of: dict[str, None] = {}
            value, name = argument.value, argument.name
            if name in scope.given:
                value = scope.given[name]
            elif value is not None:
                value, matched = expanded(value, scope.globals, scope)
                made_of = dict.fromkeys(matched)
                # A default made of the name's own earlier value is made of what that was made of.
                if name in made_of:
                    del made_of[name]
                    earlier = declared[name].made_of if name in declared else {}
                    scope.budget.spend(len(earlier))
                    made_of.update(earlier)
            if value is not None:
                scope.globals[name] = value
            declared[name] = Declared(replace(argument, value=value, is_given=name in scope.given), made_of)
    return declared


def _declarations(
    instruction: Instruction, scope: Scope, span: Span, comments: Sequence[str]
) -> Iterator[BuildArgument]:
    """The names of an ARG, each with its default as written; the place and the comments may be those of another."""
    text = instruction.arguments
    for word in split_words(text, 0, len(text), scope.escape):
        name, equals, default = word.text.partition("=")
        yield BuildArgument(name, default if equals else None, description(comments, name), span, None)


class Mount(NamedTuple):
    """One ``--mount``: its options as written, keys in lower case, ``None`` without ``=``."""

    options: tuple[tuple[str, str | None], ...]

    @property
    def has_source(self) -> bool:
        """Whether it names where its files come from."""
        return any(key == "from" and value for key, value in self.options)


def mounts(instruction: Instruction) -> Iterator[Mount]:
    """The mounts of a RUN, and of a RUN behind ONBUILD none."""
    if instruction.keyword != "RUN":
        return
    for flag in instruction.flags:
        if flag.name != "mount" or not flag.value:
            continue
        try:
            fields = csvfields.fields(flag.value)
        except csvfields.CsvError:
            continue
        pairs = (field.partition("=") for field, _, _ in fields)
        yield Mount(tuple((lower(key), value if equals else None) for key, equals, value in pairs))


class Replay:
    """One stage, replayed: first what its base's ONBUILDs run in it, then its own instructions.

    Args:
        stage: The stage.
        index: Its index.
        scope: What holds for all stages.
        below: The stage that it builds on, if it is one.
        holders: The instructions of that stage.

    Attributes:
        arguments: Its own ARGs, without those that only bring in the value of a global one.
        used: All names that its ARGs have.
        secrets: By id.
        ssh: By id.
        ports: By text, with those of the stage below.
    """

    def __init__(
        self, stage: Stage, index: int, scope: Scope, below: Replay | None, holders: Sequence[Instruction]
    ) -> None:
        self.arguments: dict[str, Declared] = {}
        self.used: dict[str, None] = {}
        self.secrets: dict[str, MountedId] = {}
        self.ssh: dict[str, MountedId] = {}
        self.ports: dict[str, Port] = dict(below.ports) if below else {}
        self._environment: dict[str, str] = dict(below._environment) if below else {"PATH": PATH}  # noqa: SLF001 - its own class
        self._scope = scope
        self._index = index
        scope.budget.spend(len(self._environment) + len(self.ports))
        origin = stage.instructions[0]
        for holder in holders:
            if holder.keyword == "ONBUILD" and holder.trigger is not None:
                # BuildKit parses a trigger anew: it has no comments, and counts as standing at the FROM.
                self._step(holder.trigger, origin.span, ())
        for instruction in stage.instructions[1:]:
            self._step(instruction, instruction.span, instruction.comments)

    def _step(self, instruction: Instruction, span: Span, comments: Sequence[str]) -> None:
        if instruction.keyword == "ARG":
            self._arg(_declarations(instruction, self._scope, span, comments))
        elif instruction.keyword == "ENV":
            self._environment.update([*self._pairs(instruction)])
        elif instruction.keyword == "RUN":
            self._run(instruction, span)
        elif instruction.keyword == "EXPOSE":
            self._expose(instruction, span)

    def _arg(self, declarations: Iterable[BuildArgument]) -> None:
        scope = self._scope
        for argument in declarations:
            name, value = argument.name, argument.value
            if name in scope.given:
                value = scope.given[name]
            elif value is not None:
                value = expanded(value, self._environment, scope)[0]
            is_global = value is None and name in scope.globals
            if is_global:
                value = scope.globals[name]
            else:
                own = replace(argument, value=value, stage=self._index, is_given=name in scope.given)
                self.arguments[name] = Declared(own)
            self.used[name] = None
            if value is not None and name not in NO_VARIABLES:
                self._environment[name] = value

    def _pairs(self, instruction: Instruction) -> Iterator[tuple[str, str]]:
        text = instruction.arguments
        words = split_words(text, 0, len(text), self._scope.escape)
        pairs = [word.text.partition("=") for word in words]
        if words and "=" not in words[0].text:  # ENV NAME value
            gap = SEPARATORS.search(text)
            pairs = [(text[: gap.start()], "=", text[gap.end() :])] if gap else []
        for name, equals, value in pairs:
            if equals:
                yield (
                    expanded(name, self._environment, self._scope)[0],
                    expanded(value, self._environment, self._scope)[0],
                )

    def _run(self, instruction: Instruction, span: Span) -> None:
        for mount in mounts(instruction):
            values: dict[str, str] = {}
            for key, written in mount.options:
                value = expanded(written, self._environment, self._scope)[0] if written is not None else "true"
                values[_ALIASES.get(key, key)] = value
            is_required = BOOLEANS.get(values.get("required", ""), False)
            kind = lower(values.get("type", ""))
            if kind == "secret":
                name = values.get("source") or values.get("id") or _last_part(values.get("target", ""))
                self.secrets.setdefault(name, MountedId(name, "secret", is_required, span, self._index))
            elif kind == "ssh":
                name = values.get("id") or "default"
                self.ssh.setdefault(name, MountedId(name, "ssh", is_required, span, self._index))

    def _expose(self, instruction: Instruction, span: Span) -> None:
        scope, text = self._scope, instruction.arguments
        for word in split_blanks(text, 0, len(text)):
            try:
                ports = expand_words(word.text, self._environment, scope.escape, scope.budget)
            except ExpansionError:
                continue
            for port in filter(None, map(exposed, ports)):
                self.ports.setdefault(port, Port(port, span, self._index))


_ALIASES: Final = {"src": "source", "dst": "target", "destination": "target"}


def _last_part(path: str) -> str:
    """The last element of a path (Go's `path.Base`); nothing of nothing."""
    return path.rstrip("/").rpartition("/")[2] or path[:1]
