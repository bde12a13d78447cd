"""Where there is a short way for what is plain, it leads where the long one does."""

import json
import re
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_multistage.dockerfile import mounts, prepass, read, splitting, syntax
from mkdocs_multistage.dockerfile.shell import Expansion, ExpansionError, ShellLexer, expand, expand_words
from mkdocs_multistage.dockerfile.splitting import (
    Argument,
    NotStringsError,
    split_blanks,
    split_flags,
    split_json,
    split_keyword,
    split_words,
)
from mkdocs_multistage.dockerfile.statements import read_statements

NEVER = re.compile(r"(?!)")

SPACE = "\t\v\f\r "


def one_by_one(text):
    """Words as BuildKit's `parseWords` walks over them, a character at a time."""
    words, at = [], 0
    while at < len(text):
        if text[at] in SPACE:
            at += 1
            continue
        start, quote = at, ""
        while at < len(text) and (quote or text[at] not in SPACE):
            if text[at] == quote:
                quote = ""
            elif not quote and text[at] in "'\"":
                quote = text[at]
            at += 1
        words.append(Argument(text[start:at], start, at))
    return words


@given(st.text("ab='\" \t", max_size=20))
@example("A='b c' D=\"e")
@example("'\"' \"'\"")
def test_words_without_escapes_are_those_of_the_walk(text):
    assert split_words(text, 0, len(text), "\\") == one_by_one(text)


LINES = st.sampled_from((
    *("FROM a AS b", "RUN x", "RUN x \\", "RUN x `", "RUN <<E", "E", "COPY a b", "# a comment", "#", "", " ", "\t\\"),
    *("# escape=`", "RUN a\r", "\ufeffFROM a", "  RUN y", "\u00a0RUN", "x", "\\", "RUN a\u2028b", "é x", "RUN x\u00a0"),
))  # fmt: skip


@given(st.lists(LINES, max_size=8))
def test_an_instruction_on_a_line_of_its_own_is_prepared_as_any_other(lines):
    text = "\n".join(lines)
    short = prepass.prepare(text)
    with patch.object(prepass, "_WHOLE", NEVER):
        assert prepass.prepare(text) == short


@given(st.text("aR \t\u00a0é\\", max_size=8))
def test_a_keyword_before_a_space_ends_where_any_keyword_does(text):
    start, end = splitting.trim(text, 0, len(text))
    gap = re.compile(r"[\t\v\f\r ]+").search(text, start, end)
    expected = (start, gap.start(), gap.end(), end) if gap else (start, end, end, end)
    assert split_keyword(text, 0, len(text)) == expected


@given(
    st.lists(
        st.sampled_from(("--a", "--", "=", "b", " ", "  ", "\t", "-", "'", '"', "\\", "`", "é", "\x1c")), max_size=9
    )
)
@example(["--a", " ", "--", " ", "b"])
@example(["--a", " ", "--a", "'", " ", "'"])
def test_plain_flags_are_those_of_the_walk(pieces):
    text = "".join(pieces)
    flags, *rest = split_flags(text, 0, len(text), "\\")
    with patch.object(splitting, "_PLAIN_FLAG", NEVER):
        expected, *behind = split_flags(text, 0, len(text), "\\")
    assert rest == behind
    assert [(*flag[:3], list(flag.offsets)) for flag in flags] == [(*flag[:3], list(flag.offsets)) for flag in expected]


@given(st.text("ab \t\u00a0\x1c", max_size=9))
def test_words_with_a_space_between_each_two_are_those_that_are_searched_for(text):
    searched = [Argument(found[0], *found.span()) for found in re.finditer(r"[^\t\v\f\r ]+", text)]
    assert split_blanks(text, 0, len(text)) == searched


@given(
    st.lists(st.sampled_from(("[", "]", ",", '"', " ", "a", '"a"', "\t", "\\", "\x01", "\x7f", "1", "é")), max_size=9)
)
@example(["[", '"a"', ",", " ", '"a"', "]"])
@example(["[", '"a"', ",", "]"])
def test_a_plain_list_is_the_one_that_json_reads(pieces):
    text = "".join(["[", *pieces])
    with patch.object(splitting, "_PLAIN_LIST", NEVER):
        try:
            expected = split_json(text, 0, len(text))
        except NotStringsError:
            with pytest.raises(NotStringsError):
                split_json(text, 0, len(text))
            return
    found = split_json(text, 0, len(text))
    assert found == expected
    assert found is None or [word.text for word in found] == json.loads(text)


@given(st.text("a\"'\\$<` \ufeff", max_size=8), st.sampled_from("\\`"))
def test_a_word_in_double_quotes_is_expanded_as_any_word(text, escape):
    lexer = ShellLexer(text, {"a": "b"}, escape)
    try:
        expected = Expansion(lexer.run()[0], tuple(lexer.matched), tuple(lexer.unmatched))
    except ExpansionError as error:
        with pytest.raises(ExpansionError, match=re.escape(str(error))):
            expand(text, {"a": "b"}, escape)
        return
    assert expand(text, {"a": "b"}, escape) == expected


@given(st.lists(st.sampled_from(("/", "a", ".", "..", "//", "a.b")), min_size=1, max_size=6))
def test_a_clean_path_is_what_cleaning_makes_of_it(pieces):
    path = "/" + "".join(pieces)
    assert mounts.join("/elsewhere", path) == mounts.join("/", path[1:].lstrip("/"))


FORMS = st.sampled_from((
    *("FROM a", "FROM a AS b", "FROM a as B", "FROM a AS 1", "FROM a b", "FROM", "FROM a AS b c", "FROM a # c"),
    *("ENV a=b c=d", "ENV a b", "ENV a=b #c=d", "ENV a=b c", "ENV =b", "ENV a", "ENV", "LABEL a=b #c", "COPY a", "COPY a <<E"),
    *('CMD ["a", 1]', "CMD", "RUN", "EXPOSE", "EXPOSE 80", "ONBUILD FROM a", "FORM a"),
))  # fmt: skip


@given(FORMS)
def test_the_commonest_forms_are_checked_as_all_others(line):
    (statement,) = read_statements(prepass.prepare(line))
    short = list(syntax.check_statement(statement))
    with patch.object(syntax, "_is_plain", lambda _: False):
        assert list(syntax.check_statement(statement)) == short


@given(st.text("80a/:.-$<' ", max_size=8))
def test_a_port_is_expanded_as_any_word(text):
    try:
        expected = ShellLexer(text, {}).run()[1]
    except ExpansionError:
        return
    assert expand_words(text, {}) == expected


def test_an_instruction_knows_its_words_and_their_places_when_asked():
    (instruction,) = read("FROM  alpine:3 \\\n  AS base\n").instructions
    assert [(word.text, word.span.line, word.span.column) for word in instruction.words] == [
        ("alpine:3", 1, 7),
        ("AS", 2, 3),
        ("base", 2, 6),
    ]
    assert instruction.written == "FROM"
    assert instruction.words is instruction.words


def test_a_variable_behind_an_escape_in_a_json_list_is_seen():
    from mkdocs_multistage import analyze

    findings = analyze('FROM alpine:3\nCOPY ["\\u0024WHERE/a", "/b"]\n').findings
    assert [finding.rule for finding in findings] == ["UndefinedVar"]


def test_a_line_that_comes_again_has_places_of_its_own():
    first, second = read("FROM a\nCOPY --from=a b  c\nCOPY --from=a b  c\n").instructions[1:]
    assert [first.line, second.line] == [2, 3]
    for instruction in (first, second):
        places = [*(word.span.line for word in instruction.words), instruction.flags[0].value_span.line]
        assert places == [instruction.line] * 3
    assert [part.text for part in first.parts] == ["b", "c"]


def test_a_line_is_split_anew_under_another_escape_character():
    assert [len(read(f"{top}FROM a\nENV b=c\\ d\n").instructions[1].parts) for top in ("", "# escape=`\n")] == [1, 2]
