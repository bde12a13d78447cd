"""What ``docker build --target`` can be told: a picture in, the stages that a reader may choose out.

The script (``assets/multistage.js``) offers them in the caption and finds out by the figure's edges what each needs.
What it needs to know is in attributes of the figure, and what it has to say in attributes of the caption.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render.svg import escape

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from mkdocs_multistage.dockerfile import Target
    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.picture import Picture

    _Keys = tuple[str, str]

# What BuildKit takes for a stage's name (parseBuildStageName); it needs no quotes in any shell.
_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9_.-]*")

_WORDS: Final = ("choose", "default_target", "copy", "copied", "builds", "leaves_out")
"""The texts that the script shows, by their keys in ``locales/``."""


def choices(picture: Picture) -> dict[str, str]:
    """For each stage that ``--target`` can name its name, by key.

    The last stage is not among them: it needs no flag. BuildKit finds a target by its name alone, in upper or
    lower case, and of equal names the last.

    Returns:
        Names by key, in file order; empty where there is nothing to choose, and where BuildKit refuses the file.
    """
    if picture.is_refused:
        return {}
    last = {node.name.lower(): node.key for node in picture.stages if node.name}
    found = {
        node.key: node.name
        for node in picture.stages[:-1]
        if _NAME.fullmatch(node.name) and last[node.name.lower()] == node.key
    }
    # What the figure shows at first must be among them.
    return found if picture.is_default or picture.nodes[picture.target].key in found else {}


def figure_data(picture: Picture, targets: Sequence[Target], chosen: Mapping[str, str]) -> dict[str, str | None]:
    """Attributes of the figure, as keywords for `svg.element`: which node leads to which, and what can be chosen.

    Args:
        picture: What is drawn.
        targets: What is built for each stage. Where the edges drawn do not lead to all of it, because a name is that
            of a later stage, further ones stand behind them, from each stage that is missing right to the target.
        chosen: The `choices`.
    """
    nodes, last = picture.nodes, picture.stages[-1]
    edges = tuple([(nodes[edge.source].key, nodes[edge.target].key) for edge in picture.edges])
    reached = tuple([(target.index, target.reached) for target in targets]) if chosen else ()
    return {
        "data_multistage_edges": _edges(edges, reached) or None,
        "data_multistage_default": f"{last.key}:{last.name}" if chosen else None,
        "data_multistage_targets": " ".join(f"{key}:{name}" for key, name in chosen.items()) or None,
    }


@lru_cache(maxsize=256)
def _edges(drawn: tuple[_Keys, ...], targets: tuple[tuple[int, int], ...]) -> str:
    """The edges that are drawn, each once, and those that are wanting for targets, given as index and `Target.reached`."""
    edges = dict.fromkeys(drawn)
    wanting: list[_Keys] = []
    for target, reached in targets:
        needed = _needed(edges, target)
        stages = (stage for stage in range(reached.bit_length()) if reached >> stage & 1)
        wanting += [(str(stage), str(target)) for stage in stages if stage not in needed]
    edges |= dict.fromkeys(wanting)
    return " ".join(map(":".join, edges))


def _needed(edges: Collection[_Keys], target: int) -> set[int]:
    """The stages from which edges lead to a target, itself included; as the script finds them."""
    need = {str(target)}
    for source, end in reversed(tuple(edges)):
        if end in need:
            need.add(source)
    return {int(key) for key in need if key.isdecimal()}


@lru_cache(maxsize=64)
def caption_data(labels: Labels) -> str:
    """Attributes of the caption where there is a choice, as markup: the script's texts."""
    named = ((key.replace("_target", "").replace("_", "-"), labels[key]) for key in _WORDS)
    return "".join(f' data-multistage-{name}="{escape(text)}"' for name, text in named)
