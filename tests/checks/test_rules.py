"""The table of rules."""

import pytest

from mkdocs_multistage.checks import RULES, nearest_rule
from mkdocs_multistage.dockerfile.problems import RULES as PROBLEMS


def test_whatever_the_reader_refuses_is_a_fatal_rule():
    assert {name for name in PROBLEMS if name != "TrailingComment"} <= {r.name for r in RULES.values() if r.fatal}
    assert "TrailingComment" in RULES


def test_a_rule_is_found_under_its_own_name():
    assert all(name == rule.name for name, rule in RULES.items())


def test_what_buildkit_refuses_is_a_warning():
    assert {rule.level for rule in RULES.values() if rule.fatal} == {"warning"}


def test_summaries_are_short_sentences():
    for rule in RULES.values():
        assert rule.summary.endswith(".")
        assert len(rule.summary) <= 80


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("UnknownStages", "UnknownStage"),
        ("unknownstage", "UnknownStage"),
        ("TrailingComments", "TrailingComment"),
        ("DuplicateStage", "DuplicateStageName"),
        ("no such thing", None),
        ("", None),
    ],
)
def test_the_rule_that_was_meant_is_suggested(written, meant):
    assert nearest_rule(written) == meant
