"""What the package may do: read files, and write what it was asked for. No network, no processes, no code from data."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

import mkdocs_multistage

PACKAGE = Path(mkdocs_multistage.__file__).parent
PYPROJECT = PACKAGE.parent / "pyproject.toml"
# What opens connections, starts processes, or runs what it reads.
FORBIDDEN = {
    *("asyncio", "ctypes", "ftplib", "http", "marshal", "multiprocessing", "pickle", "pty", "requests", "shelve"),
    *("smtplib", "socket", "socketserver", "ssl", "subprocess", "urllib.request", "webbrowser", "xmlrpc"),
}
# `measure` builds images with a local engine, and is there for nothing else; `check` may use several cores.
ALLOWED = {"subprocess": {"measure"}, "multiprocessing": {"jobs", "parallel"}}
# Names of modules by the names of their distributions; the others are the same.
MODULES = {"pymdown-extensions": "pymdownx", "dockerfile-parse": "dockerfile_parse"}
# MkDocs brings these, and has declared that it does.
BROUGHT = {"click", "jinja2", "markdown", "yaml"}
# The author's own, where there are any.
OPTIONAL = {"material", "zensical", "properdocs"}

BLOCKED = """
import socket

def refuse(*_, **__):
    raise RuntimeError("a connection was attempted")

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = refuse
"""
PAGE = """\
# Page

```dockerfile
FROM golang:1.25 AS build
ADD https://example.com/x.tar.gz /x
ADD https://github.com/moby/buildkit.git#v0.12 /src

FROM ghcr.io/acme/base:1
COPY --from=buidl /a /a
COPY --from=docker.io/library/nginx:1 /b /b
```
"""


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_is_imported_that_reaches_out():
    for path, tree in modules():
        for name in imported(tree):
            found = {name, name.partition(".")[0]} & FORBIDDEN
            assert all(any(part in path.stem for part in ALLOWED.get(one, ())) for one in found), f"{path}: {name}"


def test_no_data_is_run_as_code():
    for path, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            assert called not in {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load"}, (
                f"{path}: {called}"
            )
            assert not re.match(r"os\.(exec|spawn|fork)", called), f"{path}: {called}"


@pytest.mark.skipif(not PYPROJECT.exists(), reason="the package is tested as installed, without its pyproject.toml")
def test_only_what_is_declared_is_imported():
    # Python 3.10 has no reader of TOML, and this list is one requirement a line.
    declared = PYPROJECT.read_text(encoding="utf-8").partition("\ndependencies = [\n")[2].partition("\n]")[0]
    names = re.findall(r'^  "([\w-]+)', declared, re.MULTILINE)
    assert "mkdocs" in names
    known = {MODULES.get(name, name.replace("-", "_")) for name in names} | BROUGHT | OPTIONAL | {"mkdocs_multistage"}
    foreign = {name.partition(".")[0] for _, tree in modules() for name in imported(tree)} - set(
        sys.stdlib_module_names
    )
    assert foreign <= known


@pytest.mark.parametrize("command", [("mkdocs", "build"), ("mkdocs_multistage", "check", "mkdocs.yml")])
def test_a_page_full_of_addresses_opens_no_connection(site, command):
    site.write("blocked/sitecustomize.py", BLOCKED)
    site.configure()
    site.write("docs/index.md", PAGE)
    result = site.python("-m", *command, PYTHONPATH=f"{site.folder / 'blocked'}:{site.python_path}")
    assert "Traceback" not in result.stderr
    assert "a connection was attempted" not in result.stderr
    assert "UnknownStage" in result.stderr + result.stdout
    refused = site.python(
        "-c", "import socket; socket.create_connection(('127.0.0.1', 1))", PYTHONPATH=str(site.folder / "blocked")
    )
    assert "a connection was attempted" in refused.stderr
