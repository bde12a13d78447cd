"""The extension with no site around it."""

from __future__ import annotations

import logging

import markdown
from markdown.treeprocessors import Treeprocessor

from mkdocs_multistage.markdown import MultistageExtension

TEXT = "text\n\n```dockerfile\nFROM a AS build\nFROM scratch\nCOPY --from=build /a /\nCOPY --from=biuld /a /\n```\n"


def test_a_finding_is_a_warning_with_its_place_in_the_text(caplog):
    markdown.markdown(TEXT, extensions=["pymdownx.superfences", MultistageExtension()])
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("mkdocs_multistage", logging.WARNING)
    assert record.getMessage().startswith("7:13: No stage is named `biuld`")


def test_a_finding_of_level_info_is_no_warning(caplog):
    caplog.set_level(logging.INFO, "mkdocs_multistage")
    markdown.markdown(TEXT, extensions=["pymdownx.superfences", MultistageExtension(checks={"UnknownStage": "info"})])
    assert [record.levelno for record in caplog.records] == [logging.INFO]


def test_a_rule_that_is_ignored_says_nothing(caplog):
    caplog.set_level(logging.DEBUG, "mkdocs_multistage")
    markdown.markdown(TEXT, extensions=["pymdownx.superfences", MultistageExtension(checks={"UnknownStage": "ignore"})])
    assert caplog.records == []


def test_zensicals_page_is_named_in_reports_and_ids(caplog):
    def convert(path):
        md = markdown.Markdown(extensions=["pymdownx.superfences", MultistageExtension()])
        links = Treeprocessor(md)
        links.path = path
        md.treeprocessors.register(links, "zrelpath", 0)
        return md.convert(TEXT)

    assert convert("guide/a.md") != convert("guide/b.md")
    assert caplog.records[0].getMessage().startswith("guide/a.md:7:13: ")


def test_the_extension_is_loaded_by_its_module_too():
    html = markdown.markdown(TEXT, extensions=["mkdocs_multistage.markdown", "fenced_code"])
    assert html.count("multistage-code") == 1


def test_its_options_can_be_listed_as_those_of_any_extension():
    ours = MultistageExtension(diagram="rail")
    assert ours.getConfig("diagram") == "rail"
    assert all(description for _, description in ours.getConfigInfo())
