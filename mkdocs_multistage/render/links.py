"""What each stage takes and from where: a stage in, links out, in the order of the text.

A link leads to an earlier stage, to an image or a build context, or to what ADD fetches from outside. A reference to
a stage that does not come earlier is none: BuildKit refuses it. What a page shows as a mistake is a stray instead,
which leads nowhere.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from mkdocs_multistage.dockerfile.sources import classify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mkdocs_multistage.checks import Finding
    from mkdocs_multistage.dockerfile import Dockerfile, Instruction, Reference, Span, Stage

EdgeKind = Literal["from", "copy", "mount"]

MAX_TEXT: Final = 300
"""Characters of a name, image or path that are kept; what is longer loses its middle."""

ASTRAY: Final = frozenset(
    {
        "CircularReference",
        "EmptyBaseName",
        "ForwardReference",
        "InvalidImageReference",
        "SelfReference",
        "StageIndexOutOfRange",
        "UnknownStage",
        "VariableInFrom",
    }
)
"""Rules whose findings lie on a name that leads nowhere."""

# What ADD fetches, by what `dockerfile.sources` calls it.
_ROLES: Final = {"http": "download", "git": "repository"}

_INDEX: Final = re.compile(r"[+-]?[0-9]+")
_SLASHES: Final = re.compile(r"/+")

_KINDS: Final[dict[str, EdgeKind]] = {
    "copy": "copy",
    "mount": "mount",
    "onbuild-copy": "copy",
    "onbuild-mount": "mount",
}


class Link(NamedTuple):
    """One thing that a stage takes.

    Attributes:
        source: The index of an earlier stage, else the name of what it takes from.
        kind: How.
        paths: What.
        role: Of the source, where it is neither a stage nor an image: ``download`` or ``repository``.
        is_triggered: Whether the stage below left it behind ONBUILD.
    """

    source: int | str
    kind: EdgeKind
    paths: tuple[str, ...] = ()
    role: str = ""
    is_triggered: bool = False


class Mistake(NamedTuple):
    """A name that leads nowhere, and that the page shows as a mistake.

    Attributes:
        span: The name.
        is_calm: Whether it is meant to be there.
    """

    span: Span
    is_calm: bool


class Stray(NamedTuple):
    """What a stage wants to take from somewhere that is not there.

    Attributes:
        text: As it stands in the Dockerfile, such as ``--from=buidl``.
        is_calm: Whether it is meant to be there.
    """

    text: str
    is_calm: bool


def links(stage: Stage, mistakes: Collection[Mistake] = ()) -> Iterator[Link]:
    """What a stage takes, FROM first.

    Args:
        stage: Which.
        mistakes: Names that are to lead nowhere.
    """
    wrong = {mistake.span for mistake in mistakes}
    base = stage.base_stage
    if base is not None and 0 <= base < stage.index and stage.base_span not in wrong:
        yield Link(base, "from")
    # In the order of the text, in which a stage's own references are; those left behind ONBUILD come first.
    taken = [(reference.line, link) for reference in stage.references if (link := _link(reference, stage, wrong))]
    added = [(add.line, link) for add in stage.instructions if add.keyword == "ADD" for link in _added(add)]
    if added:
        first = stage.line
        taken = sorted([*taken, *added], key=lambda item: (item[0] >= first, item[0]))
    for _, link in taken:
        yield link


def mistakes(findings: Iterable[Finding], *, are_calm: bool) -> tuple[Mistake, ...]:
    """The names that findings say lead nowhere.

    Args:
        findings: Any findings, their lines counted in the whole Dockerfile.
        are_calm: Whether they are meant to be there, and shown so.
    """
    return tuple(Mistake(finding.span, are_calm) for finding in findings if finding.rule in ASTRAY)


def strays(stage: Stage, dockerfile: Dockerfile, mistakes: Collection[Mistake]) -> tuple[Stray, ...]:
    """What of a stage leads nowhere."""
    found = (
        Stray(_written(mistake.span, stage, dockerfile), mistake.is_calm)
        for mistake in mistakes
        if stage.span.line <= mistake.span.line <= stage.span.end_line
    )
    return tuple(dict.fromkeys(stray for stray in found if stray.text))


def short(text: str) -> str:
    """A text on one line that is not endless."""
    if len(text) <= MAX_TEXT and " " not in text and text.isprintable():
        return text
    text = " ".join(text.split())
    half = MAX_TEXT // 2
    return text if len(text) <= MAX_TEXT else f"{text[:half]}…{text[-half:]}"


def _link(reference: Reference, stage: Stage, wrong: Collection[Span]) -> Link | None:
    source = None if reference.span in wrong else _source(reference, stage)
    if source is None:
        return None
    paths = tuple(short(path) for path in reference.paths)
    return Link(source, _KINDS[reference.kind], paths, is_triggered=reference.kind.startswith("onbuild"))


def _source(reference: Reference, stage: Stage) -> int | str | None:
    if reference.stage is not None:
        return reference.stage if 0 <= reference.stage < stage.index else None
    if _KINDS[reference.kind] == "copy" and _INDEX.fullmatch(reference.source):
        return None  # the index of a stage that is not there, and never an image
    return reference.source.strip() or None


def _added(instruction: Instruction) -> Iterator[Link]:
    """The downloads and repositories of an ADD."""
    for source in _sources(instruction):
        role = _ROLES.get(classify(source).kind, "")
        if role == "repository":
            address, _, fragment = source.partition("#")
            inside = fragment.partition(":")[2].strip("/")
            yield Link(short(address.partition("?")[0]), "copy", (short(f"/{inside}"),), role)
        elif role:
            path = source.partition("://")[2].partition("?")[0].partition("#")[0]
            last = _SLASHES.split(path.rstrip("/"))[-1] if "/" in path.rstrip("/") else "/"
            yield Link(short(source), "copy", (short(last),), role)


def _sources(instruction: Instruction) -> Sequence[str]:
    if instruction.arguments.startswith("["):
        try:
            words = json.loads(instruction.arguments)
        except (ValueError, RecursionError):
            words = []
        return [word for word in words[:-1] if isinstance(word, str)] if isinstance(words, list) else []
    return [word.text for word in instruction.words[:-1]]


def _written(span: Span, stage: Stage, dockerfile: Dockerfile) -> str:
    """A name with what stands before it: ``--from=buidl``, ``from=buidl`` in a mount, ``FROM Buidl``."""
    lines = dockerfile.text.split("\n")
    if span.line != span.end_line or span.line > len(lines):
        return ""
    name = short(lines[span.line - 1][span.column - 1 : span.end_column - 1])
    holder = next((i for i in stage.instructions if i.line <= span.line <= i.last_line), None)
    if holder is None:
        return ""
    if holder.keyword == "FROM":
        return f"FROM {name}".rstrip()
    inner = holder.trigger or holder
    return f"from={name}" if inner.keyword == "RUN" else f"--from={name}"
