"""A JUnit report, in the form that Jenkins and GitLab read (Jenkins' ``junit-10.xsd``).

Each checked file is a suite. A finding at or above the threshold is a failed case, and so is what could not
be checked; a file without any is one case that passed. What is below the threshold is told in its output.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from mkdocs_multistage.cli.rule_pages import read_on
from mkdocs_multistage.printable import xml_text
from mkdocs_multistage.render.svg import element, escape, for_terminals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.cli.run import Found, Run, Trouble
    from mkdocs_multistage.cli.terminal import Style


def as_junit(run: Run, style: Style) -> str:  # noqa: ARG001 - a format's signature
    """An XML document."""
    found = {path: list(group) for path, group in groupby(run.findings, key=lambda finding: finding.path)}
    troubles: dict[str, list[Trouble]] = {}
    for trouble in run.troubles:
        troubles.setdefault(trouble.path, []).append(trouble)
    # An included file is none of those that were checked, and has findings all the same.
    paths = sorted({*run.files, *found, *troubles})
    suites = [_suite(path, found.get(path, []), troubles.get(path, []), run) for path in paths]
    failures = sum(map(run.fails, run.findings))
    document = element(
        "testsuites",
        ["\n", *suites],
        name="mkdocs-multistage",
        tests=str(sum(_cases(found.get(path, []), troubles.get(path, []), run) for path in paths)),
        failures=str(failures),
        errors=str(len(run.troubles)),
    )
    return xml_text(for_terminals(f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'))


def _cases(found: Sequence[Found], troubles: Sequence[Trouble], run: Run) -> int:
    return max(sum(map(run.fails, found)) + len(troubles), 1)


def _suite(path: str, found: Sequence[Found], troubles: Sequence[Trouble], run: Run) -> str:
    failed = [finding for finding in found if run.fails(finding)]
    rest = [finding for finding in found if not run.fails(finding)]
    cases = [_failure(finding) for finding in failed]
    cases += [
        _case(
            path, "Not checked", element("error", escape(trouble.message), type="NotChecked", message=trouble.message)
        )
        for trouble in troubles
    ]
    if not cases:
        cases = [_case(path, "Dockerfiles", "")]
    if rest:
        told = "\n".join(f"{f.path}:{f.line}:{f.column}: {f.level}: {f.message} [{f.rule}]" for f in rest)
        cases.append(f"    {element('system-out', escape(told))}\n")
    suite = element(
        "testsuite",
        ["\n", *cases, "  "],
        name=path,
        tests=str(_cases(found, troubles, run)),
        failures=str(len(failed)),
        errors=str(len(troubles)),
    )
    return f"  {suite}\n"


def _failure(finding: Found) -> str:
    lines = [f"{finding.path}:{finding.line}:{finding.column}: {finding.message} [{finding.rule}]"]
    if finding.source is not None:
        lines.append(finding.source)
    lines += filter(None, [finding.diff, read_on(finding.rule)])
    failure = element("failure", escape("\n".join(lines)), type=finding.rule, message=finding.message)
    return _case(finding.path, f"{finding.rule} at {finding.line}:{finding.column}", failure)


def _case(path: str, name: str, content: str) -> str:
    return f"    {element('testcase', content, classname=path, name=name)}\n"
