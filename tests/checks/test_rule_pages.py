"""Every rule has a page, and what the page shows is true."""

import re
import sys
from pathlib import Path

import pytest

from mkdocs_multistage import analyze
from mkdocs_multistage.checks import RULES
from mkdocs_multistage.checks.page_rules import PAGE_RULES
from mkdocs_multistage.markdown.options import known_rules

sys.path.insert(0, str(Path(__file__).parent))

from rule_pages import FOLDER, read_page

# Their examples would be larger than the pages.
WITHOUT_EXAMPLE = {"LineTooLong", "TooLarge"}
# It says that others were found.
TOGETHER = {"FailedChecks"}
# What the page's own text gives to the build.
BUILD_ARGS = {"InvalidDefaultArgInFrom": {"TAG": "1.36"}}
SHOWN = sorted(set(RULES) - WITHOUT_EXAMPLE)
# The table's levels in the configuration's words.
LEVELS = {"warning": "warn", "info": "info", "ignore": "ignore"}


def asked_for(rule):
    """What is not looked for unless a site asks."""
    return [rule] if RULES[rule].level == "ignore" else []


def test_every_rule_has_a_page_and_every_page_a_rule():
    assert set(known_rules()) == {path.stem for path in FOLDER.glob("*.md")} - {"index"}


def test_the_navigation_leads_to_every_page():
    navigation = (FOLDER.parents[1] / "mkdocs.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"^ +- (\w+): rules/\1\.md$", navigation, re.MULTILINE)) == set(known_rules())


def test_the_index_leads_to_every_page_and_to_no_other():
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\((\w+)\.md\)", index))
    assert linked == {path.stem for path in FOLDER.glob("*.md")} - {"index"}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_the_index_gives_a_rules_summary_and_level(rule):
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    level = LEVELS[rule.level]
    assert f"| [{rule.name}]({rule.name}.md) | {rule.summary} | {level} |" in index


@pytest.mark.parametrize("rule", SHOWN)
def test_a_pages_wrong_example_is_reported_at_the_place_it_says_and_for_nothing_else(rule):
    page = read_page(rule)
    findings = [
        (finding.rule, finding.span.line, finding.span.column)
        for finding in analyze(page.wrong, build_args=BUILD_ARGS.get(rule), extra_rules=asked_for(rule)).findings
    ]
    if rule in TOGETHER:
        findings = [finding for finding in findings if finding[0] == rule]
    assert findings[:1] == [(rule, *page.place)]
    assert {name for name, _, _ in findings} == {rule}


@pytest.mark.parametrize("rule", SHOWN)
@pytest.mark.parametrize("scope", ["file", "example"])
def test_a_pages_right_example_is_right(rule, scope):
    assert analyze(read_page(rule).right, scope=scope, extra_rules=asked_for(rule)).findings == ()


@pytest.mark.parametrize("rule", sorted(known_rules()))
def test_a_page_says_how_to_configure_the_rule(rule):
    page = read_page(rule)
    assert page.text.startswith(f"# {rule}\n")
    assert f"checks: {{{rule}: " in page.text
    level = LEVELS[{**PAGE_RULES, **RULES}[rule].level if rule in {**PAGE_RULES, **RULES} else "warning"]
    assert f"Its level is `{level}`" in page.text or rule == "UnknownStage"


@pytest.mark.parametrize("rule", ["InvalidFenceOption", "InvalidPageOption"])
def test_the_index_says_that_a_mistake_in_the_page_is_a_warning(rule):
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| \[{rule}\]\({rule}\.md\) \| .+ \| warn \|$", index, re.MULTILINE)
