"""What BuildKit refuses: the reader's problems, as hits of the rules that bear their names.

In a block of documentation some of them are beside the point; `pardons` knows which.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.pardons import Page, has_foreign_syntax, is_pardoned
from mkdocs_multistage.checks.remarks import find_remark
from mkdocs_multistage.checks.subject import Hit, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs_multistage.checks.blocks import Block
    from mkdocs_multistage.checks.names import Likely
    from mkdocs_multistage.checks.remarks import Remark
    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Dockerfile, Flag, Instruction, Problem

# What cannot be a stage or an image is not the flag's value.
_NO_SOURCE = ("/", ".", "$", "[", "<<", '"/', "#")
# With more problems than this a block is no Dockerfile with mistakes, but something else.
_MOST_MISTAKES = 100


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
        flag = _flag_without_value(entry, names) if entry.flags else None
        if flag is None:
            continue
        source = entry.words[0]
        span = flag.span._replace(end_line=source.span.end_line, end_column=source.span.end_column)
        if flag.value is None:
            yield Hit(
                span,
                f"`--from` takes its value after `=`, not after a space. Write `--from={quoted(source.text)[1:-1]}`.",
                f"--from={source.text}",
                refused=True,
            )
        else:
            yield Hit(
                span,
                f"With a space after `=`, `--from=` is empty and `{source.text}` is a file of the build context. "
                f"Write `--from={source.text}`.",
                f"--from={source.text}",
                refused=False,
            )


def _flag_without_value(entry: Instruction, names: set[str]) -> Flag | None:
    flag = entry.flag("from") if entry.keyword == "COPY" else None
    if flag is None or flag.value or not entry.words or entry.words[0].text.startswith(_NO_SOURCE):
        return None
    return flag if flag.value is None or entry.words[0].text.lower() in names else None


def problems(dockerfile: Dockerfile, block: Block, likely: Likely, *, in_documentation: bool) -> tuple[Problem, ...]:
    """The problems to report, each once.

    Args:
        dockerfile: The text, read.
        block: What it is.
        likely: Finds the stages that were meant.
        in_documentation: Whether a page may have what a build may not.
    """
    if not dockerfile.problems or (in_documentation and len(dockerfile.problems) > _MOST_MISTAKES):
        return ()
    if has_foreign_syntax(dockerfile):
        return ()
    page = Page(dockerfile, block, likely)
    remarks: dict[int, Remark | None] = {}
    found = []
    for problem in dockerfile.problems:
        entry = _instruction_of(dockerfile, problem)
        if entry:
            if entry.line not in remarks:
                remarks[entry.line] = find_remark(entry, page.lines)
            if _is_told_otherwise(problem, entry, remarks[entry.line]):
                continue
        if in_documentation and is_pardoned(problem, entry, page):
            continue
        found.append(problem)
    return tuple(found)


def _instruction_of(dockerfile: Dockerfile, problem: Problem) -> Instruction | None:
    """The instruction in which a problem stands."""
    entries = dockerfile.instructions
    position = bisect_right(entries, problem.span.line, key=lambda entry: entry.line) - 1
    if position < 0 or problem.span.line > entries[position].last_line:
        return None
    return entries[position]


def _is_told_otherwise(problem: Problem, entry: Instruction, remark: Remark | None) -> bool:
    """Whether a rule of our own says the same thing better, or knows it to be the mark of a tool."""
    if remark and remark.is_before(problem.span):
        return True
    flag = _flag_without_value(entry, set())
    if flag is None:
        return False
    return problem.span.line == flag.span.line and problem.span.column <= flag.span.end_column
