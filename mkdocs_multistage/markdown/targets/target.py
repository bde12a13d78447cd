"""What a command or a configuration file asks for."""

from __future__ import annotations

from typing import Final

from mkdocs_multistage.records import record

# The Dockerfiles that a build takes unless it is told.
_DEFAULT_FILES: Final = frozenset({"Dockerfile", "Containerfile"})
# Ways to write the working directory.
_HERE: Final = frozenset({"", ".", "$PWD", "${PWD}", "$(pwd)", "${pwd}", "%cd%"})


@record(frozen=True, slots=True)
class Target:
    """A stage that is asked for by name.

    Attributes:
        name: The stage's name as written, without quotes.
        line: Where it stands in the fence's text, from 1.
        column: The same, from 1.
        asked_by: How, for a message: ``--target``, ``target:``.
    """

    name: str
    line: int
    column: int
    asked_by: str


def is_here(context: str) -> bool:
    """Whether a build context is the working directory."""
    return context.rstrip("/\\") in _HERE


def is_default_file(path: str) -> bool:
    """Whether a path is that of the Dockerfile that is taken anyway."""
    return path.removeprefix("./") in _DEFAULT_FILES
