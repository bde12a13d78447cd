"""A hand-written example held against the file that it follows: two texts in, their difference out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mkdocs_multistage.markdown.linediff import edits, unified
from mkdocs_multistage.markdown.options import shown
from mkdocs_multistage.printable import printable
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

# Lines of a difference that a message shows.
_MOST_SHOWN: Final = 60
_CONTEXT: Final = 2


@record(frozen=True, slots=True)
class Drift:
    """How an example differs from its file.

    Attributes:
        body: What the page says.
        wanted: What the file says.
        line: The first line of the body that differs, from 1; 0 where the body has none.
        count: How many lines differ.
        path: The file, as the page's author writes it.
        message: The same in one sentence.
        diff: The same as a unified difference, each line printable; shortened where it is long.
    """

    body: str
    wanted: str
    line: int
    count: int
    path: str
    message: str
    diff: str


def compare(body: str, wanted: str, path: str, *, indent: int, tab_length: int) -> Drift | None:
    """The difference between an example and its file; ``None`` where there is none.

    Args:
        body: What the page says.
        wanted: What the file says.
        path: The file, as the page's author writes it.
        indent: How many characters stand before each line on the page.
        tab_length: Markdown's.
    """
    old, new = body.split("\n"), wanted.split("\n")
    plain_old, plain_new = plain_lines(old, indent, tab_length), plain_lines(new, indent, tab_length)
    if plain_old == plain_new:
        return None
    if not body.strip():
        return Drift(body, wanted, 0, len(new), path, f"This example follows {shown(path)}, but is empty.", "")
    found = edits(plain_old, plain_new)
    changed = [edit for edit in found if edit.tag != "equal"]
    first = min(changed[0].start + 1, len(old))
    count = sum(max(edit.end - edit.start, edit.new_end - edit.new_start) for edit in changed)
    message = f"This example differs from {shown(path)} in {count} {'line' if count == 1 else 'lines'}."
    lines = ["--- this page", f"+++ {path}", *unified(plain_old, plain_new, found, _CONTEXT)]
    if len(lines) > _MOST_SHOWN:
        lines[_MOST_SHOWN:] = [f"… and {len(lines) - _MOST_SHOWN} more lines"]
    return Drift(body, wanted, first, count, path, message, "\n".join(map(printable, lines)))


def plain_lines(lines: Sequence[str], indent: int, tab_length: int) -> list[str]:
    """A text without what makes no difference: Markdown expands tabs, and editors cut white space at ends of lines.

    Args:
        lines: The text.
        indent: How many characters stand before each line on the page.
        tab_length: Markdown's.
    """
    before = " " * indent
    plain = [
        (before + line).expandtabs(tab_length)[indent:].rstrip() if "\t" in line else line.rstrip() for line in lines
    ]
    while plain and not plain[-1]:
        plain.pop()
    return plain
