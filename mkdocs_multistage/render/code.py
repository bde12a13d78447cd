"""PROVISIONAL."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.render.labels import Labels


def annotate(
    html: str,
    analysis: Analysis,
    *,
    labels: Labels,
    anchors: Sequence[str],
    badges: bool = True,
    bands: bool = True,
    target: int | None = None,
) -> str:
    """Highlighted code with bands, badges and linked references.

    Args:
        html: What the Markdown extension's own formatter made of the block (Pygments or not, any
            ``linenums`` style); it comes back unchanged where it is not understood.
        analysis: The block's analysis; ``analysis.dockerfile.text`` is the source of ``html``.
        labels: Words in the reader's language.
        anchors: For each stage the id to put on its FROM line; unique across the site.
        badges: Whether the FROM lines bear their role.
        bands: Whether stages are shown as bands.
        target: The stage taken for the default target; the last unless told.
    """
    return html
