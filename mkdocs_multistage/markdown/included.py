"""Files that a plugin has put into a page before it was converted: a line of the page in, its place in such a file out.

Plugins such as include-markdown and macros replace a directive, ``{% include "file" %}``, by a file's text, or by a part
of it, and tell nobody. But the page's own file still has the directive. So the files that it names are searched for the
line, with as many of the lines around it as are needed to find it in one place only.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.markdown import files
from mkdocs_multistage.markdown.sourcelines import bare, locate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

# What opens a directive of Jinja's kind, which may go on over several lines, and the file that it names.
_DIRECTIVE: Final = re.compile(r"\{%[-+]?\s{0,200}include(?:-markdown)?\s{1,200}[\"']([^\"'\n{}]{1,400})[\"']")
_SIGN: Final = "{%"
# Files that include files: how deep, and how many.
_DEEPEST: Final = 4
_MOST_FILES: Final = 20
# Lines that a file has to have in common with the page where its directive seems to stand elsewhere.
_LEAST_ELSEWHERE: Final = 3
# Folders above the page in which a file is looked for.
_MOST_FOLDERS: Final = 12


class Found(NamedTuple):
    """A line in an included file.

    Attributes:
        file: Its absolute path.
        line: From 1.
        text: What stands there.
        is_sure: Whether there is no other place where it may come from.
        directive: The line of the page that names the first of the files on the way, from 1.
    """

    file: str
    line: int
    text: str
    is_sure: bool
    directive: int


def directives(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The files that lines include: the index of each directive's line, and the path as written."""
    if not any(_SIGN in line for line in lines):
        return []
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found = _DIRECTIVE.finditer("\n".join(lines))
    return [(bisect_right(starts, match.start()) - 1, match[1]) for match in found]


def find(
    lines: Sequence[str], index: int, named: Sequence[tuple[int, str]], here: Collection[int], *, folder: str, root: str
) -> Found | None:
    """Where a line comes from; ``None`` where no included file has it.

    Args:
        lines: The page with its files included.
        index: The line's index there.
        named: The directives of the page.
        here: The indices of the page's own lines in whose place the line seems to stand.
        folder: The folder of the page's file.
        root: The project's folder; files outside of it are not looked into.
    """
    best: Found | None = None
    best_length = 0
    seen: set[str] = set()
    for directive, path in sorted(named, key=lambda entry: entry[0] not in here):
        least = 1 if directive in here else _LEAST_ELSEWHERE
        for file in _files(path, folder, root, seen, depth=0):
            own = file.text.split("\n")
            line, is_sure, length = locate(lines, index, [bare(line) for line in own])
            if line is None or length < max(best_length, least):
                continue
            if best is not None and length == best_length:  # two files have it, with as much of what is around it
                best = best._replace(is_sure=False)
                continue
            best, best_length = Found(file.path, line + 1, own[line], is_sure, directive + 1), length
    return best


def _files(path: str, folder: str, root: str, seen: set[str], *, depth: int) -> Iterator[files.File]:
    """The file that a directive means, and those that it includes itself."""
    file = _open(path, folder, root)
    if file is None or file.path in seen or len(seen) >= _MOST_FILES:
        return
    seen.add(file.path)
    yield file
    if depth < _DEEPEST:
        for _, other in directives(file.text.split("\n")):
            yield from _files(other, str(Path(file.path).parent), root, seen, depth=depth + 1)


def _open(path: str, folder: str, root: str) -> files.File | None:
    """The file of a path that is relative to the page, to the folder of all pages or to the project: which, varies."""
    if not root or not folder:
        return None
    for above in [folder, *map(str, Path(folder).parents)][:_MOST_FOLDERS]:
        whole = os.path.abspath(Path(above, path))  # noqa: PTH100 - `Path.absolute` keeps the dots
        if os.path.isfile(whole):  # noqa: PTH113 - `Path.is_file` raises what this takes for a no
            try:
                return files.read(path, above, root, lambda _: None)
            except files.UnusableError:
                return None
        if above == root:
            break
    return None
