"""Flags: which instruction has which, and what BuildKit refuses in them (``instructions/bflag.go``).

In: a `Statement`. Out: the problems. Values that may hold variables are checked in `evaluation`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile import values
from mkdocs_multistage.dockerfile.csvfields import CsvError, fields
from mkdocs_multistage.dockerfile.model import Problem, Span
from mkdocs_multistage.dockerfile.mounts import mount_source
from mkdocs_multistage.dockerfile.suggest import nearest
from mkdocs_multistage.dockerfile.text import lower, quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs_multistage.dockerfile.model import Flag
    from mkdocs_multistage.dockerfile.splitting import RawFlag
    from mkdocs_multistage.dockerfile.statements import Statement

_STRING, _STRINGS, _BOOL = "a value", "values", "a boolean"

FLAGS: Final[dict[str, dict[str, str]]] = {
    "ADD": {
        "chown": _STRING,
        "chmod": _STRING,
        "link": _BOOL,
        "keep-git-dir": _BOOL,
        "checksum": _STRING,
        "unpack": _BOOL,
        "exclude": _STRINGS,
    },
    "COPY": {
        "from": _STRING,
        "chown": _STRING,
        "chmod": _STRING,
        "link": _BOOL,
        "exclude": _STRINGS,
        "parents": _BOOL,
    },
    "FROM": {"platform": _STRING},
    "HEALTHCHECK": {
        "interval": _STRING,
        "timeout": _STRING,
        "start-period": _STRING,
        "start-interval": _STRING,
        "retries": _STRING,
    },
    "RUN": {"mount": _STRINGS, "network": _STRING, "security": _STRING, "device": _STRINGS},
}
"""Which flags an instruction has, and what each takes."""

_NAME: Final = re.compile(r"[A-Za-z0-9$][A-Za-z0-9${}_.:@/-]{0,127}")
_MILLISECOND: Final = 10**6


def check_flags(statement: Statement) -> Iterator[Problem]:
    """What BuildKit refuses in an instruction's flags, before it knows any variable."""
    known = FLAGS.get(statement.keyword, {})
    seen: set[str] = set()
    for raw, flag in zip(statement.flags, statement.instruction.flags, strict=True):
        kind = known.get(flag.name)
        if kind is None:
            name_end = raw.offsets[1 + len(flag.name)] + 1
            yield _unknown_flag(statement, flag.name, statement.span(raw.start, name_end), known)
            continue
        if flag.name in seen and kind is not _STRINGS:
            yield Problem(
                "DuplicateFlag", f"`--{flag.name}` is given twice; {statement.keyword} takes it once.", flag.span
            )
            continue
        seen.add(flag.name)
        if flag.value is None and kind is not _BOOL:
            yield _without_value(statement, flag, last=raw is statement.flags[-1] and kind is _STRING)
        elif kind is _BOOL and flag.value is not None and lower(flag.value) not in ("true", "false"):
            said = f"not {quote(flag.value)}" if flag.value else "but nothing follows the `=`"
            yield Problem(
                "InvalidFlagValue",
                f"`--{flag.name}` must be `true` or `false`, {said}.",
                _value_span(flag.span, flag.value_span),
            )
        elif flag.value is not None and flag.name in _CHECKED:
            yield from _value(statement, flag.name, flag.value, raw, _value_span(flag.span, flag.value_span))


def _without_value(statement: Statement, flag: Flag, *, last: bool) -> Problem:
    message = f"`--{flag.name}` needs a value, joined to it by `=`"
    follower = statement.arguments[0] if last and statement.arguments else None
    if follower is None or not _NAME.fullmatch(follower.text) or "://" in follower.text:
        return Problem("InvalidFlagValue", f"{message}: `--{flag.name}=…`.", flag.span)
    better = f"--{flag.name}={follower.text}"
    end = statement.span_of(follower)
    span = Span(flag.span.line, flag.span.column, end.end_line, end.end_column)
    return Problem("InvalidFlagValue", f"{message}, not by a space: {quote(better)}.", span, better)


def _value_span(whole: Span, value: Span) -> Span:
    empty = (value.line, value.column) == (value.end_line, value.end_column)
    return whole if empty else value


def _unknown_flag(statement: Statement, name: str, span: Span, known: dict[str, str]) -> Problem:
    keyword = statement.keyword
    near = nearest(name, known)
    if near:
        hint = f" Did you mean `--{near}`?"
    elif known:
        hint = f" It has {', '.join(f'`--{option}`' for option in known)}."
    else:
        hint = " It has no flags."
    if keyword == "ADD" and name == "from":
        hint = " COPY has it."
    return Problem(
        "UnknownFlag", f"{keyword} has no flag {quote('--' + name)}.{hint}", span, f"--{near}" if near else None
    )


def _value(statement: Statement, name: str, value: str, raw: RawFlag, span: Span) -> Iterator[Problem]:
    """Values that are checked before variables are known."""
    if name == "mount":
        problem = mount_source(value)[1]
        if problem is not None:
            place = flag_part(statement, raw, problem.start, problem.end)
            yield Problem(problem.rule, problem.message, place, problem.suggestion)
        return
    if name in _CHOICES:
        options = _CHOICES[name]
        if value not in options:
            listed = ", ".join(f"`{option}`" for option in options)
            said = f"not {quote(value)}" if value else "but nothing follows the `=`"
            near = nearest(value, options)
            yield Problem("InvalidFlagValue", f"`--{name}` must be one of {listed}, {said}.", span, near)
        return
    check = _VALUES.get(name)
    message = check(value) if check else None
    if message is not None:
        yield Problem("InvalidFlagValue", message.format(flag=f"`--{name}`"), span)


def _duration_error(value: str) -> str | None:
    nanoseconds = values.duration(value) if value else 0
    if nanoseconds is None:
        return f"{{flag}} must be a duration such as `30s`, not {_braced(value)}."
    if nanoseconds and nanoseconds < _MILLISECOND:
        return "{flag} cannot be shorter than `1ms`."
    return None


def _retries_error(value: str) -> str | None:
    number = values.integer(value, 32) if value else 0
    if number is None or number < 0:
        return f"{{flag}} must be a number, 0 or greater, not {_braced(value)}."
    return None


def _braced(value: str) -> str:
    return quote(value).replace("{", "{{").replace("}", "}}")


def flag_part(statement: Statement, raw: RawFlag, start: int, end: int) -> Span:
    """The place of ``value[start:end]`` of a flag."""
    base = raw.text.index("=") + 1
    if start >= end:
        return statement.span(raw.start, raw.end)
    return statement.span(raw.offsets[base + start], raw.offsets[base + end - 1] + 1)


def _device_error(value: str) -> str | None:
    try:
        found = fields(value)
    except CsvError:
        return "The quotes in {flag} do not match."
    name = ""
    for field, _, _ in found:
        key, equals, text = field.partition("=")
        key = lower(key)
        if key == "required":
            if equals and text not in values.BOOLEANS:
                return f"`required` must be `true` or `false`, not {_braced(text)}."
        elif name and (key != "name" or not equals):
            return f"A device has no option {_braced(field)}; it has `name` and `required`."
        elif name:
            return f"{{flag}} already names {_braced(name)}."
        else:
            name = text if key == "name" and equals else field
    return None


_CHOICES: Final = {"network": ("default", "none", "host"), "security": ("sandbox", "insecure")}
_VALUES: Final[dict[str, Callable[[str], str | None]]] = {
    "device": _device_error,
    "interval": _duration_error,
    "timeout": _duration_error,
    "start-period": _duration_error,
    "start-interval": _duration_error,
    "retries": _retries_error,
}
# Of the others every value will do until variables are expanded.
_CHECKED: Final = frozenset({"mount", *_CHOICES, *_VALUES})
