"""The report in JSON: all that is known, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mkdocs_multistage import __version__
from mkdocs_multistage.cli.rule_pages import rule_table
from mkdocs_multistage.printable import json_text

if TYPE_CHECKING:
    from mkdocs_multistage.cli.run import Found, Run
    from mkdocs_multistage.cli.terminal import Style


def as_json(run: Run, style: Style) -> str:  # noqa: ARG001 - a format's signature
    """One object; names of keys are stable across releases."""
    document = {
        "version": __version__,
        "findings": [_finding(finding) for finding in run.findings],
        "errors": [{"path": trouble.path, "message": trouble.message} for trouble in run.troubles],
        "summary": {
            "files": len(run.files),
            "dockerfiles": run.dockerfiles,
            "warnings": sum(finding.level == "warning" for finding in run.findings),
            "infos": sum(finding.level == "info" for finding in run.findings),
            "errors": len(run.troubles),
        },
    }
    return json_text(json.dumps(document, indent=2)) + "\n"


def _finding(finding: Found) -> dict[str, Any]:
    rule = rule_table().get(finding.rule)
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_column": finding.end_column,
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "origin": rule.origin if rule else "docs",
        "fatal": finding.fatal,
        "exact": finding.exact,
        "included_by": finding.included_by or None,
        "diff": finding.diff or None,
        "url": (rule.url if rule else "") or None,
    }
