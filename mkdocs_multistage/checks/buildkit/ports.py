"""Checks of EXPOSE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.checks.buildkit.places import at
from mkdocs_multistage.checks.subject import Hit, quoted
from mkdocs_multistage.dockerfile.text import lower

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Span, Step


def expose_proto_casing(subject: Subject) -> Iterator[Hit]:
    """Protocols that are not in lower case."""
    for step, port, span in _ports(subject):
        protocol = port.rpartition(":")[2].partition("/")[2]
        if protocol != lower(protocol):
            yield _hit(step, span, f"The protocol of {quoted(port)} is not in lower case.", lower(port))


def expose_invalid_format(subject: Subject) -> Iterator[Hit]:
    """Ports with an address or a host's port in front."""
    for step, port, span in _ports(subject):
        before, colon, inside = port.rpartition(":")
        if colon and before.strip(":"):
            yield _hit(
                step,
                span,
                f"{quoted(port)} names more than the container's port. EXPOSE takes only {quoted(inside)}; "
                "publish it with `docker run -p`.",
                inside,
            )


def _ports(subject: Subject) -> Iterator[tuple[Step, str, Span | None]]:
    """The ports of each EXPOSE, with the words that name them."""
    for step in subject.dockerfile.steps:
        if step.instruction.keyword == "EXPOSE":
            words = {word.text: word.span for word in step.instruction.words}
            for port in step.words:
                yield step, port, words.get(port)


def _hit(step: Step, span: Span | None, message: str, suggestion: str) -> Hit:
    own = step.place is step.instruction
    if not own:
        span = None
    place = at(step.place, span)
    return Hit(place, message, suggestion if place == span else None, comments=step.instruction.comments if own else ())
