"""Makes texts fit: a text and a width in pixels in, what can be shown of it out.

Nothing is measured in a browser, so widths are estimates that err on the wide side: for the
theme's text font the advance widths of a bold Arial or Roboto, the wider of the two (Arial, some 8 %
wider on the whole, is about as wide as the usual system fonts); for code fonts 0.6 em, as nearly
all of them have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Callable

ELLIPSIS: Final = "…"

MONO: Final = 0.602
"""Advance of a code font's character, in em."""

# Thousandths of an em, by character.
_WIDTHS: Final = {
    character: width
    for width, characters in (
        (295, " !.,:;'ijlI|[]"),
        (345, "t"),
        (390, "rf-/()`{}"),
        (510, 'z"*\\'),
        (575, "0123456789aceksvxy_J?"),
        (615, "bdghnopquFLZ+=<>^#$"),
        (670, "EPSTVXY~"),
        (722, "ABCDHKNRU&"),
        (778, "wGOQ"),
        (890, "mM%"),
        (1000, "W@…"),
    )
    for character in characters
}
_OTHER: Final = 615

# Marks that stand on the character before them, and joiners: they take no room, and must not be cut off.
_CLINGING: Final = {"Mn", "Me", "Cf"}

_MODIFIERS: Final = range(0x1F3FB, 0x1F400)
"""Skin tones, which colour the emoji before them."""


# The same in em for most of what is measured: ASCII, of which nothing clings and nothing is wide, and our own ellipsis.
_PLAIN: Final = {character: _WIDTHS.get(character, _OTHER) / 1000 for character in (*map(chr, range(128)), ELLIPSIS)}


def _is_plain(text: str) -> bool:
    return text.isascii() or text.replace(ELLIPSIS, "").isascii()


def _clings(character: str) -> bool:
    return unicodedata.category(character) in _CLINGING or ord(character) in _MODIFIERS


def _advance(character: str, narrow: float) -> float:
    if _clings(character):
        return 0
    return 1.25 if unicodedata.east_asian_width(character) in {"W", "F"} else narrow


@remembered(1024)
def text_width(text: str, size: float) -> float:
    """Estimated width of a text in the theme's bold text font, in pixels at a font of ``size`` pixels."""
    if _is_plain(text):
        return size * sum(map(_PLAIN.__getitem__, text))
    return size * sum(_advance(c, _WIDTHS.get(c, _OTHER) / 1000) for c in unicodedata.normalize("NFC", text))


def mono_width(text: str, size: float) -> float:
    """Estimated width of a text in the theme's code font, in pixels at a font of ``size`` pixels."""
    if _is_plain(text):
        return size * _mono(len(text))
    return size * sum(_advance(c, MONO) for c in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1024)
def _mono(length: int) -> float:
    """The width of so many plain characters in a code font, in em, added up as those of other texts are."""
    return sum([MONO] * length)


def cut_middle(text: str, width: float, measure: Callable[[str], float], keep: int = 0) -> str:
    """The text, with as much as necessary of its middle replaced by an ellipsis.

    Args:
        text: Anything.
        width: What is allowed.
        measure: Gives a text's width.
        keep: How many characters at the end matter most and are cut last.
    """
    # No budget here shows more than a few hundred characters: what is longer is cut before it is measured.
    longest = 400
    if len(text) > longest:
        text = text[: longest // 2] + ELLIPSIS + text[-longest // 2 :]
    if measure(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(_halves(text, middle, keep)) <= width:
            low = middle
        else:
            high = middle - 1
    return _halves(text, low, keep)


def _halves(text: str, length: int, keep: int) -> str:
    """``length`` characters of the text, from its two ends."""
    tail = max(min(keep, length), length // 2)
    # At least one character stands before the ellipsis: a name is known by how it begins.
    head = max(length - tail, min(1, length))
    end = len(text) - (length - head)
    while 0 < head < len(text) and _joined(text, head):
        head -= 1
    while end < len(text) and _joined(text, end):
        end += 1
    return text[:head] + ELLIPSIS + text[end:]


def _joined(text: str, place: int) -> bool:
    """Whether a cut before this character would part what is read as one."""
    return _clings(text[place]) or text[place - 1] == "\u200d"


def fit_text(text: str, width: float, size: float) -> str:
    """A name in the theme's text font, its middle cut where it is too long."""
    # No character of ASCII is wider than its type is high.
    if len(text) * size <= width and text.isascii():
        return text
    return cut_middle(text, width, lambda part: text_width(part, size))


@remembered(1024)
def fit_path(path: str, width: float, size: float) -> str:
    """A path in the theme's code font; its last part is what tells most."""
    last = len(path) - path.rstrip("/").rfind("/")
    return cut_middle(path, width, lambda part: mono_width(part, size), keep=last if last <= len(path) else 0)


_IMAGE: Final = re.compile(r"(?P<path>.*/)?(?P<name>[^/@:]*)(?P<tag>:[^/@]*)?(?P<digest>@.*)?", re.DOTALL)

_TAG: Final = 128
"""Docker allows no longer tag."""

_TAG_WORD: Final = 5
"""A colon and as much of a tag's first word as may stand for it."""

_DIGEST: Final = 20
"""Of a digest, ``@sha256:`` and the twelve digits that Docker itself shows."""


# The same few images are in most examples of a site.
@remembered(1024)
def fit_image(image: str, width: float, size: float) -> str:
    """An image reference in the theme's code font.

    What identifies it least goes first: the digest, then registry and path, then the end of the tag; the name last.
    """

    def measure(part: str) -> float:
        return mono_width(part, size)

    parts = _IMAGE.fullmatch(image)
    if parts is None or not parts["name"]:
        return cut_middle(image, width, measure)
    path, name, tag, digest = (parts[key] or "" for key in ("path", "name", "tag", "digest"))
    if measure(image) <= width:
        return image
    candidates = [f"{path}{name}{tag}{digest[:_DIGEST]}{ELLIPSIS}", f"{path}{name}{tag}"]
    if path:
        candidates.append(f"{ELLIPSIS}/{name}{tag}")
    candidates.append(f"{name}{tag}")
    if tag:
        candidates += [_cut_tag(name, tag, width, measure), f"{name}:{ELLIPSIS}"]
    fitting = (candidate for candidate in candidates if measure(candidate) <= width)
    found = next(fitting, None)
    return cut_middle(name, width, measure) if found is None else found


def _cut_tag(name: str, tag: str, width: float, measure: Callable[[str], float]) -> str:
    """The name and the beginning of its tag, whole parts of it where it has parts; the name alone if none fits."""
    fitting = [end for end in range(2, min(len(tag), _TAG)) if measure(f"{name}{tag[:end]}{ELLIPSIS}") <= width]
    end = max(fitting, default=0)
    if tag[end : end + 1].isalnum():
        whole = max(tag.rfind(separator, 0, end) for separator in "-._")
        # Of a single long word, such as a commit's name, a part does; of `21` the `2` would mislead.
        end = whole if whole > 1 else end if end > _TAG_WORD else 0
    while end > 0 and _joined(tag, end):
        end -= 1
    kept = tag[:end].rstrip("-._")
    return f"{name}{kept}{ELLIPSIS}" if len(kept) > 1 else f"{name}:{ELLIPSIS}"
