"""Outlines of targets: cases with what BuildKit's code makes of each, and input that is out to break something."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from mkdocs_multistage.dockerfile import list_targets, read, read_outline

DATA = Path(__file__).parents[1] / "data"
CASES = {
    f"{path.stem}: {case.split(chr(10), 1)[0]}": case.split("\n", 1)[1]
    for path in sorted((DATA / "outline").glob("*.txt"))
    for case in path.read_text(encoding="utf-8").split("\n=== ")[1:]
}


def asked(case):
    """A case's Dockerfile, target, build arguments, and what is expected."""
    text, expected = case.split("\n=>\n")
    question, text = (text.split("\n", 1)) if text.startswith("? ") else ("", text)
    words = dict(word.split("=") for word in question.split()[1:])
    return text, words.pop("target", ""), words, expected.strip("\n").splitlines()


def lines(found, text):
    """An outline in the words of the cases."""
    yield from (
        _line(f"arg {a.name}" + ("" if a.value is None else f" = {a.value}".rstrip()), a) for a in found.arguments
    )
    for kind, ids in (("secret", found.secrets), ("ssh", found.ssh)):
        yield from (_line(f"{kind} {one.name}{' required' if one.is_required else ''}", one) for one in ids)
    yield from (_line(f"port {port.text}", port) for port in found.ports)
    if "list" in text:
        for target in found.targets:
            line = _line(
                " ".join(filter(None, ["list", target.name, "(default)" if target.is_default else ""])), target
            )
            if "base=" in text:
                line += f" base={target.base}" + (f" platform={target.platform}" if target.platform else "")
            yield line


def _line(text, one):
    described = getattr(one, "description", "")
    return f"{text} @{one.span.line}" + (f" | {described}" if described else "")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_outline_is_the_one_that_buildkit_makes(case):
    text, target, build_args, expected = asked(case)
    parsed = read(text, build_args=build_args)
    assert parsed.problems == ()
    index = next((stage.index for stage in parsed.stages if stage.name == target), None)
    found = read_outline(parsed, target=index, build_args=build_args)
    assert list(lines(found, "\n".join(expected))) == expected


def test_there_are_cases_enough():
    assert len(CASES) >= 40


def test_a_dockerfile_without_stages_has_no_outline():
    for text in ("", "ARG A=1", "RUN make", "\x00"):
        assert read_outline(read(text)) is None
        assert list_targets(read(text)) == ()


def test_a_stage_that_is_not_there_has_no_outline():
    parsed = read("FROM alpine")
    assert read_outline(parsed, target=1) is None
    assert read_outline(parsed, target=-1) is None


def test_the_same_dockerfile_has_the_same_outline_however_often():
    parsed = read("ARG A=1\nFROM alpine:$A AS x\nARG B C D\nFROM x\nARG D=2 C=3")
    assert read_outline(parsed) == read_outline(parsed)


HOSTILE = {
    "a thousand arguments in one line": "FROM a\nARG " + " ".join(f"A{n}={n}" for n in range(1000)),
    "three thousand instructions": "FROM a\n" + "\n".join(f"ARG A{n}=$A{n - 1}x" for n in range(2_900)),
    "defaults that double": "ARG A0=xx\n"
    + "\n".join(f"ARG A{n}=$A{n - 1}$A{n - 1}" for n in range(1, 60))
    + "\nFROM a:$A59",
    "a chain of stages": "FROM a AS s0\n"
    + "\n".join(f"FROM s{n - 1} AS s{n}\nARG A{n}=$A{n - 1}y" for n in range(1, 999)),
    "every stage copies from every other": "\n".join(
        f"FROM a AS s{n}\n" + "\n".join(f"COPY --from=s{m} / /" for m in range(n)) for n in range(60)
    ),
    "a circle": "FROM a AS x\nCOPY --from=y / /\nARG A\nFROM a AS y\nCOPY --from=x / /\nFROM x",
    "a stage that copies from itself": "FROM a AS x\nCOPY --from=x / /\nARG A=1",
    "names that are markup": 'FROM a AS <script>\nARG "><img src=x>=\'"\nEXPOSE <b>\nRUN --mount=type=secret,id=</td> x',
    "what cannot be expanded": "ARG A=${\nFROM ${A\nARG B=${C?\nENV $D=${ E\nEXPOSE ${F\nRUN --mount=type=${,id=${ x",
    "mounts with nothing in them": "FROM a\nRUN --mount= --mount --mount=, --mount==,= --mount=type=secret --mount=type=secret,target=/ x",
    "half pairs and control characters": "FROM a AS \ud800\x00\nARG \udfff=\x1b[31m\nRUN --mount=type=secret,id=\x9b x",
    "onbuilds in onbuilds": "FROM a AS b\nONBUILD ONBUILD ARG A\nONBUILD FROM x\nONBUILD\nFROM b\nARG",
    "words without a keyword": "FROM\nFROM  AS\nARG =\nARG ==\nENV\nENV a\nEXPOSE\nEXPOSE :/",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_dockerfile_breaks_the_outline(text):
    parsed = read(text)
    for index in (None, 0, len(parsed.stages) // 2):
        found = read_outline(parsed, target=index, build_args={"A": "$A", "A5": "${"})
        if found is not None:
            assert len({argument.name for argument in found.arguments}) == len(found.arguments)
            assert all(a.span <= b.span for a, b in pairwise(found.arguments))


def test_an_argument_of_each_of_three_thousand_instructions_is_listed():
    found = read_outline(read("FROM a\n" + "\n".join(f"ARG A{n}" for n in range(2_900))))
    assert [argument.name for argument in found.arguments] == [f"A{n}" for n in range(2_900)]


def test_every_case_says_what_it_is_about():
    assert all(re.search(r": \S.{10,}", name) for name in CASES)
