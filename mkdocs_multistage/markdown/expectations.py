"""Examples that are there to fail: findings that a header expects, told from those that nobody wants.

What a part's ``expect`` names and the part has becomes a remark in the figure; what it names and the part has not is
reported itself, so that a lesson cannot quietly stop being one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.checks.page_rules import EXPECTATION_FAILED
from mkdocs_multistage.markdown.fence_options import FenceProblem

if TYPE_CHECKING:
    from mkdocs_multistage.markdown.examples import Example, Part

# Findings that a message lists.
_MOST_LISTED: Final = 4


def expectations(example: Example) -> None:
    """Move what is expected out of the findings of each part, and note what did not occur."""
    for part in example.parts:
        wanted = part.block.options.expect
        if not wanted:
            continue
        part.expected = [finding for finding in part.findings if finding.rule in wanted]
        part.findings = [finding for finding in part.findings if finding.rule not in wanted]
        found = {finding.rule for finding in part.expected}
        for rule in wanted:
            if rule not in found:
                part.problems.append(FenceProblem("expect", _message(rule, example, part), EXPECTATION_FAILED))


def _message(rule: str, example: Example, part: Part) -> str:
    said = f"This example is expected to show {rule}, but it does not."
    instead = [f"{finding.rule} (line {finding.span.line} of the block)" for finding in part.findings]
    if instead:
        more = ", …" if len(instead) > _MOST_LISTED else ""
        return f"{said} It has {', '.join(instead[:_MOST_LISTED])}{more} instead."
    if example.analysis.kind != "dockerfile":
        return f"{said} It is not checked against the rules, because it {example.analysis.reason}."
    return f"{said} Nothing is wrong with it: correct the example, or remove `expect`."
