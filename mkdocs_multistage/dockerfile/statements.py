"""From lines to instructions: what stands where, before anything is checked.

In: the prepared text. Out: one `Statement` for each instruction, which holds the public
`Instruction` and the offsets that the checks need to point at a single word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile.lexing import instruction_lines
from mkdocs_multistage.dockerfile.model import Flag, Instruction, Span
from mkdocs_multistage.dockerfile.prepass import PLAIN_HEAD
from mkdocs_multistage.dockerfile.splitting import (
    Argument,
    NotStringsError,
    RawFlag,
    split_blanks,
    split_flags,
    split_json,
    split_keyword,
    split_words,
)
from mkdocs_multistage.dockerfile.text import keyword

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from mkdocs_multistage.dockerfile.prepass import Head, Prepared
    from mkdocs_multistage.dockerfile.text import LogicalLine

    # Arguments, whether they are the JSON form, and whether that holds something else than strings.
    _Form: TypeAlias = tuple[list[Argument], bool, bool]
    _Splitter: TypeAlias = Callable[[str, int, int, str], _Form]

KEYWORDS: Final = (
    "FROM",
    "RUN",
    "COPY",
    "ADD",
    "ARG",
    "ENV",
    "WORKDIR",
    "CMD",
    "ENTRYPOINT",
    "EXPOSE",
    "USER",
    "VOLUME",
    "LABEL",
    "HEALTHCHECK",
    "SHELL",
    "STOPSIGNAL",
    "ONBUILD",
    "MAINTAINER",
)
"""Every instruction, the commonest first: of equally near names the first is suggested."""


@dataclass(slots=True)
class Statement:
    """An instruction with its offsets.

    Attributes:
        instruction: The public value.
        keyword: In upper case.
        line: The joined line.
        start: Offset of the keyword.
        keyword_end: Offset behind it.
        rest: Offset of what follows keyword and flags.
        end: Offset of the end, white space trimmed.
        flags: As they stand in the line.
        arguments: As BuildKit's line parsers split them; for ENV and LABEL the quoted words.
        json: Whether the arguments are the JSON form.
        not_strings: Whether they are a JSON array of something else than strings.
        escape: The escape character that applies.
        trigger: What stands behind ONBUILD.
        head: What the pre-pass knows.
    """

    instruction: Instruction
    keyword: str
    line: LogicalLine
    start: int
    keyword_end: int
    rest: int
    end: int
    flags: list[RawFlag]
    arguments: list[Argument]
    json: bool
    not_strings: bool
    escape: str
    trigger: Statement | None
    head: Head

    @property
    def keyword_span(self) -> Span:
        """The keyword's place."""
        return self.instruction.keyword_span

    def span(self, start: int, end: int) -> Span:
        """The place of ``line.text[start:end]``."""
        return self.line.span(start, end)

    def span_of(self, argument: Argument) -> Span:
        """The place of one argument."""
        return self.line.span(argument.start, argument.end)


def read_statements(prepared: Prepared) -> list[Statement]:
    """All instructions of the text, in file order."""
    statements = []
    for first, last in instruction_lines(prepared.rewritten):
        line = prepared.logical_line(first, last)
        start = prepared.stretches[first][0]
        end_column = len(prepared.lines[last].rstrip("\r")) + 1
        span = Span(first + 1, start + 1, last + 1, end_column)
        head = prepared.heads.get(first, PLAIN_HEAD)
        statements.append(_statement(line, 0, len(line.text), escape=prepared.escape, span=span, head=head))
    return statements


def with_escape(statement: Statement, escape: str) -> Statement:
    """The same text read under another escape character."""
    span, head = statement.instruction.span, statement.head
    return _statement(statement.line, statement.start, statement.end, escape=escape, span=span, head=head)


def _statement(
    line: LogicalLine, start: int, end: int, *, escape: str, span: Span, head: Head, depth: int = 0
) -> Statement:
    text = line.text
    start, keyword_end, rest, end = split_keyword(text, start, end)
    word = text[start:keyword_end]
    name = word if word in _FORMS else keyword(word)
    raw_flags: list[RawFlag] = []
    # A dash may begin a flag, and what is not ASCII may be white space.
    if rest < end and (text[rest] == "-" or not "!" <= text[rest] <= "~"):
        raw_flags, rest, end = split_flags(text, rest, end, escape)
        rest = min(rest, end)
    split = _FORMS.get(name)
    arguments, json, not_strings = split(text, rest, end, escape) if split else ([], False, False)
    trigger = None
    # BuildKit reads on for ever; the second ONBUILD is refused.
    if name == "ONBUILD" and rest < end and depth < 2:  # noqa: PLR2004
        trigger_span = _tail_span(line, rest, span)
        trigger = _statement(line, rest, end, escape=escape, span=trigger_span, head=head, depth=depth + 1)
    instruction = Instruction(
        name,
        word,
        span,
        line,
        start=start,
        keyword_end=keyword_end,
        rest=rest,
        end=end,
        parts=arguments,
        is_json=json,
        flags=tuple([_flag(line, flag) for flag in raw_flags]) if raw_flags else (),
        heredocs=head.heredocs,
        trigger=trigger.instruction if trigger else None,
        comments=head.comments if depth == 0 else (),
        blank_line=head.blank_line if depth == 0 else None,
    )
    return Statement(
        instruction,
        name,
        line,
        start,
        keyword_end,
        rest,
        end,
        raw_flags,
        arguments,
        json,
        not_strings,
        escape,
        trigger,
        head,
    )


def _tail_span(line: LogicalLine, start: int, span: Span) -> Span:
    place = line.span(start, start + 1)
    return Span(place.line, place.column, span.end_line, span.end_column)


def _blanks(text: str, rest: int, end: int, _escape: str) -> _Form:
    return split_blanks(text, rest, end), False, False


def _quoted(text: str, rest: int, end: int, escape: str) -> _Form:
    return split_words(text, rest, end, escape), False, False


def _whole(text: str, rest: int, end: int, _escape: str = "") -> _Form:
    return [Argument(text[rest:end], rest, end)] if rest < end else [], False, False


def _json_or(plain: _Splitter) -> _Splitter:
    def split(text: str, rest: int, end: int, escape: str) -> _Form:
        if text[rest : rest + 1].isalnum():  # no list begins so
            return plain(text, rest, end, escape)
        try:
            values = split_json(text, rest, end)
        except NotStringsError:
            return plain(text, rest, end, escape)[0], False, True
        return plain(text, rest, end, escape) if values is None else (values, True, False)

    return split


def _healthcheck(text: str, rest: int, end: int, escape: str) -> _Form:
    """``CMD`` or ``NONE``, then as CMD."""
    gap = next((i for i in range(rest, end) if text[i] in "\t\n\v\f\r "), end)
    if gap == rest:
        return [], False, False
    after = end - len(text[gap:end].lstrip("\t\n\v\f\r "))
    arguments, json, not_strings = _COMMAND(text, after, end, escape)
    return [Argument(text[rest:gap], rest, gap), *arguments], json, not_strings


_COMMAND: Final = _json_or(_whole)


_FORMS: Final[dict[str, _Splitter]] = {
    "ADD": _json_or(_blanks),
    "ARG": _quoted,
    "CMD": _COMMAND,
    "COPY": _json_or(_blanks),
    "ENTRYPOINT": _COMMAND,
    "ENV": _quoted,
    "EXPOSE": _blanks,
    "FROM": _blanks,
    "HEALTHCHECK": _healthcheck,
    "LABEL": _quoted,
    "MAINTAINER": _whole,
    "RUN": _COMMAND,
    "SHELL": _json_or(_whole),
    "STOPSIGNAL": _whole,
    "USER": _whole,
    "VOLUME": _json_or(_blanks),
    "WORKDIR": _whole,
}
"""How each instruction's arguments are split (BuildKit's ``dispatch`` table)."""


def _flag(line: LogicalLine, raw: RawFlag) -> Flag:
    name, equals, value = raw.text[2:].partition("=")
    span = line.span(raw.start, raw.end)
    if not equals:
        return Flag(name, None, span, Span(span.end_line, span.end_column, span.end_line, span.end_column))
    if not value:
        return Flag(name, value, span, Span(span.end_line, span.end_column, span.end_line, span.end_column))
    return Flag(name, value, span, line.span(raw.offsets[len(name) + 3], raw.offsets[-1] + 1))
