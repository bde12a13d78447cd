"""The regular expressions of the package: its source in, patterns with the ways in which they are used out."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import mkdocs_multistage

PACKAGE = Path(mkdocs_multistage.__file__).parent
_METHODS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}


@dataclass(frozen=True)
class Use:
    """A pattern that is used in one way."""

    where: str
    pattern: str
    flags: int
    how: str


def uses():
    """Every pattern that a module has under a name or gives to ``re``, once for each way of using it."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    called = defaultdict(set)  # by module and name; by name alone where another module uses it
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _METHODS:
                how = node.attr if node.attr in {"match", "fullmatch", "search"} else "search_all"
                called[path, _name(node.value)].add(how)
                called[None, _name(node.value)].add(how)
    found = {}
    for path, tree in trees.items():
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for node in ast.walk(tree):
            for name, pattern, flags in _compiled(node, module):
                for how in sorted(called.get((path, name)) or called.get((None, name)) or {"match", "search_all"}):
                    found[module, name, pattern, how] = Use(f"{module}.{name}", pattern, flags, how)
    return list(found.values())


def _name(node):
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _compiled(node, module):
    """The patterns in a statement: those compiled under a name, and those given to a function of ``re``."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for inner in ast.walk(node.value):
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == "compile":
                yield from _of_name(module, _name(targets[0]))
                return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _name(node.func.value) == "re":
        given = node.args[0] if node.args else None
        if node.func.attr in _METHODS and isinstance(given, ast.Constant):
            yield f"re.{node.func.attr} in line {node.lineno}", given.value, 0


def _of_name(module, name):
    """The compiled patterns that a module has under a name, inside of collections too."""
    from importlib import import_module

    value = getattr(import_module(module), name, None)
    for pattern in _patterns(value):
        if isinstance(pattern.pattern, str):
            yield name, pattern.pattern, pattern.flags & ~re.UNICODE


def _patterns(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _patterns(item)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _patterns(item)
