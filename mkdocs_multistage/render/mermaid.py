"""A picture as a Mermaid flowchart: for README files, issues and wikis, which draw it themselves.

FROM is a thin arrow, COPY a thick one and a mount a dotted one, with the paths on it.
https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render import words
from mkdocs_multistage.render.fit import ELLIPSIS
from mkdocs_multistage.render.sizes import size_text
from mkdocs_multistage.render.svg import element, escape, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.picture import Edge, Node, Picture

_ARROWS: Final = {"from": "-->", "copy": "==>", "mount": "-.->"}
_LONGEST: Final = 48

# Mermaid ends a label at a quote, and writes characters as entities with `#` for `&`. Text between
# backticks it would read as Markdown, and two percent signs with a brace begin a directive wherever they stand.
_ENTITIES: Final = {ord(c): f"#{ord(c)};" for c in '#"&<>`\\%'}


def mermaid(picture: Picture, *, labels: Labels) -> str:
    """The flowchart's source.

    Args:
        picture: What to draw.
        labels: Words in the reader's language.
    """
    return "".join(f"{line}\n" for line in _lines(picture, labels))


def mermaid_block(picture: Picture, *, labels: Labels) -> str:
    """The flowchart as the element that Mermaid's own fences make: ``<pre class="mermaid">``.

    Material, and any page that runs Mermaid, puts its drawing in the place of it; elsewhere the source is shown as it is.
    https://squidfunk.github.io/mkdocs-material/reference/diagrams/
    """
    first, rest = mermaid(picture, labels=labels).split("\n", 1)
    # The drawing's name for screen readers; it goes up to the end of its line, and knows no entities.
    source = f"{first}\n  accTitle: {one_line(labels['diagram']).replace('%{', '% {')}\n{rest}"
    return element("pre", element("code", escape(source)), class_="mermaid", dir="ltr")


def _lines(picture: Picture, labels: Labels) -> Iterator[str]:
    yield "flowchart LR"
    for node in picture.nodes:
        yield f"  {_id(node)}{_shape(node, _label(node, picture, labels))}"
    for edge in picture.edges:
        yield f"  {_id(picture.nodes[edge.source])} {_arrow(edge)} {_id(picture.nodes[edge.target])}"
    target = picture.nodes[picture.target]
    yield "  classDef target stroke-width:3px"
    yield f"  class {_id(target)} target"
    skipped = [_id(node) for node in picture.nodes if node.is_skipped]
    if skipped:
        yield "  classDef skipped stroke-dasharray:3 3"
        yield f"  class {','.join(skipped)} skipped"


def _id(node: Node) -> str:
    # `x0` and the like as they are; a number alone would do, but reads badly.
    return node.key if node.stage is None else f"s{node.key}"


def _shape(node: Node, label: str) -> str:
    return f'(["{label}"])' if node.stage is None else f'["{label}"]'


def _label(node: Node, picture: Picture, labels: Labels) -> str:
    about = size_text(node, labels), words.state(node, picture, labels)
    parts = [words.name(node, labels), labels[node.role], node.base, *about]
    return "<br>".join(_text(part) for part in parts if part)


def _arrow(edge: Edge) -> str:
    if edge.kind == "from":
        return f'{_ARROWS[edge.kind]}|"FROM"|'
    path, more = words.first_path(edge)
    return f'{_ARROWS[edge.kind]}|"{_text(f"{path} {more}".rstrip())}"|'


def _text(text: str) -> str:
    text = one_line(text)
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}{ELLIPSIS}{text[-_LONGEST // 2 :]}"
    return text.translate(_ENTITIES)
