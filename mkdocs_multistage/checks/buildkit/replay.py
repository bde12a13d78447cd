"""Goes through the stages with their variables, as BuildKit does, and notes what the checks ask for.

Comes in: a Dockerfile. Goes out: one `Step` for each instruction that is carried out, those that ONBUILD of a
stage below brings included; a RUN or COPY in which there is nothing to fill in, and so nothing to check, has none. External images are taken to set no variables but ``PATH``.

(BuildKit's ``dispatchStages`` and ``dispatch`` in ``frontend/dockerfile/dockerfile2llb/convert.go``.)
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.names import MOST_COMPARED
from mkdocs_multistage.dockerfile import csvfields
from mkdocs_multistage.dockerfile.limits import TooLargeError
from mkdocs_multistage.dockerfile.platforms import default_arguments
from mkdocs_multistage.dockerfile.shell import ExpansionError, ShellLexer, expand, expand_words
from mkdocs_multistage.dockerfile.splitting import NotStringsError, split_json
from mkdocs_multistage.dockerfile.text import SEPARATORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mkdocs_multistage.dockerfile import Dockerfile, Instruction, Stage
    from mkdocs_multistage.dockerfile.splitting import Argument

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# Arguments that BuildKit takes for itself, and does not put among the variables.
_NO_VARIABLES = frozenset({"BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"})


@dataclass(slots=True)
class Step:
    """One instruction, carried out.

    Attributes:
        entry: The instruction.
        place: Where BuildKit reports it: itself, or the FROM of the stage that a trigger is carried out in.
        stage: The stage.
        own: Whether it stands in the stage itself, and not behind an ONBUILD further down.
        undefined: Variables that were not set, once for each word that uses them.
        known: The names of those that were, as far as they are compared with these.
        words: The expanded arguments: WORKDIR's path, EXPOSE's ports.
        names: The names that ENV and ARG set.
        legacy: Whether ENV or LABEL separate name and value by a space.
        shell_is_set: Whether a SHELL stands above it.
        workdir_is_set: Whether a WORKDIR does.
    """

    entry: Instruction
    place: Instruction
    stage: Stage
    own: bool
    undefined: list[str] = field(default_factory=list)
    known: tuple[str, ...] = ()
    words: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    legacy: bool = False
    shell_is_set: bool = False
    workdir_is_set: bool = False


@dataclass(slots=True)
class _State:
    """What a stage hands on to those built on it."""

    variables: dict[str, str]
    environment: dict[str, str]
    arguments: set[str]
    shell_is_set: bool = False
    workdir_is_set: bool = False


def global_arguments(dockerfile: Dockerfile) -> dict[str, str]:
    """What FROM may use when no ``--build-arg`` is given: the platform's arguments, and the ARGs above the first FROM."""
    escape = dockerfile.directives.get("escape", "\\")
    values = dict(default_arguments(dockerfile.stages[-1].name if dockerfile.stages else ""))
    for entry in dockerfile.instructions:
        if entry.keyword == "FROM":
            break
        if entry.keyword == "ARG":
            for name, default in declarations(entry):
                if default is None:
                    continue
                try:
                    values[name] = expand(default, values, escape).text
                except (ExpansionError, TooLargeError):
                    continue
    return values


def declarations(entry: Instruction) -> list[tuple[str, str | None]]:
    """The names that an ARG declares, with their defaults."""
    found = []
    for part in entry.parts:
        name, equals, default = part.text.partition("=")
        found.append((name, default if equals else None))
    return found


def replay(dockerfile: Dockerfile, variables: Mapping[str, str]) -> Iterator[Step]:
    """Carry out every stage, in the order of the file.

    Args:
        dockerfile: The file.
        variables: What `global_arguments` says of it.
    """
    player = _Player(dockerfile, variables)
    for stage in dockerfile.stages:
        yield from player.stage(stage)


def _has_nothing_to_fill_in(entry: Instruction) -> bool:
    """Whether an instruction only runs or copies, and no variable is in sight of it.

    In a JSON list a dollar sign may hide behind a backslash.
    """
    if entry.keyword == "RUN":
        return not entry.flags
    if entry.keyword != "COPY" or entry.heredocs or "$" in entry.arguments or "\\" in entry.arguments:
        return False
    return not any(flag.value and "$" in flag.value for flag in entry.flags)


def _ports(entry: Instruction) -> Sequence[Argument]:
    """The words of an EXPOSE; a list in JSON, which is refused, is taken for what was meant."""
    text = entry.arguments
    if text.startswith("["):
        with suppress(NotStringsError):
            words = split_json(text, 0, len(text))
            if words is not None:
                return words
    return entry.parts


class _Player:
    def __init__(self, dockerfile: Dockerfile, variables: Mapping[str, str]) -> None:
        self._stages = dockerfile.stages
        self._escape = dockerfile.directives.get("escape", "\\")
        self._globals = variables
        self._after: list[_State] = []
        self._state = _State({}, {}, set())

    def stage(self, stage: Stage) -> Iterator[Step]:
        base = stage.base_stage
        if base is None or base >= len(self._after):
            self._state = _State({"PATH": _PATH}, {}, set())
            triggers: list[Instruction] = []
        else:
            before = self._after[base]
            # An ARG of the stage below is still set, but what its ENV says of the same name comes last.
            self._state = _State(
                before.variables | before.environment,
                dict(before.environment),
                set(before.arguments),
                before.shell_is_set,
                before.workdir_is_set,
            )
            triggers = [e.trigger for e in self._stages[base].instructions if e.keyword == "ONBUILD" and e.trigger]
        for trigger in triggers:
            yield self._step(trigger, stage.instructions[0], stage, own=False)
        for entry in stage.instructions[1:]:
            if not _has_nothing_to_fill_in(entry):
                yield self._step(entry, entry, stage, own=True)
        self._after.append(self._state)

    def _step(self, entry: Instruction, place: Instruction, stage: Stage, *, own: bool) -> Step:
        state = self._state
        step = Step(entry, place, stage, own, shell_is_set=state.shell_is_set, workdir_is_set=state.workdir_is_set)
        carry_out = _STEPS.get(entry.keyword)
        if carry_out:
            carry_out(self, step)
            if step.undefined:
                step.undefined = [
                    name for name in step.undefined if name not in state.arguments and name not in _NO_VARIABLES
                ]
                step.known = tuple(islice(state.variables, MOST_COMPARED))
        return step

    def _expand(self, step: Step, text: str) -> str:
        try:
            expansion = expand(text, self._state.variables, self._escape)
        except (ExpansionError, TooLargeError):
            return text
        step.undefined += expansion.unmatched
        return expansion.text

    def _pairs(self, step: Step) -> list[tuple[str, str]]:
        parts = step.entry.parts
        if not parts:
            return []
        pairs: list[tuple[str, str]] = []
        if "=" not in parts[0].text:
            step.legacy = True
            text = step.entry.arguments
            gap = SEPARATORS.search(text)
            if gap:
                pairs.append((text[: gap.start()], text[gap.end() :]))
        else:
            pairs += [(name, value) for name, equals, value in (part.text.partition("=") for part in parts) if equals]
        return [(self._expand(step, name), self._expand(step, value)) for name, value in pairs]

    def _env(self, step: Step) -> None:
        for name, value in self._pairs(step):
            step.names.append(name)
            self._state.variables[name] = self._state.environment[name] = value

    def _label(self, step: Step) -> None:
        self._pairs(step)

    def _arg(self, step: Step) -> None:
        undefined: list[str] = []
        for name, default in declarations(step.entry):
            step.names.append(name)
            value = self._globals.get(name)
            if default is not None:
                step.undefined = []
                value = self._expand(step, default)
                # Names that this very instruction declares further to the left count as declared.
                undefined += [other for other in step.undefined if other not in self._state.arguments]
            if value is not None and name not in _NO_VARIABLES:
                self._state.variables[name] = value
            self._state.arguments.add(name)
        step.undefined = undefined

    def _text(self, step: Step) -> None:
        step.words = [self._expand(step, step.entry.arguments)] if step.entry.arguments else []

    def _workdir(self, step: Step) -> None:
        self._text(step)
        self._state.workdir_is_set = True

    def _volume(self, step: Step) -> None:
        for part in step.entry.parts:
            self._expand(step, part.text)

    def _expose(self, step: Step) -> None:
        # BuildKit looks for unset variables in words that it expands one by one; EXPOSE's are not among them.
        for word in _ports(step.entry):
            with suppress(ExpansionError, TooLargeError):
                step.words += expand_words(word.text, self._state.variables, self._escape)

    def _shell(self, step: Step) -> None:
        del step
        self._state.shell_is_set = True

    def _run(self, step: Step) -> None:
        for flag in step.entry.flags:
            if flag.name != "mount" or not flag.value:
                continue
            try:
                found = csvfields.fields(flag.value)
            except csvfields.CsvError:
                continue
            for option, _, _ in found:
                _, equals, value = option.partition("=")
                if equals:
                    self._expand(step, value)

    def _copy(self, step: Step) -> None:
        entry = step.entry
        for name in ("chown", "chmod", "checksum") if entry.keyword == "ADD" else ("chown", "chmod"):
            flag = entry.flag(name)
            if flag and flag.value:
                self._expand(step, flag.value)
        for part in entry.parts:
            if not (entry.heredocs and part.text.startswith("<<")):
                self._expand(step, part.text)
        for heredoc in entry.heredocs:
            if heredoc.expand and "$" in heredoc.body:
                lexer = ShellLexer(heredoc.body, self._state.variables, skip_quotes=True)
                try:
                    lexer.run()
                except (ExpansionError, TooLargeError):
                    continue
                step.undefined += lexer.unmatched


_STEPS = {
    "ADD": _Player._copy,  # noqa: SLF001 -- the class's own table
    "ARG": _Player._arg,  # noqa: SLF001
    "COPY": _Player._copy,  # noqa: SLF001
    "ENV": _Player._env,  # noqa: SLF001
    "EXPOSE": _Player._expose,  # noqa: SLF001
    "LABEL": _Player._label,  # noqa: SLF001
    "RUN": _Player._run,  # noqa: SLF001
    "SHELL": _Player._shell,  # noqa: SLF001
    "STOPSIGNAL": _Player._text,  # noqa: SLF001
    "USER": _Player._text,  # noqa: SLF001
    "VOLUME": _Player._volume,  # noqa: SLF001
    "WORKDIR": _Player._workdir,  # noqa: SLF001
}
