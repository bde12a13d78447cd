"""A fragment beside the Dockerfiles above it on its page: misspelt names of their stages.

A fragment has no stages of its own, so a name in its ``--from=`` says nothing by itself. But where the page has
shown whole Dockerfiles, a name that is one slip away from one of their stages, and that is no image and nothing
else known, is most likely that stage.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.finding import Finding
from mkdocs_multistage.checks.names import COMMON_STAGES, is_bare, is_placeholder, known_images, nearest
from mkdocs_multistage.checks.subject import quoted
from mkdocs_multistage.dockerfile import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mkdocs_multistage.dockerfile import Dockerfile

_MOUNT_SOURCE = re.compile(r"""(?:^|[,="'])from=([^,\s"']+)""")
# A shorter name is near to too much.
_SHORTEST = 4
# A fragment is a few lines; in a longer text, not every name is worth comparing.
_MOST_NAMES = 50


def misspelt_stages(dockerfile: Dockerfile, above: Sequence[str], known: Collection[str]) -> tuple[Finding, ...]:
    """The names in a fragment that are near to a stage of a Dockerfile above.

    Args:
        dockerfile: The fragment.
        above: The names of these stages, the nearest first.
        known: Names that mean something on the page already, in lower case: all stages, declared contexts.
    """
    return tuple(_findings(dockerfile, above, known)) if above else ()


def _findings(dockerfile: Dockerfile, above: Sequence[str], known: Collection[str]) -> Iterator[Finding]:
    for count, (name, span) in enumerate(names_in(dockerfile)):
        lowered = name.lower()
        if (
            count >= _MOST_NAMES
            or len(name) < _SHORTEST
            or not is_bare(name)
            or lowered in known
            or lowered in known_images()
            or lowered in COMMON_STAGES
            or lowered.isdecimal()
            or is_placeholder(name, in_documentation=True)
        ):
            continue
        meant = nearest(name, above, loosely=False)
        if meant is not None:
            yield Finding(
                rule="UnknownStage",
                level="info",
                span=span,
                message=f"No Dockerfile above on this page has a stage named {quoted(name)}. Did you mean `{meant}`?",
                suggestion=meant,
                origin="docs",
                fatal=False,
            )


def names_in(dockerfile: Dockerfile) -> Iterator[tuple[str, Span]]:
    """The names behind ``--from=`` and in mounts, with their places, whether the text has stages or not."""
    lines = dockerfile.text.split("\n")
    for entry in dockerfile.instructions:
        for flag in entry.flags:
            span = flag.value_span
            if not flag.value or span.line != span.end_line or not 0 < span.line <= len(lines):
                continue
            if entry.keyword == "COPY" and flag.name == "from":
                yield flag.value, span
            elif entry.keyword == "RUN" and flag.name == "mount":
                written = lines[span.line - 1][span.column - 1 : span.end_column - 1]
                found = _MOUNT_SOURCE.search(written)
                if found:
                    start = span.column + found.start(1)
                    yield found[1], Span(span.line, start, span.line, start + len(found[1]))
