"""Reads `tests/data/blocks/*.md`: blocks as documentation has them, each with an expert's verdict.

A block is a heading (`####`), a verdict in a quotation, and a fence of four backticks. The verdict is the kind of
text, then `silent` or the warnings: rule, line:column, and the suggestion in backticks where there is one. A line
`> contexts:` names declared build contexts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "blocks"

_BLOCK = re.compile(
    r"^#### (?P<title>[^\n]+)\n(?P<verdict>(?:> [^\n]+\n)+)````(?P<language>\w+)\n(?P<text>.*?)^````$",
    re.MULTILINE | re.DOTALL,
)
_WARNING = re.compile(r"(?P<rule>\w+) (?P<line>\d+):(?P<column>\d+)(?: `(?P<suggestion>[^`]+)`)?\Z")


@dataclass(frozen=True)
class Expected:
    rule: str
    line: int
    column: int
    suggestion: str | None


@dataclass(frozen=True)
class Example:
    name: str
    text: str
    kind: str
    contexts: tuple[str, ...]
    warnings: tuple[Expected, ...]


def _expected(warning: str) -> Expected:
    match = _WARNING.match(warning)
    assert match, f"not a verdict: {warning}"
    return Expected(match["rule"], int(match["line"]), int(match["column"]), match["suggestion"])


def read_corpus() -> list[Example]:
    examples = []
    for path in sorted(FOLDER.glob("*.md")):
        for match in _BLOCK.finditer(path.read_text(encoding="utf-8")):
            lines = [line[2:] for line in match["verdict"].splitlines()]
            kind, _, verdict = lines[0].partition(": ")
            contexts = tuple(line.partition(": ")[2] for line in lines[1:] if line.startswith("contexts: "))
            warnings = () if verdict == "silent" else tuple(map(_expected, verdict.split("; ")))
            examples.append(Example(f"{path.stem}: {match['title']}", match["text"], kind, contexts, warnings))
    return examples
