"""What an answer holds besides the role: evidence, properties, and what the author decided."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_multistage.dockerfile import read
from mkdocs_multistage.roles import classify

TUNE = Path(__file__).parent.parent / "data" / "roles" / "tune"


def answers(text, **options):
    return classify(read(textwrap.dedent(text).lstrip()), **options)


# --- evidence ------------------------------------------------------------------------------------------------------


def covered(text, span):
    """The text of a span without continuation marks and comment lines."""
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    kept = [lines[0], *(line for line in lines[1:] if not line.lstrip().startswith("#"))]
    return " ".join(" ".join(line.rstrip("\\ \r") for line in kept).split())


@pytest.mark.parametrize("path", sorted(TUNE.glob("*.Dockerfile")), ids=lambda path: path.stem)
def test_evidence_stands_where_its_span_says(path):
    text = path.read_text(encoding="utf-8")
    for answer in classify(read(text)):
        assert answer.evidence
        for evidence in answer.evidence:
            assert covered(text, evidence.span) == evidence.words
            assert evidence.reason


def test_the_words_that_decided_come_first():
    first = answers(
        "FROM golang AS x\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app\nFROM scratch\nCOPY --from=x /app /\n"
    )[0].evidence[0]
    assert (first.words, first.span.line, first.span.column) == ("go build", 3, 19)


def test_no_evidence_is_given_twice():
    text = "FROM golang AS b\nRUN go build ./a\nRUN go build ./b\nRUN npm run build\nFROM scratch\nCOPY --from=b /o /\n"
    said = [(e.words, e.reason) for e in answers(text)[0].evidence]
    assert said[:2] == [("go build", "makes an artifact"), ("npm run build", "makes an artifact")]
    assert len(said) == len(set(said))


def test_evidence_in_a_heredoc_has_its_own_line():
    first = answers(
        "FROM node AS x\nCOPY . .\nRUN <<EOT\n  npm ci\n  npm run build\nEOT\nFROM nginx\nCOPY --from=x /d /d\n"
    )[0].evidence[0]
    assert (first.words, first.span.line, first.span.column) == ("npm run build", 5, 3)


def test_evidence_in_a_tab_stripped_heredoc_keeps_its_column():
    first = answers(
        "FROM node AS x\nCOPY . .\nRUN <<-EOT\n\t\tnpm run build\n\tEOT\nFROM nginx\nCOPY --from=x /d /d\n"
    )[0].evidence[0]
    assert (first.words, first.span.line, first.span.column) == ("npm run build", 4, 3)


def test_evidence_in_json_form_is_quoted_as_it_stands():
    found = answers('FROM node AS x\nCMD ["npm", "run", "dev"]\nFROM node\nCMD ["node", "a.js"]\n')[0]
    assert (found.role, found.evidence[0].words) == ("dev", '"npm", "run", "dev"')


def test_evidence_split_by_a_continuation_is_joined():
    first = answers(
        "FROM python AS x\nRUN pip \\\n    install -r requirements.txt\nFROM alpine\nCOPY --from=x /venv /venv\n"
    )[0].evidence[0]
    assert first.words.startswith("pip install")
    assert (first.span.line, first.span.end_line) == (2, 3)


# --- properties ----------------------------------------------------------------------------------------------------


def test_the_last_stage_is_the_default_target_and_what_it_does_not_reach_is_not_built():
    found = answers("FROM debian AS a\nFROM debian AS b\nFROM debian\nCOPY --from=a /x /x\n")
    assert [answer.properties for answer in found] == [(), ("not-built",), ("default-target",)]


@pytest.mark.parametrize(
    "image",
    [
        "scratch",
        "alpine",
        "alpine:3.20@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "golang:1.23-alpine3.20",
        "docker.io/library/busybox:1.36",
        "gcr.io/distroless/static-debian12:nonroot",
        "python:3.12-slim",
        "python:3.12-slim-bookworm",
        "debian:bookworm-slim",
        "registry.access.redhat.com/ubi9/ubi-micro:9.4",
        "registry.access.redhat.com/ubi9-minimal",
        "mcr.microsoft.com/dotnet/runtime-deps:8.0-jammy-chiseled",
        "cgr.dev/chainguard/static:latest",
        "cgr.dev/chainguard/wolfi-base",
    ],
)
def test_small_images_are_minimal_bases(image):
    assert "minimal-base" in answers(f"FROM {image}\n")[0].properties


@pytest.mark.parametrize(
    "image",
    [
        "debian:12",
        "ubuntu",
        "golang:1.23",
        "node:22-bookworm",
        "nginx",
        "cgr.dev/chainguard/python:latest-dev",
        "slimerjs/app:1",
    ],
)
def test_full_images_are_no_minimal_bases(image):
    assert "minimal-base" not in answers(f"FROM {image}\n")[0].properties


def test_a_minimal_base_is_reached_through_stages():
    found = answers("ARG BASE=alpine:3\nFROM ${BASE} AS a\nFROM a AS b\nFROM b\n")
    assert all("minimal-base" in answer.properties for answer in found)


def test_a_build_platform_makes_a_stage_cross_compiling():
    found = answers(
        "FROM --platform=$BUILDPLATFORM golang AS a\nFROM --platform=${BUILDPLATFORM} golang AS b\nFROM --platform=linux/amd64 alpine\n"
    )
    assert ["cross-compiling" in answer.properties for answer in found] == [True, True, False]


# --- overrides -----------------------------------------------------------------------------------------------------

THREE = "FROM golang AS Build-Web\nRUN go build\nFROM golang AS build-api\nRUN go build\nFROM alpine\nCOPY --from=build-api /a /a\n"


def decided(overrides):
    return [answer.role for answer in answers(THREE, overrides=overrides)]


def test_an_override_names_a_stage_in_any_case():
    assert decided({"BUILD-web": "tool"}) == ["tool", "build", "runtime"]


def test_an_override_may_be_a_pattern():
    assert decided({"build-*": "deps"}) == ["deps", "deps", "runtime"]


def test_an_override_may_be_an_index():
    assert decided({"2": "export"}) == ["build", "build", "export"]


def test_a_full_name_comes_before_a_pattern():
    assert decided({"*": "test", "build-api": "dev"}) == ["test", "dev", "runtime"]


def test_of_two_patterns_the_first_counts():
    assert decided({"build-*": "deps", "*-api": "dev"})[1] == "deps"


def test_an_overridden_stage_has_properties_but_no_evidence():
    answer = answers(THREE, overrides={"2": "tool"})[2]
    assert answer.evidence == ()
    assert answer.properties == ("default-target", "minimal-base")


# --- bad input -----------------------------------------------------------------------------------------------------

HOSTILE = [
    "FROM a AS a\nRUN " + "$(" * 5000 + "\n",
    "FROM a\nRUN " + "`" * 4999 + "\n",
    "FROM a\nRUN " + "'\"" * 3000 + "\n",
    "FROM a\nRUN " + "sh -c '" * 2000 + "\n",
    "FROM a\nRUN " + "${" * 5000 + "}" * 2000 + "\n",
    "FROM a\nRUN [" + "[" * 3000 + "\n",
    'FROM a\nRUN ["\\\\", "\\u0022", ""]\n',
    'FROM a\nCMD [""]\nENTRYPOINT [""]\n',
    "FROM a\nRUN <<EOF\n" + "cat <<X\n" * 2000,
    "FROM a\nRUN " + "env " * 20000 + "\n",
    "FROM a\nRUN " + "./a " * 20000 + "\n",
    "FROM a\nRUN " + "yarn x " * 20000 + "\n",
    "FROM a\nRUN apt-get install " + "x" * 60000 + "\n",
    "FROM a\nRUN mvn " + "x " * 20000 + "\n",
    "FROM a\nRUN " + ">" * 20000 + "\n",
    "FROM a\nRUN a" + "\\\n  && go build" * 9000 + "\n",
    "FROM ${A}${B}* AS x\nFROM x${A}\nCOPY --from=9 a b\n",
    'FROM "><script> AS \u202e\nRUN \u202e\x00\n',
    "".join(f"FROM s{n - 1} AS s{n}\nRUN make\n" for n in range(1, 990)),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_classifier(text):
    parsed = read(text)
    assert len(classify(parsed)) == len(parsed.stages)


PIECES = st.sampled_from(
    [*"ab \\\n\"'`$(){}[];&|<>#=-/:", "go build", "sh -c '", "<<E\n", "\nE\n", "case x in ", "npm run "]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_command_breaks_the_classifier(command):
    parsed = read(f"FROM a AS b\nRUN {command}\nFROM c\nCOPY --from=b /x /y\nCMD {command}\n")
    for answer in classify(parsed):
        assert answer.evidence
