"""Where instructions, flags, words, comments and heredocs stand, in every kind of line."""

from __future__ import annotations

import pytest

from mkdocs_multistage.dockerfile import Span, read


def cut(text: str, span: Span) -> str:
    """What stands at a place."""
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first = lines[span.line - 1][span.column - 1 :]
    last = lines[span.end_line - 1][: span.end_column - 1]
    return "\n".join([first, *lines[span.line : span.end_line - 1], last])


def keywords(text: str) -> list[tuple[str, int, int]]:
    return [(i.keyword, i.line, i.last_line) for i in read(text).instructions]


def test_words_and_flags_are_placed_across_continuations_and_comments():
    text = "FROM a AS b\nCOPY \\\n  --chown=1:1 \\\n# why\n\n  --from=b /x \\\n\t/y\n"
    copy = read(text).instructions[1]
    assert [(flag.name, flag.value, cut(text, flag.span), cut(text, flag.value_span)) for flag in copy.flags] == [
        ("chown", "1:1", "--chown=1:1", "1:1"),
        ("from", "b", "--from=b", "b"),
    ]
    assert [(word.text, cut(text, word.span)) for word in copy.words] == [("/x", "/x"), ("/y", "/y")]
    assert copy.arguments == "/x \t/y"
    assert cut(text, copy.keyword_span) == "COPY"
    assert copy.span == Span(2, 1, 7, 4)
    assert copy.blank_line == 7


def test_a_word_that_a_continuation_splits_is_one_word_over_two_lines():
    text = "FROM al\\\npine AS b\n"
    stage = read(text).stages[0]
    assert stage.base == "alpine"
    assert stage.base_span == Span(1, 6, 2, 5)
    assert stage.name_span == Span(2, 9, 2, 10)


def test_a_keyword_that_a_continuation_splits_is_one_keyword():
    assert keywords("FR\\\nOM a\n") == [("FROM", 1, 2)]


def test_a_quoted_flag_is_read_without_its_quotes():
    text = "FROM a AS build\nFROM b\nCOPY --from=\"bu\"ild --chown='a b' \\-x /y\n"
    copy = read(text).instructions[2]
    assert [(flag.name, flag.value) for flag in copy.flags] == [("from", "build"), ("chown", "a b")]
    assert cut(text, copy.flags[0].span) == '--from="bu"ild'
    assert cut(text, copy.flags[0].value_span) == 'bu"ild'
    assert [word.text for word in copy.words] == ["\\-x", "/y"]


def test_a_flag_without_a_value_has_an_empty_place_for_it():
    text = "FROM a\nCOPY --link --from= b /c\n"
    link, source = read(text).instructions[1].flags
    assert (link.value, link.value_span) == (None, Span(2, 12, 2, 12))
    assert (source.value, source.value_span) == ("", Span(2, 20, 2, 20))


def test_two_dashes_end_the_flags():
    run = read("FROM a\nRUN --network=none -- --mount=x\n").instructions[1]
    assert [flag.name for flag in run.flags] == ["network"]
    assert run.arguments == "--mount=x"


def test_a_flag_behind_the_first_argument_is_an_argument():
    dockerfile = read("FROM a AS x\nFROM b\nCOPY /a --from=x /b\n")
    assert dockerfile.stages[1].references == ()
    assert [word.text for word in dockerfile.instructions[2].words] == ["/a", "--from=x", "/b"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_endings_make_no_difference(newline):
    text = newline.join(["FROM a AS b", "RUN x && \\", "  y", "RUN <<EOF", "FROM c", "EOF", "FROM b", ""])
    dockerfile = read(text)
    assert [(i.keyword, i.line, i.last_line) for i in dockerfile.instructions] == [
        ("FROM", 1, 1),
        ("RUN", 2, 3),
        ("RUN", 4, 6),
        ("FROM", 7, 7),
    ]
    assert dockerfile.stages[1].base_stage == 0
    assert dockerfile.instructions[1].arguments == "x &&   y"
    heredoc = dockerfile.instructions[2].heredocs[0]
    assert heredoc.body == f"FROM c{newline}"
    assert heredoc.span == Span(5, 1, 6, 4)
    assert [i.span.end_column for i in dockerfile.instructions] == [12, 4, 4, 7]


def test_a_lone_carriage_return_is_white_space_and_no_line():
    dockerfile = read("FROM a\rAS\rb\nFROM b\n")
    assert [(stage.name, stage.base_stage) for stage in dockerfile.stages] == [("b", None), ("", 0)]


def test_a_byte_order_mark_counts_as_a_column():
    dockerfile = read("\ufeffFROM a AS b\n")
    assert dockerfile.instructions[0].keyword_span == Span(1, 2, 1, 6)
    assert dockerfile.stages[0].name_span == Span(1, 12, 1, 13)
    assert read("\ufeff# escape=`\nFROM a\n").directives == {"escape": "`"}


def test_columns_count_characters_not_bytes():
    text = "FROM a\nLABEL ü=ß x=🐳\nCOPY --from=9 a b\n"
    words = read(text).instructions[1].words
    assert [cut(text, word.span) for word in words] == ["ü=ß", "x=🐳"]
    assert words[1].span == Span(2, 11, 2, 14)


def test_a_no_break_space_separates_nothing_but_may_indent():
    assert keywords("\xa0FROM a\n") == [("FROM", 1, 1)]
    assert keywords("FROM\xa0a\n") == [("FROM\xa0A", 1, 1)]


def test_tabs_and_form_feeds_separate_words():
    assert read("FROM\x0ba\x0cAS\tb\n").stages[0].name == "b"


def test_a_word_is_no_keyword_because_its_capitals_are():
    assert [p.rule for p in read("FROM a\nu\u017fer x\n").problems] == ["UnknownInstruction"]
    assert keywords("FROM a\nWOR\u212aDIR /x\n") == [("FROM", 1, 1), ("WORKDIR", 2, 2)]


def test_a_control_character_that_python_takes_for_white_space_is_part_of_a_word():
    assert keywords("FROM\x1ca\n") == [("FROM\x1cA", 1, 1)]
    assert keywords("FROM a\nRUN x\\\x1d\nRUN y\n") == [("FROM", 1, 1), ("RUN", 2, 2), ("RUN", 3, 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nRUN x \\", [("FROM", 1, 1), ("RUN", 2, 2)]),
        ("FROM a\nRUN x \\\n\n# c\n", [("FROM", 1, 1), ("RUN", 2, 4)]),
        ("FROM a\nRUN x\\ \\\n", [("FROM", 1, 1), ("RUN", 2, 2)]),
        ("FROM a\nRUN x \\\\\nRUN y\n", [("FROM", 1, 1), ("RUN", 2, 2), ("RUN", 3, 3)]),
        ("FROM a\nRUN x \\\\\\\nRUN y\n", [("FROM", 1, 1), ("RUN", 2, 2), ("RUN", 3, 3)]),
        ("FROM a\n\\\nRUN x\n", [("FROM", 1, 1), ("RUN", 2, 3)]),
        ("FROM a\n\\\n", [("FROM", 1, 1), ("", 2, 2)]),
        ("FROM a\nRUN\\\n x\n", [("FROM", 1, 1), ("RUN", 2, 3)]),
        ("FROM a\nRUN x \\ \t\n y\n", [("FROM", 1, 1), ("RUN", 2, 3)]),
        ("FROM a\nRUN x \\\n# c \\\n y\nRUN z\n", [("FROM", 1, 1), ("RUN", 2, 4), ("RUN", 5, 5)]),
        ("FROM a\nRUN x \\\n\n\n", [("FROM", 1, 1), ("RUN", 2, 4)]),
        ("# escape=`\nFROM a\nRUN x `\n y\\\nRUN z\n", [("FROM", 2, 2), ("RUN", 3, 4), ("RUN", 5, 5)]),
    ],
)
def test_an_instruction_ends_where_buildkit_ends_it(text, expected):
    assert keywords(text) == expected


@pytest.mark.parametrize(
    "head",
    ["\n", "# hello\n", "# foo=bar\n", "FROM x\n", "#\n", "#!/usr/bin/env x\n"],
)
def test_an_escape_directive_counts_among_the_first_lines_only(head):
    dockerfile = read(f"{head}# escape=`\nFROM a\nRUN x `\n y\n")
    assert "escape" not in dockerfile.directives
    assert dockerfile.instructions[-1].keyword == "Y"


def test_directives_are_read_with_their_values():
    text = "# syntax = docker/dockerfile:1 # latest\n#check=skip=all # all\n # EsCaPe=`\nFROM a\n"
    assert read(text).directives == {"syntax": "docker/dockerfile:1 # latest", "check": "skip=all", "escape": "`"}


def test_an_indented_check_directive_has_no_effect():
    assert read(" # check=skip=all\nFROM a\n").directives == {}


def test_comments_are_found_wherever_they_stand_except_in_heredocs():
    text = "# one\nFROM a\n  #two \nRUN x \\\n# three\n  y <<EOF\n# no\nEOF\nRUN z # no\n"
    assert [(comment.text, cut(text, comment.span)) for comment in read(text).comments] == [
        ("one", "# one"),
        ("two", "#two "),
        ("three", "# three"),
    ]


def test_the_comments_above_an_instruction_belong_to_it():
    text = "# syntax=x\n# a\n#\n# b\n\n# c\nFROM a\n# d\nRUN x \\\n# e\n y\nRUN z\n"
    assert [i.comments for i in read(text).instructions] == [("b", "c"), ("d",), ()]


def test_a_heredoc_knows_its_name_its_body_and_its_lines():
    text = "FROM a\nCOPY <<-one <<'two' /x/\n\t$A\n\tone\nb\ntwo\nRUN true\n"
    copy = read(text).instructions[1]
    one, two = copy.heredocs
    assert (one.name, one.body, one.expand, one.span) == ("one", "$A\n", True, Span(3, 1, 4, 5))
    assert (two.name, two.body, two.expand, two.span) == ("two", "b\n", False, Span(5, 1, 6, 4))
    assert copy.span == Span(2, 1, 6, 4)
    assert read(text).stages[0].references == ()


@pytest.mark.parametrize(
    "line",
    [
        "RUN echo $((1<<4))",
        "RUN cat <<<x",
        'RUN ["sh", "-c", "cat <<EOF"]',
        "ENV A=<<EOF",
        "CMD <<EOF",
        'RUN echo "<<EOF"',
        "RUN cat<<EOF",
    ],
)
def test_what_only_looks_like_a_heredoc_is_none(line):
    dockerfile = read(f"FROM a\n{line}\nRUN true\n")
    assert [i.keyword for i in dockerfile.instructions[2:]] == ["RUN"]


@pytest.mark.parametrize("opener", ["<<EOF", "<< EOF", "3<<EOF", '<<"EOF"', "<<-EOF", "<\\\n<EOF"])
def test_a_heredoc_hides_what_stands_in_it(opener):
    dockerfile = read(f"FROM a\nRUN cat {opener}\nFROM b\nEOF\nRUN true\n")
    assert len(dockerfile.stages) == 1
    assert dockerfile.problems == ()


def test_a_trigger_is_read_as_an_instruction_of_its_own():
    text = "FROM a\nONBUILD COPY --from=b \\\n /x /y\n"
    onbuild = read(text).instructions[1]
    trigger = onbuild.trigger
    assert trigger.keyword == "COPY"
    assert cut(text, trigger.keyword_span) == "COPY"
    assert [flag.value for flag in trigger.flags] == ["b"]
    assert [word.text for word in trigger.words] == ["/x", "/y"]
    assert trigger.span == Span(2, 9, 3, 7)
    assert onbuild.arguments == "COPY --from=b  /x /y"


def test_a_stage_ends_with_its_last_instruction():
    text = "FROM a AS x\nRUN y\n\n# about the next\nFROM b\n"
    assert [stage.span for stage in read(text).stages] == [Span(1, 1, 2, 6), Span(5, 1, 5, 7)]


def test_nothing_is_written_or_read_on_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Dockerfile").write_text("FROM trap\n")
    assert read("FROM a\n").stages[0].base == "a"
    assert (tmp_path / "Dockerfile").read_text() == "FROM trap\n"
    assert [path.name for path in tmp_path.iterdir()] == ["Dockerfile"]
