"""PROVISIONAL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.render.labels import Labels

Diagram = Literal["auto", "cards", "rail", "off"]


def figure(
    analysis: Analysis,
    *,
    labels: Labels,
    anchors: Sequence[str],
    diagram: Diagram = "auto",
    target: int | None = None,
) -> str:
    """The ``<figure class="multistage">`` to stand directly before the code; empty where there is nothing to draw.

    Args:
        analysis: The example.
        labels: Words in the reader's language.
        anchors: For each stage the id of its FROM line in the annotated code, which the nodes link to.
        diagram: Which drawings: ``auto`` is both, or the rail alone for a large graph.
        target: The stage taken for the default target; the last unless told.
    """
    return ""
