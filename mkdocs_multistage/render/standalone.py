"""The cards as a file: the drawing with its colours in it, for places that have no style sheet.

In a page the colours are custom properties and mixtures, which viewers of images do not know: here they are
worked out beforehand, from the same tokens. A dark scheme follows the reader's system.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render.cards import cards
from mkdocs_multistage.render.layout import lay_out
from mkdocs_multistage.render.sizes import has_sizes
from mkdocs_multistage.render.svg import for_terminals, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.picture import Picture

_TOKEN: Final = re.compile(r"--multistage-([a-z]+): (#[0-9a-f]{6})\b")
_SLATE: Final = '[data-md-color-scheme="slate"]'
_MARGIN: Final = 12
_BACKGROUNDS: Final = {"light": "#ffffff", "dark": "#1e2129"}
_SANS: Final = '-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'
_MONO: Final = "ui-monospace,SFMono-Regular,Menlo,Consolas,monospace"

# What has no colour of its own; sizes of type are those of `cards`.
_SHAPES: Final = (
    f"text{{font-family:{_SANS};white-space:pre}}"
    ".ms-rl{font-size:11.5px;font-weight:600}"
    ".ms-nm{font-size:14.5px;font-weight:700}"
    ".ms-anon{font-weight:500;font-style:italic}"
    f".ms-im,.ms-pt{{font:10.5px {_MONO}}}"
    ".ms-ln{fill:none;stroke-width:2.2}"
    ".ms-e-from .ms-ln,.ms-e-from .ms-hd{fill:none;stroke-width:1.3}"
    ".ms-e-mount .ms-ln{stroke-width:1.8;stroke-dasharray:5 4}"
    ".ms-i{fill:none;stroke-width:1.7;stroke-linejoin:round;stroke-linecap:round}"
    ".ms-ext .ms-bx{fill:none;stroke-dasharray:4 3}"
    ".is-skip .ms-st{display:none}"
    ".is-skip .ms-bx{stroke-width:1.4;stroke-dasharray:1.5 3;stroke-linecap:round}"
    ".is-target .ms-bx{stroke-width:2}"
)


def standalone(picture: Picture, *, labels: Labels) -> str:
    """An SVG document.

    Args:
        picture: What to draw.
        labels: Words in the reader's language.
    """
    layout = lay_out(picture)
    drawing = cards(picture, layout, labels=labels, anchors=[])
    width, height = number(layout.width + 2 * _MARGIN), number(layout.height + 2 * _MARGIN)
    head, content = drawing.split(">", 1)
    # A page's style sheet gives the drawing its size and the room around it.
    head = re.sub(r' (?:width|viewBox)="[^"]*"', "", head).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    view = f'viewBox="-{_MARGIN} -{_MARGIN} {width} {height}"'
    roles = sorted({node.role for node in picture.nodes})
    rules = (_rules, _size_rules) if has_sizes(picture) else (_rules,)
    light, dark = (
        "".join(rule for make in rules for rule in make(_palette()[scheme], roles)) for scheme in ("light", "dark")
    )
    style = f"<style>{_SHAPES}{light}@media (prefers-color-scheme:dark){{{dark}}}</style>"
    ground = f'<rect class="ms-bg" x="-{_MARGIN}" y="-{_MARGIN}" width="{width}" height="{height}"/>'
    return for_terminals(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'{head} {view} width="{width}" height="{height}" lang="{labels.language}">{style}{ground}{content}\n'
    )


def _rules(colours: Mapping[str, str], roles: list[str]) -> Iterator[str]:
    ground, ink, muted = colours["bg"], colours["fg"], colours["muted"]
    yield f".ms-bg{{fill:{ground}}}text{{fill:{ink}}}.ms-im,.ms-mo,.is-skip .ms-nm{{fill:{muted}}}.ms-im-x{{fill:{ink}}}"
    yield f".ms-e-from .ms-ln,.ms-e-from .ms-hd{{stroke:{muted}}}"
    yield f".ms-e-from.is-skip .ms-ln,.ms-e-from.is-skip .ms-hd{{stroke:{_mix(muted, ground, 55)}}}"
    for role in roles:
        colour = colours.get(role, colours["stage"])
        card = ".ms-r-" + role
        pale = _mix(colour, ground, 55)
        is_outside = role in {"image", "context", "download", "repository"}
        box = "none" if is_outside else _mix(colour, ground, 7)
        yield f".ms-n{card} .ms-bx{{fill:{box};stroke:{colour if is_outside else pale}}}"
        yield f"{card} .ms-rl,{card} .ms-st{{fill:{colour}}}{card} .ms-i{{stroke:{colour}}}"
        yield f"{card} .ms-hr{{stroke:{_mix(colour, ground, 30)}}}"
        yield f".ms-e{card} .ms-ln{{stroke:{colour}}}.ms-e{card} .ms-hd{{fill:{colour}}}"
        yield f".ms-e{card}.is-skip .ms-ln{{stroke:{pale}}}.ms-e{card}.is-skip .ms-hd{{fill:{pale}}}"
        yield f".ms-n{card}.is-target .ms-bx{{stroke:{colour}}}"
        yield f".ms-n{card}.is-skip .ms-bx{{fill:{ground};stroke:{colour}}}"
    yield f".ms-n .ms-i-skip{{stroke:{muted}}}"


def _size_rules(colours: Mapping[str, str], roles: list[str]) -> Iterator[str]:
    """The same for bars and numbers, which most drawings have not."""
    ground = colours["bg"]
    yield f".ms-sz{{fill:{colours['muted']};font:10.5px {_MONO};text-anchor:end}}"
    for role in roles:
        colour = colours.get(role, colours["stage"])
        card = f".ms-r-{role}"
        yield f"{card} .ms-tk{{fill:{_mix(colour, ground, 18)}}}{card} .ms-szb{{fill:{colour}}}"
        yield f"{card}.is-skip .ms-szb{{fill:{_mix(colour, ground, 55)}}}"


@cache
def _palette() -> dict[str, dict[str, str]]:
    """The colours of both schemes, as the style sheet has them."""
    css = files("mkdocs_multistage.render").joinpath("assets").joinpath("tokens.css").read_text(encoding="utf-8")
    light, dark = css.split(_SLATE, 1)
    day = dict(_TOKEN.findall(light))
    night = day | dict(_TOKEN.findall(dark.split("}", 1)[0]))
    return {"light": day | {"bg": _BACKGROUNDS["light"]}, "dark": night | {"bg": _BACKGROUNDS["dark"]}}


def _mix(colour: str, ground: str, percent: int) -> str:
    """So much of a colour in another, as CSS's ``color-mix(in srgb, …)`` has it."""
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round((a * percent + b * (100 - percent)) / 100):02x}" for a, b in pairs)
