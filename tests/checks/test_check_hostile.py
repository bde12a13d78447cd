"""No text breaks the checks, and none keeps them busy for long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_multistage import analyze

PIECES = st.sampled_from(
    ["FROM ", "from ", " AS ", "COPY ", "--from=", "--from ", "RUN ", "--mount=type=bind,from=", "ENV ", "ARG ", "EXPOSE ",
     "ONBUILD ", "CMD ", "build", "biuld", "alpine", "0", "-1", "$X", "${X:-", "}", "#", " # ", "# ...", "...", "(1)!", "[", "]",
     '"', "'", "\\", "`", "<<EOF", "EOF", "\n", "\r\n", "\t", " ", "=", ",", ";", "# check=", "skip=all", "error=true", "{{", "}}",
     "{%", "<image>", "\u202e", "\ufeff", "\x00", "é", "\ud800", "SELECT", "$ ", "- ", "+ ", "key:", "/a", "--8<--"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["file", "example"]))
@settings(max_examples=400, deadline=None)
def test_no_text_raises(text, scope):
    analysis = analyze(text, scope=scope)
    analysis.to_dict()
    for finding in analysis.findings:
        assert finding.message.isprintable()
        assert finding.span.line >= 1
        assert finding.span.column >= 1


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=100, deadline=None)
def test_the_same_text_gets_the_same_findings(text):
    assert analyze(text).findings == analyze(text).findings


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=200, deadline=None)
def test_what_is_no_dockerfile_gets_no_finding_on_a_page(text):
    analysis = analyze(text, scope="example")
    assert analysis.kind == "dockerfile" or analysis.findings == ()


@pytest.mark.parametrize("scope", ["file", "example"])
def test_thousands_of_unknown_names_are_each_reported(scope):
    stages = "".join(f"FROM alpine AS stage{chr(97 + i % 26)}{i}\n" for i in range(300))
    uses = "".join(f"COPY --from=unknwon{i} /a /b\n" for i in range(1500))
    findings = analyze(f"{stages}FROM alpine\n{uses}", scope=scope).findings
    assert sum(finding.rule == "UnknownStage" for finding in findings) == 1500


def test_a_block_with_more_refusals_than_mistakes_is_left_alone_on_a_page():
    text = "FROM alpine\n" + "COPPY a b\n" * 300
    assert analyze(text, scope="example").findings == ()
    assert len(analyze(text).findings) > 100


def test_markup_in_a_name_is_given_back_as_text():
    (finding,) = analyze("FROM alpine AS build\nFROM alpine\nCOPY --from=<script>x /a /b\n").findings
    assert finding.fatal


def test_thousands_of_undefined_variables_in_one_instruction_are_each_reported():
    text = "FROM a\nENV \\\n" + "".join(f" K{i}=$Z{i} \\\n" for i in range(5_000)) + " b=c\n"
    found = [f for f in analyze(text).findings if f.rule == "UndefinedVar"]
    assert len(found) == 5_000
