"""The tutorials can be followed: their files and commands give what they show."""

from __future__ import annotations

import os
import re

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from walkthrough import FENCE, ROOT, Walk, WrongPageError, with_this_python

FENCE_OF_TEXT = re.compile(r"^```text\n(WARNING .*?)^```$", re.MULTILINE | re.DOTALL)
TUTORIALS = {"en": ROOT / "docs" / "tutorial.md", "pt": ROOT / "docs" / "pt" / "tutorial.md"}


@pytest.fixture
def walk(tmp_path, python_path, monkeypatch):
    paths = [python_path, os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    return Walk(tmp_path, with_this_python)


@pytest.mark.parametrize("language", TUTORIALS)
def test_a_reader_gets_what_the_tutorial_shows(walk, language):
    pytest.importorskip("material")
    page = TUTORIALS[language].read_text(encoding="utf-8")
    walk.follow(page)
    assert walk.commands.count("mkdocs build --strict") == 4
    assert "mkdocs-multistage check ." in walk.commands
    config = load_config(str(walk.folder / "mkdocs.yml"), strict=True)
    build(config)
    html = (walk.folder / "site" / "multi-stage-builds" / "index.html").read_text(encoding="utf-8")
    assert html.count('<figure class="multistage"') == 6
    assert html.count('lang="pt-BR" data-search-exclude') == (6 if language == "pt" else 0)


def test_both_tutorials_have_the_same_steps():
    def steps(path):
        return [
            (fence["language"], (fence["title"] or "").split(",")[0])
            for fence in FENCE.finditer(path.read_text(encoding="utf-8"))
        ]

    assert steps(TUTORIALS["pt"]) == steps(TUTORIALS["en"])


def test_a_tutorial_that_shows_what_is_not_printed_is_found_out(walk):
    with pytest.raises(WrongPageError, match="does not print 'All is well'"):
        walk.follow("```console\n$ mkdocs-multistage --version\nAll is well\n```\n")


def test_a_tutorial_that_changes_a_line_that_is_not_there_is_found_out(walk):
    with pytest.raises(WrongPageError, match="0 times"):
        walk.follow('```yaml title="a.yml"\nb: 1\n```\n\n```diff title="a.yml"\n-c: 1\n+c: 2\n```\n')


@pytest.mark.parametrize(
    ("name", "right", "slip"), [("index", "build", "biuld"), ("pt/index", "compilacao", "compilcao")]
)
def test_the_warning_that_a_start_page_shows_is_the_one_that_its_example_would_give(walk, name, right, slip):
    page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    wrong = walk.folder / "docs" / f"{name}.md"
    wrong.parent.mkdir(parents=True)
    wrong.write_text(page.replace(f"COPY --from={right} /out", f"COPY --from={slip} /out"), encoding="utf-8")
    walk.folder.joinpath("mkdocs.yml").write_text("site_name: S\ntheme: mkdocs\nplugins: [multistage]\n")
    (shown,) = FENCE_OF_TEXT.findall(page)
    assert " ".join(shown.split()) in " ".join(with_this_python("mkdocs build", walk.folder).split())
