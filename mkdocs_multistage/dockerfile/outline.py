"""What a Dockerfile offers whoever builds it: a parsed Dockerfile in, the outline of one target out.

It is what ``docker build --call=outline`` and ``--call=targets`` tell (BuildKit's ``dockerfile2llb/outline.go`` and
``ListTargets``), and the exposed ports, which BuildKit does not list. The steps:

1. FROM lines, in file order: which stage each builds on, and which global ARGs it needs.
2. The stages that the target needs are replayed (`replay`), each with its variables.
3. From the target over its base to the stages that it takes files from: of each name the first that is met counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.dockerfile.images import SCRATCH
from mkdocs_multistage.dockerfile.limits import Budget, TooLargeError
from mkdocs_multistage.dockerfile.platforms import default_arguments
from mkdocs_multistage.dockerfile.replay import Declared, Replay, Scope, declare_globals, description, expanded, mounts
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mkdocs_multistage.dockerfile.model import Dockerfile, Span, Stage
    from mkdocs_multistage.dockerfile.replay import BuildArgument, MountedId, Port

_NOT_A_STAGE: Final = -1


@record(frozen=True, slots=True)
class TargetEntry:
    """A stage as ``docker build --call=targets`` lists it.

    Attributes:
        index: The stage's.
        name: Lower-case, as BuildKit keeps it; empty where it has none, and ``--target`` cannot name it.
        description: What the comment above FROM says of it.
        is_default: Whether it is the last, which is built where nobody asks for another.
        base: What FROM names, as written.
        platform: The value of ``--platform``, as written; empty without one.
        span: The FROM.
    """

    index: int
    name: str
    description: str
    is_default: bool
    base: str
    platform: str
    span: Span


@record(frozen=True, slots=True)
class Outline:
    """What building one target takes from whoever builds it.

    Each list is in the order of the text and has a name once.

    Attributes:
        target: The target.
        arguments: The build arguments that have an effect on it.
        secrets: What its RUNs, and those of the stages it needs, mount of ``type=secret``.
        ssh: The same of ``type=ssh``.
        ports: What it exposes, its base stages included; an external base image may expose more. BuildKit's
            own outline does not tell.
        targets: All stages.
    """

    target: TargetEntry
    arguments: tuple[BuildArgument, ...]
    secrets: tuple[MountedId, ...]
    ssh: tuple[MountedId, ...]
    ports: tuple[Port, ...]
    targets: tuple[TargetEntry, ...]


def read_outline(
    dockerfile: Dockerfile, *, target: int | None = None, build_args: Mapping[str, str] | None = None
) -> Outline | None:
    """The outline of a target.

    Args:
        dockerfile: As `read` returns it. One that BuildKit refuses has an outline as far as it makes sense.
        target: The index of its stage; ``None`` is the last.
        build_args: Values given by ``--build-arg``, which win over defaults.

    Returns:
        ``None`` where there is no such stage, or more to evaluate than `limits` allows. Raises on no Dockerfile.
    """
    stages = dockerfile.stages
    index = len(stages) - 1 if target is None else target
    if not 0 <= index < len(stages):
        return None
    try:
        return _outline(dockerfile, index, build_args or {})
    except TooLargeError:
        return None


def list_targets(dockerfile: Dockerfile) -> tuple[TargetEntry, ...]:
    """All stages, as ``docker build --call=targets`` lists them."""
    last = len(dockerfile.stages) - 1
    return tuple(
        TargetEntry(
            index=stage.index,
            name=stage.name,
            description=description(stage.instructions[0].comments, stage.name),
            is_default=stage.index == last,
            base=stage.base,
            platform=stage.platform,
            span=stage.instructions[0].span,
        )
        for stage in dockerfile.stages
    )


def _outline(dockerfile: Dockerfile, target: int, build_args: Mapping[str, str]) -> Outline:
    stages = dockerfile.stages
    values = default_arguments(stages[target].name)
    values = {name: build_args.get(name, value) for name, value in values.items()}
    scope = Scope(values, build_args, dockerfile.directives.get("escape", "\\"), Budget())
    first = stages[0].instructions[0]
    above = (instruction for instruction in dockerfile.instructions if instruction.span < first.span)
    declared = declare_globals(above, scope)
    froms = _read_froms(stages, scope)
    order = list(_in_order(target, froms))
    replays: dict[int, Replay] = {}
    for index in sorted(order):
        base = froms[index].base
        below = replays.get(base)
        triggers = stages[base].instructions if below is not None else ()
        replays[index] = Replay(stages[index], index, scope, below, triggers)
    targets = list_targets(dockerfile)
    arguments: dict[str, BuildArgument] = {}
    secrets: dict[str, MountedId] = {}
    ssh: dict[str, MountedId] = {}
    for index in order:
        stage = replays[index]
        for name in _all_used(froms[index].needs, stage, declared, scope.budget):
            found = stage.arguments.get(name) or declared.get(name)
            if found is not None:
                arguments.setdefault(name, found.argument)
        for into, mounted in ((secrets, stage.secrets), (ssh, stage.ssh)):
            for name, one in mounted.items():
                into.setdefault(name, one)
    return Outline(
        target=targets[target],
        arguments=tuple(sorted(arguments.values(), key=lambda argument: argument.span)),
        secrets=tuple(sorted(secrets.values(), key=lambda secret: secret.span)),
        ssh=tuple(sorted(ssh.values(), key=lambda one: one.span)),
        ports=tuple(replays[target].ports.values()),
        targets=targets,
    )


class _From(NamedTuple):
    """A FROM, and what its stage takes from others.

    Attributes:
        base: The index of the stage that it builds on; `_NOT_A_STAGE` for an image.
        needs: Variables in it, and in the FROMs of the stages below it, that are set.
        uses: The stages that its COPYs and mounts name.
    """

    base: int
    needs: Mapping[str, None]
    uses: tuple[int, ...]


def _read_froms(stages: Sequence[Stage], scope: Scope) -> list[_From]:
    froms: list[_From] = []
    names: dict[str, int] = {}
    last = {stage.name: stage.index for stage in stages if stage.name}
    for stage in stages:
        name, matched = expanded(stage.base, scope.globals, scope)
        base = names.get(name, _NOT_A_STAGE)
        needs = dict(froms[base].needs) if base != _NOT_A_STAGE else {}
        scope.budget.spend(len(needs))
        needs.update(dict.fromkeys(matched))
        needs.update(dict.fromkeys(expanded(stage.platform, scope.globals, scope)[1]))
        uses = [reference.stage for reference in stage.references if reference.stage is not None]
        if SCRATCH in last and any(not mount.has_source for i in stage.instructions for mount in mounts(i)):
            uses.append(last[SCRATCH])  # what BuildKit takes a mount without `from` for, of whatever type it is
        froms.append(_From(base, needs, tuple(uses)))
        if stage.name:
            names[stage.name] = stage.index
    return froms


def _in_order(target: int, froms: Sequence[_From]) -> Iterator[int]:
    """The stages that a target needs: itself, then its base with all that needs, then what it takes files from.

    BuildKit goes through the latter in no certain order; here they come as they are used.
    """
    waiting, met = [target], set()
    while waiting:
        index = waiting.pop()
        if index in met:
            continue
        met.add(index)
        yield index
        below = froms[index]
        waiting += reversed(below.uses)
        if below.base != _NOT_A_STAGE:
            waiting.append(below.base)


def _all_used(needs: Mapping[str, None], stage: Replay, declared: Mapping[str, Declared], budget: Budget) -> list[str]:
    """The names that a stage uses, and those that the defaults of global ones are made of."""
    found = dict.fromkeys((*needs, *stage.used))
    waiting = list(found)
    budget.spend(len(waiting))
    while waiting:
        name = waiting.pop()
        # A stage's own ARG stands in the place of the global one, and of what that is made of.
        if name in stage.arguments or name not in declared:
            continue
        for other in declared[name].made_of:
            budget.spend(1)
            if other not in found:
                found[other] = None
                waiting.append(other)
    return list(found)
