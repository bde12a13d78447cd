"""Carries out each stage with its variables, as BuildKit's converter does, and notes what it refuses and what checks ask for.

In: the stages in order. Out: problems of words that cannot be expanded, and of values that are
wrong once they are: mounts, ports, signals, modes, sources; and a `Step` for each instruction. An image's own
environment is unknown here; its variables count as unset, all but ``PATH``.

(BuildKit's ``dispatchStages`` and ``dispatch`` in ``frontend/dockerfile/dockerfile2llb/convert.go``.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile import values
from mkdocs_multistage.dockerfile.arguments import bad_substitution, declarations
from mkdocs_multistage.dockerfile.flags import flag_part
from mkdocs_multistage.dockerfile.images import SCRATCH, digest_error
from mkdocs_multistage.dockerfile.limits import MAX_CANDIDATES, MAX_EXPANSION, Budget
from mkdocs_multistage.dockerfile.model import Problem, Span, Step
from mkdocs_multistage.dockerfile.mounts import check_mount, check_plain_mount, join
from mkdocs_multistage.dockerfile.ports import port_error
from mkdocs_multistage.dockerfile.references import is_heredoc
from mkdocs_multistage.dockerfile.shell import ExpansionError, ShellLexer, expand, expand_words
from mkdocs_multistage.dockerfile.sources import classify
from mkdocs_multistage.dockerfile.splitting import Argument
from mkdocs_multistage.dockerfile.syntax import trailing_comment
from mkdocs_multistage.dockerfile.text import SEPARATORS, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mkdocs_multistage.dockerfile.model import Flag, Heredoc, Instruction
    from mkdocs_multistage.dockerfile.stages import Draft
    from mkdocs_multistage.dockerfile.statements import Statement

PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""BuildKit's default on Linux, which is set in every stage."""

NO_VARIABLES: Final = frozenset({"BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"})
"""Arguments that BuildKit takes for itself, and does not put among the variables."""

# Paths of which there is nothing to say: no variable, quote, escape, scheme or repository.
_PLAIN_PATHS: Final = re.compile(r"[A-Za-z0-9_./* -]+")
_REPOSITORIES: Final = "github.com/"
# Of these there are many, and there is nothing to tell of one that uses no variable.
_MANY: Final = frozenset({"ADD", "COPY", "RUN"})


@dataclass(slots=True)
class _State:
    """What a stage hands on to those built on it.

    Attributes:
        variables: Those that ARG and ENV have set.
        environment: Those that ENV has set.
        arguments: The names that ARGs have declared, with a value or without.
        workdir: The working directory; ``None`` where it is the image's.
        shell_is_set: Whether there was a SHELL.
        workdir_is_set: Whether there was a WORKDIR.
    """

    variables: dict[str, str]
    environment: dict[str, str]
    arguments: set[str]
    workdir: str | None
    shell_is_set: bool = False
    workdir_is_set: bool = False

    @property
    def handed_on(self) -> _State:
        """What a stage built on this one begins with: an ARG is still set, but what ENV says of the same name comes last."""
        return _State(
            self.variables | self.environment,
            self.environment.copy(),
            self.arguments.copy(),
            self.workdir,
            self.shell_is_set,
            self.workdir_is_set,
        )


class Evaluator:
    """Evaluates the stages one after the other.

    Args:
        variables: Global ARGs.
        build_args: Given by ``--build-arg``.
        lines: The text's lines, to point into heredocs.
        budget: What expanding may cost.

    Attributes:
        problems: What is wrong, in the order in which it is met.
        steps: What was carried out.
    """

    def __init__(
        self, variables: Mapping[str, str], build_args: Mapping[str, str], lines: list[str], budget: Budget
    ) -> None:
        self.problems: list[Problem] = []
        self.steps: list[Step] = []
        self._globals = variables
        self._build_args = build_args
        self._lines = lines
        self._after: list[_State] = []
        self._budget = budget
        # What is to be told of the instruction that is being carried out; see `Step`.
        self._undefined: list[str] = []
        self._known: tuple[str, ...] = ()
        self._words: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self._is_legacy = False

    def stage(self, draft: Draft) -> None:
        """Evaluate the next stage: its triggers, then its own instructions."""
        if draft.base_stage is None:
            self._state = _State({"PATH": PATH}, {}, set(), "/" if draft.resolved == SCRATCH else None)
        else:
            self._state = self._after[draft.base_stage].handed_on
            self._budget.spend(len(self._state.variables))
        first = draft.statements[0].instruction
        for statement in draft.triggers:
            self._carry_out(statement, first, draft.index)
        for statement in islice(draft.statements, 1, None):
            if statement.flags or statement.keyword != "RUN":
                self._carry_out(statement, statement.instruction, draft.index)
        self._after.append(self._state)

    def _carry_out(self, statement: Statement, place: Instruction, stage: int) -> None:
        shell_is_set, workdir_is_set = self._state.shell_is_set, self._state.workdir_is_set
        self._undefined, self._known, self._words, self._names, self._is_legacy = [], (), (), (), False
        carry_out = _STEPS.get(statement.keyword)
        if carry_out is not None:
            carry_out(self, statement)
        if self._undefined or statement.keyword not in _MANY:
            self.steps.append(
                Step(
                    statement.instruction,
                    place,
                    stage,
                    shell_is_set,
                    workdir_is_set,
                    tuple(self._undefined),
                    self._known,
                    self._words,
                    self._names,
                    self._is_legacy,
                )
            )

    def _expand(self, statement: Statement, text: str) -> str:
        if _is_plain(statement, text):
            return text
        expansion = expand(text, self._state.variables, statement.escape, self._budget)
        if expansion.unmatched:
            self._note_undefined(expansion.unmatched)
        return expansion.text

    def _note_undefined(self, names: Iterable[str]) -> None:
        """Take note of variables that are not set, where no ARG has declared them so far."""
        state = self._state
        undefined = [name for name in names if name not in state.arguments and name not in NO_VARIABLES]
        if undefined and not self._undefined:
            self._known = tuple(islice(state.variables, MAX_CANDIDATES))
        self._undefined += undefined

    def _word(self, statement: Statement, word: Argument) -> str | None:
        try:
            return self._expand(statement, word.text)
        except ExpansionError as error:
            self.problems.append(bad_substitution(statement, word, error))
            return None

    def _word_or_as_written(self, statement: Statement, word: Argument) -> str:
        """An expanded word; one that cannot be is refused, and must not make others look unset."""
        text = self._word(statement, word)
        return word.text if text is None else text

    def _flag(self, statement: Statement, name: str) -> tuple[Flag | None, str]:
        flag = statement.instruction.flag(name)
        if flag is None or not flag.value:
            return None, ""
        try:
            return flag, self._expand(statement, flag.value)
        except ExpansionError as error:
            message = f"{quote(flag.value)} cannot be expanded: {error}."
            self.problems.append(Problem("BadSubstitution", message, flag.value_span))
            return None, ""

    def _pairs(self, statement: Statement) -> list[tuple[str, str]]:
        words = statement.arguments
        if not words:
            return []
        expanded: list[tuple[str, str]] = []
        pairs: list[tuple[Argument, Argument]] = []
        if "=" not in words[0].text:
            self._is_legacy = True
            gap = SEPARATORS.search(statement.line.text, statement.split.rest, statement.split.end)
            if gap is None:
                return []
            text = statement.line.text
            key = Argument(text[statement.split.rest : gap.start()], statement.split.rest, gap.start())
            pairs.append((key, Argument(text[gap.end() : statement.split.end], gap.end(), statement.split.end)))
        else:
            for word in words:
                key_text, equals, value_text = word.text.partition("=")
                if not equals:
                    continue
                if _is_plain(statement, word.text) and not pairs:
                    expanded.append((key_text, value_text))
                else:
                    middle = word.start + len(key_text)
                    pairs.append((Argument(key_text, word.start, middle), Argument(value_text, middle + 1, word.end)))
        for name, value in pairs:
            expanded.append((self._word_or_as_written(statement, name), self._word_or_as_written(statement, value)))
        return expanded

    def _env(self, statement: Statement) -> None:
        pairs = self._pairs(statement)
        self._state.variables.update(pairs)
        self._state.environment.update(pairs)
        self._names = tuple([name for name, _ in pairs])

    def _label(self, statement: Statement) -> None:
        self._pairs(statement)

    def _arg(self, statement: Statement) -> None:
        state, declared = self._state, declarations(statement)
        self._names = tuple([declaration.name for declaration in declared])
        for name, default, word in declared:
            value = self._build_args.get(name)
            if value is None:
                value = self._globals.get(name)
                if default is not None:
                    value = self._word(statement, Argument(default, word.end - len(default), word.end))
            if value is not None and name not in NO_VARIABLES:
                state.variables[name] = value
            state.arguments.add(name)

    def _simple(self, statement: Statement) -> None:
        for word in statement.arguments:
            self._word(statement, word)

    def _set_workdir(self, statement: Statement) -> None:
        state = self._state
        state.workdir_is_set = True
        for word in statement.arguments:
            path = self._word_or_as_written(statement, word)
            self._words = (path,)
            if path:
                state.workdir = join(state.workdir or "/", path)

    def _shell(self, _: Statement) -> None:
        self._state.shell_is_set = True

    def _volume(self, statement: Statement) -> None:
        for word in statement.arguments:
            if word.text.strip() and self._word(statement, word) == "":
                message = f"A VOLUME path cannot be empty, and {quote(word.text)} expands to nothing."
                self.problems.append(Problem("InvalidArguments", message, statement.span_of(word)))

    def _stopsignal(self, statement: Statement) -> None:
        for word in statement.arguments:
            signal = self._word(statement, word)
            if signal is not None and not values.is_signal(signal):
                message = f"{quote(signal)} is not a signal; write a name such as `SIGTERM`, or a number."
                self.problems.append(Problem("InvalidArguments", message, statement.span_of(word)))

    def _expose(self, statement: Statement) -> None:
        exposed: list[str] = []
        for word in statement.arguments:
            if word.text.startswith("#"):
                self.problems.append(trailing_comment(statement, word))
                break
            try:
                # BuildKit looks for unset variables in words that it expands one by one; these are not among them.
                ports = expand_words(word.text, self._state.variables, statement.escape, self._budget)
            except ExpansionError as error:
                self.problems.append(bad_substitution(statement, word, error))
                continue
            exposed += ports
            message = next((m for port in ports if (m := port_error(port))), None)
            if message is not None:
                self.problems.append(Problem("InvalidArguments", message, statement.span_of(word)))
        self._words = tuple(exposed)

    def _run(self, statement: Statement) -> None:
        for raw in statement.flags:
            if not raw.text.startswith("--mount="):
                continue
            value = raw.text[len("--mount=") :]
            if _is_plain(statement, value):
                problem = check_plain_mount(value, self._state.workdir)
            else:
                problem = check_mount(value, lambda text: self._expand(statement, text), self._state.workdir)
            if problem is not None:
                span = flag_part(statement, raw, problem.start, problem.end)
                self.problems.append(Problem(problem.rule, problem.message, span, problem.suggestion))

    def _copy(self, statement: Statement) -> None:
        instruction = statement.instruction
        is_plain = (
            not instruction.heredocs
            and _PLAIN_PATHS.fullmatch(instruction.arguments)
            and _REPOSITORIES not in instruction.arguments
        )
        if is_plain and not instruction.flags:
            return
        self._flag(statement, "chown")
        flag, mode = self._flag(statement, "chmod")
        if flag is not None and mode and (why := values.mode_error(mode)):
            message = f"`--chmod` cannot be {quote(mode)}: {why}."
            self.problems.append(Problem("InvalidFlagValue", message, flag.value_span))
        if is_plain and statement.keyword == "COPY":
            return
        heredocs = [heredoc for heredoc in statement.instruction.heredocs if heredoc.expand]
        for heredoc in heredocs:
            if "$" in heredoc.body:
                self._heredoc(heredoc)
        if len(statement.arguments) < 2:  # noqa: PLR2004 - a source and a destination
            return
        *words, destination = statement.arguments
        self._word(statement, destination)
        sources = [
            (word, text)
            for word in words
            if not (statement.instruction.heredocs and is_heredoc(word.text))
            and (text := self._word(statement, word)) is not None
        ]
        if statement.keyword == "ADD":
            self._add_sources(statement, sources)
        else:
            self._copy_sources(statement, sources)

    def _copy_sources(self, statement: Statement, sources: list[tuple[Argument, str]]) -> None:
        for word, text in sources:
            source = classify(text)
            if source.kind == "path" and source.error is None:
                continue
            what = "a download" if source.kind == "http" else "a Git repository"
            message = f"COPY takes only paths; {quote(text)} is {what}. Use ADD."
            self.problems.append(Problem("InvalidArguments", message, statement.span_of(word)))

    def _add_sources(self, statement: Statement, sources: list[tuple[Argument, str]]) -> None:
        flag, checksum = self._flag(statement, "checksum")
        kinds = [(word, text, classify(text)) for word, text in sources]
        if flag is not None and checksum:
            if len(kinds) != 1:
                message = "`--checksum` works with one source only."
                self.problems.append(Problem("InvalidFlagValue", message, flag.span))
            elif kinds[0][2].kind == "path":
                message = "`--checksum` works with a download or a Git repository only."
                self.problems.append(Problem("InvalidFlagValue", message, flag.span))
            elif kinds[0][2].kind == "http" and (why := digest_error(checksum)):
                message = f"{quote(checksum)} is not a checksum: {why}."
                self.problems.append(Problem("InvalidFlagValue", message, flag.value_span))
        keep = statement.instruction.flag("keep-git-dir")
        for word, _, source in kinds:
            error = source.error
            if source.kind == "git" and error is None:
                wanted = None if keep is None else (keep.value or "true").lower() == "true"
                if wanted is not None and source.keep_git_dir not in (None, wanted):
                    error = "`--keep-git-dir` and the repository's query disagree."
                elif checksum and source.checksum not in ("", checksum):
                    error = "`--checksum` and the repository's query disagree."
            if error is not None:
                self.problems.append(Problem("InvalidArguments", error, statement.span_of(word)))

    def _heredoc(self, heredoc: Heredoc) -> None:
        body = heredoc.body
        limit = len(body) + MAX_EXPANSION
        lexer = ShellLexer(body, self._state.variables, skip_quotes=True, limit=limit, budget=self._budget)
        try:
            lexer.run()
            self._note_undefined(lexer.unmatched)
        except ExpansionError as error:
            at = body.rfind("\n", 0, lexer.mark) + 1
            end = body.find("\n", at)
            number = heredoc.span.line + body.count("\n", 0, at)
            line = self._lines[number - 1]
            # Tabs that `<<-` strips are in the line, but not in the body.
            column = lexer.mark - at + len(line) - len(body[at : len(body) if end < 0 else end]) + 1
            span = Span(number, column, number, len(line.rstrip("\r")) + 1)
            message = f"BuildKit expands variables in this heredoc but cannot here: {error}. Quote its delimiter to keep it as it is."
            self.problems.append(Problem("BadSubstitution", message, span))


def _is_plain(statement: Statement, text: str) -> bool:
    """Whether there is nothing to expand in a word of a statement."""
    return "$" not in text and "'" not in text and '"' not in text and statement.escape not in text


_STEPS: Final = {
    "ADD": Evaluator._copy,  # noqa: SLF001 - the class's own table
    "ARG": Evaluator._arg,  # noqa: SLF001
    "COPY": Evaluator._copy,  # noqa: SLF001
    "ENV": Evaluator._env,  # noqa: SLF001
    "EXPOSE": Evaluator._expose,  # noqa: SLF001
    "LABEL": Evaluator._label,  # noqa: SLF001
    "RUN": Evaluator._run,  # noqa: SLF001
    "SHELL": Evaluator._shell,  # noqa: SLF001
    "STOPSIGNAL": Evaluator._stopsignal,  # noqa: SLF001
    "USER": Evaluator._simple,  # noqa: SLF001
    "VOLUME": Evaluator._volume,  # noqa: SLF001
    "WORKDIR": Evaluator._set_workdir,  # noqa: SLF001
}
