"""Style sheet and script: the files of ``render/assets/`` in, one small text of each out.

They are not in ``render/``, for every site needs them, and most pages nothing else that is drawn.
"""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files
from typing import Final

# In this order: what the later files use is defined in the first.
PARTS: Final = ("tokens.css", "figure.css", "sizes.css", "code.css", "states.css", "findings.css", "outline.css")
SCRIPT: Final = "multistage.js"
HIGHLIGHTJS: Final = "highlightjs.js"

# A string or an address is passed over whole, so that nothing inside one is taken for a comment or for space.
_TOKEN: Final = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s+""", re.DOTALL)
_SPARE: Final = re.compile(r"""("[^"]*"|'[^']*')|(?:(?<!\s)\s+)?([{};,])\s*|:\s+""")
# The same for scripts, whose regular expressions hold no space and no quote.
_SCRIPT_TOKEN: Final = re.compile(r"""("[^"]*"|`[^`]*`)|/\*.*?\*/|//[^\n]*|\s+""", re.DOTALL)
_SCRIPT_SPARE: Final = re.compile(r"""("[^"]*"|`[^`]*`)|(?:(?<!\s)\s+)?([][(){}<>=?:;,.&|!+*%-])\s*""")


def stylesheet() -> str:
    """The whole style sheet, comments and idle white space removed.

    Returns:
        CSS for the figure and the code block. A part that is not installed is left out.
    """
    return _tighten("\n".join(map(_read, PARTS)))


def script(name: str = SCRIPT) -> str:
    """The script, comments and idle white space removed.

    Args:
        name: That, or the one beside it for sites whose code highlight.js colours.

    Returns:
        JavaScript for browsers that know the style sheet's ``:has()`` and container queries; no module.
    """
    text = _SCRIPT_TOKEN.sub(lambda m: m[1] or " ", _read(name))
    text = _SCRIPT_SPARE.sub(lambda m: m[1] or m[2], text)
    return text.replace(";}", "}").strip() + "\n"


def hashed(*, highlightjs: bool = False) -> dict[str, str]:
    """Style sheet and scripts by names that change with them, such as ``multistage.0a1b2c3d.css``.

    Args:
        highlightjs: Whether the site's code is coloured by highlight.js in the browser.
    """
    texts = {"multistage.css": stylesheet(), "multistage.js": script()}
    if highlightjs:
        texts["multistage-highlightjs.js"] = script(HIGHLIGHTJS)
    return {
        f"{stem}.{sha256(text.encode()).hexdigest()[:8]}.{kind}": text
        for (stem, kind), text in ((name.split("."), text) for name, text in texts.items())
    }


def _read(name: str) -> str:
    # Asked for the package of that name, `files` would load it.
    part = files("mkdocs_multistage") / "render" / "assets" / name
    return part.read_text(encoding="utf-8") if part.is_file() else ""


def _tighten(css: str) -> str:
    css = _TOKEN.sub(lambda m: m[1] or ("" if m[0].startswith("/*") else " "), css)
    # A space before a colon may begin a selector (`.a :hover`), one after it only a value.
    css = _SPARE.sub(lambda m: m[1] or m[2] or ":", css)
    return css.replace(";}", "}").strip() + "\n"
