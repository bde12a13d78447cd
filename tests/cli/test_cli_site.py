"""On a site the command says what the build says: the same records, in as many kinds of pages as there are."""

from __future__ import annotations

import json
import re

import pytest

CONFIG = """\
site_name: Site
theme: mkdocs
hooks: [hook.py]
exclude_docs: |
  drafts/
plugins:
  - search
  - multistage:
      contexts: [assets]
      build_args: {BASE: alpine}
      checks:
        TrailingComment: info
        DuplicateStageName: ignore
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - footnotes
  - toc
  - pymdownx.details
  - pymdownx.highlight:
      anchor_linenums: true
  - pymdownx.blocks.tab
  - pymdownx.snippets:
      base_path: [snippets]
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
nav:
  - index.md
  - kinds.md
"""

HOOK = """\
from mkdocs.structure.files import File


def on_files(files, config):
    text = "# Made\\n\\n```dockerfile\\nFROM golang AS build\\nRUN go build\\nFROM alpine\\nCOPY --from=biuld /a /b\\n```\\n"
    files.append(File.generated(config, "made.md", content=text))
    return files


def on_page_markdown(markdown, page, config, files):
    return markdown.replace("[[stage]]", "build").replace("[[include]]", "Three\\nlines\\nmore\\n")
"""

TWO = "FROM golang:1 AS build\nRUN go build -o /app\nFROM alpine\nCOPY --from={} /app /app\n"


def indented(text, by):
    return "".join(f"{by}{line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))


def fence(text, header="dockerfile", marks="```"):
    return f"{marks}{header}\n{text}{marks}\n"


PAGES = {
    "index.md": "# Site\n\nNothing of Docker here.\n",
    "kinds.md": "\n".join(
        [
            "# Kinds",
            fence(TWO.format("biuld")),
            "1. In a list\n",
            indented(fence(TWO.format("buidl")), "    "),
            '=== "Tab"\n',
            indented(fence(TWO.format("builld"), "Dockerfile"), "    "),
            "!!! note\n",
            indented(fence(TWO.format("bulid"), "{ .docker title='x' }", "~~~"), "    "),
            "??? tip\n",
            indented(fence(TWO.format("bild")), "    "),
            "/// tab | Block\n" + fence(TWO.format("buil")) + "///\n",
            '<div markdown="1">\n\n' + fence(TWO.format("uild")) + "\n</div>\n",
            "> Quoted\n>\n" + indented(fence(TWO.format("bbuild")), "> "),
            "<!--\n" + fence(TWO.format("cbuild")) + "-->\n",
            "````markdown\n" + fence(TWO.format("dbuild")) + "````\n",
            "Text\n\n" + indented(fence(TWO.format("ebuild")), "    "),
            fence(TWO.format("fbuild"), 'dockerfile check="off"'),
            fence(TWO.format("gbuild"), 'dockerfile diagram="nope"'),
            fence(TWO.format("hbuild"), 'dockerfile contexts="hbuild"'),
            fence(TWO.format("build"), 'dockerfile target="biuld"'),
            fence("FROM a AS x # one\nFROM b AS x\nCOPY --from=assets /a /b\nFROM $BASE\nCOPY --from=x / /\n"),
            fence("RUN --mount=tpye=cache,target=/x true\n"),
            fence("FROM alpine AS a\nCOPY --from=9 /a /b\nFROM scratch\nCOPY --from=a /\n"),
        ]
    ),
    "matter.md": "---\ntitle: Matter\nmultistage:\n  diagarm: cards\n  checks: {UnknownStage: info}\n---\n\n# M\n\n"
    + fence(TWO.format("biuld")),
    "windows.md": ("# Windows\n\n" + fence(TWO.format("biuld"))).replace("\n", "\r\n"),
    "bom.md": "\ufeff# BOM\n\n" + fence("FROM golang AS build\nRUN\tgo build\nFROM alpine\nCOPY\t--from=biuld /a /b\n"),
    "macros.md": "# M\n\n[[include]]\n\n" + fence(TWO.format("[[stage]]")) + "\n" + fence(TWO.format("b[[stage]]")),
    "nested/include.md": '# I\n\n```dockerfile\n--8<-- "part.Dockerfile"\n```\n\nAnd\n\n--8<-- "page.md"\n',
    "nested/again.md": '# I\n\n```dockerfile\n--8<-- "part.Dockerfile"\n```\n',
    "drafts/no.md": fence(TWO.format("biuld")),
}


@pytest.fixture
def site(folder):
    folder.write("mkdocs.yml", CONFIG)
    folder.write("hook.py", HOOK)
    for name, text in PAGES.items():
        folder.write(f"docs/{name}", text)
    folder.write("snippets/part.Dockerfile", TWO.format("biuld"))
    folder.write("snippets/page.md", "Included\n\n" + fence(TWO.format("builf")))
    return folder


def build_records(folder):
    """The plugin's records in the log of the real build."""
    result = folder.python("-m", "mkdocs", "build", NO_COLOR="1")
    assert result.returncode == 0, result.stderr
    found = re.findall(r"^(WARNING|INFO) +-  (.* \[[A-Z][A-Za-z]+\])$", result.stderr, re.MULTILINE)
    return sorted((level, text) for level, text in found)


def command_records(folder, *arguments):
    """The command's findings, as the build would log them."""
    result = folder.python(
        "-m", "mkdocs_multistage.cli", "check", "mkdocs.yml", "--format", "json", *arguments, NO_COLOR="1"
    )
    report = json.loads(result.stdout)
    assert not report["errors"]
    records = []
    for found in report["findings"]:
        remarks = [f"included by {found['included_by']}"] if found["included_by"] else []
        remarks += [] if found["exact"] else ["position approximate"]
        remark = f" ({'; '.join(remarks)})" if remarks else ""
        place = f"{found['path']}:{found['line']}:{found['column']}"
        level = {"warning": "WARNING", "info": "INFO"}[found["level"]]
        records.append((level, f"{place}: {found['message']}{remark} [{found['rule']}]"))
    return sorted(records)


def test_the_command_finds_what_the_build_finds(site):
    records = command_records(site)

    assert records == build_records(site)
    # Each misspelt stage is found once, wherever the fence stands, but for those that are no fences or are let off.
    told = {name for _, text in records for name in re.findall(r"No stage is named `(\w+)`", text)}
    assert told >= {"biuld", "buidl", "builld", "bulid", "bild", "buil", "uild", "bbuild", "gbuild", "builf"}
    assert not told & {"cbuild", "dbuild", "ebuild", "fbuild", "hbuild"}


def test_a_site_with_materials_plugins_is_checked_as_it_is_built(folder):
    folder.write(
        "mkdocs.yml",
        "site_name: S\ntheme: {name: material, font: false, language: de}\n"
        "plugins: [blog, tags, search, multistage]\nmarkdown_extensions: [pymdownx.superfences]\n",
    )
    folder.write("docs/index.md", "# S\n")
    folder.write("docs/blog/index.md", "# Blog\n")
    post = "---\ndate: 2024-01-01\ntags: [a]\n---\n\n# P\n\n" + fence(TWO.format("biuld")) + "\n<!-- more -->\n\nx\n"
    folder.write("docs/blog/posts/p.md", post)

    records = command_records(folder)

    assert records == build_records(folder)
    assert [text.split(":")[0] for _, text in records] == ["docs/blog/posts/p.md"]


def test_a_site_without_the_plugin_is_checked_as_if_it_had_it(folder):
    folder.write("mkdocs.yml", "site_name: S\ntheme: mkdocs\nmarkdown_extensions: [pymdownx.superfences]\n")
    folder.write("docs/index.md", fence(TWO.format("biuld")))

    result = folder.run("check", "mkdocs.yml")

    assert "docs/index.md:5:13: warning: No stage is named `biuld`" in result.stdout
    assert result.exit_code == 1


def test_the_command_line_comes_before_the_sites_options(folder):
    folder.write(
        "mkdocs.yml",
        "site_name: S\ntheme: mkdocs\nplugins: [{multistage: {checks: {UnknownStage: warn}}}]\n"
        "markdown_extensions: [pymdownx.superfences]\n",
    )
    folder.write("docs/index.md", fence(TWO.format("biuld")))

    assert folder.run("check", "mkdocs.yml").exit_code == 1
    assert folder.run("check", "mkdocs.yml", "--rule", "UnknownStage=info").exit_code == 0
    assert "Nothing found" in folder.run("check", "mkdocs.yml", "--contexts", "biuld").stdout


def test_checking_writes_nothing_into_the_folder(site):
    before = sorted(path for path in site.path.rglob("*") if "__pycache__" not in path.parts)

    site.run("check", "mkdocs.yml")

    assert sorted(path for path in site.path.rglob("*") if "__pycache__" not in path.parts) == before


def test_a_folder_with_a_site_is_checked_as_a_site_and_beyond_it(site):
    site.write("README.md", fence(TWO.format("biuld")))
    site.write("docker/Dockerfile", TWO.format("biuld"))

    report = json.loads(site.run("check", ".", "--format", "json").stdout)

    paths = [found["path"] for found in report["findings"] if "`biuld`" in found["message"]]
    # The snippets have findings of their own as files, beside those of the pages that include them.
    assert {"README.md", "docker/Dockerfile", "docs/kinds.md", "docs/windows.md"} <= set(paths)
    assert "docs/drafts/no.md" not in paths
    assert paths.count("docs/windows.md") == 1


def test_what_a_hook_prints_does_not_spoil_the_report(site):
    site.write("hook.py", HOOK + "\n\nprint('loud')\n")

    result = site.run("check", "mkdocs.yml", "--format", "json")

    assert json.loads(result.stdout)["findings"]
    assert "loud" in result.stderr


def test_a_page_that_fails_to_convert_is_named_and_the_rest_is_checked(site):
    site.write(
        "hook.py", HOOK.replace("return markdown.", "assert 'bang' not in markdown, 'no bang'\n    return markdown.")
    )
    site.write("docs/bang.md", "bang\n")

    result = site.run("check", "mkdocs.yml")

    assert result.exit_code == 2
    assert "error: docs/bang.md: The page cannot be converted: AssertionError: no bang" in result.stderr
    assert "docs/windows.md:7:13: warning:" in result.stdout


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("site_name: [\n", "parsing the configuration"),
        ("theme: mkdocs\n", "'site_name'"),
        ("site_name: S\nmarkdown_extensions: [no_such_extension]\n", "no_such_extension"),
        ("site_name: S\nplugins: [no-such-plugin]\n", 'The "no-such-plugin" plugin is not installed'),
        ("site_name: S\nhooks: [hook.py]\n", "ZeroDivisionError"),
        ("site_name: S\nplugins: [{multistage: {checks: {UnknwonStage: info}}}]\n", "Did you mean 'UnknownStage'?"),
        ("- no\n- mapping\n", "mkdocs.yml"),
        ("site_name: S\ndocs_dir: nowhere\n", "nowhere"),
    ],
)
def test_a_broken_configuration_is_named_and_the_rest_is_checked(folder, config, told):
    folder.write("mkdocs.yml", config)
    folder.write("hook.py", "1 / 0\n")
    folder.write("docs/index.md", "# S\n")
    folder.write("Dockerfile", TWO.format("biuld"))

    result = folder.run("check", "mkdocs.yml", "Dockerfile")

    assert result.exit_code == 2
    assert "error: mkdocs.yml: The site cannot be checked: " in result.stderr
    assert told in result.stderr
    assert "Dockerfile:4:13: warning:" in result.stdout


def test_options_that_the_build_warns_of_are_named(folder):
    folder.write(
        "mkdocs.yml",
        "site_name: S\ntheme: mkdocs\nplugins: [{multistage: {language: en}}]\nmarkdown_extensions: [{multistage: {badges: false}}]\n",
    )
    folder.write("docs/index.md", "# S\n")

    result = folder.run("check", "mkdocs.yml")

    assert (result.exit_code, "('badges') have no effect, because the plugin" in result.stderr) == (2, True)


def test_a_site_with_the_bare_extension_keeps_its_options(folder):
    folder.write(
        "mkdocs.yml",
        "site_name: S\ntheme: mkdocs\nplugins: []\n"
        "markdown_extensions: [pymdownx.superfences, {multistage: {contexts: [biuld]}}]\n",
    )
    folder.write("docs/index.md", fence(TWO.format("biuld")) + "\n" + fence(TWO.format("buidl")))

    found = json.loads(folder.run("check", "mkdocs.yml", "--format", "json").stdout)["findings"]

    assert [f["message"].split("`")[1] for f in found] == ["buidl"]


def test_a_strict_site_with_other_warnings_is_checked(folder):
    folder.write(
        "mkdocs.yml",
        "site_name: S\nstrict: true\nno_such_option: 1\ntheme: mkdocs\nmarkdown_extensions: [pymdownx.superfences]\n",
    )
    folder.write("docs/index.md", "[x](nowhere.md)\n\n" + fence(TWO.format("biuld")))

    assert "docs/index.md:7:13: warning:" in folder.run("check", "mkdocs.yml").stdout


def test_a_fence_with_a_title_is_a_fence_though_nothing_is_coloured(folder):
    folder.write(
        "mkdocs.yml",
        "site_name: S\ntheme: mkdocs\nmarkdown_extensions: [pymdownx.highlight, pymdownx.superfences]\n",
    )
    page = '# P\n\n```dockerfile title="Dockerfile" linenums="1"\nFROM golang AS build\nFROM alpine\nCOPY --from=biuld /a /a\n```\n'
    folder.write("docs/index.md", page)
    result = folder.run("check", "mkdocs.yml")
    assert "docs/index.md:6:13: warning: No stage is named `biuld`" in result.stdout
    assert "InvalidFenceOption" not in result.stdout
