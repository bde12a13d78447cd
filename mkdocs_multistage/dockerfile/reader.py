"""`read`: a Dockerfile's text in, everything BuildKit would make of it out.

The steps, each a module: `prepass` rewrites the text so that dockerfile-parse (`lexing`) finds
BuildKit's instructions; `statements` has `forms` split them into flags and words; `syntax` and `flags` check each by
itself; `stages` resolves what FROM names, `references` what COPY and mounts name; `graph` says who
reaches whom; `evaluation` carries out each stage with its variables. `problems` lists what is
refused, `limits` how much is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile.arguments import declarations, global_arguments
from mkdocs_multistage.dockerfile.evaluation import Evaluator
from mkdocs_multistage.dockerfile.forms import INSTRUCTIONS
from mkdocs_multistage.dockerfile.graph import closure, order_problem
from mkdocs_multistage.dockerfile.limits import (
    MAX_INSTRUCTIONS,
    MAX_PROBLEMS,
    MAX_STAGES,
    MAX_TRIGGERS,
    Budget,
    TooLargeError,
)
from mkdocs_multistage.dockerfile.model import Dockerfile, Problem, Span, Stage, Target
from mkdocs_multistage.dockerfile.prepass import prepare
from mkdocs_multistage.dockerfile.references import TAKERS, Resolver
from mkdocs_multistage.dockerfile.stages import group, resolve_bases
from mkdocs_multistage.dockerfile.statements import read_statements, with_escape
from mkdocs_multistage.dockerfile.suggest import Suggester
from mkdocs_multistage.dockerfile.syntax import check_statement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from mkdocs_multistage.dockerfile.references import Use
    from mkdocs_multistage.dockerfile.stages import Draft
    from mkdocs_multistage.dockerfile.statements import Statement

    _Closures: TypeAlias = tuple[list[int], list[int]]


def read(text: str, *, build_args: Mapping[str, str] | None = None) -> Dockerfile:
    """Read a Dockerfile; raises on no text whatever.

    Args:
        text: The Dockerfile.
        build_args: Values given by ``--build-arg``.

    Returns:
        What BuildKit sees, for a build on and for linux/amd64. Where the text passes a bound of
        `limits`, nothing but the text, with ``complete=False``.
    """
    try:
        return _read(text, build_args or {})
    except TooLargeError:
        return Dockerfile(text, (), (), (), complete=False)


def _read(text: str, build_args: Mapping[str, str]) -> Dockerfile:
    prepared = prepare(text)
    statements = read_statements(prepared)
    before, drafts = group(statements)
    if len(statements) > MAX_INSTRUCTIONS or len(drafts) > MAX_STAGES:
        raise TooLargeError
    problems = list(prepared.problems)
    for statement in statements:
        problems += check_statement(statement)
        if len(problems) > MAX_PROBLEMS:
            break
    problems += _outside_stages(before, drafts)
    names = {draft.name for draft in drafts if draft.name}
    target = drafts[-1].name if drafts else ""
    budget, suggester = Budget(), Suggester()
    arguments = [statement for statement in before if statement.keyword == "ARG"]
    variables, argument_problems = global_arguments(arguments, target, names, build_args, budget)
    declared = {declaration.name for statement in arguments for declaration in declarations(statement)}
    problems += argument_problems
    problems += resolve_bases(drafts, variables, declared, budget, suggester)
    reached, graph_problems = _link(drafts, suggester)
    # Where a FROM is misspelt the stages are not what the author counts.
    if not any(p.rule == "UnknownInstruction" and (p.suggestion or "").upper() == "FROM" for p in problems):
        problems += graph_problems
    evaluator = Evaluator(variables, build_args, prepared.lines, budget)
    for draft in drafts:
        evaluator.stage(draft)
    problems += evaluator.problems
    return Dockerfile(
        text=text,
        instructions=tuple([statement.instruction for statement in statements]),
        stages=tuple([_stage(draft) for draft in drafts]),
        targets=tuple([Target(d.index, d.name, reached[d.index]) for d in drafts]),
        problems=_in_order(problems),
        global_arguments=global_arguments(arguments, target, names, {}, budget)[0] if build_args else variables,
        steps=tuple(evaluator.steps),
        comments=tuple(prepared.comments),
        directives=prepared.directives,
    )


def _outside_stages(before: list[Statement], drafts: list[Draft]) -> list[Problem]:
    homeless = next((s for s in before if s.keyword != "ARG" and s.keyword in INSTRUCTIONS), None)
    if homeless is not None:
        message = f"{homeless.keyword} is before the first FROM; only ARG is allowed there."
        if not drafts:
            message = f"{homeless.keyword} needs a stage, but there is no FROM."
        return [Problem("InstructionBeforeFrom", message, homeless.keyword_span)]
    if before and not drafts and all(s.keyword == "ARG" for s in before):
        return [Problem("NoStages", "There is no FROM, so there is no stage to build.", before[-1].keyword_span)]
    return []


def _link(drafts: list[Draft], suggester: Suggester) -> tuple[list[int], list[Problem]]:
    """Resolve references, triggers last; what each stage reaches, and what is wrong."""
    resolver = Resolver(drafts, suggester)
    uses: list[tuple[Draft, Use]] = []
    has_triggers = False
    is_in_order = True
    for draft in drafts:
        for statement in draft.statements:
            if statement.keyword == "ONBUILD":
                has_triggers = True
            if not statement.flags or statement.keyword not in TAKERS:  # without a flag there is no reference
                continue
            references, used = resolver.resolve(statement)
            draft.references += references
            for use in used:
                draft.copies.add(use.stage)
                uses.append((draft, use))
                is_in_order = is_in_order and use.stage < draft.index
        draft.depends |= draft.copies
    problems = resolver.problems
    reached = closure([_edges(draft) for draft in drafts])
    # What comes earlier is in order: who needs whom else is then of no interest.
    if has_triggers or not is_in_order:
        closures = closure([draft.copies for draft in drafts]), reached
        problems += [p for draft, use in uses if (p := order_problem(draft, use, drafts, *closures)) is not None]
        if has_triggers:
            problems += _triggers(drafts, resolver, closures)
            reached = closure([_edges(draft) for draft in drafts])
    return reached, problems


def _edges(draft: Draft) -> set[int]:
    return draft.depends if draft.base_stage is None else draft.depends | {draft.base_stage}


def _triggers(drafts: list[Draft], resolver: Resolver, closures: _Closures) -> list[Problem]:
    """Run the ONBUILDs of each stage in the stages built directly on it.

    BuildKit looks at a trigger only in a stage that the target needs, and ``docker build --check``
    takes the last stage for the target: in the others its problems do not count.
    """
    problems: list[Problem] = []
    held = {draft.index: sum(s.keyword == "ONBUILD" for s in draft.statements) for draft in drafts}
    if sum(held[draft.base_stage] for draft in drafts if draft.base_stage is not None) > MAX_TRIGGERS:
        raise TooLargeError
    built: set[int] = set()
    waiting = [len(drafts) - 1]
    while waiting:
        index = waiting.pop()
        if index not in built:
            built.add(index)
            problems += _run_triggers(drafts[index], drafts, resolver, closures, counts=True)
            waiting += sorted(_edges(drafts[index]))
    for draft in drafts:
        if draft.index not in built:
            _run_triggers(draft, drafts, resolver, closures, counts=False)
    return problems


def _run_triggers(
    draft: Draft, drafts: list[Draft], resolver: Resolver, closures: _Closures, *, counts: bool
) -> list[Problem]:
    problems: list[Problem] = []
    if draft.base_stage is None:
        return problems
    for holder in drafts[draft.base_stage].statements:
        if holder.keyword != "ONBUILD" or holder.trigger is None:
            continue
        # BuildKit parses a trigger anew, without the file's directives.
        trigger = holder.trigger if holder.escape == "\\" else with_escape(holder.trigger, "\\")
        resolver.problems = []
        references, used = resolver.resolve(trigger, onbuild=holder)
        draft.references += references
        draft.depends.update(use.stage for use in used)
        if counts:
            draft.triggers.append(trigger)
            problems += check_statement(trigger)
            problems += resolver.problems
            problems += [p for use in used if (p := order_problem(draft, use, drafts, *closures)) is not None]
    return problems


def _stage(draft: Draft) -> Stage:
    first, last = draft.statements[0].instruction.span, draft.statements[-1].instruction.span
    return Stage(
        index=draft.index,
        name=draft.name,
        name_span=draft.name_span,
        base=draft.base,
        base_span=draft.base_span,
        resolved_base=draft.resolved,
        base_stage=draft.base_stage,
        platform=draft.platform,
        span=Span(first.line, first.column, last.end_line, last.end_column),
        instructions=tuple([statement.instruction for statement in draft.statements]),
        references=tuple(draft.references),
    )


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """By place; the same once, and not more than anyone reads."""
    if len(problems) < 2:  # noqa: PLR2004
        return tuple(problems)
    seen: set[tuple[str, Span]] = set()
    kept = []
    for problem in sorted(problems, key=lambda p: p.span):
        key = (problem.rule, problem.span)
        if key not in seen:
            seen.add(key)
            kept.append(problem)
    return tuple(kept[:MAX_PROBLEMS])
