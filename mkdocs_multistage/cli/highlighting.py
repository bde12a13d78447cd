"""Code without its colours: nobody sees them in a report, and they are half of the time that a page with code takes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pymdownx.highlight import Highlight

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_colours() -> Iterator[None]:
    """Have pymdownx read all code as plain text.

    Its option `use_pygments` will not do: without Pygments, SuperFences refuses a header with a title or line numbers.
    """
    original = getattr(Highlight, "get_lexer", None)
    if original is None:  # another version of it, which is then as slow as it is
        yield
        return

    def plain(self: Any, src: str, language: str, *rest: Any, **more: Any) -> tuple[Any, str]:  # noqa: ANN401
        lexer, _ = original(self, src, "text", *rest, **more)
        return lexer, language

    Highlight.get_lexer = plain
    try:
        yield
    finally:
        Highlight.get_lexer = original
