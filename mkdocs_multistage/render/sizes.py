"""Sizes of images: numbers that somebody gave or measured in, bars and sentences out. Nothing is ever estimated.

A stage whose size is not known has neither number nor bar, and no sentence is made of it. Bars are to the scale of
the largest size that is known. The sentence of the caption compares two stages that the build makes: the largest
that is known and the one that it produces; it says nothing where the latter is not the smaller one.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.records import record
from mkdocs_multistage.render.fit import mono_width
from mkdocs_multistage.render.svg import element, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.picture import Node, Picture

SIZE_ROW: Final = 22.0
"""Height of a card's row for its bar, in pixels at a figure font of 16 pixels."""

UNITS: Final[Mapping[str, int]] = {
    "B": 1,
    "kB": 1000,
    "MB": 1000**2,
    "GB": 1000**3,
    "TB": 1000**4,
    "KiB": 1024,
    "MiB": 1024**2,
    "GiB": 1024**3,
    "TiB": 1024**4,
}
"""Bytes by unit. Docker counts in the decimal ones: https://pkg.go.dev/github.com/docker/go-units#HumanSize."""

LARGEST: Final = 10**15
"""No image has a petabyte; what is larger is a slip of the pen."""

_BY_LOWER_CASE: Final = {unit.lower(): unit for unit in UNITS}
_DECIMAL: Final = ("B", "kB", "MB", "GB", "TB")
_NUMBER: Final = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
# What is longer does not fit beside a bar and is shown as a measured size is.
_LONGEST_NUMBER: Final = 6
_DIGITS: Final = 3
_STEP: Final = 1000

# Of a drawing.
_TYPE: Final = 10.5
_GAP: Final = 10.0
_BAR: Final = 6.0
_LEAST_BAR: Final = 2.0
_LEAST_SHARE: Final = 0.02
_LEAST_TRACK: Final = 16.0

_LEAST_RATIO: Final = 1.05
_WHOLE: Final = 9.95  # from here on a ratio has no decimals


@record(frozen=True, slots=True)
class Size:
    """How large an image is.

    Attributes:
        bytes: In bytes.
        text: As it is shown where a point is the decimal mark, such as ``1.2 GB``.
    """

    bytes: int
    text: str = field(compare=False)

    def __str__(self) -> str:
        """Its text."""
        return self.text


def read_size(text: str) -> Size:
    """A size as an author writes it: ``838MB``, ``1.2 GB`` or ``81MiB``; shown as it is written.

    Raises:
        ValueError: It is none; the message says why, to follow "The size".
    """
    number, unit = _parts(text)
    if not number or not unit:
        what = "has no unit" if number else "does not begin with a number"
        raise ValueError(f"{what}; write it as 838MB or 1.2GB")
    known = _BY_LOWER_CASE.get(unit.lower())
    if known is None:
        raise ValueError(f"has the unit {unit[:12]!r}, which is not one of {', '.join(UNITS)}")
    if _NUMBER.fullmatch(number) is None:
        hint = " with a point, such as 1.2GB" if "," in number else " such as 838MB or 1.2GB"
        raise ValueError(f"has a number that cannot be read; write one{hint}")
    whole, _, decimals = number.partition(".")
    # Not in floating point, in which 0.57 GB is one byte less than 570 MB.
    count = int(whole + decimals) * UNITS[known] // 10 ** len(decimals)
    if count > LARGEST:
        raise ValueError("is more than any image can have")
    shown = f"{int(whole)}.{decimals}" if decimals else str(int(whole))
    return Size(count, f"{shown} {known}") if len(shown) <= _LONGEST_NUMBER else measured_size(count)


def measured_size(count: int) -> Size:
    """A number of bytes, with the three digits in decimal units that ``docker images`` shows."""
    value, step = count, 0
    while step < len(_DECIMAL) - 1 and _rounded(value, step) >= _STEP:
        step += 1
    scaled = count / _STEP**step
    decimals = 0 if step == 0 else max(_DIGITS - len(str(int(scaled))), 0)
    number = f"{scaled:.{decimals}f}"
    return Size(count, f"{number.rstrip('0').rstrip('.') if decimals else number} {_DECIMAL[step]}")


def _rounded(count: int, step: int) -> int:
    return round(count / float(_STEP**step))


def _parts(text: str) -> tuple[str, str]:
    """The number and the unit of a size, as written."""
    found = re.fullmatch(r"([0-9.,]*)\s*(\S*)", text.strip())
    return (found[1], found[2]) if found else ("", "")


def with_sizes(picture: Picture, sizes: Mapping[int, Size]) -> Picture:
    """The picture with the sizes of its stages.

    Args:
        picture: The graph.
        sizes: By index of the stage; those that are not known are left out.
    """
    if not sizes:
        return picture
    nodes = (node if node.stage is None else node._replace(size=sizes.get(node.stage)) for node in picture.nodes)
    return replace(picture, nodes=tuple(nodes))


def has_sizes(picture: Picture) -> bool:
    """Whether any stage's size is known."""
    return any(node.size is not None for node in picture.nodes)


def size_text(node: Node, labels: Labels) -> str:
    """A node's size as this language writes it; empty where it is not known."""
    return _localized(node.size.text, labels) if node.size is not None else ""


def comparison(picture: Picture, labels: Labels) -> tuple[str, str]:
    """What the build saves: ``838 MB → 81 MB``, and how many times smaller that is.

    Returns:
        Two texts. Both are empty where the produced image is not known to be smaller than some other stage that
        the same build makes, the second alone where it hardly is.
    """
    target = picture.nodes[picture.target].size
    built = [node.size for node in picture.stages if node.size is not None and not node.is_skipped]
    largest = max(built, key=lambda size: size.bytes, default=None)
    if picture.is_refused or target is None or largest is None or largest.bytes <= target.bytes:
        return "", ""
    change = _localized(f"{largest.text} → {target.text}", labels)
    ratio = largest.bytes / target.bytes if target.bytes else 0
    if ratio < _LEAST_RATIO:
        return change, ""
    factor = f"{ratio:.0f}" if ratio >= _WHOLE else f"{ratio:.1f}".removesuffix(".0")
    return change, labels.fill("smaller", ratio=_localized(factor, labels))


def comparison_html(picture: Picture, labels: Labels) -> str:
    """The same for the caption; empty where there is nothing to say."""
    change, smaller = comparison(picture, labels)
    if not change:
        return ""
    parts = [element("b", escape(change), dir="ltr"), escape(labels["list_between"] + smaller) if smaller else ""]
    return element("span", parts, class_="ms-less", dir=labels["direction"])


def card_bar(node: Node, picture: Picture, labels: Labels, *, x: float, bottom: float, room: float) -> list[str]:
    """A card's bar and number; nothing where the size is not known.

    Args:
        node: The card's.
        picture: With the sizes to whose scale the bar is.
        labels: Words in the reader's language.
        x: Where the bar begins.
        bottom: The card's lower edge.
        room: How wide bar and number are together.
    """
    if node.size is None:
        return []
    y = bottom - 13
    # As wide as the widest number of them all needs, so that every bar has the same scale.
    numbers = max(mono_width(size_text(other, labels), _TYPE) for other in picture.nodes)
    track = room - numbers - _GAP
    drawn = [element("text", escape(size_text(node, labels)), class_="ms-sz", x=x + room, y=y + 3.5)]
    if track >= _LEAST_TRACK:
        length = max(track * _share(node, picture), _LEAST_BAR) if node.size.bytes else 0.0
        bars = [("ms-tk", track)] + ([("ms-szb", length)] if length else [])
        drawn = [
            *(
                element("rect", class_=class_, x=x, y=y - _BAR / 2, width=width, height=_BAR, rx=min(_BAR, width) / 2)
                for class_, width in bars
            ),
            *drawn,
        ]
    return drawn


def rail_bar(node: Node, picture: Picture, labels: Labels) -> str:
    """A row's bar and number; empty where the size is not known."""
    if node.size is None:
        return ""
    bars = [element("rect", class_="ms-tk", width="100%", height="100%", rx=_BAR / 2)]
    if node.size.bytes:
        length = max(_share(node, picture), _LEAST_SHARE) * 100
        bars.append(element("rect", class_="ms-szb", width=f"{length:.4g}%", height="100%", rx=_BAR / 2))
    bar = element("svg", bars, class_="ms-szv", aria_hidden="true")
    return element("span", bar + element("span", escape(size_text(node, labels))), class_="ms-szr")


def _share(node: Node, picture: Picture) -> float:
    """A size as a share of the largest that is known."""
    largest = max(other.size.bytes for other in picture.nodes if other.size is not None)
    return node.size.bytes / largest if node.size is not None and largest else 0.0


def _localized(text: str, labels: Labels) -> str:
    return text.replace(".", labels["decimal"])
