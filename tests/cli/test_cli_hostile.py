"""Whatever there is to check, the command says something that its readers understand."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from mkdocs_multistage.cli.checking import Checker
from mkdocs_multistage.cli.formats import FORMATS
from mkdocs_multistage.cli.settings import Settings
from mkdocs_multistage.cli.terminal import Style

PIECES = (
    *(
        "FROM ",
        "a",
        " AS ",
        "build",
        "\n",
        "COPY --from=",
        "biuld",
        " /x",
        "RUN ",
        "--mount=type=bind,from=",
        "ARG X=",
        "$X",
    ),
    *("# ", "\t", "```dockerfile\n", "```\n", "    ", "- x\n", "<!--", "-->", "> ", "!!! note\n", '=== "t"\n', "---\n"),
    *(
        "multistage:\n",
        "  checks: ",
        "[",
        "]",
        "{",
        ":",
        "\\\n",
        "<<EOF\n",
        "EOF\n",
        "'",
        '"',
        "`",
        "8<",
        "%",
        "]]>",
        "&",
    ),
    *(
        "\x1b[31m",
        "\u202e",
        "\u2028",
        "\x0c",
        "\x85",
        "\x7f",
        "\r",
        "\r\n",
        "\ufeff",
        "é",
        "e\u0301",
        "漢",
        "😀",
        "\udcff",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=50).map("".join))
@settings(max_examples=60, deadline=None)
def test_every_format_stays_what_it_is(text):
    data = text.encode("utf-8", "surrogateescape")
    checker = Checker(Settings(), lambda *_: None)
    for name in ("Dockerfile", "page.md", ""):
        checker.stdin(lambda: data, name)
    run = checker.run("info")

    reports = {name: make(run, Style(width=60)) for name, make in FORMATS.items()}

    for name in ("json", "sarif", "gitlab"):
        json.loads(reports[name])
    assert ET.fromstring(reports["junit"].encode("utf-8")).tag == "testsuites"
    assert reports["github"].count("\n") == len(run.findings) + len(run.troubles)
    assert not set(reports["text"]) & set("\x1b\t\r\x0c\x7f\x85\u2028\u202e")


@pytest.mark.parametrize("option", ["labels: *i", "roles: {a: *i}", "diagram: *i", "contexts: *i", "*i"])
def test_front_matter_that_would_fill_the_memory_is_told_in_a_line(folder, option):
    """Nine lists of nine lists, nine times over, are a few lines of YAML."""
    lists = "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    own = f" {option}" if option == "*i" else f"\n  {option}"
    folder.write(
        "page.md", f"---\na: &a [{','.join('x' * 9)}]\n{lists}multistage:{own}\n---\n\n```dockerfile\nFROM a\n```\n"
    )
    result = folder.run("check", "page.md")
    assert "InvalidPageOption" in result.output
    assert len(result.output) < 1500


@pytest.mark.parametrize(
    "text",
    ["x: !!bool maybe", 'x: !!int ""', 'x: !!float ""', "x: !!timestamp abc", f"x: {'[' * 3000}"],
    ids=["bool", "int", "float", "timestamp", "nested"],
)
def test_front_matter_that_no_program_can_read_is_none(folder, broken, text):
    page = f"---\n{text}\nmultistage: wrong\n---\n\n```dockerfile\n{broken}```\n"
    assert get_data(page) == (page, {})
    folder.write("page.md", page)
    result = folder.run("check", "page.md")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "page.md:11:13: warning:" in result.stdout
    assert "InvalidPageOption" not in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("files", "arguments", "shown"), [(60, [], True), (60, ["--quiet"], False), (3, [], False)])
def test_a_long_run_shows_its_progress_in_a_terminal(folder, files, arguments, shown):
    import pty

    for number in range(files):
        folder.write(f"{number}/Dockerfile", "FROM scratch\nCOPY a /\n")
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("waits for a machine with pseudo-terminals (/dev/pts mounted)")
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs_multistage.cli", "check", ".", *arguments],
        env={**os.environ, "PYTHONPATH": folder.python_path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    # Linux ends a terminal that nobody writes to with an error, others with nothing.
    with contextlib.suppress(OSError):
        while data := os.read(ours, 65536):
            seen += data
    os.close(ours)

    assert process.wait(timeout=60) == 0
    assert (b"Checking" in seen) is shown
