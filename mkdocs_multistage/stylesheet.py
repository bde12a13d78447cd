"""The style sheet: the files of ``render/assets/`` in, one small text out.

It is not in ``render/``, for every site needs it, and most pages nothing else that is drawn.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

# In this order: what the later files use is defined in the first.
PARTS: Final = ("tokens.css", "figure.css", "sizes.css", "code.css", "findings.css")

# A string or an address is passed over whole, so that nothing inside one is taken for a comment or for space.
_TOKEN: Final = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s+""", re.DOTALL)
_SPARE: Final = re.compile(r"""("[^"]*"|'[^']*')|(?<!\s)\s*([{};,])\s*|:\s+""")


def stylesheet() -> str:
    """The whole style sheet, comments and idle white space removed.

    Returns:
        CSS for the figure and the code block. A part that is not installed is left out.
    """
    # Asked for the package of that name, `files` would load it.
    folder = files("mkdocs_multistage") / "render" / "assets"
    parts = (folder.joinpath(name) for name in PARTS)
    text = "\n".join(part.read_text(encoding="utf-8") for part in parts if part.is_file())
    return _tighten(text)


def _tighten(css: str) -> str:
    css = _TOKEN.sub(lambda m: m[1] or ("" if m[0].startswith("/*") else " "), css)
    # A space before a colon may begin a selector (`.a :hover`), one after it only a value.
    css = _SPARE.sub(lambda m: m[1] or m[2] or ":", css)
    return css.replace(";}", "}").strip() + "\n"
