"""What two other plugins make of our figures, put right: the site's configuration in, their options or files changed.

MaterialX has its pages indexed by Pagefind, which reads them as they lie in the site. The print page of
mkdocs-print-site is made of all pages, and its links are changed to ids that only headings there have.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_FIGURES: Final = "figure.multistage"
# MaterialX's own, which an option of the site replaces.
_EXCLUDED: Final = ("nav", "footer")
# Ids are unique across the site: a page's name in front of one is one too many.
_RENAMED: Final = re.compile(r'(<a\b[^>]*\s(?:xlink:)?href="#)[^"]*?-(multistage-[0-9a-f]{8}[^"]*")')


def keep_out_of_pagefind(config: MkDocsConfig) -> None:
    """Have Pagefind pass over the figures, whose words stand in the code below them as well."""
    for plugin in config.plugins.values():
        # A hook is among the plugins and has no options.
        options: Any = getattr(getattr(plugin, "config", None), "pagefind", None)
        if isinstance(options, dict):
            excluded = options.get("exclude_selectors") or _EXCLUDED
            if _FIGURES not in excluded:
                options["exclude_selectors"] = [*excluded, _FIGURES]


def mend_print_page(config: MkDocsConfig) -> None:
    """Let links to stages lead to their stages on the print page, which has been written by now."""
    file: Any = getattr(config.plugins.get("print-site"), "print_file", None)
    path = Path(str(getattr(file, "abs_dest_path", "")))
    if file is None or not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    mended = _RENAMED.sub(r"\1\2", text)
    if mended != text:
        path.write_text(mended, encoding="utf-8")
