"""Whether a page's text can hold a Dockerfile at all; most do not, and converting a page is what takes time."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def may_have_dockerfile(text: str, languages: Collection[str]) -> bool:
    """Whether some line has both a fence's marks and a Dockerfile's language, or the page includes another file.

    Args:
        text: The page, as it is handed to Markdown.
        languages: The names that mean a Dockerfile.
    """
    return _pattern(frozenset(languages)).search(text) is not None


@cache
def _pattern(languages: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(languages)) or r"(?!)"
    # `--8<--` is the mark of pymdownx.snippets.
    return re.compile(rf"(?:```|~~~)[^\n]*?(?:{names})|8<", re.IGNORECASE)
