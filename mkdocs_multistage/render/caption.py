"""The caption: a picture in, one sentence out that says what ``docker build`` makes of it, or that it makes nothing.

It stands where other figures have a legend, and is all that readers without scripts get of the
command; the script puts the command itself at its side.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.render import words
from mkdocs_multistage.render.choices import caption_data
from mkdocs_multistage.render.labels import Labels
from mkdocs_multistage.render.sizes import comparison_html
from mkdocs_multistage.render.svg import escape

if TYPE_CHECKING:
    from mkdocs_multistage.render.picture import Node, Picture

MAX_NAMED: Final = 5
"""Stages that the sentence names before it counts the rest."""


_KEYS: Final = (
    "direction",
    "list_between",
    "list_last",
    "more",
    "produces",
    "produces_not",
    "refused",
    "shown",
    "unnamed",
)
"""The texts that the sentence is made of."""


def caption(picture: Picture, labels: Labels, *, is_choice: bool) -> str:
    """The ``<figcaption>``.

    Args:
        picture: What is drawn.
        labels: Words in the reader's language.
        is_choice: Whether a reader can choose another target.
    """
    less = comparison_html(picture, labels)
    data = caption_data(labels) if is_choice else ""
    labels = _escaped(labels)
    target = picture.nodes[picture.target]
    skipped = [node for node in picture.stages if node.is_skipped]
    # "and 1 more" would be no shorter than the name.
    shown = skipped if len(skipped) <= MAX_NAMED + 1 else skipped[:MAX_NAMED]
    names = [_name(node, labels) for node in shown]
    if len(shown) < len(skipped):
        names.append(labels.fill("more", count=str(len(skipped) - len(shown))))
    values = {
        "command": f'<code dir="ltr">{escape(command(picture))}</code>',
        "target": _name(target, labels),
        "skipped": labels.join(names),
    }
    key = "refused" if picture.is_refused else "produces_not" if skipped else "produces"
    # The sentence has its own language's direction also where the page, in another, has not.
    said = " ".join(filter(None, [labels.fill(key, **values), _shown(picture, labels)]))
    icon = f'<span class="ms-ico ms-i-{"info" if picture.is_refused else "target"}" aria-hidden="true"></span>'
    said = f'<span class="ms-say">{icon}<span dir="{labels["direction"]}">{said}</span></span>'
    return f'<figcaption class="ms-cap"{data}>{said}{less}</figcaption>'


@lru_cache(maxsize=64)
def _escaped(labels: Labels) -> Labels:
    """The texts as markup, as what is put into them is."""
    return Labels(labels.language, {key: escape(labels[key]) for key in _KEYS})


def _shown(picture: Picture, labels: Labels) -> str:
    """A sentence that names the stages which the code below shows, where that is not all of them."""
    front = [node for node in picture.stages if not node.is_aside]
    if len(front) == len(picture.stages):
        return ""
    shown = front if len(front) <= MAX_NAMED + 1 else front[:MAX_NAMED]
    names = [_name(node, labels) for node in shown]
    if len(shown) < len(front):
        names.append(labels.fill("more", count=str(len(front) - len(shown))))
    return labels.fill("shown", stages=labels.join(names))


def command(picture: Picture) -> str:
    """The command that produces the picture's target."""
    return "docker build ." if picture.is_default else f"docker build --target {picture.nodes[picture.target].name} ."


def _name(node: Node, labels: Labels) -> str:
    # A name may be in another script than the sentence: neither may move the other's marks.
    text = escape(node.name) if node.name else words.name(node, labels)
    return f"<b><bdi>{text}</bdi></b>"
