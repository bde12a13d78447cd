"""Where there is a short way for what is plain, it leads where the long one does."""

from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_multistage.dockerfile import read
from mkdocs_multistage.dockerfile.shell import ExpansionError, ShellLexer, expand_words
from mkdocs_multistage.dockerfile.splitting import Argument, split_words

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
