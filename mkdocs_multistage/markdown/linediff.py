"""How one list of lines becomes another: both in, what is to be done from the first to the last out, in linear time.

`difflib` takes quadratic time where lines recur or have changed places, and more; a page may well be made of such. So lines
that both have once are aligned first (Bram Cohen's patience diff), and difflib is asked about the short stretches between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Pairs of lines in a stretch that difflib is given. It may go through them as often as there are lines in it.
_MOST_PAIRS: Final = 2_500
# Lines that recur may be there once in a stretch; after so many times a stretch is taken as a whole.
_MOST_DIVISIONS: Final = 3


class Edit(NamedTuple):
    """A stretch of the old lines and of the new.

    Attributes:
        tag: ``equal``, or ``replace``, ``delete`` or ``insert``.
        start: The first of the old lines, from 0.
        end: The one behind the last.
        new_start: The first of the new lines.
        new_end: The one behind the last.
    """

    tag: Literal["equal", "replace", "delete", "insert"]
    start: int
    end: int
    new_start: int
    new_end: int


def edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """What makes the new lines of the old, without gaps; of two neighbours one is ``equal`` and the other is not."""
    found: list[Edit] = []
    at, new_at = 0, 0
    for start, new_start, size in (*_joined(_blocks(old, new)), (len(old), len(new), 0)):
        if start > at or new_start > new_at:
            tag: Literal["replace", "delete", "insert"] = (
                "insert" if start == at else "delete" if new_start == new_at else "replace"
            )
            found.append(Edit(tag, at, start, new_at, new_start))
        if size:
            found.append(Edit("equal", start, start + size, new_start, new_start + size))
        at, new_at = start + size, new_start + size
    return found


def unified(old: Sequence[str], new: Sequence[str], found: Sequence[Edit], context: int) -> list[str]:
    """The edits as ``diff -u`` writes them, without the names of the files.

    Args:
        old: The old lines.
        new: The new lines.
        found: What `edits` says of them.
        context: How many equal lines stand around those that are not.
    """
    written: list[str] = []
    for hunk in _hunks(found, context):
        first, last = hunk[0], hunk[-1]
        ranges = _range(first.start, last.end), _range(first.new_start, last.new_end)
        written.append(f"@@ -{ranges[0]} +{ranges[1]} @@")
        for edit in hunk:
            if edit.tag == "equal":
                written += [f" {line}" for line in old[edit.start : edit.end]]
            else:
                written += [f"-{line}" for line in old[edit.start : edit.end]]
                written += [f"+{line}" for line in new[edit.new_start : edit.new_end]]
    return written


def _hunks(found: Sequence[Edit], context: int) -> Iterator[list[Edit]]:
    """The edits near to each other, with the equal lines around them."""
    hunk: list[Edit] = []
    for edit in found:
        size = edit.end - edit.start
        if edit.tag != "equal":
            hunk.append(edit)
        elif not hunk:
            hunk.append(_cut(edit, size - context, size))
        elif size <= 2 * context:
            hunk.append(edit)
        else:
            yield [*hunk, _cut(edit, 0, context)]
            hunk = [_cut(edit, size - context, size)]
    if hunk and hunk[-1].tag == "equal":
        hunk[-1] = _cut(hunk[-1], 0, context)
    if any(edit.tag != "equal" for edit in hunk):
        yield hunk


def _cut(edit: Edit, first: int, end: int) -> Edit:
    """Some of the lines of an edit that are equal."""
    start, new_start = edit.start + max(first, 0), edit.new_start + max(first, 0)
    size = min(end, edit.end - edit.start) - max(first, 0)
    return Edit("equal", start, start + size, new_start, new_start + size)


def _range(start: int, end: int) -> str:
    """Lines as a hunk's head names them: the first from 1 and how many; of none the one before."""
    size = end - start
    if size == 1:
        return str(start + 1)
    return f"{start + 1 if size else start},{size}"


def _joined(blocks: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Stretches that are equal, without those that begin where another ends."""
    start, new_start, size = 0, 0, 0
    for block in blocks:
        if block[:2] == (start + size, new_start + size):
            size += block[2]
        elif block[2]:
            if size:
                yield start, new_start, size
            start, new_start, size = block
    if size:
        yield start, new_start, size


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where lines of both are equal, in order: the first of the old, the first of the new, and how many they are."""
    waiting = [(0, len(old), 0, len(new), _MOST_DIVISIONS)]
    while waiting:
        start, end, new_start, new_end, divisions = waiting.pop()
        size = _equal(old, new, range(start, end), range(new_start, new_end))
        yield start, new_start, size
        start, new_start = start + size, new_start + size
        size = _equal(old, new, range(start, end)[::-1], range(new_start, new_end)[::-1])
        end, new_end = end - size, new_end - size
        if size:
            waiting.append((end, end + size, new_end, new_end + size, 0))
        if (end - start) * (new_end - new_start) <= _MOST_PAIRS:
            yield from _by_difflib(old, new, range(start, end), range(new_start, new_end))
        elif divisions:
            anchors = _anchors(old[start:end], new[new_start:new_end])
            ends = [(start + at, new_start + new_at) for at, new_at in anchors]
            stretches = zip([(start, new_start), *ends], [*ends, (end, new_end)], strict=True) if ends else ()
            waiting += reversed([(a, b, c, d, divisions - 1) for (a, c), (b, d) in stretches])


def _equal(old: Sequence[str], new: Sequence[str], places: range, new_places: range) -> int:
    """How many lines are equal until one is not."""
    size = 0
    for at, new_at in zip(places, new_places, strict=False):
        if old[at] != new[new_at]:
            break
        size += 1
    return size


def _by_difflib(
    old: Sequence[str], new: Sequence[str], places: range, new_places: range
) -> Iterator[tuple[int, int, int]]:
    if not (places and new_places):
        return
    from difflib import SequenceMatcher  # noqa: PLC0415 - takes its time to load, and most pages have nothing to compare

    some, others = old[places.start : places.stop], new[new_places.start : new_places.stop]
    for block in SequenceMatcher(None, some, others, autojunk=False).get_matching_blocks():
        yield places.start + block.a, new_places.start + block.b, block.size


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest list of lines that both have once and in the same order, by their places in both."""
    counts, new_counts = Counter(old), Counter(new)
    places = {line: at for at, line in enumerate(new) if new_counts[line] == 1}
    pairs = [(at, places[line]) for at, line in enumerate(old) if counts[line] == 1 and line in places]
    ends: list[int] = []  # of the list of each length, the smallest last place
    last: list[int] = []  # and which pair that is
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [index]
    found = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]
