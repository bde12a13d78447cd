"""A picture in Graphviz's language, for those who lay it out themselves.

FROM is a thin edge, COPY a thick one and a mount a dashed one, with the paths on it.
https://graphviz.org/doc/info/lang.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render import words
from mkdocs_multistage.render.sizes import size_text
from mkdocs_multistage.render.svg import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.picture import Edge, Node, Picture

_STYLES: Final = {"from": "solid", "copy": "bold", "mount": "dashed"}

# In a quoted string a backslash begins an escape, and an ampersand an entity.
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})


def dot(picture: Picture, *, labels: Labels) -> str:
    """The graph's source.

    Args:
        picture: What to draw.
        labels: Words in the reader's language.
    """
    return "".join(f"{line}\n" for line in _lines(picture, labels))


def _lines(picture: Picture, labels: Labels) -> Iterator[str]:
    yield "digraph {"
    yield "  rankdir=LR"
    yield '  node [shape=box style=rounded fontname="sans-serif"]'
    yield '  edge [fontname="sans-serif" fontsize=10]'
    for node in picture.nodes:
        yield f"  {_id(node)} [{_node(node, picture, labels)}]"
    for edge in picture.edges:
        yield f"  {_id(picture.nodes[edge.source])} -> {_id(picture.nodes[edge.target])} [{_edge(edge)}]"
    yield "}"


def _id(node: Node) -> str:
    return node.key if node.stage is None else f"s{node.key}"


def _node(node: Node, picture: Picture, labels: Labels) -> str:
    about = size_text(node, labels), words.state(node, picture, labels)
    parts = [words.name(node, labels), labels[node.role], node.base, *about]
    label = "\\n".join(_text(part) for part in parts if part)
    attributes = [f'label="{label}"']
    if node.stage is None:
        attributes.append("shape=ellipse style=dashed")
    elif node.is_skipped:
        attributes.append('style="rounded,dashed"')
    elif node.is_target:
        attributes.append("penwidth=2.5")
    return " ".join(attributes)


def _edge(edge: Edge) -> str:
    path, more = words.first_path(edge)
    label = "FROM" if edge.kind == "from" else f"{path} {more}".rstrip()
    return f'label="{_text(label)}" style={_STYLES[edge.kind]}'


def _text(text: str) -> str:
    return one_line(text).translate(_ESCAPES)
