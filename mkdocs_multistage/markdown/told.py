"""What an author is told of a block: an example and one of its parts in, findings with their levels out.

The log and the preview tell the same: both ask here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.checks.page_rules import PAGE_RULES
from mkdocs_multistage.markdown import outlines
from mkdocs_multistage.markdown.fence_options import FenceProblem
from mkdocs_multistage.markdown.options import level_of, listed, near, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs_multistage.checks import Finding
    from mkdocs_multistage.markdown.examples import Example, Part
    from mkdocs_multistage.markdown.options import Options

# What a generated block has thousands of would bury the rest of a build's messages.
_MOST_OF_A_RULE: Final = 20


def findings_told(part: Part, options: Options) -> list[tuple[Finding, str]]:
    """What is wrong in a part, each with its level, ``warn`` or ``info``; none is left out that is not ignored."""
    if not part.block.options.check:
        return []
    found = ((finding, level_of(options, finding.rule, finding.level)) for finding in part.findings)
    return [(finding, level) for finding, level in found if level != "ignore"]


def not_too_many(findings: Sequence[tuple[Finding, str]]) -> Iterator[tuple[Finding, str]]:
    """The findings, of each rule no more than a person would read; the last of those says how many more there are."""
    of_a_rule = Counter(finding.rule for finding, _ in findings)
    told: Counter[str] = Counter()
    for finding, level in findings:
        told[finding.rule] += 1
        more = of_a_rule[finding.rule] - _MOST_OF_A_RULE
        if told[finding.rule] < _MOST_OF_A_RULE or (told[finding.rule] == _MOST_OF_A_RULE and more <= 0):
            yield finding, level
        elif told[finding.rule] == _MOST_OF_A_RULE:
            others = "There is 1 more finding" if more == 1 else f"There are {more} more findings"
            message = f"{finding.message} {others} of this rule in this example."
            yield replace(finding, message=message), level


def problems_told(example: Example, part: Part, options: Options) -> list[tuple[FenceProblem, str]]:
    """What is wrong in a part's header, or in what it says to us, each with its level."""
    block = part.block
    problems = [
        *block.options.problems,
        *part.problems,
        *block.excerpt.problems,
        *outlines.problems_of(example, part),
    ]
    if block.options.target and example.target is None:
        names = [stage.name for stage in example.analysis.dockerfile.stages if stage.name]
        hint = near(block.options.target, names) or (f" Its stages: {listed(names, most=8)}." if names else "")
        message = f"The fence option `target` is {shown(block.options.target)}, but no stage of this example has that name.{hint}"
        problems.append(FenceProblem("target", message))
    levels = ((problem, level_of(options, problem.rule, _own_level(problem.rule))) for problem in problems)
    return [(problem, level) for problem, level in levels if level != "ignore"]


def _own_level(rule: str) -> str:
    """The level of a rule about the page, unless the site decides otherwise."""
    return PAGE_RULES[rule].level if rule in PAGE_RULES else "warning"
