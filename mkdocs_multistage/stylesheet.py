"""Style sheet and script: the files of ``render/assets/`` in, one small text of each out.

They are not in ``render/``, for every site needs them, and most pages nothing else that is drawn.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# In this order: what the later files use is defined in the first.
PARTS: Final = ("tokens.css", "figure.css", "sizes.css", "code.css", "states.css", "findings.css", "outline.css")
SCRIPT: Final = "multistage.js"
HIGHLIGHTJS: Final = "highlightjs.js"

# What a string holds is passed over, so that nothing inside one is taken for a comment or for space.
_STRING: Final = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/""", re.DOTALL)
# The same for scripts, whose regular expressions hold no space and no quote.
_SCRIPT_STRING: Final = re.compile(r"""("[^"]*"|`[^`]*`)|/\*.*?\*/|//[^\n]*""", re.DOTALL)
_SCRIPT_SIGNS: Final = "][(){}<>=?:;,.&|!+*%-"


def stylesheet() -> str:
    """The whole style sheet, comments and idle white space removed.

    Returns:
        CSS for the figure and the code block. A part that is not installed is left out.
    """
    # A space before a colon may begin a selector (`.a :hover`), one after it only a value.
    return _tighten("\n".join(map(_read, PARTS)), _STRING, "{};,", "{};,:")


def script(name: str = SCRIPT) -> str:
    """The script, comments and idle white space removed.

    Args:
        name: That, or the one beside it for sites whose code highlight.js colours.

    Returns:
        JavaScript for browsers that know the style sheet's ``:has()`` and container queries; no module.
    """
    return _tighten(_read(name), _SCRIPT_STRING, _SCRIPT_SIGNS, _SCRIPT_SIGNS)


@cache
def hashed(*, highlightjs: bool = False) -> Mapping[str, str]:
    """Style sheet and scripts by names that change with them, such as ``multistage.0a1b2c3d.css``.

    Args:
        highlightjs: Whether the site's code is coloured by highlight.js in the browser.

    Returns:
        The same mapping at each call: not to be changed.
    """
    texts = {"multistage.css": stylesheet(), "multistage.js": script()}
    if highlightjs:
        texts["multistage-highlightjs.js"] = script(HIGHLIGHTJS)
    return {
        f"{stem}.{sha256(text.encode()).hexdigest()[:8]}.{kind}": text
        for (stem, kind), text in ((name.split("."), text) for name, text in texts.items())
    }


def _read(name: str) -> str:
    # `importlib.resources` and `pkgutil` take long to load, which each site would pay.
    part = Path(__file__).parent / "render" / "assets" / name
    return part.read_text(encoding="utf-8") if part.is_file() else ""


def _tighten(text: str, string: re.Pattern[str], before: str, after: str) -> str:
    """A text without its comments, and without space where none is needed.

    Args:
        text: A style sheet or a script.
        string: Finds a string, as a group, or a comment.
        before: The signs before which there need be no space.
        after: Those after which there need be none.
    """
    parts = string.split(string.sub(r"\1", text))
    for place in range(0, len(parts), 2):  # between them are the strings
        part = " ".join(f".{parts[place]}.".split())[1:-1]
        for sign in before:
            part = part.replace(f" {sign}", sign)
        for sign in after:
            part = part.replace(f"{sign} ", sign)
        parts[place] = part.replace(";}", "}")
    return "".join(parts).strip() + "\n"
