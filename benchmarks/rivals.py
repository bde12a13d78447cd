"""What else one could use, where it is installed: Graphviz, other plugins that draw, another linter."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.builds import build
from benchmarks.checking import write
from benchmarks.inputs import configuration, dockerfile
from benchmarks.report import Row, seconds
from benchmarks.timing import cpu, python, run
from mkdocs_multistage import analyze
from mkdocs_multistage.render import figure, labels
from mkdocs_multistage.render.dot import dot
from mkdocs_multistage.render.mermaid import mermaid
from mkdocs_multistage.render.picture import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.scale import Scale
    from mkdocs_multistage.render.picture import Picture

_PART: Final = "Others, for the same"
_GOAL: Final = ">= 20"
_TURNS: Final = 5
_BLOCKS_OF_A_PAGE: Final = 3
_MERMAID_FENCE: Final = (
    ":\n      custom_fences:\n        - name: mermaid\n          class: mermaid\n"
    "          format: !!python/name:mermaid2.fence_mermaid_custom"
)


class _Plugin(NamedTuple):
    """Another plugin.

    Attributes:
        name: As people call it.
        module: What it is imported as.
        plugins: Lines for the list of plugins.
        fences: What SuperFences is told.
        fence: The fence of a diagram.
        program: What it runs.
    """

    name: str
    module: str
    plugins: str
    fences: str
    fence: Callable[[Picture], str]
    program: str | None = None


def measure(folder: Path, scale: Scale) -> Iterator[Row]:
    """A row for each that is installed; names of the others."""
    missing: list[str] = []
    if shutil.which("dot"):
        yield _graphviz(scale)
    else:
        missing.append("dot")
    plugins = (
        _Plugin("mkdocs-mermaid2", "mermaid2", "  - mermaid2\n", _MERMAID_FENCE, _mermaid_fence),
        _Plugin("mkdocs-graphviz", "mkdocs_graphviz", "  - mkdocs_graphviz\n", "", _graphviz_fence, "dot"),
    )
    for plugin in plugins if scale.plugins else ():
        if find_spec(plugin.module) and (plugin.program is None or shutil.which(plugin.program)):
            yield _plugin(folder / plugin.module, plugin, scale)
        else:
            missing.append(plugin.name)
    hadolint = shutil.which("hadolint") or shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if hadolint:
        for files, turns in ((scale.rivals, _TURNS), (scale.rivals * 10, 1)):
            yield _hadolint(folder / f"hadolint-{files}", hadolint, files, turns)
    else:
        missing.append("hadolint")
    if missing:
        yield Row(_PART, f"not installed: {', '.join(missing)}", "")


def _picture(number: int) -> Picture:
    drawn = picture(analyze(dockerfile(number), scope="example"))
    assert drawn is not None  # noqa: S101 - the generator's Dockerfiles have edges
    return drawn


def _graphviz(scale: Scale) -> Row:
    """One process for each diagram, as Graphviz is called by whoever draws with it."""
    words = labels("en")
    numbers = range(scale.rivals)
    graphs = [dot(_picture(number), labels=words).encode() for number in numbers]
    theirs = [run(["dot", "-Tsvg"], data=graph).cpu for graph in graphs]
    ours = cpu(lambda: [figure(analyze(dockerfile(n), scope="example"), labels=words, anchors=()) for n in numbers])
    return _row("a diagram by `dot -Tsvg`", ours / scale.rivals, median(theirs))


def _mermaid_fence(drawn: Picture) -> str:
    return f"```mermaid\n{mermaid(drawn, labels=labels('en'))}\n```"


def _graphviz_fence(drawn: Picture) -> str:
    return f"```dot\n{dot(drawn, labels=labels('en'))}\n```"


def _plugin(folder: Path, plugin: _Plugin, scale: Scale) -> Row:
    """The same diagrams drawn by another plugin, beyond a site without any; ours draws and checks."""
    pages = scale.rivals
    theirs, ours, plain = folder / "theirs", folder / "ours", folder / "plain"
    for site, blocks in ((theirs, plugin.fence), (ours, None), (plain, None)):
        (site / "docs").mkdir(parents=True)
        for number in range(pages):
            numbers = range(number * _BLOCKS_OF_A_PAGE, (number + 1) * _BLOCKS_OF_A_PAGE)
            parts = [f"# Guide {number}"]
            for block in numbers:
                parts.append(f"```dockerfile\n{dockerfile(block)}```")
                if blocks is not None:
                    parts.append(blocks(_picture(block)))
            (site / "docs" / f"guide-{number}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    configuration(theirs, "site", plugin.plugins, plugin.fences)
    configuration(ours, "site", "  - multistage\n")
    configuration(plain, "site")
    taken = [[build(site, "site") for site in (ours, theirs, plain)] for _ in range(_TURNS)]
    count = pages * _BLOCKS_OF_A_PAGE
    # What is small beside the builds it is the difference of is told best by the builds that were disturbed the least.
    least = [min(times) for times in zip(*taken, strict=True)]
    return _row(f"a block in a build with {plugin.name}", (least[0] - least[2]) / count, (least[1] - least[2]) / count)


def _hadolint(folder: Path, hadolint: str, count: int, turns: int) -> Row:
    """So many Dockerfiles checked in one call: of ours the start weighs less the more there are."""
    write(folder, count)
    files = sorted(str(file) for file in folder.rglob("Dockerfile.*"))
    ours = [python("-m", "mkdocs_multistage.cli", "check", "-q", *files).cpu for _ in range(_TURNS)]
    theirs = [run([hadolint, "--no-fail", *files]).cpu for _ in range(turns)]
    return _row(f"a file of {count:,} by hadolint, both with their start", median(ours) / count, median(theirs) / count)


def _row(what: str, ours: float, theirs: float) -> Row:
    if ours <= 0:  # what search is spared may be more than what figures cost
        return Row(_PART, what, "nothing", seconds(theirs), goal=_GOAL)
    return Row(_PART, what, seconds(ours), seconds(theirs), theirs / ours, goal=_GOAL)
