"""No command hands on to a terminal what a terminal would obey, wherever it stands in a Dockerfile, a page or a name."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET

import pytest

# Sets a title, colours, clears; moves back, turns the reading direction, ends lines in ways of its own.
EVIL = "\x1b]0;x\x07\x1b[31m\x9b2J\x08\x7f\u202e\u2028\x85\x0b"
# In JSON a Dockerfile can have them in a path, ends of lines among them.
IN_JSON = json.dumps(f"/{EVIL}\r\n\t%%{{init: {{}}}}%%")
DOCKERFILES = {
    "path": f"FROM golang AS build\nRUN make\nFROM alpine AS final\nCOPY --from=build /a{EVIL} /b\rq{EVIL}\n",
    "json": f"FROM golang AS build\nRUN make\nFROM alpine AS final\nCOPY --from=build [{IN_JSON}, {IN_JSON}]\n",
    "image": f"FROM go{EVIL}lang AS build\nRUN {EVIL}\nFROM alpine:{EVIL} AS fi{EVIL}nal\nCOPY --from=build /a /b\n",
    "reference": f"FROM golang AS build\nRUN make\nFROM alpine\nCOPY --from=buidl{EVIL}\r /a /b\nCOPY --from=build /a /c\n",
    "value": f"# V {EVIL}\nARG V={EVIL}\n# build {EVIL}\rz\nFROM golang:$V AS build\nRUN --mount=type=secret,id={EVIL} $V\n"
    f"FROM alpine AS final\nARG V\nEXPOSE 80{EVIL}\nCOPY --from=build /$V /b\n",
    "heredoc": f"FROM golang AS build\nRUN <<{EVIL}\nmake\n{EVIL}\nFROM alpine\nCOPY --from=build <<'{EVIL}' /a /b\n{EVIL}\n",
    "mount": f"FROM golang AS build\nRUN a\nFROM alpine\nRUN --mount=from=build,source=/{EVIL},target=/x ls\nADD https://a.org/{EVIL} /q\n",
    "platform": f"FROM --platform=linux/{EVIL} golang AS build\nRUN make\nFROM alpine\nCOPY --from=build /a /b\n",
}
PAGE = """\
---
multistage:
  labels:
    "x\\e[31m": "y"
---

```dockerfile target="{evil}" source="{evil}"
{body}```

```dockerfile title="{evil}" sizes="{evil}=1"
{body}```

```dockerfile source="ok.Dockerfile" sync="check"
FROM x{evil}
```

```sh
docker build --target {evil} .
```
"""
NAME = "Dockerfile.\x1b[31m\rx\u202e\n" if sys.platform != "win32" else "Dockerfile.\u202e"
NAMES = [*DOCKERFILES, NAME]


@pytest.fixture
def planted(folder):
    for name, text in DOCKERFILES.items():
        folder.write(name, text)
        folder.write(f"{name}.md", PAGE.format(evil=EVIL, body=text))
    folder.write("ok.Dockerfile", "FROM golang AS build\nRUN make\nFROM alpine\nCOPY --from=build /a /b\n")
    folder.write(NAME, DOCKERFILES["path"])
    folder.write(f"{NAME}.md", PAGE.format(evil=EVIL, body=DOCKERFILES["path"]))
    folder.write("multistage-sizes.json", "{\x1b[31m\r")
    return folder


def said(result):
    """What a command has said, all of it fit for a terminal."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    text = result.output
    assert not {character for character in text if not character.isprintable()} - {"\n"}
    return text


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github", "gitlab", "junit"])
def test_check_says_nothing_that_a_terminal_obeys(planted, format_):
    text = said(planted.run("check", ".", "--format", format_))
    assert "InvalidFenceOption" in text
    if format_ == "junit":
        document = text[: text.index("</testsuites>") + len("</testsuites>")]
        names = {suite.get("name") for suite in ET.fromstring(document)}
        assert any(name.startswith("Dockerfile.\ufffd[31m\rx\ufffd") for name in names)


@pytest.mark.parametrize("name", NAMES)
def test_graph_says_nothing_that_a_terminal_obeys(planted, name):
    for arguments in (["-f", "svg"], ["-f", "mermaid"], ["-f", "dot"], ["-f", "text"], ["--ascii"], ["--target", EVIL]):
        assert said(planted.run("graph", name, *arguments))
    said(planted.run("graph", name, "--sizes", f"build{EVIL}=1MB"))
    said(planted.run("graph", name, "--language", EVIL))


@pytest.mark.parametrize("name", NAMES)
def test_inspect_says_nothing_that_a_terminal_obeys(planted, name):
    for arguments in ([], ["-f", "json"], ["--call", "outline"], ["--call", "targets"]):
        assert said(planted.run("inspect", name, *arguments))
    assert said(planted.run("inspect", name, "--call", "outline", "--target", EVIL))


def test_sync_measure_and_assets_say_nothing_that_a_terminal_obeys(planted):
    assert "-FROM x" in said(planted.run("sync", ".", "--check"))
    assert "written from" in said(planted.run("sync", "."))
    assert "ok.Dockerfile" in said(planted.run("measure", ".", "--dry-run"))
    assert "multistage.css: written" in said(planted.run("assets", "a\x1b[31m\u202e"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", f"{NAME}no"],
        ["check", ".", "--rule", f"{EVIL}=x"],
        ["check", ".", "--contexts", f"{EVIL} x"],
        ["check", ".", "--build-arg", EVIL],
        ["check", ".", "-f", EVIL],
        ["check", ".", "-o", f"{NAME}/x"],
        ["check", f"--{EVIL}"],
        ["inspect", f"{NAME}no"],
        ["graph", f"{NAME}no"],
        ["graph", "ok.Dockerfile", "--sizes-file", NAME],
        ["sync", f"{NAME}no"],
        ["measure", f"{NAME}no", "--dry-run"],
        ["measure", ".", "--engine", NAME],
        ["measure", ".", "--context", f"{NAME}no"],
        ["rules", EVIL],
        ["assets", f"{NAME}/x"],
        [EVIL],
    ],
)
def test_no_complaint_about_an_argument_says_what_a_terminal_obeys(planted, arguments):
    assert said(planted.run(*arguments))


def test_the_standard_input_may_be_called_anything(planted):
    assert said(planted.run("check", "-", "--stdin-filename", NAME, stdin=DOCKERFILES["reference"]))


# What GitHub's runner looks for in the output of a step.
COMMANDED = """\
FROM golang AS build
ARG ::add-mask::x
RUN --mount=type=secret,id=::stop-commands::x make
::error::x
FROM alpine##[error]x
COPY --from=##[stop-commands]biuld /a /b
"""
COMMANDED_PAGE = f"""\
---
multistage: {{"##[error]x": 1}}
---

```dockerfile target="##[error]x"
{COMMANDED}```

```dockerfile source="/followed" sync="check"
::error::x
FROM y
::error::x
```
"""


@pytest.fixture
def commanded(folder):
    for name in ("::stop-commands::x", "##[stop-commands]x", "##vso[task.complete]x"):
        folder.write(f"{name}.Dockerfile", COMMANDED)
        folder.write(f"{name}.md", COMMANDED_PAGE)
        folder.write(f"{name}.ok.Dockerfile", "FROM golang AS build\nFROM alpine\nCOPY --from=build /a /b\n")
    folder.write("followed", "::error::x\nFROM x\n::error::x\n")
    folder.write(".git/HEAD", "")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="no file has a colon in its name")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "."], "InvalidImageReference"),
        (["check", ".", "--color"], "InvalidImageReference"),
        (["check", "##[error]none.md"], "There is no such file"),
        (["sync", ".", "--check"], "-FROM y"),
        (["sync", "."], "written from"),
        (["measure", "--dry-run", "."], "Would build"),
        (["inspect", "::stop-commands::x.Dockerfile"], "InvalidImageReference"),
        (["graph", "::stop-commands::x.Dockerfile"], "alpine"),
        (["assets", "::stop-commands::x"], "written"),
    ],
)
def test_no_command_says_what_a_runner_of_workflows_obeys(commanded, arguments, words):
    result = commanded.run(*arguments)
    assert words in result.output
    assert commands_in(result.output) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no file has a colon in its name")
@pytest.mark.parametrize("format_", ["json", "sarif", "gitlab", "junit", "github"])
def test_no_report_says_what_a_runner_of_workflows_obeys_and_all_say_what_there_is(commanded, format_):
    text = commanded.run("check", ".", "--format", format_).stdout
    if format_ == "github":  # whose commands are the report
        assert not [line for line in text.splitlines() if "##[" in line or "stop-commands::" in line[:20]]
        return
    assert commands_in(text) == []
    values = ET.fromstring(text).itertext() if format_ == "junit" else [json.dumps(json.loads(text))]
    assert "##[stop-commands]biuld" in "".join(values)


def test_no_answer_in_json_says_what_a_runner_of_workflows_obeys(folder):
    folder.write("Dockerfile", COMMANDED)
    text = folder.run("inspect", "Dockerfile", "--format", "json").stdout
    assert commands_in(text) == []
    assert json.loads(text)["stages"][1]["base"] == "alpine##[error]x"


def test_no_outline_says_what_a_runner_of_workflows_obeys(folder):
    folder.write("Dockerfile", "FROM a\nRUN --mount=type=secret,id=::stop-commands::x make\n")
    text = folder.run("inspect", "Dockerfile", "--call", "outline").output
    assert "\\x3a:stop-commands::x" in text
    assert commands_in(text) == []


def test_a_mark_is_below_what_is_wrong_in_a_line_with_what_a_runner_would_obey(folder):
    folder.write(
        "Dockerfile", "FROM a AS build\nFROM b\nCOPY --from=build /##[error]x /y\nCOPY --from=biuld /##[a] /b\n"
    )
    lines = folder.run("check", "Dockerfile").stdout.splitlines()
    (place,) = [number for number, line in enumerate(lines) if "COPY --from=biuld" in line]
    assert lines[place].endswith("| COPY --from=biuld /#\\x23[a] /b")
    assert lines[place + 1].index("^") == lines[place].index("biuld")


def commands_in(text):
    """The lines that GitHub's or Azure's runner takes for commands, as their sources have it."""
    return [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line or "##vso[" in line]
