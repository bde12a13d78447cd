"""Follows a tutorial: writes the files and runs the commands that its page shows, in the order of the page.

``python tests/acceptance/walkthrough.py docs/tutorial.md`` does so in a new folder with a new virtual environment, in which
this checkout is installed; it downloads what that needs. The tests do it with the Python that runs them.

A fence with a title is a file: ``name`` is its whole text, ``name, at the end`` is added to it, and a ``diff`` replaces
one line. A ``console`` fence has commands behind ``$``; each line below a command is one that it prints.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(
    r'^(?P<marks>`{3,})(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^(?P=marks)$',
    re.MULTILINE | re.DOTALL,
)
AT_THE_END = re.compile(r"^(.+), (?:at the end|no fim)$")
# What sets a folder up, and what never ends.
SETS_UP = ("mkdir ", "cd ", "python3 -m venv ", ". .venv/", "pip install ")
NEVER_ENDS = ("mkdocs serve",)


class WrongPageError(AssertionError):
    """The page shows what is not so."""


class Walk:
    """A reader who does what a page says.

    Args:
        folder: Where files are written and commands run.
        run: Runs a command in a folder; gives its output, standard error included.
    """

    def __init__(self, folder, run):
        self.folder = Path(folder)
        self.run = run
        self.files = []
        self.commands = []

    def follow(self, page):
        for fence in FENCE.finditer(page):
            title, text = fence["title"], fence["text"]
            if fence["language"] == "console":
                self._session(text)
            elif title and fence["language"] == "diff":
                self._edit(title, text)
            elif title:
                self._write(title, text)

    def _write(self, title, text):
        added = AT_THE_END.match(title)
        path = self.folder / (added[1] if added else title)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text(encoding="utf-8") if added else "") + text, encoding="utf-8")
        self.files.append(path)

    def _edit(self, title, text):
        path = self.folder / title
        before = path.read_text(encoding="utf-8")
        old, new = (
            "".join(line[1:] for line in text.splitlines(keepends=True) if line.startswith(sign)) for sign in "-+"
        )
        if before.count(old) != 1:
            raise WrongPageError(f"{title} has {before.count(old)} times: {old}")
        path.write_text(before.replace(old, new), encoding="utf-8")

    def _session(self, text):
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            if command.startswith(NEVER_ENDS):
                continue
            printed = " ".join(self.run(command, self.folder).split())
            self.commands.append(command)
            for line in shown.splitlines():
                if " ".join(line.split()) not in printed:
                    raise WrongPageError(f"`{command}` does not print {line!r}, but: {printed}")


def with_this_python(command, folder):
    """Run the programs of a tutorial by the Python that runs the tests; set nothing up."""
    if command.startswith(SETS_UP):
        return ""
    program, *arguments = shlex.split(command)
    module = {"mkdocs": "mkdocs", "mkdocs-multistage": "mkdocs_multistage"}[program]
    return _output([sys.executable, "-m", module, *arguments], folder, os.environ)


class FreshEnvironment:
    """Runs every command of a tutorial, from the empty folder on."""

    def __init__(self):
        self.variables = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    def __call__(self, command, folder):
        if command.startswith(("mkdir ", "cd ")):
            return ""
        if command.startswith(". .venv/"):
            self.variables["PATH"] = f"{folder / '.venv' / 'bin'}:{self.variables['PATH']}"
            return ""
        command = command.replace('"mkdocs-multistage[', f'"{ROOT}[')
        print("$", command, flush=True)
        printed = _output(["sh", "-c", command], folder, self.variables)
        print(printed, flush=True)
        return printed


def _output(command, folder, variables):
    environment = {**variables, "COLUMNS": "200", "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    return result.stdout + result.stderr


if __name__ == "__main__":
    for name in sys.argv[1:] or ["docs/tutorial.md"]:
        with tempfile.TemporaryDirectory() as new:
            Walk(new, FreshEnvironment()).follow((ROOT / name).read_text(encoding="utf-8"))
        print(f"{name}: all as shown")
