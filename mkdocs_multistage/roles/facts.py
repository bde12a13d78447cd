"""What can be seen of a stage: a resolved Dockerfile in, one `Facts` for each stage out. No judgement yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_multistage.roles.acts import Deed, deed
from mkdocs_multistage.roles.commands import instruction_commands, launch_commands
from mkdocs_multistage.roles.globs import Globs
from mkdocs_multistage.roles.images import is_development, serves_application, serves_web
from mkdocs_multistage.roles.names import hints
from mkdocs_multistage.roles.scripts import is_service
from mkdocs_multistage.roles.tables.model import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs_multistage.dockerfile import Dockerfile, Instruction, Reference, Stage
    from mkdocs_multistage.roles.commands import Command
    from mkdocs_multistage.roles.model import Role

# Files that name dependencies, or that installers want beside them; with nothing else copied, there is nothing to compile.
_MANIFESTS = Globs(
    sorted(
        words(
            "package*.json npm-shrinkwrap.json yarn.lock .yarnrc* .yarn* .npmrc pnpm-*.yaml pnpm-lock* .pnpmfile* bun.lock* bunfig* lerna.json nx.json "
            "turbo.json rush.json deno.json* deno.lock go.mod go.sum go.work* requirements* constraints*.txt pyproject.toml uv.lock poetry.* pdm.lock "
            "pipfile* setup.py setup.cfg environment*.y*ml conda-lock* pixi.* .python-version cargo.toml cargo.lock .cargo rust-toolchain* recipe.json "
            "pom.xml *.pom mvnw* .mvn build.gradle* settings.gradle* gradle* gradlew* *.gradle *.gradle.kts libs.versions.toml build.sbt project *.sbt "
            "*.csproj *.fsproj *.vbproj *.sln *.slnx nuget.config directory.*.props directory.*.targets global.json *.props packages.lock.json "
            "composer.* symfony.lock gemfile* *.gemspec .ruby-version mix.exs mix.lock config config.exs prod.exs runtime.exs rebar.* pubspec.* package.swift "
            "package.resolved *.cabal cabal.project* stack.yaml* package.yaml shard.* conanfile.* vcpkg*.json patches .patches readme* license* "
            "requirements_*.txt *.lock .tool-versions .nvmrc .node-version preinstall*"
        )
    )
)

# Folders in which projects keep what configures an image.
_CONFIGURING = words(
    "docker .docker conf config configs etc bin rootfs scripts hack deploy build build-aux container nginx php frankenphp"
)
_SERVING = frozenset({"EXPOSE", "HEALTHCHECK", "STOPSIGNAL", "VOLUME", "USER"})
_FILES = frozenset({"COPY", "ADD"})
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


@dataclass(frozen=True, slots=True)
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
        development: Whether its image is made for people to work in.
    """

    stage: Stage
    last: bool
    alone: bool
    image: str
    parents: tuple[int, ...]
    children: tuple[int, ...]
    given: tuple[Taking, ...]
    takings: tuple[Taking, ...]
    deeds: tuple[Deed, ...]
    launches: tuple[Deed, ...]
    command: Instruction | None
    inherits_command: bool
    serving: tuple[Instruction, ...]
    files: tuple[Instruction, ...]
    runs: bool
    variables: bool
    onbuild: bool
    sources: bool
    manifests: bool
    context: bool
    assembled: bool
    built: tuple[Taking, ...]
    inherits_built: bool
    broad: bool
    scratch: bool
    fronted: bool
    hints: tuple[Role, ...]
    development: bool

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
        return [d for d in self.deeds if d.act in acts]

    def launched(self, *acts: str) -> list[Deed]:
        """What its command does, of these kinds."""
        return [d for d in self.launches if d.act in acts]


def gather(dockerfile: Dockerfile) -> tuple[Facts, ...]:
    """The facts of each stage, in file order."""
    stages = dockerfile.stages
    lines = dockerfile.text.split("\n")
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
        earlier = [t for t in takings[stage.index] if t.giver is not None and t.giver < stage.index]
        below = [facts[parent] for parent in parents[stage.index]]
        reading = _read(stage, lines, below)
        image = below[0].image if below else stage.resolved_base
        facts.append(
            Facts(
                stage=stage,
                last=stage.index == len(stages) - 1,
                alone=alone,
                image=image,
                parents=parents[stage.index],
                children=tuple(children[stage.index]),
                given=tuple(given[stage.index]),
                takings=tuple(takings[stage.index]),
                deeds=tuple(reading.deeds),
                launches=tuple(reading.launches),
                command=reading.command,
                inherits_command=any(f.command is not None or f.inherits_command for f in below),
                serving=tuple(reading.serving),
                files=tuple(reading.files),
                runs=reading.runs,
                variables=any(i.keyword == "ENV" for i in stage.instructions),
                onbuild=reading.onbuild,
                sources=reading.sources,
                manifests=reading.manifests,
                context=reading.context,
                assembled=any(not facts[t.giver].alias for t in earlier if t.giver is not None),
                built=tuple(t for t in earlier if t.giver is not None and facts[t.giver].did("build")),
                inherits_built=any(f.built or f.inherits_built for f in below),
                broad=reading.broad,
                scratch=all(f.scratch for f in below) if below else image == "scratch",
                fronted=serves_application(image)
                and bool(given[stage.index])
                and all(serves_web(stages[taking.taker].resolved_base) for taking in given[stage.index]),
                hints=hints(stage.name),
                development=is_development(image),
            )
        )
    return tuple(facts)


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


class _Reading:
    """What one pass over a stage's instructions has found."""

    def __init__(self, below: Sequence[Facts]) -> None:
        self.deeds: list[Deed] = []
        self.launches: list[Deed] = []
        self.entrypoint: Instruction | None = None
        self.cmd: Instruction | None = None
        self.serving: list[Instruction] = []
        self.files: list[Instruction] = []
        self.runs = False
        self.onbuild = False
        self.sources = any(f.sources for f in below)
        self.manifests = any(f.manifests for f in below)
        self.seeded = False
        self.context = False
        self.broad = False

    @property
    def command(self) -> Instruction | None:
        found = [i for i in (self.entrypoint, self.cmd) if i is not None and i.words and i.arguments != "[]"]
        return found[0] if found else None


def _read(stage: Stage, lines: Sequence[str], below: Sequence[Facts]) -> _Reading:
    reading = _Reading(below)
    for instruction in stage.instructions:
        keyword = instruction.keyword
        if keyword == "RUN":
            reading.runs = True
            _read_run(instruction, lines, reading)
        elif keyword in _FILES:
            reading.files.append(instruction)
            _read_copy(instruction, reading)
        elif keyword == "CMD":
            reading.cmd = instruction
        elif keyword == "ENTRYPOINT":
            reading.entrypoint, reading.cmd = instruction, None
        elif keyword == "ONBUILD":
            reading.onbuild = True
        elif keyword in _SERVING:
            reading.serving.append(instruction)
    reading.launches += _launches(launch_commands(reading.entrypoint, reading.cmd, lines))
    return reading


def _launches(commands: Sequence[Command]) -> Iterator[Deed]:
    for command in commands:
        found = deed(command)
        if found is None:
            continue
        by_name = found.words.strip("\"'") == command.head.text
        if found.act == "test" and by_name and is_service(command.head.text):
            found = replace(found, act="run")
        yield found


def _read_run(instruction: Instruction, lines: Sequence[str], reading: _Reading) -> None:
    for flag in instruction.flags:
        if flag.name == "mount" and flag.value:
            _read_mount(flag.value, reading)
    for command in instruction_commands(instruction, lines):
        found = deed(command)
        if found is None:
            continue
        if found.act == "seed":
            reading.seeded = not reading.sources
        elif found.act == "fetch" and command.program == "git":
            reading.sources = True
        bare = reading.seeded or (reading.manifests and not reading.sources)
        if found.act in {"compile", "project"}:
            found = (
                replace(found, act="deps", label="no sources are there yet") if bare else replace(found, act="build")
            )
        reading.deeds.append(found)


def _read_mount(value: str, reading: _Reading) -> None:
    """`--mount=type=bind,target=.` shows the command the whole build context, with a source a part of it."""
    options = dict(part.partition("=")[::2] for part in value.split(","))
    if options.get("type", "bind") != "bind" or options.get("from"):
        return
    if _manifest(options.get("source", options.get("src", "."))):
        reading.manifests = True
    else:
        reading.sources = True


def _read_copy(instruction: Instruction, reading: _Reading) -> None:
    origin = instruction.flag("from")
    if origin is not None and origin.value:
        # What other stages hand over may be sources as well as anything else.
        reading.sources = True
        reading.seeded = False
        return
    for word in instruction.words[:-1]:
        if word.text.startswith("<<"):
            continue  # a file written in place
        if (
            "://" in word.text
            or word.text.startswith("git@")
            or (instruction.keyword == "ADD" and word.text.startswith("$"))
        ):
            reading.deeds.append(Deed("fetch", word.text, word.span))
            reading.sources = True
            continue
        reading.context = True
        if _manifest(word.text):
            reading.manifests = True
        else:
            reading.sources = True
            reading.seeded = False
            reading.broad = reading.broad or not _configures(word.text)


@lru_cache(maxsize=2048)
def _configures(path: str) -> bool:
    """Whether a path names a configuration, a script or the like rather than the project."""
    plain = path.strip("\"'[],").strip("./").lower()[:200]
    first = plain.partition("/")[0]
    return bool(plain) and (
        first in _CONFIGURING or "." in plain.rpartition("/")[2] or "entrypoint" in plain or plain.endswith("caddyfile")
    )


@lru_cache(maxsize=2048)
def _manifest(path: str) -> bool:
    name = path.strip("\"'[],").rstrip("/").rpartition("/")[2].lower()[:200]
    return _MANIFESTS.fit(name)
