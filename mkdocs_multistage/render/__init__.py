"""Draws an analysed example: a figure, and the code with its stages marked. Pure strings, no page around them."""

from mkdocs_multistage.render.code import annotate
from mkdocs_multistage.render.expected import Expected
from mkdocs_multistage.render.figure import Diagram, figure
from mkdocs_multistage.render.labels import Labels, labels
from mkdocs_multistage.render.links import Mistake, mistakes
from mkdocs_multistage.render.sizes import Size, measured_size, read_size

__all__ = [
    "Diagram",
    "Expected",
    "Labels",
    "Mistake",
    "Size",
    "annotate",
    "figure",
    "labels",
    "measured_size",
    "mistakes",
    "read_size",
]
