"""What of a page is not on the page that a reader sees: comments, and elements that hold nothing but text.

In: HTML. Out: where these begin and end. What opens a comment opens none in the value of an attribute or in such an
element. One pass, no tree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE: Final = "pre"
_TEXT: Final = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
# A tag without signs in the values of its attributes, as most are, is passed over at a stride.
_OPENING: Final = re.compile(
    rf"""<(?:(!--)|({"|".join([_CODE, *_TEXT])})(?=[\s>/])|[a-z](?![^<>"'=]*(?:="[^"<>]*"[^<>"'=]*)*>))""",
    re.IGNORECASE,
)
_CLOSING: Final = {
    "!--": re.compile("--!?>"),
    **{name: re.compile(f"</{name}\\b", re.IGNORECASE) for name in (_CODE, *_TEXT)},
}
_IN_TAG: Final = re.compile(r""">|=\s*(["'])""")


def apart(html: str, *, code: bool = False) -> Iterator[tuple[int, int]]:
    """Where comments and elements that hold text alone begin and end, in order; one that is not closed is none.

    Args:
        html: The page.
        code: Whether code blocks are told as well.
    """
    at = 0
    unclosed: set[str] = set() if code else {_CODE}
    while found := _OPENING.search(html, at):
        # What is closed at once is a comment too.
        at = found.end() - 2 if found[1] else _tag_end(html, found.end(), unclosed)
        name = found[1] or (found[2] or "").lower()
        if not name or name in unclosed:
            continue
        close = _CLOSING[name].search(html, at)
        if close is None:
            unclosed.add(name)
        else:
            at = close.end()
            yield found.start(), at


def _tag_end(html: str, at: int, unclosed: set[str]) -> int:
    """The index behind a tag, from an index in it. Quotes that are not closed are none, and are added to the others."""
    while found := _IN_TAG.search(html, at):
        at, quote = found.end(), found[1]
        if not quote:
            return at
        close = html.find(quote, at) if quote not in unclosed else -1
        if close < 0:
            unclosed.add(quote)
        else:
            at = close + 1
    return len(html)
