"""The rules about a page, as a table like that of the rules about a Dockerfile; `markdown` finds what breaks them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.checks.finding import Level

UNKNOWN_TARGET: Final = "UnknownTarget"
STAGE_RENAMED: Final = "StageRenamed"
EXPECTATION_FAILED: Final = "ExpectationFailed"
SOURCE_NOT_FOUND: Final = "SourceNotFound"
SOURCE_PART_MISSING: Final = "SourcePartMissing"
SOURCE_CHANGED: Final = "SourceChanged"
STALE_SIZES: Final = "StaleSizes"


@record(frozen=True, slots=True)
class PageRule:
    """One thing that can be wrong with a page.

    Attributes:
        name: As in findings, in the `checks` option and in the page's address.
        level: How bad it is, unless the site decides otherwise.
        summary: What is wrong, in one short sentence.
    """

    name: str
    level: Level
    summary: str


_TABLE = (
    PageRule(UNKNOWN_TARGET, "warning", "A `--target` that no Dockerfile on the page has."),
    PageRule(STAGE_RENAMED, "warning", "A stage used by the name it had in an earlier version."),
    PageRule(EXPECTATION_FAILED, "warning", "An example that should show a mistake, but does not."),
    PageRule(SOURCE_NOT_FOUND, "warning", "A file that an example shows, but that cannot be read."),
    PageRule(SOURCE_PART_MISSING, "warning", "A stage, region or line that an example shows but its file lacks."),
    PageRule(SOURCE_CHANGED, "warning", "An example that differs from the file it is compared with."),
    PageRule(STALE_SIZES, "info", "Sizes that were measured before the example was changed."),
)

PAGE_RULES: Mapping[str, PageRule] = MappingProxyType({rule.name: rule for rule in _TABLE})
"""Every rule about the page by its name, in the order in which they are documented."""
