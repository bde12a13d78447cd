"""PROVISIONAL. The words of the picture in the reader's language; each language is one JSON file in ``locales/``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Labels:
    """Every visible word, by key; keys are those of ``locales/en.json``."""

    language: str
    texts: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """The text for a key."""
        return self.texts.get(key, key)


def labels(language: str, overrides: Mapping[str, str] | None = None) -> Labels:
    """The labels of a language (``pt-BR`` falls back to ``pt``, anything unknown to ``en``)."""
    return Labels(language, dict(overrides or {}))
