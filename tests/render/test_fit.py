"""What is shown of a text for which there is too little room."""

from __future__ import annotations

import pytest
from figure_tools import ROBOTO
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_multistage.render.fit import fit_image, fit_path, fit_text, mono_width, text_width

ROOM = 10.5 * 0.602 * 19.1  # nineteen characters of code


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        ("node:22-alpine", "node:22-alpine"),
        ("ghcr.io/krallin/tini:v0.19", "…/tini:v0.19"),
        ("gcr.io/distroless/nodejs22-debian12", "…/nodejs22-debian12"),
        ("mcr.microsoft.com/dotnet/aspnet:9.0", "…/aspnet:9.0"),
        ("registry.example.com/nodejs22-debian12x", "nodejs22-debian12x"),
        ("debian:bookworm-slim", "debian:bookworm…"),
        ("eclipse-temurin:21-jdk-jammy", "eclipse-temurin:21…"),
        ("rust:1.90-slim-bookworm", "rust:1.90-slim…"),
        ("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", "aspnet:10.0-noble…"),
        ("app:20241103abcdefabcdef", "app:20241103abcdef…"),
        ("aws-lambda-adapter:0.9.1", "aws-lambda-adapter"),
        ("static-debian12:nonroot", "static-debian12:…"),
        ("eclipse-temurins:21-jdk", "eclipse-temurins:…"),
        ("localhost:5000/app:dev", "…/app:dev"),
        ("alpine@sha256:0123456789abcdef0123456789abcdef", "alpine"),
        ("scratch", "scratch"),
        ("app:" + "9" * 60, "app:" + "9" * 14 + "…"),
        ("", ""),
        (":", ":"),
    ],
)
def test_an_image_loses_what_identifies_it_least(image, shown):
    assert fit_image(image, ROOM, 10.5) == shown


def test_no_character_is_taken_for_narrower_than_it_is():
    assert [character for character, width in ROBOTO.items() if text_width(character, 1000) < width] == []


def test_a_digest_is_shortened_as_docker_does():
    assert fit_image("alpine@sha256:" + "0123456789abcdef" * 4, 400, 10.5) == "alpine@sha256:0123456789ab…"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/app/main", "/app/main"),
        ("/usr/local/lib/python3.13/site-packages", "/usr…/site-packages"),
        ("/", "/"),
    ],
)
def test_a_path_keeps_its_last_part(path, shown):
    assert fit_path(path, ROOM, 10.5) == shown


def test_a_name_keeps_both_ends():
    assert fit_text("integration-tests-for-the-billing-service", 118, 14.5) == "integra…service"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=60), st.floats(20, 300))
def test_what_is_shown_fits(text, room):
    assert text_width(fit_text(text, room, 14.5), 14.5) <= max(room, 14.5)
    assert mono_width(fit_path(text, room, 10.5), 10.5) <= max(room, 10.5)
    assert mono_width(fit_image(text, room, 10.5), 10.5) <= max(room, 10.5)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_what_fits_is_left_as_it_is(text):
    room = 10_000
    assert fit_text(text, room, 14.5) == text
    assert fit_path(text, room, 10.5) == text
    assert fit_image(text, room, 10.5) == text


def test_a_cut_never_parts_a_character_from_its_marks():
    family = "👩\u200d👩\u200d👧"
    for room in range(20, 200, 7):
        shown = fit_text(family * 20, room, 14.5)
        assert set(shown.split("…")[0].split(family)) <= {""}
        assert set(shown.split("…")[-1].split(family)) <= {""}
