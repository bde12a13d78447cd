"""The extension with no site around it."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import markdown
import pytest
from markdown.preprocessors import Preprocessor

from mkdocs_multistage.markdown import MultistageExtension
from mkdocs_multistage.stylesheet import script, stylesheet

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


def zensical(folder, name, text, *, meta=None, **config):
    """Convert a page as Zensical does: it leaves word of the page with every Markdown instance."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / name).write_text(text)
    md = markdown.Markdown(extensions=["pymdownx.superfences", MultistageExtension()])
    context = Preprocessor(md)
    context.run = lambda lines: lines
    context.page = SimpleNamespace(path=name, meta=meta or {})
    context.config = {"root_dir": str(folder), "docs_dir": "docs", "theme": {"language": "pt-BR"}, **config}
    md.preprocessors.register(context, "rendering_context", 0)
    return md.convert(text.split("---\n")[-1].lstrip("\n"))


def test_the_page_that_zensical_converts_is_named_in_reports_and_ids(caplog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = f"---\ntitle: x\n---\n\n{TEXT}"
    assert zensical(tmp_path, "a.md", text) != zensical(tmp_path, "b.md", text)
    assert [record.getMessage().split(": ")[0] for record in caplog.records] == ["docs/a.md:11:13", "docs/b.md:11:13"]


def test_a_page_of_zensical_shows_files_of_its_project(caplog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "Dockerfile").write_text(TEXT.split("\n", 3)[3].removesuffix("```\n"))
    md = markdown.Markdown(extensions=["pymdownx.superfences", MultistageExtension()])
    context = Preprocessor(md)
    context.run = lambda lines: lines
    context.page = SimpleNamespace(path="a.md")
    context.config = {"root_dir": str(tmp_path), "docs_dir": "docs", "theme": {}}
    md.preprocessors.register(context, "rendering_context", 0)
    for path in ("../Dockerfile", "/Dockerfile"):
        assert "ms-band" in md.reset().convert(f'```dockerfile source="{path}"\n```\n')
    assert {record.getMessage().split(": ")[0] for record in caplog.records} == {"Dockerfile:4:13"}


def test_a_page_of_zensical_brings_style_sheet_and_script_once_and_only_for_a_figure(tmp_path):
    style = f"<style>{stylesheet().strip()}</style><script>{script().strip()}</script><figure"
    assert zensical(tmp_path, "a.md", f"{TEXT}\n{TEXT}").count(style) == 1
    assert "<style>" not in zensical(tmp_path, "b.md", "# Text\n\n```dockerfile\nRUN x\n```\n")


@pytest.mark.parametrize(
    ("sheet", "brings"),
    [
        ("assets/multistage.css", True),
        ("multistage.css?v=2", True),
        ("assets/multistage.1a2b.css", True),
        ("my.css", False),
    ],
)
def test_a_site_of_zensical_that_brings_the_style_sheet_gets_none_in_its_pages(tmp_path, sheet, brings):
    assert ("<style>" in zensical(tmp_path, "a.md", TEXT, extra_css=[sheet])) != brings


@pytest.mark.parametrize("entry", ["assets/multistage.js", {"path": "assets/multistage.js", "defer": True}])
def test_a_site_of_zensical_that_brings_the_script_gets_none_in_its_pages(tmp_path, entry):
    html = zensical(tmp_path, "a.md", TEXT, extra_javascript=[entry])
    assert "<script" not in html
    assert "<style>" in html


def test_neither_style_sheet_nor_script_ends_the_element_that_it_stands_in():
    assert "</" not in stylesheet()
    assert "</script" not in script().lower()
    assert "<!--" not in script()


def test_a_page_of_zensical_has_options_of_its_own(caplog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = f"---\nmultistage:\n  diagram: off\n  colour: red\n---\n\n{TEXT}"
    html = zensical(tmp_path, "a.md", text, meta={"multistage": {"diagram": False, "colour": "red"}})
    assert "<figure" not in html
    assert "multistage-code" in html
    assert caplog.records[0].getMessage().startswith("docs/a.md:4:3: A page has no option 'colour'.")


def test_a_zensical_of_another_shape_is_no_reason_to_fail():
    md = markdown.Markdown(extensions=["pymdownx.superfences", MultistageExtension()])
    context = Preprocessor(md)
    context.run = lambda lines: lines
    md.preprocessors.register(context, "rendering_context", 0)
    assert md.convert(TEXT).count("multistage-code") == 1


def test_the_extension_is_loaded_by_its_module_too():
    html = markdown.markdown(TEXT, extensions=["mkdocs_multistage.markdown", "fenced_code"])
    assert html.count("multistage-code") == 1


def test_its_options_can_be_listed_as_those_of_any_extension():
    ours = MultistageExtension(diagram="rail")
    assert ours.getConfig("diagram") == "rail"
    assert all(description for _, description in ours.getConfigInfo())
