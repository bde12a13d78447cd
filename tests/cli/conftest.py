"""The command in this process, in a folder of its own; and a site that the real build can build."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from mkdocs_multistage.cli import main


class Folder:
    """A folder to work in."""

    def __init__(self, path, python_path):
        self.path = path
        self.python_path = python_path

    def write(self, name, text):
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            target.write_bytes(text)
        else:
            target.write_bytes(text.encode("utf-8"))
        return target

    def run(self, *arguments, stdin=None, env=None):
        """The command in this process: fast, and its output is no terminal."""
        environment = {"NO_COLOR": None, "FORCE_COLOR": None, "COLUMNS": "100", **(env or {})}
        runner = CliRunner(env=environment)
        return runner.invoke(
            main, [str(argument) for argument in arguments], input=stdin, prog_name="mkdocs-multistage"
        )

    def python(self, *arguments, stdin=None, **environment):
        """A process of its own."""
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=self.path,
            env={**os.environ, "PYTHONPATH": self.python_path, "NO_MKDOCS_2_WARNING": "1", **environment},
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )


@pytest.fixture
def folder(tmp_path, python_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path, python_path)


BROKEN = """\
FROM golang:1.24 AS build
RUN go build -o /app

FROM alpine:3.22
COPY --from=biuld /app /app
CMD /app
"""


@pytest.fixture
def broken():
    """A Dockerfile with one warning and one info."""
    return BROKEN
