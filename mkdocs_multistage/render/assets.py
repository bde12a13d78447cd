"""What a site needs beside its pages: the files of ``assets/`` in, one small style sheet and one small script out."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files
from typing import Final

# In this order: what the later files use is defined in the first.
PARTS: Final = ("tokens.css", "figure.css", "code.css", "states.css", "findings.css")
SCRIPT: Final = "multistage.js"
HIGHLIGHTJS: Final = "highlightjs.js"

# A string or an address is passed over whole, so that nothing inside one is taken for a comment or for space.
_TOKEN: Final = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s+""", re.DOTALL)
_SPARE: Final = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,])\s*|:\s+""")
# The same for the script, whose regular expressions hold no space and no quote.
_SCRIPT_TOKEN: Final = re.compile(r"""("[^"]*"|`[^`]*`)|/\*.*?\*/|//[^\n]*|\s+""", re.DOTALL)
_SCRIPT_SPARE: Final = re.compile(r"""("[^"]*"|`[^`]*`)|\s*([][(){}<>=?:;,.&|!+*%-])\s*""")


def stylesheet() -> str:
    """The whole style sheet, comments and idle white space removed.

    Returns:
        CSS for the figure and the code block. A part that is not installed is left out.
    """
    folder = files("mkdocs_multistage.render").joinpath("assets")
    parts = (folder.joinpath(name) for name in PARTS)
    text = "\n".join(part.read_text(encoding="utf-8") for part in parts if part.is_file())
    return _tighten(text)


def script(name: str = SCRIPT) -> str:
    """The script, comments and idle white space removed.

    Args:
        name: That, or the one beside it for sites whose code highlight.js colours.

    Returns:
        JavaScript for browsers that know the style sheet's ``:has()`` and container queries; no module.
    """
    text = files("mkdocs_multistage.render").joinpath("assets").joinpath(name).read_text(encoding="utf-8")
    text = _SCRIPT_TOKEN.sub(lambda m: m[1] or " ", text)
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


def _tighten(css: str) -> str:
    css = _TOKEN.sub(lambda m: m[1] or ("" if m[0].startswith("/*") else " "), css)
    # A space before a colon may begin a selector (`.a :hover`), one after it only a value.
    css = _SPARE.sub(lambda m: m[1] or m[2] or ":", css)
    return css.replace(";}", "}").strip() + "\n"
