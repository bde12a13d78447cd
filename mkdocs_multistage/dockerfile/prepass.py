"""Rewrites a Dockerfile, line for line, into one that dockerfile-parse reads as BuildKit does.

In: the text. Out: as many lines as BuildKit's scanner reads (``parser.Parse``), each in its place:

- A line of an instruction keeps its columns. It ends in a backslash if, and only if, BuildKit
  goes on in the next line, whatever the escape character; white space that is none for BuildKit
  becomes U+FFFD.
- Blank lines and comments inside a continuation, and the bodies of heredocs, become a lone
  backslash: dockerfile-parse then counts them to the instruction, as BuildKit does.
- All other comments, and the directives, become empty lines.

What the lines said besides is kept in `Prepared`: comments, directives, heredocs, and for each line
the stretch that belongs to its instruction's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from mkdocs_multistage.dockerfile.directives import check_directive, check_options_error, parse_directive
from mkdocs_multistage.dockerfile.heredocs import HEREDOC_KEYWORDS, HeredocWord, find_heredocs
from mkdocs_multistage.dockerfile.limits import (
    LONGEST_LINE_BYTES,
    MAX_CHARACTERS,
    MAX_INSTRUCTION_LINES,
    MAX_LINES,
    TooLargeError,
)
from mkdocs_multistage.dockerfile.model import Comment, Heredoc, Problem, Span
from mkdocs_multistage.dockerfile.shell import ExpansionError
from mkdocs_multistage.dockerfile.splitting import NotStringsError, split_flags, split_json, split_keyword
from mkdocs_multistage.dockerfile.text import SPACE, LogicalLine, keyword, quote, utf8_length
from mkdocs_multistage.records import record

_BOM: Final = "\ufeff"

# What Python takes for white space inside a line and BuildKit does not, and what UTF-8 cannot hold.
_ODD: Final = re.compile("[\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]")
# An instruction by itself, with nothing in it that this pass is about: no white space around it, no escape character at
# its end, no heredoc.
_WHOLE: Final = re.compile(r"[A-Za-z](?:[^<]*[!-;=-\[\]-_a-~])?")
_LEADING_TABS: Final = re.compile(r"^\t+", re.MULTILINE)


@record(frozen=True, slots=True)
class Head:
    """What the pre-pass knows of the instruction that begins on a line.

    Attributes:
        heredocs: Their bodies.
        comments: The comment lines directly above, as BuildKit attaches them to the instruction.
        blank_line: The line at which BuildKit warns of blank lines in the continuation; else ``None``.
    """

    heredocs: tuple[Heredoc, ...] = ()
    comments: tuple[str, ...] = ()
    blank_line: int | None = None


PLAIN_HEAD: Final = Head()
"""Of most instructions it knows nothing."""


@dataclass(slots=True)
class Prepared:
    """A text made ready for dockerfile-parse.

    Attributes:
        lines: As written, without line feeds; up to where BuildKit stops reading.
        rewritten: The same number of lines, for dockerfile-parse.
        stretches: For each line the columns (from 0, end exclusive) that are instruction text.
        heads: By the index of an instruction's first line.
        escape: The escape character.
        readable: Whether BuildKit gets to the end, or stops at something that is no instruction's fault.
    """

    lines: list[str]
    rewritten: list[str] = field(default_factory=list)
    stretches: list[tuple[int, int]] = field(default_factory=list)
    heads: dict[int, Head] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    directives: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    escape: str = "\\"
    readable: bool = True

    def logical_line(self, first: int, last: int) -> LogicalLine:
        """The text of the instruction on these lines (from 0, the last included), joined."""
        pieces = []
        for index in range(first, last + 1):
            start, end = self.stretches[index]
            if end > start or index == first:
                pieces.append((self.lines[index][start:end], index + 1, start + 1))
        return LogicalLine(*pieces)


def prepare(text: str) -> Prepared:
    """Rewrite ``text``.

    Raises:
        TooLargeError: A bound of `limits` is passed.
    """
    return _Prepass(text).run()


class _Prepass:
    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        self.too_long: Problem | None = None
        # A character has four bytes at most.
        if len(text) * 4 > LONGEST_LINE_BYTES:
            lines = self._until_too_long(lines)
        if len(lines) > MAX_LINES or (len(text) > MAX_CHARACTERS and sum(map(len, lines)) > MAX_CHARACTERS):
            raise TooLargeError
        self.lines = lines
        self.out = Prepared(lines, stretches=[(0, 0)] * len(lines))
        self.odd = _ODD.search(text) is not None
        self.directives_possible = True
        self.attached: list[str] = []
        self.at = 0

    def _until_too_long(self, lines: list[str]) -> list[str]:
        for index, line in enumerate(lines):
            if len(line) * 4 > LONGEST_LINE_BYTES and utf8_length(line) > LONGEST_LINE_BYTES:
                self.too_long = Problem(
                    "LineTooLong",
                    f"Line {index + 1} has {utf8_length(line):,} bytes; BuildKit reads lines of at most "
                    f"{LONGEST_LINE_BYTES:,}. Break it with a backslash at the end of a line.",
                    Span(index + 1, 1, index + 1, len(line) + 1),
                )
                return lines[:index]
        return lines

    def run(self) -> Prepared:
        out = self.out
        while self.at < len(self.lines) and out.readable:
            line = self.lines[self.at]
            if not self.odd and _WHOLE.fullmatch(line):
                self._whole(line)
            else:
                self._statement()
        if out.comments and out.comments[0].span.line <= 1:
            self._check_options()
        # What BuildKit does not read any more.
        del self.lines[len(out.rewritten) :]
        if self.too_long is not None:
            out.problems.append(self.too_long)
            out.readable = False
        if not out.heads and out.readable:
            out.problems.append(Problem("NoInstructions", "There are no instructions in this file.", Span(1, 1, 1, 1)))
        return out

    def _whole(self, line: str) -> None:
        """Take an instruction that is what it looks like: what `_statement` would make of it."""
        self.out.stretches[self.at] = (0, len(line))
        self.out.rewritten.append(line)
        self.out.heads[self.at] = Head(comments=self._attached()) if self.attached else PLAIN_HEAD
        self.directives_possible = False
        self.at += 1

    def _attached(self) -> tuple[str, ...]:
        """The comments above the instruction that begins here; they are not those of the next."""
        attached = tuple(self.attached)
        self.attached.clear()
        return attached

    def _take(self, index: int, start: int, *, first: bool) -> bool:
        """Rewrite a line of instruction text; whether the next line continues it."""
        line = self.lines[index]
        token = line.rstrip("\r")
        tail = token.rstrip("\t ")
        size = len(tail) - 1
        continues = size >= start and tail[size] == self.out.escape and (size == start or tail[size - 1] != tail[size])
        end = size if continues else len(token)
        self.out.stretches[index] = (start, end)
        rewritten = line
        if self.odd:
            rewritten = _ODD.sub("\ufffd", line)
        if start:
            rewritten = " " * start + rewritten[start:]
        if continues:
            self.out.rewritten.append(rewritten[:end] + "\\")
        else:
            rewritten = rewritten.rstrip()
            if rewritten.endswith("\\"):
                rewritten = rewritten[:-1] + "/"
            self.out.rewritten.append(rewritten)
        if first:
            self.directives_possible = False
        return continues

    def _statement(self) -> None:
        index = self.at
        line = self.lines[index]
        start = len(line) - len(line.lstrip(SPACE))
        if index == 0 and line.startswith(_BOM):
            start = 1 + len(line[1:]) - len(line[1:].lstrip(SPACE))
        if start == len(line):
            self.directives_possible = False
            self.out.rewritten.append("")
            self.at += 1
            return
        if line[start] == "#":
            self._comment(index, start)
            return
        # A token that is white space once carriage returns are gone was handled above.
        continues = self._take(index, start, first=True)
        self.at += 1
        comments = self._attached()
        blank = False
        while continues and self.at < len(self.lines):
            here = self.at
            line = self.lines[here]
            stripped = line.lstrip(SPACE)
            self.at += 1
            if stripped.startswith("#"):
                self._note_comment(here, len(line) - len(stripped))
                self.out.rewritten.append("\\")
            elif not stripped:
                blank = True
                self.out.rewritten.append("\\")
            else:
                continues = self._take(here, 0, first=False)
            if self.at - index > MAX_INSTRUCTION_LINES:
                raise TooLargeError
        blank_line = self.at if blank else None
        self.out.heads[index] = Head(self._heredocs(index), comments, blank_line)
        # dockerfile-parse drops an instruction whose last line continues.
        last = self.out.rewritten[-1]
        if last.endswith("\\"):
            self.out.rewritten[-1] = last[:-1] + "/"

    def _heredocs(self, index: int) -> tuple[Heredoc, ...]:
        """The bodies of the heredocs that the instruction from a line up to here opens."""
        if not any("<" in self.lines[i] for i in range(index, self.at)):
            return ()
        logical = self.out.logical_line(index, self.at - 1)
        if "<<" not in logical.text or not self._may_hold_heredocs(logical.text):
            return ()
        try:
            words = find_heredocs(logical.text)
        except ExpansionError as error:
            where = logical.text.index("<<")
            self._refuse(
                "BadSubstitution",
                f"The heredoc's delimiter cannot be read: {error}.",
                logical.span(where, len(logical.text.rstrip(SPACE))),
            )
            return ()
        if words and not self.out.rewritten[-1].endswith("\\"):
            self.out.rewritten[-1] += " \\"
        bodies = []
        for word in words:
            body = self._body(index, word)
            if body is None:
                if self.too_long is None:
                    self._refuse_unterminated(logical, word)
                break
            bodies.append(body)
        return tuple(bodies)

    def _refuse_unterminated(self, logical: LogicalLine, word: HeredocWord) -> None:
        opener = re.search(r"[0-9]*<<-?[\t\r ]*[\"']?" + re.escape(word.name) + "[\"']?", logical.text)
        start, end = opener.span() if opener else (0, len(logical.text))
        name = quote(word.name)
        self._refuse(
            "UnterminatedHeredoc",
            f"The heredoc {name} has no end. Add a line that contains {name} and nothing else.",
            logical.span(start, end),
        )

    def _may_hold_heredocs(self, joined: str) -> bool:
        start, end, rest, stop = split_keyword(joined, 0, len(joined))
        name = keyword(joined[start:end])
        _, rest, stop = split_flags(joined, rest, stop, self.out.escape)
        if name == "ONBUILD":
            start, end, rest, stop = split_keyword(joined, rest, stop)
            name = keyword(joined[start:end])
            _, rest, stop = split_flags(joined, rest, stop, self.out.escape)
        if name not in HEREDOC_KEYWORDS:
            return False
        try:
            return split_json(joined, rest, stop) is None
        except NotStringsError:
            return False

    def _body(self, index: int, word: HeredocWord) -> Heredoc | None:
        first = self.at
        while self.at < len(self.lines):
            line = self.lines[self.at].rstrip("\r")
            self.out.rewritten.append("\\")
            self.at += 1
            if self.at - index > MAX_INSTRUCTION_LINES:
                raise TooLargeError
            if (line.lstrip("\t") if word.chomp else line) == word.name:
                body = "".join(f"{text}\n" for text in self.lines[first : self.at - 1])
                if word.chomp:
                    body = _LEADING_TABS.sub("", body)
                end_column = len(line) + 1
                return Heredoc(word.name, body, word.expand, Span(first + 1, 1, self.at, end_column))
        return None

    def _note_comment(self, index: int, start: int) -> str:
        line = self.lines[index].rstrip("\r")
        self.out.comments.append(
            Comment(line[start + 1 :].strip(SPACE), Span(index + 1, start + 1, index + 1, len(line) + 1))
        )
        return line

    def _comment(self, index: int, start: int) -> None:
        line = self._note_comment(index, start)
        self.out.rewritten.append("")
        self.at += 1
        if self.directives_possible and self._directive(index, line, start):
            return
        # BuildKit cuts the line's first character, which is a space where the comment is indented.
        cut = 2 if index == 0 and line.startswith(_BOM) else 1
        attached = line[cut:].strip(SPACE)
        if attached:
            self.attached.append(attached)
        else:
            self.attached.clear()

    def _directive(self, index: int, line: str, start: int) -> bool:
        """Read ``# name=value``; directives end with the first comment that is none."""
        directive = parse_directive(line, start)
        if directive is None:
            self.directives_possible = False
            return False
        name, value = directive.name, directive.value
        if name in self.out.directives:
            message = f"`{name}` is set twice; BuildKit takes one `# {name}=` line. Remove one of them."
            self._refuse("InvalidDirective", message, Span(index + 1, start + 1, index + 1, len(line) + 1))
            return True
        self.out.directives[name] = value
        if name == "escape":
            if value in ("\\", "`"):
                self.out.escape = value
            else:
                message = f"The escape character cannot be {quote(value)}: it must be a backslash or a backtick."
                span = Span(index + 1, directive.start + 1, index + 1, directive.end + 1)
                self._refuse("InvalidDirective", message, span)
        return True

    def _check_options(self) -> None:
        """BuildKit's linter looks for ``check`` by rules of its own."""
        self.out.directives.pop("check", None)
        found = check_directive(self.lines)
        if found is not None:
            value, span = found
            self.out.directives["check"] = value
            message = check_options_error(value)
            if message is not None:
                self.out.problems.append(Problem("InvalidDirective", message, span))

    def _refuse(self, rule: str, message: str, span: Span) -> None:
        self.out.problems.append(Problem(rule, message, span))
        self.out.readable = False
