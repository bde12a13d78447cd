"""How often edges cross in the cards, beside Graphviz's ``dot`` on the same graphs: ``python -m benchmarks.crossings``.

In: Dockerfiles made by a seeded generator, one family for each shape that real ones have, and those that the tests
keep. Of these the graphs that the plugin itself draws as cards are measured. Out: for both programs the pairs of
edges that cross, counted in what is drawn: our paths in the SVG, the splines of ``dot``.

``dot`` gets the same nodes in the same sizes, left to right, the same edges and no labels. It may end an edge
anywhere on a node, while here each ends at its own row; that is in its favour.

Without ``dot`` the own figures are given alone.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from bisect import bisect_left
from itertools import combinations, pairwise
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mkdocs_multistage import analyze
from mkdocs_multistage.render.cards import cards
from mkdocs_multistage.render.crowding import uncrowded
from mkdocs_multistage.render.labels import labels
from mkdocs_multistage.render.picture import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mkdocs_multistage.render.layout import Layout
    from mkdocs_multistage.render.picture import Picture

SEED: Final = 20_260
EACH: Final = 60
"""Graphs of each family."""

_KEPT: Final = Path(__file__).parents[1] / "tests" / "data" / "roles"
_OFTEN: Final = 0.65
_SELDOM: Final = 0.3
_STEPS: Final = 17  # straight pieces to a curve
_PIXELS: Final = 72.0  # to an inch, which is dot's unit
_HAIR: Final = 0.5

Point = tuple[float, float]
Line = list[Point]


class Result(NamedTuple):
    """One family's figures.

    Attributes:
        graphs: How many there are.
        edges: Of all of them.
        ours: Pairs of edges that cross in the cards.
        dots: The same in dot's drawings; ``None`` where there is no dot.
    """

    graphs: int
    edges: int
    ours: int
    dots: int | None


# The families. Each takes a source of chance and the number of stages, and gives for each stage its base, by the
# stage's number or `None` for an image, and the numbers of those from which it copies; negative ones are images.
_Stage = tuple["int | None", list[int]]


def _chain(chance: random.Random, count: int) -> Iterator[_Stage]:
    """FROM after FROM, with files taken from far above."""
    for stage in range(count):
        skipped = [chance.randrange(stage)] if stage > 1 and chance.random() < _OFTEN else []
        yield stage - 1 if stage else None, skipped


def _diamond(chance: random.Random, count: int) -> Iterator[_Stage]:
    """One base, several stages on it, and one that gathers from them."""
    for stage in range(count):
        if stage == 0:
            yield None, []
        elif stage == count - 1:
            yield None, list(range(1, stage))
        else:
            yield (
                (0 if chance.random() < _OFTEN else None),
                ([chance.randrange(stage)] if chance.random() < _SELDOM else []),
            )


def _parents(chance: random.Random, count: int) -> Iterator[_Stage]:
    """Independent stages, and two that take from many of them."""
    for stage in range(count):
        if stage < count - 2:
            yield None, []
        else:
            yield None, [giver for giver in range(stage) if chance.random() < _OFTEN]


def _images(chance: random.Random, count: int) -> Iterator[_Stage]:
    """Builds with external images at every stage."""
    for stage in range(count):
        taken = [-chance.randint(1, 3) for _ in range(chance.randint(0, 2))]
        taken += [chance.randrange(stage)] if stage and chance.random() < _OFTEN else []
        yield (chance.randrange(stage) if stage and chance.random() < _OFTEN else None), taken


def _anything(chance: random.Random, count: int) -> Iterator[_Stage]:
    """Any stage from any earlier one."""
    for stage in range(count):
        base = chance.randrange(stage) if stage and chance.random() < _OFTEN else None
        yield base, [chance.randrange(stage) for _ in range(chance.randint(0, 3))] if stage else []


FAMILIES: Final[dict[str, Callable[[random.Random, int], Iterator[_Stage]]]] = {
    "chains": _chain,
    "diamonds": _diamond,
    "many parents": _parents,
    "images": _images,
    "anything": _anything,
}


def dockerfile(stages: Iterable[_Stage]) -> str:
    """The stages' text; they are called ``s0``, ``s1`` and so on."""
    text = ""
    for number, (base, taken) in enumerate(stages):
        text += f"FROM {'alpine:3.22' if base is None else f's{base}'} AS s{number}\nRUN make {number}\n"
        for order, giver in enumerate(dict.fromkeys(taken)):
            source = f"s{giver}" if giver >= 0 else f"registry.example.com/image{-giver}:1"
            text += f"COPY --from={source} /out/{order} /in/{order}\n"
    return text


def generated(family: str, count: int = EACH) -> Iterator[str]:
    """The Dockerfiles of a family; the same ones each time."""
    chance = random.Random(f"{SEED} {family}")  # noqa: S311 - nothing secret
    for _ in range(count):
        yield dockerfile(FAMILIES[family](chance, chance.randint(3, 8)))


def kept() -> Iterator[str]:
    """The Dockerfiles that the tests keep."""
    for path in sorted(_KEPT.glob("**/*Dockerfile*")):
        yield path.read_text(encoding="utf-8", errors="replace")


def drawn(texts: Iterable[str]) -> Iterator[tuple[Picture, Layout]]:
    """What the plugin draws as cards."""
    for text in texts:
        found = picture(analyze(text))
        layout = uncrowded(found) if found is not None else None
        if found is not None and layout is not None:
            yield found, layout


_TOKEN: Final = re.compile(r"[MHVC]|-?(?:\d+\.?\d*|\.\d+)")
_EDGE: Final = re.compile(r'<path class="ms-ln" d="([^"]*)"')


def our_lines(found: Picture, layout: Layout) -> list[Line]:
    """The edges as they are drawn."""
    svg = cards(found, layout, labels=labels("en"), anchors=[])
    return [_along(data) for data in _EDGE.findall(svg)]


def _along(data: str) -> Line:
    tokens = iter(_TOKEN.findall(data))
    line: Line = []
    for command in tokens:
        if command == "M":
            line.append((float(next(tokens)), float(next(tokens))))
        elif command == "H":
            line.append((float(next(tokens)), line[-1][1]))
        elif command == "V":
            line.append((line[-1][0], float(next(tokens))))
        else:
            x = [float(next(tokens)) for _ in range(6)]
            line += _curve([line[-1], (x[0], x[1]), (x[2], x[3]), (x[4], x[5])])
    return line


def _curve(control: Sequence[Point]) -> Line:
    points = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        x, y = (sum(w * p[axis] for w, p in zip(weights, control, strict=True)) for axis in (0, 1))
        points.append((x, y))
    return points


def dot_lines(found: Picture, layout: Layout, dot: str) -> list[Line]:
    """The same edges as Graphviz draws them."""
    source = ['digraph{rankdir=LR;node[shape=box,fixedsize=true,label=""]']
    source += [f"n{c.place}[width={c.width / _PIXELS:.3f},height={c.height / _PIXELS:.3f}]" for c in layout.cards]
    source += [f"n{edge.source}->n{edge.target}" for edge in found.edges]
    done = subprocess.run(  # noqa: S603 - the program was looked up, its input holds numbers alone
        [dot, "-Tjson0"], input="\n".join([*source, "}"]), capture_output=True, text=True, check=True, timeout=60
    )
    return [_spline(edge["pos"]) for edge in json.loads(done.stdout).get("edges", ())]


def _spline(position: str) -> Line:
    """A spline as dot writes it: the arrow's tip behind ``e,``, then the curve's points."""
    tip, *control = ([float(n) for n in word.removeprefix("e,").split(",")] for word in position.split())
    points = [(x, y) for x, y in control]
    line = points[:1]
    for first in range(0, len(points) - 3, 3):
        line += _curve(points[first : first + 4])
    return [*line, (tip[0], tip[1])]


def crossings(lines: Sequence[Line]) -> int:
    """Pairs of lines that cross; those that only touch, or run along each other, do not.

    One that runs from left to right crosses another where it was above it and is below it then, wherever it ran along
    it in between. The splines of dot may turn back: of them the straight pieces are held against each other besides.
    """
    return sum(_cross(one, other) for one, other in combinations(lines, 2))


def _cross(one: Line, other: Line) -> bool:
    """Whether one line is above the other in one place and below it in another."""
    start, end = max(one[0][0], other[0][0]), min(one[-1][0], other[-1][0])
    places = sorted({x for x, _ in (*one, *other) if start <= x <= end})
    sides = {1 if gap > 0 else -1 for gap in (_height(one, x) - _height(other, x) for x in places) if abs(gap) > _HAIR}
    if len(sides) > 1:
        return True
    if all(line == sorted(line, key=itemgetter(0)) for line in (one, other)):
        return False
    return any(_meet(a, b, c, d) for a, b in pairwise(one) for c, d in pairwise(other))


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two straight pieces cross."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def _height(line: Line, x: float) -> float:
    """How far down a line is at a place that it passes."""
    after = min(max(bisect_left(line, x, key=itemgetter(0)), 1), len(line) - 1)
    (left, y), (right, end) = line[after - 1], line[after]
    return y if right <= left else y + (end - y) * min(max((x - left) / (right - left), 0.0), 1.0)


def compare(texts: Iterable[str], dot: str | None) -> Result:
    """Measure one family."""
    graphs = edges = ours = dots = 0
    for found, layout in drawn(texts):
        graphs += 1
        edges += len(found.edges)
        ours += crossings(our_lines(found, layout))
        dots += crossings(dot_lines(found, layout, dot)) if dot else 0
    return Result(graphs, edges, ours, dots if dot else None)


def measure() -> dict[str, Any]:
    """All figures, in plain JSON types: for each family the fields of `Result`, and ``dot`` for its path or ``null``."""
    dot = shutil.which("dot")
    families = {family: compare(generated(family), dot) for family in FAMILIES}
    families["kept by the tests"] = compare(kept(), dot)
    return {"dot": dot, "families": {name: result._asdict() for name, result in families.items()}}


def main() -> int:
    """Print the figures as a table, or as JSON with ``--json``."""
    found = measure()
    sys.stdout.write(json.dumps(found, indent=2) + "\n" if "--json" in sys.argv[1:] else table(found))
    return 0


def table(found: dict[str, Any]) -> str:
    """The figures of `measure` for a reader."""
    text = ""
    if found["dot"] is None:
        text += "Graphviz's `dot` is not installed (Debian: apt-get install graphviz): only our own crossings are counted.\n\n"
    text += f"{'family':20} {'graphs':>6} {'edges':>6} {'ours':>6} {'dot':>6}   pairs of edges that cross\n"
    rows = [(name, *row.values()) for name, row in found["families"].items()]
    total = [sum(row[place] or 0 for row in rows) for place in range(1, 5)]
    for name, graphs, edges, ours, dots in [*rows, ("all", *total[:3], total[3] if found["dot"] else None)]:
        text += f"{name:20} {graphs:6} {edges:6} {ours:6} {'-' if dots is None else dots:>6}\n"
    return text


if __name__ == "__main__":
    raise SystemExit(main())
