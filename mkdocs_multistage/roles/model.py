"""What a stage is for, and how one can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Span

Role = Literal["base", "deps", "build", "test", "tool", "dev", "runtime", "export"]
ROLES: tuple[Role, ...] = get_args(Role)

Property = Literal["default-target", "not-built", "minimal-base", "cross-compiling"]

Sign = Literal["words", "name", "base", "source", "last"]
"""What speaks for a role: words of the Dockerfile, the stage's name, or its place in the build, as the parent of
other stages, as what they copy from, or as the last."""


class Evidence(NamedTuple):
    """One reason for a role.

    Attributes:
        words: The words of the Dockerfile that say so, such as ``go build`` or ``AS builder``.
        span: Where they stand.
        reason: What they tell, in a few English words for `inspect`.
        sign: What speaks; all but ``words`` can be said in the reader's language without quoting.
    """

    words: str
    span: Span
    reason: str
    sign: Sign = "words"


@record(frozen=True, slots=True)
class StageRole:
    """The verdict on one stage.

    Attributes:
        role: Why the stage exists in this Dockerfile: ``base``, ``deps``, ``build``, ``test``, ``tool``, ``dev``,
            ``runtime`` or ``export``.
        evidence: What decided it, strongest first; empty where the author set the role.
        properties: Facts beside the role: ``default-target``, ``not-built``, ``minimal-base`` and ``cross-compiling``,
            in this order.
    """

    role: Role
    evidence: tuple[Evidence, ...] = ()
    properties: tuple[Property, ...] = ()
