"""Sites for the tests of a run: pages and settings in, a folder with a built site out, each built once.

The workers of a run share one folder. Who comes first builds a site there, and the others wait for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).parents[1]
MATRIX = ROOT / ".cache" / "matrix"


class NotThereError(Exception):
    """An environment of the matrix has not been made; its message says how to make it."""


@contextlib.contextmanager
def alone(folder, name):
    """Let one process at a time make what has that name; gives the file that says that it was made."""
    with FileLock(folder / f"{name}.lock"):
        yield folder / f"{name}.made"


class Sites:
    """A folder of sites.

    Args:
        folder: Theirs and their sources'.
        python_path: What a Python has to have on its path to find the plugin as it is here.
    """

    def __init__(self, folder, python_path):
        self.folder = folder
        self.python_path = python_path
        self.public = folder / "public"
        self.public.mkdir(parents=True, exist_ok=True)

    def build(self, pages, environment="", engine="mkdocs", **settings):
        """Build a site.

        Args:
            pages: Texts by the names of their files.
            environment: One of the matrix; the empty name is the one that the tests run in.
            engine: The program.
            settings: Those of ``mkdocs.yml``.

        Returns:
            The name of its folder in ``public``, and what MkDocs said.

        Raises:
            NotThereError: There is no such environment.
        """
        python = MATRIX / environment / "bin" / "python" if environment else Path(sys.executable)
        if environment and not (MATRIX / environment / "made.json").is_file():
            raise NotThereError(f"waits for the environment {environment!r}, which `make matrix-quick` makes")
        key = json.dumps([environment, engine, pages, settings], sort_keys=True)
        name = hashlib.sha256(key.encode()).hexdigest()[:12]
        with alone(self.folder, name) as made:
            if not made.exists():
                source = self.folder / "sources" / name
                for path, text in pages.items():
                    page = source / "docs" / path
                    page.parent.mkdir(parents=True, exist_ok=True)
                    page.write_text(text, encoding="utf-8")
                # JSON is YAML.
                text = json.dumps({"site_name": "Example", **settings})
                (source / "mkdocs.yml").write_text(text, encoding="utf-8")
                said = self._run(python, engine, source)
                # Zensical builds nowhere else.
                shutil.move(source / "site", self.public / name)
                made.write_text(said, encoding="utf-8")
            return name, made.read_text(encoding="utf-8")

    def documentation(self):
        """Build this project's own documentation, strictly; gives the name of its folder."""
        name = "documentation"
        with alone(self.folder, name) as made:
            if not made.exists():
                made.write_text(self._run(sys.executable, "mkdocs", ROOT, "--strict", "--site-dir", self.public / name))
        return name

    def _run(self, python, engine, folder, *arguments):
        paths = [self.python_path, os.environ.get("PYTHONPATH", "")]
        variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        done = subprocess.run(
            [str(python), "-m", engine, "build", *map(str, arguments)],
            cwd=folder, env=variables, capture_output=True, text=True, encoding="utf-8", check=False, timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr
