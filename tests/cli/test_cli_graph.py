"""The drawings of one Dockerfile: as reviewed in ``tests/data/cli``, and safe whatever its text holds.

``UPDATE_GOLDEN=1 pytest tests/cli`` writes the files anew; look at the difference.
"""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

DATA = Path(__file__).parent.parent / "data" / "cli"
FORMATS = ("svg", "mermaid", "dot", "text")
SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = """\
FROM a AS build
FROM b AS next
COPY --from=build "/x<y>&'\\"`|]{}#;\\\\n" /a
COPY --from=build /é\u202e漢字 /b
FROM next
COPY --from=ghcr.io/a/b:1 /<script>alert(1)</script> /c
RUN --mount=type=bind,from=build,source=/--\\>,target=/d true
"""


@pytest.fixture
def stages(folder):
    folder.write("Dockerfile", (DATA / "stages.Dockerfile").read_text(encoding="utf-8"))
    return folder


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("graph.svg", ["--format", "svg"]),
        ("graph.mermaid", ["--format", "mermaid"]),
        ("graph.dot", ["--format", "dot"]),
        ("graph.text", []),
        ("graph.ascii", ["--ascii"]),
        ("graph.target.text", ["--target", "TEST"]),
        ("graph.pt.text", ["--language", "pt-BR"]),
    ],
)
def test_the_drawing_is_as_reviewed(stages, name, arguments):
    result = stages.run("graph", "Dockerfile", *arguments)

    assert result.exit_code == 0
    if os.environ.get("UPDATE_GOLDEN"):
        (DATA / name).write_text(result.stdout, encoding="utf-8")
    assert result.stdout == (DATA / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["graph.ascii"])
def test_ascii_is_ascii(name):
    assert (DATA / name).read_text(encoding="utf-8").isascii()


def test_an_svg_stands_alone(stages):
    root = ET.fromstring(stages.run("graph", "Dockerfile", "--format", "svg").stdout.encode())

    style = root.find(f"{SVG}style").text
    assert root.tag == f"{SVG}svg"
    assert {"viewBox", "width", "height", "aria-label"} <= set(root.keys())
    # What a viewer of images does not know, and what would reach out of the file.
    assert not re.search(r"var\(|color-mix|url\(|@import|@container", style)
    assert not [node for node in root.iter() if node.get("href") or node.tag.endswith(("script", "image", "use"))]
    # Every shape that has a role has a colour by it.
    roles = {name for node in root.iter() for name in (node.get("class") or "").split() if name.startswith("ms-r-")}
    assert roles
    assert all(f".{role} " in style for role in roles)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_stays_text(folder, name):
    folder.write("Dockerfile", HOSTILE)

    drawing = folder.run("graph", "Dockerfile", "--format", name).stdout

    assert "\u202e" not in drawing
    if name == "svg":
        root = ET.fromstring(drawing.encode())
        assert not list(root.iter(f"{SVG}script"))
    elif name == "mermaid":
        # Each line is a declaration or an edge with one label in quotes.
        for line in drawing.splitlines()[1:]:
            label = re.search(r'"([^"]*)"', line)
            assert line.count('"') in {0, 2}
            assert label is None or not re.search("[<>`\\\\](?!br>)", label[1].replace("<br>", ""))
    elif name == "dot":
        for line in drawing.splitlines():
            assert len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) % 2 == 0


def test_one_stage_is_a_drawing_of_one(folder):
    folder.write("Dockerfile", "FROM alpine AS a\nFROM alpine AS b\n")

    for name in FORMATS:
        assert folder.run("graph", "Dockerfile", "--format", name).exit_code == 0


@pytest.mark.parametrize(
    ("text", "arguments", "told"),
    [
        ("RUN x\n", [], "There is no stage: no line starts with FROM."),
        ("FROM a AS b\n" + "COPY --from=b a b\n" * 3_000, [], "This Dockerfile is too large or too complex to read."),
        ("FROM a\n" * 101, [], "There is too much to draw: 101 stages (at most 100)"),
        ("FROM a AS build\n", ["--target", "biuld"], "The Dockerfile has no stage 'biuld'. Did you mean 'build'?"),
        ("FROM a\0", [], "This is a binary file."),
    ],
)
def test_what_cannot_be_drawn_is_an_error(folder, text, arguments, told):
    folder.write("Dockerfile", text)

    result = folder.run("graph", "Dockerfile", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())


def test_a_dockerfile_may_come_on_the_standard_input(folder):
    assert "alpine" in folder.run("graph", "-", stdin="FROM alpine\n").stdout


def test_an_output_without_lines_gets_ascii(stages):
    result = stages.python(
        "-m", "mkdocs_multistage.cli", "graph", "Dockerfile", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )

    assert result.stdout == (DATA / "graph.ascii").read_text(encoding="utf-8")
