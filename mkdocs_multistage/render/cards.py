"""The cards: a layout in, an SVG out in which each stage is a card that lists its inputs.

Nothing has an id: heads of edges are drawn in place, so that any number of figures share a page.
Colours, line widths and fonts are classes of ``assets/figure.css``; lengths here are pixels at a
figure font of 16 pixels, and the drawing grows with that font.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render import words
from mkdocs_multistage.render.fit import MONO, fit_image, fit_path, fit_text
from mkdocs_multistage.render.grid import BASE_ROW, NAME_ROW, PORTS_TOP, own_height
from mkdocs_multistage.render.icons import ICONS
from mkdocs_multistage.render.layout import APPROACH, DETAIL, NAME, PADDING, PILL_PADDING, RIGHT, ROLE, STUB, name_room
from mkdocs_multistage.render.sizes import card_bar, size_text
from mkdocs_multistage.render.svg import element, escape, number, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.layout import Card, Layout, Route
    from mkdocs_multistage.render.picture import Edge, Node, Picture
    from mkdocs_multistage.render.shape import Line

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
    # What the build leaves out goes below the rest, so that a pale line never covers a full one.
    routes = sorted(layout.routes, key=lambda route: not route.edge.is_skipped)
    edges = element("g", (_edge(route, picture) for route in routes), aria_hidden="true")
    # Tab order is file order, whatever the columns.
    nodes = (_card(card, picture, labels, anchors) for card in layout.cards)
    return element(
        "svg",
        [edges, *nodes],
        class_="ms-cards",
        viewBox=f"0 0 {number(layout.width)} {number(layout.height)}",
        # Not a style: a strict Content-Security-Policy would refuse it.
        width=f"{layout.width / FONT:.5g}em",
        role="group",
        aria_label=labels["diagram"],
        **{"xmlns:xlink": "http://www.w3.org/1999/xlink"},
    )


def edge_classes(edge: Line, picture: Picture) -> str:
    """Classes that say an edge's kind, colour and state, in both drawings."""
    role = "" if edge.kind == "from" else f" ms-r-{picture.nodes[edge.source].role}"
    return f"ms-e ms-e-{edge.kind}{role}{' is-skip' if edge.is_skipped else ''}"


def node_classes(node: Node) -> str:
    """Classes that say a node's role and state."""
    state = " is-target" if node.is_target else " is-skip" if node.is_skipped else ""
    outside = " ms-ext" if node.stage is None else ""
    return f"ms-n ms-r-{node.role}{outside}{state}{' is-aside' if node.is_aside else ''}"


def head(kind: str, x: float, y: float) -> str:
    """Path data of an edge's head with its tip at (x, y): a chevron for FROM, else a triangle."""
    length, half = _HEAD[kind]
    close = "" if kind == "from" else "z"
    return points("M", x - length, y - half, "l", length, half, -length, half) + close


def _edge(route: Route, picture: Picture) -> str:
    edge = route.edge
    tip = route.end[0] - 1
    x, y = route.start
    line: list[str | float] = ["M", x, y]
    for left, right, height in route.lanes:
        line += _bend(x, y, left, height)
        if height == y == route.end[1]:
            line.pop()
        line += ["H", right]
        x, y = right, height
    line += _bend(x, y, route.end[0] - APPROACH, route.end[1])
    # A triangle covers the line's end; a chevron lets it show, up to the tip.
    if edge.kind == "from":
        line[-2:] = ["H", tip - 1] if line[-2] == "H" else [*line[-2:], "H", tip - 1]
    return element(
        "g",
        [
            element("path", class_="ms-ln", d=points(*line)),
            element("path", class_="ms-hd", d=head(edge.kind, tip, route.end[1])),
        ],
        class_=edge_classes(edge, picture),
        data_multistage_edge=f"{picture.nodes[edge.source].key}:{picture.nodes[edge.target].key}",
    )


def _bend(x: float, y: float, to_x: float, to_y: float) -> list[str | float]:
    """From one height to another, level at both ends."""
    if y == to_y:
        return ["H", to_x]
    reach = (to_x - x) * 0.45
    return ["C", x + reach, y, to_x - reach, to_y, to_x, to_y]


def _card(card: Card, picture: Picture, labels: Labels, anchors: Sequence[str]) -> str:
    node = picture.nodes[card.place]
    inputs = picture.inputs(card.place)
    about = words.describe(node, inputs, picture, labels)
    if node.stage is None:
        return element(
            "g",
            _pill(card, node, labels),
            class_=node_classes(node),
            data_multistage_stage=node.key,
            role="img",
            aria_label=about,
        )
    target = anchors[node.stage] if node.stage < len(anchors) else ""
    return element(
        "a" if target else "g",
        _content(card, picture, labels),
        class_=node_classes(node),
        data_multistage_stage=node.key,
        role=None if target else "img",
        aria_label=about,
        # Material's instant navigation breaks off at an element that has a plain `href` and is no HTML: it sets the
        # property of that name, which an SVG's link only lets be read.
        **{"xlink:href": f"#{target}" if target else None},
    )


def _icon(icon: str, x: float, y: float, size: float, class_: str = "ms-i") -> str:
    place = f"translate({number(x)} {number(y)}) scale({size / 16:.4g})"
    return element("path", class_=class_, transform=place, d=ICONS[icon])


def _text(class_: str, x: float, y: float, text: str, extra: str = "") -> str:
    return element("text", escape(text) + extra, class_=class_, x=x, y=y)


def _tooltip(*lines: str) -> str:
    return element("title", escape("\n".join(line for line in lines if line)))


def _pill(card: Card, node: Node, labels: Labels) -> list[str]:
    x, y = card.x + PILL_PADDING, card.y
    room, _ = name_room(card)
    return [
        _tooltip(node.name, labels[node.role]),
        element("rect", class_="ms-bx", x=card.x, y=y, width=card.width, height=card.height, rx=card.height / 2),
        _icon(node.role, x - 1, y + 8, 12),
        _text("ms-rl", x + 15, y + 18, fit_text(labels[node.role], room - 15, ROLE)),
        _text("ms-im ms-im-x", x, y + 33, fit_image(node.name, room, DETAIL)),
    ]


def _content(card: Card, picture: Picture, labels: Labels) -> list[str]:
    node = picture.nodes[card.place]
    x, y, width, height = card.x, card.y, card.width, card.height
    state = "target" if node.is_target else "skip" if node.is_skipped else ""
    room, _ = name_room(card)
    full_name = words.name(node, labels)
    role = fit_text(labels[node.role], room - _ICON - 4 - (_SYMBOL + 4 if state else 0), ROLE)
    parts = [
        _tooltip(
            f"{full_name} ({labels[node.role]})",
            words.origin(node, picture, labels),
            size_text(node, labels),
            words.state(node, picture, labels),
        ),
        element("rect", class_="ms-bx", x=x, y=y, width=width, height=height, rx=_RADIUS),
    ]
    # On a skipped card it shows when a reader has chosen a target that needs it.
    parts.append(element("path", class_="ms-st", d=_bar(card)))
    parts.append(_icon(node.role if node.role in ICONS else "stage", x + PADDING, y + 8, _ICON))
    parts.append(_text("ms-rl", x + PADDING + _ICON + 4, y + 18.5, role))
    if state:
        parts.append(_icon(state, x + width - RIGHT - _SYMBOL, y + 8, _SYMBOL, f"ms-i ms-i-{state}"))
    name_class = "ms-nm" if node.name else "ms-nm ms-anon"
    parts.append(_text(name_class, x + PADDING, y + NAME_ROW + 4, fit_text(full_name, room, NAME)))
    own = [fit_image(node.base, room, DETAIL)] if node.base else []
    if node.platform:
        own.append(fit_path(node.platform, room, DETAIL))
    parts += [_text("ms-im", x + PADDING, y + NAME_ROW + row * BASE_ROW + 4, text) for row, text in enumerate(own, 1)]
    if card.ports or card.strays:
        own_end = y + own_height(card.box) + PORTS_TOP
        start = x if node.is_skipped else x + _BAR
        parts.append(element("path", class_="ms-hr", d=points("M", start, own_end, "H", x + width - 1)))
    parts += [
        _port(picture.edges[port.number], picture, labels, x=x + PADDING, y=port.y + 4, room=room)
        for port in card.ports
    ]
    for stray, row in zip(node.strays, card.strays, strict=True):
        line = points("M", x - STUB + 2, row, "H", x - 9, "M", x - 13, row - 4, "l", 8, 8, "m", 0, -8, "l", -8, 8)
        text = element("title", escape(labels.fill("stray", source=stray.text))) + escape(
            fit_path(stray.text, room, DETAIL)
        )
        shown = element("text", text, class_="ms-pt", x=x + PADDING, y=row + 4)
        parts.append(element("g", [element("path", class_="ms-ln", d=line), shown], class_=words.stray_classes(stray)))
    parts += card_bar(node, picture, labels, x=x + PADDING, bottom=y + height, room=room)
    return parts


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
        return element("text", about + escape(shown), class_="ms-pt ms-mo", x=x, y=y)
    path, more = words.first_path(edge)
    shown = fit_path(path, room - (len(more) + 1) * MONO * DETAIL * bool(more), DETAIL)
    tail = element("tspan", escape(f" {more}"), class_="ms-mo") if more else ""
    key = "mounts" if edge.kind == "mount" else "receives"
    source = words.name(picture.nodes[edge.source], labels)
    about = _tooltip(labels.fill(key, paths=words.paths(edge), source=source))
    return element("text", about + escape(shown) + tail, class_="ms-pt", x=x, y=y)
