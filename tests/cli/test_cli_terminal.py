"""The mark stands under the very characters, whatever stands before them and however long the line is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_multistage.cli.terminal import excerpt, style_for, width_of


def marked(line, token, room=80):
    start = line.index(token)
    shown = excerpt(line, start, start + len(token), room, "…")
    return f"{shown.text}\n{' ' * shown.start}{'^' * shown.length}"


@pytest.mark.parametrize(
    ("line", "token", "expected"),
    [
        ("COPY --from=x /a", "x", "COPY --from=x /a\n            ^"),
        ("\tCOPY --from=xy /a", "xy", "        COPY --from=xy /a\n                    ^^"),
        ("COPY\t--from=xy", "xy", "COPY    --from=xy\n               ^^"),
        ("a\tb\tx", "b", "a       b       x\n        ^"),
        ("# 漢字 x", "x", "# 漢字 x\n       ^"),
        ("# 漢字 x", "漢字", "# 漢字 x\n  ^^^^"),
        ("e\u0301e\u0301 x", "x", "e\u0301e\u0301 x\n   ^"),
        ("\x1b[31m x", "x", "\\x1b[31m x\n         ^"),
        ("a\u202eb x", "x", "a\\u202eb x\n         ^"),
        ("😀 x", "x", "😀 x\n   ^"),
        ("x" + "\u0301", "\u0301", "x\u0301\n ^"),
    ],
)
def test_the_mark_is_under_the_place(line, token, expected):
    assert marked(line, token) == expected


def test_a_place_behind_the_line_is_marked_behind_it():
    shown = excerpt("ENV", 3, 3, 80, "…")

    assert (shown.start, shown.length) == (3, 1)


@pytest.mark.parametrize(
    ("line", "token", "expected"),
    [
        ("a" * 30 + "XY" + "b" * 30, "XY", "…" + "a" * 5 + "XY" + "b" * 11 + "…\n" + " " * 6 + "^^"),
        ("XY" + "b" * 60, "XY", "XY" + "b" * 16 + "…\n^^"),
        ("a" * 60 + "XY", "XY", "…" + "a" * 16 + "XY\n" + " " * 17 + "^^"),
        ("a" * 10 + "X" * 60, "X" * 60, "…" + "X" * 18 + "…\n" + " " + "^" * 18),
    ],
)
def test_a_long_line_is_shown_around_the_place(line, token, expected):
    assert marked(line, token, room=20) == expected


@given(st.text(max_size=60), st.integers(0, 70), st.integers(0, 70), st.integers(20, 60))
def test_no_line_is_too_wide_and_no_mark_outside_it(line, start, end, room):
    shown = excerpt(line, start, end, room, "…")

    # A combining character at the very front has nothing to stand on, and may be drawn in a column of its own.
    assert width_of(unicodedata.normalize("NFC", shown.text)) <= room + 1
    assert shown.start >= 0
    assert shown.start + shown.length <= room + 11  # an escape is never cut
    assert shown.text.isprintable()


def test_the_width_is_that_of_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "61")
    assert style_for(None).width == 61
    monkeypatch.setenv("COLUMNS", "5")
    assert style_for(None).width == 40
