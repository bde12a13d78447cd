"""How one list of lines becomes another."""

import difflib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_multistage.markdown.linediff import edits, unified

LINES = st.lists(st.sampled_from("abcdef"), max_size=90)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(old=LINES, new=LINES)
def test_edits_lead_from_the_old_to_the_new_without_gaps(old, new):
    at, new_at, made = 0, 0, []
    found = edits(old, new)
    for edit in found:
        assert (edit.start, edit.new_start) == (at, new_at)
        at, new_at = edit.end, edit.new_end
        taken_from = old[edit.start : edit.end] if edit.tag == "equal" else new[edit.new_start : edit.new_end]
        made += taken_from
        assert (edit.tag == "delete") == (edit.new_start == edit.new_end)
        assert (edit.tag == "insert") == (edit.start == edit.end)
    assert (at, made) == (len(old), new)
    assert all((one.tag == "equal") != (next_.tag == "equal") for one, next_ in pairwise(found))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(old=LINES, new=LINES, context=st.integers(0, 3))
def test_differences_are_written_as_difflib_writes_them(old, new, context):
    found = edits(old, new)
    matcher = difflib.SequenceMatcher(None, old, new)
    matcher.opcodes = [tuple(edit) for edit in found]
    heads = []
    for group in matcher.get_grouped_opcodes(context) if old != new else ():
        ranges = [(group[0][i], group[-1][i + 1]) for i in (1, 3)]
        heads.append([f"{a + 1}" if b - a == 1 else f"{a + (b > a)},{b - a}" for a, b in ranges])
    written = unified(old, new, found, context)
    assert [line for line in written if line.startswith("@@")] == [f"@@ -{a} +{b} @@" for a, b in heads]
    assert [line[1:] for line in written if line[0] == "+"] == [
        line for edit in found if edit.tag != "equal" for line in new[edit.new_start : edit.new_end]
    ]
    assert [line[1:] for line in written if line[0] == "-"] == [
        line for edit in found if edit.tag != "equal" for line in old[edit.start : edit.end]
    ]


def test_a_line_that_was_put_in_is_all_that_is_told():
    old = [f"line {number}" for number in range(500)]
    assert [edit.tag for edit in edits(old, [*old[:200], "new", *old[200:]])] == ["equal", "insert", "equal"]


SAME = ["RUN x"] * 2_000
DISTINCT = [f"line {number}" for number in range(4_000)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["FROM a", *SAME], ["FROM a", *SAME[1:], "RUN y", *SAME]),
        (DISTINCT, [line for at in range(0, 4_000, 2) for line in (DISTINCT[at + 1], DISTINCT[at])]),
        (["a", "b"] * 2_000, ["b", "b", "a"] * 1_300),
        (DISTINCT, DISTINCT[::-1]),
        ([line for line in DISTINCT for _ in range(2)], [line for line in DISTINCT[::-1] for _ in range(2)]),
    ],
    ids=["one line over and over", "neighbours changed places", "two lines", "upside down", "each line twice"],
)
def test_difflib_which_takes_quadratic_time_is_asked_about_short_stretches(old, new, monkeypatch):
    pairs = []

    class Recording(difflib.SequenceMatcher):
        def __init__(self, isjunk, a, b, autojunk):
            pairs.append(len(a) * len(b))
            super().__init__(isjunk, a, b, autojunk)

    monkeypatch.setattr(difflib, "SequenceMatcher", Recording)
    assert edits(old, new)
    assert max(pairs, default=0) <= 2_500
    assert sum(pairs) < 100 * (len(old) + len(new))
