"""Every rule about pages has a page of its own, and what it shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from recorder import Recorder

from mkdocs_multistage.checks.page_rules import PAGE_RULES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "rules"


def examples(rule):
    text = (FOLDER / f"{rule}.md").read_text(encoding="utf-8")
    wrong, right = re.findall(r"^````markdown\n(.*?)^````$", text, re.MULTILINE | re.DOTALL)
    line, column = re.search(r"^Reported at line (\d+), column (\d+)\.$", text, re.MULTILINE).groups()
    return text, wrong, right, (int(line), int(column))


def page():
    """What the examples of a rule's page stand in."""
    return Recorder(folder=str(FOLDER), root=str(ROOT))


@pytest.mark.parametrize("rule", PAGE_RULES)
def test_a_page_rules_wrong_example_is_reported_at_the_place_it_says_and_for_nothing_else(convert, rule):
    _, wrong, _, place = examples(rule)
    reports = convert(wrong, host=page()).host.reports
    assert [(r.rule, (r.place.line, r.place.column)) for r in reports] == [(rule, place)]


@pytest.mark.parametrize("rule", PAGE_RULES)
def test_a_page_rules_right_example_is_right(convert, rule):
    assert convert(examples(rule)[2], host=page()).host.reports == []


@pytest.mark.parametrize("rule", PAGE_RULES.values(), ids=lambda rule: rule.name)
def test_the_index_gives_a_page_rules_summary_and_level(rule):
    level = "warn" if rule.level == "warning" else "info"
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert f"| [{rule.name}]({rule.name}.md) | {rule.summary} | {level} |" in index
    text = examples(rule.name)[0]
    assert text.startswith(f"# {rule.name}\n")
    assert f"Its level is `{level}`" in text
    assert f"checks: {{{rule.name}: " in text
