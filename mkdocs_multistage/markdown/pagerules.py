"""What only the whole page can tell: names in one of its fences that no Dockerfile of the page knows.

In: the page's examples, and the targets that its other fences ask for. Out: findings, each with the fence in which
it stands. Much that looks wrong on a page is not: Dockerfiles are shown in part, a reference page has many that have
nothing to do with each other, and a command may be about a Dockerfile that the page does not show. So a name that
is near to a stage's is one thing, any other is a mistake only where the page leaves no other reading.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.checks import Finding, read_block
from mkdocs_multistage.checks.fragments import misspelt_stages, names_in
from mkdocs_multistage.checks.names import COMMON_STAGES, is_placeholder, nearest
from mkdocs_multistage.checks.page_rules import STAGE_RENAMED, UNKNOWN_TARGET
from mkdocs_multistage.checks.subject import quoted
from mkdocs_multistage.markdown.renames import Rename, find_renames
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.markdown.blocks import Block
    from mkdocs_multistage.markdown.examples import Example
    from mkdocs_multistage.markdown.targets import Target

_UNKNOWN_STAGE: Final = "UnknownStage"
# Stages that a message lists.
_MOST_LISTED: Final = 6
# Longer lines are no FROM of a page.
_LONGEST_LINE: Final = 400
_FEWEST_WORDS: Final = 4  # FROM image AS name
# Names that are looked into; a text of more is no command for a reader.
_MOST_ASKED: Final = 100


@record(frozen=True, slots=True)
class Asked:
    """A target that a fence asks for.

    Attributes:
        block: The fence.
        order: Its place among all fences of the page.
        target: What it asks for.
    """

    block: Block
    order: int
    target: Target


@record(frozen=True, slots=True)
class PageFinding:
    """What is wrong in a fence that is no Dockerfile.

    Attributes:
        rule: The rule's name.
        block: The fence.
        line: In its text, from 1.
        column: The same.
        token: What stands there.
        message: What is wrong, and what to do.
        suggestion: What to write in place of the token, where that can be told.
    """

    rule: str
    block: Block
    line: int
    column: int
    token: str
    message: str
    suggestion: str | None = None


class PageScope:
    """The stages that a page knows."""

    def __init__(self, examples: Sequence[tuple[int, Example]], lines: Iterable[str]) -> None:
        """Take in a page; most have nothing to ask of it.

        Args:
            examples: Its examples, each with its first fence's place among all fences.
            lines: All its lines.
        """
        self._examples = examples
        self._lines = lines
        self._whole = [(order, example) for order, example in examples if example.analysis.kind == "dockerfile"]

    @cached_property
    def known(self) -> frozenset[str]:
        """All names of stages in lower case, those included that stand in text which is read by nobody."""
        stages = (stage.name for _, example in self._examples for stage in example.analysis.dockerfile.stages)
        return frozenset(name for name in (*stages, *_named(self._lines)) if name)

    @cached_property
    def _with_names(self) -> list[tuple[int, Example]]:
        return [(order, example) for order, example in self._whole if _names(example.analysis)]

    @cached_property
    def renames(self) -> dict[str, Rename]:
        """Names that stages no longer have."""
        return {rename.old: rename for rename in reversed(find_renames(self._with_names))}

    def read_together(self, examples: Sequence[tuple[int, Example]], contexts: Collection[str]) -> None:
        """Read each example with those above it: adds to its findings, and takes back what the page explains.

        Args:
            examples: All examples.
            contexts: Names given by ``--build-context`` for the whole site.
        """
        for order, example in examples:
            if example.analysis.kind == "fragment" and example.analysis.dockerfile.complete:
                above = [name for other in self._above(order) for name in reversed(_names(other.analysis))]
                own = self.known.union(name.lower() for name in (*contexts, *example.options.contexts))
                for finding in misspelt_stages(example.analysis.dockerfile, above, own):
                    example.add(finding)
            elif example.analysis.kind == "dockerfile":
                example.revise(partial(self._revised, order=order, example=example))
            for finding in self._renamed_in(order, example):
                example.add(finding)

    def _above(self, order: int) -> Iterator[Example]:
        """The whole Dockerfiles with named stages above a place, the nearest first."""
        return (example for place, example in reversed(self._with_names) if place < order)

    def _revised(self, finding: Finding, name: str, *, order: int, example: Example) -> Finding:
        """A finding in a whole Dockerfile, in the light of those above it.

        Args:
            finding: The finding.
            name: The text in its place.
            order: The Dockerfile's place among all fences.
            example: The Dockerfile.
        """
        if finding.rule != _UNKNOWN_STAGE or finding.suggestion is not None:
            return finding
        rename = self.renames.get(name.lower())
        if rename is not None and rename.order <= order and rename.new in _names(example.analysis):
            return replace(finding, rule=STAGE_RENAMED, message=_renamed(rename, here=True), suggestion=rename.new)
        bases = _bases(example.analysis)
        for other in self._above(order):
            if name.lower() in _names(other.analysis):
                # A version of that Dockerfile has lost the stage; anything else may go on where it ends.
                return replace(finding, level="info") if bases.isdisjoint(_bases(other.analysis)) else finding
        return finding

    def _renamed_in(self, order: int, example: Example) -> Iterator[Finding]:
        """The old names of stages in a fragment below the Dockerfile that renames them, or in a single stage."""
        dockerfile = example.analysis.dockerfile
        if not (example.analysis.kind == "fragment" or len(dockerfile.stages) == 1) or not self.renames:
            return
        for name, span in names_in(dockerfile):
            rename = self.renames.get(name.lower())
            if rename is not None and rename.order < order:
                yield Finding(
                    rule=STAGE_RENAMED,
                    level="info",
                    span=span,
                    message=_renamed(rename),
                    suggestion=rename.new,
                    origin="docs",
                    fatal=False,
                )

    def renamed_targets(self, asked: Iterable[Asked]) -> Iterator[PageFinding]:
        """The targets that ask for a stage under its old name, below the Dockerfile that renames it."""
        for one in asked:
            rename = self.renames.get(one.target.name.lower())
            if rename is not None and rename.order < one.order:
                yield _finding(STAGE_RENAMED, one, _renamed(rename), rename.new)

    def unknown_targets(self, asked: Sequence[Asked]) -> Iterator[PageFinding]:
        """The targets that no Dockerfile of the page has."""
        if not asked or not self._with_names:
            return
        certain: bool | None = None
        unknown = [one for one in asked if one.target.name.lower() not in self.known and _is_name(one.target.name)]
        for one in unknown[:_MOST_ASKED]:
            name = one.target.name
            # What stands above comes first, the nearest before all.
            places = sorted(self._with_names, key=lambda entry: (entry[0] > one.order, -entry[0]))
            names = list(dict.fromkeys(name for _, example in places for name in _names(example.analysis)))
            meant = None if name.lower() in COMMON_STAGES else nearest(name, names, loosely=False)
            if meant is None:
                if certain is None:
                    certain = self._is_certain()
                if not certain or self._with_names[0][0] > one.order:
                    continue
                meant = nearest(name, names)
            yield _unknown_target(one, names, meant)

    def _is_certain(self) -> bool:
        """Whether all of the page's Dockerfiles are shown from beginning to end, and are versions of the same."""
        bases = {base for _, example in self._with_names for base in _bases(example.analysis)}
        for _, example in self._whole:
            block = read_block(example.analysis.dockerfile, scope="example")
            if block.gap is not None or block.cut_out:
                return False
            if not _names(example.analysis) and bases.isdisjoint(_bases(example.analysis)):
                return False
        return True


def _is_name(name: str) -> bool:
    """Whether a target is the name of a stage, and not a number, a variable, or something to be replaced."""
    return (
        name.replace("-", "").replace("_", "").replace(".", "").isalnum()
        and not name.isdecimal()
        and not is_placeholder(name, in_documentation=True)
    )


def _unknown_target(one: Asked, names: list[str], meant: str | None) -> PageFinding:
    target = one.target
    listed = ", ".join(f"`{name}`" for name in names[:_MOST_LISTED]) + (", …" if len(names) > _MOST_LISTED else "")
    advice = f"Did you mean `{meant}`?" if meant else f"Their stages: {listed}."
    message = (
        f"No Dockerfile of this page has a stage named {quoted(target.name)}, so a build with "
        f"`{target.asked_by}` fails. {advice}"
    )
    return _finding(UNKNOWN_TARGET, one, message, meant)


def _finding(rule: str, one: Asked, message: str, suggestion: str | None) -> PageFinding:
    target = one.target
    return PageFinding(rule, one.block, target.line, target.column, target.name, message, suggestion)


def _renamed(rename: Rename, *, here: bool = False) -> str:
    """The message about an old name: in the very Dockerfile that has the new one, or below it."""
    if here:
        return (
            f"No stage is named {quoted(rename.old)} any more: the stage of that name in an earlier Dockerfile of this "
            f"page is named {quoted(rename.new)} here. Write `{rename.new}`."
        )
    return (
        f"The stage {quoted(rename.old)} is named {quoted(rename.new)} in the Dockerfile above, which is the latest on "
        f"this page. Write `{rename.new}`."
    )


def _names(analysis: Analysis) -> list[str]:
    """The names of the stages, in the order of the text."""
    return [stage.name for stage in analysis.dockerfile.stages if stage.name]


def _bases(analysis: Analysis) -> set[str]:
    """The images that the stages start from, without tags."""
    stages = (stage for stage in analysis.dockerfile.stages if stage.base_stage is None)
    return {_repository(stage.resolved_base or stage.base) for stage in stages}


def _repository(image: str) -> str:
    path, slash, name = image.lower().partition("@")[0].rpartition("/")
    return path + slash + name.partition(":")[0]


def _named(lines: Iterable[str]) -> Iterator[str]:
    """The names in all that looks like ``FROM image AS name``, in whatever text of the page."""
    for line in lines:
        if len(line) > _LONGEST_LINE:
            continue
        lowered = line.lower()
        if "from" not in lowered:
            continue
        words = lowered.split()
        if len(words) < _FEWEST_WORDS or not any(word.endswith("from") for word in words):
            continue
        for place in range(2, len(words) - 1):
            if words[place] == "as":
                yield words[place + 1].strip("`\"'.,;:)")
