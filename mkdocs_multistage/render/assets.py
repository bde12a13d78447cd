"""Style sheet and script, under the name by which readers of the documentation know them."""

from mkdocs_multistage.stylesheet import PARTS, script, stylesheet

__all__ = ["PARTS", "script", "stylesheet"]
