"""Variables in words, as BuildKit's shell lexer expands them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_multistage.dockerfile import patterns
from mkdocs_multistage.dockerfile.limits import Budget
from mkdocs_multistage.dockerfile.shell import ExpansionError, expand, expand_words

VARIABLES = {"V": "v3.19.1", "E": "", "P": "a/b/a", "S": "x y", "STAR": "a*b"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("plain", "plain"),
        ("$V", "v3.19.1"),
        ("${V}", "v3.19.1"),
        ("a$V.b", "av3.19.1.b"),
        ("$NONE", ""),
        ("${V:-y}", "v3.19.1"),
        ("${E:-y}", "y"),
        ("${E-y}", ""),
        ("${NONE-y}", "y"),
        ("${NONE:-$V}", "v3.19.1"),
        ("${NONE:-${E:-z}}", "z"),
        ("${V:+y}", "y"),
        ("${E:+y}", ""),
        ("${E+y}", "y"),
        ("${NONE+y}", ""),
        ("${V:?e}", "v3.19.1"),
        ("${E?e}", ""),
        ("${V#v}", "3.19.1"),
        ("${V#*.}", "19.1"),
        ("${V##*.}", "1"),
        ("${V%.*}", "v3.19"),
        ("${V%%.*}", "v3"),
        ("${V#?}", "3.19.1"),
        ("${V#x}", "v3.19.1"),
        ("${V/v/}", "3.19.1"),
        ("${V/./-}", "v3-19.1"),
        ("${V//./-}", "v3-19-1"),
        ("${V//[0-9]/x}", "v3.19.1"),
        ("${V//?/x}", "xxxxxxx"),
        ("${V//*/x}", "x"),
        ("${V///x}", "xvx3x.x1x9x.x1x"),
        ("${P//\\//-}", "a-b-a"),
        ("${STAR#a\\*}", "b"),
        ("${V//1/<$0>}", "v3.<>9.<>"),
        ('"$V"', "v3.19.1"),
        ("'$V'", "$V"),
        ("\\$V", "$V"),
        ('"a\\"b"', 'a"b'),
        ('"a\\b"', "a\\b"),
        ("a\\ b", "a b"),
        ("$", "$"),
        ("$$", ""),
        ("a$-b", "ab"),
        ("$1a", "a"),
        ("<<EOF", "<<EOF"),
        ("\ufeffa$E", "a"),
    ],
)
def test_a_word_expands_as_in_buildkit(word, expected):
    assert expand(word, VARIABLES).text == expected


def test_a_replacement_for_every_match_may_hold_what_was_matched():
    assert expand("${V//1/<$D>}", {"V": "a1b", "D": "$0"}).text == "a<1>b"
    assert expand("${V//1/$D}", {"V": "a1b", "D": "$$x"}).text == "a$xb"
    assert expand("${V//1/$D}", {"V": "a1b", "D": "${1}"}).text == "ab"
    assert expand("${V/1/$D}", {"V": "a1b", "D": "$0"}).text == "a$0b"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("${", "`}` is missing"),
        ("${V", "`}` is missing"),
        ("${}", "name"),
        ("${:-x}", "name"),
        ("${{V}}", "name"),
        ("${V:x}", "not an operator"),
        ("${V:#x}", "not an operator"),
        ("${V^}", "not an operator"),
        ("${V:-x", "missing"),
        ("${V/a}", "missing"),
        ("${V/a/b", "missing"),
        ("${V#\\a}", "backslash"),
        ("${E:?why}", "why"),
        ("${NONE?}", "not allowed to be unset"),
        ("${E:?}", "not allowed to be empty"),
        ('"open', "double quote"),
        ("'open", "single quote"),
    ],
)
def test_a_word_that_buildkit_cannot_expand_is_told_why(word, reason):
    with pytest.raises(ExpansionError, match=reason):
        expand(word, VARIABLES)


def test_the_escape_character_is_the_directives():
    assert expand("a`$V\\", VARIABLES, "`").text == "a$V\\"


def test_used_and_missing_variables_are_named_once_each():
    expansion = expand("$V${V}$NONE${OTHER:-$E}", VARIABLES)
    assert expansion.matched == ("V", "E")
    assert expansion.unmatched == ("NONE", "OTHER")


def test_expose_splits_what_a_variable_holds():
    assert expand_words("$S", VARIABLES) == ["x", "y"]
    assert expand_words('"$S"', VARIABLES) == ["x y"]
    # BuildKit loses what stands before a substitution with an operator.
    assert expand_words("80${NONE:-81}", VARIABLES) == ["81"]


def as_regex(pattern: str, *, longest: bool) -> str:
    return re.sub(r"\\[*]|\\[?]|[*?]", lambda m: {"*": ".*" if longest else ".*?", "?": "."}.get(m[0], m[0]), pattern)


short_patterns = st.text("ab*?", max_size=5)
short_values = st.text("ab", max_size=8)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(short_patterns, short_values, st.booleans())
def test_removing_agrees_with_regular_expressions(pattern, value, longest):
    match = re.match(as_regex(pattern, longest=longest), value)
    assert patterns.remove_prefix(pattern, value, Budget(), longest=longest) == (
        value[match.end() :] if match else value
    )
    backwards = re.match(as_regex(pattern[::-1], longest=longest), value[::-1])
    kept = value[: len(value) - backwards.end()] if backwards else value
    assert patterns.remove_suffix(pattern, value, Budget(), longest=longest) == kept


@settings(max_examples=500, derandomize=True, deadline=None)
@given(short_patterns, short_values)
def test_replacing_agrees_with_regular_expressions(pattern, value):
    regex = re.compile(as_regex(pattern, longest=True))
    assert patterns.replace(pattern, "x", value, Budget(), everywhere=False) == regex.sub("x", value, count=1)
    # Go leaves out an empty match that follows a match at once; Python does not.
    out, copied, last = "", 0, -1
    for match in regex.finditer(value):
        if match.end() > match.start() or match.start() != last:
            out += value[copied : match.start()] + "x"
            copied = last = match.end()
    assert patterns.replace(pattern, "x", value, Budget(), everywhere=True) == out + value[copied:]
