"""The options of one fence: the words of its header in, its decisions and the mistakes in them out.

An option that the author got wrong is a finding and takes no effect; the block is shown all the same.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from mkdocs_multistage.checks import RULES
from mkdocs_multistage.checks.page_rules import STAGE_RENAMED
from mkdocs_multistage.dockerfile.limits import MAX_STAGES
from mkdocs_multistage.dockerfile.suggest import nearest
from mkdocs_multistage.markdown.options import DIAGRAMS, INVALID_FENCE_OPTION, listed, near, shown
from mkdocs_multistage.markdown.sizes import read_sizes
from mkdocs_multistage.records import record
from mkdocs_multistage.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs_multistage.markdown.drift import Drift
    from mkdocs_multistage.render import Diagram, Size
    from mkdocs_multistage.roles import Role

_ITEMS = re.compile(r"[,\s]+")

# A word of a header behind the language. SuperFences wants quotes round a value, and no hyphen in a key.
_WORD = re.compile(
    r"""(?<!\S)(?P<key>[A-Za-z][\w-]*)(?:=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'{}`]+)))?(?!\S)"""
)
_NUMBER = re.compile(r"[0-9]{1,7}")
_REGION = re.compile(r"[A-Za-z][-_0-9A-Za-z]*")
# The options that say what of a file is shown, of which a fence has one.
_SELECTIONS = ("stages", "lines", "region")
# Attributes of HTML that are near to options of ours. In braces they are what they look like.
_OF_HTML = frozenset({"async", "checked", "role", "size"})


@record(frozen=True, slots=True)
class FenceProblem:
    """A wrong option.

    Attributes:
        key: Whose value is wrong.
        message: What is wrong with it, and what is allowed.
        rule: The rule under whose name it is reported.
        line: The line where it is, from 1, in the Dockerfile that is read; 0 is the header.
        drift: How the body differs from a file, where that is what is wrong; the line is then the body's.
        stops_sync: Whether it keeps a body from being held against its file.
    """

    key: str
    message: str
    rule: str = INVALID_FENCE_OPTION
    line: int = 0
    drift: Drift | None = None
    stops_sync: bool = False


@record(frozen=True, slots=True)
class FenceOptions:
    """What the header of a fence decides; ``None`` leaves it to the site.

    Attributes:
        diagram: Which drawing.
        badges: Whether FROM lines bear a badge.
        check: Whether findings are reported.
        contexts: Build contexts besides the site's.
        build_args: Build arguments besides the site's.
        roles: Roles by stage name or pattern, before the site's.
        target: The stage that this example is built for; empty is the last.
        expect: Rules whose findings are what this block is there to show.
        example: The name of the Dockerfile that this block is a part of.
        continues: The same, where another block has named it.
        reveal: Whether a reader can ask for the lines that are not shown.
        source: The file that is shown in place of the body, as written.
        stages: Names or numbers of the stages that are shown of it; empty are all.
        lines: The lines that are shown of it, from and to; ``None`` is its last.
        region: The region that is shown of it.
        sync: Whether the body is shown, and held against the file.
        outline: Whether tables tell what the build takes and makes.
        sizes: How large the images of stages are, by what the author calls the stage.
        measure: Whether sizes are measured, and measured ones shown.
        problems: Options that are wrong.
    """

    diagram: Diagram | None = None
    badges: bool | None = None
    check: bool = True
    contexts: tuple[str, ...] = ()
    build_args: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    target: str = ""
    expect: tuple[str, ...] = ()
    example: str = ""
    continues: str = ""
    reveal: bool = False
    source: str = ""
    stages: tuple[str, ...] = ()
    lines: tuple[tuple[int, int | None], ...] = ()
    region: str = ""
    sync: bool = False
    outline: bool = False
    sizes: Mapping[str, Size] = field(default_factory=dict)
    measure: bool = True
    problems: tuple[FenceProblem, ...] = ()

    def __hash__(self) -> int:
        """Options that are equal are so in these, too; mappings cannot be hashed."""
        return hash((self.diagram, self.badges, self.check, self.target, self.expect, self.example, self.continues))


def read_fence_options(values: Mapping[str, object]) -> FenceOptions:
    """Read the options that are ours; raises on nothing.

    Args:
        values: By key, as the Markdown extension found them, misspelt keys among them (see `is_ours`). An
            option without a value has its own name, ``None`` or ``True`` for one, depending on the header's style.
    """
    read = {key: _read(key, value) for key, value in values.items()}
    read.update(_conflicts(read))
    return FenceOptions(
        **{key: value for key, value in read.items() if not isinstance(value, FenceProblem)},  # type: ignore[arg-type]
        problems=tuple(value for value in read.values() if isinstance(value, FenceProblem)),
    )


def _conflicts(read: Mapping[str, object]) -> dict[str, FenceProblem]:
    """The options about a file that have no effect: without a file, or beside another of their kind."""
    wrong: dict[str, FenceProblem] = {}
    chosen = [key for key in _SELECTIONS if key in read and not isinstance(read[key], FenceProblem)]
    for key in chosen[1:]:
        message = f"The fence option `{key}` has no effect together with `{chosen[0]}`. Use only one of them."
        wrong[key] = FenceProblem(key, message)
    if "source" not in read:
        for key in (*chosen, *(["sync"] if read.get("sync") is True else [])):
            message = f'The fence option `{key}` has no effect without a file; name it by source="…".'
            wrong[key] = FenceProblem(key, message)
    return wrong


def is_ours(key: str, *, in_braces: bool) -> bool:
    """Whether a key of a header is an option of ours, misspelt or not.

    Args:
        key: The key, which the Markdown extension itself does not know.
        in_braces: Whether the header is one of attributes, which may be any.
    """
    return key in FENCE_READERS or (_meant(key) is not None and not (in_braces and key.lower() in _OF_HTML))


def split_header(text: str) -> tuple[dict[str, str], str]:
    """What is ours in a header that the Markdown extension cannot read, and the header without it.

    Args:
        text: What stands behind the language, outside braces.

    Returns:
        Our options, whose values need no quotes here; and the other words as they were.
    """
    ours: dict[str, str] = {}
    rest: list[str] = []
    done = 0
    for word in _WORD.finditer(text):
        if not is_ours(word["key"], in_braces=False):
            continue
        values = (word["double"], word["single"], word["bare"])
        ours[word["key"]] = next((value for value in values if value is not None), word["key"])
        rest.append(text[done : word.start()].rstrip())
        done = word.end()
    return ours, "".join([*rest, text[done:]])


def _meant(key: str) -> str | None:
    """The option that a misspelt key is most likely meant to be."""
    return nearest(key, FENCE_READERS)


def _read(key: str, value: object) -> object:
    if key not in FENCE_READERS:
        meant = _meant(key)
        hint = f" Did you mean `{meant}`?" if meant else ""
        return FenceProblem(key, f"There is no fence option `{key}`.{hint}")
    # A bare key has its own name for a value; a stage may well be called "target".
    if not isinstance(value, str) or (value == key and key != "target"):
        return FenceProblem(key, f'The fence option `{key}` has no value; write {key}="…".')
    try:
        return FENCE_READERS[key](value.strip())
    except ValueError as error:
        return FenceProblem(key, f"The fence option `{key}` {error}")


def _diagram(value: str) -> Diagram:
    for name in DIAGRAMS:
        if value.casefold() == name:
            return name
    raise ValueError(f"is {shown(value)}.{near(value, DIAGRAMS)} Expected one of {listed(DIAGRAMS)}.")


def _switch(value: str) -> bool:
    folded = value.casefold()
    if folded in {"on", "true", "yes"}:
        return True
    if folded in {"off", "false", "no"}:
        return False
    raise ValueError(f"is {shown(value)}; expected 'on' or 'off'.")


def _names(value: str) -> tuple[str, ...]:
    names = tuple(name for name in _ITEMS.split(value) if name)
    if not names:
        raise ValueError("names nothing; write names separated by commas.")
    if len(names) > MAX_STAGES:
        raise ValueError(f"has {len(names)} parts; at most {MAX_STAGES} are read.")
    return names


def _pairs(value: str, example: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in _names(value):
        name, equals, text = item.partition("=")
        if not name or not equals:
            raise ValueError(f"has {shown(item)}, which is not of the form {example}.")
        pairs[name] = text
    return pairs


def _build_args(value: str) -> dict[str, str]:
    return _pairs(value, "NAME=value")


def _roles(value: str) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for pattern, word in _pairs(value, "stage=role").items():
        role = next((role for role in ROLES if role == word.casefold()), None)
        if role is None:
            raise ValueError(
                f"gives {shown(pattern)} the role {shown(word)}.{near(word, ROLES)} Expected one of {listed(ROLES)}."
            )
        roles[pattern] = role
    return roles


def _target(value: str) -> str:
    if not value or any(c.isspace() for c in value):
        raise ValueError(f"is {shown(value)}; expected the name of a stage.")
    return value


def _rules(value: str) -> tuple[str, ...]:
    known = {rule.casefold(): rule for rule in (*RULES, STAGE_RENAMED)}
    names = dict.fromkeys(_names(value))
    for name in names:
        if name.casefold() not in known:
            raise ValueError(f"has {shown(name)}, which is not a rule for Dockerfiles.{near(name, known.values())}")
    return tuple(known[name.casefold()] for name in names)


def _source(value: str) -> str:
    if not value:
        raise ValueError(
            "is empty; expected the path of a file, relative to the folder of this page, or to the project with `/`."
        )
    return value


def _ranges(value: str) -> tuple[tuple[int, int | None], ...]:
    ranges: list[tuple[int, int | None]] = []
    for item in value.split(","):
        left, to, right = (part.strip() for part in item.partition("-"))
        numbers = [number for number in (left, right) if number]
        if not numbers or not all(map(_NUMBER.fullmatch, numbers)):
            raise ValueError(
                f'has {shown(item.strip())}; expected numbers of lines, such as "4-18", "7" or "4-18,30-".'
            )
        first = int(left or 1)
        last = (int(right) if right else None) if to else first
        if first == 0 or last == 0:
            raise ValueError(f"has {shown(item.strip())}, but lines are counted from 1.")
        if last is not None and last < first:
            raise ValueError(f'has {shown(item.strip())}, which ends before it begins. Did you mean "{last}-{first}"?')
        ranges.append((first, last))
    return tuple(ranges)


def _region(value: str) -> str:
    if not _REGION.fullmatch(value):
        raise ValueError(f"is {shown(value)}; expected the name in a `# --8<-- [start:name]` comment of the file.")
    return value


def _sync(value: str) -> bool:
    if value.casefold() == "check":
        return True
    if value.casefold() in {"off", "false", "no"}:
        return False
    raise ValueError(f"is {shown(value)}; expected 'check'.")


def _example(value: str) -> str:
    if not value or any(c.isspace() for c in value):
        raise ValueError(f"is {shown(value)}; expected a name of one word.")
    return value


FENCE_READERS: Mapping[str, Callable[[str], object]] = {
    "diagram": _diagram,
    "badges": _switch,
    "check": _switch,
    "contexts": _names,
    "build_args": _build_args,
    "roles": _roles,
    "target": _target,
    "expect": _rules,
    "example": _example,
    "continues": _example,
    "outline": _switch,
    "reveal": _switch,
    "source": _source,
    "stages": _names,
    "lines": _ranges,
    "region": _region,
    "sync": _sync,
    "sizes": read_sizes,
    "measure": _switch,
}
