"""BuildKit's recorded verdicts against ours.

`refused.jsonl` and `build_checks.jsonl` hold what moby/buildkit 73ed6825 (August 2026) said of small Dockerfiles:
whether it refuses them, and its build-check warnings as rule and first line.
"""

import json
from pathlib import Path

import pytest

from mkdocs_multistage import analyze
from mkdocs_multistage.dockerfile import Span

DATA = Path(__file__).parents[1] / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.parametrize("row", rows("refused.jsonl"), ids=lambda row: row["name"])
def test_a_file_has_a_fatal_finding_exactly_where_buildkit_refuses_it(row):
    assert any(finding.fatal for finding in analyze(row["dockerfile"]).findings) == row["refused"]


@pytest.mark.parametrize("row", rows("build_checks.jsonl"), ids=lambda row: row["name"])
def test_the_build_checks_are_buildkits_at_buildkits_lines(row):
    found = sorted(
        [finding.rule, finding.span.line]
        for finding in analyze(row["dockerfile"]).findings
        if finding.origin == "buildkit" and not finding.fatal
    )
    assert found == row["warnings"]


def rules(text, **options):
    return [finding.rule for finding in analyze(text, **options).findings]


def test_checks_of_style_are_made_on_a_page_only_where_asked_for():
    text = "FROM node as Build\ncmd npm start\n"
    assert rules(text, scope="example") == []
    assert rules(text, scope="example", extra_rules=["FromAsCasing"]) == ["FromAsCasing"]
    assert set(rules(text)) == {"ConsistentInstructionCasing", "FromAsCasing", "JSONArgsRecommended", "StageNameCasing"}


def test_a_file_that_wants_to_fail_for_warnings_does():
    findings = {f.rule: f for f in analyze("# check=error=true\nFROM a AS x\nFROM b AS x\n").findings}
    assert findings["FailedChecks"].fatal
    assert "DuplicateStageName" in findings["FailedChecks"].message
    assert not findings["DuplicateStageName"].fatal


def test_a_check_that_is_skipped_does_not_fail_the_file():
    assert rules("# check=skip=DuplicateStageName;error=true\nFROM a AS x\nFROM b AS x\n") == []


def test_an_undefined_variable_is_pointed_at_with_the_name_that_was_meant():
    (finding,) = analyze("FROM alpine\nENV VERSION=1\nLABEL v=${VERSOIN}\n").findings
    assert (finding.rule, finding.span.line, finding.span.column, finding.span.end_column) == ("UndefinedVar", 3, 9, 19)
    assert "Did you mean `$VERSION`?" in finding.message


def test_a_variable_in_a_word_over_two_lines_is_placed_in_the_text():
    (finding,) = analyze("FROM alpine:3.22\nCOPY a\\\n$B /x\n").findings
    assert (finding.rule, finding.span) == ("UndefinedVar", Span(2, 6, 3, 3))


def test_variables_of_the_stage_below_are_set():
    assert rules("FROM alpine AS a\nARG X=1\nENV Y=2\nFROM a\nLABEL l=$X$Y\n") == []


@pytest.mark.parametrize("instruction", ["ENV FOO=$FOO", "ARG FOO=$FOO", "ENV A=1 FOO=$FOO"])
def test_a_variable_is_not_suggested_for_itself(instruction):
    (finding,) = analyze(f"FROM alpine\n{instruction}\n").findings
    assert finding.rule == "UndefinedVar"
    assert "Did you mean" not in finding.message


@pytest.mark.parametrize(
    ("stages", "named"),
    [
        ("FROM golang:1.25", "golang:1.25"),
        ("ARG V=1.25\nFROM golang:$V AS a\nFROM a AS b\nFROM b", "golang:1.25"),
        ("FROM scratch", None),
        ("FROM scratch AS a\nFROM a", None),
    ],
)
def test_an_undefined_variable_may_be_the_images_where_there_is_one(stages, named):
    (finding,) = analyze(f"{stages}\nWORKDIR /x/$GOPATH\n").findings
    assert finding.rule == "UndefinedVar"
    assert (f"unless `{named}` sets it" if named else "it is empty.") in finding.message


def test_a_path_that_comes_to_nothing_is_shown_as_it_is_written():
    findings = {finding.rule: finding for finding in analyze('FROM alpine\nWORKDIR "${HOME}"\n').findings}
    assert '`"${HOME}"` expands to nothing here' in findings["WorkdirRelativePath"].message


@pytest.mark.parametrize(
    "image",
    [
        "mcr.microsoft.com/windows/nanoserver:ltsc2022", "mcr.microsoft.com/windows:2004",
        "golang:1.25-nanoserver-ltsc2022", "openjdk:17-windowsservercore", "--platform=$BUILDPLATFORM tools:ltsc2025",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["C:/src", "c:\\\\src", "\\\\src"])
def test_a_drive_begins_a_path_on_windows(image, path):
    """BuildKit says so where it builds for Windows, which is the only place to build on these."""
    assert rules(f"FROM {image} AS a\nWORKDIR {path}\nFROM a\nWORKDIR {path}\nCOPY --from=a / /\n") == []
    assert rules(f"FROM {image}\nWORKDIR src\n") == ["WorkdirRelativePath"]
    assert rules(f"FROM alpine\nWORKDIR {path}\n") == ["WorkdirRelativePath"]


OTHERS = "FROM ./base/dockerfile\nINCLUDE ./parts\nCOPY --form=x / /\n"


@pytest.mark.parametrize(
    "frontend", ["devthefuture/dockerfile-x", "docker/dockerfiles", "ghcr.io/x/mydocker/dockerfile"]
)
@pytest.mark.parametrize("scope", ["file", "example"])
def test_what_another_frontend_reads_is_not_refused(frontend, scope):
    assert rules(f"# syntax={frontend}\n{OTHERS}", scope=scope) == []
    assert rules(f"# syntax={frontend}\n", scope=scope) == []


@pytest.mark.parametrize(
    "frontend",
    [
        "docker/dockerfile", "docker/dockerfile:1", "docker.io/docker/dockerfile:1.7-labs",
        "docker/dockerfile-upstream:master", "mirror.example:5000/hub/docker/dockerfile:1@sha256:" + "0" * 64,
    ],
)  # fmt: skip
def test_dockers_own_frontend_is_known_from_wherever_it_is_pulled(frontend):
    found = rules(f"# syntax={frontend}\n{OTHERS}")
    assert {"InvalidImageReference", "UnknownInstruction", "UnknownFlag"} <= set(found)


def test_what_is_refused_is_not_also_in_the_wrong_case():
    assert rules("FROM alpine AS ${Name}\nRUN true\nfoo bar\n") == ["InvalidStageName", "UnknownInstruction"]
