"""MisplacedFlag: what is meant as a flag of COPY or ADD, and is a file's name to Docker.

Flags stand between the instruction and its first argument, and begin with two dashes. Anything else is a path,
which BuildKit looks for and does not find, far from the mistake.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.subject import Hit, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_multistage.checks.subject import Subject

_TAKERS = frozenset({"ADD", "COPY"})
# A flag behind an argument; and `from=` with one dash or none, which no file is called.
_BEHIND = re.compile(r"--(?:from|chown|chmod|exclude|checksum)=\S|--(?:link|parents)\Z")
_TOO_FEW_DASHES = re.compile(r"(?:-|\u2013|\u2014|\u2212)?from=\S")


def misplaced_flags(subject: Subject) -> Iterator[Hit]:
    """Flags behind an argument, and flags without their dashes."""
    for entry in subject.dockerfile.instructions:
        if entry.keyword not in _TAKERS or not ("--" in entry.arguments or "from=" in entry.arguments):
            continue
        for position, word in enumerate(entry.words):
            if position and _BEHIND.match(word.text):
                yield Hit(
                    word.span,
                    f"After an argument, {quoted(word.text)} is a file name. Put it directly after `{entry.keyword}`.",
                    comments=entry.comments,
                )
            elif not position and entry.keyword == "COPY" and _TOO_FEW_DASHES.match(word.text):
                flag = "--" + word.text[word.text.index("from=") :]
                yield Hit(
                    word.span,
                    f"A flag begins with two dashes; {quoted(word.text)} is a file name. Write {quoted(flag)}.",
                    flag,
                    comments=entry.comments,
                )
