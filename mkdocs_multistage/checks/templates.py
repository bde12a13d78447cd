"""Placeholders with spaces in them, made one word, so that what stands around them can still be read.

Comes in: the text of a block of documentation. Goes out: the same text, character for character, but for the
spaces inside ``{{ version }}`` and its like on the lines that name images and stages. ``FROM python:{{ version }} AS build`` then has
a stage named ``build``, as it will have once the template is filled in.
"""

from __future__ import annotations

import re

# A line with a reference: FROM, or a flag that names a stage or an image.
_LINES = re.compile(r"^[ \t]*(?:FROM[ \t]|(?:COPY|ADD|RUN)[ \t].*from=)[^\n]*", re.IGNORECASE | re.MULTILINE)
_TEMPLATES = re.compile(
    r"""
    \$?\{\{ [^{}\n]{1,200} \}\}          # {{ version }}, ${{ inputs.version }}
    | \{% [^%\n]{1,200} %\}              # {% raw %}
    | <% [^%\n]{1,200} %>                # <%= version %>
    | <[A-Za-z][^<>\n]{1,60}>            # <your image>
    | \[[A-Za-z][^\[\]\n"',]{1,60}\]    # [your image]
    """,
    re.VERBOSE,
)
# How each of them begins; most texts have none, and are not read line by line.
_BEGINNING = re.compile(r"\{[{%]|<[%A-Za-z]|\[[A-Za-z]")
# What BuildKit does not split at. In FROM a no-break space will do, which looks the same; flags are split there too.
_IN_FROM = str.maketrans(" \t", "\u00a0\u00a0")
_IN_FLAGS = str.maketrans(" \t", "\u2423\u2423")


def join_templates(text: str) -> str:
    """The text with the spaces inside placeholders replaced, where a reference stands."""
    if _BEGINNING.search(text) is None:
        return text
    return _LINES.sub(_joined, text)


def _joined(line: re.Match[str]) -> str:
    spaces = _IN_FROM if line[0].lstrip()[:4].upper() == "FROM" else _IN_FLAGS
    return _TEMPLATES.sub(lambda found: found[0].translate(spaces), line[0])
