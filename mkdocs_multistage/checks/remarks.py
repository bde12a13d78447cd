"""TrailingComment: a remark at the end of an instruction, where ``#`` is an argument like any other.

To Docker, ``#`` starts a comment only at the beginning of a line. What stands behind an instruction becomes
part of it: refused by some, silently misunderstood by others. RUN and the shell forms are left out, since the
shell knows such comments; so is whatever may hold a ``#`` that is meant.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.subject import Hit
from mkdocs_multistage.dockerfile import Span
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Instruction, Word


@record(frozen=True, slots=True)
class _Taker:
    """An instruction that takes a remark for arguments.

    Attributes:
        needed: How many words make it complete, and so must stand before the remark.
        consequence: What becomes of the remark, to follow the instruction's name.
    """

    needed: int
    consequence: str


# BuildKit's `parse…` and `dispatch…` functions of these names say what each does.
_TAKERS = {
    "ADD": _Taker(2, "treats `#` and the words after it as files, and the last of them as the destination"),
    "ARG": _Taker(1, "declares `#` and the words after it as more arguments"),
    "COPY": _Taker(2, "treats `#` and the words after it as files, and the last of them as the destination"),
    "ENV": _Taker(1, "treats the comment as more variables"),
    "EXPOSE": _Taker(1, "treats the words of the comment as ports"),
    "FROM": _Taker(1, "treats the words of the comment as arguments"),
    "LABEL": _Taker(1, "treats the comment as more labels"),
    "STOPSIGNAL": _Taker(1, "makes the comment part of the signal's name"),
    "USER": _Taker(1, "makes the comment part of the user's name"),
    "VOLUME": _Taker(1, "treats `#` and the words after it as volumes"),
    "WORKDIR": _Taker(1, "makes the comment part of the folder's name"),
}
_LEGACY_PAIR = _Taker(2, "makes the comment part of the value")
# A JSON list with a remark behind it is no JSON.
_EXEC_FORM = _Taker(1, "is no longer in its JSON form, and a shell runs it with its brackets and quotes")
_EXEC_FORMS = {
    "CMD": _EXEC_FORM,
    "ENTRYPOINT": _EXEC_FORM,
    "RUN": _EXEC_FORM,
    "SHELL": _Taker(1, "is no longer in its JSON form, the only form it has"),
}

# Marks that tools of documentation take out of the text, or turn into something else: Material's annotations,
# Asciidoc's callouts, Shiki's notation.
_ANNOTATION = re.compile(r"#\s*(?:\(\d{1,3}\)!?|<\d{1,3}>|\[!code\b.{0,60}|[①-⑳])\s*\Z")


def is_annotation(text: str) -> bool:
    """Whether a remark is a mark for a tool of documentation, such as ``# (1)!``."""
    return _ANNOTATION.match(text) is not None


@record(frozen=True, slots=True)
class Remark:
    """A remark behind an instruction.

    Attributes:
        text: From the ``#`` to the line's end.
        span: Its place.
        taker: What the instruction makes of it.
    """

    text: str
    span: Span
    taker: _Taker

    def is_before(self, span: Span) -> bool:
        """Whether a place is not wholly in front of the remark, so that the remark may be the reason for it."""
        return (span.end_line, span.end_column) > (self.span.line, self.span.column)


def _is_restatement(entry: Instruction, remark: str) -> bool:
    """Whether a remark shows what the instruction comes to, as Docker's own reference does: ``WORKDIR $A # WORKDIR /b``."""
    return remark.lstrip("# ").startswith(f"{entry.keyword} ")


def trailing_comments(subject: Subject) -> Iterator[Hit]:
    """Remarks that BuildKit does not take for comments."""
    for entry in subject.dockerfile.instructions:
        remark = find_remark(entry, subject.lines) if "#" in entry.arguments else None
        if remark is None:
            continue
        if subject.in_documentation and (is_annotation(remark.text) or _is_restatement(entry, remark.text)):
            continue
        yield Hit(
            remark.span,
            f"To Docker, `#` starts a comment only at the beginning of a line; here `{entry.keyword}` "
            f"{remark.taker.consequence}. Put the comment on its own line above.",
            refused=any(remark.is_before(problem.span) for problem in subject.refusals_of(entry)),
            comments=entry.comments,
        )
    for problem in subject.problems:
        if problem.rule == "TrailingComment":  # one that the reader alone has seen
            yield Hit(problem.span, problem.message, problem.suggestion, refused=True)


def find_remark(entry: Instruction, lines: list[str]) -> Remark | None:
    """The remark behind an instruction, if it has one.

    Args:
        entry: The instruction.
        lines: The text's lines.
    """
    if entry.heredocs or "#" not in entry.arguments:
        return None
    taker = _taker(entry)
    if taker is None:
        return None
    if entry.words and entry.words[0].text.startswith("["):
        word = _behind_json(entry.words)
    elif entry.keyword in _EXEC_FORMS:
        return None
    else:
        word = _behind_words(entry.words, taker.needed)
    if word is None:
        return None
    text = _to_end_of_line(lines, word)
    start = word.span
    return Remark(text, Span(start.line, start.column, start.line, start.column + len(text)), taker)


def _taker(entry: Instruction) -> _Taker | None:
    if entry.keyword in {"ENV", "LABEL"} and entry.words and "=" not in entry.words[0].text:
        # `ENV name value`: what follows several words may be meant, as in "Issue # 5".
        third = entry.words[_LEGACY_PAIR.needed :][:1]
        return _LEGACY_PAIR if third and third[0].text == "#" else None
    return _EXEC_FORMS.get(entry.keyword) or _TAKERS.get(entry.keyword)


def _behind_words(words: tuple[Word, ...], needed: int) -> Word | None:
    """The word that starts a remark, outside of quotation marks."""
    quote = ""
    for position, word in enumerate(words):
        if not quote and position >= needed and _starts_remark(words, position):
            return word
        quote = _open_quote(word.text, quote)
    return None


def _starts_remark(words: tuple[Word, ...], position: int) -> bool:
    """Whether a word is a lone ``#`` with something behind it, or a ``#`` glued to a word that no file would be called."""
    text = words[position].text
    stripped = text.lstrip("#")
    if stripped == text:
        return False
    if not stripped:
        return position + 1 < len(words) and not words[position + 1].text.isdecimal()  # "ticket # 5"
    # `#comment`, but neither `#1` nor the last of several files, which may be called so.
    return stripped[0].isalpha() and position + 1 < len(words)


def _behind_json(words: tuple[Word, ...]) -> Word | None:
    """The remark behind a JSON list."""
    for before, word in pairwise(words):
        if word.text.startswith("#") and before.text.endswith("]"):
            return word
    return None


def _open_quote(text: str, quote: str) -> str:
    """The quotation mark that is open behind a word, given the one that is open before it."""
    escaped = False
    for character in text:
        if escaped:
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
    return quote


def _to_end_of_line(lines: list[str], word: Word) -> str:
    """What stands from a word to the end of its line, white space at the end aside."""
    if not 0 < word.span.line <= len(lines):
        return word.text
    return lines[word.span.line - 1][word.span.column - 1 :].rstrip() or word.text
