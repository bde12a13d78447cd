"""The formats of a report: a `Run` in, a text out; a module each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.cli.formats.github import as_github
from mkdocs_multistage.cli.formats.gitlab import as_gitlab
from mkdocs_multistage.cli.formats.json_report import as_json
from mkdocs_multistage.cli.formats.junit import as_junit
from mkdocs_multistage.cli.formats.sarif import as_sarif
from mkdocs_multistage.cli.formats.text import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs_multistage.cli.run import Run
    from mkdocs_multistage.cli.terminal import Style

FORMATS: Final[Mapping[str, Callable[[Run, Style], str]]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
    "gitlab": as_gitlab,
    "junit": as_junit,
}
"""Every format by its name."""
