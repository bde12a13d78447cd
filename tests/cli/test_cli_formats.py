"""Every format, on a small project: as reviewed in ``tests/data/cli``, and as its readers want it.

``UPDATE_GOLDEN=1 pytest tests/cli`` writes the files anew; look at the difference.
"""

from __future__ import annotations

import json
import os
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from mkdocs_multistage.cli.formats import FORMATS
from mkdocs_multistage.cli.formats.sarif import uri
from mkdocs_multistage.cli.run import Found, Run, Trouble
from mkdocs_multistage.cli.terminal import Style

DATA = Path(__file__).parent.parent / "data"
HOSTILE = Found(
    path="a b/<x>&\"',:%\n.md",
    line=3,
    column=2,
    end_column=5,
    rule="UnknownStage",
    level="warning",
    message='] ]]> <b> & "q" %0A ::error:: \x1b[31m\r\n\u202e done',
    suggestion="<s>",
    included_by="p q.md:7",
    source="\tx\x00\x07<&>",
)


@pytest.fixture
def project(folder):
    shutil.copytree(DATA / "cli" / "project", folder.path, dirs_exist_ok=True)
    return folder


def without_pages(log):
    """A SARIF log with no more of its rules than those that were broken, for pages and tables change on their own."""
    run = log["runs"][0]
    run["tool"]["driver"]["version"] = "0"
    broken = sorted({result["ruleId"] for result in run["results"]})
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        del result["ruleIndex"]
    run["tool"]["driver"]["rules"] = [
        {key: value for key, value in rules[name].items() if key != "help"} for name in broken
    ]
    return log


def golden(name, found):
    path = DATA / "cli" / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_the_report_is_as_reviewed(project, name):
    result = project.run("check", ".", "missing.md", "--format", name)

    found = result.stdout
    if name == "sarif":
        found = json.dumps(without_pages(json.loads(found)), indent=2) + "\n"
    elif name == "json":
        found = json.dumps({**json.loads(found), "version": "0"}, indent=2) + "\n"
    golden(f"report.{name}", found)
    assert result.exit_code == 2
    assert "error: missing.md: There is no such file or folder." in result.stderr


def test_the_report_in_colour_is_as_reviewed(project):
    golden("report.colour", project.run("check", "app", "--color").stdout)


def hostile_run():
    return Run(findings=(HOSTILE,), troubles=(Trouble("p\x00%:,\n", "a\r\nb %"),), files=("ok.md",), dockerfiles=1)


def test_github_gets_one_command_a_line_whatever_the_text_holds():
    lines = FORMATS["github"](hostile_run(), Style()).splitlines()

    assert len(lines) == 2
    assert lines[0].startswith("::warning file=a b/<x>&\"'%2C%3A%25%0A.md,line=3,endLine=3,col=2,endColumn=4,title=")
    assert r"%250A ::error:: \x1b[31m%0D%0A\u202e" in lines[0]
    assert lines[1].startswith("::error file=p\\x00%25%3A%2C%0A,title=Not checked::a%0D%0Ab %25")


def test_text_never_obeys_the_text():
    text = FORMATS["text"](hostile_run(), Style())

    assert not set(text) & {"\x1b", "\x00", "\x07", "\r", "\u202e", "\t"}
    assert "\\x1b[31m\\r\\n\\u202e done" in text


def test_junit_is_xml_whatever_the_text_holds():
    root = ET.fromstring(FORMATS["junit"](hostile_run(), Style()).encode())

    failure = root.find(".//failure")
    assert failure.get("type") == "UnknownStage"
    assert failure.get("message").startswith('] ]]> <b> & "q"')
    assert root.find(".//error").get("message") == "a b %" or "a" in root.find(".//error").get("message")
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")


@pytest.mark.parametrize("run", [Run(), hostile_run(), Run(files=("a.md",), threshold="info")])
def test_junit_is_valid_by_jenkins_schema(run):
    xmlschema = pytest.importorskip("xmlschema", reason="of the test group in pyproject.toml")
    schema = xmlschema.XMLSchema(str(DATA / "schemas" / "junit-10.xsd"))

    schema.validate(FORMATS["junit"](run, Style()))


@pytest.mark.parametrize("run", [Run(), hostile_run(), Run(files=("a.md",))])
def test_sarif_has_what_the_specification_demands(run):
    jsonschema = pytest.importorskip("jsonschema", reason="of the test group in pyproject.toml")
    schema = json.loads((DATA / "schemas" / "sarif-as-written.json").read_text(encoding="utf-8"))

    log = json.loads(FORMATS["sarif"](run, Style()))

    jsonschema.Draft202012Validator(schema).validate(log)


def test_sarif_says_what_to_write_instead(project):
    log = json.loads(project.run("check", "app/Dockerfile", "--format", "sarif").stdout)

    result = next(result for result in log["runs"][0]["results"] if result["ruleId"] == "UnknownStage")
    change = result["fixes"][0]["artifactChanges"][0]
    region = change["replacements"][0]["deletedRegion"]
    line = (project.path / "app/Dockerfile").read_text().splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "biuld"
    assert change["replacements"][0]["insertedContent"]["text"] == "build"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/a b.md", "docs/a%20b.md"),
        ("docs/ä#?.md", "docs/%C3%A4%23%3F.md"),
        ("/abs/x.md", "file:///abs/x.md"),
        ("C:\\docs\\x.md", "file:///C:/docs/x.md"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_paths_become_uris(path, expected):
    assert uri(path) == expected


def test_gitlab_knows_a_finding_again_when_lines_above_it_come_and_go(folder, broken):
    folder.write("Dockerfile", broken)
    before = json.loads(folder.run("check", "Dockerfile", "--format", "gitlab").stdout)
    folder.write("Dockerfile", "# one\n\n# two\n" + broken)
    after = json.loads(folder.run("check", "Dockerfile", "--format", "gitlab").stdout)

    assert [issue["fingerprint"] for issue in before] == [issue["fingerprint"] for issue in after]
    assert [issue["location"]["lines"]["begin"] + 3 for issue in before] == [
        issue["location"]["lines"]["begin"] for issue in after
    ]


def test_gitlab_tells_equal_findings_apart(folder):
    folder.write("Dockerfile", "FROM a AS build\nFROM b\nCOPY --from=biuld /a /b\nCOPY --from=biuld /a /b\n")

    issues = json.loads(folder.run("check", "Dockerfile", "--format", "gitlab").stdout)

    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints)) == 2


def test_every_format_is_the_same_twice(project):
    for name in FORMATS:
        assert project.run("check", ".", "--format", name).stdout == project.run("check", ".", "--format", name).stdout


def test_the_output_goes_to_a_file_in_utf_8(project):
    result = project.run("check", "guide.md", "--format", "json", "--output", "out.json")

    assert result.stdout == ""
    assert json.loads((project.path / "out.json").read_text(encoding="utf-8"))["summary"]["files"] == 1


def test_a_file_that_cannot_be_written_is_an_error(project):
    result = project.run("check", "guide.md", "--output", "no/such/folder/out.txt")

    assert result.exit_code == 2
    assert "no/such/folder/out.txt" in result.stderr
