"""The examples of CONTRIBUTING.md: each is made in a copy of the repository, and what is said to run there does."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = ROOT.joinpath("CONTRIBUTING.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
EXAMPLES = ["Adding a rule", "Adding commands to a role", "Adding a language", "Adding a report format"]
FENCE = re.compile(r"^(`{3,})(diff|console)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
# Fails here for other reasons than in a checkout: the copy has no history, no environment and no caches.
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "site", "build", "dist", "benchmarks")


@pytest.fixture
def copy(tmp_path):
    """A copy of the repository, to be changed."""
    for name in ("mkdocs_multistage", "docs", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_OUT)
    for name in ("mkdocs.yml", "pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def apply(difference, folder):
    """Make the changes of a difference without line numbers; gives the files."""
    changed = []
    for name, hunk in re.findall(
        r"^--- .+\n\+\+\+ b/(.+)\n@@\n((?:[ +-].*\n|\n)+?)(?=^--- |\Z)", difference, re.MULTILINE
    ):
        lines = [line or " " for line in hunk.splitlines()]
        old, new = ("".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +"))
        path = folder / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if old:
            assert before.count(old) == 1, f"{name} has not once:\n{old}"
            path.write_text(before.replace(old, new), encoding="utf-8")
        else:
            assert not path.exists(), f"{name} is there already"
            path.write_text(new, encoding="utf-8")
        changed.append(name)
    return changed


def run(line, folder):
    """Run a command of the text, by the Python that runs the tests."""
    variables = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    words = shlex.split(line)
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        variables[name] = value
    program = {
        ".venv/bin/pytest": ["-m", "pytest", "-q", "-p", "no:cacheprovider"],
        ".venv/bin/mkdocs-multistage": ["-m", "mkdocs_multistage"],
        ".venv/bin/python": [],
        "make": ["tests/plugin/options_schema.py"],
    }[words[0]]
    arguments = words[2:] if words[0] == "make" else words[1:]
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=folder, env=variables, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def lint(names, folder):
    if util.find_spec("ruff") is None:
        return
    names = [name for name in names if name.endswith(".py")]
    for command in (["check"], ["format", "--check"]):
        result = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", *names],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert not names or result.returncode == 0, result.stdout


@pytest.mark.parametrize("title", EXAMPLES)
def test_an_example_can_be_made_as_it_is_shown(title, copy):
    changed = []
    sessions = 0
    for _, language, text in FENCE.findall(SECTIONS[title]):
        if language == "diff":
            changed += apply(text, copy)
            continue
        sessions += 1
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            result = run(line, copy)
            is_report = "check" in line and "--format" in line
            # The first of two runs writes what was not there, and passes as well.
            assert result.returncode == (1 if is_report else 0), f"{line}\n{result.stdout}{result.stderr}"
            for words in shown.splitlines():
                assert words in result.stdout, f"{line}\n{result.stdout}"
    assert changed
    assert sessions
    lint(changed, copy)


def test_a_rule_that_was_added_is_found_where_a_site_asks_for_it(copy):
    for _, language, text in FENCE.findall(SECTIONS["Adding a rule"]):
        if language == "diff":
            apply(text, copy)
    copy.joinpath("Dockerfile").write_text("FROM golang:1.25\nRUN a\nFROM alpine:3.22\nCOPY --from=0 /a /a\n")
    silent = run(".venv/bin/mkdocs-multistage check Dockerfile", copy)
    assert silent.returncode == 0, silent.stdout
    told = run(".venv/bin/mkdocs-multistage check Dockerfile --rule StageByNumber=warn", copy)
    assert told.stdout.startswith("Dockerfile:4:13: warning: `0` is another stage as soon as")


def test_a_language_that_lacks_texts_is_named_by_the_tests(copy):
    for _, language, text in FENCE.findall(SECTIONS["Adding a language"]):
        if language == "diff":
            apply(text, copy)
    result = run(".venv/bin/pytest tests/render/test_labels.py -k lacks_no_word", copy)
    assert "test_a_language_lacks_no_word[sv]" in result.stdout
    assert "1 failed" in result.stdout


def test_the_text_knows_every_room():
    rooms = {
        path.name + ("/" if path.is_dir() else "")
        for path in ROOT.joinpath("mkdocs_multistage").iterdir()
        if not path.name.startswith("_") and path.name != "py.typed"
    }
    assert rooms == set(re.findall(r"`(\w+(?:\.py|/))`", re.sub(r"(?m)^(?!\| `).*$", "", SECTIONS["Architecture"])))


def test_the_text_knows_every_folder_of_tests():
    rooms = set(re.findall(r"^\| `(\w+)/`", SECTIONS["Architecture"], re.MULTILINE))
    rooms |= set(re.findall(r"^\| `(\w+)/`", SECTIONS["Tests"], re.MULTILINE))
    found = {path.name for path in ROOT.joinpath("tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert found <= rooms | {"plugin", "benchmarks"}


def test_every_make_command_of_the_text_is_there():
    makefile = ROOT.joinpath("Makefile").read_text(encoding="utf-8")
    for name in set(re.findall(r"`make ([\w-]+)", TEXT)):
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), name
