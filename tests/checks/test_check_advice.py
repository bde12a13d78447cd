"""Stages for nothing, images without a version, large last stages."""

from __future__ import annotations

import pytest

from mkdocs_multistage import analyze

BUILD = "FROM golang:1.25 AS build\nRUN go build -o /app .\n"
LAST = "FROM scratch\nCOPY --from=build /app /app\n"


def lines(text, rule, scope="file"):
    findings = analyze(text, scope=scope, extra_rules=["UnpinnedBaseImage", "HeavyFinalStage"]).findings
    return [finding.span.line for finding in findings if finding.rule == rule]


@pytest.mark.parametrize("scope", ["file", "example"])
@pytest.mark.parametrize(
    "stage",
    ["FROM alpine:3\nRUN true\n", "FROM build\nRUN go test ./...\n", "FROM alpine:3 AS leftover\nRUN true\n"],
)
def test_a_stage_that_nothing_uses_or_asks_for_is_unreachable(scope, stage):
    assert lines(BUILD + stage + LAST, "UnreachableStage", scope) == [3]


@pytest.mark.parametrize("scope", ["file", "example"])
@pytest.mark.parametrize(
    "text",
    [
        BUILD + LAST,
        BUILD + "FROM build AS anything\n" + LAST,
        BUILD + "FROM node:24 AS dev\n" + LAST,
        BUILD + "FROM node:24 AS lint-docs\n" + LAST,
        BUILD + "FROM alpine:3\n" + LAST + "COPY --from=1 /a /a\n",
        BUILD + "FROM alpine:3 AS tail\nFROM tail\n" + LAST + "COPY --from=2 /a /a\n",
        "ARG V=a\nFROM alpine:3 AS base-a\nFROM debian:13 AS base-b\nFROM base-${V} AS build\n" + LAST,
        "FROM alpine:3 AS a\n",
        "# check=skip=UnreachableStage\n" + BUILD + "FROM alpine:3\n" + LAST,
    ],
)
def test_a_stage_that_is_used_chosen_or_made_to_be_a_target_is_reachable(scope, text):
    assert lines(text, "UnreachableStage", scope) == []


@pytest.mark.parametrize(
    "text",
    [
        "FROM node:24\nRUN npm ci\n\nFROM node:24-alpine\nRUN npm ci\n",
        "FROM golang:1.25\nRUN go build\n\n# Or, with two stages:\n" + BUILD + LAST,
    ],
)
def test_alternatives_on_a_page_are_no_unreachable_stages(text):
    assert lines(text, "UnreachableStage", "example") == []


@pytest.mark.parametrize(
    "image", ["node", "node:latest", "ghcr.io/a/b", "localhost:5000/a", "docker.io/library/node:latest"]
)
def test_an_image_without_a_version_is_unpinned(image):
    assert lines(f"FROM {image}\n", "UnpinnedBaseImage") == [1]


@pytest.mark.parametrize(
    "text",
    [
        "FROM node:24\n",
        "FROM localhost:5000/a:1\n",
        f"FROM node@sha256:{'0' * 64}\n",
        "FROM scratch\n",
        "FROM node:24 AS a\nFROM a\n",
        "ARG V=1\nFROM node:$V\n",
        "FROM <image>\n",
    ],
)
def test_an_image_with_a_version_and_what_is_none_are_pinned(text):
    assert lines(text, "UnpinnedBaseImage") == []


def test_a_page_s_own_image_may_be_a_stage_that_it_shows_elsewhere():
    assert lines("FROM builder\n", "UnpinnedBaseImage", "example") == []
    assert lines("FROM builder\n", "UnpinnedBaseImage") == [1]


@pytest.mark.parametrize(
    ("build", "last"),
    [
        ("golang:1.25", "golang:1.25"),
        ("golang:1.25", "docker.io/library/golang:1.25-alpine"),
        ("mcr.microsoft.com/dotnet/sdk:10.0", "mcr.microsoft.com/dotnet/sdk:10.0"),
        ("maven:3-eclipse-temurin-25", "gradle:9"),
        ("eclipse-temurin:25-jdk", "eclipse-temurin:25-jdk-alpine"),
        ("rust:1", "rust:1-slim"),
    ],
)
def test_a_last_stage_on_the_compilers_image_is_heavy(build, last):
    text = f"FROM {build} AS build\nRUN make\nFROM {last}\nCOPY --from=build /app /app\nCMD /app\n"
    assert lines(text, "HeavyFinalStage") == [3]
    assert lines(text, "HeavyFinalStage", "example") == [3]


@pytest.mark.parametrize(
    ("build", "last"),
    [
        ("golang:1.25", "alpine:3.22"),
        ("eclipse-temurin:25-jdk", "eclipse-temurin:25-jre"),
        ("swift:6", "swift:6-slim"),
        ("node:24", "node:24"),
        ("anchore/syft:1", "golang:1.25"),
        ("golang:1.25", "golang:1.25\nRUN go install x"),
        ("golang:1.25", 'golang:1.25\nENTRYPOINT ["go", "test"]'),
        ("mcr.microsoft.com/dotnet/sdk:10.0", 'mcr.microsoft.com/dotnet/sdk:10.0\nCMD ["dotnet", "watch"]'),
        ("golang:1.25", "build"),
    ],
)
def test_a_last_stage_that_needs_its_image_or_has_a_small_one_is_not_heavy(build, last):
    text = f"FROM {build} AS build\nRUN make\nFROM {last}\nCOPY --from=build /app /app\nCMD /app\n"
    assert lines(text, "HeavyFinalStage") == []


def test_rules_that_are_ignored_by_default_are_found_only_where_they_are_asked_for():
    text = "FROM node\n"
    assert analyze(text).findings == ()
    (finding,) = analyze(text, extra_rules=["UnpinnedBaseImage"]).findings
    assert (finding.rule, finding.level) == ("UnpinnedBaseImage", "info")


def test_a_stage_that_a_misspelt_reference_meant_is_not_called_unreachable_besides():
    text = BUILD + "FROM alpine:3\nCOPY --from=biuld /a /a\nCOPY --from=tool /b /b\n"
    findings = analyze("FROM debian:13 AS tools\n" + text, scope="example").findings
    assert {finding.rule for finding in findings} == {"UnknownStage"}
