"""An example of a page for those who want more of it than to be shown: its text, and what the page says of it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.markdown.fence_options import FenceOptions


@record(frozen=True)
class Collected:
    """A Dockerfile, of a page or by itself.

    Attributes:
        path: The page, or the file, as it is to be shown.
        place: Where its first block begins, to be shown: ``docs/build.md:12``.
        analysis: What is known of it.
        text: All of it, hidden lines included.
        options: What the headers of its blocks say; ``None`` for a file.
        build_args: The build arguments that the page says it is built with.
        file: The file that holds it; empty where that is the page.
    """

    path: str
    place: str
    analysis: Analysis
    text: str
    options: FenceOptions | None = None
    build_args: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
