"""Markup made of strings: values of any origin in, text that is safe in HTML, SVG and XML out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

# Nothing here may stand in a page: control characters and half pairs are no XML characters, and the
# marks that turn the reading direction would show a name other than the one that is written.
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
# What a terminal, Graphviz or Mermaid takes for the end of a line or worse, and `clean` leaves: XML has characters for it.
_ENDS: Final = re.compile("[\t\n\r\u2028\u2029]")
_CONTROLS: Final = re.compile("[\t\r\u2028\u2029]")
# All that `escape` changes; most texts have none of it.
_CHANGED: Final = re.compile(f"""[&<>"'\u2010-\u2027\u2030-\u205e\u2190-\u21ff{_UNFIT.pattern[1:]}""")
_SPECIAL: Final[dict[int, str]] = {
    # Quotation marks, dashes, dots and arrows are written as their numbers. Python holds a string in which one character is
    # beyond Latin-1 in twice the memory: one such mark in a figure, and all that is done with a page takes longer.
    **{code: f"&#{code};" for code in (*range(0x2010, 0x2028), *range(0x2030, 0x205F), *range(0x2190, 0x2200))},
    **str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}),
}


def clean(text: str) -> str:
    """The text with every character that must not be shown replaced by U+FFFD."""
    return text if text.isprintable() else _UNFIT.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The same with a space for each end of a line and each tab: for what ends with its line, and for terminals."""
    return clean(text if text.isprintable() else _ENDS.sub(" ", text))


def for_terminals(document: str) -> str:
    """An XML document whose only control characters are the ends of its lines, which says the same."""
    return document if document.isprintable() else _CONTROLS.sub(lambda found: f"&#{ord(found[0])};", document)


def escape(text: str) -> str:
    """The text as HTML or XML, in an element or between quotes."""
    return clean(text).translate(_SPECIAL) if _CHANGED.search(text) else text


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """The shortest way to write a length to a tenth of a pixel: ``12``, ``.5``, ``-3.1``."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


# Elements that may close themselves. In HTML no other may: `<span/>` would be an opening tag.
_EMPTY: Final = {"circle", "path", "rect", "wbr"}


@cache
def _attribute(key: str) -> str:
    """An attribute's name as it is written in markup."""
    return key.rstrip("_").replace("_", "-")


def element(name: str, content: str | Iterable[str] = "", /, **attributes: str | float | None) -> str:
    """One element.

    Args:
        name: The tag.
        content: Markup, escaped already.
        attributes: Written in this order, values escaped here. ``None`` leaves one out. Names
            are written with underscores for hyphens, and one at the end for a Python keyword.
    """
    inner = content if isinstance(content, str) else "".join(content)
    head = name
    for key, value in attributes.items():
        if value is not None:
            text = escape(value) if isinstance(value, str) else number(value)
            head += f' {_attribute(key)}="{text}"'
    return f"<{head}>{inner}</{name}>" if inner or name not in _EMPTY else f"<{head}/>"


# Behind a slash or colon, but not behind one with which the text begins, or what is left of a registry.
_BREAKS: Final = re.compile(r"(?<=[^/:…][/:])(?=[^/:])")
_LONGEST_UNBROKEN: Final = 34
"""Characters of code that fit on a line of the narrowest phone beside the rails."""


def breaking(text: str) -> str:
    """A ``<bdi>`` for an image or path, whose lines break at ``/`` and ``:`` and at no hyphen.

    A part that may be longer than a line breaks anywhere.
    """
    parts = _BREAKS.split(text)
    whole = max(map(len, parts)) <= _LONGEST_UNBROKEN
    inner = "<wbr/>".join(map(escape, parts) if _CHANGED.search(text) else parts)
    return f'<bdi class="ms-br">{inner}</bdi>' if whole else f"<bdi>{inner}</bdi>"


def points(*parts: str | float) -> str:
    """Path data: letters and numbers set as tightly as SVG allows, such as ``M4 8.5H20``."""
    out: list[str] = []
    behind_number = False
    for part in parts:
        if isinstance(part, str):
            out.append(part)
            behind_number = not part[-1:].isalpha()
            continue
        text = number(part)
        # A letter parts two numbers, and so does a minus; a leading point does not after a whole number.
        if behind_number and text[0] != "-":
            out.append(" ")
        out.append(text)
        behind_number = True
    return "".join(out)
