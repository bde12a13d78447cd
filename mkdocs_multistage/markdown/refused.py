"""Dockerfiles that are no code block, since the Markdown extension does not take their header.

In: a header that it refused, and the page's HTML. Out: whether a Dockerfile stands there as running text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.analysis import analyze
from mkdocs_multistage.markdown.apart import apart
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from mkdocs_multistage.markdown.positions import Fence

_HEADER: Final = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`\s][^`]*)")
_MARK: Final = re.compile(r"[ \t>]*(?:`{3}|~{3})")
# In running text, behind the mark and to the end of the line; headers are short.
_BEGUN: Final = re.compile(r"(?:<code[^<>]{0,200}>|(?<!`)`{3,20}|(?<!~)~{3,20})(?=[ \t]{0,20}(?P<info>[^\n<]{1,500}))")


@record(frozen=True, slots=True)
class Refused:
    """A header for a Dockerfile that the Markdown extension did not take.

    Attributes:
        fence: Where it stands.
        reader: The extension's name.
    """

    fence: Fence
    reader: str

    @property
    def header(self) -> re.Match[str] | None:
        """The header of a Dockerfile that is whole, by ``mark`` and ``info``; of none else."""
        fence = self.fence
        header = _HEADER.fullmatch(fence.lines[fence.start][fence.indent :].rstrip())
        return header if header is not None and _is_dockerfile(fence, header["mark"]) else None


def _is_dockerfile(fence: Fence, mark: str) -> bool:
    """Whether a whole Dockerfile stands below a header, and the fence is closed.

    No Dockerfile holds the header of another fence: one header's lines end where the next begins, however many there are.
    """
    body: list[str] = []
    for line in fence.lines[fence.start + 1 :]:
        if _MARK.match(line):
            text = line[fence.indent :]
            is_closed = text.startswith(mark) and not text.strip().strip(mark[0])
            return is_closed and analyze("\n".join(body)).kind == "dockerfile"
        body.append(line[fence.indent :])
    return False


def running_text(html: str) -> str:
    """A page without its comments and code blocks."""
    parts: list[str] = []
    done = 0
    for start, end in apart(html, code=True):
        parts.append(html[done:start])
        done = end
    return "".join([*parts, html[done:]])


def begun(html: str) -> set[str]:
    """What stands in running text where a fence's header may: Markdown takes its backticks for those of inline code.

    Args:
        html: What `running_text` says of a page.
    """
    return {found["info"].rstrip() for found in _BEGUN.finditer(html)}


def escaped(info: str) -> str:
    """A header as it stands in running text."""
    return info.rstrip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
