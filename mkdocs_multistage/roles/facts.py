"""What can be seen of a stage: a resolved Dockerfile in, one `Facts` for each stage out. No judgement yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_multistage.dockerfile.text import WORDS
from mkdocs_multistage.roles.copies import added, copied, mounted
from mkdocs_multistage.roles.deeds import of_address, of_launch, of_run
from mkdocs_multistage.roles.images import kind_of
from mkdocs_multistage.roles.names import hints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.dockerfile import Dockerfile, Instruction, Reference, Stage
    from mkdocs_multistage.roles.deeds import Deed
    from mkdocs_multistage.roles.model import Role

_FILES = frozenset({"COPY", "ADD"})
_SERVING = frozenset({"EXPOSE", "HEALTHCHECK", "STOPSIGNAL", "VOLUME", "USER"})
# Beyond this many stages, variables in FROM are not tried against every name.
_MOST_STAGES = 500
_VARIABLE = re.compile(r"\$(?:\w+|\{[^{}]*\})")


class Taking(NamedTuple):
    """A stage takes files from another.

    Attributes:
        giver: Index of the stage that has the files; ``None`` for an image.
        taker: Index of the stage that takes them.
        reference: Where it says so.
    """

    giver: int | None
    taker: int
    reference: Reference

    @property
    def paths(self) -> tuple[str, ...]:
        """What is taken."""
        return self.reference.paths


@dataclass(slots=True, eq=False)
class Facts:
    """What can be seen of one stage.

    Attributes:
        stage: The stage.
        last: Whether nothing follows it.
        alone: Whether no stage of the file builds on another or takes files from one.
        image: The image at the bottom of its FROM chain; empty where that is unknown.
        parents: Stages that it may build on; several where a variable in FROM decides.
        children: Stages that build on it, ascending.
        given: What others take from it, in file order.
        takings: What it takes from stages and images.
        deeds: What its own RUN instructions do, in order.
        installs: Those of them that build by installing the project in place, such as `pip install .`.
        launches: What its own CMD and ENTRYPOINT do.
        command: Its own last CMD or ENTRYPOINT.
        inherits_command: Whether a stage below it has one.
        serving: Its own EXPOSE, HEALTHCHECK, USER and the like.
        files: Its own COPY and ADD.
        runs: Whether it has RUN instructions at all.
        variables: Whether it sets variables.
        onbuild: Whether it leaves instructions to its children.
        sources: Whether more than manifests was copied or mounted, by it or below it.
        manifests: Whether manifests were copied or mounted, by it or below it.
        context: Whether it copies from the build context itself.
        assembled: Whether it takes files from a stage that is more than an alias.
        built: What it takes from stages that build.
        inherits_built: Whether a stage below it takes files from one that builds.
        broad: Whether it copies the project itself, not just configuration beside it.
        scratch: Whether its FROM chain ends in `scratch`.
        fronted: Whether it is an application server and only web servers take files from it.
        hints: The roles that the words of its name suggest, in their order.
        minimal: Whether its image holds little more than what a program needs to run.
        development: Whether its image is made for people to work in.
    """

    stage: Stage
    last: bool
    alone: bool
    image: str
    parents: Sequence[int]
    children: Sequence[int]
    given: Sequence[Taking]
    takings: Sequence[Taking]
    hints: tuple[Role, ...]
    fronted: bool
    minimal: bool
    development: bool
    assembled: bool
    built: Sequence[Taking]
    inherits_command: bool = False
    inherits_built: bool = False
    scratch: bool = False
    sources: bool = False
    manifests: bool = False
    deeds: list[Deed] = field(default_factory=list)
    installs: list[Deed] = field(default_factory=list)
    launches: list[Deed] = field(default_factory=list)
    command: Instruction | None = None
    serving: list[Instruction] = field(default_factory=list)
    files: list[Instruction] = field(default_factory=list)
    runs: bool = False
    variables: bool = False
    onbuild: bool = False
    context: bool = False
    broad: bool = False

    @property
    def leaf(self) -> bool:
        """Whether no other stage needs it."""
        return not self.children and not self.given

    @property
    def alias(self) -> bool:
        """Whether it only gives a name."""
        return not (self.runs or self.files or self.command or self.serving)

    def did(self, *acts: str) -> list[Deed]:
        """Its deeds of these kinds, in order."""
        return [d for d in self.deeds if d.act in acts] if self.deeds else []

    def launched(self, *acts: str) -> list[Deed]:
        """What its command does, of these kinds."""
        return [d for d in self.launches if d.act in acts] if self.launches else []


def gather(dockerfile: Dockerfile, lines: Sequence[str]) -> list[Facts]:
    """The facts of each stage, in file order.

    Args:
        dockerfile: The Dockerfile.
        lines: Its text, line by line.
    """
    stages = dockerfile.stages
    parents = [_parents(stage, stages) for stage in stages]
    children: list[list[int]] = [[] for _ in stages]
    given: list[list[Taking]] = [[] for _ in stages]
    takings: list[list[Taking]] = [[] for _ in stages]
    for stage in stages:
        for parent in parents[stage.index]:
            children[parent].append(stage.index)
        for reference in stage.references:
            if reference.kind.startswith("onbuild"):
                continue
            taking = Taking(reference.stage, stage.index, reference)
            takings[stage.index].append(taking)
            if reference.stage is not None and reference.stage != stage.index and 0 <= reference.stage < len(stages):
                given[reference.stage].append(taking)
    alone = not any(children) and not any(given)
    facts: list[Facts] = []
    for stage in stages:
        index = stage.index
        below = [facts[parent] for parent in parents[index]]
        image = below[0].image if below else stage.resolved_base
        kind = kind_of(image)
        givers = [(t, facts[t.giver]) for t in takings[index] if t.giver is not None and t.giver < index]
        f = Facts(
            stage=stage,
            last=index == len(stages) - 1,
            alone=alone,
            image=image,
            parents=parents[index],
            children=children[index],
            given=given[index],
            takings=takings[index],
            hints=hints(stage.name),
            fronted=bool(given[index])
            and kind.serves_application
            and all(kind_of(stages[taking.taker].resolved_base).serves_web for taking in given[index]),
            minimal=kind.is_minimal,
            development=kind.is_development,
            assembled=any(not giver.alias for _, giver in givers),
            built=[taking for taking, giver in givers if giver.did("build")],
        )
        if below:
            f.inherits_command = any(b.command is not None or b.inherits_command for b in below)
            f.inherits_built = any(b.built or b.inherits_built for b in below)
            f.scratch = all(b.scratch for b in below)
            f.sources = any(b.sources for b in below)
            f.manifests = any(b.manifests for b in below)
        else:
            f.scratch = image == "scratch"
        _read(f, lines)
        facts.append(f)
    return facts


def _parents(stage: Stage, stages: Sequence[Stage]) -> tuple[int, ...]:
    """The stage in FROM first, then every earlier stage whose name fits what a variable there might become."""
    known = [stage.base_stage] if stage.base_stage is not None and 0 <= stage.base_stage < stage.index else []
    base = stage.base[:200]
    if (
        "$" not in base
        or not _VARIABLE.sub("", base)
        or any(char in base for char in "/:*?[")
        or stage.index > _MOST_STAGES
    ):
        return tuple(known)
    glob = _VARIABLE.sub("*", base)
    fitting = (o.index for o in stages[: stage.index] if o.name and fnmatchcase(o.name[:200], glob))
    return tuple(known + [index for index in fitting if index not in known])


def _read(f: Facts, lines: Sequence[str]) -> None:
    """Add what the stage's own instructions tell."""
    entrypoint: Instruction | None = None
    cmd: Instruction | None = None
    seeded = False
    for instruction in f.stage.instructions:
        keyword = instruction.keyword
        if keyword == "RUN":
            f.runs = True
            seeded = _read_run(f, instruction, lines, seeded=seeded)
        elif keyword in _FILES:
            f.files.append(instruction)
            seeded = _read_copy(f, instruction) and seeded
        elif keyword == "CMD":
            cmd = instruction
        elif keyword == "ENTRYPOINT":
            entrypoint, cmd = instruction, None
        elif keyword == "ENV":
            f.variables = True
        elif keyword == "ONBUILD":
            f.onbuild = True
        elif keyword in _SERVING:
            f.serving.append(instruction)
    if entrypoint is not None or cmd is not None:
        f.launches = list(of_launch(entrypoint, cmd, lines))
        f.command = next((i for i in (entrypoint, cmd) if i is not None and _says_something(i)), None)


def _says_something(instruction: Instruction) -> bool:
    return instruction.arguments != "[]" and WORDS.search(instruction.arguments) is not None


def _read_run(f: Facts, instruction: Instruction, lines: Sequence[str], *, seeded: bool) -> bool:
    """Add what a RUN does.

    Args:
        f: The stage.
        instruction: The RUN.
        lines: The Dockerfile.
        seeded: Whether only placeholders stand where the sources will be.

    Returns:
        The same, afterwards.
    """
    for flag in instruction.flags:
        if flag.name == "mount" and flag.value:
            brought = mounted(flag.value)
            f.manifests = f.manifests or brought.manifests
            f.sources = f.sources or brought.sources
    for found in of_run(instruction, lines):
        deed = found
        if found.act == "seed":
            seeded = not f.sources
        elif found.brings_sources:
            f.sources = True
        elif found.act in {"compile", "project"}:
            bare = seeded or (f.manifests and not f.sources)
            label = "no sources are there yet" if bare else found.label
            deed = found._replace(act="deps" if bare else "build", label=label)
            if found.act == "project" and not bare:
                f.installs.append(deed)
        f.deeds.append(deed)
    return seeded


def _read_copy(f: Facts, instruction: Instruction) -> bool:
    """Add what a COPY or ADD brings; whether no sources came."""
    origin = instruction.flag("from")
    if origin is not None and origin.value:
        # What other stages hand over may be sources as well as anything else.
        f.sources = True
        return False
    brought = added(instruction.arguments) if instruction.keyword == "ADD" else copied(instruction.arguments)
    f.deeds += [of_address(instruction.words[place]) for place in brought.addresses]
    f.context = f.context or brought.manifests or brought.sources
    f.manifests = f.manifests or brought.manifests
    f.sources = f.sources or brought.sources or bool(brought.addresses)
    f.broad = f.broad or brought.broad
    return not brought.sources
