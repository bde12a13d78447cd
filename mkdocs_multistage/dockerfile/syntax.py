"""Checks each instruction by itself, as BuildKit's ``instructions`` package: its arguments' form.

In: a `Statement`. Out: the problems. What needs to know the stages or the variables is elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile.flags import check_flags
from mkdocs_multistage.dockerfile.forms import INSTRUCTIONS, KEYWORDS
from mkdocs_multistage.dockerfile.heredocs import parse_heredoc
from mkdocs_multistage.dockerfile.model import Problem
from mkdocs_multistage.dockerfile.shell import ExpansionError
from mkdocs_multistage.dockerfile.suggest import nearest
from mkdocs_multistage.dockerfile.text import SEPARATORS, SPACE, lower, quote, upper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mkdocs_multistage.dockerfile.splitting import Argument
    from mkdocs_multistage.dockerfile.statements import Statement

_IGNORES_FLAGS: Final = frozenset({"ARG", "STOPSIGNAL"})
_NO_TRIGGERS: Final = frozenset({"FROM", "MAINTAINER", "ONBUILD"})
_STAGE_NAME: Final = re.compile(r"[a-z][a-z0-9_.-]*")
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


# How many arguments leave nothing to be checked in an instruction without flags.
_ENOUGH: Final = {
    "CMD": 0,
    "COPY": 2,
    "ENTRYPOINT": 0,
    "EXPOSE": 1,
    "MAINTAINER": 1,
    "RUN": 0,
    "STOPSIGNAL": 1,
    "USER": 1,
    "WORKDIR": 1,
}


def check_statement(statement: Statement) -> Iterable[Problem]:
    """What BuildKit refuses in this instruction, whatever stands around it."""
    if not statement.flags and not statement.split.not_strings and _is_plain(statement):
        return ()
    return _problems(statement)


def _is_plain(statement: Statement) -> bool:
    """Whether an instruction without flags has its commonest form, in which nothing can be wrong."""
    words = statement.arguments
    if statement.keyword == "FROM":
        return len(words) == 1 or (
            len(words) == 3 and words[1].text in ("AS", "as") and _STAGE_NAME.fullmatch(words[2].text) is not None  # noqa: PLR2004
        )
    enough = _ENOUGH.get(statement.keyword)
    if enough is None or len(words) < enough:
        return False
    return statement.keyword != "COPY" or "<<" not in words[-1].text  # the last may be a heredoc


def _problems(statement: Statement) -> list[Problem]:
    keyword = statement.keyword
    if keyword not in INSTRUCTIONS:
        return [unknown_instruction(statement)]
    problems = _json_form(statement)
    if statement.trigger is not None:
        problems += _line_problems(statement.trigger)
    if (
        statement.flags
        and keyword not in _IGNORES_FLAGS
        and not (keyword == "HEALTHCHECK" and _kind(statement) == "NONE")
    ):
        problems += check_flags(statement)
    check = _CHECKS.get(keyword)
    if check is not None:
        problems += check(statement)
    return problems


def unknown_instruction(statement: Statement) -> Problem:
    """The problem of a word that is no instruction."""
    word = statement.split.written
    near = nearest(word, KEYWORDS)
    glued = word.partition("[")[0]
    if glued != word and glued.upper() in INSTRUCTIONS:
        return Problem(
            "UnknownInstruction",
            f"{quote(word)} is not an instruction: a space is missing between `{glued}` and its list.",
            statement.keyword_span,
            f"{glued} {word[len(glued) :]}",
        )
    if near and word == word.lower():
        near = near.lower()
    hint = f" Did you mean `{near}`?" if near else ""
    what = f"{quote(word)} is not an instruction." if word else "There is a backslash here, but no instruction."
    return Problem("UnknownInstruction", what + hint, statement.keyword_span, near)


def _line_problems(statement: Statement) -> list[Problem]:
    """Of a trigger BuildKit reads the line at once, and the rest only in a stage built on it."""
    problems = _json_form(statement)
    if statement.keyword in ("ENV", "LABEL"):
        problems += _pairs_form(statement)
    if statement.trigger is not None:
        problems += _line_problems(statement.trigger)
    return problems


def _json_form(statement: Statement) -> list[Problem]:
    if not statement.split.not_strings:
        return []
    message = f"The JSON form of {statement.keyword} is a list of strings only: put every item in double quotes."
    return [Problem("InvalidArguments", message, statement.span(statement.split.rest, statement.split.end))]


def _missing(statement: Statement, what: str) -> Problem:
    example = _EXAMPLES.get(statement.keyword)
    hint = f", as in `{example}`" if example else ""
    return Problem("MissingArguments", f"{statement.keyword} needs {what}{hint}.", statement.keyword_span)


def trailing_comment(statement: Statement, word: Argument) -> Problem:
    """The problem of a comment behind an instruction's arguments, from this word on."""
    return Problem(
        "TrailingComment",
        f"A `#` begins a comment only at the start of a line; here it is an argument of {statement.keyword}. "
        "Put the comment on a line of its own.",
        statement.span(word.start, statement.split.end),
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
            f"{statement.keyword} needs a source and a destination; this has only {quote(arguments[0].text)}.",
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
            f"{statement.keyword} takes a heredoc as a source, not as the destination {quote(last.text)}.",
            statement.span_of(last),
        )


def _arg(statement: Statement) -> Iterator[Problem]:
    yield from _at_least_one(statement)
    yield from (_blank_name(statement, word) for word in statement.arguments if word.text.startswith("="))


def _blank_name(statement: Statement, word: Argument) -> Problem:
    return Problem("InvalidArguments", f"{statement.keyword} needs a name before the `=`.", statement.span_of(word))


def _pairs(statement: Statement) -> Iterator[Problem]:
    words = statement.arguments
    if words and all(word.text.find("=") > 0 and word.text[0] != "#" for word in words):
        return
    yield from _at_least_one(statement)
    yield from _pairs_form(statement)
    if words and "=" in words[0].text:
        yield from (_blank_name(statement, word) for word in words if word.text.startswith("="))


def _pairs_form(statement: Statement) -> Iterator[Problem]:
    words = statement.arguments
    if not words:
        return
    if "=" not in words[0].text:
        if SEPARATORS.search(statement.line.text, statement.split.rest, statement.split.end) is None:
            yield Problem(
                "MissingArguments",
                f"{statement.keyword} needs a value for {quote(words[0].text)}: `{statement.keyword} name=value`.",
                statement.span_of(words[0]),
            )
        return
    for position, word in enumerate(words):
        if word.text.startswith("#"):
            # `ENV A=1 #b=c` sets a variable `#b`: BuildKit's `parseNameVal` asks for nothing but the `=`.
            if any("=" not in later.text for later in words[position:]):
                yield trailing_comment(statement, word)
            return
        if "=" not in word.text:
            yield Problem(
                "InvalidArguments",
                f"{quote(word.text)} has no `=`: {statement.keyword} takes `name=value`, with quotes around a "
                "value that contains spaces.",
                statement.span_of(word),
            )


def _from(statement: Statement) -> Iterator[Problem]:
    words = statement.arguments
    if not words:
        yield _missing(statement, "an image")
    elif len(words) == 1 or any(flag.value is None for flag in statement.instruction.flags):
        # Behind a flag without its value one cannot tell what was meant.
        return
    elif len(words) == 3 and lower(words[1].text) == "as":  # noqa: PLR2004 - FROM image AS name
        yield from _stage_name(statement, words[2])
    elif (comment := next((word for word in words[1:] if word.text.startswith("#")), None)) is not None:
        yield trailing_comment(statement, comment)
    elif lower(words[1].text) == "as":
        extra = words[3:]
        if extra:
            yield Problem(
                "InvalidArguments",
                "FROM takes an image, or an image `AS` a name, and nothing after it.",
                statement.span(extra[0].start, extra[-1].end),
            )
        else:
            yield Problem("MissingArguments", "A name has to follow `AS`.", statement.span_of(words[1]))
    else:
        yield _from_form(statement, words)


def _from_form(statement: Statement, words: Sequence[Argument]) -> Problem:
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
        else "it must begin with a letter and contain only letters, digits, `-`, `_` and `.`"
    )
    yield Problem(
        "InvalidStageName",
        f"{quote(word.text)} cannot be the name of a stage: {why}.",
        statement.span_of(word),
        better if word.text.isascii() and "$" not in word.text and len(better) < 50 else None,  # noqa: PLR2004 - a name, not a paragraph
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
                statement.span(words[1].start, statement.split.end),
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
            f"ONBUILD cannot contain {trigger.keyword}.",
            trigger.keyword_span,
        )


def _shell(statement: Statement) -> Iterator[Problem]:
    if not statement.arguments:
        yield _missing(statement, "a JSON list of strings")
    elif not statement.split.is_json and not statement.split.not_strings:
        yield Problem(
            "InvalidArguments",
            f"SHELL takes only the JSON form, as in `{_EXAMPLES['SHELL']}`.",
            statement.span(statement.split.rest, statement.split.end),
        )


def _volume(statement: Statement) -> Iterator[Problem]:
    yield from _at_least_one(statement)
    for word in statement.arguments:
        if not word.text.strip(SPACE):
            yield Problem("InvalidArguments", "A VOLUME path cannot be empty.", statement.span_of(word))


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
