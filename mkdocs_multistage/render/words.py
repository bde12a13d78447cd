"""What the drawings say in words: a node of a picture and the reader's labels in, plain texts out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render.sizes import size_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.picture import Edge, Node, Picture

MAX_LISTED: Final = 12
"""Paths that a tooltip or an accessible name lists before it counts the rest."""


def name(node: Node, labels: Labels) -> str:
    """What a node is called: ``builder``, ``stage 1`` for a stage without a name, or an image."""
    return node.name or _unnamed(node.stage, labels)


@lru_cache(maxsize=1024)
def _unnamed(stage: int | None, labels: Labels) -> str:
    return labels.fill("unnamed", number=str(stage))


def state(node: Node, picture: Picture, labels: Labels) -> str:
    """Whether the build produces the stage or leaves it out; empty for what it just needs, and for images."""
    if node.stage is None:
        return ""
    if node.is_target:
        return labels["default_target" if picture.is_default else "chosen_target"]
    if node.is_skipped:
        return labels["not_built" if picture.is_default else "not_needed"]
    return ""


def origin(node: Node, picture: Picture, labels: Labels) -> str:
    """The stage's FROM, such as ``FROM node:22``; empty for an image."""
    if node.stage is None:
        return ""
    platform = f"--platform={node.platform} " if node.platform else ""
    return f"FROM {platform}{node.base if node.base_stage is None else name(picture.nodes[node.base_stage], labels)}"


def paths(edge: Edge) -> str:
    """All that an edge takes, such as ``/app/dist, /app/public``."""
    listed = ", ".join(edge.paths[:MAX_LISTED])
    return listed if len(edge.paths) <= MAX_LISTED else f"{listed}, +{len(edge.paths) - MAX_LISTED}"


def taken(edge: Edge, picture: Picture, labels: Labels) -> str:
    """All that an edge takes, as a sentence: ``receives /app/dist, /app/public from build``."""
    key = "mounts" if edge.kind == "mount" else "receives"
    return labels.fill(key, paths=paths(edge), source=name(picture.nodes[edge.source], labels))


def first_path(edge: Edge) -> tuple[str, str]:
    """The path that stands for an edge, and what is said behind it: ``+2`` where there are more, ``ONBUILD``."""
    count = len(edge.paths) - 1
    more = [f"+{count}"] if count > 0 else []
    if edge.is_triggered:
        more.append("ONBUILD")
    return (edge.paths[0] if edge.paths else "…"), " ".join(more)


def describe(node: Node, inputs: Sequence[Edge], picture: Picture, labels: Labels) -> str:
    """A node's accessible name: all that its card shows, ``build; build; FROM deps; receives /a from b``."""
    parts = [name(node, labels), labels[node.role], origin(node, picture, labels)]
    parts += [taken(edge, picture, labels) for edge in inputs[: MAX_LISTED + 1] if edge.kind != "from"]
    parts += [labels.fill("stray", source=stray.text) for stray in node.strays]
    parts += [size_text(node, labels), state(node, picture, labels)]
    return "; ".join(filter(None, parts))
