"""Small sites, built by the real commands of an environment."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import making
import pytest

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Site:
    """A folder with a site, and the environment that builds it."""

    def __init__(self, folder, python, python_path):
        self.folder = folder
        self.python = python
        self.python_path = python_path

    def write(self, path, text):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def html(self, path="index.html"):
        return (self.folder / "site" / path).read_text(encoding="utf-8")

    def run(self, *arguments, **environment):
        result = subprocess.run(
            [str(self.python), "-m", *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": self.python_path,
                "NO_MKDOCS_2_WARNING": "1",
                "DISABLE_MKDOCS_2_WARNING": "true",
                "NO_COLOR": "1",
                **environment,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        result.output = COLOURS.sub("", result.stdout + result.stderr)
        return result


@pytest.fixture(scope="session")
def make_site(tmp_path_factory, python_path):
    """Make a site for an environment, by its name; the empty name is the one that the tests run in."""

    def make_site(name, environment=""):
        python, path = sys.executable, python_path
        if environment:
            python, path = making.python_of(environment), ""
        if python is None:
            pytest.skip(f"the environment {environment!r} has not been made; `make matrix` makes it")
        folder = tmp_path_factory.mktemp(re.sub(r"[^a-z0-9-]", "-", name))
        (folder / "docs").mkdir()
        return Site(folder, python, path)

    return make_site
