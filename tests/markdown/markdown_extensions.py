"""The Markdown extensions of a usual Material site."""

from __future__ import annotations

# What Material's own documentation recommends, and what readers meet most.
EVERYTHING = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)
CONFIGS = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
}

EXTENSION_SETS = {"superfences": EVERYTHING, "fenced_code": ("fenced_code", "codehilite", "attr_list")}
"""By the extension that finds the fences."""
