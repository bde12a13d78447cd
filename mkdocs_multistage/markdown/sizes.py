"""``sizes="builder=838MB final=81MB"``: a fence's option in, sizes by what the author calls each stage out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile.limits import MAX_STAGES
from mkdocs_multistage.markdown.options import MOST_HINTS, listed, near, shown
from mkdocs_multistage.render import read_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.dockerfile import Dockerfile
    from mkdocs_multistage.render import Size

FINAL: Final = "final"
"""Another name for a last stage that has none."""

# Read where white space is single spaces. A unit that is followed by a "=" is the name of the next stage.
_ITEM: Final = re.compile(r"([^\s=,]+) ?= ?([0-9][0-9.,]*(?: ?[A-Za-z]+(?= |,|$)(?! ?=))?|[^\s,]*)(?= |,|$)")
_BETWEEN: Final = re.compile(r"[ ,]*")
_INDEX: Final = re.compile(r"[0-9]{1,4}")


def read_sizes(value: str) -> dict[str, Size]:
    """Sizes by what the author calls the stage.

    Raises:
        ValueError: Something in it is no size of a stage; the message says what, to follow "The fence option".
    """
    text = " ".join(value.split())
    sizes: dict[str, Size] = {}
    at = _end(text, 0)
    while at < len(text):
        item = _ITEM.match(text, at)
        if item is None:
            wrong = re.split(r"[ ,]", text[at:], maxsplit=1)[0]
            raise ValueError(f"has {shown(wrong)}, which is not of the form stage=838MB.")
        name = item[1]
        if name in sizes:
            raise ValueError(f"names the stage {shown(name)} twice.")
        try:
            sizes[name] = read_size(item[2].rstrip(","))
        except ValueError as error:
            raise ValueError(f"gives {shown(name)} a size that {error}.") from None
        at = _end(text, item.end())
        if len(sizes) > MAX_STAGES:
            raise ValueError(f"names more than {MAX_STAGES} stages; no Dockerfile with so many is read.")
    if not sizes:
        raise ValueError("names no stage; write stages with their sizes, such as builder=838MB.")
    return sizes


def _end(text: str, at: int) -> int:
    """Behind what stands between two items."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def stage_called(dockerfile: Dockerfile, name: str) -> int | None:
    """The index of the stage that an author means by a name, an index or ``final``; ``None`` where there is none.

    Of several stages with one name it is the last, as for ``docker build --target``.
    """
    stages = dockerfile.stages
    named = next((stage.index for stage in reversed(stages) if stage.name == name.lower()), None)
    if named is not None:
        return named
    if _INDEX.fullmatch(name):
        return int(name) if int(name) < len(stages) else None
    return len(stages) - 1 if stages and name.lower() == FINAL and not stages[-1].name else None


def resolve(dockerfile: Dockerfile, sizes: Mapping[str, Size]) -> tuple[dict[int, Size], list[str]]:
    """Sizes by index of the stage, and what is wrong with their names, to follow what gives them."""
    found: dict[int, Size] = {}
    wrong: list[str] = []
    for name, size in sizes.items():
        index = stage_called(dockerfile, name)
        if index is None:
            wrong.append(_unknown(dockerfile, name, is_hinted=len(wrong) < MOST_HINTS))
        elif found.setdefault(index, size) != size:
            wrong.append(f"gives stage {index} two sizes, {found[index]} and {size}.")
    return found, wrong


def _unknown(dockerfile: Dockerfile, name: str, *, is_hinted: bool) -> str:
    names = [stage.name for stage in dockerfile.stages if stage.name]
    if dockerfile.stages and not dockerfile.stages[-1].name:
        names.append(FINAL)
    what = "there is no stage with that number" if name.isdecimal() else "no stage of this example has that name"
    hint = (near(name, names) or f" Its stages: {listed(names, most=8)}.") if names and is_hinted else ""
    return f"names the stage {shown(name)}, but {what}.{hint}"
