"""What BuildKit refuses: the reader's problems, under the rules' names, and without those a page may have.

The reader tells the truth about a Dockerfile. In a block of documentation some of it is beside the point: a
placeholder is no invalid image, and an argument without a default is given on the command line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.blocks import KEYWORDS
from mkdocs_multistage.checks.names import has_placeholder, is_placeholder, nearest
from mkdocs_multistage.checks.remarks import find_remark
from mkdocs_multistage.checks.stages import starts_anew
from mkdocs_multistage.checks.subject import Hit, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs_multistage.checks.blocks import Block
    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Dockerfile, Flag, Instruction, Problem

# Problems that a part which is not shown could solve.
_OF_THE_WHOLE = frozenset({"EmptyBaseName", "InvalidImageReference", "StageIndexOutOfRange"})
# Problems that every fragment has.
_OF_FRAGMENTS = frozenset({"InstructionBeforeFrom", "NoInstructions", "NoStages"})
# Problems of a reference; where it is a number, a stage more or less changes what it means.
_OF_A_REFERENCE = frozenset({"StageIndexOutOfRange", "SelfReference", "ForwardReference", "CircularReference"})
# Problems of a value, variables expanded; those that the base image sets are unknown.
_OF_VALUES = frozenset({"InvalidArguments", "InvalidFlagValue", "InvalidMount"})
# What only a frontend other than Docker's can know better.
_OF_THE_SYNTAX = frozenset({"UnknownInstruction", "UnknownFlag"})

# Continues a line below `# escape=`, which a page may show elsewhere.
_OTHER_ESCAPE = "`"
# What a reader types into a terminal and that is near to an instruction.
_COMMANDS = frozenset({"EXPORT", "CODE", "COMMAND", "COPYRIGHT", "USERS", "ENVS", "FORM"})
# Below this length every second command is near to some instruction (`cd` to CMD).
_SHORTEST_MISSPELT_KEYWORD = 4
# A block with fewer stages is taken for a part of something.
_STAGES_OF_A_WHOLE = 2

# Docker's flags. One that is near to none of them is most likely another builder's: Buildah's, Earthly's.
_FLAGS = frozenset({
    "checksum", "chmod", "chown", "device", "exclude", "from", "interval", "keep-git-dir", "link", "mount", "network",
    "parents", "platform", "retries", "security", "start-interval", "start-period", "timeout", "unpack",
})  # fmt: skip
# What BuildKit sets by itself.
_PLATFORM_ARGUMENTS = tuple(
    f"{side}{part}" for side in ("BUILD", "TARGET") for part in ("PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT")
)
_VARIABLE = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)")
_LONGEST_INSTRUCTION_READ = 2000


def refused(rule: str) -> Callable[[Subject], Iterator[Hit]]:
    """The function of a rule whose findings the reader makes."""

    def find(subject: Subject) -> Iterator[Hit]:
        for problem in subject.problems:
            if problem.rule == rule:
                yield Hit(problem.span, problem.message, problem.suggestion)

    return find


def copies_from_space(subject: Subject) -> Iterator[Hit]:
    """``COPY --from image``: a space where the ``=`` belongs."""
    names = {stage.name for stage in subject.dockerfile.stages if stage.name}
    for entry in subject.dockerfile.instructions:
        flag = _flag_without_value(entry, names)
        if flag is None:
            continue
        source = entry.words[0]
        span = replace(flag.span, end_line=source.span.end_line, end_column=source.span.end_column)
        if flag.value is None:
            yield Hit(
                span,
                f"`--from` takes its value behind `=`, not behind a space. Write `--from={quoted(source.text).strip('`')}`.",
                f"--from={source.text}",
                refused=True,
            )
        else:
            yield Hit(
                span,
                f"With a space behind `=`, `--from=` is empty and `{source.text}` is a file of the build context. "
                f"Write `--from={source.text}`.",
                f"--from={source.text}",
                refused=False,
            )


def _flag_without_value(entry: Instruction, names: set[str]) -> Flag | None:
    flag = entry.flag("from") if entry.keyword == "COPY" and entry.words else None
    if flag is None or flag.value:
        return None
    return flag if flag.value is None or entry.words[0].text.lower() in names else None


def problems(dockerfile: Dockerfile, block: Block, *, in_documentation: bool) -> tuple[Problem, ...]:
    """The problems to report, each once.

    Args:
        dockerfile: The text, read.
        block: What it is.
        in_documentation: Whether a page may have what a build may not.
    """
    if not dockerfile.problems:
        return ()
    lines = dockerfile.text.split("\n")
    filtered = []
    for problem in dockerfile.problems:
        entry = _instruction_of(dockerfile, problem)
        if entry and _is_told_otherwise(problem, entry, lines):
            continue
        if in_documentation and _is_beside_the_point(problem, entry, dockerfile, block, lines):
            continue
        filtered.append(_with_suggestion(problem, dockerfile, lines))
    return tuple(filtered)


def _instruction_of(dockerfile: Dockerfile, problem: Problem) -> Instruction | None:
    """The instruction in which a problem stands."""
    entries = dockerfile.instructions
    position = bisect_right(entries, problem.span.line, key=lambda entry: entry.line) - 1
    if position < 0 or problem.span.line > entries[position].last_line:
        return None
    return entries[position]


def _is_told_otherwise(problem: Problem, entry: Instruction, lines: list[str]) -> bool:
    """Whether a rule of our own says the same thing better, or knows it to be the mark of a tool."""
    remark = find_remark(entry, lines)
    if remark and remark.is_before(problem.span):
        return True
    flag = _flag_without_value(entry, set())
    if flag:
        return problem.span.line == flag.span.line and problem.span.column <= flag.span.end_column
    return False


def _is_beside_the_point(
    problem: Problem, entry: Instruction | None, dockerfile: Dockerfile, block: Block, lines: list[str]
) -> bool:
    """Whether a reader of the page would wave the problem away."""
    rule = problem.rule
    if _is_hidden(rule, problem.span.line, block) or (rule in _OF_THE_SYNTAX and _has_foreign_syntax(dockerfile)):
        return True
    if entry is None:
        return False
    text = "\n".join(lines[entry.line - 1 : entry.last_line])[:_LONGEST_INSTRUCTION_READ]
    if has_placeholder(text) or is_placeholder(_text(lines, problem), in_documentation=True):
        return True
    return _is_excused(problem, entry, dockerfile, block, lines)


def _is_excused(problem: Problem, entry: Instruction, dockerfile: Dockerfile, block: Block, lines: list[str]) -> bool:
    """Whether there is another reading of the block in which nothing is wrong, by the kind of problem."""
    rule = problem.rule
    if rule == "UnknownInstruction":
        return not _is_certainly_one(entry, dockerfile, lines)
    if rule == "UnknownFlag":
        name = _text(lines, problem).lstrip("-").partition("=")[0]
        return problem.suggestion is None and name.lower() not in _FLAGS
    if rule in _OF_A_REFERENCE:
        return _is_relative(problem, dockerfile, block, lines)
    if entry.keyword == "FROM":
        return _is_given_from_outside(problem, entry, dockerfile, lines)
    return rule in _OF_VALUES and "$" in _text(lines, problem)


def _is_hidden(rule: str, line: int, block: Block) -> bool:
    """Whether what is missing may stand in a part that is not shown."""
    if rule in _OF_FRAGMENTS:
        return True
    if rule == "UnknownInstruction":
        return block.gap is not None
    return rule in _OF_THE_WHOLE and block.hides(line)


def _has_foreign_syntax(dockerfile: Dockerfile) -> bool:
    """Whether a ``# syntax=`` line names a frontend that may have instructions of its own."""
    syntax = dockerfile.directives.get("syntax", "")
    return bool(syntax) and not re.match(r"(?:docker\.io/)?docker/dockerfile(?:-upstream)?(?:[:@]|\Z)", syntax)


def _is_certainly_one(entry: Instruction, dockerfile: Dockerfile, lines: list[str]) -> bool:
    """Whether an unknown instruction is a misspelt one, or the rest of one that lacks its backslash.

    Anything else in a block is more likely text, a command for the terminal, or another tool's syntax.
    """
    if nearest(entry.keyword, KEYWORDS, loosely=False) and len(entry.keyword) >= _SHORTEST_MISSPELT_KEYWORD:
        return entry.keyword not in _COMMANDS
    line = lines[entry.line - 1]
    if (
        line.strip()
        and lines[entry.line - 2 : entry.line - 1]
        and lines[entry.line - 2].rstrip().endswith(_OTHER_ESCAPE)
    ):
        return False
    before = next((other for other in reversed(dockerfile.instructions) if other.line < entry.line), None)
    if before is None or before.keyword != "RUN" or before.last_line != entry.line - 1:
        return False
    return line.lstrip().startswith(("&&", "||", "| ")) or entry.span.column > before.span.column


def _is_relative(problem: Problem, dockerfile: Dockerfile, block: Block, lines: list[str]) -> bool:
    """Whether a reference is a number in an incomplete file, or means a stage of another file in the same block."""
    stages = dockerfile.stages
    source = _text(lines, problem).strip("\"'")
    if source.lstrip("+-").isdecimal():
        return block.hides(problem.span.line) or block.cut_out or len(stages) < _STAGES_OF_A_WHOLE
    return _means_another_file(source.lower(), problem, dockerfile)


def _means_another_file(name: str, problem: Problem, dockerfile: Dockerfile) -> bool:
    """Whether two stages bear a name, one on each side of the reference, and the later one is of another Dockerfile."""
    bearers = [stage for stage in dockerfile.stages if stage.name == name]
    above = any(stage.line < problem.span.line for stage in bearers)
    below = next((stage for stage in bearers if stage.line > problem.span.line), None)
    return above and below is not None and starts_anew(dockerfile, below.index)


def _is_given_from_outside(problem: Problem, entry: Instruction, dockerfile: Dockerfile, lines: list[str]) -> bool:
    """Whether FROM uses a variable that gets its value elsewhere.

    It does where an ARG has no default and so waits for ``--build-arg``, where the default is a placeholder, or
    where the ARG is nowhere to be seen and no other is near to it: then the page left it out.
    """
    stage = next((stage for stage in dockerfile.stages if stage.line == entry.line), None)
    if stage and has_placeholder(stage.resolved_base):
        return True
    wanted = set(_VARIABLE.findall(_text(lines, problem)))
    if not wanted:
        return False
    declared: dict[str, str] = {}
    for other in dockerfile.instructions:
        if other.keyword == "ARG":
            if has_placeholder(other.arguments):
                return True
            for word in other.words:
                name, _, value = word.text.partition("=")
                declared[name] = declared.get(name) or value.strip("\"'")
    known = [name for name in (*declared, *_PLATFORM_ARGUMENTS) if name not in wanted]
    return any(
        not declared[name] if name in declared else nearest(name, known, loosely=False) is None
        for name in wanted
        if name not in _PLATFORM_ARGUMENTS
    )


def _with_suggestion(problem: Problem, dockerfile: Dockerfile, lines: list[str]) -> Problem:
    """For an image name that is refused, the stage that was probably meant."""
    if problem.rule != "InvalidImageReference" or problem.suggestion:
        return problem
    earlier = [stage for stage in dockerfile.stages if stage.name and stage.line < problem.span.line]
    written = _text(lines, problem)
    found = nearest(written, (stage.name for stage in reversed(earlier)), loosely=False)
    if not found:
        return problem
    stage = next(stage for stage in reversed(earlier) if stage.name == found)
    return replace(
        problem,
        message=f"{quoted(written)} is no stage, since `FROM` minds the case of names, and no image either, since theirs "
        f"are in lower case. Did you mean `{found}` (line {stage.line})?"
        if written.lower() == found
        else f"No stage is named {quoted(written)}, and it is no image either: their names are in lower case. "
        f"Did you mean `{found}` (line {stage.line})?",
        suggestion=found,
    )


def _text(lines: list[str], problem: Problem) -> str:
    """The text that a problem points at, on its first line."""
    span = problem.span
    if not 0 < span.line <= len(lines):
        return ""
    line = lines[span.line - 1]
    return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]
