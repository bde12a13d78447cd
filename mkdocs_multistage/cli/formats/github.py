"""Workflow commands of GitHub Actions, which become remarks at the lines of a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.cli.rule_pages import read_on
from mkdocs_multistage.printable import printable

if TYPE_CHECKING:
    from mkdocs_multistage.cli.run import Found, Run
    from mkdocs_multistage.cli.terminal import Style

_COMMANDS: Final = {"warning": "warning", "info": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def as_github(run: Run, style: Style) -> str:  # noqa: ARG001 - a format's signature
    """A command a line."""
    errors = [_command("error", trouble.message, file=trouble.path, title="Not checked") for trouble in run.troubles]
    return "".join([_finding(finding) for finding in run.findings] + errors)


def _finding(finding: Found) -> str:
    message = finding.message
    if finding.included_by:
        message += f" (included by {finding.included_by})"
    if finding.diff:
        message += f"\n{finding.diff}"
    page = read_on(finding.rule)
    if page:
        message += f"\n{page}"
    # GitHub shows columns for a single line only, and takes an empty stretch for a mistake.
    end = finding.end_column - 1 if finding.end_column > finding.column else finding.column
    return _command(
        _COMMANDS[finding.level],
        message,
        file=finding.path,
        line=str(finding.line),
        endLine=str(finding.line),
        col=str(finding.column),
        endColumn=str(end),
        title=finding.rule,
    )


def _command(name: str, message: str, **properties: str) -> str:
    listed = ",".join(f"{key}={_shown(value.translate(_PROPERTY))}" for key, value in properties.items() if value)
    return f"::{name} {listed}::{_shown(message.translate(_DATA))}\n"


def _shown(text: str) -> str:
    """What GitHub has no escape for, and shows in a log that is a terminal to it."""
    return "\t".join(map(printable, text.split("\t")))
