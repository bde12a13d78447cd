"""What commands do, ecosystem by ecosystem: data only. `model` says how a pattern is written."""

from mkdocs_multistage.roles.tables.documents import DOCUMENTS
from mkdocs_multistage.roles.tables.general import (
    DEBUGGER_PACKAGES,
    GENERAL,
    IDLE,
    PEOPLE_PACKAGES,
    TOOLCHAIN_PACKAGES,
)
from mkdocs_multistage.roles.tables.go import GO
from mkdocs_multistage.roles.tables.jvm import JVM
from mkdocs_multistage.roles.tables.model import REASONS, Act, Table
from mkdocs_multistage.roles.tables.native import NATIVE
from mkdocs_multistage.roles.tables.node import NODE
from mkdocs_multistage.roles.tables.options import TAKES
from mkdocs_multistage.roles.tables.others import BEAM, DOTNET, FURTHER, PHP, RUBY, RUST
from mkdocs_multistage.roles.tables.python import INSTALLERS, PYTHON

# Where two tables know a program, the earlier one is asked first.
TABLES: tuple[Table, ...] = (GO, NODE, PYTHON, RUST, JVM, DOTNET, PHP, RUBY, BEAM, FURTHER, NATIVE, DOCUMENTS, GENERAL)

# What any program that no table knows is told to do.
SUBCOMMANDS: dict[str, Act] = {
    "build": "build",
    "bundle": "build",
    "compile": "build",
    "package": "build",
    "release": "build",
    "generate": "generate",
    "gen": "generate",
    "render": "generate",
    "new": "generate",
    "test": "lint",
    "lint": "lint",
    "check": "lint",
    "verify": "lint",
    "validate": "lint",
    "download": "fetch",
    "fetch": "fetch",
    "pull": "fetch",
    "install": "tool",
}

__all__ = [
    "DEBUGGER_PACKAGES",
    "IDLE",
    "INSTALLERS",
    "PEOPLE_PACKAGES",
    "REASONS",
    "SUBCOMMANDS",
    "TABLES",
    "TAKES",
    "TOOLCHAIN_PACKAGES",
    "Act",
    "Table",
]
