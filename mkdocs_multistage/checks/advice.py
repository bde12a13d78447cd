"""What Docker accepts and a careful author may not want: stages for nothing, images without a version, large ones.

The last two are matters of taste on a page that is about something else, so they are looked for only where a site
gives them a level.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.checks.buildkit.places import at
from mkdocs_multistage.checks.names import is_bare, is_placeholder, known_images
from mkdocs_multistage.checks.subject import Hit, quoted
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Dockerfile, Stage

# Names of stages that are there to be asked for, and that nothing else has to use.
_ASKED_FOR: Final = re.compile(
    r"(?:^|[-_.])(?:artifacts?|bench|binar(?:y|ies)|bundle|check|ci|cli|coverage|debug|deb|demo|dev|devcontainer|develop"
    r"|development|dist|docs?|e2e|export|final|fmt|format|generate|image|integration|lint|local|migrations?|output|packages?"
    r"|prod|production|publish|release|rpm|run|runtime|serve|shell|staging|tarball|tests?|testing|tools?|update|validate"
    r"|vendor|watch)(?:$|[-_.])"
)
_VARIABLE: Final = re.compile(r"\$(?:\{[^{}]*\}|\w+)|[\[\]?*]")
_MOST_GLOBS: Final = 20

# A comment above a FROM that says that another Dockerfile begins.
_ALTERNATIVE: Final = re.compile(
    r"\b(?:or|alternativ\w{0,5}|instead|versus|vs|ou|dockerfile|option|variant|second file)\b"
)


@record(frozen=True, slots=True)
class _Sdk:
    """Images that hold what is needed to build, and more than is needed to run.

    Attributes:
        images: Globs over ``repository:tag`` without a registry, in lower case.
        advice: What to run the result in.
        small: Tags of the same repository that are made to run in.
    """

    images: tuple[str, ...]
    advice: str
    small: tuple[str, ...] = ()


# A stage that goes on to build, or that builds when it is run, needs them.
_BUILDS: Final = re.compile(
    r"(?:^|[\s\"'&;|(/])(?:(?:go|cargo|rustc|mvnw?|gradlew?|sbt|javac|jlink|lein|gcc|g\+\+|make|cmake|mix|stack|cabal|ghc|swift"
    r"|dart|golangci-lint|goreleaser|jshell)(?=[\s\"']|$)|dotnet[\s\"',]{1,9}(?:build|ef|format|msbuild|pack|publish|restore|run|test|tool"
    r"|watch)\b)"
)
_RUNNING: Final = frozenset({"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"})
_LONGEST_READ: Final = 4000

_SDKS: Final = (
    _Sdk(("golang", "golang:*"), "a static binary runs in `scratch`, `alpine` or a distroless image"),
    _Sdk(("rust", "rust:*"), "the program runs in `scratch`, `debian:…-slim` or a distroless image"),
    _Sdk(("gcc", "gcc:*"), "the program runs in `debian:…-slim` or `scratch`"),
    _Sdk(("dotnet/sdk", "dotnet/sdk:*", "dotnet/core/sdk*"), "the application runs in `dotnet/aspnet` or `dotnet/runtime`"),
    _Sdk(("maven", "maven:*", "gradle", "gradle:*", "sbtscala/*", "clojure:*"), "the archive runs in an image with only a JRE"),
    _Sdk(("eclipse-temurin:*jdk*", "openjdk", "openjdk:*", "ibm-semeru-runtimes:*jdk*"), "the archive runs in an image with only a JRE", ("*jre*",)),
    _Sdk(("swift", "swift:*"), "the program runs in `swift:…-slim`", ("*slim*",)),
    _Sdk(("dart", "dart:*"), "the output of `dart build` runs in `scratch`"),
    _Sdk(("haskell", "haskell:*"), "the program runs in `debian:…-slim`"),
    _Sdk(("elixir", "elixir:*"), "a release runs in `alpine` or `debian:…-slim`"),
)  # fmt: skip


def unreachable_stages(subject: Subject) -> Iterator[Hit]:
    """Stages that no build makes: none uses them, and nobody can or is likely to ask for them."""
    dockerfile = subject.dockerfile
    is_connected = dockerfile.has_edges
    if subject.in_documentation and not is_connected:
        return  # alternatives side by side
    used = _used(dockerfile)
    for stage in dockerfile.stages[:-1]:
        if stage.index in used or (subject.in_documentation and _stands_for_itself(stage, dockerfile)):
            continue
        if not stage.name:
            yield Hit(
                at(stage.instructions[0], stage.base_span),
                "No stage uses this one, and without a name `--target` cannot select it: Docker never builds it. "
                "Copy from it, name it with `AS`, or leave it out.",
            )
        elif is_connected and not _uses(stage) and not _ASKED_FOR.search(stage.name):
            yield Hit(
                at(stage.instructions[0], stage.name_span),
                f"No stage uses {quoted(stage.name)}, and it uses none: Docker builds it only with "
                f"`--target {stage.name[:60]}`. Copy from it, or leave it out.",
            )


def _used(dockerfile: Dockerfile) -> set[int]:
    """The stages that another one needs, or may need: a variable in its FROM can choose between them."""
    used = {stage.base_stage for stage in dockerfile.stages if stage.base_stage is not None}
    globs = {_VARIABLE.sub("*", stage.base.lower()) for stage in dockerfile.stages if "$" in stage.base}
    for glob in sorted(globs)[:_MOST_GLOBS]:
        used.update(stage.index for stage in dockerfile.stages if stage.name and fnmatchcase(stage.name, glob))
    for stage in dockerfile.stages:
        used.update(ref.stage for ref in stage.references if ref.stage is not None and ref.stage != stage.index)
    return used


def _uses(stage: Stage) -> bool:
    return stage.base_stage is not None or any(ref.stage is not None for ref in stage.references)


def _stands_for_itself(stage: Stage, dockerfile: Dockerfile) -> bool:
    """Whether the next FROM begins another Dockerfile, as the comment above it says."""
    above = dockerfile.stages[stage.index + 1].line - 1
    comments = dockerfile.comments
    position = bisect_left(comments, above, key=lambda comment: comment.span.line)
    text = comments[position].text if position < len(comments) and comments[position].span.line == above else ""
    return _ALTERNATIVE.search(text[:200].lower()) is not None


def unpinned_base_images(subject: Subject) -> Iterator[Hit]:
    """``FROM`` without a tag, or with ``latest``."""
    for stage in subject.dockerfile.stages:
        image = stage.resolved_base
        if stage.base_stage is not None or not image or not _is_image(image, subject):
            continue
        name = image.rpartition("/")[2]
        tag = name.partition(":")[2]
        if "@" in name or (tag and tag != "latest"):
            continue
        what = "the tag `latest`" if tag else "no tag, which means `latest`"
        yield Hit(
            at(stage.instructions[0], stage.base_span),
            f"{quoted(stage.base)} has {what}: the same Dockerfile builds a different image when the next version comes out. "
            "Name a version.",
        )


def _is_image(image: str, subject: Subject) -> bool:
    """Whether a base is certainly an image, with all of its name at hand."""
    if image == "scratch" or "$" in image or image.lower() in subject.contexts:
        return False
    if is_placeholder(image, in_documentation=subject.in_documentation):
        return False
    return not (subject.in_documentation and is_bare(image) and image.lower() not in known_images())


def heavy_final_stages(subject: Subject) -> Iterator[Hit]:
    """A last stage on an image for building, which takes what an earlier stage has built."""
    stages = subject.dockerfile.stages
    if not stages or stages[-1].base_stage is not None:
        return
    final = stages[-1]
    sdk = _sdk(final.resolved_base)
    if sdk is None or any(
        entry.keyword in _RUNNING and _BUILDS.search(entry.arguments[:_LONGEST_READ]) for entry in final.instructions
    ):
        return
    copied = (stages[ref.stage] for ref in final.references if ref.kind == "copy" and ref.stage is not None)
    source = next((stage for stage in copied if stage.index < final.index and _sdk(_root(stage, stages)) is sdk), None)
    if source is None:
        return
    where = f"the stage {quoted(source.name)}" if source.name else f"the stage of line {source.line}"
    yield Hit(
        at(final.instructions[0], final.base_span),
        f"{quoted(final.base)} is made for building, but {where} has already done the build: {sdk.advice}.",
    )


def _root(stage: Stage, stages: Sequence[Stage]) -> str:
    """The image at the bottom of a stage."""
    while stage.base_stage is not None and stage.base_stage < stage.index:
        stage = stages[stage.base_stage]
    return stage.resolved_base


def _sdk(image: str) -> _Sdk | None:
    path = image[:300].partition("@")[0].lower()
    first, _, rest = path.partition("/")
    # A registry has a dot, a port, or is this machine; Docker's own library is left out too.
    if rest and ("." in first or ":" in first or first in {"localhost", "library"}):
        path = rest.removeprefix("library/")
    for sdk in _SDKS:
        if any(fnmatchcase(path, glob) for glob in sdk.images):
            small = any(fnmatchcase(path.partition(":")[2], glob) for glob in sdk.small)
            return None if small else sdk
    return None
