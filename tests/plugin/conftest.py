"""A small site in a folder of its own, built by the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest


class Site:
    """A folder with a ``mkdocs.yml``."""

    def __init__(self, folder, python_path):
        self.folder = folder
        self.python_path = python_path
        self.docs = folder / "docs"

    def configure(
        self, text="", *, theme="mkdocs", plugins="[search, multistage]", extensions="[pymdownx.superfences]"
    ):
        self.write(
            "mkdocs.yml",
            f"site_name: Site\ntheme: {theme}\nplugins: {plugins}\nmarkdown_extensions: {extensions}\n{text}",
        )

    def write(self, path, text):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def mkdocs(self, *arguments, cwd=None, **environment):
        return self.python("-m", "mkdocs", *arguments, cwd=cwd, **environment)

    def python(self, *arguments, cwd=None, **environment):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd or self.folder,
            env={
                **os.environ,
                "PYTHONPATH": self.python_path,
                "NO_MKDOCS_2_WARNING": "1",
                "NO_COLOR": "1",
                **environment,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    def build(self, *arguments, **environment):
        """Build; the build has to succeed."""
        result = self.mkdocs("build", *arguments, **environment)
        assert result.returncode == 0, result.stderr
        return result.stderr

    def html(self, path="index.html"):
        return (self.folder / "site" / path).read_text(encoding="utf-8")

    def search_index(self):
        return json.loads(self.html("search/search_index.json"))


@pytest.fixture(scope="session")
def make_site(python_path):
    def make(folder):
        (folder / "docs").mkdir()
        return Site(folder, python_path)

    return make


@pytest.fixture
def site(make_site, tmp_path):
    return make_site(tmp_path)
