"""What a run of `check` has found: the values that checking gives, and that every format is made of."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final, Literal

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mkdocs_multistage.checks import Level
    from mkdocs_multistage.markdown.drift import Drift

Threshold = Literal["warn", "info"]

LEVELS: Final[Mapping[str, Level]] = {"warn": "warning", "info": "info"}
"""The levels of findings by the configuration's words."""


@record(frozen=True, slots=True)
class Found:
    """One finding at its place in a file.

    Attributes:
        path: The file, as it is to be shown.
        line: From 1.
        column: From 1, in characters.
        end_column: Behind the last character that is wrong, on the same line; ``column`` where that is not known.
        rule: The rule's name.
        level: ``warning`` or ``info``, by the configuration.
        message: One line for the author.
        suggestion: What to write in place of what is wrong, where that can be told.
        fatal: Whether BuildKit refuses the Dockerfile for it.
        exact: Whether it is certainly there.
        included_by: Where an included file is included from; empty for the file itself.
        source: The line of the file; ``None`` where it cannot be had.
        drift: How an example differs from the file that it follows, where that is what is wrong.
        stops_sync: Whether an example that follows a file cannot be held against it, for this.
        header: The line of the same file where that example's fence begins; 0 where that is not known for sure.
    """

    path: str
    line: int
    column: int
    end_column: int
    rule: str
    level: Level
    message: str
    suggestion: str | None = None
    fatal: bool = False
    exact: bool = True
    included_by: str = ""
    source: str | None = None
    drift: Drift | None = field(default=None, compare=False)
    stops_sync: bool = field(default=False, compare=False)
    header: int = field(default=0, compare=False)

    @property
    def diff(self) -> str:
        """The difference in lines of printable text; empty where there is none to show."""
        return self.drift.diff if self.drift else ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order in which a reader wants findings."""
        return self.path, self.line, self.column, self.rule, self.message


@record(frozen=True, slots=True)
class Trouble:
    """Why something could not be checked.

    Attributes:
        path: The file or folder.
        message: One sentence for the author.
    """

    path: str
    message: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.path}: {self.message}" if self.path else self.message


@record(frozen=True, slots=True)
class Run:
    """All of a run.

    Attributes:
        findings: In the order of paths, then of the text.
        troubles: What could not be checked, in the order in which it was met.
        files: Every file that was checked, as it is to be shown.
        dockerfiles: How many Dockerfiles were among them: files, and fences of pages.
        threshold: The least level that makes a run fail.
    """

    findings: tuple[Found, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    files: tuple[str, ...] = ()
    dockerfiles: int = 0
    threshold: Threshold = "warn"

    def fails(self, finding: Found) -> bool:
        """Whether a finding is at or above the threshold."""
        return self.threshold == "info" or finding.level == "warning"

    @property
    def exit_code(self) -> int:
        """0 where all is well, 1 for findings at or above the threshold, 2 where something could not be checked."""
        if self.troubles:
            return 2
        return 1 if any(self.fails(finding) for finding in self.findings) else 0

    @property
    def summary(self) -> str:
        """The run in one line: ``3 warnings in 2 of 41 files (57 Dockerfiles)``."""
        warnings = sum(finding.level == "warning" for finding in self.findings)
        infos = len(self.findings) - warnings
        counts = [_count(number, noun) for number, noun in ((warnings, "warning"), (infos, "info")) if number]
        affected = {finding.path for finding in self.findings}
        # A page is a file, and so is what it shows of others.
        all_files = _count(len(affected.union(self.files)), "file")
        where = f"{len(affected)} of {all_files}" if affected else all_files
        found = " and ".join(counts) if self.findings else "Nothing found"
        trouble = f"; {_count(len(self.troubles), 'error')}" if self.troubles else ""
        return f"{found} in {where} ({_count(self.dockerfiles, 'Dockerfile')}){trouble}"


@record(frozen=True, slots=True)
class Part:
    """What checking one file, or one site, gives."""

    findings: tuple[Found, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    files: tuple[str, ...] = ()
    dockerfiles: int = 0


@record(frozen=True, slots=True)
class SitePart:
    """What checking a site gives.

    Attributes:
        part: Its findings.
        docs: The folder of its pages; ``None`` where the site could not be read.
        sizes: Where its measured sizes are, or are to be.
    """

    part: Part
    docs: Path | None
    sizes: Path | None = None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
