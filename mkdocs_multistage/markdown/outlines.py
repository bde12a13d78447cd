"""The outline of an example on a page: what the build takes and makes, and where each line of that is for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.markdown.fence_options import FenceProblem
from mkdocs_multistage.render import Place, outlined_lines

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Outline
    from mkdocs_multistage.markdown.examples import Example, Part
    from mkdocs_multistage.markdown.options import Options


def outline_of(example: Example, site: Options) -> Outline | None:
    """The outline that an author asks for; ``None`` where nobody does, and of what BuildKit would not build."""
    analysis = example.analysis
    if not example.options.outline or analysis.kind != "dockerfile" or analysis.is_refused:
        return None
    from mkdocs_multistage.dockerfile import read_outline  # noqa: PLC0415 - few pages have an outline

    build_args = {**site.build_args, **example.options.build_args}
    return read_outline(analysis.dockerfile, target=example.target, build_args=build_args)


def places_of(example: Example, found: Outline | None) -> dict[int, Place]:
    """For each line of the example that the outline speaks of, from 1, where a reader can see it.

    That is in the block that shows it, or else in the text that a reader may ask for; a line that is in neither is
    left out. Ids are those of lines with a mistake that is meant to be there, so that no line gets two.
    """
    places: dict[int, Place] = {}
    for line in outlined_lines(found) if found else ():
        part = example.part_of(line)
        number = part.block.excerpt.number(line - part.above)
        if number is not None:
            places[line] = Place(f"{example.prefix}--{line}", number)
        elif part.block.whole and line in part.all_lines:
            places[line] = Place(f"{example.prefix}-all--{line}", part.all_lines.index(line) + 1)
    return places


def problems_of(example: Example, part: Part) -> tuple[FenceProblem, ...]:
    """Why an outline that a part asks for is not there, where nothing else says so."""
    if not part.block.options.outline or example.analysis.kind == "dockerfile":
        return ()
    message = "The fence option `outline` lists what a build takes, and there is no whole Dockerfile here to build."
    return (FenceProblem("outline", message),)
