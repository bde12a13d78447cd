"""How much of a text is analysed: every bound in one place.

What is beyond one of them makes `read` answer with ``complete=False`` and nothing else. The
largest Dockerfiles in public repositories stay far below each.
"""

from __future__ import annotations

from typing import Final

MAX_CHARACTERS: Final = 250_000
"""Of the text, up to the first line that BuildKit's scanner refuses."""

MAX_LINES: Final = 20_000

MAX_INSTRUCTIONS: Final = 3_000

MAX_INSTRUCTION_LINES: Final = 10_000
"""Of one instruction: dockerfile-parse takes quadratic time to join them (10,000 lines: 0.07 s)."""

MAX_STAGES: Final = 1_000
"""A chain of so many stages has half a million entries in the targets' `reachable`."""

MAX_EXPANSION: Final = 65_536
"""Characters that one word may expand to: ARGs that double each other grow exponentially."""

MAX_WORK: Final = 4_000_000
"""Characters that all words of a text may expand to together, and as many steps of matching patterns."""

MAX_TRIGGERS: Final = 5_000
"""ONBUILD instructions run in stages built on theirs."""

MAX_PROBLEMS: Final = 200
"""Further ones are left out; BuildKit stops at the first."""

MAX_COMPARISONS: Final = 4_000
"""Pairs of names that are held against each other for suggestions; further problems come without one."""

MAX_CANDIDATES: Final = 200
"""Names that a single one is held against there."""

MAX_NESTING: Final = 50
"""``${A:-${B:-…}}`` within each other."""

MAX_PATTERN: Final = 2_048
"""Characters of a pattern and of the value it is held against in ``${X#pattern}`` and its like."""

LONGEST_LINE_BYTES: Final = 65_535
"""BuildKit's own limit (bufio.MaxScanTokenSize - 1), for a physical line in UTF-8."""

MAX_FILE_BYTES: Final = 1_000_000
"""Of a file that a page shows; what is beyond `MAX_CHARACTERS` would be shown without being analysed."""


class TooLargeError(Exception):
    """A bound of this module was passed. Never leaves the package."""


class Budget:
    """Work that may still be spent on one text."""

    def __init__(self, amount: int = MAX_WORK) -> None:
        self._left = amount

    def spend(self, amount: int) -> None:
        """Take so much of it.

        Raises:
            TooLargeError: There is not so much left.
        """
        self._left -= amount
        if self._left < 0:
            raise TooLargeError
