"""What a block shows of a Dockerfile and what it leaves out: the text of a fence in, an excerpt out.

An author hides lines between ``# multistage: hide`` and ``# multistage: show``. They are read and checked like all
others, but not shown, and neither are the two comments.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.markdown.fence_options import FenceProblem
from mkdocs_multistage.markdown.options import near, shown
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKER: Final = re.compile(r"([ \t]*)#[ \t]*multistage[ \t]*[:=][ \t]*(\S.*)", re.IGNORECASE)
_WORD: Final = "multistage"
_HIDE: Final = "hide"
_SHOW: Final = "show"
_WORDS: Final = (_HIDE, _SHOW)


@record(frozen=True)
class Excerpt:
    """A Dockerfile, and which of its lines a block shows.

    Attributes:
        whole: The Dockerfile, which is what is read and checked.
        lines: For each line shown its number in the whole, from 1, in order; ``None`` where all are shown.
        markers: The lines of the whole that are there for nobody to see.
        problems: What is wrong with how the excerpt is made.
        file: The absolute path of the file that the whole is the text of; empty where that is the fence's own.
    """

    whole: str
    lines: tuple[int, ...] | None = None
    markers: frozenset[int] = frozenset()
    problems: tuple[FenceProblem, ...] = ()
    file: str = ""

    @cached_property
    def text(self) -> str:
        """What is shown."""
        return self.whole if self.lines is None else self._of(self.lines)

    @cached_property
    def whole_lines(self) -> tuple[int, ...]:
        """The lines of the whole that a reader who asks for all of it sees."""
        count = self.whole.count("\n") + 1
        return tuple(number for number in range(1, count + 1) if number not in self.markers)

    @property
    def whole_text(self) -> str:
        """What such a reader sees."""
        return self._of(self.whole_lines) if self.markers else self.whole

    @property
    def hides(self) -> bool:
        """Whether there is more to see than is shown."""
        return self.lines is not None and self.lines != self.whole_lines

    def number(self, line: int) -> int | None:
        """The number of a line of the whole among those shown, from 1; ``None`` where it is hidden."""
        if self.lines is None:
            return line
        return self._numbers.get(line)

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {line: number for number, line in enumerate(self.lines or (), 1)}

    def _of(self, numbers: tuple[int, ...]) -> str:
        lines = self.whole.split("\n")
        return "\n".join(lines[number - 1] for number in numbers)


def read_excerpt(body: str) -> Excerpt:
    """What a fence shows of its own text.

    Args:
        body: The text of the fence. Most have nothing to hide, and cost no more than a look.
    """
    if _WORD not in body.lower():
        return Excerpt(body)
    lines = body.split("\n")
    kept: list[int] = []
    markers: set[int] = set()
    problems: list[FenceProblem] = []
    hidden_since = 0
    for number, line in enumerate(lines, 1):
        marker = _MARKER.fullmatch(line.rstrip())
        word = marker[2].casefold() if marker else ""
        problem = _problem(word, hidden_since) if marker else ""
        if problem:
            problems.append(FenceProblem("multistage", problem, line=number))
        if marker is None or word not in _WORDS:  # a comment may well begin with that word and mean nothing by it
            if not hidden_since:
                kept.append(number)
            continue
        markers.add(number)
        hidden_since = (hidden_since or number) if word == _HIDE else 0
        # As a parser directive that BuildKit does not know, it ends no block of directives at the top, as a comment does.
        lines[number - 1] = f"{marker[1]}#multistage={word}"
    if not markers:
        return Excerpt(body, problems=tuple(problems))
    whole = "\n".join(lines)
    if not any(lines[number - 1].strip() for number in kept):
        problems.append(
            FenceProblem(
                "multistage",
                "Every line of this example is hidden, so all are shown. Write `# multistage: show` above those that "
                "readers should see.",
                line=min(markers),
            )
        )
        kept = [number for number in range(1, len(lines) + 1) if number not in markers]
    return Excerpt(whole, tuple(kept), frozenset(markers), tuple(problems))


def _problem(word: str, hidden_since: int) -> str:
    """What is wrong with a marker where it stands; empty where nothing is."""
    if word not in _WORDS:
        hint = "" if " " in word else near(word, _WORDS)
        return hint and f"This comment hides and shows nothing: it says {shown(word)}.{hint}"
    if word == _HIDE and hidden_since:
        return f"Lines are already hidden from line {hidden_since} of the example on. Remove one of the two comments."
    if word == _SHOW and not hidden_since:
        return "Nothing is hidden here. Write `# multistage: hide` above the lines to hide."
    return ""
