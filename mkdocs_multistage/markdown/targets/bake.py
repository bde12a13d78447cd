"""``target = "…"`` in a ``target`` block of a Bake file.

Comes in: the text of an HCL fence. Goes out: the targets of the blocks that build the Dockerfile in the working
directory. What is not a plain string between quotes, a variable or a function, is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from mkdocs_multistage.markdown.targets.target import Target, is_default_file, is_here

_BLOCK: Final = re.compile(r'\s*target\s+"(?P<name>[^"\n]*)"\s*\{')
_ATTRIBUTE: Final = re.compile(r"""\s*"?(?P<key>[\w-]+)"?\s*=\s*(?P<value>.*)$""")
_STRING: Final = re.compile(r'"([^"\n]*)"')
_QUOTED_OR_COMMENT: Final = re.compile(r'"[^"\n]*"|(?:#|//).*')
_VARIABLE: Final = "${"


@dataclass(slots=True)
class _Block:
    """One ``target`` block: its attributes, each the text behind the ``=``."""

    values: dict[str, str] = field(default_factory=dict)
    target: Target | None = None


def bake_targets(text: str) -> list[Target]:
    """The targets that a text's blocks name."""
    blocks: dict[str, _Block] = {}
    current: _Block | None = None
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = _QUOTED_OR_COMMENT.sub("", line)
        opened = _BLOCK.match(line) if depth == 0 else None
        if opened:
            current = blocks.setdefault(opened["name"], _Block())
        elif current is not None and depth == 1:
            found = _ATTRIBUTE.match(line)
            if found:
                current.values[found["key"]] = found["value"]
                name = _STRING.match(found["value"]) if found["key"] == "target" else None
                if name and _VARIABLE not in name[1]:
                    current.target = Target(name[1], number, found.start("value") + 2, "target =")
        depth = max(depth + bare.count("{") + bare.count("[") - bare.count("}") - bare.count("]"), 0)
        if depth == 0:
            current = None
    return [block.target for block in blocks.values() if block.target is not None and _is_at_hand(block, blocks)]


def _is_at_hand(block: _Block, blocks: dict[str, _Block]) -> bool:
    """Whether a block, with those that it inherits from, builds the Dockerfile in the working directory."""
    parents = _STRING.findall(block.values.get("inherits", ""))
    if "inherits" in block.values and (not parents or any(name not in blocks for name in parents)):
        return False
    for one in (*(blocks[name] for name in parents), block):
        if "dockerfile-inline" in one.values or (one is not block and "inherits" in one.values):
            return False
        if not is_here(_string(one, "context", ".")) or not is_default_file(_string(one, "dockerfile", "Dockerfile")):
            return False
    return True


def _string(block: _Block, key: str, default: str) -> str:
    """An attribute's value; what is no plain string is no path that is known here."""
    if key not in block.values:
        return default
    found = _STRING.match(block.values[key])
    return found[1] if found else "?"
