"""What the extension asks of whoever runs the conversion; without one it stands on its own feet."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from mkdocs_multistage.paths import shown_path
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from markdown import Markdown

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.markdown.collected import Collected
    from mkdocs_multistage.markdown.measured import SizesFile
    from mkdocs_multistage.markdown.options import Options
    from mkdocs_multistage.markdown.report import Report

LOGGER = "mkdocs_multistage"

__all__ = ["LOGGER", "Host", "PageContext", "Standalone", "shown_path"]


@record(frozen=True, slots=True)
class PageContext:
    """The page that is being converted.

    Attributes:
        key: What tells it from the site's other pages; it goes into ids. Empty where there is no page.
        path: Its source file as it is to be shown in reports; empty where there is none.
        source: Gives the text of that file, or ``None``; asked only where something is to be reported.
        language: The reader's language, such as ``pt-BR``; empty where unknown.
        options: The page's own options; ``None`` are the site's.
        silent: Whether its findings are left to another conversion of the same text.
        identities: How often each example was seen on the page, where several conversions make one page.
        examined: Is told of each example that was examined, unless its findings are left to another conversion.
        measured: The sizes that were measured on the site; ``None`` where nothing was.
        collected: Is given each example, in the same cases.
        drawn: Whether examples are decorated; where only findings are wanted, they stay as they are.
        serving: Whether it is converted for its author, who looks at a preview.
        folder: The folder of its source file, absolute; empty where it is in none.
        root: The folder of the project that it belongs to, absolute: no file outside of it is read for the page.
            Empty where there is no project, and then none is read at all.
        elsewhere: Whether nothing tells that Python-Markdown will show the page: other programs take other headers.
        assets: What stands before the page's first example, where nobody else brings the style sheet.
    """

    key: str = ""
    path: str = ""
    source: Callable[[], str | None] = lambda: None
    language: str = ""
    options: Options | None = None
    silent: bool = False
    identities: Counter[str] | None = None
    examined: Callable[[Analysis], None] | None = None
    measured: SizesFile | None = None
    collected: Callable[[Collected], None] | None = None
    drawn: bool = True
    serving: bool = False
    folder: str = ""
    root: str = ""
    elsewhere: bool = False
    assets: str = ""


class Host(Protocol):
    """Whoever runs the conversion: MkDocs's plugin, the command, or a program of your own. Each method may do nothing."""

    def page(self, md: Markdown) -> PageContext:
        """The page that this Markdown instance is converting now."""

    def show_path(self, path: str) -> str:
        """A file's path as it is to be shown."""

    def report(self, report: Report) -> None:
        """Tell the author."""

    def uses(self, path: str) -> None:
        """Take note of a file that the page being converted is made of, beside its own source.

        Args:
            path: Absolute; also of a file that does not exist, for the page changes when it comes.
        """

    def apologize(self, message: str) -> None:
        """Warn that a block was left as it was because of a fault of ours.

        Args:
            message: What went wrong and where, and where to report it.
        """


class Standalone:
    """No site around: findings are log records with their place in the text."""

    def page(self, md: Markdown) -> PageContext:  # noqa: ARG002 - others look into it
        """A page without a name."""
        return PageContext()

    def show_path(self, path: str) -> str:
        """The path from the working directory where the file is below it."""
        return shown_path(path)

    def report(self, report: Report) -> None:
        """Log it."""
        logging.getLogger(LOGGER).log(logging.WARNING if report.level == "warn" else logging.INFO, "%s", report)

    def uses(self, path: str) -> None:
        """Watch nothing: who converts once has no use for it."""

    def apologize(self, message: str) -> None:
        """Log it."""
        logging.getLogger(LOGGER).warning("%s", message)
