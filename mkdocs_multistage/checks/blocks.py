"""What a block of documentation is: a whole Dockerfile, a piece of one, or something else.

Comes in: the text as BuildKit reads it. Goes out: a `Block`, which says what the block is, why, and what
about it makes some mistakes uncertain. Nearly half of the blocks that are marked as Dockerfiles are no
whole ones, and every twelfth is no Dockerfile at all; a rule that did not know would be wrong about most of them.

How: a few signs of other languages are looked for among the instructions, since lines of heredocs and of
continued instructions are not at their beginning. Then the first FROM decides: what stands before it, if
not ARG, shows that the beginning was cut off. Signs that a part was left out are looked for in every line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from mkdocs_multistage.checks.names import is_bare, is_placeholder, known_images, nearest
from mkdocs_multistage.dockerfile.forms import INSTRUCTIONS, KEYWORDS
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Dockerfile, Instruction, Stage

Scope = Literal["file", "example"]
Kind = Literal["dockerfile", "fragment", "other"]

# Languages that look like Dockerfiles: words at the start of a line that only they have.
_FOREIGN_KEYWORDS = {
    "an Ollama Modelfile": frozenset({"PARAMETER", "TEMPLATE", "SYSTEM", "ADAPTER", "MESSAGE", "LICENSE"}),
    "an Earthfile": frozenset({
        "BUILD", "CACHE", "DO", "ELSE", "END", "FINALLY", "FOR", "FUNCTION", "HOST", "IF", "IMPORT", "LOCALLY",
        "PROJECT", "SAVE", "TRY", "VERSION", "WAIT",
    }),
    "SQL": frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "WHERE", "GROUP", "ORDER", "JOIN"}),
    "an Apptainer definition": frozenset({"BOOTSTRAP:", "FROM:", "%POST", "%ENVIRONMENT", "%RUNSCRIPT", "%FILES"}),
}  # fmt: skip
# The others are written in capitals: `if` and `git` below a Dockerfile are commands for the terminal.
_IN_ANY_CASE = "an Apptainer definition"

_SHELL = "a shell session"
_OUTPUT = "the output of a build"

# The beginning of a text in another language.
_FOREIGN_STARTS = (
    ("JSON", re.compile(r"\{(?![{%#])|\[\s{0,80}[\n\"{\[]")),
    (_OUTPUT, re.compile(r"#\d{1,4} (?:\[|DONE|CACHED|transferring|extracting|sha256:|\d+\.\d+ )")),
    ("markup", re.compile(r"<(?:[!?/]|\w{1,40}(?:\s+[\w:-]{1,40}=|>[ \t]{0,80}\n|/>))")),
)

# The first line of an instruction, as another language writes it.
_FOREIGN_LINES = (
    (_SHELL, re.compile(r"(?:[$%]|\u276f|\u279c) +\S|(?:PS )?[A-Z]:\\[^>\n]{0,80}>|\w{1,30}@[\w.-]{1,60}[:~ ][^$#\n]{0,60}[$#] ")),
    ("a difference between files", re.compile(rf"[-+]\s*(?:{'|'.join(KEYWORDS)})\s|@@ -\d|diff --git |--- a/|\+\+\+ b/", re.IGNORECASE)),
    (_OUTPUT, re.compile(r"(?:STEP|Step) \d+(?:/\d+)? ?:|#\d+ \[|=> |\[\+\] |---> |Sending build context|\[\d+/\d+\] ")),
    ("an HCL file", re.compile(r"(?:target|group|variable|function)\s+\"[^\"\n]{0,80}\"\s*\{")),
    ("Python", re.compile(r"(?:from\s+[\w.]{1,80}\s+)?import\s")),
)  # fmt: skip

# A Modelfile may start from a file; an image is never one.
_MODEL = re.compile(r"from\s+(?:[/~]|\.{1,2}/|hf\.co/|\S{1,200}\.gguf\b)", re.IGNORECASE)
# `key:` alone or in front of a value; a Dockerfile has no such line.
_KEY_LINE = re.compile(r"(?:- )?[A-Za-z_][\w.-]{0,60}:(?:\s|\Z)")

# A line that stands for what the author left out. Comments count only where they begin with the sign, or say
# so in words: "# Installing dependencies..." is no omission. Read on lines with single spaces, so that no
# two repetitions can share a run of them.
_OMISSION = re.compile(
    r"""
    (?: (?:\#+|//|<!--|;)\x20? )?
    (?: [\[(<{]?\x20?(?: \.{3,} | … | ⋮ ).*             # ...   # [...]   # … as before
      | [\[(<-]{1,3}\x20?(?:snip(?:ped)?|cut|skip(?:ped)?|omitted|truncated)\b.{0,20}   # <snip>   # --- snip ---
      | (?:snip|omitted|truncated|etc\.?|unchanged|abbreviated|shortened)
      | [(\uff08]?(?:以下|中间|其他|其余|前面|后面)?(?:省略|略|中略|後略|后略)[)\uff09]?
    )\Z
    | \#+\x20?[-*(\[]{0,3}\x20?(?:and\x20)?(?:the\x20)?(?:
        rest(?:\x20(?:of|is|stays|remains|as|unchanged)\b | \W{0,3}\Z )
        | (?:remaining|other|more|further|same|previous|existing|earlier|additional)\x20
          (?:as\b|build\x20stages?|stages?|instructions?|steps?|commands?|content|lines?|parts?|dockerfile)
        | your\x20.{1,40}\x20(?:here|go)\b | continue[sd]?\b | etc\b
        | (?:o\x20)?rest(?:o|ante)\x20(?:d[oae]s?\x20)?(?:dockerfile|arquivo|instru|etapas?|est[aá]gios?)
        | (?:as\x20|os\x20)?(?:demais|outr[ao]s?|mesm[ao]s?)\x20(?:etapas?|instru|est[aá]gios?|comandos?)
      ).*\Z
    | \#+.{0,80}\b(?: omitted | unchanged | left\x20out | for\x20brevity | goe?s?\x20here | rest\x20of\x20(?:the|your)\x20(?:docker|build|file|stage|instr)
        | as\x20before | same\x20as\x20(?:above|before) | omitid[ao]s? )\b.*\Z
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)

# Text that is not there yet: another tool puts it in, before or after this one looks.
_INCLUSION = re.compile(
    r"(?:[#;]+ ?)?(?:-{1,2}8<-{1,3}|<{3} ?@|\{\{|!!?include\b|:{3} ?\w|\[\[)|.{0,200}(?:\{%|%\})", re.IGNORECASE
)

# What every one of these signs has at its beginning. Few lines of a Dockerfile do, and it is soon seen.
_MAY_BE_SIGN = re.compile(
    r"^[^\S\n]*(?:[#/<;\[({.!:-]|[^\x00-\x7f]|(?i:snip|omitted|truncated|etc|unchanged|abbreviated|shortened)).*",
    re.MULTILINE,
)
# What some of them have in their middle.
_TAGS = ("{%", "%}")

# How much of a text that is too large is looked through, and for what.
_LOOKED_THROUGH = 10_000
_FROM_LINE = re.compile(r"^[ \t]{0,80}FROM[ \t]", re.IGNORECASE | re.MULTILINE)
# `image AS name`
_WORDS_OF_NAMED_FROM = 3

# Lines longer than this are no signs to a reader.
_LONGEST_SIGN = 400


@record(frozen=True, slots=True)
class Block:
    """What a text is, and how much of it is there.

    Attributes:
        kind: ``dockerfile`` for a whole one, ``fragment`` for a piece of one (or nothing at all), ``other``
            for another language.
        reason: Why, in a few words that complete "This is … because it …".
        gap: The first line that says that a part was left out; a stage may have been among it. ``None`` where
            nothing is missing.
        cut_out: Whether its first stage needs something that only an earlier part can have defined.
    """

    kind: Kind
    reason: str
    gap: int | None = None
    cut_out: bool = False

    def hides(self, line: int) -> bool:
        """Whether what a line needs may stand above it, in the part that was left out."""
        return self.gap is not None and self.gap < line


def read_block(dockerfile: Dockerfile, *, scope: Scope) -> Block:
    """Say what a text is.

    Args:
        dockerfile: The text, read.
        scope: ``file`` takes it for a Dockerfile whatever it holds; ``example`` for a block of documentation.
    """
    if scope == "file":
        kind: Kind = "dockerfile" if dockerfile.stages else "fragment"
        return Block(kind, "is a file" if dockerfile.stages else "has no FROM")
    foreign = _foreign(dockerfile)
    if foreign:
        return Block("other", f"is {foreign}")
    first = next((i for i, entry in enumerate(dockerfile.instructions) if entry.keyword == "FROM"), None)
    if first is None:
        return _without_from(dockerfile)
    before = _before_first_from(dockerfile.text.split("\n"), dockerfile.instructions[:first])
    if before:
        return before
    if not dockerfile.stages:
        return Block("fragment", "has a FROM that starts no stage")
    return Block(
        "dockerfile",
        "starts with FROM",
        gap=first_gap(dockerfile.text),
        # What an unreadable FROM would have named is as unknown as what was cut off.
        cut_out=_is_cut_out(dockerfile.stages[0])
        or any(is_misspelt_from(entry) for entry in dockerfile.instructions if entry.keyword not in INSTRUCTIONS),
    )


def first_gap(text: str) -> int | None:
    """The first line that says that a part was left out, or is put in by another tool."""
    if any(tag in text for tag in _TAGS):
        return next((number for number, line in enumerate(text.split("\n"), 1) if _is_sign(line)), None)
    found = next((found for found in _MAY_BE_SIGN.finditer(text) if _is_sign(found[0])), None)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _before_first_from(lines: list[str], entries: tuple[Instruction, ...]) -> Block | None:
    """The verdict on what stands before the first FROM; ``None`` where nothing there hinders a whole Dockerfile."""
    known = 0
    if any(is_misspelt_from(entry) for entry in entries):
        return None
    for entry in entries:
        if entry.keyword in INSTRUCTIONS:
            known += entry.keyword != "ARG"
        elif not _is_sign(_line(lines, entry)) and nearest(entry.keyword, ("FROM", "ARG"), loosely=False) is None:
            return Block("other", f"has `{entry.keyword[:40]}` before its first FROM")
    return Block("fragment", "has instructions before its first FROM") if known else None


def is_misspelt_from(entry: Instruction) -> bool:
    """Whether an instruction is a FROM with a slip in its keyword: ``FORM node AS build``."""
    if entry.keyword in INSTRUCTIONS or nearest(entry.keyword, ("FROM",), loosely=False) is None:
        return False
    words = [word.text for word in entry.words]
    return len(words) == _WORDS_OF_NAMED_FROM and words[1].upper() == "AS"


def _without_from(dockerfile: Dockerfile) -> Block:
    """The verdict on a text without FROM."""
    if not dockerfile.complete and _FROM_LINE.search(dockerfile.text, 0, _LOOKED_THROUGH):
        return Block("fragment", "is too large to be read")
    lines = dockerfile.text.split("\n")
    entries = dockerfile.instructions
    unknown = [entry for entry in entries if entry.keyword not in INSTRUCTIONS and not _is_sign(_line(lines, entry))]
    known = sum(entry.keyword in INSTRUCTIONS for entry in entries)
    if len(unknown) > known:
        return Block("other", "has no Dockerfile instructions")
    return Block("fragment", "has no FROM" if known else "has no instruction")


def _line(lines: list[str], entry: Instruction) -> str:
    """The first line of an instruction, without indentation."""
    return lines[entry.line - 1].strip() if 0 < entry.line <= len(lines) else ""


def _is_sign(line: str) -> bool:
    if len(line) > _LONGEST_SIGN:
        return False
    line = " ".join(line.split())
    return (_OMISSION.match(line) or _INCLUSION.match(line)) is not None


def _foreign(dockerfile: Dockerfile) -> str | None:
    """Which other language a text is in."""
    start = dockerfile.text.lstrip("\ufeff \t\r\n")
    for language, pattern in _FOREIGN_STARTS:
        if pattern.match(start):
            return language
    lines = dockerfile.text.split("\n")
    for position, entry in enumerate(dockerfile.instructions):
        found = _foreign_line(entry, _line(lines, entry)[:_LONGEST_SIGN], first=position == 0)
        if found:
            return found
    return None


def _foreign_line(entry: Instruction, line: str, *, first: bool) -> str | None:
    """Which other language an instruction is in, judged by its first line."""
    # An instruction and a space is what no other language begins with, a Modelfile's FROM aside.
    if line.partition(" ")[0] not in INSTRUCTIONS:
        for language, pattern in _FOREIGN_LINES:
            # A Dockerfile with the command that builds it below is still one.
            if pattern.match(line) and (first or language != _SHELL):
                return language
    if entry.keyword == "FROM" and _MODEL.match(line):
        return "an Ollama Modelfile"
    if entry.keyword in INSTRUCTIONS:
        return None
    for language, keywords in _FOREIGN_KEYWORDS.items():
        if entry.keyword in keywords and (line.startswith(entry.keyword) or language == _IN_ANY_CASE):
            return language
    return "a list of keys and values" if _KEY_LINE.match(line) and not _is_sign(line) else None


def _is_cut_out(first: Stage) -> bool:
    """Whether the first stage uses a stage, which can then only stand in a part that is not shown."""
    if _may_be_a_stage(first.resolved_base) and not is_placeholder(first.resolved_base, in_documentation=True):
        return True
    return any(
        (ref.stage is None and _may_be_a_stage(ref.source)) or (ref.source.isdecimal() and ref.stage == first.index)
        for ref in first.references
    )


def _may_be_a_stage(name: str) -> bool:
    return is_bare(name) and name.lower() not in known_images()
