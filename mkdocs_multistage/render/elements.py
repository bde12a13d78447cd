"""What cards, rails and the gutter draw alike: nodes and edges in, their classes and markup out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.render.svg import escape

if TYPE_CHECKING:
    from mkdocs_multistage.render.links import EdgeKind, Stray
    from mkdocs_multistage.render.picture import Node


def node_classes(node: Node) -> str:
    """Classes that say a node's role and state."""
    state = " is-target" if node.is_target else " is-skip" if node.is_skipped else ""
    outside = " ms-ext" if node.stage is None else ""
    return f"ms-n ms-r-{escape(node.role)}{outside}{state}{' is-aside' if node.is_aside else ''}"


def stray_classes(stray: Stray) -> str:
    """Classes of what leads nowhere: in the colour of a mistake, or of one that is meant to be there."""
    return f"ms-stray ms-r-{'info' if stray.is_calm else 'error'}"


def edge(kind: EdgeKind, role: str, edges: str, path: str, head: str = "", *, is_skipped: bool) -> str:
    """An edge, or the part of edges that have joined: a line and its head.

    Args:
        kind: What it is.
        role: That of the node where it begins, whose colour it has, but for FROM.
        edges: The edges that it is a part of, each as the keys of its ends with a colon between.
        path: Path data of the line.
        head: Of its head; empty where it has none.
        is_skipped: Whether the build leaves all of them out.
    """
    colour = "" if kind == "from" else f" ms-r-{escape(role)}"
    tip = f'<path class="ms-hd" d="{head}"/>' if head else ""
    return (
        f'<g class="ms-e ms-e-{kind}{colour}{" is-skip" if is_skipped else ""}" data-multistage-edge="{escape(edges)}">'
        f'<path class="ms-ln" d="{path}"/>{tip}</g>'
    )
