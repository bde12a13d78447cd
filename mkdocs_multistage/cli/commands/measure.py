"""``mkdocs-multistage measure``: the one command that builds, and so runs what Dockerfiles say."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mkdocs_multistage.cli.checking import Checker
from mkdocs_multistage.cli.commands.options import InputError, build_args_option, read_build_args
from mkdocs_multistage.cli.measure.engine import AUTO, EngineError, find_engine
from mkdocs_multistage.cli.measure.measuring import Measuring, Settings
from mkdocs_multistage.cli.measure.plan import Plan, count_jobs, make_plan
from mkdocs_multistage.cli.measure.record import Result, read_record, updated, write_record
from mkdocs_multistage.cli.settings import Settings as CheckSettings
from mkdocs_multistage.cli.terminal import error, is_watched, write
from mkdocs_multistage.markdown.host import shown_path
from mkdocs_multistage.markdown.measured import FILE_NAME, UNREAD, SizesFile, SizesFileError
from mkdocs_multistage.printable import printable
from mkdocs_multistage.render import measured_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

    from mkdocs_multistage.cli.measure.measuring import Failure
    from mkdocs_multistage.cli.run import Run
    from mkdocs_multistage.markdown.collected import Collected

_INTERRUPTED: Final = 130


@click.command("measure")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option(
    "--engine",
    metavar="ENGINE",
    default=AUTO,
    show_default=True,
    help="The build engine: docker, podman or a path; auto takes the first that answers.",
)
@click.option(
    "--context",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The build context.  [default: a Dockerfile's own folder, an empty one for blocks of pages]",
)
@build_args_option
@click.option(
    "--build-context",
    "build_contexts",
    metavar="NAME=VALUE",
    multiple=True,
    callback=read_build_args,
    help="A named context, as `docker build` takes it. Repeatable.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    default=1800,
    show_default=True,
    help="The time limit for building one stage.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Output file.  [default: the site's sizes_file, or {FILE_NAME} beside its mkdocs.yml, or in this folder]",
)
@click.option("--timestamp", is_flag=True, help="Record when it was measured.")
@click.option("--dry-run", is_flag=True, help="Show what would be built, and build nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Print only failures and errors.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    engine: str,
    context: Path | None,
    build_args: dict[str, str],
    build_contexts: dict[str, str],
    timeout: float,
    output: Path | None,
    timestamp: bool,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Build every stage of Dockerfiles and measure the images.

    PATH is what `check` takes: a mkdocs.yml, a page, a Dockerfile, or a folder. The sizes go into a file that the site
    reads when it is built.

    This runs the commands of these Dockerfiles on your machine, with Docker or Podman, and downloads what they ask
    for. Measure only what you would build yourself. No other command runs anything, nor does the build of a site.

    The exit code is 0 if everything was measured, 1 if a build failed, and 2 if there is nothing to build with or
    something could not be read.
    """
    plans, run, path = _find(paths, build_contexts, output)
    troubles = [trouble for trouble in run.troubles if UNREAD not in trouble.message]  # that is about to be written
    for trouble in troubles:
        error(str(trouble))
    code = 2 if troubles else 0
    todo = [plan for plan in plans if not plan.skipped]
    if dry_run:
        _say(_preview(plans, path), quiet=False)
        ctx.exit(code)
    record = _read(path)
    if not todo:
        _say([f"Nothing to measure. {_skipped(plans)}".rstrip()], quiet=quiet)
        ctx.exit(code)
    try:
        builder = find_engine(engine)
    except EngineError as reason:
        raise InputError(str(reason)) from None
    tell = _Progress(count_jobs(todo), builder.name, is_watched=not quiet and is_watched(sys.stderr))
    measuring = Measuring(builder, Settings(context, build_args, build_contexts, timeout), tell)
    results, stopped = _measure(measuring, todo, quiet=quiet)
    for failure in measuring.failures:
        _tell(failure)
    for tag, words in measuring.left.items():
        error(f"The image {tag} could not be removed: {printable(words)}")
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if timestamp else ""
    changed = _write(path, updated(record, results, run.files, engine=builder.name, measured=now))
    if not stopped:
        _say(_summary(plans, results, measuring.failures, path, changed=changed), quiet=quiet)
    ctx.exit(stopped or code or (1 if measuring.failures else 0))


def _measure(measuring: Measuring, todo: Sequence[Plan], *, quiet: bool) -> tuple[list[Result], int]:
    """What came of each example, and the exit code where not all of them had their turn."""
    results: list[Result] = []
    stopped = 0
    try:
        with _ended_in_order():
            for result in measuring.measure(todo):
                results.append(result)
                _say(_shown(result), quiet=quiet)
    except KeyboardInterrupt:
        removed = "" if measuring.left else "The images were removed; "
        error(f"Interrupted. {removed}{'w' if removed else 'W'}hat was measured so far is kept.")
        stopped = _INTERRUPTED
    except EngineError as reason:
        error(str(reason))
        stopped = 2
    return [*results, *(Result(plan.example, {}, is_whole=False) for plan in todo[len(results) :])], stopped


def _find(paths: Sequence[Path], contexts: dict[str, str], output: Path | None) -> tuple[list[Plan], Run, Path]:
    """What is to be built, what could not be read, and where the sizes go."""
    found: list[Collected] = []
    # Arguments of the command line are for the engine: what the pages say is what their sizes are found by.
    checker = Checker(CheckSettings(contexts=tuple(contexts)), lambda _more, _done: None, found.append)
    checker.paths(paths)
    run = checker.run("warn")
    if output is None and len(set(checker.sizes)) > 1:
        raise InputError(
            "There are several sites, each with sizes of its own: measure one at a time, or give --output FILE."
        )
    where = output or Path(shown_path(str(next(iter(checker.sizes), FILE_NAME))))
    return [make_plan(example, contexts) for example in found], run, where


def _read(path: Path) -> SizesFile:
    try:
        return read_record(path)
    except SizesFileError as reason:
        raise InputError(f"{path}: {reason} It is left unchanged; remove it, or give --output FILE.") from None


def _write(path: Path, record: SizesFile) -> bool:
    try:
        return write_record(path, record)
    except OSError as reason:
        raise InputError(f"{path}: The file cannot be written: {reason.strerror}.") from None


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Take the end that a system asks for as Ctrl-C, so that nothing is left behind."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Progress:
    """Tells which stage is being built, where there is somebody to see it."""

    def __init__(self, total: int, engine: str, *, is_watched: bool) -> None:
        self._total = total
        self._engine = engine
        self._is_watched = is_watched
        self._number = 0

    def __call__(self, place: str, stage: str) -> None:
        self._number += 1
        if self._is_watched:
            write(f"[{self._number}/{self._total}] {self._engine} builds {printable(f'{place} {stage}')}\n", sys.stderr)


def _say(lines: Sequence[str], *, quiet: bool) -> None:
    if not quiet:
        write("".join(f"{printable(line)}\n" for line in lines), sys.stdout)


def _tell(failure: Failure) -> None:
    """A failure with the engine's last words, which are anybody's."""
    error(f"{failure.place}: stage {failure.stage!r} {failure.reason}.")
    for line in failure.lines:
        write(f"    {printable(line)}\n", sys.stderr)
    if failure.hint:
        write(f"  {failure.hint}\n", sys.stderr)
    if failure.waiting:
        write(f"  Not built, as they need it: {printable(', '.join(failure.waiting))}.\n", sys.stderr)


def _shown(result: Result) -> list[str]:
    """One example with its sizes."""
    width = max(map(len, result.sizes), default=0)
    sizes = [f"  {key:<{width}}  {measured_size(size)}" for key, size in result.sizes.items()]
    return [result.example.place, *(sizes or ["  nothing was measured"])]


def _preview(plans: Sequence[Plan], path: Path) -> list[str]:
    todo = [plan for plan in plans if not plan.skipped]
    lines = []
    for plan in todo:
        lines += [f"{plan.example.place}: {', '.join(job.name for job in plan.jobs)}", *_hidden(plan)]
    lines += [f"{plan.example.place}: skipped, {plan.skipped}" for plan in plans if plan.skipped]
    stages = _count(count_jobs(todo), "stage")
    return [*lines, f"Would build {stages} of {_count(len(todo), 'Dockerfile')}, and write {path}."]


def _hidden(plan: Plan) -> list[str]:
    """What no engine can be asked for."""
    return [f"  stage {name!r} cannot be built by name: another stage has the same name" for name in plan.hidden]


def _summary(
    plans: Sequence[Plan], results: Sequence[Result], failures: Sequence[Failure], path: Path, *, changed: bool
) -> list[str]:
    measured = sum(len(result.sizes) for result in results)
    examples = sum(bool(result.sizes) for result in results)
    failed = f"; {len(failures)} failed" if failures else ""
    written = f"{path} is {'written' if changed else 'unchanged'}."
    hidden = [line for plan in plans for line in _hidden(plan)]
    text = f"Measured {_count(measured, 'stage')} of {_count(examples, 'Dockerfile')}{failed}. {_skipped(plans)}"
    return [*hidden, f"{text.rstrip()} {written}"]


def _skipped(plans: Sequence[Plan]) -> str:
    reasons = Counter(plan.skipped for plan in plans if plan.skipped)
    if not reasons:
        return ""
    return f"Skipped {reasons.total()}: {', '.join(f'{count} {reason}' for reason, count in sorted(reasons.items()))}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
