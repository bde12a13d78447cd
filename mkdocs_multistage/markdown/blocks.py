"""A fence that was found, and the mark by which it is found again in its page's HTML.

In: the HTML that the Markdown extension made of a fence. Out: the same with a mark in its first tag; and at the page's
end, where in its HTML each block stands, whatever else has become of the page since.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.markdown.apart import apart
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs_multistage.markdown.excerpt import Excerpt
    from mkdocs_multistage.markdown.fence_options import FenceOptions
    from mkdocs_multistage.markdown.positions import Fence

_MARK: Final = "data-multistage-block"
_FIRST_TAG: Final = re.compile(r"<[A-Za-z][A-Za-z0-9-]*(?=[\s>/])")
_MARKED: Final = re.compile(rf' {_MARK}="[0-9a-f]{{1,64}}-([0-9]{{1,9}})"')
_LAST_TAG: Final = re.compile(r"<[A-Za-z][A-Za-z0-9-]*\Z")
_LONGEST_TAG: Final = 100


@record(frozen=True, slots=True)
class Block:
    """A Dockerfile on the page, or a fence that may ask for a stage of one.

    Attributes:
        excerpt: Its text, and what of it is shown.
        html: What the Markdown extension made of what is shown, marked.
        mark: The mark in it.
        fence: Where it stands; ``None`` where that cannot be told.
        options: What its header decides.
        language: Of a fence that is no Dockerfile; else empty.
        whole: What it made of all lines, where a reader can ask for those that are not shown; else empty.
    """

    excerpt: Excerpt
    html: str
    mark: str
    fence: Fence | None
    options: FenceOptions
    language: str = ""
    whole: str = ""

    @property
    def plain(self) -> str:
        """Its HTML as the Markdown extension made it."""
        return self.html.replace(self.mark, "", 1)


@record(frozen=True, slots=True)
class Marked:
    """Where a block's mark was found in the page's HTML.

    Attributes:
        start: The index where what stands there begins.
        end: The index behind it.
        block: The block.
        is_shown: Whether the reader sees it: it is in no comment.
        is_whole: Whether its HTML is as it was made. What somebody has changed since keeps their changes and
            loses our mark, which is then all that stands there; what is wrong in it is wrong all the same.
    """

    start: int
    end: int
    block: Block
    is_shown: bool
    is_whole: bool


def mark(html: str, digest: str, number: int) -> tuple[str, str]:
    """A block's HTML with a mark in its first tag, and the mark; two empty texts where it has no tag.

    Args:
        html: What the Markdown extension made of it.
        digest: That of the page's source. An author cannot write it there: it would be the digest of another source.
        number: The block's place among those of the page.
    """
    tag = _FIRST_TAG.match(html)
    if tag is None:
        return "", ""
    own = f' {_MARK}="{digest}-{number}"'
    return f"{html[: tag.end()]}{own}{html[tag.end() :]}", own


def has_marks(text: str) -> bool:
    """Whether there may be a marked block in a page's HTML."""
    return _MARK in text


def find(text: str, blocks: Sequence[Block]) -> Iterator[Marked]:
    """The marked blocks in a page's HTML, in order.

    Args:
        text: The HTML.
        blocks: Those of the page; each one's place is the number in its mark.
    """
    done = 0
    comments = (place for place in apart(text) if text.startswith("<!--", place[0])) if "<!--" in text else iter(())
    begin = end = 0
    for found in _MARKED.finditer(text):
        index = int(found[1])
        if found.start() < done or index >= len(blocks) or found[0] != blocks[index].mark:
            continue
        block = blocks[index]
        start = found.start() - block.html.index(block.mark)
        is_whole = start >= done and text.startswith(block.html, start)
        if not is_whole:
            start = found.start()
            if _LAST_TAG.search(text, max(done, start - _LONGEST_TAG), start) is None:
                continue
        while end <= start:
            begin, end = next(comments, (len(text), len(text)))
        done = start + len(block.html) if is_whole else found.end()
        yield Marked(start, done, block, is_shown=start < begin, is_whole=is_whole)
