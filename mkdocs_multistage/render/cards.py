"""The cards: a layout in, an SVG out in which each stage is a card that lists its inputs.

Nothing has an id: heads of edges are drawn in place, so that any number of figures share a page.
Colours, line widths and fonts are classes of ``assets/figure.css``; lengths here are pixels at a
figure font of 16 pixels, and the drawing grows with that font.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render import elements, words
from mkdocs_multistage.render.fit import MONO, fit_image, fit_path, fit_text
from mkdocs_multistage.render.grid import BASE_ROW, NAME_ROW, PORTS_TOP, own_height
from mkdocs_multistage.render.icons import ICONS
from mkdocs_multistage.render.layout import APPROACH, DETAIL, NAME, PADDING, PILL_PADDING, RIGHT, ROLE, STUB, name_room
from mkdocs_multistage.render.sizes import card_bar, size_text
from mkdocs_multistage.render.svg import escape, number, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.layout import Card, Layout, Route
    from mkdocs_multistage.render.links import Stray
    from mkdocs_multistage.render.picture import Edge, Node, Picture

FONT: Final = 16.0
"""The figure's font size in pixels, in which all lengths are meant."""

_ICON: Final = 13.0
_SYMBOL: Final = 14.0
_RADIUS: Final = 7.0
_BAR: Final = 4.0

# Length and half height of the heads.
_HEAD: Final = {"from": (6.0, 4.0), "copy": (7.0, 4.2), "mount": (7.0, 4.2)}


def cards(picture: Picture, layout: Layout, *, labels: Labels, anchors: Sequence[str]) -> str:
    """The drawing as ``<svg class="ms-cards">``.

    Args:
        picture: What to draw.
        layout: Where.
        labels: Words in the reader's language.
        anchors: For each stage the id that its card links to; a stage without one is no link.
    """
    edges = _edges(layout.routes, tuple([(node.key, node.role) for node in picture.nodes]))
    # Tab order is file order, whatever the columns.
    nodes = "".join([_card(card, picture, labels, anchors) for card in layout.cards])
    # Its width is no style: a strict Content-Security-Policy would refuse that.
    return (
        f'<svg class="ms-cards" viewBox="0 0 {number(layout.width)} {number(layout.height)}"'
        f' width="{layout.width / FONT:.5g}em" role="group" aria-label="{escape(labels["diagram"])}"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink">{edges}{nodes}</svg>'
    )


def head(kind: str, x: float, y: float) -> str:
    """Path data of an edge's head with its tip at (x, y): a chevron for FROM, else a triangle."""
    length, half = _HEAD[kind]
    close = "" if kind == "from" else "z"
    return points("M", x - length, y - half, "l", length, half, -length, half) + close


@lru_cache(maxsize=256)
def _edges(routes: tuple[Route, ...], nodes: tuple[tuple[str, str], ...]) -> str:
    """All edges, between nodes of these keys and roles."""
    # What the build leaves out goes below the rest, so that a pale line never covers a full one.
    in_order = sorted(routes, key=lambda route: not route.edge.is_skipped)
    return f'<g aria-hidden="true">{"".join(_edge(route, nodes) for route in in_order)}</g>'


def _edge(route: Route, nodes: Sequence[tuple[str, str]]) -> str:
    edge = route.edge
    (source, role), (target, _) = nodes[edge.source], nodes[edge.target]
    return elements.edge(
        edge.kind,
        role,
        f"{source}:{target}",
        _line(route),
        head(edge.kind, route.end[0] - 1, route.end[1]),
        is_skipped=edge.is_skipped,
    )


def _line(route: Route) -> str:
    """Path data of an edge without its head."""
    x, y = route.start
    line: list[str | float] = ["M", x, y]
    for left, right, height in route.lanes:
        if height != y:
            line += _bend(x, y, left, height)
        line += ["H", right]
        x, y = right, height
    line += _bend(x, y, route.end[0] - APPROACH, route.end[1])
    # A triangle covers the line's end; a chevron lets it show, up to the tip.
    if route.edge.kind == "from":
        end = route.end[0] - 2
        line[-2:] = ["H", end] if line[-2] == "H" else [*line[-2:], "H", end]
    return points(*line)


def _bend(x: float, y: float, to_x: float, to_y: float) -> list[str | float]:
    """From one height to another, level at both ends."""
    if y == to_y:
        return ["H", to_x]
    reach = (to_x - x) * 0.45
    return ["C", x + reach, y, to_x - reach, to_y, to_x, to_y]


def _card(card: Card, picture: Picture, labels: Labels, anchors: Sequence[str]) -> str:
    node = picture.nodes[card.place]
    about = escape(words.describe(node, picture.inputs(card.place), picture, labels))
    marks = f'class="{elements.node_classes(node)}" data-multistage-stage="{escape(node.key)}"'
    content = _content(card, node, picture, labels) if node.stage is not None else _pill(card, node, labels)
    target = anchors[node.stage] if node.stage is not None and node.stage < len(anchors) else ""
    if not target:
        return f'<g {marks} role="img" aria-label="{about}">{content}</g>'
    # Material's instant navigation breaks off at an element that has a plain `href` and is no HTML: it sets the
    # property of that name, which an SVG's link only lets be read.
    return f'<a {marks} aria-label="{about}" xlink:href="#{escape(target)}">{content}</a>'


def _icon(icon: str, x: float, y: float, size: float, class_: str = "ms-i") -> str:
    place = f"translate({number(x)} {number(y)}) scale({size / 16:.4g})"
    return f'<path class="{class_}" transform="{place}" d="{ICONS[icon]}"/>'


def _text(class_: str, x: float, y: float, content: str) -> str:
    """A line of text; its content is markup."""
    return f'<text class="{class_}" x="{number(x)}" y="{number(y)}">{content}</text>'


def _tooltip(*lines: str) -> str:
    text = "\n".join(filter(None, lines))
    return f"<title>{escape(text)}</title>"


def _pill(card: Card, node: Node, labels: Labels) -> str:
    room, _ = name_room(card)
    image = escape(fit_image(node.name, room, DETAIL))
    return (
        f"{_tooltip(node.name, labels[node.role])}{_pill_box(card, node.role, labels[node.role])}"
        f"{_text('ms-im ms-im-x', card.x + PILL_PADDING, card.y + 33, image)}"
    )


@lru_cache(maxsize=256)
def _pill_box(card: Card, role: str, word: str) -> str:
    """What is not a stage, as far as it is the same for all of its role in this place."""
    x, y = card.x + PILL_PADDING, card.y
    room, _ = name_room(card)
    name = _text("ms-rl", x + 15, y + 18, escape(fit_text(word, room - 15, ROLE)))
    return f"{_rect(card, card.height / 2)}{_icon(role, x - 1, y + 8, 12)}{name}"


@lru_cache(maxsize=1024)
def _box(card: Card, role: str, word: str) -> str:
    """A stage's card, as far as it is the same for all of its role in this place."""
    x, y, width = card.x, card.y, card.width
    room, _ = name_room(card)
    # On a skipped card the bar shows when a reader has chosen a target that needs it.
    drawn = (
        f'{_rect(card, _RADIUS)}<path class="ms-st" d="{_bar(card)}"/>'
        f"{_icon(role if role in ICONS else 'stage', x + PADDING, y + 8, _ICON)}"
    )
    state = "target" if card.box.is_target else "skip" if card.box.is_skipped else ""
    shown = fit_text(word, room - _ICON - 4 - (_SYMBOL + 4 if state else 0), ROLE)
    drawn += _text("ms-rl", x + PADDING + _ICON + 4, y + 18.5, escape(shown))
    return drawn + _icon(state, x + width - RIGHT - _SYMBOL, y + 8, _SYMBOL, f"ms-i ms-i-{state}") if state else drawn


@lru_cache(maxsize=1024)
def _rule(card: Card) -> str:
    """The hairline above a card's inputs."""
    start = card.x if card.box.is_skipped else card.x + _BAR
    height = card.y + own_height(card.box) + PORTS_TOP
    return f'<path class="ms-hr" d="{points("M", start, height, "H", card.x + card.width - 1)}"/>'


def _content(card: Card, node: Node, picture: Picture, labels: Labels) -> str:
    x, y, word = card.x, card.y, labels[node.role]
    room, _ = name_room(card)
    full_name = words.name(node, labels)
    about = _tooltip(
        f"{full_name} ({word})",
        words.origin(node, picture, labels),
        size_text(node, labels),
        words.state(node, picture, labels),
    )
    name = escape(fit_text(full_name, room, NAME))
    parts = [
        about,
        _box(card, node.role, word),
        _text("ms-nm" if node.name else "ms-nm ms-anon", x + PADDING, y + NAME_ROW + 4, name),
    ]
    own = [fit_image(node.base, room, DETAIL)] if node.base else []
    if node.platform:
        own.append(fit_path(node.platform, room, DETAIL))
    parts += [
        _text("ms-im", x + PADDING, y + NAME_ROW + row * BASE_ROW + 4, escape(text)) for row, text in enumerate(own, 1)
    ]
    if card.ports or card.strays:
        parts.append(_rule(card))
    parts += [
        _port(picture.edges[port.number], picture, labels, x=x + PADDING, y=port.y + 4, room=room)
        for port in card.ports
    ]
    parts += [_stray(stray, labels, x=x, y=row, room=room) for stray, row in zip(node.strays, card.strays, strict=True)]
    parts += card_bar(node, picture, labels, x=x + PADDING, bottom=y + card.height, room=room)
    return "".join(parts)


def _rect(card: Card, radius: float) -> str:
    return (
        f'<rect class="ms-bx" x="{number(card.x)}" y="{number(card.y)}" width="{number(card.width)}"'
        f' height="{number(card.height)}" rx="{number(radius)}"/>'
    )


def _bar(card: Card) -> str:
    """The bar at the left, rounded as the card's corners are."""
    x, y, end, r = card.x, card.y, card.y + card.height, _RADIUS
    # The inner edge is straight, so that the bar is as wide at its ends as in its middle.
    inner = x + _BAR
    dip = r - (r**2 - (r - _BAR) ** 2) ** 0.5
    return points(
        "M", inner, y + dip, "V", end - dip, "A", r, r, 0, 0, 1, x, end - r, "V", y + r, "A", r, r, 0, 0, 1, inner, y + dip
    ) + "z"  # fmt: skip


def _port(edge: Edge, picture: Picture, labels: Labels, *, x: float, y: float, room: float) -> str:
    if edge.kind == "from":
        about = _tooltip(words.origin(picture.nodes[edge.target], picture, labels))
        shown = f"FROM {fit_image(words.name(picture.nodes[edge.source], labels), room - 5 * MONO * DETAIL, DETAIL)}"
        return _text("ms-pt ms-mo", x, y, about + escape(shown))
    path, more = words.first_path(edge)
    shown = escape(fit_path(path, room - (len(more) + 1) * MONO * DETAIL * bool(more), DETAIL))
    tail = f'<tspan class="ms-mo">{escape(f" {more}")}</tspan>' if more else ""
    return _text("ms-pt", x, y, _tooltip(words.taken(edge, picture, labels)) + shown + tail)


def _stray(stray: Stray, labels: Labels, *, x: float, y: float, room: float) -> str:
    """What leads nowhere: the stub of a line, and a row."""
    line = points("M", x - STUB + 2, y, "H", x - 9, "M", x - 13, y - 4, "l", 8, 8, "m", 0, -8, "l", -8, 8)
    about = _tooltip(labels.fill("stray", source=stray.text))
    row = _text("ms-pt", x + PADDING, y + 4, about + escape(fit_path(stray.text, room, DETAIL)))
    return f'<g class="{elements.stray_classes(stray)}"><path class="ms-ln" d="{line}"/>{row}</g>'
