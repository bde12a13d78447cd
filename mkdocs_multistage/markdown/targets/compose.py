"""``target:`` below ``build:`` in a Compose file.

Comes in: the text of a YAML fence, whole or a part, perhaps with templates in it that no YAML parser reads. Goes
out: the targets of the services that build the Dockerfile in the working directory.

How: a scan line by line. Indentation alone says which key a line is below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from mkdocs_multistage.markdown.targets.target import Target, is_default_file, is_here

# `key: value`, perhaps as an item of a list; the value may be absent.
_LINE: Final = re.compile(r"""(?P<indent> *)(?P<item>- +)?(?P<key>[\w.-]+|"[^"]*"|'[^']*')\s*:(?P<value>\s.*|)$""")
# `{ context: ., target: test }` on one line.
_FLOW: Final = re.compile(r"""(?<![\w-])(?P<key>[\w-]+)\s*:\s*(?P<value>"[^"]*"|'[^']*'|[^\s,{}\[\]"']+)""")
_ANCHOR: Final = re.compile(r"[&!][\w./-]+\s*")


@dataclass(slots=True)
class _Build:
    """What a service's ``build`` says."""

    in_services: bool
    values: dict[str, str] = field(default_factory=dict)
    target: Target | None = None

    def add(self, key: str, value: str, line: int, column: int) -> None:
        """Take note of one key."""
        self.values[key] = value
        if key == "target" and value:
            self.target = Target(value, line, column, "target:")

    @property
    def is_at_hand(self) -> bool:
        """Whether it builds a Dockerfile, the one in the working directory."""
        values = self.values
        if not (self.in_services or "context" in values or "dockerfile" in values) or "dockerfile_inline" in values:
            return False
        return is_here(values.get("context", ".")) and is_default_file(values.get("dockerfile", "Dockerfile"))


def compose_targets(text: str) -> list[Target]:
    """The targets that a text's services name."""
    builds: list[_Build] = []
    above: list[tuple[int, str]] = []  # the keys that a line is below, with their columns
    current: tuple[int, _Build] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.match(line)
        if found is None:
            continue
        column = len(found["indent"]) + len(found["item"] or "")
        while above and above[-1][0] >= column:
            above.pop()
        if current is not None and column <= current[0]:
            current = None
        key = found["key"].strip("\"'")
        value, at = _value(found["value"], found.start("value"))
        if current is not None and above and above[-1][1] == "build":
            current[1].add(key, value, number, at)
        elif key == "build":
            build = _Build(any(name == "services" for _, name in above))
            builds.append(build)
            current = (column, build)
            if value.startswith("{"):
                for pair in _FLOW.finditer(line, at - 1):
                    quoted = pair["value"][0] in "\"'"
                    build.add(pair["key"], pair["value"].strip("\"'"), number, pair.start("value") + 1 + quoted)
        above.append((column, key))
    return [build.target for build in builds if build.target is not None and build.is_at_hand]


def _value(text: str, start: int) -> tuple[str, int]:
    """A value without quotes, tag and comment, and its column, from 1."""
    value = text.lstrip()
    at = start + len(text) - len(value)
    anchor = _ANCHOR.match(value)
    if anchor:
        value = value[anchor.end() :]
        at += anchor.end()
    if value[:1] in {'"', "'"} and value.find(value[0], 1) > 0:
        return value[1 : value.find(value[0], 1)], at + 2
    return ("" if value.startswith("#") else value.partition(" #")[0].rstrip()), at + 1
