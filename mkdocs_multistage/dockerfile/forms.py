"""An instruction's line in, its parts out: keyword, flags, and arguments in the form that the instruction takes.

What a line says by itself depends on nothing around it, and the same lines come again and again: in the blocks of a page that
change one Dockerfile step by step, in a rebuild, in the Dockerfiles of one project. The last ones are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mkdocs_multistage.dockerfile.splitting import (
    Argument,
    NotStringsError,
    RawFlag,
    split_blanks,
    split_flags,
    split_json,
    split_keyword,
    split_words,
)
from mkdocs_multistage.dockerfile.text import keyword
from mkdocs_multistage.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    # Arguments, whether they are the JSON form, and whether that holds something else than strings.
    _Form: TypeAlias = tuple[list[Argument], bool, bool]
    _Splitter: TypeAlias = Callable[[str, int, int, str], _Form]

# Lines that are kept, and how long they may be: a few megabytes at most.
_KEPT: Final = 1024
_LONGEST_KEPT: Final = 200

KEYWORDS: Final = (
    "FROM",
    "RUN",
    "COPY",
    "ADD",
    "ARG",
    "ENV",
    "WORKDIR",
    "CMD",
    "ENTRYPOINT",
    "EXPOSE",
    "USER",
    "VOLUME",
    "LABEL",
    "HEALTHCHECK",
    "SHELL",
    "STOPSIGNAL",
    "ONBUILD",
    "MAINTAINER",
)
"""Every instruction, the commonest first: of equally near names the first is suggested."""

INSTRUCTIONS: Final = frozenset(KEYWORDS)
"""The same, to ask whether a word is one."""


class Split(NamedTuple):
    """An instruction's parts, with offsets into its line.

    Attributes:
        keyword: In upper case.
        written: The keyword as written.
        start: Offset of the keyword.
        keyword_end: Offset behind it.
        rest: Offset of what follows keyword and flags.
        end: Offset of the end, white space trimmed.
        text: What is between these two.
        flags: As they stand in the line.
        arguments: As BuildKit's line parsers split them; for ENV and LABEL the quoted words.
        is_json: Whether the arguments are the JSON form.
        not_strings: Whether they are a JSON array of something else than strings.
    """

    keyword: str
    written: str
    start: int
    keyword_end: int
    rest: int
    end: int
    text: str
    flags: tuple[RawFlag, ...]
    arguments: tuple[Argument, ...]
    is_json: bool
    not_strings: bool


def split_instruction(text: str, start: int, end: int, escape: str) -> Split:
    """The parts of the instruction that ``text[start:end]`` is."""
    if start == 0 and end == len(text) and escape == "\\":
        return _split_line(text)
    return _split(text, start, end, escape)


@remembered(_KEPT, _LONGEST_KEPT)
def _split_line(text: str) -> Split:
    return _split(text, 0, len(text), "\\")


def _split(text: str, start: int, end: int, escape: str) -> Split:
    start, keyword_end, rest, end = split_keyword(text, start, end)
    word = text[start:keyword_end]
    name = word if word in _FORMS else keyword(word)
    flags: list[RawFlag] = []
    # A dash may begin a flag, and what is not ASCII may be white space.
    if rest < end and (text[rest] == "-" or not "!" <= text[rest] <= "~"):
        flags, rest, end = split_flags(text, rest, end, escape)
        rest = min(rest, end)
    form = _FORMS.get(name)
    arguments, json, not_strings = form(text, rest, end, escape) if form else ([], False, False)
    return Split(
        keyword=name,
        written=word,
        start=start,
        keyword_end=keyword_end,
        rest=rest,
        end=end,
        text=text[rest:end],
        flags=tuple(flags),
        arguments=tuple(arguments),
        is_json=json,
        not_strings=not_strings,
    )


def _blanks(text: str, rest: int, end: int, _escape: str) -> _Form:
    return split_blanks(text, rest, end), False, False


def _quoted(text: str, rest: int, end: int, escape: str) -> _Form:
    return split_words(text, rest, end, escape), False, False


def _whole(text: str, rest: int, end: int, _escape: str = "") -> _Form:
    return [Argument(text[rest:end], rest, end)] if rest < end else [], False, False


def _json_or(plain: _Splitter) -> _Splitter:
    def split(text: str, rest: int, end: int, escape: str) -> _Form:
        if text[rest : rest + 1].isalnum():  # no list begins so
            return plain(text, rest, end, escape)
        try:
            values = split_json(text, rest, end)
        except NotStringsError:
            return plain(text, rest, end, escape)[0], False, True
        return plain(text, rest, end, escape) if values is None else (values, True, False)

    return split


def _healthcheck(text: str, rest: int, end: int, escape: str) -> _Form:
    """``CMD`` or ``NONE``, then as CMD."""
    gap = next((i for i in range(rest, end) if text[i] in "\t\n\v\f\r "), end)
    if gap == rest:
        return [], False, False
    after = end - len(text[gap:end].lstrip("\t\n\v\f\r "))
    arguments, json, not_strings = _COMMAND(text, after, end, escape)
    return [Argument(text[rest:gap], rest, gap), *arguments], json, not_strings


_COMMAND: Final = _json_or(_whole)


_FORMS: Final[dict[str, _Splitter]] = {
    "ADD": _json_or(_blanks),
    "ARG": _quoted,
    "CMD": _COMMAND,
    "COPY": _json_or(_blanks),
    "ENTRYPOINT": _COMMAND,
    "ENV": _quoted,
    "EXPOSE": _blanks,
    "FROM": _blanks,
    "HEALTHCHECK": _healthcheck,
    "LABEL": _quoted,
    "MAINTAINER": _whole,
    "RUN": _COMMAND,
    "SHELL": _json_or(_whole),
    "STOPSIGNAL": _whole,
    "USER": _whole,
    "VOLUME": _json_or(_blanks),
    "WORKDIR": _whole,
}
"""How each instruction's arguments are split (BuildKit's ``dispatch`` table)."""
