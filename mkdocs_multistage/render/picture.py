"""What a figure shows: an analysed Dockerfile in, nodes and edges out, in the order in which they are read.

Both drawings, and any text form, are made from this one model. A node is a stage, or what some stage takes from
outside: an image or a named build context that it copies from, or what ADD fetches. A base image is no node but part
of its stage. Edges run from a node to a later one: the list is in file order, each node from outside just above its
first user.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.records import record
from mkdocs_multistage.render.links import Stray, links, short, strays
from mkdocs_multistage.render.shape import shape_of
from mkdocs_multistage.render.svg import clean

if TYPE_CHECKING:
    from collections.abc import Collection

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.dockerfile import Dockerfile, Stage
    from mkdocs_multistage.render.links import EdgeKind, Link, Mistake
    from mkdocs_multistage.render.shape import Shape
    from mkdocs_multistage.render.sizes import Size

MAX_STAGES: Final = 100
"""A Dockerfile of more stages gets no figure: nobody would read it."""

MAX_NODES: Final = 150
"""The same for stages and images together."""

MAX_EDGES: Final = 500
"""The same for the edges between them."""


class Node(NamedTuple):
    """A stage, or what stages take from outside.

    Attributes:
        key: ``0``, ``1``, … for stages and ``x0``, ``x1``, … for the others.
        stage: The stage's index; ``None`` for an image or a context.
        name: The stage's name, empty where it has none; else the image reference, the context's name or the address.
        role: The stage's role, else ``image``, ``context``, ``download`` or ``repository``.
        base: The image that FROM names, arguments filled in; empty where it names a stage.
        base_stage: The node it is built on, where that is a stage.
        is_target: Whether the build produces it.
        is_skipped: Whether the build leaves it out.
        platform: What FROM's ``--platform`` says, as written.
        strays: What it wants to take from somewhere that is not there.
        is_aside: Whether the page shows nothing of it, but something of others.
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
    platform: str = ""
    strays: tuple[Stray, ...] = ()
    is_aside: bool = False
    size: Size | None = None


class Edge(NamedTuple):
    """What one node takes from another in one way.

    Attributes:
        source: The node it comes from, by its place in the picture.
        target: The node that takes it, by its place; always greater than ``source``.
        kind: ``from`` builds on it, ``copy`` copies files, ``mount`` sees files during a RUN.
        paths: What is taken, each path once, in file order; empty for ``from``.
        is_skipped: Whether the build leaves it out, with its target.
        is_triggered: Whether all of it was left behind ONBUILD by the stage below.
    """

    source: int
    target: int
    kind: EdgeKind
    paths: tuple[str, ...] = ()
    is_skipped: bool = False
    is_triggered: bool = False


@record(frozen=True)
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

    @cached_property
    def stages(self) -> tuple[Node, ...]:
        """The nodes that are stages."""
        return tuple([node for node in self.nodes if node.stage is not None])

    @cached_property
    def shape(self) -> Shape:
        """What it is without its texts."""
        return shape_of(self)

    def inputs(self, node: int) -> tuple[Edge, ...]:
        """The edges that end at a node, FROM first."""
        return tuple([edge for edge in self.edges if edge.target == node])


def set_aside(drawn: Picture, shown: Collection[int]) -> Picture:
    """The same picture with the stages that the page shows in front, and what nothing but the others use aside.

    Args:
        drawn: The picture of the whole.
        shown: The indexes of the stages of which the page shows something. Without any, none is aside.
    """
    front = {place for place, node in enumerate(drawn.nodes) if node.stage in shown}
    if not front:
        return drawn
    front |= {edge.source for edge in drawn.edges if edge.target in front and drawn.nodes[edge.source].stage is None}
    nodes = (node._replace(is_aside=place not in front) for place, node in enumerate(drawn.nodes))
    return replace(drawn, nodes=tuple(nodes))


def picture(
    analysis: Analysis, target: int | None = None, *, connected: bool = True, mistakes: Collection[Mistake] = ()
) -> Picture | None:
    """The picture of a Dockerfile.

    There is one where stages take something from each other, and where a single stage takes
    something from an image. Several stages without a connection are examples side by side and no
    build, whatever images each of them copies from.

    Args:
        analysis: The Dockerfile with its roles.
        target: The stage taken for the default target; the last unless told. One that
            ``docker build --target`` could not name is not taken.
        connected: Whether stages without a connection are not worth drawing.
        mistakes: Names that the page shows as mistakes: what they name is not drawn as the image for which Docker
            takes them.

    Returns:
        ``None`` where there is nothing worth drawing, and where there is too much.
    """
    dockerfile = analysis.dockerfile
    stages = dockerfile.stages
    if not 0 < len(stages) <= MAX_STAGES:
        return None
    taken_by = [tuple(links(stage, mistakes)) for stage in stages]
    users = _users(taken_by)
    if (connected and not _is_connected(taken_by)) or len(stages) + len(users) > MAX_NODES:
        return None

    last = len(stages) - 1
    chosen = target if target is not None and 0 <= target < last and stages[target].name else last
    built = _reachable(dockerfile, chosen)
    order: dict[int | str, None] = {}
    remote: dict[str, str] = {}
    for stage, taken in zip(stages, taken_by, strict=True):
        for link in taken:
            if isinstance(link.source, str):
                order.setdefault(link.source)
                remote[link.source] = link.role
        order[stage.index] = None
    place = {source: number for number, source in enumerate(order)}
    roles = [role.role for role in analysis.roles]
    contexts = {name.lower() for name in analysis.contexts}

    nodes: list[Node] = []
    edges: list[Edge] = []
    for source in order:
        if isinstance(source, str):
            key = f"x{sum(node.stage is None for node in nodes)}"
            role = remote[source] or ("context" if source.lower() in contexts else "image")
            nodes.append(Node(key, None, _short(source), role, is_skipped=built.isdisjoint(users[source])))
            continue
        role = roles[source] if source < len(roles) else "stage"
        is_skipped = source not in built
        lost = strays(stages[source], dockerfile, mistakes) if mistakes else ()
        nodes.append(
            _stage(
                stages[source], taken_by[source], role, place, lost, is_target=source == chosen, is_skipped=is_skipped
            )
        )
        edges += _edges(taken_by[source], place[source], place, is_skipped=is_skipped)
    if len(edges) > MAX_EDGES:
        return None
    return Picture(
        nodes=tuple(nodes),
        edges=tuple(edges),
        target=place[chosen],
        is_default=chosen == last,
        is_refused=analysis.is_refused or any(finding.fatal for finding in analysis.findings),
    )


def _users(links: list[tuple[Link, ...]]) -> dict[str, list[int]]:
    """For each image the stages that take something from it."""
    users: dict[str, list[int]] = {}
    for index, taken in enumerate(links):
        for link in taken:
            if isinstance(link.source, str):
                users.setdefault(link.source, []).append(index)
    return users


def _is_connected(links: list[tuple[Link, ...]]) -> bool:
    between_stages = any(isinstance(link.source, int) for taken in links for link in taken)
    return between_stages or (len(links) == 1 and any(not link.role for link in links[0]))


def _stage(
    stage: Stage,
    taken: tuple[Link, ...],
    role: str,
    place: dict[int | str, int],
    lost: tuple[Stray, ...],
    *,
    is_target: bool,
    is_skipped: bool,
) -> Node:
    base_stage = next((place[link.source] for link in taken if link.kind == "from"), None)
    is_base_lost = any(stray.text.startswith("FROM") for stray in lost)
    return Node(
        key=str(stage.index),
        stage=stage.index,
        name=_short(stage.name),
        role=role,
        base="" if is_base_lost or base_stage is not None else _short(stage.resolved_base or stage.base),
        base_stage=base_stage,
        is_target=is_target,
        is_skipped=is_skipped,
        platform=_short(stage.platform),
        strays=lost,
    )


def _edges(taken: tuple[Link, ...], at: int, place: dict[int | str, int], *, is_skipped: bool) -> list[Edge]:
    """A stage's links as edges, one for each source and kind."""
    together: dict[tuple[int, EdgeKind], list[Link]] = {}
    for link in taken:
        together.setdefault((place[link.source], link.kind), []).append(link)
    edges: list[Edge] = []
    for (source, kind), same in together.items():
        paths = dict.fromkeys([clean(path) for link in same for path in link.paths])
        edges.append(Edge(source, at, kind, tuple(paths), is_skipped, all(link.is_triggered for link in same)))
    return edges


def _reachable(dockerfile: Dockerfile, target: int) -> frozenset[int]:
    found = next((known.reachable for known in dockerfile.targets if known.index == target), ())
    return frozenset((*found, target))


def _short(text: str) -> str:
    return clean(short(text))
