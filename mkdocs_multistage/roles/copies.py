"""Tells what a COPY, an ADD or a mount brings: its words in, whether manifests, sources or more out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mkdocs_multistage.dockerfile.text import WORDS
from mkdocs_multistage.remembered import remembered
from mkdocs_multistage.roles.globs import Globs
from mkdocs_multistage.roles.tables.model import words

if TYPE_CHECKING:
    from collections.abc import Sequence

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

# Characters of an instruction that is remembered, and how many are.
_LONGEST = 600
_MOST = 1024


class Brought(NamedTuple):
    """What comes into a stage.

    Attributes:
        manifests: Whether files that list dependencies do.
        sources: Whether anything else of the build context does.
        broad: Whether the project itself does, not just configuration beside it.
        addresses: Which of the instruction's words are addresses of what is downloaded.
    """

    manifests: bool = False
    sources: bool = False
    broad: bool = False
    addresses: tuple[int, ...] = ()


_NOTHING = Brought()


@remembered(_MOST, _LONGEST)
def copied(arguments: str) -> Brought:
    """What a COPY brings from the build context, by its arguments."""
    return _brought(WORDS.findall(arguments)[:-1], ("git@",))


@remembered(_MOST, _LONGEST)
def added(arguments: str) -> Brought:
    """What an ADD brings; a variable stands for an address there."""
    return _brought(WORDS.findall(arguments)[:-1], ("git@", "$"))


def _brought(paths: Sequence[str], remote: tuple[str, ...]) -> Brought:
    addresses: list[int] = []
    manifests = sources = broad = False
    for place, path in enumerate(paths):
        if path.startswith("<<"):
            continue  # a file written in place
        if "://" in path or path.startswith(remote):
            addresses.append(place)
        elif _manifest(path):
            manifests = True
        else:
            sources = True
            broad = broad or not _configures(path)
    return Brought(manifests, sources, broad, tuple(addresses))


@remembered(_MOST)
def mounted(value: str) -> Brought:
    """`--mount=type=bind,target=.` shows the command the whole build context, with a source a part of it."""
    options = dict(part.partition("=")[::2] for part in value.split(","))
    if options.get("type", "bind") != "bind" or options.get("from"):
        return _NOTHING
    is_manifest = _manifest(options.get("source", options.get("src", ".")))
    return Brought(manifests=is_manifest, sources=not is_manifest)


@remembered(2048)
def _configures(path: str) -> bool:
    """Whether a path names a configuration, a script or the like rather than the project."""
    plain = path.strip("\"'[],").strip("./").lower()[:200]
    first = plain.partition("/")[0]
    return bool(plain) and (
        first in _CONFIGURING or "." in plain.rpartition("/")[2] or "entrypoint" in plain or plain.endswith("caddyfile")
    )


@remembered(2048)
def _manifest(path: str) -> bool:
    name = path.strip("\"'[],").rstrip("/").rpartition("/")[2].lower()[:200]
    return _MANIFESTS.fit(name)
