"""What a Dockerfile is once it is read: values that never change, each with its place in the text.

Lines and columns count from 1, columns in characters; an end column is exclusive. Texts are as
the author wrote them unless a field says otherwise.

Of places and words there are many, and few are asked for: they are tuples, and an instruction finds its words when they
are.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal, NamedTuple

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile.forms import Split
    from mkdocs_multistage.dockerfile.splitting import Argument
    from mkdocs_multistage.dockerfile.text import LogicalLine

ReferenceKind = Literal["copy", "mount", "onbuild-copy", "onbuild-mount"]


class Span(NamedTuple):
    """A stretch of the text from (line, column) up to, and not including, (end_line, end_column).

    Attributes:
        line: From 1.
        column: From 1, in characters.
        end_line: The last line.
        end_column: The column behind the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Word(NamedTuple):
    """A piece of an instruction between white space.

    Attributes:
        text: As written.
        span: Its place.
    """

    text: str
    span: Span


class Flag(NamedTuple):
    """``--name`` or ``--name=value`` before an instruction's arguments.

    Attributes:
        name: Without the dashes, in the case in which it was written.
        value: What follows the ``=`` with quotes and escapes removed; ``None`` where there is no ``=``.
        span: The whole flag.
        value_span: The value alone, from its first character to its last, without quotes around
            it; where there is none, the empty span at the flag's end.
    """

    name: str
    value: str | None
    span: Span
    value_span: Span


@record(frozen=True, slots=True)
class Heredoc:
    """A here-document of a RUN, COPY or ADD.

    Attributes:
        name: The delimiter, without quotes.
        body: The lines between, as BuildKit hands them on (tabs stripped under ``<<-``).
        expand: Whether variables are expanded in the body (the delimiter is not quoted).
        span: The body's lines, delimiter line included.
    """

    name: str
    body: str
    expand: bool
    span: Span


class Instruction:
    """One instruction: continuations joined, comments inside it dropped.

    Attributes:
        keyword: In upper case.
        span: From the keyword to the end of the last line, heredoc bodies included.
        flags: In order of appearance.
        arguments: What follows the keyword and its flags, on one line.
        heredocs: In order of appearance.
        trigger: The instruction behind ONBUILD.
        comments: The comment lines directly above it, without ``#``, as BuildKit attaches them: an
            empty comment starts anew, directives do not count.
        blank_line: Where blank lines stand inside it, the line at which BuildKit warns of them
            (its last before any heredoc); else ``None``.
    """

    __slots__ = (
        "_line",
        "_split",
        "_words",
        "arguments",
        "blank_line",
        "comments",
        "flags",
        "heredocs",
        "keyword",
        "span",
        "trigger",
    )

    def __init__(
        self,
        split: Split,
        span: Span,
        line: LogicalLine,
        *,
        flags: tuple[Flag, ...] = (),
        heredocs: tuple[Heredoc, ...] = (),
        trigger: Instruction | None = None,
        comments: tuple[str, ...] = (),
        blank_line: int | None = None,
    ) -> None:
        """An instruction on a joined line.

        Args:
            split: What the line falls into.
            span: See above, as for all that is not named here.
            line: The joined line.
            flags: Likewise.
            heredocs: Likewise.
            trigger: Likewise.
            comments: Likewise.
            blank_line: Likewise.
        """
        self.keyword = split.keyword
        self.span = span
        self.flags = flags
        self.arguments = split.text
        self.heredocs = heredocs
        self.trigger = trigger
        self.comments = comments
        self.blank_line = blank_line
        self._line = line
        self._split = split
        self._words: tuple[Word, ...] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Instruction) and self._values == other._values

    def __hash__(self) -> int:
        return hash((self.keyword, self.span, self.arguments))

    def __repr__(self) -> str:
        return f"Instruction({self.keyword!r}, {self.arguments!r}, line {self.line})"

    @property
    def _values(self) -> tuple[object, ...]:
        return (
            *(self.keyword, self.keyword_span, self.span, self.flags, self.arguments, self.words),
            *(self.heredocs, self.trigger, self.comments, self.blank_line),
        )

    @property
    def words(self) -> tuple[Word, ...]:
        """The arguments, split at white space."""
        if self._words is None:
            self._words = self._line.words(self._split.rest, self._split.end)
        return self._words

    @property
    def parts(self) -> tuple[Argument, ...]:
        """The arguments as BuildKit splits them, variables not expanded.

        The strings of a JSON list; the words of ENV, LABEL and ARG, which quotes hold together and keep theirs; the words of
        FROM, COPY, ADD, EXPOSE and VOLUME; of others the whole.
        """
        return self._split.arguments

    @property
    def is_json(self) -> bool:
        """Whether the arguments are a JSON list of strings, where one may stand."""
        return self._split.is_json

    @property
    def written(self) -> str:
        """The keyword in the case in which it was written."""
        return self._split.written

    @property
    def keyword_span(self) -> Span:
        """The keyword alone, for its case as written."""
        return self._line.span(self._split.start, self._split.keyword_end)

    @property
    def line(self) -> int:
        """The line of the keyword (of a lone backslash above it, where there is one)."""
        return self.span.line

    @property
    def last_line(self) -> int:
        """The last line that belongs to the instruction."""
        return self.span.end_line

    def flag(self, name: str) -> Flag | None:
        """The first flag of that name."""
        for flag in self.flags:
            if flag.name == name:
                return flag
        return None


@record(frozen=True, slots=True)
class Reference:
    """A place where a stage takes files from somewhere else: ``COPY --from=`` or ``RUN --mount=…,from=``.

    Attributes:
        kind: Which of the two; ``onbuild-…`` where it stands behind ONBUILD.
        source: The name, number or image, as BuildKit compares it (unquoted).
        span: The source alone.
        stage: The index of the stage it means; ``None`` where BuildKit takes it for an image.
        line: The instruction's first line.
        paths: What is taken: COPY's sources, a mount's ``source=`` (``/`` where it names none).
        instruction: Where it stands.
    """

    kind: ReferenceKind
    source: str
    span: Span
    stage: int | None
    line: int
    paths: tuple[str, ...]
    instruction: Instruction


@record(frozen=True, slots=True)
class Stage:
    """One build stage: a FROM and what follows it.

    Attributes:
        index: From 0, in file order.
        name: Lower-cased, as BuildKit keeps it; empty where it has none.
        name_span: The name after AS.
        base: What FROM names, as written.
        base_span: Its place.
        resolved_base: ``base`` after ARG expansion.
        base_stage: The index of the stage it builds on; ``None`` where it is an image.
        platform: ``--platform``'s value as written; empty without one.
        span: From FROM to the end of its last instruction.
        instructions: FROM first.
        references: In file order.
    """

    index: int
    name: str
    name_span: Span | None
    base: str
    base_span: Span
    resolved_base: str
    base_stage: int | None
    platform: str
    span: Span
    instructions: tuple[Instruction, ...]
    references: tuple[Reference, ...] = ()

    @property
    def line(self) -> int:
        """The line of FROM."""
        return self.span.line


@record(frozen=True, slots=True)
class Target:
    """What ``docker build --target`` on a stage builds.

    Attributes:
        index: The stage's.
        name: The stage's.
        reached: The stages that are built, itself included, as the bits of a number: a chain of a thousand stages has
            half a million of them.
    """

    index: int
    name: str
    reached: int

    @property
    def reachable(self) -> tuple[int, ...]:
        """Indexes of these stages, ascending."""
        found = []
        bits = self.reached
        while bits:
            low = bits & -bits
            found.append(low.bit_length() - 1)
            bits ^= low
        return tuple(found)


@record(frozen=True, slots=True)
class Problem:
    """Something for which BuildKit refuses the Dockerfile.

    Attributes:
        rule: The finding's rule name, such as ``StageIndexOutOfRange``; `checks` describes each.
        message: One sentence, with the names at hand.
        span: The first character to the last of what is wrong.
        suggestion: What to write instead of the text in ``span``, where that can be told.
    """

    rule: str
    message: str
    span: Span
    suggestion: str | None = None


@record(frozen=True, slots=True)
class Step:
    """An instruction as it is carried out in a stage, with the variables that are set there.

    Attributes:
        instruction: The instruction.
        place: Where BuildKit reports it: itself, or the FROM of the stage that a trigger is carried out in.
        stage: The index of the stage.
        shell_is_set: Whether a SHELL comes before it, in the stage or in those below.
        workdir_is_set: Whether a WORKDIR does.
        undefined: Variables that are not set, once for each word that uses them.
        known: The names of those that are, where some are not, as far as they are compared with these.
        words: WORKDIR's path and EXPOSE's ports, expanded.
        names: What ENV and ARG set.
        is_legacy: Whether ENV or LABEL separate name and value by a space.
    """

    instruction: Instruction
    place: Instruction
    stage: int
    shell_is_set: bool
    workdir_is_set: bool
    undefined: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_legacy: bool = False


@record(frozen=True, slots=True)
class Comment:
    """A whole-line comment outside heredocs.

    Attributes:
        text: Behind the ``#``, white space stripped.
        span: From the ``#`` to the line's end.
    """

    text: str
    span: Span


@record(frozen=True, slots=True)
class Dockerfile:
    """A Dockerfile as BuildKit sees it.

    Attributes:
        text: As given.
        instructions: All of them, those before the first FROM included.
        stages: In file order; empty for a fragment.
        targets: One for each stage.
        problems: What BuildKit refuses, in file order; empty where it would build.
        global_arguments: What FROM may use where no ``--build-arg`` is given, by name: the platform's arguments, and the
            ARGs above the first FROM that have a default.
        steps: What each stage carries out, in the order in which it does. Of RUN, COPY and ADD, those alone that use
            a variable which is not set.
        comments: Whole-line comments, directives included, in file order.
        directives: ``syntax``, ``escape`` and ``check`` with their values, as far as they take effect.
        complete: Whether the text was read: false where it passes a bound of `limits`; there is
            then nothing but the text. A text that BuildKit stops reading, for a heredoc without
            end and the like, is complete: its problems say so.
    """

    text: str
    instructions: tuple[Instruction, ...]
    stages: tuple[Stage, ...]
    targets: tuple[Target, ...]
    problems: tuple[Problem, ...] = ()
    global_arguments: dict[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    comments: tuple[Comment, ...] = ()
    directives: dict[str, str] = field(default_factory=dict)
    complete: bool = True

    @property
    def default_target(self) -> int | None:
        """The stage that ``docker build .`` makes: the last."""
        return len(self.stages) - 1 if self.stages else None

    @property
    def has_edges(self) -> bool:
        """Whether any stage builds on, or takes files from, another stage."""
        for stage in self.stages:
            if stage.base_stage is not None:
                return True
            for ref in stage.references:
                if ref.stage is not None:
                    return True
        return False
