"""What a page may have and a build may not.

The reader tells the truth about a Dockerfile. In a block of documentation some of it is beside the point: a
placeholder is no invalid image, an argument without a default is given on the command line, and an instruction
that Docker does not know may be another tool's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from mkdocs_multistage.checks.blocks import is_misspelt_from
from mkdocs_multistage.checks.names import has_placeholder, is_placeholder, nearest
from mkdocs_multistage.checks.stages import starts_anew
from mkdocs_multistage.dockerfile.forms import INSTRUCTIONS, KEYWORDS
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from mkdocs_multistage.checks.blocks import Block
    from mkdocs_multistage.checks.names import Likely
    from mkdocs_multistage.dockerfile import Dockerfile, Instruction, Problem

# Problems that a part which is not shown could solve.
_OF_THE_WHOLE = frozenset({"EmptyBaseName", "InvalidImageReference", "StageIndexOutOfRange"})
# Problems that every fragment has.
_OF_FRAGMENTS = frozenset({"InstructionBeforeFrom", "NoInstructions", "NoStages"})
# Problems of a reference; where it is a number, a stage more or less changes what it means.
_OF_A_REFERENCE = frozenset({"StageIndexOutOfRange", "SelfReference", "ForwardReference", "CircularReference"})
# Where a word that stands for another, such as `name`, is none: the file itself says that it is a stage's name.
_OF_KNOWN_NAMES = frozenset({"SelfReference", "ForwardReference", "CircularReference", "InvalidStageName"})
# Problems of a value, variables expanded; those that the base image sets are unknown.
_OF_VALUES = frozenset({"InvalidArguments", "InvalidFlagValue", "InvalidMount"})

# Continues a line below `# escape=`, which a page may show elsewhere.
_OTHER_ESCAPE = "`"
# What a reader types into a terminal and that is near to an instruction.
_COMMANDS = frozenset({"AND", "EXPORT", "CODE", "COMMAND", "COPYRIGHT", "USERS", "ENVS", "FORM"})
# Below this length every second command is near to some instruction (`cd` to CMD). Commands are in lower case.
_SHORTEST_MISSPELT_KEYWORD = 4
_SHORTEST_IN_CAPITALS = 3
# A block with fewer stages is taken for a part of something.
_STAGES_OF_A_WHOLE = 2

# Docker's flags. One that is near to none of them is most likely another builder's: Buildah's, Earthly's.
_FLAGS = frozenset({
    "checksum", "chmod", "chown", "device", "exclude", "from", "interval", "keep-git-dir", "link", "mount", "network",
    "parents", "platform", "retries", "security", "start-interval", "start-period", "timeout", "unpack",
})  # fmt: skip
# What BuildKit sets by itself.
_PLATFORM_ARGUMENTS = tuple(
    f"{side}{part}" for side in ("BUILD", "TARGET") for part in ("PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT")
)
_VARIABLE = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)")
# In front may stand the registry that it is copied to.
_DOCKERS_OWN = re.compile(r"(?:[^/\s]{1,100}/){0,5}docker/dockerfile(?:-upstream)?(?:[:@]|\Z)")
_LONGEST_INSTRUCTION_READ = 2000


@record(frozen=True)
class Page:
    """A text, and what is asked of it more than once.

    Attributes:
        dockerfile: The text, read.
        block: What it is.
        likely: Finds the names that were meant.
    """

    dockerfile: Dockerfile
    block: Block
    likely: Likely

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines."""
        return self.dockerfile.text.split("\n")

    @cached_property
    def arguments(self) -> dict[str, str]:
        """The names that ARGs declare anywhere, with their defaults as written."""
        declared: dict[str, str] = {}
        for entry in self.dockerfile.instructions:
            if entry.keyword == "ARG":
                for word in entry.words:
                    name, _, value = word.text.partition("=")
                    declared[name] = declared.get(name) or value.strip("\"'")
        return declared

    @cached_property
    def has_placeholder_argument(self) -> bool:
        """Whether an ARG's default is a placeholder."""
        return any(e.keyword == "ARG" and has_placeholder(e.arguments) for e in self.dockerfile.instructions)

    def text_of(self, problem: Problem) -> str:
        """The text that a problem points at, on its first line."""
        span = problem.span
        if not 0 < span.line <= len(self.lines):
            return ""
        line = self.lines[span.line - 1]
        return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]

    def text_around(self, entry: Instruction) -> str:
        """The lines of an instruction."""
        return "\n".join(self.lines[entry.line - 1 : entry.last_line])[:_LONGEST_INSTRUCTION_READ]


def has_foreign_syntax(dockerfile: Dockerfile) -> bool:
    """Whether a ``# syntax=`` line names another frontend than Docker's: BuildKit hands the text on to it unread.

    (``forwardGateway`` in BuildKit's ``frontend/dockerfile/builder/build.go``.)
    """
    syntax = dockerfile.directives.get("syntax", "")
    return bool(syntax) and not _DOCKERS_OWN.match(syntax)


def is_pardoned(problem: Problem, entry: Instruction | None, page: Page) -> bool:
    """Whether a reader of the page would wave a problem away.

    Args:
        problem: What BuildKit refuses.
        entry: The instruction in which it stands, if it stands in one.
        page: The block.
    """
    rule = problem.rule
    if _is_hidden(rule, problem.span.line, page.block):
        return True
    if entry is None:
        return False
    if has_placeholder(page.text_around(entry)) or _is_stand_in(problem, entry, page):
        return True
    return _has_another_reading(problem, entry, page)


def _is_stand_in(problem: Problem, entry: Instruction, page: Page) -> bool:
    """Whether what is wrong is a word that the reader is to replace."""
    if problem.rule in _OF_KNOWN_NAMES or (problem.rule == "InvalidArguments" and entry.keyword == "FROM"):
        return False
    return is_placeholder(page.text_of(problem), in_documentation=True)


def _has_another_reading(problem: Problem, entry: Instruction, page: Page) -> bool:
    """Whether there is a reading of the block in which nothing is wrong, by the kind of problem."""
    rule = problem.rule
    if rule == "UnknownInstruction":
        return not _is_certainly_one(problem, entry, page)
    if rule == "UnknownFlag":
        name = page.text_of(problem).lstrip("-").partition("=")[0]
        return problem.suggestion is None and name.lower() not in _FLAGS
    if rule in _OF_A_REFERENCE:
        return _is_relative(problem, page)
    if entry.keyword == "FROM" and rule != "InvalidStageName":  # a name takes no variables
        return _is_given_from_outside(problem, entry, page)
    return rule in _OF_VALUES and "$" in page.text_of(problem)


def _is_hidden(rule: str, line: int, block: Block) -> bool:
    """Whether what is missing may stand in a part that is not shown."""
    if rule in _OF_FRAGMENTS:
        return True
    if rule == "UnknownInstruction":
        return block.gap is not None
    return rule in _OF_THE_WHOLE and block.hides(line)


def _is_certainly_one(problem: Problem, entry: Instruction, page: Page) -> bool:
    """Whether an unknown instruction is a misspelt one, or the rest of one that lacks its backslash.

    Anything else in a block is more likely text, a command for the terminal, or another tool's syntax.
    """
    if entry.keyword.partition("[")[0] in INSTRUCTIONS:  # `CMD["serve"]`
        return True
    shortest = _SHORTEST_IN_CAPITALS if page.text_of(problem).isupper() else _SHORTEST_MISSPELT_KEYWORD
    if len(entry.keyword) >= shortest and nearest(entry.keyword, KEYWORDS, loosely=False):
        return entry.keyword not in _COMMANDS or is_misspelt_from(entry)
    entries = page.dockerfile.instructions
    position = bisect_left(entries, entry.line, key=lambda other: other.line)
    before = entries[position - 1] if position else None
    if before is None or before.keyword != "RUN" or before.last_line != problem.span.line - 1:
        return False
    if page.lines[before.last_line - 1].rstrip().endswith(_OTHER_ESCAPE):
        return False
    line = page.lines[entry.line - 1].lstrip()
    return line.startswith(("&&", "||", "| ")) or entry.span.column > before.span.column


def _is_relative(problem: Problem, page: Page) -> bool:
    """Whether a reference is a number in an incomplete file, or means a stage of another file in the same block."""
    line = problem.span.line
    source = page.text_of(problem).strip("\"'")
    stages = page.dockerfile.stages
    if source.lstrip("+-").isdecimal():
        return page.block.hides(line) or page.block.cut_out or len(stages) < _STAGES_OF_A_WHOLE
    # Two stages bear the name, one on each side, and the later one is of another Dockerfile.
    bearers = [stage for stage in stages if stage.name == source.lower()]
    below = next((stage for stage in bearers if stage.line > line), None)
    above = any(stage.line < line for stage in bearers)
    return above and below is not None and starts_anew(page.dockerfile, below.index)


def _is_given_from_outside(problem: Problem, entry: Instruction, page: Page) -> bool:
    """Whether FROM uses a variable that gets its value elsewhere.

    It does where an ARG has no default and so waits for ``--build-arg``, where the default is a placeholder, or
    where the ARG is nowhere to be seen and no other is near to it: then the page left it out.
    """
    wanted = {name for name in _VARIABLE.findall(page.text_of(problem)) if name not in _PLATFORM_ARGUMENTS}
    if not wanted:
        return False
    if page.has_placeholder_argument:
        return True
    known = [name for name in (*page.arguments, *_PLATFORM_ARGUMENTS) if name not in wanted]
    return any(
        not page.arguments[name] if name in page.arguments else page.likely.among(name, known, key=entry.line) is None
        for name in sorted(wanted)
    )
