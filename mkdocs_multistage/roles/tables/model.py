"""The form of the tables: what acts there are, and how a pattern is written.

A pattern is a program and what must stand behind it, in order:

* a word (with ``|`` for choices and ``*`` as in a glob) is the next argument that is no option; ``|$`` as its last
  choice lets it be missing;
* ``-word`` is an option anywhere, with the same choices; ``!`` before anything forbids it anywhere;
* ``~word`` is an argument anywhere; ``$`` says that no further argument follows;
* ``<script>`` is the name of a script, target or task: the words in that name say what it does, and the act beside the
  pattern counts where they say nothing;
* ``<installers>`` stands for arguments that are all package managers and the like.

The first pattern that fits decides, in the order of the tables.
"""

from __future__ import annotations

from typing import Literal

Act = Literal[
    "build",  # makes an artifact
    "compile",  # the same, but of dependencies alone while no source is there
    "deps",  # obtains the dependencies that a manifest lists
    "dev",  # serves, watches or debugs for a developer
    "devtools",  # installs what only people use
    "diff",  # asks whether something has changed
    "extension",  # compiles an extension into an interpreter
    "fetch",  # downloads
    "generate",  # makes files beside something else, such as a client for a schema
    "idle",  # tells nothing
    "lint",  # runs a checker that may be the image's product, too
    "opaque",  # runs a program of the project whose name tells nothing
    "packages",  # installs libraries by name
    "project",  # installs the project, or its dependencies alone while no source is there
    "run",  # starts the application
    "seed",  # makes a placeholder for the sources
    "shell",  # waits for somebody's commands
    "system",  # installs system packages
    "test",  # tests, lints, verifies
    "tool",  # installs a tool
    "toolchain",  # installs compilers and headers
    "write",  # writes a file
]

REASONS: dict[Act, str] = {
    "build": "makes an artifact",
    "compile": "compiles",
    "deps": "obtains the dependencies",
    "dev": "serves development",
    "devtools": "installs tools for people",
    "diff": "compares with what is committed",
    "extension": "compiles extensions",
    "fetch": "downloads",
    "generate": "generates files",
    "idle": "",
    "lint": "checks",
    "opaque": "runs a script of the project",
    "packages": "installs packages by name",
    "project": "installs the project",
    "run": "runs a program",
    "seed": "stands in for the sources",
    "shell": "waits for commands",
    "system": "installs system packages",
    "test": "tests or checks",
    "tool": "installs a tool",
    "toolchain": "installs a toolchain",
    "write": "writes a file",
}

Table = dict[str, Act]


def any_of(words: str) -> str:
    """Choices from words: ``a|b`` for ``a b``, so that long lists stay readable."""
    return "|".join(words.split())


def words(text: str) -> frozenset[str]:
    """A set of words, for the same reason."""
    return frozenset(text.split())
