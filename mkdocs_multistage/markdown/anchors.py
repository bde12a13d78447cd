"""What the ids of an example begin with, and an id for each of its stages.

They are unique across the site, and the same after an edit elsewhere on the page.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs_multistage.markdown.examples import Example

_PLAIN_NAME: Final = re.compile(r"[a-z][a-z0-9_.-]{0,63}")


def give_anchors(example: Example, key: str, seen: Counter[str]) -> None:
    """Decide what an example's ids are.

    An example is known by its page and the names of its stages; among equals on one page, by its place.

    Args:
        example: It gets ``prefix``, ``anchors`` and ``hidden_anchors``.
        key: The page's, empty for a page that nobody knows.
        seen: How often each was met before; this one is added.
    """
    stages = example.analysis.dockerfile.stages
    names = [stage.name for stage in stages]
    known_by = names if example.analysis.kind == "dockerfile" else ["", example.text]
    example.prefix = prefix(known_by if key else [example.text], key, seen)
    times = Counter(names)
    own = [name if times[name] == 1 and _PLAIN_NAME.fullmatch(name) else str(index) for index, name in enumerate(names)]
    example.anchors = [f"{example.prefix}-{name}" for name in own]
    if all(part.block.excerpt.lines is None for part in example.parts):
        return
    # A stage whose FROM is hidden can be gone to where a reader can ask for it.
    example.hidden_anchors = [f"{example.prefix}-all-{name}" for name in own]
    for index, stage in enumerate(stages):
        part = example.part_of(stage.line)
        if part.block.excerpt.number(stage.line - part.above) is None:
            example.anchors[index] = example.hidden_anchors[index] if part.block.whole else ""


def prefix(known_by: Sequence[str], key: str, seen: Counter[str]) -> str:
    """What the ids of a block begin with that is known by its page and some texts.

    Args:
        known_by: The texts.
        key: The page's.
        seen: How often each was met before; this one is added.
    """
    identity = "\0".join([key, *known_by])
    seen[identity] += 1
    digest = hashlib.sha256(f"{identity}\0{seen[identity]}".encode("utf-8", "surrogatepass"))
    return f"multistage-{digest.hexdigest()[:8]}"
