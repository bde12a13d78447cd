"""What is told to the author: a finding at its place in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.printable import harmless, printable
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from mkdocs_multistage.markdown.drift import Drift


@record(frozen=True, slots=True)
class Place:
    """A place in a file as its author wrote it.

    Attributes:
        path: The file, as it is to be shown; empty where the text belongs to no known file.
        line: From 1.
        column: From 1, in characters.
        exact: Whether it is certainly there.
        included_by: Where an included file is included from, ``path`` or ``path:line``; empty for the page itself.
    """

    path: str
    line: int
    column: int
    exact: bool = True
    included_by: str = ""

    def __str__(self) -> str:
        """``path:line:column``, which terminals and editors know how to open."""
        return f"{self.path}:{self.line}:{self.column}" if self.path else f"{self.line}:{self.column}"


@record(frozen=True, slots=True)
class Report:
    """A finding for the author.

    Attributes:
        rule: The rule's name.
        level: ``warn`` or ``info``; what is ignored is not reported.
        place: Where.
        message: What is wrong, and where possible what to write instead.
        length: How many characters from there on are wrong, on that line; 0 where that is not known.
        suggestion: What to write in place of them, where that can be told.
        fatal: Whether BuildKit refuses the example for it.
        drift: How an example differs from the file that it follows, where that is what is wrong.
        fence: Where the header of that example stands.
        stops_sync: Whether an example that follows a file cannot be held against it, for this.
    """

    rule: str
    level: str
    place: Place
    message: str
    length: int = 0
    suggestion: str | None = None
    fatal: bool = False
    drift: Drift | None = None
    fence: Place | None = None
    stops_sync: bool = False

    @property
    def identity(self) -> tuple[str, int, int, str, str]:
        """What makes two reports the same, in the order in which a reader wants them."""
        return self.place.path, self.place.line, self.place.column, self.rule, self.message

    def __str__(self) -> str:
        """One line of text, and below it the difference where there is one; nothing that a terminal or a runner would obey."""
        remarks = []
        if self.place.included_by:
            remarks.append(f"included by {self.place.included_by}")
        if not self.place.exact:
            remarks.append("position approximate")
        remark = f" ({'; '.join(remarks)})" if remarks else ""
        first = printable(f"{self.place}: {self.message}{remark} [{self.rule}]")
        diff = self.drift.diff.split("\n") if self.drift and self.drift.diff else []
        return harmless("\n    ".join([first, *diff]))
