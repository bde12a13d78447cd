"""The documentation of the command is true: what it shows is what the command says, and its examples can be used.

``UPDATE_GOLDEN=1 pytest tests/cli/test_cli_docs.py`` writes what the commands print into the page; look at the difference.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from mkdocs_multistage.cli import main

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "command-line.md"
CI = ROOT / "docs" / "ci.md"

SESSION = re.compile(r"^```console\n\$ (mkdocs-multistage[^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r'^```dockerfile title="([^"]+)"[^\n]*\n(.*?)^```$', re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r'^```yaml title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def test_the_page_shows_what_the_command_prints(folder):
    page = PAGE.read_text(encoding="utf-8")
    for name, text in FILE.findall(page):
        folder.write(name, text)
    folder.write("mkdocs.yml", "site_name: S\ntheme: mkdocs\nmarkdown_extensions: [pymdownx.superfences]\n")
    for name in ("index", "guide", "reference"):
        folder.write(f"docs/{name}.md", "# P\n")
    folder.write("docs/index.md", "```dockerfile\nFROM scratch\nCOPY a /\n```\n")

    def printed(session):
        # Wide enough for the page, and as a terminal of a reader has it.
        result = folder.run(*shlex.split(session[1])[1:], env={"COLUMNS": "100"})
        assert result.exit_code in {0, 1}, result.stderr
        return f"```console\n$ {session[1]}\n{result.stdout.rstrip()}\n```"

    found = SESSION.sub(printed, page)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(found, encoding="utf-8")
    assert len(SESSION.findall(page)) > 6
    assert found == PAGE.read_text(encoding="utf-8")


def examples():
    return {
        f"{number} {name}": (name, yaml.safe_load(text))
        for number, (name, text) in enumerate(EXAMPLE.findall(CI.read_text()))
    }


def command_lines(value):
    """Every string in a document that calls the command."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [line for item in value for line in command_lines(item)]
    return [value] if isinstance(value, str) and value.startswith("mkdocs-multistage ") else []


def is_understood(line):
    """Whether the command takes its arguments; pre-commit adds names of files behind them."""
    arguments = [*shlex.split(line)[1:], "file"]
    command = main.get_command(click.Context(main), arguments[0])
    return command.make_context(arguments[0], arguments[1:]) is not None


@pytest.mark.parametrize("example", examples())
def test_every_example_calls_the_command_as_it_wants_to_be_called(example):
    name, document = examples()[example]

    lines = command_lines(document)
    assert len(lines) == 1
    assert is_understood(lines[0])
    if name.startswith(".github"):
        (job,) = document["jobs"].values()
        assert {"name", True, "permissions", "jobs"} == set(document)  # YAML 1.1 takes `on` for true
        assert job["runs-on"]
        assert all(("uses" in step) != ("run" in step) for step in job["steps"])
    elif name == ".gitlab-ci.yml":
        (job,) = document.values()
        (report,) = job["artifacts"]["reports"].values()
        assert report in lines[0].split()
        assert job["artifacts"]["when"] == "always"  # findings fail the job
    else:
        for hook in document["repos"][0]["hooks"]:
            assert {"id", "name", "language", "entry", "additional_dependencies"} <= set(hook)


def test_the_hooks_of_the_repository_can_be_run():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    assert [hook["id"] for hook in hooks] == [
        "mkdocs-multistage-markdown",
        "mkdocs-multistage-dockerfile",
        "mkdocs-multistage-site",
        "mkdocs-multistage-sync",
    ]
    for hook in hooks:
        assert hook["language"] == "python"
        assert is_understood(hook["entry"])
        assert hook["id"] in CI.read_text(encoding="utf-8")
    for site in hooks[-2:]:
        assert site["pass_filenames"] is False
        for changed in ("docs/index.md", "mkdocs.yml", "docker/Dockerfile.prod", "a/b.dockerfile"):
            assert re.search(site["files"], changed)


@pytest.mark.parametrize("command", ["check", "sync"])
def test_the_page_knows_every_command_and_option(command):
    page = PAGE.read_text(encoding="utf-8")
    context = click.Context(main)

    assert [name for name in main.list_commands(context) if f"## `{name}`" not in page] == []
    options = [
        option for param in main.get_command(context, command).params for option in param.opts + param.secondary_opts
    ]
    assert [name for name in options if name.startswith("--") and name not in page] == []
