"""No text breaks the reader, whatever it is, and every place it names is in the text."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_multistage.dockerfile import Span, limits, read

CASES = Path(__file__).parents[1] / "data" / "conformance" / "cases.jsonl"
WORDS = {
    word for line in CASES.read_text(encoding="utf-8").splitlines() for word in json.loads(line)["dockerfile"].split()
}
PIECES = [
    *sorted(word for word in WORDS if len(word) < 100),
    *("FROM a AS b\n", "COPY --from=b ", "RUN --mount=from=b,target=/x ", "<<EOF", "\nEOF\n", "\\\n", "\n", "\r\n"),
    *("# check=error=x\n", "${a:-", "${a//", "}", '"', "'", "\ud800", "\udc80", "\0", "\ufeff", "\u202e", "\U0010ffff"),
    *('"><script>', "[[[[", "ONBUILD "),
]


def spans(value):
    """Every `Span` that a value holds, itself and what is in it."""
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


def assert_spans_lie_in_the_text(dockerfile):
    lines = dockerfile.text.split("\n")
    for span in spans(dockerfile):
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)


def assert_consistent(dockerfile):
    assert_spans_lie_in_the_text(dockerfile)
    assert [target.index for target in dockerfile.targets] == [stage.index for stage in dockerfile.stages]
    assert all(target.index in target.reachable for target in dockerfile.targets)
    assert list(dockerfile.problems) == sorted(dockerfile.problems, key=lambda problem: problem.span)
    for stage in dockerfile.stages:
        assert stage.instructions[0].keyword == "FROM"
        assert stage.base_stage is None or stage.base_stage < stage.index


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_any_text_is_read(text):
    assert_consistent(read(text))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(data):
    for text in (data.decode("utf-8", "surrogateescape"), data.decode("latin-1"), data.decode("utf-8", "replace")):
        assert_consistent(read(text))


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_any_pieces_of_dockerfiles_are_read(text):
    assert_consistent(read(text))


@settings(max_examples=100, derandomize=True, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join),
    st.dictionaries(st.text(max_size=5), st.text(max_size=9)),
)
def test_reading_twice_gives_the_same(text, build_args):
    assert read(text, build_args=build_args) == read(text, build_args=build_args)


WITHIN_BOUNDS = {
    "a line of a megabyte": "FROM a\nRUN " + "x" * 1_000_000,
    "many words": "FROM a\nRUN " + "x " * 30_000,
    "a long chain of stages": "".join(f"FROM s{i - 1} AS s{i}\n" for i in range(limits.MAX_STAGES)),
    "a chain of forward references": "".join(f"FROM a AS s{i}\nCOPY --from=s{i + 1} a b\n" for i in range(900)),
    "a long continuation": "FROM a\nRUN x \\\n" + "y \\\n" * 9_000 + "z\n",
    "many heredocs": "FROM a\n" + "RUN <<EOF\nx\nEOF\n" * 2_000,
    "an unterminated heredoc": "FROM a\nRUN <<EOF\n" + "x\n" * 9_000,
    "brackets in brackets": "FROM a\nRUN " + "[" * 60_000,
    "backslashes": "FROM a\nRUN " + "\\" * 60_000 + "\nRUN " + "\\ " * 30_000 + "x\n",
    "an endless image name": "FROM " + "a-" * 30_000,
    "quotes without end": "FROM a\nENV X=" + "\"'" * 20_000,
    "no Dockerfile at all": '{"a": 1,\n' * 2_900,
    "unknown variables by the hundred": "".join(f"ARG NAME_OF_{i:04}=1\n" for i in range(2_000))
    + "".join(f"FROM ${{NAME_FO_{i:04}}}\n" for i in range(900)),
    "ONBUILD in ONBUILD": "FROM a\n" + "ONBUILD " * 8_000,
    "a hundred thousand ports": "FROM a\nEXPOSE " + ("1 " * 13 + "\\\n") * 8_000 + "1\n",
    "a hundred thousand names": "FROM a\nARG " + ("a " * 13 + "\\\n") * 8_000 + "a\n",
    "words that use what is not set": "FROM a\nCOPY " + ("$a " * 8 + "\\\n") * 8_000 + "b\n",
    "stars against letters": "FROM a\nENV X=" + "a" * 900 + "\nENV Y=${X##" + "*a" * 900 + "b}\n",
}

BEYOND_BOUNDS = {
    "ten thousand stages": "FROM a\n" * 10_000,
    "a hundred thousand lines in one continuation": "FROM a\nRUN x \\\n" + "y \\\n" * 100_000 + "z\n",
    "a heredoc without end in sight": "FROM a\nRUN <<EOF\n" + "x\n" * 15_000,
    "too many characters": "FROM a\n" + ("RUN " + "x" * 50_000 + "\n") * 6,
    "too many instructions": "FROM a\n" + "RUN x\n" * limits.MAX_INSTRUCTIONS,
    "too many lines": "FROM a\n" * (limits.MAX_LINES + 1),
    "substitutions in substitutions": "FROM a\nENV X=" + "${a:-" * 10_000 + "}" * 10_000,
    "a value that doubles with each line": "".join(f"ARG X{i + 1}=$X{i}$X{i}\n" for i in range(40)).replace("$X0", "xx")
    + "FROM $X40\n",
    "triggers times stages": "FROM a AS s\n" + "ONBUILD RUN x\n" * 900 + "FROM s\n" * 900,
    "a pattern for every character": "FROM a\nENV X=" + "a" * 2_000 + "\n" + "ENV Y=${X//a/b}${X//a/b}\n" * 5_000,
}


@pytest.mark.parametrize("name", WITHIN_BOUNDS)
def test_a_monstrous_text_is_read_whole(name):
    dockerfile = read(WITHIN_BOUNDS[name])
    assert dockerfile.complete
    assert len(dockerfile.problems) <= limits.MAX_PROBLEMS


@pytest.mark.parametrize("name", BEYOND_BOUNDS)
def test_beyond_a_bound_nothing_is_claimed(name):
    dockerfile = read(BEYOND_BOUNDS[name])
    assert not dockerfile.complete
    assert (dockerfile.instructions, dockerfile.stages, dockerfile.targets, dockerfile.problems) == ((), (), (), ())


def test_a_line_longer_than_buildkit_reads_ends_the_reading():
    fits = "x" * (limits.LONGEST_LINE_BYTES - len("RUN "))
    assert read(f"FROM a\nRUN {fits}\nRUN y\n").problems == ()
    dockerfile = read(f"FROM a\nRUN {fits}x\nRUN y\n")
    assert [(p.rule, p.span.line) for p in dockerfile.problems] == [("LineTooLong", 2)]
    assert [i.keyword for i in dockerfile.instructions] == ["FROM"]
    assert read("FROM a\nRUN " + "ü" * 40_000).problems[0].rule == "LineTooLong"
    assert read("FROM a\nRUN " + "u" * 40_000).problems == ()


def test_a_joined_line_may_be_longer_than_a_physical_one():
    assert read("FROM a\nRUN " + f"{'x' * 60_000} \\\n" * 3 + "y\n").problems == ()


@pytest.mark.parametrize("text", ["", "\n", "  \n\n", "# hi\n", "\ufeff", "\ufeff\n# x"])
def test_a_file_without_an_instruction_is_refused(text):
    assert [problem.rule for problem in read(text).problems] == ["NoInstructions"]


def test_messages_show_control_characters_and_cut_what_is_long():
    message = read("FROM a\nRUN x\nFO\u202eO\x07" + "y" * 500 + "\n").problems[0].message
    assert "\u202e" not in message
    assert "\x07" not in message
    assert len(message) < 120
