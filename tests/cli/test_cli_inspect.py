"""What is told of one Dockerfile, and of the rules.

``UPDATE_GOLDEN=1 pytest tests/cli`` writes the files anew; look at the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from mkdocs_multistage import analyze, checks
from mkdocs_multistage.cli.rule_pages import rule_table, rule_text, rule_url
from mkdocs_multistage.markdown.options import known_rules

DATA = Path(__file__).parent.parent / "data" / "cli"


@pytest.mark.parametrize(
    "text",
    [
        (DATA / "stages.Dockerfile").read_text(encoding="utf-8"),
        (DATA / "project/app/Dockerfile").read_text(encoding="utf-8"),
        "FROM a\r\nCOPY --from=é\u2028 /a /b\r\n",
        "\ufeffFROM a\n",
        "",
        "RUN x",
    ],
)
def test_json_is_what_analyze_returns(folder, text):
    folder.write("Dockerfile", text)

    shown = json.loads(folder.run("inspect", "Dockerfile", "--format", "json").stdout)

    assert shown == analyze(text).to_dict()


def test_build_arguments_and_contexts_reach_the_analysis(folder):
    text = "ARG B\nFROM a AS build\nFROM $B\nCOPY --from=assets /a /b\n"
    arguments = ["--build-arg", "B=build", "--contexts", "assets"]

    shown = json.loads(folder.run("inspect", "-", *arguments, "--format", "json", stdin=text).stdout)

    assert shown == analyze(text, build_args={"B": "build"}, contexts=["assets"]).to_dict()


def test_the_table_is_as_reviewed(folder):
    folder.write("Dockerfile", (DATA / "stages.Dockerfile").read_text(encoding="utf-8") + "COPY --from=biuld /a /b\n")

    found = folder.run("inspect", "Dockerfile").stdout

    if os.environ.get("UPDATE_GOLDEN"):
        (DATA / "inspect.text").write_text(found, encoding="utf-8")
    assert found == (DATA / "inspect.text").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "RUN x\n", "FROM\n", "FROM a AS \x1b[31m\nFROM b\nCOPY --from=0 /\x07 /x\n"])
def test_odd_files_are_shown_without_obeying_them(folder, text):
    folder.write("Dockerfile", text)

    result = folder.run("inspect", "Dockerfile")

    assert result.exit_code == 0
    assert not set(result.stdout) & {"\x1b", "\x07"}


def test_a_file_that_cannot_be_read_is_an_error(folder):
    result = folder.run("inspect", "nothing")

    assert (result.exit_code, result.stderr) == (2, "error: nothing: There is no such file or folder.\n")


# Rules.


def test_every_rule_is_listed_with_its_level_and_origin(folder):
    lines = folder.run("rules").stdout.splitlines()

    listed = {line.split()[0]: tuple(line.split()[1:3]) for line in lines}
    assert list(listed) == list(known_rules())
    assert all(listed[rule.name] == (rule.level, rule.origin) for rule in checks.RULES.values())


def test_every_rule_of_dockerfiles_has_a_page_to_show(folder):
    assert [name for name in checks.RULES if rule_text(name) is None] == []
    assert folder.run("rules", "UnknownStage").stdout.startswith(rule_text("UnknownStage"))


def test_a_build_check_of_buildkit_has_its_page_there():
    assert rule_url("JSONArgsRecommended").endswith(("/json-args-recommended/", "/rules/JSONArgsRecommended/"))
    assert rule_url("FromAsCasing").endswith(("/from-as-casing/", "/rules/FromAsCasing/"))


def test_the_rules_are_there_for_programs(folder):
    rules = json.loads(folder.run("rules", "--format", "json").stdout)

    assert [rule["name"] for rule in rules] == list(rule_table())
    assert set(rules[0]) == {"name", "level", "origin", "fatal", "summary", "url"}
    assert json.loads(folder.run("rules", "UnknownStage", "--format", "json").stdout)["text"].startswith(
        "# UnknownStage"
    )


@pytest.mark.parametrize("name", ["UnknwonStage", "unknownstage", "../index", "x" * 1000])
def test_an_unknown_rule_is_a_usage_error(folder, name):
    result = folder.run("rules", name)

    assert result.exit_code == 2
    assert ("Did you mean 'UnknownStage'?" in " ".join(result.stderr.split())) is (len(name) == 12)
