"""Faults of our own: an author's build goes on, and says so once for each block."""

from __future__ import annotations

import logging
import re
from importlib import metadata

import markdown
import pytest
from recorder import Recorder

from mkdocs_multistage.checks import addresses
from mkdocs_multistage.markdown import Place, Report, fault

BODY = "FROM golang:1.24 AS build\nRUN go build -o /app .\n\nFROM alpine:3.22\nCOPY --from=biuld /app /app\n"
GOOD = "FROM rust:1 AS build\nRUN true\n\nFROM alpine:3.22\nCOPY --from=build /app /app\n"
PAGE = f"# Page\n\n```dockerfile\n{BODY}```\n\ntext\n\n```dockerfile\n{GOOD}```\n"


def broken(*_, **__):
    raise RuntimeError("ouch \x1b[31m")


@pytest.mark.parametrize(
    ("place", "extensions"),
    [
        ("conversion.read_excerpt", ["pymdownx.superfences"]),
        ("conversion.read_excerpt", ["fenced_code"]),
        ("superfences.read_fence_options", ["pymdownx.superfences"]),
        ("superfences.split_header", ["pymdownx.superfences"]),
        ("superfences.is_ours", ["pymdownx.superfences"]),
        ("fencedcode.read_fence_options", ["fenced_code"]),
        ("fencedcode._read_header", ["fenced_code"]),
        ("conversion.Conversion.add", ["pymdownx.superfences"]),
        ("conversion.Conversion.add", ["fenced_code"]),
        ("conversion.Conversion.begin", ["pymdownx.superfences"]),
        ("examples.analyze", ["pymdownx.superfences"]),
        ("conversion.PageScope", ["pymdownx.superfences"]),
        ("conversion.expectations", ["pymdownx.superfences"]),
        ("conversion.read_targets", ["pymdownx.superfences"]),
        ("reporter.findings_told", ["pymdownx.superfences"]),
        ("positions.Positions.place", ["pymdownx.superfences"]),
        ("decoration.annotate", ["pymdownx.superfences"]),
        ("decoration.figure", ["fenced_code"]),
        ("conversion.find", ["pymdownx.superfences"]),
        ("reporter.Reporter.send", ["pymdownx.superfences"]),
    ],
)
def test_a_page_is_converted_and_its_author_told_whatever_breaks(convert, monkeypatch, place, extensions):
    monkeypatch.setattr(f"mkdocs_multistage.markdown.{place}", broken)
    page = (
        PAGE.replace("```dockerfile", "``` {.dockerfile badgse=off}", 1)
        + "\n```sh\ndocker build --target final .\n```\n"
    )
    converted = convert(page, extensions=extensions, findings="always")
    assert "data-multistage-block" not in converted.html
    assert converted.html.count("<pre") == 3
    assert "go build -o /app ." in re.sub(r"<[^>]*>", "", converted.html)
    assert 1 <= len(converted.host.apologies) <= 3
    assert all(apology.startswith("docs/page.md") for apology in converted.host.apologies)


@pytest.mark.parametrize("extensions", [["pymdownx.superfences"], ["fenced_code"]])
def test_a_fault_met_before_the_page_is_known_is_told_at_its_line(convert, monkeypatch, extensions):
    monkeypatch.setattr("mkdocs_multistage.markdown.conversion.read_excerpt", broken)
    apologies = convert(PAGE, extensions=extensions).host.apologies
    assert [apology.partition(": ")[0] for apology in apologies] == ["docs/page.md:3:1", "docs/page.md:13:1"]


def test_a_fault_is_told_even_where_the_page_cannot_be(convert, monkeypatch):
    monkeypatch.setattr("mkdocs_multistage.markdown.conversion.Conversion.begin", broken)
    monkeypatch.setattr(Recorder, "page", broken)
    converted = convert(PAGE)
    assert converted.html.count("<pre") == 2
    assert converted.html.count("multistage-code") == 0
    assert {apology.partition(": ")[0] for apology in converted.host.apologies} == {"A page"}


def test_one_bad_block_leaves_the_others_decorated_and_reported(convert, monkeypatch):
    from mkdocs_multistage.markdown import examples

    analyze = examples.analyze

    def sometimes(text, **options):
        return broken() if "rust" in text else analyze(text, **options)

    monkeypatch.setattr(examples, "analyze", sometimes)
    converted = convert(PAGE)
    assert converted.decorated == 1
    assert [report.rule for report in converted.host.reports] == ["UnknownStage"]
    (apology,) = converted.host.apologies
    assert apology.startswith("docs/page.md:13:1: mkdocs-multistage")


def test_a_block_that_breaks_at_every_step_is_told_of_once(convert, monkeypatch):
    monkeypatch.setattr("mkdocs_multistage.markdown.reporter.findings_told", broken)
    monkeypatch.setattr("mkdocs_multistage.markdown.decoration.annotate", broken)
    converted = convert(PAGE)
    assert [apology.partition(": ")[0] for apology in converted.host.apologies] == [
        "docs/page.md:3:1",
        "docs/page.md:13:1",
    ]


def message(monkeypatch, urls=()):
    class Metadata:
        def get_all(self, _):
            return list(urls)

    monkeypatch.setattr(metadata, "metadata", lambda _: Metadata())
    addresses.issues_url.cache_clear()
    try:
        broken()
    except RuntimeError as error:
        return fault.message("docs/page.md:3:1", error)
    finally:
        addresses.issues_url.cache_clear()


def test_a_fault_says_where_what_and_how_to_report_it(monkeypatch):
    url = "https://example.org/multistage/issues"
    said = message(monkeypatch, ["Documentation, https://example.org/docs", f"Issues, {url}"])
    assert said.startswith("docs/page.md:3:1: ")
    assert "RuntimeError: ouch" in said
    assert said.endswith(f"Please report it with the example at {url}.")


def test_a_fault_of_an_installation_that_names_no_address_is_to_be_reported_to_the_project(monkeypatch):
    assert message(monkeypatch).endswith("Please report it with the example to the project.")
    assert message(monkeypatch, ["Issues, javascript:alert(1)"]).endswith("to the project.")


def test_a_fault_says_nothing_that_a_terminal_would_obey(monkeypatch):
    assert "\x1b" not in message(monkeypatch)


def test_no_message_is_a_command_to_a_runner_of_workflows():
    told = fault.message("::error::x.md", ValueError("##[stop-commands]x"))
    assert told.startswith("\\x3a:error::x.md: ")
    assert "(ValueError: #\\x23[stop-commands]x)" in told
    assert str(Report("X", "warn", Place("::error::x.md", 1, 1), "x")).startswith("\\x3a:error::x.md:1:1: ")


def test_a_fault_names_the_line_of_the_program(monkeypatch):
    monkeypatch.setattr("mkdocs_multistage.markdown.decoration.figure", None)
    from mkdocs_multistage.markdown import MultistageExtension

    said = []
    extension = MultistageExtension()
    extension.host.apologize = said.append
    markdown.markdown(PAGE, extensions=["pymdownx.superfences", extension])
    assert " in markdown/decoration.py:" in said[0]


def test_without_a_site_a_fault_is_a_warning(monkeypatch, caplog):
    monkeypatch.setattr("mkdocs_multistage.markdown.decoration.figure", broken)
    with caplog.at_level(logging.INFO, logger="mkdocs_multistage"):
        markdown.markdown(PAGE, extensions=["pymdownx.superfences", _extension()])
    assert {record.levelname for record in caplog.records if "This is a bug" in record.message} == {"WARNING"}


def _extension():
    from mkdocs_multistage.markdown import MultistageExtension

    return MultistageExtension()
