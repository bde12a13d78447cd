"""What a fuzzer has found, and what it begins with, keeps every promise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets import TARGETS, WORDS

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("entry", CORPUS, ids=lambda path: path.name)
def test_an_entry_of_the_corpus_breaks_no_promise(entry, target):
    TARGETS[target](entry.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=60, derandomize=True, deadline=None)
@given(data=st.one_of(st.binary(max_size=60), st.lists(st.integers(0, len(WORDS) - 1), max_size=60).map(bytes)))
def test_any_bytes_break_no_promise(target, data):
    TARGETS[target](data)
