"""What a figure shows: an analysed Dockerfile in, nodes and edges out, in the order in which they are read.

Both drawings, and any text form, are made from this one model. A node is a stage, or an image or a
named build context that some stage copies from; a base image is no node but part of its stage. Edges run from a node to a
later one: the list is in file order, each image and context just above its first user, and a reference to a
stage that does not come earlier, which BuildKit refuses, is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from mkdocs_multistage.render.svg import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.dockerfile import Dockerfile, Reference, Stage
    from mkdocs_multistage.render.sizes import Size

EdgeKind = Literal["from", "copy", "mount"]

MAX_STAGES: Final = 100
"""A Dockerfile of more stages gets no figure: nobody would read it."""

MAX_NODES: Final = 150
"""The same for stages and images together."""

MAX_EDGES: Final = 500
"""The same for the edges between them."""

MAX_TEXT: Final = 300
"""Characters of a name, image or path that are kept; what is longer loses its middle."""


@dataclass(frozen=True, slots=True)
class Node:
    """A stage, or an image or a named build context that stages copy from.

    Attributes:
        key: ``0``, ``1``, … for stages and ``x0``, ``x1``, … for the others.
        stage: The stage's index; ``None`` for an image or a context.
        name: The stage's name, empty where it has none, or the image reference, or the context's name.
        role: The stage's role, else ``image`` or ``context``.
        base: The image that FROM names, arguments filled in; empty where it names a stage.
        base_stage: The node it is built on, where that is a stage.
        is_target: Whether the build produces it.
        is_skipped: Whether the build leaves it out.
        size: How large its image is; ``None`` where nobody has said or measured that.
    """

    key: str
    stage: int | None
    name: str
    role: str
    base: str = ""
    base_stage: int | None = None
    is_target: bool = False
    is_skipped: bool = False
    size: Size | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """What one node takes from another in one way.

    Attributes:
        source: The node it comes from, by its place in the picture.
        target: The node that takes it, by its place; always greater than ``source``.
        kind: ``from`` builds on it, ``copy`` copies files, ``mount`` sees files during a RUN.
        paths: What is taken, each path once, in file order; empty for ``from``.
        is_skipped: Whether the build leaves it out, with its target.
    """

    source: int
    target: int
    kind: EdgeKind
    paths: tuple[str, ...] = ()
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The graph as it is read.

    Attributes:
        nodes: Stages in file order, each image just before its first user.
        edges: By target, then in the order of the text; FROM first.
        target: The node that the build produces.
        is_default: Whether that is what ``docker build .`` produces unless told.
        is_refused: Whether BuildKit refuses the file, and so produces nothing at all.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    target: int
    is_default: bool = True
    is_refused: bool = False

    @property
    def stages(self) -> tuple[Node, ...]:
        """The nodes that are stages."""
        return tuple(node for node in self.nodes if node.stage is not None)

    def inputs(self, node: int) -> tuple[Edge, ...]:
        """The edges that end at a node, FROM first."""
        return tuple(edge for edge in self.edges if edge.target == node)


def picture(analysis: Analysis, target: int | None = None, *, connected: bool = True) -> Picture | None:
    """The picture of a Dockerfile.

    There is one where stages take something from each other, and where a single stage takes
    something from an image. Several stages without a connection are examples side by side and no
    build, whatever images each of them copies from.

    Args:
        analysis: The Dockerfile with its roles.
        target: The stage taken for the default target; the last unless told. One that
            ``docker build --target`` could not name is not taken.
        connected: Whether stages without a connection are not worth drawing.

    Returns:
        ``None`` where there is nothing worth drawing, and where there is too much.
    """
    dockerfile = analysis.dockerfile
    stages = dockerfile.stages
    if not 0 < len(stages) <= MAX_STAGES:
        return None
    links = [tuple(_links(stage)) for stage in stages]
    users = _users(links)
    if (connected and not _is_connected(links)) or len(stages) + len(users) > MAX_NODES:
        return None

    last = len(stages) - 1
    chosen = target if target is not None and 0 <= target < last and stages[target].name else last
    built = _reachable(dockerfile, chosen)
    order: dict[int | str, None] = {}
    for stage, taken in zip(stages, links, strict=True):
        order.update(dict.fromkeys(link.source for link in taken if isinstance(link.source, str)))
        order[stage.index] = None
    place = {source: number for number, source in enumerate(order)}
    roles = [role.role for role in analysis.roles]
    contexts = {name.lower() for name in analysis.contexts}

    nodes: list[Node] = []
    edges: list[Edge] = []
    for source in order:
        if isinstance(source, str):
            key = f"x{sum(node.stage is None for node in nodes)}"
            role = "context" if source.lower() in contexts else "image"
            nodes.append(Node(key, None, _short(source), role, is_skipped=built.isdisjoint(users[source])))
            continue
        role = roles[source] if source < len(roles) else "stage"
        node = _stage(stages[source], links[source], role, place)
        nodes.append(replace(node, is_target=source == chosen, is_skipped=source not in built))
        edges += _edges(links[source], place[source], place, is_skipped=source not in built)
    if len(edges) > MAX_EDGES:
        return None
    return Picture(
        nodes=tuple(nodes),
        edges=tuple(edges),
        target=place[chosen],
        is_default=chosen == last,
        is_refused=analysis.is_refused or any(finding.fatal for finding in analysis.findings),
    )


@dataclass(frozen=True, slots=True)
class _Link:
    """One thing that a stage takes: from an earlier stage, by its index, or from an image, by its name."""

    source: int | str
    kind: EdgeKind
    paths: tuple[str, ...] = ()


_INDEX: Final = re.compile(r"[+-]?[0-9]+")

_KINDS: Final[dict[str, EdgeKind]] = {
    "copy": "copy",
    "mount": "mount",
    "onbuild-copy": "copy",
    "onbuild-mount": "mount",
}


def _links(stage: Stage) -> Iterator[_Link]:
    base = stage.base_stage
    if base is not None and 0 <= base < stage.index:
        yield _Link(base, "from")
    # What the stage below left behind ONBUILD is among them: this stage does it.
    for reference in stage.references:
        source = _source(reference, stage)
        if source is not None:
            yield _Link(source, _KINDS[reference.kind], tuple(_short(path) for path in reference.paths))


def _source(reference: Reference, stage: Stage) -> int | str | None:
    if reference.stage is not None:
        return reference.stage if 0 <= reference.stage < stage.index else None
    if _KINDS[reference.kind] == "copy" and _INDEX.fullmatch(reference.source):
        return None  # the index of a stage that is not there, and never an image
    return reference.source.strip() or None


def _users(links: list[tuple[_Link, ...]]) -> dict[str, list[int]]:
    """For each image the stages that take something from it."""
    users: dict[str, list[int]] = {}
    for index, taken in enumerate(links):
        for link in taken:
            if isinstance(link.source, str):
                users.setdefault(link.source, []).append(index)
    return users


def _is_connected(links: list[tuple[_Link, ...]]) -> bool:
    between_stages = any(isinstance(link.source, int) for taken in links for link in taken)
    return between_stages or (len(links) == 1 and bool(links[0]))


def _stage(stage: Stage, taken: tuple[_Link, ...], role: str, place: dict[int | str, int]) -> Node:
    base_stage = next((place[link.source] for link in taken if link.kind == "from"), None)
    base = stage.resolved_base or stage.base
    return Node(
        key=str(stage.index),
        stage=stage.index,
        name=_short(stage.name),
        role=role,
        base=_short(base) if base_stage is None else "",
        base_stage=base_stage,
    )


def _edges(taken: tuple[_Link, ...], at: int, place: dict[int | str, int], *, is_skipped: bool) -> list[Edge]:
    """A stage's links as edges, one for each source and kind."""
    paths: dict[tuple[int, EdgeKind], dict[str, None]] = {}
    for link in taken:
        paths.setdefault((place[link.source], link.kind), {}).update(dict.fromkeys(link.paths))
    return [Edge(source, at, kind, tuple(listed), is_skipped) for (source, kind), listed in paths.items()]


def _reachable(dockerfile: Dockerfile, target: int) -> frozenset[int]:
    found = next((known.reachable for known in dockerfile.targets if known.index == target), ())
    return frozenset((*found, target))


def _short(text: str) -> str:
    text = clean(" ".join(text.split()))
    half = MAX_TEXT // 2
    return text if len(text) <= MAX_TEXT else f"{text[:half]}…{text[-half:]}"
