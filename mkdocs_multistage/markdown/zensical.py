"""Zensical as the host: the page that it says it is converting in, a page with its style sheet out.

Zensical runs Markdown extensions and no plugins. So the extension finds by itself on which page it is, takes the
page's own options from its front matter, and brings the style sheet along in the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs_multistage.markdown import front_matter
from mkdocs_multistage.markdown.host import PageContext, Standalone, shown_path
from mkdocs_multistage.markdown.options import for_page

if TYPE_CHECKING:
    from markdown import Markdown

    from mkdocs_multistage.markdown.options import Options

# A style sheet of ours that the site brings itself, with or without a digest in its name.
_OWN_SHEET: Final = re.compile(r"(?:.*/)?multistage(?:\.[0-9a-f]+)?\.css(?:\?.*)?")
# The name under which Zensical registers its `ContextPreprocessor` with every Markdown instance.
_CONTEXT: Final = "rendering_context"


class Zensical(Standalone):
    """Zensical, or no site at all where its context is not to be found."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def page(self, md: Markdown) -> PageContext:
        """The page that Zensical is converting; a page without a name where it does not say so."""
        if _CONTEXT not in md.preprocessors:
            return PageContext()
        context: Any = md.preprocessors[_CONTEXT]
        try:
            return self._page(context.page, context.config)
        except (AttributeError, KeyError, TypeError):  # another version of it, which says so in another way
            return PageContext()

    def _page(self, page: Any, config: dict[str, Any]) -> PageContext:  # noqa: ANN401 - Zensical need not be installed
        root = Path(config.get("root_dir") or ".").absolute()
        path = Path(root, config.get("docs_dir") or "docs", page.path)

        def source() -> str | None:
            try:
                return path.read_text(encoding="utf-8-sig")
            except (OSError, ValueError):
                return None

        context = PageContext(
            key=str(page.path),
            path=shown_path(str(path)),
            source=source,
            language=str((config.get("theme") or {}).get("language") or ""),
            folder=str(path.parent),
            root=str(root),
            assets="" if _brings_sheet(config) else _style_element(),
        )
        meta = getattr(page, "meta", None) or {}
        if front_matter.KEY not in meta:
            return context
        own = meta[front_matter.KEY]
        for report in front_matter.reports(self._options, own, context):
            self.report(report)
        return replace(context, options=for_page(self._options, own)[0])


def _brings_sheet(config: dict[str, Any]) -> bool:
    return any(_OWN_SHEET.fullmatch(str(sheet)) for sheet in config.get("extra_css") or ())


@cache
def _style_element() -> str:
    """The style sheet in the page: no extension can add a file to a site of Zensical's."""
    from mkdocs_multistage.render.assets import stylesheet  # noqa: PLC0415 - for pages with a figure

    return f"<style>{stylesheet().strip()}</style>"
