"""Standard streams that are closed, full or in another encoding: an exit code that means what it always means."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")

BAD = "FROM a AS estágio\nFROM b\nCOPY --from=estagio /a /b\n"
COMMANDS = [
    ["check", "ok.Dockerfile"],
    ["check", "ok.Dockerfile", "--format", "json"],
    ["graph", "ok.Dockerfile"],
    ["inspect", "ok.Dockerfile"],
    ["rules"],
    ["sync", "."],
    ["measure", "--dry-run", "ok.Dockerfile"],
]


@pytest.fixture
def shell(folder):
    """Runs a command with what a shell does to its streams; gives its exit code and what it says to those left."""
    folder.write("ok.Dockerfile", "FROM alpine:3.22\n")
    folder.write("bad.Dockerfile", BAD)

    def run(arguments, streams, **environment):
        command = f'exec "$0" -m mkdocs_multistage.cli "$@" {streams}'
        return subprocess.run(
            ["/bin/sh", "-c", command, sys.executable, *arguments],
            env={**os.environ, "PYTHONPATH": folder.python_path, **environment},
            capture_output=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_what_goes_to_a_closed_stream_goes_nowhere(shell, arguments):
    done = shell(arguments, ">&- 2>&-")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that takes nothing")
def test_what_cannot_be_written_is_said_and_is_no_finding(shell, arguments):
    done = shell(arguments, ">/dev/full")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: The output cannot be written: ")
    assert b"Traceback" not in done.stderr
    assert shell(arguments, ">/dev/full 2>&1").returncode == 2


@pytest.mark.parametrize("command", ["check", "inspect", "graph"])
def test_a_closed_standard_input_is_said(shell, command):
    done = shell([command, "-"], "<&-")
    assert done.returncode == 2
    assert b"The standard input is closed." in done.stderr


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize(
    "arguments",
    [["graph", "bad.Dockerfile", "--format", "svg", "--language", "pt-BR"], ["check", "bad.Dockerfile", "-f", "junit"]],
    ids=" ".join,
)
def test_an_xml_document_says_the_same_in_every_encoding(shell, arguments, encoding):
    done = shell(arguments, "", PYTHONIOENCODING=encoding)
    assert "estágio" in ET.tostring(ET.fromstring(done.stdout), encoding="unicode")


def test_a_working_directory_that_was_removed_is_no_hindrance(folder):
    dockerfile = folder.write("Dockerfile", BAD)
    gone = folder.path / "gone"
    gone.mkdir()
    script = (
        f"import os, runpy; os.rmdir({str(gone)!r}); runpy.run_module('mkdocs_multistage.cli', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "check", str(dockerfile)],
        cwd=gone,
        env={**os.environ, "PYTHONPATH": folder.python_path},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stdout.startswith(f"{dockerfile.as_posix()}:1:11: ")
