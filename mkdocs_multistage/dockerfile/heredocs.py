"""Which heredocs an instruction's line opens: ``<<EOF``, ``<<-EOF``, ``3<<"EOF"``."""

from __future__ import annotations

import re
from typing import Final

from mkdocs_multistage.dockerfile.shell import ExpansionError, ShellLexer
from mkdocs_multistage.records import record

HEREDOC_KEYWORDS: Final = frozenset({"ADD", "COPY", "RUN"})

_HEREDOC: Final = re.compile(r"([0-9]*)<<(-?)[\t\n\f\r ]*([^<]*)", re.DOTALL)


@record(frozen=True, slots=True)
class HeredocWord:
    """What a word such as ``<<-EOF`` says.

    Attributes:
        name: The delimiter, without quotes.
        expand: Whether variables in the body are expanded.
        chomp: Whether leading tabs go (``<<-``).
    """

    name: str
    expand: bool
    chomp: bool


def parse_heredoc(word: str) -> HeredocWord | None:
    """Read one word; ``None`` where it opens no heredoc.

    Raises:
        ExpansionError: The delimiter's quotes or braces are broken.
    """
    match = _HEREDOC.fullmatch(word)
    if match is None or not match[3]:
        return None
    rest = match[3]
    words = ShellLexer(rest, {}, keep_unset=True).run()[1]
    if len(words) != 1:
        return None
    raw = ShellLexer(rest, {}, keep_unset=True, raw_quotes=True).run()[1]
    if len(raw) != 1:
        raise ExpansionError("the heredoc's delimiter is not one word")
    quotes, raw_quotes = (sum(text.count(q) for q in "'\"") for text in (words[0], raw[0]))
    return HeredocWord(words[0], quotes == raw_quotes, match[2] == "-")


def find_heredocs(line: str) -> list[HeredocWord]:
    """The heredocs that a whole instruction opens, keyword included, in order.

    The lexer that BuildKit uses here knows the backslash alone, whatever ``# escape=`` says; where
    it fails there are no heredocs.

    Raises:
        ExpansionError: A delimiter's quotes or braces are broken.
    """
    try:
        words = ShellLexer(line, {}, raw_quotes=True, raw_escapes=True, keep_unset=True).run()[1]
    except ExpansionError:
        return []
    found = [parse_heredoc(word) for word in words]
    return [heredoc for heredoc in found if heredoc is not None]
