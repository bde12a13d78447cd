"""A Code Quality report of GitLab, which shows what a merge request brings and what it mends.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from mkdocs_multistage.cli.rule_pages import read_on
from mkdocs_multistage.printable import json_text

if TYPE_CHECKING:
    from mkdocs_multistage.cli.run import Found, Run
    from mkdocs_multistage.cli.terminal import Style

_SEVERITIES: Final = {"warning": "minor", "info": "info"}


def as_gitlab(run: Run, style: Style) -> str:  # noqa: ARG001 - a format's signature
    """A list of objects, empty where nothing was found."""
    prints = fingerprints(run.findings)
    issues = [_issue(finding, print_) for finding, print_ in zip(run.findings, prints, strict=True)]
    issues += [
        {
            "description": trouble.message,
            "check_name": "NotChecked",
            "fingerprint": _digest("NotChecked", trouble.path, trouble.message),
            "severity": "critical",
            "location": {"path": trouble.path, "lines": {"begin": 1}},
        }
        for trouble in run.troubles
    ]
    return json_text(json.dumps(issues, indent=2)) + "\n"


def fingerprints(findings: tuple[Found, ...]) -> list[str]:
    """What tells each finding from all others, and stays when lines above it come or go.

    It is made of the rule, the file, what is wrong and the line that it is in; of equal ones, the number.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    result = []
    for finding in findings:
        line = finding.source or ""
        key = (finding.rule, finding.path, line[finding.column - 1 : finding.end_column - 1], line.strip())
        seen[key] += 1
        result.append(_digest(*key, str(seen[key])))
    return result


def _issue(finding: Found, fingerprint: str) -> dict[str, Any]:
    page = read_on(finding.rule)
    return {
        "description": f"{finding.message} ({page})" if page else finding.message,
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": "major" if finding.fatal and finding.level == "warning" else _SEVERITIES[finding.level],
        "location": {"path": finding.path, "lines": {"begin": finding.line, "end": finding.line}},
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
