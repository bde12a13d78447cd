"""The sizes of a page's stages: what headers give and what was measured in, each example's sizes out.

A header that gives sizes decides alone: a number of the author's beside a measured one would compare what is not
alike. One that says ``measure="off"`` wants no measured ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.checks.page_rules import STALE_SIZES
from mkdocs_multistage.markdown.fence_options import FenceProblem
from mkdocs_multistage.markdown.measured import find_sizes
from mkdocs_multistage.markdown.sizes import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs_multistage.markdown.examples import Example
    from mkdocs_multistage.markdown.measured import SizesFile
    from mkdocs_multistage.render import Size

_OPTION: Final = "sizes"


def give_sizes(examples: Iterable[Example], path: str, known: SizesFile | None) -> None:
    """Give each example its sizes; what is wrong with them is told to its parts.

    Args:
        examples: All examples of a page, in its order.
        path: Its file, from the working directory.
        known: What was measured.
    """
    whole = [example for example in examples if example.analysis.kind == "dockerfile"]
    for example in examples:
        example.sizes = _given(example)
    if known is None or not known.entries:
        return
    found = find_sizes([(example.analysis.dockerfile, example.build_args) for example in whole], path, known)
    for example, measured in zip(whole, found, strict=True):
        if example.options.sizes or not example.options.measure:
            continue
        example.sizes = measured.sizes
        if measured.is_stale:
            message = (
                "The sizes of this example were measured before it was changed, and are not shown. Measure them again: "
                f"mkdocs-multistage measure {path}"
            )
            example.parts[-1].problems.append(FenceProblem(_OPTION, message, STALE_SIZES))


def _given(example: Example) -> dict[int, Size]:
    """The sizes that the headers of an example give its stages."""
    together: dict[int, Size] = {}
    for part in example.parts:
        sizes, wrong = resolve(example.analysis.dockerfile, part.block.options.sizes)
        part.problems += [FenceProblem(_OPTION, f"The fence option `sizes` {message}") for message in wrong]
        together = {**sizes, **together}
    return together
