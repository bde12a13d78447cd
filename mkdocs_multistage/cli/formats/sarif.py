"""SARIF 2.1.0, the common format of static analysis; GitHub's code scanning and many editors read it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from mkdocs_multistage import __version__
from mkdocs_multistage.cli.formats.gitlab import fingerprints
from mkdocs_multistage.cli.rule_pages import DISTRIBUTION, RuleInfo, rule_table, rule_text
from mkdocs_multistage.printable import json_text

if TYPE_CHECKING:
    from mkdocs_multistage.cli.run import Found, Run, Trouble
    from mkdocs_multistage.cli.terminal import Style

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {"warning": "warning", "info": "note", "ignore": "none"}


def as_sarif(run: Run, style: Style) -> str:  # noqa: ARG001 - a format's signature
    """A log of one run, with every rule that there is."""
    table = rule_table()
    indexes = {name: index for index, name in enumerate(table)}
    prints = fingerprints(run.findings)
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": DISTRIBUTION,
                        "version": __version__,
                        "rules": [_rule(rule) for rule in table.values()],
                    }
                },
                "invocations": [
                    {
                        "executionSuccessful": not run.troubles,
                        "toolExecutionNotifications": [_notification(trouble) for trouble in run.troubles],
                    }
                ],
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(finding, indexes[finding.rule], print_)
                    for finding, print_ in zip(run.findings, prints, strict=True)
                ],
            }
        ],
    }
    return json_text(json.dumps(log, indent=2)) + "\n"


def _rule(rule: RuleInfo) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": rule.name,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {"origin": rule.origin},
    }
    text = rule_text(rule.name)
    if text is not None:
        entry["help"] = {"text": text, "markdown": text}
    if rule.url:
        entry["helpUri"] = rule.url
    return entry


def _result(finding: Found, index: int, fingerprint: str) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": finding.line, "startColumn": finding.column}
    if finding.end_column > finding.column:
        region["endColumn"] = finding.end_column
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(finding.path)}, "region": region}
    if finding.source is not None:
        region["snippet"] = {"text": finding.source}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": "\n\n".join(filter(None, [finding.message, finding.diff]))},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"multistage/v1": fingerprint},
    }
    if finding.included_by:
        path, _, line = finding.included_by.rpartition(":")
        includer: dict[str, Any] = {"artifactLocation": {"uri": uri(path if line.isdigit() else finding.included_by)}}
        if path and line.isdigit():
            includer["region"] = {"startLine": int(line)}
        result["relatedLocations"] = [
            {"id": 1, "physicalLocation": includer, "message": {"text": "The file is included here."}}
        ]
    if finding.suggestion and finding.exact and finding.end_column > finding.column:
        place = {key: region[key] for key in ("startLine", "startColumn", "endColumn")}
        replacement = {"deletedRegion": place, "insertedContent": {"text": finding.suggestion}}
        result["fixes"] = [
            {
                "description": {"text": f"Write `{finding.suggestion}`."},
                "artifactChanges": [{"artifactLocation": {"uri": uri(finding.path)}, "replacements": [replacement]}],
            }
        ]
    return result


def _notification(trouble: Trouble) -> dict[str, Any]:
    notification: dict[str, Any] = {"level": "error", "message": {"text": trouble.message}}
    if trouble.path:
        notification["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(trouble.path)}}}]
    return notification


def uri(path: str) -> str:
    """A path as a URI: relative to wherever the command was run, or with ``file:``."""
    if PureWindowsPath(path).drive and not PurePosixPath(path).is_absolute():
        return f"file:///{quote(path.replace(chr(92), '/').encode('utf-8', 'surrogateescape'), safe='/:')}"
    quoted = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    return f"file://{quoted}" if PurePosixPath(path).is_absolute() else quoted
