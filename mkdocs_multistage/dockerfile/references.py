"""Finds what COPY --from and mounts mean, by BuildKit's own look-ups.

- COPY: a number is a stage's index; a name is looked up without regard to case among all stages of
  the file, of equal names the last; anything else is an image.
- A mount: the same, but a number is never an index.

BuildKit keeps images in the list it counts indexes in, behind the stages and in the order in which
it met them, so that a number too high for a stage may still mean an image above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.dockerfile.flags import flag_part
from mkdocs_multistage.dockerfile.heredocs import parse_heredoc
from mkdocs_multistage.dockerfile.images import SCRATCH, image_error
from mkdocs_multistage.dockerfile.model import Problem, Reference, Span
from mkdocs_multistage.dockerfile.mounts import mount_source
from mkdocs_multistage.dockerfile.shell import ExpansionError, expand
from mkdocs_multistage.dockerfile.stages import Draft, invalid_image
from mkdocs_multistage.dockerfile.text import lower, quote
from mkdocs_multistage.dockerfile.values import integer

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile.model import Flag, Instruction, ReferenceKind
    from mkdocs_multistage.dockerfile.splitting import RawFlag
    from mkdocs_multistage.dockerfile.statements import Statement
    from mkdocs_multistage.dockerfile.suggest import Suggester


TAKERS: Final = frozenset({"COPY", "RUN"})
"""The instructions that can name a stage in a flag, FROM's own aside."""


class Use(NamedTuple):
    """A stage's use of another stage, for the checks of order.

    Attributes:
        stage: The index of the stage that is used.
        span: Where.
        source: As written; empty for a cache mount without ``from``, which means ``scratch``.
        kind: Of the reference.
    """

    stage: int
    span: Span
    source: str
    kind: ReferenceKind


class Resolver:
    """Looks references up, in the order in which BuildKit does.

    Attributes:
        problems: What is wrong with them.
    """

    def __init__(self, drafts: list[Draft], suggester: Suggester) -> None:
        self._suggester = suggester
        self.problems: list[Problem] = []
        self._drafts = drafts
        self._names = {draft.name: draft.index for draft in drafts if draft.name}
        self._states: list[int | None] = list(range(len(drafts)))

    def resolve(self, statement: Statement, *, onbuild: Statement | None = None) -> tuple[list[Reference], list[Use]]:
        """The references of one instruction, and which stages it uses.

        Args:
            statement: A COPY, a RUN, or something without references.
            onbuild: The ONBUILD that holds it.
        """
        references: list[Reference] = []
        uses: list[Use] = []
        holder = (onbuild or statement).instruction
        kind: ReferenceKind
        if statement.keyword == "COPY":
            flag = _from(statement.instruction)
            if flag is not None and flag.value:
                kind = "onbuild-copy" if onbuild else "copy"
                source, span = flag.value, flag.value_span
                found = self._copy_source(statement, source, span)
                if found is not None:
                    stage = found[0]
                    references.append(
                        Reference(kind, source, span, stage, holder.line, _copied_paths(statement), holder)
                    )
                    if stage is not None:
                        uses.append(Use(stage, span, source, kind))
        elif statement.keyword == "RUN":
            for raw in statement.flags:
                if raw.text.startswith("--mount="):
                    kind = "onbuild-mount" if onbuild else "mount"
                    reference, use = self._mount(statement, raw, holder, kind)
                    references += [reference] if reference else []
                    uses += [use] if use else []
        return references, uses

    def _copy_source(self, statement: Statement, source: str, span: Span) -> tuple[int | None] | None:
        """The stage, or ``None`` for an image, in a tuple; ``None`` where it is refused."""
        try:
            plain = expand(source, {}, statement.escape).text == source
        except ExpansionError:
            plain = False
        if not plain:
            if "$" in source:
                message = (
                    f"`--from` takes no variables: {quote(source)} is not expanded. Use a global ARG in the `FROM` "
                    "of a stage, and copy from that stage."
                )
                self.problems.append(Problem("VariableInFrom", message, span))
            else:
                self.problems.append(
                    Problem("InvalidFlagValue", f"`--from` takes a stage or an image, not {quote(source)}.", span)
                )
            return None
        number = integer(source) if source[-1:].isdecimal() else None
        if number is not None:
            return self._index(source, number, span)
        stage = self._names.get(lower(source))
        if stage is None:
            self._image(source, span)
        return (stage,)

    def _index(self, source: str, number: int, span: Span) -> tuple[int | None] | None:
        if not 0 <= number < len(self._states):
            count = len(self._drafts)
            has = f"there are {count} stages, 0 to {count - 1}" if count > 1 else "there is one stage, 0"
            self.problems.append(Problem("StageIndexOutOfRange", f"There is no stage {quote(source)}: {has}.", span))
            return None
        stage = self._states[number]
        if stage is None:
            self._states.append(None)
        return (stage,)

    def _image(self, source: str, span: Span) -> None:
        self._states.append(None)
        if source == SCRATCH:
            return
        why = image_error(source)
        if why is not None:
            self.problems.append(invalid_image(source, span, why, self._names, self._suggester))

    def _mount(
        self, statement: Statement, raw: RawFlag, holder: Instruction, kind: ReferenceKind
    ) -> tuple[Reference | None, Use | None]:
        source, problem = mount_source(raw.text[len("--mount=") :])
        if problem is not None:
            return None, None
        if not source.text:
            # BuildKit looks up `scratch` for a mount without `from`, also where a stage has that name.
            stage = self._names.get(SCRATCH)
            if stage is None:
                self._states.append(None)
                return None, None
            return None, Use(stage, statement.span(raw.start, raw.end), "", kind)
        span = flag_part(statement, raw, source.start, source.end)
        stage = self._names.get(lower(source.text))
        reference = Reference(kind, source.text, span, stage, holder.line, (source.path,), holder)
        if stage is None:
            self._image(source.text, span)
            return reference, None
        return reference, Use(stage, span, source.text, kind)


def _from(instruction: Instruction) -> Flag | None:
    """The first ``--from=``; a ``--from`` without its value is refused, and names nothing."""
    for flag in instruction.flags:
        if flag.name == "from" and flag.value is not None:
            return flag
    return None


def _copied_paths(statement: Statement) -> tuple[str, ...]:
    return tuple([word.text for word in statement.arguments[:-1] if not is_heredoc(word.text)])


def is_heredoc(word: str) -> bool:
    """Whether a source of COPY or ADD is a heredoc."""
    if "<<" not in word:
        return False
    try:
        return parse_heredoc(word) is not None
    except ExpansionError:
        return False
