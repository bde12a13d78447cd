"""Whole sites on Material: built with the plugin and without, rebuilt by `mkdocs serve`, and checked by the command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.inputs import configuration, site
from benchmarks.report import Row, compared
from benchmarks.timing import in_turns, pair, python, python_and_memory, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.scale import Scale

PLUGIN = "  - multistage\n"
# Of the documentation of a product, a few pages in a hundred have a Dockerfile.
_USUAL = 33
_USUALLY = f"a Dockerfile on one in {_USUAL}"
KINDS = (
    (", 3 Dockerfiles each", 3, 1, "<= 1.05"),
    (f", {_USUALLY}", 1, _USUAL, "<= 1.05"),
    (" without Dockerfiles", 0, 1, "<= 1.005"),
)
"""Sites: what they are called, how many Dockerfiles are on one in how many pages, and what a build may cost."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site with two configurations: with the plugin and without."""

    folder: Path

    @classmethod
    def made(cls, folder: Path, pages: int, blocks: int = 3, every: int = 1, section: int = 0) -> Site:
        """A site of so many pages, of which one in ``every`` has so many Dockerfiles.

        With ``section``, so many pages are in a folder, and a page's navigation shows no other folder's: without, each page
        names all others, and most of the time of a large site goes there.
        """
        site(folder, pages, blocks, every, section)
        theme = "  features:\n    - navigation.prune\n" if section else ""
        configuration(folder, "with", PLUGIN, theme=theme)
        configuration(folder, "without", theme=theme)
        return cls(folder)

    def build(self, name: str) -> float:
        """Build it; the time."""
        return build(self.folder, name)

    def build_and_memory(self, name: str) -> tuple[float, float]:
        """Build it; the time, and the most memory that was held, in MiB."""
        used, memory = python_and_memory(self.folder / "peak", *command(self.folder, name), folder=self.folder)
        return used.cpu, memory


def build(folder: Path, name: str) -> float:
    """Build a site by one of its configurations; the time."""
    return python("-m", *command(folder, name), folder=folder).cpu


def command(folder: Path, name: str, out: str = "out") -> tuple[str, ...]:
    """What Python is to run, as after `python -m`, to build a site by one of its configurations."""
    return "mkdocs", "build", "-q", "-f", f"{name}.yml", "-d", str(folder / out)


def measure(folder: Path, scale: Scale) -> Iterator[Row]:
    """The rows of whole sites."""
    for what, blocks, every, goal in KINDS:
        for pages in scale.pages:
            made = Site.made(folder / f"{blocks}-{every}-{pages}", pages, blocks, every)
            turns = scale.turns if blocks else scale.turns * 2 - 1
            times = in_turns(lambda made=made: made.build("with"), lambda made=made: made.build("without"), turns)  # type: ignore[misc]
            yield compared("A build with the plugin beside one without", f"{pages:,} pages{what}", times, goal=goal)


def measure_serve(folder: Path, scale: Scale) -> Iterator[Row]:
    """From the moment that `mkdocs serve` notices a saved page to the end of the build that follows."""
    pages = scale.pages[-1]
    made = Site.made(folder / "serve", pages)

    def rebuilds(name: str) -> list[float]:
        out = folder / f"{name}.times"
        command = ("-m", "benchmarks.rebuild", str(made.folder / f"{name}.yml"), str(out), str(scale.turns))
        python(*command, folder=scale.root)
        return [float(line) for line in out.read_text(encoding="utf-8").split()]

    times = pair(list(zip(rebuilds("with"), rebuilds("without"), strict=True)))
    yield compared(
        "A rebuild by `mkdocs serve` after one page was saved", f"{pages:,} pages, 3 Dockerfiles each", times
    )


def measure_check(folder: Path, scale: Scale) -> Iterator[Row]:
    """The command on a site."""
    pages = scale.pages[-1]
    command = ["-m", "mkdocs_multistage.cli", "check", "-q", "with.yml"]
    for name, blocks, every, what in (("checked", 3, 1, "3 Dockerfiles each"), ("usual", 1, _USUAL, _USUALLY)):
        made = Site.made(folder / f"{name}-site", pages, blocks, every)
        times = in_turns(
            lambda made=made: python(*command, folder=made.folder).cpu,  # type: ignore[misc]
            lambda made=made: made.build("without"),  # type: ignore[misc]
            max(scale.turns - 2, 1),
        )
        yield compared("`check mkdocs.yml` beside `mkdocs build`", f"{pages:,} pages, {what}", times, goal="<= 0.25")


__all__ = ["Site", "build", "measure", "measure_check", "measure_serve", "run"]
