"""Says what a script does by its name: the name of a make target, npm script, task or file in, an act out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_multistage.remembered import remembered
from mkdocs_multistage.roles.tables.words import (
    BUILD_WORDS,
    DEPS_WORDS,
    DEV_WORDS,
    FETCH_WORDS,
    INSTALL_WORDS,
    MANAGER_WORDS,
    NO_TEST_WORDS,
    OBJECT_WORDS,
    RUN_WORDS,
    SERVICE_WORDS,
    TEST_WORDS,
)

if TYPE_CHECKING:
    from mkdocs_multistage.roles.tables import Act

_WORD = re.compile(r"[a-z]+[0-9]?[a-z]*")
_HUMP = re.compile(r"([a-z])([A-Z])")

# Words that say what a script does come before those that say in which mode, and these before what it makes.
_STRONG: tuple[tuple[frozenset[str], Act], ...] = (
    (TEST_WORDS, "test"),
    (DEPS_WORDS, "deps"),
    (BUILD_WORDS, "build"),
    (FETCH_WORDS, "fetch"),
)
_WEAK: tuple[tuple[frozenset[str], Act], ...] = ((DEV_WORDS, "dev"), (RUN_WORDS, "run"), (OBJECT_WORDS, "build"))


def words_of(name: str) -> list[str]:
    """The words in a script's name, folder and case left out: ``run``, ``tests``, ``sh`` for ``ci/runTests.sh``."""
    base = "" if "://" in name else name[:120].rstrip("/").rpartition("/")[2]
    return _WORD.findall(_HUMP.sub(r"\1 \2", base).lower())


def is_test(word: str) -> bool:
    """Whether a word is made of "test", as in ``critest`` and ``e2etester``."""
    return word.endswith(("test", "tests", "tester")) and word not in NO_TEST_WORDS


def installs(name: str) -> bool:
    """Whether a script installs something, by its name."""
    return not INSTALL_WORDS.isdisjoint(words_of(name))


@remembered(2048)
def is_service(name: str) -> bool:
    """Whether a program is an application by the last word of its name: ``e2e-service`` runs, whatever it is for."""
    words = words_of(name)
    return bool(words) and words[-1] in SERVICE_WORDS


@remembered(2048)
def script_act(name: str) -> Act | None:
    """What a script does by the words in its name: ``build`` for ``build:prod``, ``test`` for ``run-tests.sh``."""
    words = words_of(name)
    if INSTALL_WORDS.isdisjoint(words):
        for word in words:
            for group, act in _STRONG:
                if word in group:
                    return act
            if is_test(word):
                return "test"
    elif not MANAGER_WORDS.isdisjoint(words):
        return "deps"
    elif not DEPS_WORDS.isdisjoint(words):
        return "system"
    weak = next((act for group, act in _WEAK if not group.isdisjoint(words)), None)
    folder = name[:120].rpartition("/")[0]
    if weak is not None and not TEST_WORDS.isdisjoint(words_of(folder)):
        return "test"
    # What an installer installs was made elsewhere.
    return None if weak == "build" and installs(name) else weak
