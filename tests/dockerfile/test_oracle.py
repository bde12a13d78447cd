"""Holds the reader against BuildKit's own parser (PyPI `dockerfile`: BuildKit 0.12.5) on random text.

That version differs from today's where the strategies below avoid it: it has no ``check`` directive
and no white space between ``<<`` and a delimiter, it reads JSON with something behind it, and it
takes the backslash for the escape character in flags whatever the directive says.
"""

from __future__ import annotations

import re

import dockerfile as oracle
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from mkdocs_multistage.dockerfile import read
from mkdocs_multistage.dockerfile.text import upper

KEYWORDS = [
    *("FROM", "RUN", "COPY", "ADD", "ENV", "LABEL", "ARG", "CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "SHELL"),
    *("VOLUME", "WORKDIR", "USER", "STOPSIGNAL", "MAINTAINER", "foo", "run", "ONBUILD RUN", "ONBUILD COPY"),
    *("HEALTHCHECK CMD", ""),
]
HEADS = [
    "",
    "# escape=`\n",
    "# escape=\\\n",
    "# syntax=a\n# escape=`\n",
    "\ufeff",
    "\ufeff# escape=`\n",
    "#\n",
    "#!x\n# escape=`\n",
    "\n",
    "# foo=bar\n# escape=`\n",
    " # escape=`\n",
    "# escape=`\n# escape=`\n",
    "# escape=x\n",
]
PIECES = [
    *(
        "a",
        "b=c",
        '"q r"',
        "'s t'",
        "\\",
        "\\\\",
        "\\\n",
        "\\\n\n",
        " \\ \n",
        "\n",
        "\r\n",
        "\n# c\n",
        "# x",
        " ",
        "\t",
    ),
    *("--from=x", "--mount=type=bind,from=a", "--x", "--", '--y="a b"', "--z='q", '["a","b"]\n', '["a", 1]\n', "NONE"),
    *(" <<EOF", " <<-EOF", ' <<"EOF"', " <<'E F'", " <<A <<B", "EOF\n", "\nEOF\n", "\n\tEOF\n", "\nA\n", "\nB\n"),
    *("$x", "${x:-y}", "${", "`", "`\n", "\x0b", "\x0c", "\xa0", "\x85", "\x1c", "é", "\u2028", "\r", '"', "=", "x="),
    *("=y", "<", "à", "#", "\\#", " 3<<EOF", "CMD x"),
]
# Where that version differs.
OTHERWISE = re.compile(r"<<-?[\s\\]|<\\")

instruction = st.tuples(
    st.sampled_from(["", "", " ", "\t", "\xa0", "\\\n", "# c\n", "\n"]),
    st.sampled_from(KEYWORDS),
    st.sampled_from([" ", " ", "\t", " \\\n", "\\\n", ""]),
    st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
    st.sampled_from(["\n", "\n", "\n", "\r\n", "\\", ""]),
).map("".join)
texts = st.tuples(st.sampled_from(HEADS), st.lists(instruction, min_size=1, max_size=6).map("".join)).map("".join)


def buildkit(text):
    """The oracle's instructions, or ``None`` where it refuses the text."""
    try:
        return oracle.parse_string(text)
    except oracle.GoParseError:
        return None
    except UnicodeDecodeError:
        # The binding cannot hand over a flag that BuildKit cut within a character.
        reject()


def flag_text(flag):
    return f"--{flag.name}" if flag.value is None else f"--{flag.name}={flag.value}"


def plain(flags):
    """Flags in ASCII: the oracle gives others byte by byte."""
    return [flag if flag.isascii() else "?" for flag in flags]


# Heredocs of random pieces are seldom closed, and then the oracle refuses them: these mostly are.
DELIMITERS = ["EOF", "E", "eof", "E.F", "E-1", "éF", "EOF1"]
BODY = [
    *(
        "make",
        "EO",
        "EOF ",
        " EOF",
        "\tEOF",
        "eof",
        "# c",
        "",
        "\\",
        "x \\",
        "`",
        "<<EOF",
        "cat <<E",
        "FROM x",
        "$X ${Y:-z",
        '"',
        "'",
    ),
    *("\t\tx", "é\u2028", "a\rb", "\x0b", "\x85", "RUN <<EOF", "EOFx"),
]


@st.composite
def heredocs(draw):
    """An instruction with heredocs, the lines of their bodies and mostly their ends."""
    names = draw(st.lists(st.sampled_from(DELIMITERS), min_size=1, max_size=3))
    words = [draw(st.sampled_from(["RUN", "RUN", "COPY", "ADD", "ONBUILD RUN", "run", "ENV", "CMD"]))]
    words += draw(st.lists(st.sampled_from(["--mount=type=cache,target=/x", "--chmod=1", "--x"]), max_size=1))
    lines = []
    for name in names:
        dash, quote = draw(st.sampled_from(["", "-"])), draw(st.sampled_from(["", "", '"', "'"]))
        number = draw(st.sampled_from(["", "", "", "3", "0"]))
        words.append(f"{number}<<{dash}{quote}{name}{quote}")
        words += draw(
            st.lists(st.sampled_from(["a", "/b", "&&", "|", ">x", "\\\n", "<<<w", "# c", '"q r"', "2>&1"]), max_size=2)
        )
        lines += draw(st.lists(st.sampled_from(BODY), max_size=4))
        end = draw(st.sampled_from([name] * 8 + [f"\t{name}", f"{name} ", ""]))
        lines.append(end)
    eol = draw(st.sampled_from(["\n", "\n", "\n", "\r\n"]))
    return eol.join([" ".join(words), *lines]) + draw(st.sampled_from(["\n", "\n", "\r\n", ""]))


with_heredocs = st.tuples(
    st.sampled_from(HEADS),
    st.lists(
        heredocs() | instruction | st.sampled_from(["FROM a\n", "RUN x\n", "\n", "# c\n"]), min_size=1, max_size=5
    ).map("".join),
).map("".join)


@settings(max_examples=600, derandomize=True, deadline=None)
@given(texts)
def test_any_text_falls_into_the_same_instructions_as_in_buildkit(text):
    hold(text)


@settings(max_examples=600, derandomize=True, deadline=None)
@given(with_heredocs)
def test_heredocs_begin_and_end_as_in_buildkit(text):
    hold(text)


def hold(text):
    """Hold our reading of a text against the oracle's."""
    assume(not OTHERWISE.search(text))
    expected = buildkit(text)
    dockerfile = read(text)
    if expected is None:
        assert dockerfile.problems
        return
    assert [(i.keyword, i.line, i.last_line) for i in dockerfile.instructions] == [
        (upper(c.cmd or ""), c.start_line, c.end_line) for c in expected
    ]
    if dockerfile.directives.get("escape") != "`":
        assert [plain(map(flag_text, i.flags)) for i in dockerfile.instructions] == [plain(c.flags) for c in expected]
    for mine, theirs in zip(dockerfile.instructions, expected, strict=True):
        # The oracle hands on neither the heredocs of ONBUILD nor bodies without their tabs.
        if mine.keyword != "ONBUILD":
            assert [(h.name, h.body.replace("\t", "")) for h in mine.heredocs] == [
                (h.name, h.content.replace("\t", "")) for h in theirs.heredocs
            ]
