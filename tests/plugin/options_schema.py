"""``docs/schema.json``: the configuration class in, a JSON schema for editors out, in the form that Material's own refers to.

An option's description is the docstring below it in ``config.py``, its default the class's own, and its shape follows
from its type. ``make schema`` writes the file; a test holds it to the class.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args, get_origin

from mkdocs_multistage import config, render, roles
from mkdocs_multistage.markdown import options
from mkdocs_multistage.render.labels import texts_to_override

FILE = Path(__file__).parent.parent.parent / "docs" / "schema.json"
PLUGIN = "multistage"

# What no type says, by option.
_KEYS = {"checks": options.known_rules(), "labels": tuple(texts_to_override())}
_ALSO = {
    "diagram": {"type": "boolean"},  # YAML has read a bare `off` as false
    "language": {"type": "null"},
    "sizes_file": {"type": "null"},
}
_NUMBERS_TOO = {"build_args"}


def schema():
    """The whole schema."""
    described = _descriptions()
    types = inspect.get_annotations(config.MultistageConfig)
    properties = {}
    for name, option in config.MultistageConfig._schema:
        default = option.default
        properties[name] = {
            **_titles(described[name]),
            **_shape(name, _type_of(types[name])),
            "default": sorted(default) if isinstance(default, (set, frozenset)) else default,
        }
    description = _titles(inspect.getdoc(config.MultistageConfig))["markdownDescription"]
    return {
        "$schema": "https://json-schema.org/draft-07/schema",
        "title": "Draws, badges and checks the multi-stage Dockerfiles of a site",
        "oneOf": [
            {"markdownDescription": description, "enum": [PLUGIN]},
            {
                "type": "object",
                "properties": {
                    PLUGIN: {
                        "markdownDescription": description,
                        "type": "object",
                        "properties": properties,
                        "additionalProperties": False,
                    }
                },
                "additionalProperties": False,
            },
        ],
    }


def text():
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _descriptions():
    """The docstrings below the options, which Python itself drops."""
    (body,) = (
        node.body
        for node in ast.parse(inspect.getsource(config)).body
        if isinstance(node, ast.ClassDef) and node.name == config.MultistageConfig.__name__
    )
    return {
        field.target.id: inspect.cleandoc(below.value.value)
        for field, below in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
    }


def _titles(docstring):
    """Its first sentence, and the whole in Markdown."""
    flat = " ".join(docstring.replace("``", "`").split())
    first = re.split(r"(?<=[.:;])\s", flat, maxsplit=1)[0].rstrip(".:;")
    return {"title": first.replace("`", ""), "markdownDescription": flat}


def _type_of(annotation):
    """The type of an option's value; the annotations are texts, with names that only the type checker imports."""
    inner = re.fullmatch(r"Option\[(.*)\]", annotation)[1]
    return eval(inner, {**vars(roles), **vars(render), **vars(options), **vars(config), "Mapping": Mapping})


def _shape(name, kind):
    shape = _of_type(kind)
    if name in _KEYS:
        shape = {**shape, "propertyNames": {"enum": list(_KEYS[name])}}
    if name in _NUMBERS_TOO:
        shape = {**shape, "additionalProperties": {"type": ["string", "integer"]}}
    return {"anyOf": [shape, _ALSO[name]]} if name in _ALSO else shape


def _of_type(kind):
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is bool:
        return {"type": "boolean"}
    if kind is str:
        return {"type": "string"}
    if kind is int:
        return {"type": "integer"}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in {tuple, frozenset, list}:
        return {"type": "array", "items": _of_type(arguments[0])}
    if len(arguments) == 2:  # a mapping
        return {"type": ["object", "null"], "additionalProperties": _of_type(arguments[1])}
    raise TypeError(f"tests/plugin/options_schema.py does not know what {kind} looks like in YAML")


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
