"""The words of figures and badges in the reader's language: a language code in, texts by key out.

Each language is one JSON file in ``locales/``; its README tells a translator all there is to know.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FALLBACK: Final = "en"

# Regions whose language is a file's under another name.
_ALIASES: Final = {"zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant", "iw": "he"}

# Not a word to read but a note to the translator.
_COMMENT: Final = "_comment"

# Not a word either, but how the language is written.
_GRAMMAR: Final = frozenset({"decimal", "direction", "list_between", "list_last"})


_PLACE: Final = re.compile(r"\{(\w+)\}")


class Labels(dict[str, str]):
    """Every visible word, by key; keys are those of ``locales/en.json``. Those of a language are made once: `labels`.

    Nobody changes one, and each is a key of its own in what is remembered. A key without a text is its own text.

    Attributes:
        language: The language that the words are in, as an HTML ``lang``: ``en`` for one that is not known.
    """

    __slots__ = ("language",)
    __eq__ = object.__eq__
    __hash__ = object.__hash__  # type: ignore[assignment]  # other dictionaries have none

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        """Roles by their own name (``build``), the rest as ``locales/en.json`` explains them."""
        super().__init__(texts)
        self.language = language

    def __missing__(self, key: str) -> str:
        """The text for a key that has none."""
        return key

    def join(self, items: Sequence[str]) -> str:
        """A list as this language writes it: ``a, b and c``."""
        *first, last = items or ("",)
        return self["list_last"].join(filter(None, (self["list_between"].join(first), last)))

    def fill(self, key: str, /, **values: str) -> str:
        """The text for a key with the words in braces replaced; unknown ones stay."""
        pieces = list(_pieces(self[key]))
        for place in range(1, len(pieces), 2):
            word = pieces[place]
            pieces[place] = values.get(word, f"{{{word}}}")
        return "".join(pieces)


@lru_cache(maxsize=1024)
def _pieces(text: str) -> tuple[str, ...]:
    """A text apart: what stands as it is, and between that the words in braces."""
    return tuple(_PLACE.split(text))


def labels(language: str, overrides: Mapping[str, str] | None = None) -> Labels:
    """The labels of a language.

    Args:
        language: A code such as ``pt-BR``, ``pt_BR`` or ``zh-Hans``. It falls back part by part
            (``pt-BR``, ``pt``), and to English; raises on none.
        overrides: Texts the author decided, by key, such as ``{"build": "compilation"}``.
    """
    return _labels(str(language), tuple((key, str(text)) for key, text in (overrides or {}).items()))


@lru_cache(maxsize=64)
def _labels(language: str, overrides: tuple[tuple[str, str], ...]) -> Labels:
    found = _chain(language)
    texts: dict[str, str] = {}
    for code in (FALLBACK, *reversed(found)):
        texts.update(_read(code))
    texts.update(overrides)
    return Labels(found[0] if found else FALLBACK, texts)


def texts_to_override() -> Mapping[str, str]:
    """The English texts that an author may replace, by key; all but those that say how a language is written."""
    return {key: text for key, text in _read(FALLBACK).items() if key not in _GRAMMAR}


def languages() -> tuple[str, ...]:
    """Codes of the languages that are there, in order."""
    return tuple(_codes().values())


def _chain(language: str) -> list[str]:
    """The files for a language, the nearest first."""
    # ``pt_BR.UTF-8`` and ``pt_BR@latin`` are what an operating system calls it.
    parts = re.split(r"[-_]", re.split(r"[.@]", str(language).strip().lower())[0])
    codes = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    other = next((_ALIASES[code] for code in codes if code in _ALIASES), None)
    return [other] if other else [_codes()[code] for code in codes if code in _codes()]


@cache
def _codes() -> Mapping[str, str]:
    """The codes of the files, each by its lower-case form."""
    folder = files("mkdocs_multistage.render").joinpath("locales")
    codes = sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".json"))
    return {code.lower(): code for code in codes}


@cache
def _read(code: str) -> Mapping[str, str]:
    path = files("mkdocs_multistage.render").joinpath("locales").joinpath(f"{code}.json")
    texts = json.loads(path.read_text(encoding="utf-8"))
    return {key: text for key, text in texts.items() if key != _COMMENT}
