"""Sites of Zensical's, with a stand-in for Zensical and without it; `tests/matrix` has the real one."""

from __future__ import annotations

import inspect
import json
import sys
import types

import pytest
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from recursion import recursion_limit

from mkdocs_multistage.cli import zensical_site
from mkdocs_multistage.cli.engines import engine_of
from mkdocs_multistage.stylesheet import script, stylesheet

TOML = """\
[project]
site_name = "S"
docs_dir = "pages"
exclude_docs = "drafts/"

[project.markdown_extensions.multistage]
contexts = ["known"]
"""
PAGE = "# P\n\n```dockerfile\nFROM a AS build\nFROM b\nCOPY --from=build /a /\nCOPY --from={} /a /\n```\n"


def findings(result):
    return [(f["path"], f["line"], f["message"].split("`")[1]) for f in json.loads(result.stdout or "{}")["findings"]]


@pytest.fixture
def installed(monkeypatch):
    """What is said to be installed, and nothing else of what a site can be built with."""
    names = set()
    has = {"mkdocs", "material", "properdocs", "zensical"}
    for module in ("engines", "zensical_site"):
        monkeypatch.setattr(
            f"mkdocs_multistage.cli.{module}.find_spec",
            lambda name: types.SimpleNamespace() if name in names or name not in has else None,
        )
    return names


@pytest.mark.parametrize(
    ("name", "present", "engine"),
    [
        ("zensical.toml", {"mkdocs"}, "zensical"),
        ("mkdocs.yml", {"mkdocs"}, "mkdocs"),
        ("mkdocs.yml", {"mkdocs", "properdocs"}, "mkdocs"),
        ("mkdocs.yml", {"properdocs"}, "properdocs"),
        ("mkdocs.yml", {"mkdocs", "zensical"}, "zensical"),
        ("mkdocs.yml", {"mkdocs", "material", "zensical"}, "mkdocs"),
        ("mkdocs.yml", {"zensical"}, "zensical"),
        ("properdocs.yml", {"mkdocs", "properdocs"}, "properdocs"),
    ],
)
def test_a_site_is_read_by_the_program_that_builds_it(installed, tmp_path, name, present, engine):
    installed |= present
    assert engine_of(tmp_path / name) == engine


def test_a_site_that_no_program_here_can_build_is_named(installed, folder, monkeypatch):
    installed.clear()
    monkeypatch.setitem(sys.modules, "properdocs", None)
    folder.write("mkdocs.yml", "site_name: S\n")
    result = folder.run("check", "mkdocs.yml")
    assert (result.exit_code, "this command's environment has neither MkDocs" in result.stderr) == (2, True)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 cannot read TOML by itself")
@pytest.mark.parametrize("argument", ["zensical.toml", "."])
def test_without_zensical_the_pages_of_its_site_are_checked_with_their_options(installed, folder, argument):
    installed.clear()
    folder.write("zensical.toml", TOML)
    folder.write("pages/index.md", PAGE.format("known"))
    folder.write("pages/guide/bad.md", PAGE.format("biuld"))
    folder.write("pages/drafts/no.md", PAGE.format("biuld"))
    folder.write("pages/.hidden/no.md", PAGE.format("biuld"))
    result = folder.run("check", argument, "--format", "json")
    assert result.exit_code == 1
    assert findings(result) == [("pages/guide/bad.md", 7, "biuld")]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 cannot read TOML by itself")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[project", "The site cannot be checked: "),
        ("[project]\ndocs_dir = 'none'\n", "The folder of its pages, none, does not exist."),
        ("[project]\nexclude_docs = '!'\n", "The site cannot be checked: "),
        ("project = 5\n", "Its `project` is not a table."),
        ("[project.markdown_extensions]\nmultistage = 5\n", "The options of the extension multistage are not a table."),
        ("[project.markdown_extensions.multistage]\ndiagram = 'rial'\n", "Option 'diagram': Expected one of"),
    ],
)
def test_a_site_that_cannot_be_read_is_named(installed, folder, text, words):
    installed.clear()
    folder.write("zensical.toml", text)
    folder.write("docs/index.md", "# P\n")
    result = folder.run("check", "zensical.toml")
    assert result.exit_code == 2
    assert "zensical.toml: The site cannot be checked: " in result.stderr
    assert words in " ".join(result.stderr.split())


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 cannot read TOML by itself")
def test_a_page_is_where_it_is_however_its_folder_is_written(installed, folder):
    installed.clear()
    folder.write("zensical.toml", f"[project]\ndocs_dir = '../{folder.path.name}/./docs'\n")
    folder.write("docs/bad.md", "```dockerfile\nFROM a AS build\nFROM b\nCOPY --from=biuld /a /b\n```\n")
    assert findings(folder.run("check", "zensical.toml", "--format", "json")) == [("docs/bad.md", 4, "biuld")]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 cannot read TOML by itself")
def test_pages_of_its_site_may_be_nested_deeper_than_calls(installed, folder):
    installed.clear()
    folder.write("zensical.toml", TOML)
    folder.write(f"pages/{'a/' * 300}page.md", "# P\n")
    folder.write("pages/a/b/page.md", "# P\n")
    folder.write("pages/a/page.md", "# P\n")
    (folder.path / "pages" / "above").symlink_to("..", target_is_directory=True)
    assert "in 3 files" in folder.run("check", ".").stdout  # loads all that it needs, which takes calls as well
    with recursion_limit(len(inspect.stack(0)) + 200):
        assert "in 3 files" in folder.run("check", ".").stdout


def test_with_zensical_the_pages_are_converted_with_the_sites_own_extensions(folder, installed, monkeypatch):
    """One of them writes a mistake into every page, which only a conversion can find."""
    installed.add("zensical")
    seen = []

    class Context(Extension):
        def __init__(self, page, config):  # noqa: ARG002 - as Zensical has it
            super().__init__()
            self.page = page

        def extendMarkdown(self, md):  # noqa: N802
            page = self.page

            class Note(Preprocessor):
                def run(self, lines):
                    seen.append(page.path)
                    return [*lines, "", "```dockerfile", "FROM a AS build", "FROM b", "COPY --from=biuld / /", "```"]

            md.preprocessors.register(Note(md), "note", 100)

    def page(**values):
        return types.SimpleNamespace(**values)

    def parse_config(path):  # noqa: ARG001 - as Zensical has it
        return {
            "root_dir": str(folder.path),
            "docs_dir": "docs",
            "markdown_extensions": ["pymdownx.superfences", "multistage"],
            "mdx_configs": {"multistage": {"checks": {"UnknownStage": "info"}}},
        }

    modules = {
        "zensical.config": types.SimpleNamespace(parse_config=parse_config),
        "zensical.extensions.context": types.SimpleNamespace(Page=page, ContextExtension=Context),
    }
    monkeypatch.setattr(zensical_site, "import_module", modules.__getitem__)
    folder.write("zensical.toml", "")
    folder.write("docs/a.md", "# A\n")
    folder.write("docs/sub/b.md", "# B\n")
    found = json.loads(folder.run("check", "zensical.toml", "--format", "json").stdout)["findings"]
    assert [(f["path"], f["level"]) for f in found] == [("docs/a.md", "info"), ("docs/sub/b.md", "info")]
    assert seen == ["a.md", "sub/b.md"]


def test_style_sheet_and_script_are_written_where_they_are_wanted(folder):
    result = folder.run("assets", "docs/assets")
    assert (result.exit_code, "docs/assets/multistage.css: written." in result.stdout) == (0, True)
    assert (folder.path / "docs/assets/multistage.css").read_text(encoding="utf-8") == stylesheet()
    assert (folder.path / "docs/assets/multistage.js").read_text(encoding="utf-8") == script()


def test_a_folder_that_cannot_be_written_to_is_named(folder):
    folder.write("docs", "a file")
    result = folder.run("assets", "docs/assets")
    assert (result.exit_code, "error: docs/assets/multistage.css: the file cannot be written" in result.stderr) == (
        2,
        True,
    )
