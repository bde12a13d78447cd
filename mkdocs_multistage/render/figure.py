"""The figure above a code block: an analysed Dockerfile in, a ``<figure>`` out.

It holds two drawings of the one picture, the cards and the rail list, and the caption. Both
drawings are in the page; the style sheet shows the one for which the figure is wide enough, and
takes the other away altogether, so that it is read and tabbed once. A graph that would be crowded
in cards has the rail alone: `crowding` says how that is measured. Where the author asks for it, the source of a
Mermaid flowchart stands in the place of both.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from mkdocs_multistage.render.caption import caption
from mkdocs_multistage.render.cards import cards
from mkdocs_multistage.render.choices import choices, figure_data
from mkdocs_multistage.render.crowding import AUTO, FORCED, uncrowded
from mkdocs_multistage.render.findings import is_published, rows
from mkdocs_multistage.render.mermaid import mermaid_block
from mkdocs_multistage.render.picture import picture, set_aside
from mkdocs_multistage.render.rail import rail
from mkdocs_multistage.render.sizes import with_sizes
from mkdocs_multistage.render.svg import element, escape

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.render.findings import Remark
    from mkdocs_multistage.render.labels import Labels
    from mkdocs_multistage.render.links import Mistake
    from mkdocs_multistage.render.sizes import Size

Diagram = Literal["auto", "cards", "rail", "mermaid", "gutter", "off"]


def figure(
    analysis: Analysis,
    *,
    labels: Labels,
    anchors: Sequence[str],
    diagram: Diagram = "auto",
    target: int | None = None,
    remarks: Sequence[Remark] = (),
    more: int = 0,
    whole: str = "",
    prefix: str = "",
    mistakes: Sequence[Mistake] = (),
    shown: Collection[int] | None = None,
    outline: str = "",
    sizes: Mapping[int, Size] = MappingProxyType({}),
) -> str:
    """The ``<figure class="multistage">`` to stand directly before the code; empty where there is nothing to draw.

    Args:
        analysis: The example.
        labels: Words in the reader's language.
        anchors: For each stage the id of its FROM line in the annotated code, which the nodes link to.
        diagram: Which drawings: ``auto`` is both, or the rail alone for a large graph. ``cards``
            allows larger graphs in cards; it does not squeeze them, a narrow figure shows the rail. ``mermaid`` is
            neither but the source of a flowchart, for a page whose own Mermaid draws it. ``gutter`` is the rail, which
            the style sheet shows only where the code below has no rails of its own at its side.
        target: The stage taken for the default target; the last unless told.
        remarks: What is wrong in the example. They have a figure to themselves where nothing is drawn.
        more: How much besides is wrong.
        whole: The HTML of the whole Dockerfile, where the code below shows a part of it and readers can ask for the rest.
        prefix: The figure's id, by which its code blocks know it; unique across the site.
        mistakes: Names that the page shows as mistakes, and the drawing as leading nowhere; see `links.mistakes`.
        shown: The stages of which the page shows something, where that is not all: the others stand back.
        outline: The tables of what the build takes and makes, below the caption.
        sizes: How large the images of stages are, by index, as far as that is known.
    """
    drawn = (
        None if diagram == "off" else picture(analysis, target, connected=not analysis.is_connected, mistakes=mistakes)
    )
    if drawn is None:
        return figure_of_rows(remarks, labels=labels, more=more, whole=whole, outline=outline)
    drawn = with_sizes(drawn, sizes)
    if shown is not None:
        drawn = set_aside(drawn, shown)
    layout = uncrowded(drawn, FORCED if diagram == "cards" else AUTO) if diagram in {"auto", "cards"} else None
    chosen = choices(drawn)
    parts = [
        cards(drawn, layout, labels=labels, anchors=anchors) if layout else "",
        mermaid_block(drawn, labels=labels) if diagram == "mermaid" else rail(drawn, labels=labels, anchors=anchors),
        caption(drawn, labels, is_choice=bool(chosen)),
        outline,
        rows(remarks, labels, more=more),
        _whole(whole, labels),
    ]
    return element(
        "figure",
        parts,
        class_="multistage",
        id=prefix or None,
        lang=labels.language,
        # The code below says the same, in the search index too.
        data_search_exclude="",
        data_multistage_diagram="cards" if layout else diagram if diagram in {"mermaid", "gutter"} else "rail",
        data_multistage_ranks=str(layout.ranks) if layout else None,
        data_multistage_target=drawn.nodes[drawn.target].key,
        data_multistage_example=prefix or None,
        **figure_data(drawn, analysis.dockerfile.targets, chosen),
    )


def figure_of_rows(
    remarks: Sequence[Remark], *, labels: Labels, more: int = 0, whole: str = "", outline: str = ""
) -> str:
    """A figure with the outline, with what is wrong and the rest of the code, and no more; empty without any.

    One that only an author is to see is left out of print.
    """
    parts = outline + rows(remarks, labels, more=more) + _whole(whole, labels)
    if not parts:
        return ""
    is_for_all = bool(whole or outline) or is_published(remarks)
    classes = "multistage" if is_for_all else "multistage ms-found"
    return element("figure", parts, class_=classes, lang=labels.language, data_search_exclude="")


def _whole(html: str, labels: Labels) -> str:
    """The whole Dockerfile, closed until a reader opens it."""
    if not html:
        return ""
    summary = element("summary", escape(labels["whole"]), dir=labels["direction"])
    return element("details", summary + html, class_="ms-whole")
