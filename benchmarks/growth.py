"""How the cost grows with the input: the exponent by which time and memory rise, up to the bounds of `dockerfile.limits`.

An input of ten times the size that takes ten times as long has the exponent 1.
"""

from __future__ import annotations

import tracemalloc
from math import log
from statistics import median
from typing import TYPE_CHECKING, Final

import markdown

from benchmarks.builds import Site
from benchmarks.inputs import dockerfile
from benchmarks.report import Row, seconds
from benchmarks.timing import cpu
from mkdocs_multistage.analysis import analyze
from mkdocs_multistage.markdown import MultistageExtension
from mkdocs_multistage.render import figure, labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.scale import Scale

_PART: Final = "Growth: the exponent of time, and of memory"
_GOAL: Final = "<= 1.1"
_TURNS: Final = 5
# What is smaller than this takes much the same time whatever its size.
_SMALLEST: Final = 100
# A call that takes this long need not be repeated to be measured.
_LONG: Final = 0.5
_LABELS: Final = labels("en")


def _stages(count: int, turn: int) -> str:
    """Stages side by side, the last of which takes a file from some of them."""
    stages = [f"FROM alpine:3.{turn} AS s{number}\nRUN touch /{turn}-{number}\n" for number in range(count - 1)]
    return "\n".join([*stages, f"FROM scratch\nCOPY --from=s0 /{turn}-0 /\n"])


def _chain(count: int, turn: int) -> str:
    """Stages each of which is built on the one above it."""
    stages = (f"FROM s{n} AS s{n + 1}\nRUN touch /{turn}-{n}\n" for n in range(count - 1))
    return f"FROM alpine:3.{turn} AS s0\n{''.join(stages)}"


def _lines(count: int, turn: int) -> str:
    return f"FROM alpine:3.{turn}\n" + "".join(f"RUN echo {turn} > /f{number}\n" for number in range(count - 1))


def _continuation(count: int, turn: int) -> str:
    commands = "".join(f" && echo {turn}-{n} \\\n" for n in range(count - 1))
    return f"FROM alpine:3.{turn}\nRUN true \\\n{commands} && true\n"


def _heredoc(count: int, turn: int) -> str:
    lines = "".join(f"echo $A{turn}_{number}\n" for number in range(count))
    return f"FROM alpine:3.{turn}\nRUN <<EOF\n{lines}EOF\n"


def _arguments(count: int, turn: int) -> str:
    chain = "".join(f"ARG A{turn}_{number}=$A{turn}_{number - 1}\n" for number in range(1, count))
    return f"ARG A{turn}_0=3.22\n{chain}FROM alpine:$A{turn}_{count - 1}\nRUN true\n"


def _variables(count: int, turn: int) -> str:
    chain = "".join(f"ENV A{turn}_{number}=$A{turn}_{number - 1}\n" for number in range(1, count))
    return f"FROM alpine:3.{turn}\nENV A{turn}_0=1\n{chain}"


_TEXTS: Final[dict[str, Callable[[int, int], str]]] = {
    "stages side by side": _stages,
    "stages in a chain": _chain,
    "one-line instructions": _lines,
    "lines of one continuation": _continuation,
    "lines of one heredoc": _heredoc,
    "global ARGs, each of the one before": _arguments,
    "ENVs, each of the one before": _variables,
}
"""Makes a text of a size; in another turn no line of it has been seen before."""


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """The slope of the line through the logarithms, by least squares."""
    xs, ys = [log(size) for size, _ in points], [log(max(value, 1e-9)) for _, value in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def measure(folder: Path, scale: Scale) -> Iterator[Row]:
    """The rows of growth."""
    for what, make in _TEXTS.items():
        yield _row(what, make, scale.sizes)
    for what, blocks in _PAGES.items():
        yield _page(what, blocks, scale)
    if scale.site_pages:
        yield _site(folder, scale)


def _work(text: str) -> bool:
    analysis = analyze(text, scope="example")
    figure(analysis, labels=_LABELS, anchors=())
    return analysis.dockerfile.complete


def _row(what: str, make: Callable[[int, int], str], sizes: Sequence[int]) -> Row:
    read = [size for size in sizes if _work(make(size, _salt(size, _TURNS)))]
    beyond = [size for size in sizes if size not in read]
    times = [(size, _time(make, size)) for size in read]
    memory = [(size, _memory(make, size)) for size in read]
    left_alone = f"; {seconds(_time(make, beyond[-1]))} beyond the bound" if beyond else ""
    return _grown(what, times, memory, left_alone)


def _grown(what: str, times: Sequence[tuple[int, float]], memory: Sequence[tuple[int, float]], more: str = "") -> Row:
    largest, time = times[-1]
    slope = exponent([point for point in times if point[0] >= _SMALLEST] if len(times) > 2 else times)  # noqa: PLR2004
    of_memory = f", memory {exponent([p for p in memory if p[0] >= _SMALLEST] or memory):.2f}" if memory else ""
    return Row(
        _PART,
        f"{largest:,} {what}",
        seconds(time),
        f"{seconds(time / largest)} each{of_memory}{more}",
        slope,
        goal=_GOAL,
    )


def _salt(size: int, turn: int) -> int:
    """What tells the lines of one text from those of all others."""
    return size * 10 + turn


def _time(make: Callable[[int, int], str], size: int) -> float:
    taken: list[float] = []
    for turn in range(_TURNS):
        text = make(size, _salt(size, turn))
        taken.append(cpu(lambda text=text: _work(text)))  # type: ignore[misc]
        if taken[-1] > _LONG:
            break
    return median(taken)


def _memory(make: Callable[[int, int], str], size: int) -> float:
    text = make(size, _salt(size, _TURNS + 1))
    return _peak(lambda: _work(text))


def _peak(work: Callable[[], object]) -> float:
    """The most memory that a call held at once, in bytes."""
    tracemalloc.start()
    try:
        work()
        return float(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


def _page(what: str, make: Callable[[int, int], str], scale: Scale) -> Row:
    """One page of so many blocks, beyond what it takes without the extension."""
    extensions = ["pymdownx.highlight", "pymdownx.superfences"]
    with_it = markdown.Markdown(extensions=[*extensions, MultistageExtension()])
    without = markdown.Markdown(extensions=extensions)
    times: list[tuple[int, float]] = []
    memory: list[tuple[int, float]] = []
    for size in scale.page_blocks:
        taken: list[float] = []
        for turn in range(3):
            text = make(size, turn)
            plain = cpu(lambda text=text: without.reset().convert(text))  # type: ignore[misc]
            taken.append(cpu(lambda text=text: with_it.reset().convert(text)) - plain)  # type: ignore[misc]
        times.append((size, median(taken)))
        text = make(size, _TURNS)
        plain = _peak(lambda text=text: without.reset().convert(text))  # type: ignore[misc]
        memory.append((size, _peak(lambda text=text: with_it.reset().convert(text)) - plain))  # type: ignore[misc]
    return _grown(f"{what}, beyond the page", times, memory)


def _blocks(count: int, turn: int) -> str:
    """A page of Dockerfiles."""
    start = 2_000_000 + turn * count
    return "\n\n".join(f"```dockerfile\n{dockerfile(start + number)}```" for number in range(count))


def _parts(count: int, turn: int) -> str:
    """A page of one Dockerfile in parts, each a stage that takes a file from the one above."""
    takes = (f"COPY --from=s{number - 1} /x /\n" if number else "" for number in range(count))
    return "\n\n".join(
        f'```dockerfile example="a"\nFROM alpine:3.{turn} AS s{number}\n{line}```' for number, line in enumerate(takes)
    )


_PAGES: Final[dict[str, Callable[[int, int], str]]] = {
    "blocks on one page": _blocks,
    "parts of one example": _parts,
}
"""Makes a page of so many blocks; in another turn it is another."""


def _site(folder: Path, scale: Scale) -> Row:
    """Sites of so many pages with a Dockerfile each, a hundred to a folder, beyond what they take without the plugin."""
    times: list[tuple[int, float]] = []
    memory: list[tuple[int, float]] = []
    for pages in scale.site_pages:
        made = Site.made(folder / f"growing-{pages}", pages, 1, section=100)
        (time, held), (plain, held_plain) = made.build_and_memory("with"), made.build_and_memory("without")
        times.append((pages, time - plain))
        memory.append((pages, held - held_plain))
    more = f", {memory[-1][1]:.0f} MiB beyond the site's {held_plain:.0f}"
    return _grown("pages of a site, beyond the site", times, memory, more)
