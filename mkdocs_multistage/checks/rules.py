"""The rules, as a table: what each is called, how bad it is, whose it is, and the function that finds it.

A rule's page in the documentation is ``rules/<name>.md``; its examples are tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from mkdocs_multistage.checks import references, refused, remarks, sizes, stages
from mkdocs_multistage.checks.names import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mkdocs_multistage.checks.finding import Level, Origin
    from mkdocs_multistage.checks.subject import Hit, Subject


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with a Dockerfile.

    Attributes:
        name: As in findings, in the `checks` option and in the page's address. BuildKit's own name where it has one.
        level: How bad it is, unless the site decides otherwise.
        origin: ``buildkit`` where BuildKit itself objects, ``docs`` where only this project does.
        fatal: Whether BuildKit refuses a file for it (for some hits only, where a `Hit` says so itself).
        summary: What is wrong, in one short sentence.
        find: Yields the hits in a text.
    """

    name: str
    level: Level
    origin: Origin
    fatal: bool
    summary: str
    find: Callable[[Subject], Iterator[Hit]]

    @property
    def page(self) -> str:
        """The rule's page, relative to the documentation's root."""
        return f"rules/{self.name}.md"


def _refusal(name: str, summary: str) -> Rule:
    """A rule that the reader itself applies, since BuildKit does."""
    return Rule(name, "warning", "buildkit", fatal=True, summary=summary, find=refused.refused(name))


_TABLE = (
    # Ours: what Docker accepts, or refuses in words that do not help.
    Rule(
        "UnknownStage",
        "warning",
        "docs",
        fatal=False,
        summary="A name that no stage bears, and that Docker would pull as an image.",
        find=references.unknown_stages,
    ),
    Rule(
        "CopyFromSpace",
        "warning",
        "buildkit",
        fatal=True,
        summary="`COPY --from image`, with a space where the `=` belongs.",
        find=refused.copies_from_space,
    ),
    Rule(
        "TrailingComment",
        "warning",
        "docs",
        fatal=False,
        summary="A remark behind an instruction, where `#` is an argument.",
        find=remarks.trailing_comments,
    ),
    Rule(
        "TooLarge",
        "info",
        "docs",
        fatal=False,
        summary="A text too large to be examined as a whole.",
        find=sizes.too_large,
    ),
    # What BuildKit refuses.
    _refusal("StageIndexOutOfRange", "A number in `--from=` that no stage has."),
    _refusal("SelfReference", "A stage that copies from itself."),
    _refusal("ForwardReference", "A stage that copies from a later one."),
    _refusal("CircularReference", "Stages that need one another."),
    _refusal("VariableInFrom", "A variable in `--from=` or in a mount's `from=`."),
    _refusal("InvalidStageName", "A stage name that Docker does not take."),
    _refusal("InvalidImageReference", "A name that is neither a stage's nor possible for an image."),
    _refusal("EmptyBaseName", "A `FROM` whose variables leave nothing of its image."),
    _refusal("UnknownFlag", "A flag that the instruction does not have."),
    _refusal("DuplicateFlag", "A flag given twice."),
    _refusal("UnknownInstruction", "A line that starts with no instruction."),
    # BuildKit's build checks.
    Rule(
        "DuplicateStageName",
        "warning",
        "buildkit",
        fatal=False,
        summary="Two stages of one name.",
        find=stages.duplicate_stage_names,
    ),
    Rule(
        "ReservedStageName",
        "info",
        "buildkit",
        fatal=False,
        summary="A stage named `scratch` or `context`.",
        find=stages.reserved_stage_names,
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in _TABLE})
"""Every rule by its name, in the order in which they are documented."""


def nearest_rule(name: str) -> str | None:
    """The rule that was probably meant by a name that is none, for the message about a wrong option."""
    return nearest(name, RULES)
