"""From lines to instructions: what stands where, before anything is checked.

In: the prepared text. Out: one `Statement` for each instruction, which holds the public
`Instruction` and the offsets that the checks need to point at a single word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile.forms import split_instruction
from mkdocs_multistage.dockerfile.lexing import instruction_lines
from mkdocs_multistage.dockerfile.model import Flag, Instruction, Span
from mkdocs_multistage.dockerfile.prepass import PLAIN_HEAD
from mkdocs_multistage.dockerfile.text import LogicalLine

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile.forms import Split
    from mkdocs_multistage.dockerfile.prepass import Head, Prepared
    from mkdocs_multistage.dockerfile.splitting import Argument, RawFlag


@dataclass(slots=True)
class Statement:
    """An instruction with its offsets.

    Attributes:
        instruction: The public value.
        line: The joined line.
        split: Its parts.
        keyword: In upper case.
        flags: As they stand in the line.
        arguments: As BuildKit's line parsers split them; for ENV and LABEL the quoted words.
        escape: The escape character that applies.
        trigger: What stands behind ONBUILD.
        head: What the pre-pass knows.
    """

    instruction: Instruction
    line: LogicalLine
    split: Split
    keyword: str
    flags: tuple[RawFlag, ...]
    arguments: tuple[Argument, ...]
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
        start, end = prepared.stretches[first]
        if first == last:
            line = LogicalLine((prepared.lines[first][start:end], first + 1, start + 1))
        else:
            line = prepared.logical_line(first, last)
        end_column = len(prepared.lines[last].rstrip("\r")) + 1
        span = Span(first + 1, start + 1, last + 1, end_column)
        head = prepared.heads.get(first, PLAIN_HEAD)
        statements.append(_statement(line, 0, len(line.text), escape=prepared.escape, span=span, head=head))
    return statements


def with_escape(statement: Statement, escape: str) -> Statement:
    """The same text read under another escape character."""
    split, span, head = statement.split, statement.instruction.span, statement.head
    return _statement(statement.line, split.start, split.end, escape=escape, span=span, head=head)


def _statement(
    line: LogicalLine, start: int, end: int, *, escape: str, span: Span, head: Head, depth: int = 0
) -> Statement:
    split = split_instruction(line.text, start, end, escape)
    trigger = None
    # BuildKit reads on for ever; the second ONBUILD is refused.
    if split.keyword == "ONBUILD" and split.rest < split.end and depth < 2:  # noqa: PLR2004
        trigger_span = _tail_span(line, split.rest, span)
        trigger = _statement(line, split.rest, split.end, escape=escape, span=trigger_span, head=head, depth=depth + 1)
    instruction = Instruction(
        split,
        span,
        line,
        flags=tuple([_flag(line, flag) for flag in split.flags]) if split.flags else (),
        heredocs=head.heredocs,
        trigger=trigger.instruction if trigger else None,
        comments=head.comments if depth == 0 else (),
        blank_line=head.blank_line if depth == 0 else None,
    )
    return Statement(instruction, line, split, split.keyword, split.flags, split.arguments, escape, trigger, head)


def _tail_span(line: LogicalLine, start: int, span: Span) -> Span:
    place = line.span(start, start + 1)
    return Span(place.line, place.column, span.end_line, span.end_column)


def _flag(line: LogicalLine, raw: RawFlag) -> Flag:
    name, equals, value = raw.text[2:].partition("=")
    span = line.span(raw.start, raw.end)
    if not equals:
        return Flag(name, None, span, Span(span.end_line, span.end_column, span.end_line, span.end_column))
    if not value:
        return Flag(name, value, span, Span(span.end_line, span.end_column, span.end_line, span.end_column))
    return Flag(name, value, span, line.span(raw.offsets[len(name) + 3], raw.offsets[-1] + 1))
