"""No regular expression of the package takes much longer than its text is long, whatever the text."""

from __future__ import annotations

import re

import pytest
from backtracking import MOST_STEPS, Machine, parse, steps
from in_use import uses
from worst_cases import worst_cases

USES = uses()
# A text that is three times as long takes three times the steps, and nine times where a pattern is bad. The short texts
# sort out what needs no second look; beyond the long ones no repetition of ours that has a bound still grows.
SHORT, LONG = (12, 36), (80, 240)
TOO_MUCH = 4


def is_too_much(tree, make, how, lengths):
    few, many = (steps(tree, make(length), how=how) for length in lengths)
    return many > TOO_MUCH * few or many >= MOST_STEPS


def bad_case(pattern, flags, how):
    """The first text that is too much for a pattern."""
    tree = parse(pattern, flags)
    for name, make in worst_cases(tree):
        if is_too_much(tree, make, how, SHORT) and is_too_much(tree, make, how, LONG):
            return name
    return None


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where}-{use.how}")
def test_a_long_text_costs_no_more_than_it_is_long(use):
    assert bad_case(use.pattern, use.flags, use.how) is None


@pytest.mark.parametrize(
    ("pattern", "how"),
    [
        (r"(a+)+b", "match"), (r"(a|a)*b", "match"), (r"(.*)(.*)=", "match"), (r"(\S.*?)\s*", "fullmatch"),
        (r"\s+$", "search_all"), (r"\w+=", "search"), (r"x(?:a|b)*b*c", "match"), (r"(?=(a+)+b)a", "match"),
    ],
)  # fmt: skip
def test_patterns_that_are_known_to_be_bad_are_found(pattern, how):
    assert bad_case(pattern, 0, how) is not None


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where}-{use.how}")
def test_the_count_follows_the_matches_of_python(use):
    compiled, tree = re.compile(use.pattern, use.flags), parse(use.pattern, use.flags)
    for _, make in list(worst_cases(tree))[::7]:
        text = make(5)
        ends = []
        machine_says = matches(tree, text, ends)
        found = compiled.match(text)
        assert machine_says is (found is not None)
        assert ends == ([found.end()] if found else [])


def matches(tree, text, ends):
    """Whether the counting matcher finds a pattern at the beginning; notes where it ends."""

    def note(end):
        ends.append(end)
        return True

    return Machine(tree, text).at(0, note)


def test_the_patterns_are_found_where_they_are():
    assert {"mkdocs_multistage.dockerfile.images._REFERENCE", "mkdocs_multistage.markdown.fence_options._WORD"} <= {
        use.where for use in USES
    }
    assert len(USES) > 100
