"""Where more is to be read, and where a fault is to be reported: names in, addresses on the web out.

The project's own addresses are those that its distribution names; a fork or an installation that names none has none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from mkdocs_multistage.checks.rules import RULES

DISTRIBUTION: Final = "mkdocs-multistage"
"""What the package is called where it comes from; the command has the same name."""

# Docker's redirect to the page of a build check, by its name in lower case with hyphens.
DOCKER: Final = "https://docs.docker.com/go/dockerfile/rule/"

_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DOCUMENTATION: Final = ("documentation",)
_ISSUES: Final = ("issues", "bug tracker", "tracker", "bugs", "repository", "source")


@cache
def rule_url(name: str) -> str:
    """The address of a rule's page on the web; empty where it has none."""
    base = _address(_DOCUMENTATION)
    if base:
        return f"{base.rstrip('/')}/rules/{name}/"
    rule = RULES.get(name)
    is_build_check = rule is not None and rule.origin == "buildkit" and not rule.fatal
    return f"{DOCKER}{_WORDS.sub('-', name).lower()}/" if is_build_check else ""


@cache
def issues_url() -> str:
    """Where a fault of this project is to be reported; empty where the distribution does not say."""
    return _address(_ISSUES)


def _address(labels: tuple[str, ...]) -> str:
    """The first address that the distribution gives under one of some labels."""
    from importlib import metadata  # noqa: PLC0415 - loads what reads e-mail, and most runs have nothing to point at

    try:
        entries = metadata.metadata(DISTRIBUTION).get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return ""
    named = {label.strip().lower(): url.strip() for label, _, url in (str(entry).partition(",") for entry in entries)}
    found = (named.get(label, "") for label in labels)
    return next((url for url in found if url.startswith(("https://", "http://"))), "")
