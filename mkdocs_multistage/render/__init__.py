"""Draws an analysed example: a figure, and the code with its stages marked. Pure strings, no page around them."""

from mkdocs_multistage.render.code import annotate, line_numbers, underline
from mkdocs_multistage.render.figure import Diagram, figure, figure_of_rows
from mkdocs_multistage.render.findings import Remark
from mkdocs_multistage.render.labels import Labels, labels
from mkdocs_multistage.render.links import Mistake, mistakes
from mkdocs_multistage.render.outline import Place, outline_tables, outlined_lines
from mkdocs_multistage.render.sizes import Size, measured_size, read_size

__all__ = [
    "Diagram",
    "Labels",
    "Mistake",
    "Place",
    "Remark",
    "Size",
    "annotate",
    "figure",
    "figure_of_rows",
    "labels",
    "line_numbers",
    "measured_size",
    "mistakes",
    "outline_tables",
    "outlined_lines",
    "read_size",
    "underline",
]
