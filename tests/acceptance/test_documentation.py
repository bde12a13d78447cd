"""The documentation is of one piece: each page is where it belongs, and what it lists is what there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from importlib import util
from pathlib import Path

import pytest
import yaml

from mkdocs_multistage.markdown.fence_options import FenceOptions
from mkdocs_multistage.markdown.options import READERS
from mkdocs_multistage.render.labels import languages

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


class _Settings(yaml.SafeLoader):
    """A `mkdocs.yml` may hold tags of its own."""


_Settings.add_multi_constructor("", lambda _loader, _suffix, _node: None)
NAVIGATION = yaml.load(ROOT.joinpath("mkdocs.yml").read_text(encoding="utf-8"), Loader=_Settings)["nav"]


def text(name):
    return DOCS.joinpath(name).read_text(encoding="utf-8")


def without_code(page):
    return re.sub(r"^ *(`{3,}).*?^ *\1", "", page, flags=re.MULTILINE | re.DOTALL)


def leaves(entry):
    if isinstance(entry, str):
        return [entry]
    values = entry.values() if isinstance(entry, dict) else entry
    return [leaf for value in values for leaf in leaves(value)]


def test_every_page_is_in_the_navigation_once():
    assert sorted(leaves(NAVIGATION)) == PAGES


def test_the_four_kinds_of_pages_are_there():
    titles = [next(iter(entry)) for entry in NAVIGATION]
    assert titles == [
        *("Start", "Tutorial", "How to", "Reference", "Explanation"),
        *("Gallery", "Em português", "Changelog"),
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title(name):
    assert len(re.findall(r"^# ", without_code(text(name)), re.MULTILINE)) == (name != "changelog.md")


@pytest.mark.parametrize("path", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_links_of_the_projects_own_pages_lead_to_files(path):
    page = without_code(ROOT.joinpath(path).read_text(encoding="utf-8"))
    links = re.findall(r"(?:\]\(|srcset=\"|src=\")([^)\"#]+)", page)
    assert [link for link in links if "://" not in link and not ROOT.joinpath(link).exists()] == []


@pytest.mark.parametrize("option", READERS)
def test_every_option_of_the_plugin_is_described(option):
    assert f"\n### `{option}`\n" in text("configuration.md")


FENCE_OPTIONS = [field.name for field in fields(FenceOptions) if field.name != "problems"]


@pytest.mark.parametrize("option", FENCE_OPTIONS)
def test_every_option_of_a_fence_is_described(option):
    assert f"\n| `{option}` | " in text("configuration.md")


@pytest.mark.parametrize("code", languages())
def test_every_language_is_listed(code):
    assert f"| `{code}` |" in text("languages.md")


def test_the_number_of_languages_is_the_one_that_is_told():
    assert len(languages()) == 18
    for name in ("README.md", "CHANGELOG.md", "docs/tutorial.md"):
        assert "eighteen languages" in ROOT.joinpath(name).read_text(encoding="utf-8").lower()


def properties():
    """Of each property the value for light pages and, where there is one of its own, that for Material's dark scheme."""
    style = ROOT.joinpath("mkdocs_multistage", "render", "assets", "tokens.css").read_text(encoding="utf-8")
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    blocks = re.findall(r"([^{}]+)\{([^{}]*)\}", style)
    light, dark = {}, {}
    for selector, block in blocks:
        values = dict(re.findall(r"(--multistage-[\w-]+):\s*([^;]+);", block))
        if "slate" in selector:
            dark = values | dark  # print and forced colours come later
        elif selector.strip().endswith(".multistage-code") and ":where" not in selector:
            light = values | light
    return light, dark


def test_the_table_of_properties_is_what_the_style_sheet_says():
    light, dark = properties()
    rows = {
        row[0]: row[1:]
        for row in re.findall(
            r"^\| `(--multistage-[\w-]+)` \| [^|]+ \| ([^|]*) \| ([^|]*) \|$", text("styling.md"), re.MULTILINE
        )
    }
    assert set(rows) == set(light)
    assert len(rows) > 20
    for name, (on_light, on_dark) in rows.items():
        if on_light.startswith("`"):
            assert on_light == f"`{light[name]}`", name
            assert on_dark in ("the same", f"`{dark.get(name, light[name])}`"), name


def test_the_attributes_of_a_figure_are_all_described(python_path, tmp_path):
    page = "```dockerfile\nFROM a AS x\nRUN make\nFROM x AS y\nFROM b AS z\nCOPY --from=x /a /\nCOPY --from=c:1 /b /\n```\n"
    tmp_path.joinpath("docs").mkdir()
    tmp_path.joinpath("docs", "index.md").write_text(page)
    tmp_path.joinpath("mkdocs.yml").write_text("site_name: S\ntheme: mkdocs\nplugins: [multistage]\n")
    html = build(tmp_path, python_path).joinpath("index.html").read_text(encoding="utf-8")
    figure_and_code = html[html.index("<figure") :]
    used = set(re.findall(r"\sdata-multistage-([\w-]+)=", re.sub(r"<figcaption[^>]*>", "", figure_and_code)))
    described = set(re.findall(r"^\| `([\w-]+)` \|", text("html.md").partition("## Classes")[0], re.MULTILINE))
    assert described <= used
    assert used - described <= {"ranks", "lanes"}  # the style sheet's own


def build(folder, python_path):
    """Build the site in a folder, strictly."""
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    variables["PYTHONPATH"] = os.pathsep.join(filter(None, [python_path, os.environ.get("PYTHONPATH", "")]))
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder / "site"],
        cwd=folder, env=variables, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return folder / "site"


def test_the_python_page_is_written_from_docstrings_alone():
    page = text("python-api.md")
    names = re.findall(r"^::: ([\w.]+)$", page, re.MULTILINE)
    assert {"mkdocs_multistage.analyze", "mkdocs_multistage.Analysis"} <= set(names)
    for name in names:
        module, _, attribute = name.rpartition(".")
        found = getattr(__import__(module, fromlist=[attribute]), attribute)
        assert found.__doc__, name


def test_a_plain_build_of_the_documentation_is_strict_and_fetches_no_inventory():
    settings = ROOT.joinpath("mkdocs.yml").read_text(encoding="utf-8")
    assert "\nstrict: true\n" in settings
    assert "inventories" not in settings


@pytest.mark.skipif(not (util.find_spec("mkdocstrings") and util.find_spec("material")), reason="`make docs` does it")
def test_the_documentation_builds(built_sites):
    site = built_sites.public / built_sites.documentation()
    html = site.joinpath("python-api", "index.html").read_text(encoding="utf-8")
    assert 'id="mkdocs_multistage.analyze"' in html
    assert "Nothing is built, fetched or run" in html
