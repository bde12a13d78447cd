"""``RUN --mount``: its options, and what of them BuildKit refuses.

BuildKit reads a mount twice. `mount_source` is the first time, where only ``from`` counts and
variables are not known; `check_mount` is the second, with every value expanded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.dockerfile import csvfields, values
from mkdocs_multistage.dockerfile.shell import ExpansionError
from mkdocs_multistage.dockerfile.suggest import nearest
from mkdocs_multistage.dockerfile.text import lower, quote
from mkdocs_multistage.records import record
from mkdocs_multistage.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Callable

TYPES: Final = ("bind", "cache", "tmpfs", "secret", "ssh")
SHARING: Final = ("shared", "private", "locked")
KEYS: Final = (
    "type",
    "from",
    "source",
    "target",
    "readonly",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
    "gid",
    "src",
    "dst",
    "destination",
    "ro",
    "rw",
    "readwrite",
    "env",
)
_ALIASES: Final = {"src": "source", "dst": "target", "destination": "target", "ro": "readonly", "rw": "readwrite"}
_CHOICES: Final = {"type": ("mount type", TYPES), "sharing": ("way of sharing", SHARING)}
_BOOLEANS: Final = frozenset({"readonly", "readwrite", "required"})
_OWNERS: Final = ("mode", "uid", "gid")
_TYPES_WITH_OWNERS: Final = frozenset({"secret", "ssh", "cache"})
_REQUIRABLE: Final = frozenset({"secret", "ssh"})


@record(frozen=True, slots=True)
class MountProblem:
    """What is wrong with a mount.

    Attributes:
        rule: The problem's rule.
        message: For the author.
        start: Offset in the flag's value.
        end: Likewise, exclusive.
        suggestion: What to write there instead.
    """

    rule: str
    message: str
    start: int
    end: int
    suggestion: str | None = None


class MountSource(NamedTuple):
    """Where a mount takes its files from.

    Attributes:
        text: The value of ``from``; empty without one.
        start: Its offset in the flag's value.
        end: Likewise, exclusive.
        path: ``source``, or ``/`` without one.
    """

    text: str
    start: int
    end: int
    path: str


@remembered(256)
def mount_source(value: str) -> tuple[MountSource, MountProblem | None]:
    """The first reading of a mount: its ``from``."""
    try:
        found = csvfields.fields(value)
    except csvfields.CsvError as error:
        return MountSource("", 0, 0, "/"), _quoting(value, error)
    source = MountSource("", 0, len(value), "/")
    path = "/"
    for field, start, end in found:
        key, equals, text = field.partition("=")
        if not equals:
            continue
        key = lower(key)
        if key in ("source", "src"):
            path = text
        if key != "from":
            continue
        at = end - len(text) - (1 if value[start : start + 1] == '"' else 0)
        if "$" in text[:-1]:
            return source, MountProblem(
                "VariableInFrom",
                f"`from` of a mount takes no variables: {quote(text)} is not expanded. Use a global ARG in the "
                "`FROM` of a stage, and name that stage here.",
                at,
                at + len(text),
            )
        source = MountSource(text, at, at + len(text), "/")
    return MountSource(source.text, source.start, source.end, path), None


def _quoting(value: str, error: csvfields.CsvError) -> MountProblem:
    if not value:
        return MountProblem("InvalidFlagValue", "`--mount` needs options, such as `type=cache,target=/cache`.", 0, 0)
    return MountProblem(
        "InvalidFlagValue",
        "A double quote in a mount's options must enclose a whole `key=value`, or be doubled inside one.",
        error.position,
        min(error.position + 1, len(value)),
    )


@remembered(256)
def check_plain_mount(value: str, workdir: str | None) -> MountProblem | None:
    """`check_mount` of a mount in which there is nothing to expand: of these, the same come again and again."""
    return check_mount(value, str, workdir)


def check_mount(value: str, expand: Callable[[str], str], workdir: str | None) -> MountProblem | None:
    """The second reading of a mount.

    Args:
        value: The flag's value.
        expand: Expands a value's variables; may raise `ExpansionError`.
        workdir: The stage's working directory; ``None`` where it is the image's.
    """
    try:
        found = csvfields.fields(value)
    except csvfields.CsvError as error:
        return _quoting(value, error)
    options: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    kind = "bind"
    for field, start, end in found:
        name, equals, text = field.partition("=")
        key = lower(name)
        canonical = _ALIASES.get(key, key)
        places[canonical] = (start, end)
        if equals:
            try:
                text = expand(text)
            except ExpansionError as error:
                return MountProblem("BadSubstitution", f"{quote(field)} cannot be expanded: {error}.", start, end)
        problem = _option(_Option(key, canonical, text if equals else None, field, start, end), kind)
        if problem is not None:
            return problem
        if canonical == "type":
            kind = lower(text)
        options[canonical] = lower(text) if canonical == "sharing" else text
    return _together(kind, options, places, len(value), workdir)


class _Option(NamedTuple):
    """One option of a mount: its key as written and in full, its value, and its stretch."""

    key: str
    canonical: str
    text: str | None
    field: str
    start: int
    end: int


def _option(option: _Option, kind: str) -> MountProblem | None:
    """What is wrong with an option by itself, in a mount that is of this type so far."""
    key, canonical, text = option.key, option.canonical, option.text
    said: str | None = None
    suggestion: str | None = None
    if canonical == "required" and kind not in _REQUIRABLE:
        said = f"A mount of type {quote(kind)} has no `{key}`; only secret and ssh mounts have it, after their `type`."
    elif text is None:
        if canonical not in _BOOLEANS:
            said = f"{quote(option.field)} needs a value: mount options are `key=value`."
    elif key not in KEYS:
        near = nearest(key, KEYS)
        said = f"A mount has no option {quote(key)}." + (f" Did you mean `{near}`?" if near else "")
        suggestion = f"{near}={text}" if near else None
    elif canonical in _CHOICES and lower(text) not in _CHOICES[canonical][1]:
        noun, options = _CHOICES[canonical]
        near = nearest(text, options)
        said = f"{quote(text)} is not a {noun}; use one of {', '.join(f'`{name}`' for name in options)}."
        suggestion = f"{key}={near}" if near else None
    else:
        said = _value_error(key, canonical, text, kind)
    return MountProblem("InvalidFlagValue", said, option.start, option.end, suggestion) if said else None


def _value_error(key: str, canonical: str, text: str, kind: str) -> str | None:
    if canonical in _BOOLEANS and text not in values.BOOLEANS:
        return f"`{key}` must be `true` or `false`, not {quote(text)}."
    if canonical == "size" and kind != "tmpfs":
        return f"A mount of type {quote(kind)} has no `size`; only tmpfs mounts have it, after their `type`."
    if canonical == "size" and not values.is_size(text):
        return f"{quote(text)} is not a size; write one such as `64m`."
    if canonical == "mode" and values.unsigned(text, 8) is None:
        return f"`mode` must be octal, such as `0755`, not {quote(text)}."
    if canonical in ("uid", "gid") and values.unsigned(text, 10) is None:
        return f"`{key}` must be a number, not {quote(text)}."
    return None


def _together(
    kind: str, options: dict[str, str], places: dict[str, tuple[int, int]], size: int, workdir: str | None
) -> MountProblem | None:
    """What is wrong with the options as a whole: the first of these that holds."""
    has = {key for key, value in options.items() if value}
    secret = kind == "secret"
    owners = kind in _TYPES_WITH_OWNERS
    target = options.get("target", "")
    at_root = kind not in _REQUIRABLE and join(workdir or "/", target) == "/"
    rules = [
        *((key in options and not owners, key, f"A mount of type `{kind}` has no `{key}`.") for key in _OWNERS),
        (secret and "from" in has, "from", "A secret mount takes nothing from a stage: remove `from`."),
        (secret and "sharing" in has, "sharing", "A secret mount is not shared: remove `sharing`."),
        (secret and not has & {"source", "target", "id"}, "", "A secret mount needs an `id` or a `target`."),
        (secret and {"source", "id"} <= has, "source", "A secret mount takes `source` or `id`, not both."),
        ("sharing" in has and kind != "cache", "sharing", f"A mount of type `{kind}` has no `sharing`."),
        (kind == "ssh" and "source" in has, "source", "An ssh mount has no `source`; its `id` says which socket."),
        (at_root and (workdir is not None or target[:1] == "/"), "target", "A mount needs a `target` other than `/`."),
    ]
    for holds, key, message in rules:
        if holds:
            return MountProblem("InvalidMount", message, *places.get(key, (0, size)))
    if at_root:
        said = f"The target {quote(target)}" if target else "A mount without `target`"
        message = f"{said} is the working directory, which is `/` unless the image sets another: set WORKDIR above."
        return MountProblem("RelativeMountTarget", message, *places.get("target", (0, size)))
    return None


def join(base: str, path: str) -> str:
    """``path`` seen from the directory ``base``, cleaned (Go's `path.Join`)."""
    if path.startswith("/") and "//" not in path and "/." not in path and not path.endswith("/"):
        return path
    parts: list[str] = []
    for part in (path if path.startswith("/") else f"{base}/{path}").split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)
