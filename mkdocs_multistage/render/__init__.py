"""Draws an analysed example: a figure, and the code with its stages marked. Pure strings, no page around them."""

from mkdocs_multistage.render.expected import Expected
from mkdocs_multistage.render.figure import Diagram
from mkdocs_multistage.render.labels import Labels, labels
from mkdocs_multistage.render.remembered import annotate, figure

__all__ = ["Diagram", "Expected", "Labels", "annotate", "figure", "labels"]
