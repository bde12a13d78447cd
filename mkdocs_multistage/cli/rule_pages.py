"""What is known of each rule, and where more is written: the table behind `rules` and behind every format's links.

A rule's page comes with the package; in a checkout it is the file of ``docs/`` itself. Its address on the
web is that of `checks.addresses`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from mkdocs_multistage import checks
from mkdocs_multistage.checks.addresses import DISTRIBUTION, rule_url
from mkdocs_multistage.checks.page_rules import PAGE_RULES
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from mkdocs_multistage.checks import Level, Origin

_HERE: Final = Path(__file__).parent
_FOLDERS: Final = (_HERE / "rules", _HERE.parent.parent / "docs" / "rules")

__all__ = ["DISTRIBUTION", "RuleInfo", "read_on", "rule_table", "rule_text", "rule_url"]


@record(frozen=True, slots=True)
class RuleInfo:
    """A rule, for readers.

    Attributes:
        name: Its name.
        level: How bad it is, unless a site decides otherwise; ``ignore`` where it is not looked for until then.
        origin: ``buildkit`` where BuildKit itself objects, ``docs`` where only this project does.
        fatal: Whether BuildKit refuses a file for it.
        summary: What is wrong, in one short sentence.
        url: Its page on the web; empty where it has none.
    """

    name: str
    level: Level | Literal["ignore"]
    origin: Origin
    fatal: bool
    summary: str
    url: str


# The rules of `markdown.options`, about the page and not about a Dockerfile.
_OF_PAGES: Final = (
    ("InvalidFenceOption", "An option in a fence's header that does not exist or has an invalid value."),
    (
        "InvalidPageOption",
        "An option in a page's front matter that does not exist or has an invalid value.",
    ),
)


@cache
def rule_table() -> dict[str, RuleInfo]:
    """Every rule by its name, in the order in which they are documented."""
    rules = [
        RuleInfo(rule.name, rule.level, rule.origin, rule.fatal, rule.summary, rule_url(rule.name))
        for rule in checks.RULES.values()
    ]
    rules += [
        RuleInfo(rule.name, rule.level, "docs", fatal=False, summary=rule.summary, url=rule_url(rule.name))
        for rule in PAGE_RULES.values()
    ]
    rules += [
        RuleInfo(name, "warning", "docs", fatal=False, summary=summary, url=rule_url(name))
        for name, summary in _OF_PAGES
    ]
    return {rule.name: rule for rule in rules}


@cache
def read_on(name: str) -> str:
    """Where a rule is explained: its address, or the command that shows its page; empty where it has none."""
    return rule_url(name) or (f"{DISTRIBUTION} rules {name}" if rule_text(name) is not None else "")


def rule_text(name: str) -> str | None:
    """A rule's page as it is written, in Markdown; ``None`` where it has none."""
    if not re.fullmatch(r"[A-Za-z]+", name):
        return None
    page = next((page for folder in _FOLDERS if (page := folder / f"{name}.md").is_file()), None)
    return page.read_text(encoding="utf-8") if page else None
