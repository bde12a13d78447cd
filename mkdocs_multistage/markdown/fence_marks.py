"""The marks around a fence: which are long enough for a text that has such marks itself."""

from __future__ import annotations

import re
from typing import Final

_RUNS: Final = {mark: re.compile(rf"^[ \t>]*({mark}{{3,}})", re.MULTILINE) for mark in "`~"}


def mark_around(text: str, mark: str) -> str:
    """The mark, lengthened where a line of the text would end the fence.

    Args:
        text: What is to stand in the fence.
        mark: Three or more backticks or tildes.
    """
    longest = max(map(len, _RUNS[mark[0]].findall(text)), default=0)
    return mark if longest < len(mark) else mark[0] * (longest + 1)
