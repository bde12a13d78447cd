"""Fences rewritten in place: the text of a Markdown file and what is to stand in some of its fences in, the new text out.

Whatever stands around a fence stays as it is: indentation, the marks of a quotation, tabs, ends of lines. So do the lines
of a fence that are right. A fence is only touched where the file has, at the very line, the text that the conversion of
the page has read there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.markdown.drift import plain_lines
from mkdocs_multistage.markdown.fence_marks import mark_around
from mkdocs_multistage.markdown.linediff import edits
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs_multistage.markdown.drift import Drift

# Python-Markdown's.
_TAB_LENGTH: Final = 4
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_HEADER: Final = re.compile(r"(?P<prefix>[ \t>]*)(?P<mark>`{3,}|~{3,})")
_BYTE_ORDER_MARK: Final = "\ufeff"


@record(frozen=True, slots=True)
class Change:
    """What is to become of a fence.

    Attributes:
        header: The line of its header, from 1; 0 where that is not known.
        drift: What stands in it, and what is to.
    """

    header: int
    drift: Drift


def rewrite(text: str, changes: Iterable[Change]) -> tuple[str, list[Change]]:
    """Put into fences what is to stand in them.

    Args:
        text: The file.
        changes: The fences, each at most once.

    Returns:
        The new text, and the fences that are not where they are said to be, which stay as they are.
    """
    start = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    lines = _LINE.findall(text[len(start) :])
    # From the last to the first, so that the numbers of those above stay true.
    ordered = sorted(changes, key=lambda change: -change.header)
    lost = [change for change in ordered if not _rewrite(lines, change)]
    return start + "".join(lines), lost[::-1]


def _rewrite(lines: list[str], change: Change) -> bool:
    """Rewrite one fence; false where it is not there."""
    top = change.header - 1
    header = _HEADER.match(lines[top]) if 0 <= top < len(lines) else None
    if header is None:
        return False
    prefix, mark = header["prefix"], header["mark"]
    end = next((at for at in range(top + 1, len(lines)) if lines[at].strip(" \t>\r\n") == mark), 0)
    width = len(prefix.expandtabs(_TAB_LENGTH))
    drift, body = change.drift, lines[top + 1 : end]
    inside = [line.rstrip("\r\n").expandtabs(_TAB_LENGTH) for line in body]
    if any(line[:width].strip(" >") for line in inside):
        return False
    old = plain_lines([line[width:] for line in inside], width, _TAB_LENGTH)
    if not end or old != plain_lines(drift.body.split("\n"), width, _TAB_LENGTH):
        return False
    wanted = drift.wanted.split("\n")
    new = plain_lines(wanted, width, _TAB_LENGTH)
    eol = lines[top][len(lines[top].rstrip("\r\n")) :]
    longer = mark_around(drift.wanted, mark)
    written = [_with_mark(lines[top], mark, longer)]
    for edit in edits(old, new):
        if edit.tag == "equal":
            written += body[edit.start : edit.end]
        else:
            lines_of_the_file = wanted[edit.new_start : edit.new_end]
            written += [(prefix + line if line.strip() else prefix.rstrip()) + eol for line in lines_of_the_file]
    lines[top : end + 1] = [*written, _with_mark(lines[end], mark, longer)]
    return True


def _with_mark(line: str, old: str, new: str) -> str:
    """A header or a closing line with another mark."""
    return line.replace(old, new, 1)
