"""Checks each instruction by itself, as BuildKit's ``instructions`` package: flags, and the arguments' form.

In: a `Statement`. Out: the problems. What needs to know the stages or the variables is elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile import values
from mkdocs_multistage.dockerfile.heredocs import parse_heredoc
from mkdocs_multistage.dockerfile.model import Problem, Span
from mkdocs_multistage.dockerfile.mounts import mount_source
from mkdocs_multistage.dockerfile.shell import ExpansionError
from mkdocs_multistage.dockerfile.statements import KEYWORDS
from mkdocs_multistage.dockerfile.suggest import nearest
from mkdocs_multistage.dockerfile.text import SEPARATORS, SPACE, lower, quote, upper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs_multistage.dockerfile.splitting import Argument, RawFlag
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

_IGNORES_FLAGS: Final = frozenset({"ARG", "STOPSIGNAL"})
_NO_TRIGGERS: Final = frozenset({"FROM", "MAINTAINER", "ONBUILD"})
_STAGE_NAME: Final = re.compile(r"[a-z][a-z0-9_.-]*")
_MILLISECOND: Final = 10**6
_EXAMPLES: Final = {
    "ADD": "ADD source… destination",
    "ARG": "ARG name=value",
    "COPY": "COPY source… destination",
    "ENV": "ENV name=value",
    "EXPOSE": "EXPOSE 8080",
    "FROM": "FROM image AS name",
    "HEALTHCHECK": "HEALTHCHECK CMD command",
    "LABEL": "LABEL name=value",
    "MAINTAINER": "MAINTAINER name",
    "ONBUILD": "ONBUILD RUN command",
    "SHELL": 'SHELL ["/bin/bash", "-c"]',
    "STOPSIGNAL": "STOPSIGNAL SIGTERM",
    "USER": "USER name",
    "VOLUME": "VOLUME /path",
    "WORKDIR": "WORKDIR /path",
}


def check_statement(statement: Statement) -> Iterator[Problem]:
    """What BuildKit refuses in this instruction, whatever stands around it."""
    keyword = statement.keyword
    if keyword not in KEYWORDS:
        yield unknown_instruction(statement)
        return
    yield from _json_form(statement)
    if statement.trigger is not None:
        yield from _line_problems(statement.trigger)
    check = _CHECKS.get(keyword)
    arguments = list(check(statement)) if check else []
    if keyword not in _IGNORES_FLAGS and not (keyword == "HEALTHCHECK" and _kind(statement) == "NONE"):
        yield from _flags(statement)
    yield from arguments


def unknown_instruction(statement: Statement) -> Problem:
    """The problem of a word that is no instruction."""
    word = statement.line.text[statement.start : statement.keyword_end]
    near = nearest(word, KEYWORDS)
    if near and word == word.lower():
        near = near.lower()
    hint = f" Did you mean `{near}`?" if near else ""
    what = f"{quote(word)} is no instruction." if word else "Here is a backslash and no instruction."
    return Problem("UnknownInstruction", what + hint, statement.keyword_span, near)


def _line_problems(statement: Statement) -> Iterator[Problem]:
    """Of a trigger BuildKit reads the line at once, and the rest only in a stage built on it."""
    yield from _json_form(statement)
    if statement.keyword in ("ENV", "LABEL"):
        yield from _pairs_form(statement)
    if statement.trigger is not None:
        yield from _line_problems(statement.trigger)


def _json_form(statement: Statement) -> Iterator[Problem]:
    if statement.not_strings:
        yield Problem(
            "InvalidArguments",
            f"The JSON form of {statement.keyword} is a list of strings only: put every item in double quotes.",
            statement.span(statement.rest, statement.end),
        )


def _missing(statement: Statement, what: str) -> Problem:
    example = _EXAMPLES.get(statement.keyword)
    hint = f", as in `{example}`" if example else ""
    return Problem("MissingArguments", f"{statement.keyword} needs {what}{hint}.", statement.keyword_span)


def _flags(statement: Statement) -> Iterator[Problem]:
    known = FLAGS.get(statement.keyword, {})
    seen: set[str] = set()
    for raw, flag in zip(statement.flags, statement.instruction.flags, strict=True):
        name_end = raw.offsets[1 + len(flag.name)] + 1
        span = statement.span(raw.start, name_end)
        kind = known.get(flag.name)
        if kind is None:
            yield _unknown_flag(statement, flag.name, span, known)
            continue
        if flag.name in seen and kind is not _STRINGS:
            yield Problem(
                "DuplicateFlag", f"`--{flag.name}` stands twice; {statement.keyword} takes it once.", flag.span
            )
            continue
        seen.add(flag.name)
        if flag.value is None and kind is not _BOOL:
            yield Problem(
                "InvalidFlagValue",
                f"`--{flag.name}` needs {kind.removesuffix('s')}, joined to it by `=`: `--{flag.name}=…`.",
                flag.span,
            )
        elif kind is _BOOL and flag.value is not None and lower(flag.value) not in ("true", "false"):
            said = f"not {quote(flag.value)}" if flag.value else "and something has to follow the `=`"
            yield Problem(
                "InvalidFlagValue",
                f"`--{flag.name}` is `true` or `false`, {said}.",
                _value_span(flag.span, flag.value_span),
            )
        elif flag.value is not None:
            yield from _value(statement, flag.name, flag.value, raw, _value_span(flag.span, flag.value_span))


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
        hint = " COPY has."
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
            said = quote(value) if value else "nothing"
            near = nearest(value, options)
            yield Problem("InvalidFlagValue", f"`--{name}` is one of {listed}, not {said}.", span, near)
        return
    check = _VALUES.get(name)
    message = check(value) if check else None
    if message is not None:
        yield Problem("InvalidFlagValue", message.format(flag=f"`--{name}`"), span)


def _duration_error(value: str) -> str | None:
    nanoseconds = values.duration(value) if value else 0
    if nanoseconds is None:
        return f"{{flag}} is a duration such as `30s`, not {_braced(value)}."
    if nanoseconds and nanoseconds < _MILLISECOND:
        return "{flag} cannot be shorter than `1ms`."
    return None


def _retries_error(value: str) -> str | None:
    number = values.integer(value, 32) if value else 0
    return None if number is not None and number >= 0 else f"{{flag}} is a number from 0, not {_braced(value)}."


def _braced(value: str) -> str:
    return quote(value).replace("{", "{{").replace("}", "}}")


def flag_part(statement: Statement, raw: RawFlag, start: int, end: int) -> Span:
    """The place of ``value[start:end]`` of a flag."""
    base = raw.text.index("=") + 1
    if start >= end:
        return statement.span(raw.start, raw.end)
    return statement.span(raw.offsets[base + start], raw.offsets[base + end - 1] + 1)


def _device_error(value: str) -> str | None:
    from mkdocs_multistage.dockerfile.csvfields import CsvError, fields  # noqa: PLC0415 - a flag hardly ever met

    try:
        found = fields(value)
    except CsvError:
        return "The quotes in {flag} do not fit together."
    name = ""
    for field, _, _ in found:
        key, equals, text = field.partition("=")
        key = lower(key)
        if key == "required":
            if equals and text not in values.BOOLEANS:
                return f"`required` is `true` or `false`, not {_braced(text)}."
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


def trailing_comment(statement: Statement, word: Argument) -> Problem:
    """The problem of a comment behind an instruction's arguments, from this word on."""
    return Problem(
        "TrailingComment",
        f"A `#` begins a comment only at the start of a line; here it is an argument of {statement.keyword}. "
        "Put the comment on a line of its own.",
        statement.span(word.start, statement.end),
    )


def _at_least_one(statement: Statement) -> Iterator[Problem]:
    if not statement.arguments:
        yield _missing(statement, "at least one argument")


def _exactly_one(statement: Statement) -> Iterator[Problem]:
    if not statement.arguments:
        yield _missing(statement, "one argument")


def _add_copy(statement: Statement) -> Iterator[Problem]:
    arguments = statement.arguments
    if not arguments:
        yield _missing(statement, "a source and a destination")
        return
    if len(arguments) == 1:
        yield Problem(
            "MissingArguments",
            f"{statement.keyword} needs a source and a destination; here is only {quote(arguments[0].text)}.",
            statement.span_of(arguments[0]),
        )
        return
    last = arguments[-1]
    try:
        heredoc = parse_heredoc(last.text) if "<<" in last.text else None
    except ExpansionError:
        heredoc = None
    if heredoc is not None:
        yield Problem(
            "InvalidArguments",
            f"{statement.keyword} takes a heredoc for a source, not for the destination {quote(last.text)}.",
            statement.span_of(last),
        )


def _arg(statement: Statement) -> Iterator[Problem]:
    yield from _at_least_one(statement)
    yield from (_blank_name(statement, word) for word in statement.arguments if word.text.startswith("="))


def _blank_name(statement: Statement, word: Argument) -> Problem:
    return Problem("InvalidArguments", f"{statement.keyword} needs a name before the `=`.", statement.span_of(word))


def _pairs(statement: Statement) -> Iterator[Problem]:
    yield from _at_least_one(statement)
    yield from _pairs_form(statement)
    words = statement.arguments
    if words and "=" in words[0].text:
        yield from (_blank_name(statement, word) for word in words if word.text.startswith("="))


def _pairs_form(statement: Statement) -> Iterator[Problem]:
    words = statement.arguments
    if not words:
        return
    if "=" not in words[0].text:
        if SEPARATORS.search(statement.line.text, statement.rest, statement.end) is None:
            yield Problem(
                "MissingArguments",
                f"{statement.keyword} needs a value for {quote(words[0].text)}: `{statement.keyword} name=value`.",
                statement.span_of(words[0]),
            )
        return
    for word in words:
        if word.text.startswith("#"):
            yield trailing_comment(statement, word)
            return
        if "=" not in word.text:
            yield Problem(
                "InvalidArguments",
                f"{quote(word.text)} has no `=`: {statement.keyword} takes `name=value`, with quotes around a "
                "value that holds spaces.",
                statement.span_of(word),
            )


def _from(statement: Statement) -> Iterator[Problem]:
    words = statement.arguments
    comment = next((word for word in words[1:] if word.text.startswith("#")), None)
    if not words:
        yield _missing(statement, "an image")
    elif len(words) == 1:
        return
    elif len(words) == 3 and lower(words[1].text) == "as":  # noqa: PLR2004 - FROM image AS name
        yield from _stage_name(statement, words[2])
    elif comment is not None:
        yield trailing_comment(statement, comment)
    elif lower(words[1].text) == "as":
        extra = words[3:]
        if extra:
            yield Problem(
                "InvalidArguments",
                "FROM takes an image, or an image `AS` a name, and nothing behind it.",
                statement.span(extra[0].start, extra[-1].end),
            )
        else:
            yield Problem("MissingArguments", "A name has to follow `AS`.", statement.span_of(words[1]))
    else:
        yield _from_form(statement, words)


def _from_form(statement: Statement, words: list[Argument]) -> Problem:
    message = "FROM takes an image, or an image `AS` a name."
    if len(words) == 2:  # noqa: PLR2004 - the AS is missing
        name = words[1]
        good = _STAGE_NAME.fullmatch(lower(name.text)) is not None
        hint = f" Did you mean `AS {name.text}`?" if good else ""
        return Problem("InvalidArguments", message + hint, statement.span_of(name), f"AS {name.text}" if good else None)
    last = words[2].text
    fits = len(words) == 3 and nearest(words[1].text, ("AS",)) and _STAGE_NAME.fullmatch(lower(last))  # noqa: PLR2004
    span = statement.span(words[1].start, words[-1].end)
    return Problem("InvalidArguments", message, span, f"AS {last}" if fits else None)


def _stage_name(statement: Statement, word: Argument) -> Iterator[Problem]:
    if _STAGE_NAME.fullmatch(lower(word.text)):
        return
    better = re.sub(r"[^a-z0-9_.-]+", "-", lower(word.text)).strip("-")
    better = better if _STAGE_NAME.fullmatch(better) else f"stage-{better}".rstrip("-")
    why = (
        "variables are not expanded in it"
        if "$" in word.text
        else "it begins with a letter and holds letters, digits, `-`, `_` and `.`"
    )
    yield Problem(
        "InvalidStageName",
        f"{quote(word.text)} cannot be the name of a stage: {why}.",
        statement.span_of(word),
        better if "$" not in word.text and len(better) < 50 else None,  # noqa: PLR2004 - a name, not a paragraph
    )


def _kind(statement: Statement) -> str:
    return upper(statement.arguments[0].text) if statement.arguments else ""


def _healthcheck(statement: Statement) -> Iterator[Problem]:
    words = statement.arguments
    if not words:
        yield _missing(statement, "CMD or NONE")
        return
    kind = _kind(statement)
    if kind == "NONE":
        if len(words) > 1:
            yield Problem(
                "InvalidArguments",
                "HEALTHCHECK NONE takes no arguments.",
                statement.span(words[1].start, statement.end),
            )
    elif kind != "CMD":
        near = nearest(kind, ("CMD", "NONE"))
        yield Problem(
            "InvalidArguments",
            f"HEALTHCHECK is followed by CMD or NONE, not by {quote(words[0].text)}.",
            statement.span_of(words[0]),
            near,
        )
    elif len(words) == 1:
        yield Problem("MissingArguments", "A command has to follow HEALTHCHECK CMD.", statement.span_of(words[0]))


def _onbuild(statement: Statement) -> Iterator[Problem]:
    trigger = statement.trigger
    if trigger is None:
        yield _missing(statement, "an instruction")
    elif trigger.keyword in _NO_TRIGGERS:
        yield Problem(
            "InvalidOnbuild",
            f"ONBUILD cannot hold {trigger.keyword}.",
            trigger.keyword_span,
        )


def _shell(statement: Statement) -> Iterator[Problem]:
    if not statement.arguments:
        yield _missing(statement, "a JSON list of strings")
    elif not statement.json and not statement.not_strings:
        yield Problem(
            "InvalidArguments",
            f"SHELL takes the JSON form only, as in `{_EXAMPLES['SHELL']}`.",
            statement.span(statement.rest, statement.end),
        )


def _volume(statement: Statement) -> Iterator[Problem]:
    yield from _at_least_one(statement)
    for word in statement.arguments:
        if not word.text.strip(SPACE):
            yield Problem("InvalidArguments", "VOLUME takes no empty path.", statement.span_of(word))


_CHECKS: Final = {
    "ADD": _add_copy,
    "ARG": _arg,
    "COPY": _add_copy,
    "ENV": _pairs,
    "EXPOSE": _at_least_one,
    "FROM": _from,
    "HEALTHCHECK": _healthcheck,
    "LABEL": _pairs,
    "MAINTAINER": _exactly_one,
    "ONBUILD": _onbuild,
    "SHELL": _shell,
    "STOPSIGNAL": _exactly_one,
    "USER": _exactly_one,
    "VOLUME": _volume,
    "WORKDIR": _exactly_one,
}
