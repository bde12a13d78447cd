"""The outline of an example on a page: what the build takes and makes, and where each line of that is for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.markdown.fence_options import FenceProblem
from mkdocs_multistage.render import Place, outlined_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.dockerfile import Outline
    from mkdocs_multistage.markdown.examples import Example, Part
    from mkdocs_multistage.markdown.options import Options

# What stands between an example's prefix and the number of a line that a reader has to ask for.
_HIDDEN: Final = "-all--"


def outline_of(example: Example, site: Options) -> Outline | None:
    """The outline that an author asks for; ``None`` where nobody does, and of what BuildKit would not build."""
    analysis = example.analysis
    if not example.options.outline or analysis.kind != "dockerfile" or analysis.is_refused:
        return None
    from mkdocs_multistage.dockerfile import read_outline  # noqa: PLC0415 - few pages have an outline

    build_args = {**site.build_args, **example.options.build_args}
    return read_outline(analysis.dockerfile, target=example.target, build_args=build_args)


def places_of(example: Example, found: Outline | None, numbers: Mapping[int, int]) -> dict[int, Place]:
    """For each line of the example that the outline speaks of, from 1, where a reader can see it.

    That is in the block that shows it, or else in the text that a reader may ask for; a line that is in neither is
    left out. Ids are those of lines with a mistake that is meant to be there, so that no line gets two.

    Args:
        example: The example.
        found: Its outline.
        numbers: For lines that the block at hand shows, the numbers beside its code, which may begin anywhere.
    """
    places: dict[int, Place] = {}
    for line in outlined_lines(found) if found else ():
        part = example.part_of(line)
        number = part.block.excerpt.number(line - part.above)
        asked = next(
            (p for p in example.parts if p.block.whole and example.reveals_in(p) and line in p.all_lines), None
        )
        if number is not None:
            places[line] = Place(f"{example.prefix}--{line}", numbers.get(line, number))
        elif asked is not None:
            places[line] = Place(f"{example.prefix}{_HIDDEN}{line}", asked.all_lines.index(line) + 1)
    return places


def ids_in(example: Example, part: Part, places: Mapping[int, Place]) -> tuple[dict[int, str], dict[int, str]]:
    """The ids of lines in the code of a part, and in the text that a reader may ask for there.

    Two parts may show one line of a file; one of them has its id.
    """
    ids = {line: place.anchor for line, place in places.items()}
    hidden = {line: anchor for line, anchor in ids.items() if anchor.startswith(f"{example.prefix}{_HIDDEN}")}
    shown = {line: anchor for line, anchor in ids.items() if line not in hidden and example.part_of(line) is part}
    return shown, hidden


def problems_of(example: Example, part: Part) -> tuple[FenceProblem, ...]:
    """Why an outline that a part asks for is not there, where nothing else says so."""
    if not part.block.options.outline or example.analysis.kind == "dockerfile":
        return ()
    message = "The fence option `outline` lists what a build takes, but there is no whole Dockerfile here to build."
    return (FenceProblem("outline", message),)
