"""Every rule about pages has a page of its own, and what it shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from recorder import Recorder

from mkdocs_multistage import analyze
from mkdocs_multistage.checks.page_rules import PAGE_RULES
from mkdocs_multistage.markdown.measured import Entry, SizesFile, digest, dump

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "rules"


def examples(rule):
    text = (FOLDER / f"{rule}.md").read_text(encoding="utf-8")
    wrong, right = re.findall(r"^````markdown\n(.*?)^````$", text, re.MULTILINE | re.DOTALL)
    line, column = re.search(r"^Reported at line (\d+), column (\d+)\.$", text, re.MULTILINE).groups()
    return text, wrong, right, (int(line), int(column))


@pytest.fixture
def options(rule, tmp_path, monkeypatch):
    """For StaleSizes, a site that has measured the right example of its page."""
    if rule != "StaleSizes":
        return {}
    monkeypatch.chdir(tmp_path)
    dockerfile = analyze(examples("StaleSizes")[2].split("\n", 1)[1].removesuffix("```\n")).dockerfile
    names = tuple(stage.name for stage in dockerfile.stages)
    entry = Entry("docs/page.md", digest(dockerfile, {}), names, {"build": 1})
    (tmp_path / "sizes.json").write_text(dump(SizesFile(str(tmp_path), (entry,))), encoding="utf-8")
    return {"sizes_file": "sizes.json"}


def page():
    """What the examples of a rule's page stand in."""
    return Recorder(folder=str(FOLDER), root=str(ROOT))


@pytest.mark.parametrize("rule", PAGE_RULES)
def test_a_page_rules_wrong_example_is_reported_at_the_place_it_says_and_for_nothing_else(convert, rule, options):
    _, wrong, _, place = examples(rule)
    reports = convert(wrong, host=page(), **options).host.reports
    assert [(r.rule, (r.place.line, r.place.column)) for r in reports] == [(rule, place)]


@pytest.mark.parametrize("rule", PAGE_RULES)
def test_a_page_rules_right_example_is_right(convert, rule, options):
    assert convert(examples(rule)[2], host=page(), **options).host.reports == []


@pytest.mark.parametrize("rule", PAGE_RULES.values(), ids=lambda rule: rule.name)
def test_the_index_gives_a_page_rules_summary_and_level(rule):
    level = "warn" if rule.level == "warning" else "info"
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert f"| [{rule.name}]({rule.name}.md) | {rule.summary} | {level} |" in index
    text = examples(rule.name)[0]
    assert text.startswith(f"# {rule.name}\n")
    assert f"Its level is `{level}`" in text
    assert f"checks: {{{rule.name}: " in text
