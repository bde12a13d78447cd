"""A page's own options, in the YAML above its text: what is wrong with them, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.markdown.options import INVALID_PAGE_OPTION, for_page
from mkdocs_multistage.markdown.report import Place, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.markdown.host import PageContext
    from mkdocs_multistage.markdown.options import Options

KEY: Final = "multistage"
"""The key below which they stand."""


def reports(site: Options, values: object, page: PageContext) -> Iterator[Report]:
    """What is wrong with a page's options.

    Args:
        site: Those of its site.
        values: What its front matter says below `KEY`.
        page: The page.
    """
    options, wrong = for_page(site, values)
    level = options.checks.get(INVALID_PAGE_OPTION, "warn")
    if level != "ignore":
        for name, message in wrong.items():
            place = _place(name, page)
            yield Report(INVALID_PAGE_OPTION, level, place, message, length=len(name or KEY) if place.exact else 0)


def _place(name: str, page: PageContext) -> Place:
    """Where a page's front matter gives an option, or else where it begins to."""
    lines = (page.source() or "").split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith(f"{KEY}:")), None)
    if start is None:
        return Place(page.path, 1, 1, exact=False)
    for index in range(start, len(lines)):
        at = lines[index].find(f"{name}:") if name else 0
        if at >= 0:
            return Place(page.path, index + 1, at + 1)
        if lines[index].startswith(("---", "...")):
            break
    return Place(page.path, start + 1, 1)
