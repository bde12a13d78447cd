"""``RUN --mount``: its options, and what of them BuildKit refuses.

BuildKit reads a mount twice. `mount_source` is the first time, where only ``from`` counts and
variables are not known; `check_mount` is the second, with every value expanded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile import csvfields, values
from mkdocs_multistage.dockerfile.shell import ExpansionError
from mkdocs_multistage.dockerfile.suggest import nearest
from mkdocs_multistage.dockerfile.text import lower, quote

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
_OWNERS: Final = ("mode", "uid", "gid")
_TYPES_WITH_OWNERS: Final = frozenset({"secret", "ssh", "cache"})
_REQUIRABLE: Final = frozenset({"secret", "ssh"})


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class MountSource:
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
                f"`from` of a mount takes no variables: {quote(text)} is not expanded. Name a stage after a "
                "`FROM` that uses a global ARG.",
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
        "A double quote in a mount's options encloses a whole `key=value`, or is doubled inside one.",
        error.position,
        min(error.position + 1, len(value)),
    )


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
                text = expand(text)  # noqa: PLW2901 - BuildKit's second reading
            except ExpansionError as error:
                return MountProblem("BadSubstitution", f"{quote(field)} cannot be expanded: {error}.", start, end)
        problem = _option(key, canonical, text if equals else None, field, kind, start, end)
        if problem is not None:
            return problem
        if canonical == "type":
            kind = lower(text)
        options[canonical] = lower(text) if canonical == "sharing" else text
    return _together(kind, options, places, len(value), workdir)


def _option(  # noqa: PLR0911 - one answer for each kind of option
    key: str, canonical: str, text: str | None, field: str, kind: str, start: int, end: int
) -> MountProblem | None:
    def invalid(message: str, suggestion: str | None = None) -> MountProblem:
        return MountProblem("InvalidFlagValue", message, start, end, suggestion)

    if canonical == "required" and kind not in _REQUIRABLE:
        return invalid(
            f"A mount of type {quote(kind)} has no `{key}`; secret and ssh mounts have, behind their `type`."
        )
    if text is None:
        if canonical in ("readonly", "readwrite", "required"):
            return None
        return invalid(f"{quote(field)} needs a value: options of a mount are `key=value`.")
    if key not in KEYS:
        near = nearest(key, KEYS)
        hint = f" Did you mean `{near}`?" if near else ""
        return invalid(f"A mount has no option {quote(key)}.{hint}", f"{near}={text}" if near else None)
    if canonical in ("readonly", "readwrite", "required") and text not in values.BOOLEANS:
        return invalid(f"`{key}` is `true` or `false`, not {quote(text)}.")
    if canonical == "type" and lower(text) not in TYPES:
        return invalid(*_choice("type", "mount type", text, TYPES))
    if canonical == "sharing" and lower(text) not in SHARING:
        return invalid(*_choice("sharing", "way of sharing", text, SHARING))
    if canonical == "size":
        if kind != "tmpfs":
            return invalid(f"A mount of type {quote(kind)} has no `size`; tmpfs mounts have, behind their `type`.")
        if not values.is_size(text):
            return invalid(f"{quote(text)} is no size; write `64m` or the like.")
    if canonical == "mode" and values.unsigned(text, 8) is None:
        return invalid(f"`mode` is octal, such as `0755`, not {quote(text)}.")
    if canonical in ("uid", "gid") and values.unsigned(text, 10) is None:
        return invalid(f"`{key}` is a number, not {quote(text)}.")
    return None


def _choice(key: str, noun: str, text: str, options: tuple[str, ...]) -> tuple[str, str | None]:
    near = nearest(text, options)
    listed = ", ".join(f"`{option}`" for option in options)
    return f"{quote(text)} is no {noun}; there are {listed}.", f"{key}={near}" if near else None


def _together(
    kind: str, options: dict[str, str], places: dict[str, tuple[int, int]], size: int, workdir: str | None
) -> MountProblem | None:
    def wrong(message: str, *keys: str) -> MountProblem:
        start, end = next((places[key] for key in keys if key in places), (0, size))
        return MountProblem("InvalidMount", message, start, end)

    if kind not in _TYPES_WITH_OWNERS:
        for key in _OWNERS:
            if key in options:
                return wrong(f"A mount of type `{kind}` has no `{key}`; cache, secret and ssh mounts have.", key)
    source, target, name = (options.get(key, "") for key in ("source", "target", "id"))
    if kind == "secret":
        if options.get("from"):
            return wrong("A secret mount takes nothing from a stage: remove `from`.", "from")
        if options.get("sharing"):
            return wrong("A secret mount is not shared: remove `sharing`.", "sharing")
        if not source and not target and not name:
            return wrong("A secret mount needs an `id` or a `target`.")
        if source and name:
            return wrong("A secret mount takes `source` or `id`, not both.", "source")
    if options.get("sharing") and kind != "cache":
        return wrong(f"A mount of type `{kind}` has no `sharing`; cache mounts have.", "sharing")
    if kind == "ssh" and source:
        return wrong("An ssh mount has no `source`; its `id` says which socket.", "source")
    if kind not in _REQUIRABLE and join(workdir or "/", target) == "/":
        if workdir is not None or target.startswith("/"):
            return wrong("A mount needs a `target` other than `/`.", "target")
        start, end = places.get("target", (0, size))
        said = "A mount without `target`" if not target else f"The target {quote(target)}"
        message = f"{said} is the working directory, which is `/` unless the image sets another: set WORKDIR above."
        return MountProblem("RelativeMountTarget", message, start, end)
    return None


def join(base: str, path: str) -> str:
    """``path`` seen from the directory ``base``, cleaned (Go's `path.Join`)."""
    parts: list[str] = []
    for part in (path if path.startswith("/") else f"{base}/{path}").split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)
