"""Building and reading sizes: plans in, results out, and no image left behind."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.cli.measure.engine import EngineError
from mkdocs_multistage.cli.measure.plan import is_copy_needed
from mkdocs_multistage.cli.measure.record import Result
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mkdocs_multistage.cli.measure.engine import Engine
    from mkdocs_multistage.cli.measure.plan import Job, Plan

REPOSITORY: Final = "mkdocs-multistage-measure"
"""What all images are called while they are measured."""

_SHOWN_LINES: Final = 10
_MOST_LINES: Final = 40
_IGNORED: Final = ".dockerignore"

_COLOUR: Final = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_STEP: Final = " > "
"""Where BuildKit's account of the step that failed begins."""

# What the classic builder says of what only BuildKit knows: an option, a heredoc's line, a flag; and Podman, set up as it
# comes, of `golang:1.25`.
_OF_BUILDKIT: Final = re.compile(r"requires BuildKit|unknown (instruction|flag)", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"#\d+ ")
_SHORT_NAME: Final = "did not resolve to an alias"

# What a build says that does not find a file of its context: BuildKit, the classic builder, Buildah.
_MISSING: Final = ("failed to calculate checksum", "failed to compute cache key", "file not found in build context",
                   "no such file or directory", "no items matching glob")  # fmt: skip


@record(frozen=True, slots=True)
class Failure:
    """A stage that could not be measured.

    Attributes:
        place: Where the example is.
        stage: Its name.
        reason: Why, in one sentence without an end.
        lines: The engine's last words.
        hint: What may help; empty where nothing is known.
        waiting: The stages that were not built, as they need this one.
    """

    place: str
    stage: str
    reason: str
    lines: tuple[str, ...] = ()
    hint: str = ""
    waiting: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Settings:
    """What the command line decides.

    Attributes:
        context: The build context of everything; ``None`` is a file's own folder, and an empty one for pages.
        build_args: Build arguments besides those of pages, before which they come.
        build_contexts: Named build contexts.
        timeout: Seconds for each stage.
    """

    context: Path | None = None
    build_args: Mapping[str, str] = field(default_factory=dict)
    build_contexts: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 1800.0


class Measuring:
    """Builds one example after another."""

    def __init__(self, engine: Engine, settings: Settings, tell: Callable[[str, str], None]) -> None:
        """Prepare.

        Args:
            engine: What builds.
            settings: What the command line decides.
            tell: Is told which stage of which example is about to be built.
        """
        self._engine = engine
        self._settings = settings
        self._tell = tell
        # No other run, and nobody's image, has these names.
        self._run = secrets.token_hex(4)
        self._tags: list[str] = []
        self._known: dict[tuple[object, ...], dict[str, int]] = {}
        self.failures: list[Failure] = []
        self.left: dict[str, str] = {}
        """The images that could not be removed, and why."""

    def measure(self, plans: Iterable[Plan]) -> Iterator[Result]:
        """Build what is planned; each result is final when it comes."""
        with tempfile.TemporaryDirectory(prefix="mkdocs-multistage-") as folder:
            for number, plan in enumerate(plans):
                own = Path(folder) / str(number)
                own.mkdir()
                yield self._one(plan, own)

    def _one(self, plan: Plan, own: Path) -> Result:
        """Measure one example; its images are gone at the end, whatever that is."""
        try:
            dockerfile, context = self._prepare(plan, own)
        except OSError as error:
            reason = f"was not built: {plan.example.file}{_IGNORED} cannot be read: {error.strerror}"
            self.failures += (Failure(plan.example.place, job.name, reason) for job in plan.jobs)
            return Result(plan.example, {}, is_whole=False)
        # Tutorials show the same Dockerfile on several pages.
        same = plan.text, plan.example.file, tuple(plan.example.build_args.items())
        if same in self._known:
            return Result(plan.example, self._known[same], is_whole=True)
        sizes: dict[str, int] = {}
        waiting: set[str] = set()
        try:
            for job in plan.jobs:
                if job.name in waiting:
                    continue  # it would fail as what it needs has, after as long a time
                self._tell(plan.example.place, job.name)
                size = self._size(plan, job, dockerfile, context)
                if size is None:
                    waiting.update(self.failures[-1].waiting)
                else:
                    sizes[job.key] = size
        finally:
            self._remove_images()
        is_whole = len(sizes) == len(plan.jobs)
        if is_whole:
            self._known[same] = sizes
        return Result(plan.example, sizes, is_whole)

    def _remove_images(self) -> None:
        self.left.update(
            dict.fromkeys(self._tags, "interrupted")
        )  # as it may be, by somebody who does not want to wait
        while self._tags:
            tag = self._tags.pop()
            self.left[tag] = self._engine.remove(tag)
            if not self.left[tag]:
                del self.left[tag]

    def _prepare(self, plan: Plan, own: Path) -> tuple[Path, Path]:
        """The Dockerfile and the context of a build.

        Args:
            plan: What is to be built.
            own: An empty folder for it.

        Raises:
            OSError: The Dockerfile's own list of what is left out cannot be read.
        """
        file = Path(plan.example.file).absolute() if plan.example.file else None
        empty = own / "context"
        empty.mkdir()
        context = self._settings.context or (file.parent if file else empty)
        if file is not None and not is_copy_needed(plan):
            return file, context.absolute()
        copy = own / "Dockerfile"
        copy.write_bytes(plan.text.encode("utf-8", "surrogateescape"))
        ignored = file.with_name(file.name + _IGNORED) if file else None
        # It is looked for beside the Dockerfile; with that name it may be none that a file can have.
        if ignored is not None and os.path.isfile(ignored):  # noqa: PTH113 - `Path.is_file` raises what this takes for a no
            copy.with_name(copy.name + _IGNORED).write_bytes(ignored.read_bytes())
        return copy, context.absolute()

    def _size(self, plan: Plan, job: Job, dockerfile: Path, context: Path) -> int | None:
        """The size of a stage's image; ``None`` after a failure."""
        example, settings = plan.example, self._settings
        tag = f"{REPOSITORY}:{self._run}-{job.index}"
        self._tags.append(tag)
        try:
            ended = self._engine.build(
                dockerfile,
                context,
                tag=tag,
                target=job.target,
                build_args={**example.build_args, **settings.build_args},
                build_contexts=settings.build_contexts,
                timeout=settings.timeout,
            )
        except OSError as error:
            raise EngineError(f"{self._engine.program} cannot be run: {error.strerror}.") from None
        words = _words(ended.lines)
        size, reason, hint = None, "", ""
        if ended.code == 0:
            size = self._engine.size(tag)
            reason = "was built, but its size could not be read" if size is None else ""
        elif ended.code is None:
            reason = f"did not finish within {settings.timeout:g} seconds (--timeout)"
        else:
            self._tags.remove(tag)  # nothing has got it
            reason = f"could not be built (exit code {ended.code})"
            hint = self._hint(plan, words)
        if reason:
            waiting = () if ended.code == 0 else _waiting(plan, job)
            self.failures.append(Failure(example.place, job.name, reason, _last(words), hint, waiting))
        return size

    def _hint(self, plan: Plan, words: Sequence[str]) -> str:
        """What may help a build that failed; empty where nothing is known."""
        is_empty = not plan.example.file and self._settings.context is None
        if is_empty and _copies(plan) and any(mark in word for word in words for mark in _MISSING):
            return "It was built in an empty folder; pass --context with the folder that has the files it copies."
        # An old Docker has a BuildKit of its own, which an environment may ask for; it numbers its lines.
        is_classic = self._engine.is_classic and not any(map(_NUMBERED.match, words))
        if is_classic and any(map(_OF_BUILDKIT.search, words)):
            return (
                "Docker used its classic builder, which does not support heredocs, RUN --mount or --build-context. "
                "BuildKit, which does, comes with buildx: https://docs.docker.com/go/buildx/"
            )
        if any(_SHORT_NAME in word for word in words):
            return (
                "Podman looks up names without a registry in the registries that its registries.conf lists: "
                'unqualified-search-registries = ["docker.io"]'
            )
        return ""


def _copies(plan: Plan) -> bool:
    """Whether anything is taken from the build context."""
    instructions = (one for stage in plan.example.analysis.dockerfile.stages for one in stage.instructions)
    return any(
        (one.keyword in {"COPY", "ADD"} and one.flag("from") is None) or one.flag("mount") for one in instructions
    )


def _waiting(plan: Plan, job: Job) -> tuple[str, ...]:
    """The stages whose build makes this one as well."""
    targets = plan.example.analysis.dockerfile.targets
    return tuple(
        other.name for other in plan.jobs if other is not job and targets[other.index].reached >> job.index & 1
    )


def _words(lines: Iterable[str]) -> list[str]:
    """What an engine printed, as a terminal shows it, without colours and empty lines."""
    # What programs write over, as a download does its progress, ends with what stays.
    shown = (_COLOUR.sub("", line).rstrip("\r").rpartition("\r")[2] for line in lines)
    return [line for line in shown if line.strip()]


def _last(words: Sequence[str]) -> tuple[str, ...]:
    """The last lines, and of BuildKit's all that it says of the step that failed.

    It ends with an excerpt of the Dockerfile; what the step itself printed stands above that.
    """
    step = max((number for number, line in enumerate(words) if line.startswith(_STEP)), default=len(words))
    return tuple(words[min(step, max(len(words) - _SHOWN_LINES, 0)) :][-_MOST_LINES:])
