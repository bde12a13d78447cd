"""Who needs whom: reachable stages, circles, and what comes too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile.model import Problem
from mkdocs_multistage.dockerfile.text import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs_multistage.dockerfile.references import Use
    from mkdocs_multistage.dockerfile.stages import Draft


def closure(edges: list[set[int]]) -> list[int]:
    """For each stage the stages it reaches, itself included, as the bits of an integer."""
    reached = [1 << index for index in range(len(edges))]
    order: Iterable[int] = range(len(edges))
    changed = True
    while changed:
        changed = False
        # Upwards and downwards in turn: a chain of forward edges settles in two rounds.
        for index in order:
            bits = reached[index]
            for target in edges[index]:
                bits |= reached[target]
            if bits != reached[index]:
                reached[index] = bits
                changed = True
        order = reversed(order) if isinstance(order, range) else range(len(edges))
    return reached


def order_problem(draft: Draft, use: Use, drafts: list[Draft], copies: list[int], reached: list[int]) -> Problem | None:
    """What is wrong with using that stage from this one; ``None`` where it is an earlier one.

    Args:
        draft: The stage that uses.
        use: What it uses.
        drafts: All stages.
        copies: `closure` over COPY and mounts alone.
        reached: `closure` over these and FROM.
    """
    if use.stage < draft.index:
        return None
    onbuild = use.kind.startswith("onbuild")
    verb = "copies from" if use.kind.endswith("copy") else "mounts"
    other = drafts[use.stage]
    named = quote(other.shown)
    if use.stage == draft.index:
        if onbuild:
            return None
        said = "" if use.source else " A mount without `from` means `scratch`, and this stage has that name."
        message = f"The stage {named} {verb} itself; it can only use stages above it.{said}"
        return Problem("SelfReference", message, use.span)
    if not onbuild and copies[use.stage] >> draft.index & 1:
        message = f"The stages {quote(draft.shown)} and {named} need each other: neither can be built first."
        return Problem("CircularReference", message, use.span)
    where = f"in line {other.statements[0].instruction.line}"
    message = f"The stage {quote(draft.shown)} {verb} {named}, which is defined further down, {where}."
    if reached[use.stage] >> draft.index & 1:
        message += f" It cannot move up either: it is built on {quote(draft.shown)}."
    else:
        message += f" Move {named} above {quote(draft.shown)}."
    return Problem("ForwardReference", message, use.span)
