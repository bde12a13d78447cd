"""What a text is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_multistage import analyze
from mkdocs_multistage.checks import blocks
from mkdocs_multistage.checks.blocks import first_gap


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "RUN make\n"])
def test_a_file_without_stages_is_a_fragment(text):
    assert analyze(text).kind == "fragment"


def test_a_file_is_a_dockerfile_whatever_stands_above_its_first_from():
    assert analyze("RUN make\nFROM alpine\n").kind == "dockerfile"
    assert analyze("RUN make\nFROM alpine\n", scope="example").kind == "fragment"


def test_a_verdict_comes_with_its_reason():
    assert analyze("RUN make\n", scope="example").reason == "has no FROM"
    assert analyze("$ docker ps\n", scope="example").reason == "is a shell session"
    assert analyze("FROM alpine\n", scope="example").reason == "starts with FROM"


def test_there_is_a_diagram_where_stages_use_one_another():
    assert analyze("FROM a AS x\nFROM x\n", scope="example").is_connected
    assert not analyze("FROM a AS x\nFROM b\n", scope="example").is_connected
    assert analyze("FROM golang AS build\nFROM alpine\nCOPY --from=biuld /a /b\n", scope="example").is_connected
    assert not analyze("$ cat Dockerfile\nFROM a AS x\nFROM x\n", scope="example").is_connected


def test_the_kind_is_part_of_the_dictionary():
    assert analyze("RUN make\n", scope="example").to_dict()["kind"] == "fragment"


@pytest.mark.parametrize(
    "line",
    ["# 省略", "# \uff08中略\uff09", "...", "…", "# ...", "#...", "# … the rest", "[...]", "(...)", "# [...]", "# <...>", "# rest of the Dockerfile",
     "# ... unchanged ...", "# --- snip ---", "# <snip>", "# other stages", "# same as above", "# your code goes here",
     "# ... demais etapas", '--8<-- "x"', '; --8<-- "x"', "{% include 'x' %}", "{{ include('x') }}"],
)  # fmt: skip
def test_a_line_that_stands_for_something_left_out_is_seen(line):
    assert first_gap(f"FROM a\n  {line}\nRUN b\n") == 2


@pytest.mark.parametrize(
    "line",
    ["# 安装省略的包", "# Installing dependencies...", "# REST API", "# Copy the rest", "RUN ...", "RUN echo ...", "# Your application code",
     "# Skip the tests", "# Cut the size in half", "# Other", "CMD {{ x }}", "# Continuous integration", "COPY . ...", ""],
)  # fmt: skip
def test_other_lines_leave_nothing_out(line):
    assert first_gap(f"FROM a\n{line}\n") is None


PIECES = st.sampled_from((
    *("#", " ", "\t", "//", "<!--", ";", "[", "(", "<", "{", "...", "…", "⋮", "-", "!", ":", "snip", "Omitted", "truncated", "etc", "unchanged"),
    *("abbreviated", "SHORTENED", "省略", "\uff08", "\uff09", "rest of the", "--8<--", "{{", "{%", "%}", "]]", "[[", "!include", "::: x", "\x1c", "\u00a0", "\n"),
    *("RUN x", "FROM", "a", "&&", '"', "$", "as before", "\u017fnip", "\v"),
))  # fmt: skip


@given(st.lists(PIECES, max_size=8))
def test_a_sign_of_an_omission_is_found_as_by_a_look_at_every_line(pieces):
    text = "".join(pieces)
    signs = [number for number, line in enumerate(text.split("\n"), 1) if blocks._is_sign(line)]
    assert first_gap(text) == (signs[0] if signs else None)


@given(st.sampled_from(blocks.KEYWORDS), st.text('a"{@:~$#>\\[] /0=+-\n', max_size=12))
def test_what_begins_with_an_instruction_is_in_no_other_language(keyword, rest):
    assert not [language for language, pattern in blocks._FOREIGN_LINES if pattern.match(f"{keyword} {rest}")]
