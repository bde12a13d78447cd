"""The rail list: a picture in, an ordered list out with one row per node and the edges as rails at its left.

Every edge runs down, from a row to a later one. Edges of one source and kind are one rail, a trunk
with branches, in a lane of its own; the shortest are the innermost. A row's share of the rails is
an SVG as high as the row, however many lines its text takes: it is scaled by its width and hangs
from its top, and what runs on below is drawn long and cut off at the row's end.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.render import elements, words
from mkdocs_multistage.render.fit import fit_image, fit_path, fit_text, text_width
from mkdocs_multistage.render.sizes import has_sizes, rail_bar
from mkdocs_multistage.render.svg import breaking, escape, number, points

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.links import EdgeKind
    from mkdocs_multistage.render.picture import Edge, Node, Picture
    from mkdocs_multistage.render.shape import Box, Shape

# All lengths are pixels at a figure font of 16 pixels.
LANE: Final = 11.0
"""From lane to lane."""

MAX_LANES: Final = 12
"""Where more are needed, rails that end in the same row join; what finds no lane is told in words alone."""

_WIDEST: Final = 100.0
"""Room for all lanes: where there are many, they move together."""

_ELBOW: Final = 7.0
_EDGE: Final = 5.0  # from the left end to the outermost lane
_APPROACH: Final = 21.0  # from the innermost lane to the dots
_BESIDE: Final = 9.0  # from the dots to the right end

_ROW: Final = 34.0
_MIDDLE: Final = 17.0  # the middle of a row's first line
_BELOW: Final = 4.0  # how far under an arriving edge another leaves, or arrives
_SPREAD: Final = 10.0  # of all that arrive in a row
_SPREAD_ABOVE: Final = 7.0  # where something leaves it too
_ENDLESS: Final = 9999  # below any row's end

_DOT: Final = 5.0
_RING: Final = 7.5
_CORE: Final = 3.6
_DIAMOND: Final = 6.4

_NAME: Final = 14.7
_MONO: Final = 11.8
_ROLE: Final = 12.5

_PHONE: Final = 318.0
"""The narrowest figure for which care is taken."""
_BETWEEN: Final = 103.0
"""What a row of it takes beside rails, name and role word: padding, gaps, the role's icon and the state's."""

_NAME_ROOM: Final = 400.0
_IMAGE_ROOM: Final = 170.0
_DETAIL_ROOM: Final = 400.0

_MOST_REMEMBERED: Final = 50
"""Edges of a drawing that is remembered."""

_HEADS: Final = {"from": "", "copy": "z", "mount": "z"}
_KINDS: Final[tuple[EdgeKind, ...]] = ("from", "mount", "copy")


class Trunk(NamedTuple):
    """All edges of one kind that leave one node.

    Attributes:
        source: The node's place, which is its row.
        kind: What they are.
        targets: The rows in which they end, ascending.
        lane: 0 is the innermost.
    """

    source: int
    kind: EdgeKind
    targets: tuple[int, ...]
    lane: int


def trunks(picture: Picture | Shape) -> tuple[Trunk, ...]:
    """The rails of a picture, whose rows are its nodes."""
    ends: dict[tuple[int, EdgeKind], set[int]] = {}
    for edge in picture.edges:
        ends.setdefault((edge.source, edge.kind), set()).add(edge.target)
    return trunks_of(ends)


def trunks_of(ends: Mapping[tuple[int, EdgeKind], Collection[int]]) -> tuple[Trunk, ...]:
    """The rails that lead from rows to other rows.

    No two in one lane overlap, though one may begin in the row in which another ends. Where the
    lanes run out, they may if they are of one kind and lead to the same row alone.

    Args:
        ends: For each row and kind of edge the later rows to which it leads.
    """
    shortest_first = sorted(ends.items(), key=lambda item: (max(item[1]) - item[0][0], item[0][0], item[0][1]))
    lanes: list[list[Trunk]] = []
    for (source, kind), rows in shortest_first:
        trunk = Trunk(source, kind, tuple(sorted(rows)), 0)
        places = range(min(len(lanes) + 1, MAX_LANES))
        lane = next((n for n in places if n == len(lanes) or not _overlapping(trunk, lanes[n])), None)
        if lane is None:
            lane = next((n for n in reversed(places) if _may_join(trunk, lanes[n])), None)
        if lane is None:
            continue
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(trunk._replace(lane=lane))
    return tuple(trunk for taken in lanes for trunk in taken)


def _overlapping(trunk: Trunk, taken: list[Trunk]) -> list[Trunk]:
    return [other for other in taken if trunk.source < other.targets[-1] and other.source < trunk.targets[-1]]


def _may_join(trunk: Trunk, taken: list[Trunk]) -> bool:
    return len(trunk.targets) == 1 and all(
        (other.kind, other.targets) == (trunk.kind, trunk.targets) for other in _overlapping(trunk, taken)
    )


def rail(picture: Picture, *, labels: Labels, anchors: Sequence[str]) -> str:
    """The drawing as ``<ol class="ms-rail">``.

    Args:
        picture: What to draw.
        labels: Words in the reader's language.
        anchors: For each stage the id that its name links to; a stage without one is no link.
    """
    # Large ones are hardly ever twice the same, and would fill the memory.
    draw = _gutter if len(picture.edges) <= _MOST_REMEMBERED else _gutter.__wrapped__
    gutter = draw(picture.shape, tuple([(node.key, node.role) for node in picture.nodes]))
    rows = [_row(place, picture, row, labels, anchors) for place, row in enumerate(gutter.rows)]
    stacked = " ms-stack" * _crowded(picture, gutter.width, labels)
    # Safari forgets that it is a list where no numbers are shown. The style sheet knows how wide so many lanes are; as a
    # style, a strict Content-Security-Policy would refuse it.
    return (
        f'<ol class="ms-rail{stacked}{" ms-sized" * has_sizes(picture)}" role="list"'
        f' aria-label="{escape(labels["diagram"])}" data-multistage-lanes="{gutter.lanes}">{"".join(rows)}</ol>'
    )


def _crowded(picture: Picture, gutter: float, labels: Labels) -> bool:
    """Whether some stage's name would break within a word, or twice, if its role stood beside it on a narrow phone."""
    roles = {labels[node.role] for node in picture.stages}
    room = _PHONE - gutter - max([text_width(role, _ROLE) for role in roles]) - _BETWEEN
    return any(_breaks(words.name(node, labels), room) for node in picture.stages)


def _breaks(name: str, room: float) -> bool:
    """Whether a name does not fit on two lines, or some part of it on none."""
    whole = text_width(name, _NAME)
    if whole <= room:
        return False
    return whole > 2 * room or any(text_width(piece, _NAME) > room for piece in name.replace("-", "- ").split())


def gutter_width(lanes: int) -> float:
    """How wide the rails are, with so many lanes; the style sheet has the same."""
    return _EDGE + (lanes - 1) * _pitch(lanes) + _APPROACH + _BESIDE


def lane_offset(lane: int, lanes: int) -> float:
    """How far before the dots a lane runs, of so many."""
    return _APPROACH + lane * _pitch(lanes)


def _pitch(lanes: int) -> float:
    return LANE if lanes * LANE <= _WIDEST else _WIDEST / lanes


class _Gutter(NamedTuple):
    """The rails' side of every row."""

    lanes: int
    width: float
    rows: tuple[str, ...]


@lru_cache(maxsize=256)
def _gutter(shape: Shape, nodes: tuple[tuple[str, str], ...]) -> _Gutter:
    """The rails between nodes of these keys and roles."""
    sheet = _Sheet(shape, nodes)
    return _Gutter(sheet.lanes, sheet.width, tuple(map(sheet.draw, range(len(nodes)))))


class _Sheet:
    """On which the rails are drawn, row by row."""

    def __init__(self, shape: Shape, nodes: Sequence[tuple[str, str]]) -> None:
        self._boxes, self._nodes = shape.nodes, nodes
        found = trunks(shape)
        self.lanes = count = max((trunk.lane for trunk in found), default=0) + 1
        # Thin lines are drawn first, so that none runs over a head, and outer lanes before inner ones.
        every = (
            [trunk for trunk in found if (trunk.kind, trunk.lane) == (kind, lane)]
            for kind in _KINDS
            for lane in reversed(range(count))
        )
        self._every = [lane for lane in every if lane]
        self._pitch = _pitch(count)
        self.width = gutter_width(count)
        self._dots = self.width - _BESIDE

    def draw(self, place: int) -> str:
        """A row's rails and dot."""
        pieces = sorted(self._pieces(place), key=lambda piece: piece[0])
        drawn = "".join(markup for _, markup in pieces) + self._dot(self._boxes[place])
        return (
            f'<svg class="ms-gx" viewBox="0 0 {number(self.width)} {number(_ROW)}" preserveAspectRatio="xMinYMin"'
            f' aria-hidden="true">{drawn}</svg>'
        )

    def _pieces(self, place: int) -> Iterator[tuple[int, str]]:
        """Each piece with its layer: what runs by lies below what leaves, and what arrives on top."""
        arrive = self._arrivals(place)
        leave = max((height + _BELOW for height in arrive.values()), default=_MIDDLE)
        for lane in self._every:
            x = self._dots - _APPROACH - lane[0].lane * self._pitch
            for trunk in lane:
                if trunk.source == place:
                    path = points(
                        "M", self._dots, leave, "H", x + _ELBOW, "Q", x, leave, x, leave + _ELBOW, "V", _ENDLESS
                    )  # fmt: skip
                    yield 2, self._piece([trunk], place, path)
            # More than one only where rails have joined, and then they are of one kind and end as one.
            passing = [trunk for trunk in lane if trunk.source < place < trunk.targets[-1]]
            if passing:
                yield 1, self._piece(passing, place, points("M", x, 0, "V", _ENDLESS))
            arriving = [trunk for trunk in lane if place in trunk.targets]
            if arriving:
                y = arrive[lane[0].lane]
                # The farther from the dot's middle, the farther away is its edge.
                reach = _RING + 1.2 if self._boxes[place].is_target else _DOT + 1.5
                tip = self._dots - max(reach**2 - (y - _MIDDLE) ** 2, _DOT) ** 0.5
                stop = tip - (0.5 if arriving[0].kind == "from" else 4)
                path = points("M", x, 0, "V", y - _ELBOW, "Q", x, y, x + _ELBOW, y, "H", stop)
                half = 4 if len(arrive) == 1 else 3
                head = points("M", tip - 6.5, y - half, "l", 6.5, half, -6.5, half) + _HEADS[arriving[0].kind]
                # A pale branch must not be laid over the full trunk that it leaves.
                layer = 0 if self._boxes[place].is_skipped else 3
                yield layer, self._piece(arriving, place, path, head)

    def _arrivals(self, place: int) -> dict[int, float]:
        """For each lane that ends in a row the height at which it does: one under the other, so that no head hides another.

        The inner ones are the upper ones: a line from farther out passes below where they turn.
        """
        lanes = sorted({trunk.lane for lane in self._every for trunk in lane if place in trunk.targets})
        steps = len(lanes) - 1
        # What leaves the row needs room below them.
        leaves = any(trunk.source == place for lane in self._every for trunk in lane)
        step = min(_BELOW, (_SPREAD_ABOVE if leaves else _SPREAD) / max(steps, 1))
        last = _MIDDLE + min(1.0 if leaves else _SPREAD, steps * step / 2)
        return {lane: last - (steps - number) * step for number, lane in enumerate(lanes)}

    def _piece(self, rails: Sequence[Trunk], place: int, path: str, head: str = "") -> str:
        """A part of rails in a row: a branch where it has a head, else what leads on to later rows."""
        served = [
            (trunk.source, target)
            for trunk in rails
            for target in trunk.targets
            if (target == place if head else target > place)
        ]
        return elements.edge(
            rails[0].kind,
            self._nodes[rails[0].source][1],
            " ".join(f"{self._nodes[start][0]}:{self._nodes[end][0]}" for start, end in served),
            path,
            head,
            is_skipped=all(self._boxes[target].is_skipped for _, target in served),
        )

    def _dot(self, box: Box) -> str:
        x, y = self._dots, _MIDDLE
        if box.is_outside:
            d = points("M", x - _DIAMOND, y, "l", _DIAMOND, -_DIAMOND, _DIAMOND, _DIAMOND, -_DIAMOND, _DIAMOND)
            return f'<path class="ms-dot" d="{d}z"/>'
        middle = f'cx="{number(x)}" cy="{number(y)}"'
        if box.is_target:
            return f'<circle class="ms-ring" {middle} r="{number(_RING)}"/><circle class="ms-dot" {middle} r="{number(_CORE)}"/>'
        return f'<circle class="ms-dot" {middle} r="{number(_DOT)}"/>'


def _row(place: int, picture: Picture, gutter: str, labels: Labels, anchors: Sequence[str]) -> str:
    node = picture.nodes[place]
    said = words.state(node, picture, labels)
    if said:
        said = f'<span class="ms-fl ms-i-{"target" if node.is_target else "skip"}"><span>{escape(said)}</span></span>'
    return (
        f'<li class="ms-row {elements.node_classes(node)}" data-multistage-stage="{escape(node.key)}">'
        f'{gutter}{_name(node, labels, anchors)}<span class="ms-rl">{escape(labels[node.role])}</span>'
        f'<span class="ms-det">{"".join(_details(place, picture, labels))}</span>{rail_bar(node, picture, labels)}{said}</li>'
    )


def _name(node: Node, labels: Labels, anchors: Sequence[str]) -> str:
    full = words.name(node, labels)
    if node.stage is None:
        shown = breaking(fit_image(full, _IMAGE_ROOM, _MONO))
        return f'<span class="ms-nm ms-im-x" title="{escape(full)}">{shown}</span>'
    text = fit_text(full, _NAME_ROOM, _NAME)
    classes = "ms-nm" if node.name else "ms-nm ms-anon"
    title = _title(full) if text != full else ""
    target = anchors[node.stage] if node.stage < len(anchors) else ""
    if not target:
        return f'<span class="{classes}"{title}><bdi>{escape(text)}</bdi></span>'
    return f'<a class="{classes}" href="#{escape(target)}"{title}><bdi>{escape(text)}</bdi></a>'


def _title(text: str) -> str:
    return f' title="{escape(text)}"'


def _details(place: int, picture: Picture, labels: Labels) -> Iterator[str]:
    """The base, then what is taken from where."""
    node = picture.nodes[place]
    if node.base:
        base = breaking(fit_image(node.base, _DETAIL_ROOM, _MONO))
        yield f'<span class="ms-im"{_title(words.origin(node, picture, labels))}>{base}</span>'
    elif node.base_stage is not None:
        source = fit_text(words.name(picture.nodes[node.base_stage], labels), _NAME_ROOM, _NAME)
        yield f'<span class="ms-im">FROM <bdi>{escape(source)}</bdi></span>'
    if node.platform:
        platform = breaking(fit_path(node.platform, _DETAIL_ROOM, _MONO))
        yield f'<span class="ms-im"{_title(words.origin(node, picture, labels))}>{platform}</span>'
    for edge in picture.inputs(place):
        if edge.kind != "from":
            yield _taken(edge, picture, labels)
    for stray in node.strays:
        shown = breaking(fit_path(stray.text, _DETAIL_ROOM, _MONO))
        about = _title(labels.fill("stray", source=stray.text))
        yield f'<span class="ms-in {elements.stray_classes(stray)}"{about}><span class="ms-ar"></span>{shown}</span>'


def _taken(edge: Edge, picture: Picture, labels: Labels) -> str:
    """What is copied or mounted from where."""
    giver = picture.nodes[edge.source]
    full = words.name(giver, labels)
    if giver.stage is None:
        source = breaking(fit_image(full, _IMAGE_ROOM, _MONO))
    else:
        source = f"<bdi>{escape(fit_text(full, _NAME_ROOM, _NAME))}</bdi>"
    path, more = words.first_path(edge)
    tail = f'<span class="ms-mo">{escape(f" {more}")}</span>' if more else ""
    way = labels["mounts_from" if edge.kind == "mount" else "receives_from"]
    return (
        f'<span class="ms-in ms-e-{edge.kind} ms-r-{escape(giver.role)}"{_title(words.taken(edge, picture, labels))}>'
        f'<span class="ms-ar"><span>{escape(way)} </span></span><b>{source}</b> '
        f"{breaking(fit_path(path, _DETAIL_ROOM, _MONO))}"
        f"{tail}</span>"
    )
