"""Rails beside the code: the stages of a block and its lines in, a drawing for the left of each line out.

Every edge runs down, from the FROM of a stage to the very line that uses it. Lanes are those of `rail`, whose rows
are lines here; so is the manner of drawing: each line has its own share, as high as the line. A dot stands at FROM,
and below it a thin line as far as the stage goes.

Images from outside have no line of their own and are not drawn. Where a rail would find no lane, or a stage's line is
not shown, there is no gutter: the figure's rail list says it all, and the style sheet then shows that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render import elements
from mkdocs_multistage.render.rail import Trunk, gutter_width, lane_offset, trunks_of
from mkdocs_multistage.render.svg import element, number, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mkdocs_multistage.dockerfile import Dockerfile
    from mkdocs_multistage.render.code_plan import Band
    from mkdocs_multistage.render.links import EdgeKind

# Pixels at a font of 16, as in the rail: the code's font is .85 of it, its lines 1.4 of their font.
_LINE: Final = 22.4
_MIDDLE: Final = _LINE / 2
_ENDLESS: Final = 9999
_ELBOW: Final = 6.0
_BESIDE: Final = 9.0
_DOT: Final = 5.0
_RING: Final = 7.0
_CORE: Final = 3.4
_APART: Final = 3.0  # between what arrives in a line and what leaves it

_KINDS: Final[dict[str, EdgeKind]] = {"copy": "copy", "mount": "mount"}
_HEADS: Final = {"from": "", "copy": "z", "mount": "z"}


def gutter(
    dockerfile: Dockerfile,
    *,
    roles: Sequence[str],
    bands: Sequence[Band],
    places: Mapping[int, int],
    skipped: frozenset[int],
    target: int,
) -> tuple[int, dict[int, str]] | None:
    """The lanes that are needed, and for each line that is shown its share of the rails.

    Args:
        dockerfile: The example.
        roles: Of its stages.
        bands: The lines of each stage.
        places: For each line of the Dockerfile that is shown its index among those shown.
        skipped: The stages that are not built.
        target: The stage that is.

    Returns:
        ``None`` where there is no edge, or no room for all of them.
    """
    ends: dict[tuple[int, EdgeKind], set[int]] = {}
    owners: dict[int, int] = {}
    for stage in dockerfile.stages:
        if stage.line not in places:
            return None
        uses: list[tuple[int | None, EdgeKind, int]] = [(stage.base_stage, "from", stage.line)]
        uses += [
            (reference.stage, _KINDS[reference.kind], reference.span.line)
            for reference in stage.references
            if reference.kind in _KINDS
        ]
        for source, kind, line in uses:
            if source is not None and source < stage.index:
                if line not in places:
                    return None
                ends.setdefault((places[dockerfile.stages[source].line], kind), set()).add(places[line])
                owners[places[line]] = stage.index
    rails = trunks_of(ends)
    drawn = {(rail.source, rail.kind) for rail in rails}
    if not rails or drawn != set(ends):
        return None
    heads = {places[stage.line]: stage.index for stage in dockerfile.stages}
    sheet = _Sheet(rails, heads, owners, roles=roles, skipped=skipped, target=target)
    inside = {
        places[line]: index
        for index, band in enumerate(bands)
        for line in range(band.first, band.last + 1)
        if line in places
    }
    return sheet.lanes, {line: sheet.draw(line, inside.get(line)) for line in range(max(places.values()) + 1)}


class _Sheet:
    """What is drawn beside the lines."""

    def __init__(
        self,
        rails: Sequence[Trunk],
        heads: Mapping[int, int],
        owners: Mapping[int, int],
        *,
        roles: Sequence[str],
        skipped: frozenset[int],
        target: int,
    ) -> None:
        self._rails, self._heads, self._owners = rails, heads, owners
        self._roles, self._skipped, self._target = roles, skipped, target
        self.lanes = max(rail.lane for rail in rails) + 1
        self._width = gutter_width(self.lanes)
        self._dots = self._width - _BESIDE

    def draw(self, line: int, stage: int | None) -> str:
        """A line's share: the stage's own line below all, then what passes, leaves and arrives."""
        parts = [self._trail()] if stage is not None and line not in self._heads else []
        parts += self._edges(line)
        if line in self._heads:
            parts.append(self._dot(self._heads[line]))
        if not parts:
            return ""
        return element(
            "svg",
            parts,
            class_="ms-gl",
            viewBox=f"0 0 {number(self._width)} {number(_LINE)}",
            preserveAspectRatio="xMinYMin",
            aria_hidden="true",
        )

    def _edges(self, line: int) -> Iterator[str]:
        """A pale branch lies below the full trunk that it leaves, and what arrives above all."""
        arriving = sorted((rail for rail in self._rails if line in rail.targets), key=lambda rail: rail.lane)
        leaving = [rail for rail in self._rails if rail.source == line]
        passing = [rail for rail in self._rails if rail.source < line < rail.targets[-1]]
        arrivals = [self._arrival(rail, line, place, len(arriving), leaving) for place, rail in enumerate(arriving)]
        is_pale = self._owners.get(line) in self._skipped
        if is_pale:
            yield from arrivals
        for rail in sorted(passing, key=lambda rail: -rail.lane):
            yield self._piece(rail, line, points("M", self._x(rail), 0, "V", _ENDLESS))
        low = _MIDDLE + (_APART if arriving else 0)
        for rail in sorted(leaving, key=lambda rail: -rail.lane):
            x = self._x(rail)
            path = points("M", self._dots, low, "H", x + _ELBOW, "Q", x, low, x, low + _ELBOW, "V", _ENDLESS)
            yield self._piece(rail, line, path)
        if not is_pale:
            yield from arrivals

    def _arrival(self, rail: Trunk, line: int, place: int, count: int, leaving: Sequence[Trunk]) -> str:
        """One of so many edges that arrive in a line: into the dot at FROM, up to the code elsewhere."""
        top = _MIDDLE - (_APART if leaving else 0) - _APART * (count - 1) / 2
        x, y = self._x(rail), max(top + place * _APART, _ELBOW)
        tip = self._dots - _RING if line in self._heads else self._dots + _BESIDE - 1
        stop = tip - (0.5 if rail.kind == "from" else 5)
        path = points("M", x, 0, "V", y - _ELBOW, "Q", x, y, x + _ELBOW, y, "H", stop)
        head = points("M", tip - 6, y - 4, "l", 6, 4, -6, 4) + _HEADS[rail.kind]
        return self._piece(rail, line, path, head)

    def _x(self, rail: Trunk) -> float:
        return self._dots - lane_offset(rail.lane, self.lanes)

    def _piece(self, rail: Trunk, line: int, path: str, head: str = "") -> str:
        source = self._heads[rail.source]
        served = sorted(
            {self._owners[target] for target in rail.targets if (target == line if head else target > line)}
        )
        return elements.edge(
            rail.kind,
            self._roles[source],
            " ".join(f"{source}:{stage}" for stage in served),
            path,
            head,
            is_skipped=self._skipped.issuperset(served),
        )

    def _trail(self) -> str:
        """The thin line of a stage."""
        return element("path", class_="ms-tr", d=points("M", self._dots, 0, "V", _ENDLESS))

    def _dot(self, stage: int) -> str:
        x, y = self._dots, _MIDDLE
        state = " is-skip" if stage in self._skipped else ""
        shapes = [element("circle", class_="ms-dot", cx=x, cy=y, r=_DOT)]
        if stage == self._target:
            shapes = [
                element("circle", class_="ms-ring", cx=x, cy=y, r=_RING),
                element("circle", class_="ms-dot", cx=x, cy=y, r=_CORE),
            ]
        return element("g", shapes, class_=f"ms-go{state}")
