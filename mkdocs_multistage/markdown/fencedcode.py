"""Dockerfiles found by Python-Markdown's own `fenced_code`: its preprocessor in, blocks with their places out.

That extension cannot be extended, but it puts the HTML of each fence in the stash in the order of the
text. So its own pattern tells beforehand which fences it will find, and afterwards their HTML is known.
Options of ours are taken out of the headers first, or they would become attributes or spoil the fence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mkdocs_multistage.markdown.excerpt import Excerpt
from mkdocs_multistage.markdown.fence_marks import mark_around
from mkdocs_multistage.markdown.fence_options import is_ours, read_fence_options
from mkdocs_multistage.markdown.positions import Fence
from mkdocs_multistage.markdown.targets import READERS
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown import Markdown

    from mkdocs_multistage.markdown.conversion import Conversion
    from mkdocs_multistage.markdown.fence_options import FenceOptions

_NAME = "fenced_code"
_HEADER = re.compile(r"(?P<fence>`{3,}|~{3,})[ ]*(?P<brace>\{)?(?P<rest>.*)", re.DOTALL)
# A word of a header, with its value if it has one; words of no interest are stepped over whole, quotes and all.
_WORD = re.compile(r"""(?P<key>[^\s={}"']+)(?:=(?P<value>"[^"]*"|'[^']*'|[^\s}"']*))?|["'{}=]""")


@record(frozen=True, slots=True)
class _Found:
    """A fence that `fenced_code` is going to find.

    Attributes:
        body: Its text.
        count: How many lines that is.
        start: The index of its header.
        mark: The backticks or tildes there.
        language: What follows them.
        options: ``None`` where that is none of the Dockerfiles'.
        excerpt: What is shown in place of the text.
    """

    body: str
    count: int
    start: int
    mark: str
    language: str
    options: FenceOptions | None
    excerpt: Excerpt


class FencedCode:
    """Watches one `fenced_code` preprocessor: `before` and `after` it runs."""

    def __init__(self, preprocessor: Any, md: Markdown, conversion: Conversion) -> None:  # noqa: ANN401
        self._preprocessor = preprocessor
        self._md = md
        self._conversion = conversion
        self._found: list[_Found] = []
        self._lines: list[str] = []
        self._stashed = 0

    def before(self, lines: list[str]) -> list[str]:
        """The page's lines without our options in the headers of fences."""
        self._found, self._lines = [], lines
        self._stashed = self._md.htmlStash.html_counter
        if not any(line.startswith(("```", "~~~")) for line in lines):
            return lines
        headers: dict[int, tuple[str, str, dict[str, str]]] = {}
        clean = list(lines)
        for index, line in enumerate(lines):
            if line.startswith(("```", "~~~")):
                language, options, header = _read_header(line)
                headers[index] = language, line, options
                if language.casefold() in self._conversion.options.languages:
                    clean[index] = header
        ends = self._find(clean, headers)
        inside = -1
        for index, (language, line, _) in headers.items():
            if index in ends:
                inside = ends[index]
                continue
            clean[index] = line  # the text of another fence, or no fence at all
            if index > inside and language.casefold() in self._conversion.options.languages:
                self._conversion.refuse(Fence(lines, index, 0), _NAME)
        for found in reversed(self._found):
            text = found.excerpt.text
            if text != found.body:
                top, end = found.start, found.start + found.count + 1
                mark = mark_around(text, found.mark)
                header, closing = clean[top].removeprefix(found.mark), clean[end].removeprefix(found.mark)
                clean[top : end + 1] = [mark + header, *text.split("\n"), mark + closing]
        return clean

    def after(self, lines: list[str]) -> list[str]:
        """Takes note of the blocks, now that their HTML is in the stash."""
        stash = self._md.htmlStash
        if len(self._found) == stash.html_counter - self._stashed:
            for index, found in enumerate(self._found, self._stashed):
                html = stash.rawHtmlBlocks[index]
                if not isinstance(html, str):
                    continue
                fence = Fence(self._lines, found.start, 0)
                if found.options is None:
                    if found.language.casefold() in READERS:
                        marked = self._conversion.add_other(found.body, html, fence, found.language)
                        stash.rawHtmlBlocks[index] = marked
                else:
                    whole = self._whole(found) if found.options.reveal and found.excerpt.hides else ""
                    stash.rawHtmlBlocks[index] = self._conversion.add(
                        found.excerpt, html, fence, found.options, whole=whole
                    )
        self._found = []
        return lines

    def _whole(self, found: _Found) -> str:
        """The HTML of the lines that are not shown, among the others."""
        fence = mark_around(found.excerpt.whole, "```")
        lines = [f"{fence}{found.language}", *found.excerpt.whole_text.split("\n"), fence]
        self._preprocessor.run(lines)  # which leaves a block in the stash that no place refers to
        return str(self._md.htmlStash.rawHtmlBlocks[-1])

    def _find(self, lines: list[str], headers: Mapping[int, tuple[str, str, dict[str, str]]]) -> dict[int, int]:
        """Find the fences as the preprocessor will; returns the line where each ends by that of its header."""
        text = "\n".join(lines)
        ends: dict[int, int] = {}
        index = line = counted = 0
        while match := self._preprocessor.FENCED_BLOCK_RE.search(text, index):
            if match["attrs"] and _has_loose_braces(match["attrs"]):  # fenced_code leaves such a header alone
                index = match.end("attrs")
                continue
            line += text.count("\n", counted, match.start())
            counted = match.start()
            ends[line] = line + match[0].rstrip("\n").count("\n")
            language, _, options = headers.get(line, ("", "", {}))
            body = match["code"].removesuffix("\n")
            count = match["code"].count("\n")
            chosen = None
            if language.casefold() in self._conversion.options.languages:
                chosen = read_fence_options(options)
            self._conversion.fence = Fence(self._lines, line, 0)
            excerpt = self._conversion.excerpt(body, chosen) if chosen else Excerpt(body)
            self._conversion.fence = None
            self._found.append(_Found(body, count, line, match["fence"], language, chosen, excerpt))
            index = match.end()
        return ends


def _has_loose_braces(attributes: str) -> bool:
    try:
        from markdown.extensions.attr_list import get_attrs_and_remainder  # noqa: PLC0415 - since Markdown 3.7
    except ImportError:
        return False
    return bool(get_attrs_and_remainder(attributes)[1])


def _read_header(line: str) -> tuple[str, dict[str, str], str]:
    """A header's language, our options in it, and the header without them."""
    match = _HEADER.match(line)
    if match is None:
        return "", {}, line
    language, options, kept, done = "", {}, [], 0
    rest, brace = match["rest"], match["brace"]
    for word in _WORD.finditer(rest):
        key, value = word["key"], word["value"]
        if key is None:
            continue
        if not language and (key.startswith(".") or not brace):
            language = key.removeprefix(".")
        elif is_ours(key, in_braces=bool(brace)) and (value is not None or not brace):
            options[key] = key if value is None else value.strip("\"'")
            kept.append(rest[done : word.start()].rstrip(" "))
            done = word.end()
    if not options:
        return language, {}, line
    kept.append(rest[done:])
    return language, options, line[: match.start("rest")] + "".join(kept)
