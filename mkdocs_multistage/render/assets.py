"""The style sheet, under the name by which readers of the documentation know it."""

from mkdocs_multistage.stylesheet import PARTS, stylesheet

__all__ = ["PARTS", "stylesheet"]
