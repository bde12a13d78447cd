"""UnknownStage: a name that no stage bears, and that Docker would therefore pull as an image.

BuildKit accepts such a name, and the build then fails far from the mistake, or worse, does not fail. What is
one plain word, and neither a stage, a declared context, an image that everybody knows, nor a placeholder, is
most likely a misspelt stage.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.names import is_bare, is_placeholder, known_images
from mkdocs_multistage.checks.subject import Hit, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.names import Likely
    from mkdocs_multistage.checks.subject import Subject
    from mkdocs_multistage.dockerfile import Reference, Span, Stage

# A block with fewer stages is taken for a part of something.
_STAGES_OF_A_WHOLE = 2
# A shorter base is near to too much to be told from an image of the author's own.
_SHORTEST_BASE = 4
# Stages listed in a message.
_MOST_LISTED = 4


def unknown_stages(subject: Subject) -> Iterator[Hit]:
    """Bare names in ``FROM``, ``COPY --from=`` and ``RUN --mount=from=`` that mean no stage."""
    stages = subject.dockerfile.stages
    likes = _Likes(stages, subject.likely)
    # A trigger is a reference of every stage that is built on its own.
    told: set[Span] = set()
    for stage in stages:
        if stage.base_stage is None and _is_open(subject, stage.base, stage.line):
            hit = _base(stage, stages, likes)
            if hit:
                yield hit
        for ref in stage.references:
            if ref.stage is not None or ref.span in told or _is_copy_index(ref):
                continue
            slip_of = None
            if subject.in_documentation and is_placeholder(ref.source, in_documentation=True):
                # `my-bulider` stands for nothing where there is a stage `my-builder`.
                slip_of = likes.of(ref.source, before=stage.index, loosely=False)
            if _is_open(subject, ref.source, ref.span.line, is_slip=_is_stand_in(slip_of)):
                told.add(ref.span)
                meant = likes.of(ref.source, before=stage.index)
                if _is_suspicious(subject, meant):
                    yield _reference(ref, meant, stage, stages)


def _is_stand_in(stage: Stage | None) -> bool:
    """Whether a stage bears a name that would be taken for a placeholder if no stage bore it."""
    return stage is not None and is_placeholder(stage.name, in_documentation=True)


def _is_open(subject: Subject, name: str, line: int, *, is_slip: bool = False) -> bool:
    """Whether nothing is known that explains a name on a line."""
    lowered = name.lower()
    return (
        is_bare(name)
        and lowered not in known_images()
        and lowered not in subject.contexts
        and not is_placeholder(name, in_documentation=subject.in_documentation and not is_slip)
        and not (subject.in_documentation and subject.block.hides(line))
    )


def _is_suspicious(subject: Subject, meant: Stage | None) -> bool:
    """Whether an unexplained name is a mistake here, and not a trace of what the page shows elsewhere."""
    if not subject.in_documentation:
        return True
    if len(subject.dockerfile.stages) < _STAGES_OF_A_WHOLE:
        return False
    return meant is not None or not subject.block.cut_out


def _is_copy_index(ref: Reference) -> bool:
    """Whether a reference is a number that COPY takes for a stage's index: other rules speak of it."""
    return ref.kind.endswith("copy") and ref.source.lstrip("+-").isdecimal()


def _base(stage: Stage, stages: tuple[Stage, ...], likes: _Likes) -> Hit | None:
    """FROM naming no earlier stage. What is near to none of them is an image of the author's own."""
    name = stage.base
    if name.isdecimal():
        return _number("`FROM`", name, stage.base_span, stage, stages)
    later = next((other for other in stages[stage.index + 1 :] if other.name == name), None)
    if later is not None:
        return Hit(
            stage.base_span,
            f"The stage {quoted(name)} starts on line {later.line}, and `FROM` sees only the stages above it: "
            f"Docker would pull the image docker.io/library/{name}:latest. Move that stage up.",
        )
    if len(name) >= _SHORTEST_BASE:
        meant = likes.of(name, before=stage.index, loosely=False)
    else:
        meant = next((other for other in reversed(stages[: stage.index]) if _lacks_a_letter(name, other.name)), None)
    return _misspelt(name, stage.base_span, meant) if meant else None


def _lacks_a_letter(name: str, whole: str) -> bool:
    """Whether a name is one of the shortest that could be told, but for a letter: ``bse`` for ``base``."""
    if not len(name) + 1 == len(whole) == _SHORTEST_BASE or name[0] != whole[0]:
        return False
    return any(whole[:at] + whole[at + 1 :] == name for at in range(1, len(whole)))


def _reference(ref: Reference, meant: Stage | None, stage: Stage, stages: tuple[Stage, ...]) -> Hit:
    name = ref.source
    if name.isdecimal():
        hit = _number("The `from=` of a mount", name, ref.span, stage, stages)
        if hit:
            return hit
    if meant:
        return _misspelt(name, ref.span, meant)
    return Hit(
        ref.span,
        f"No stage is named {quoted(name)}, so Docker would pull the image {_image(name)}. "
        f"{_listed(stages[: stage.index])} "
        "(If it is a context given by `--build-context`, declare it under `contexts`.)",
    )


def _listed(above: tuple[Stage, ...]) -> str:
    """Which stages could have been meant, nearest first."""
    named = (stage.name for stage in reversed(above) if stage.name)
    first = list(islice(named, _MOST_LISTED))
    if not first:
        return "No stage above has a name: give the one you mean a name with `AS`."
    more = next(named, None) is not None
    if len(first) == 1 and not more:
        return f"The only named stage above is `{first[0]}`."
    listed = ", ".join(f"`{name}`" for name in reversed(first))
    return f"The {'nearest ' if more else ''}stages above are {listed}."


def _misspelt(name: str, span: Span, meant: Stage) -> Hit:
    return Hit(
        span,
        f"No stage is named {quoted(name)}, so Docker would pull the image {_image(name)}. "
        f"Did you mean `{meant.name}` (line {meant.line})?",
        meant.name,
    )


def _number(taker: str, name: str, span: Span, stage: Stage, stages: tuple[Stage, ...]) -> Hit | None:
    """A number where only `COPY --from=` takes one; ``None`` where there is no such stage to mean."""
    # `isdecimal` is true of other scripts' digits too, and a long row of digits is no index.
    if not (name.isascii() and len(name) <= len(str(len(stages))) and int(name) < stage.index):
        return None
    meant = stages[int(name)]
    advice = (
        f"Write `{meant.name}`." if meant.name else f"Name the stage of line {meant.line} with `AS`, and use that name."
    )
    return Hit(
        span,
        f"{taker} takes a stage's name, never its number: Docker would pull the image {_image(name)}. {advice}",
        meant.name or None,
    )


def _image(name: str) -> str:
    """What BuildKit makes of a bare name."""
    return f"docker.io/library/{quoted(name).strip('`')}:latest"


class _Likes:
    """Finds the stage whose name is near to another."""

    def __init__(self, stages: tuple[Stage, ...], likely: Likely) -> None:
        self._stages = stages
        self._likely = likely

    def of(self, name: str, *, before: int, loosely: bool = True) -> Stage | None:
        """The nearest of the stages before an index, later ones first among equals: they are what FROM would find."""
        earlier = (stage.name for stage in reversed(self._stages[:before]) if stage.name)
        found = self._likely.among(name, earlier, key=(before, loosely), loosely=loosely)
        return next((s for s in reversed(self._stages[:before]) if s.name == found), None) if found else None
