"""Zensical as the host: the page that it says it is converting in, a page with style sheet and script out.

Zensical runs Markdown extensions and no plugins. So the extension finds by itself on which page it is, takes the
page's own options from its front matter, and brings style sheet and script along in the page.
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
from mkdocs_multistage.regular import read_regular

if TYPE_CHECKING:
    from markdown import Markdown

    from mkdocs_multistage.markdown.options import Options

# A style sheet or script of ours that the site brings itself, with or without a digest in its name.
_OWN: Final = re.compile(r"(?:.*/)?multistage(?:\.[0-9a-f]+)?\.(?:css|js)(?:\?.*)?")
_LARGEST: Final = 32 * 2**20
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
                return read_regular(path, _LARGEST).decode("utf-8-sig")
            except (OSError, ValueError):
                return None

        context = PageContext(
            key=str(page.path),
            path=shown_path(str(path)),
            source=source,
            language=str((config.get("theme") or {}).get("language") or ""),
            folder=str(path.parent),
            root=str(root),
            assets="".join(
                _elements(style=not _brings(config, "extra_css"), code=not _brings(config, "extra_javascript"))
            ),
        )
        meta = getattr(page, "meta", None) or {}
        if front_matter.KEY not in meta:
            return context
        own = meta[front_matter.KEY]
        for report in front_matter.reports(self._options, own, context):
            self.report(report)
        return replace(context, options=for_page(self._options, own)[0])


def _brings(config: dict[str, Any], option: str) -> bool:
    files = [entry.get("path") if isinstance(entry, dict) else entry for entry in config.get(option) or ()]
    return any(_OWN.fullmatch(str(file)) for file in files)


@cache
def _elements(*, style: bool, code: bool) -> tuple[str, ...]:
    """Style sheet and script in the page: no extension can add a file to a site of Zensical's."""
    from mkdocs_multistage.stylesheet import script, stylesheet  # noqa: PLC0415 - for pages with a figure

    return (
        *([f"<style>{stylesheet().strip()}</style>"] if style else ()),
        *([f"<script>{script().strip()}</script>"] if code else ()),
    )
