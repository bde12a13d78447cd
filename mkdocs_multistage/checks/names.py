"""Names: which ones are images that everybody knows, which are near to which, which only hold a place.

Comes in: a name as a Dockerfile spells it. Goes out: an answer about that name alone; what the file
around it says is the rules' business.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from pkgutil import get_data
from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile.limits import MAX_CANDIDATES, MAX_COMPARISONS
from mkdocs_multistage.dockerfile.suggest import distance

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_BARE = re.compile(r"[/:@.$ \t]")

# Longer names are compared no more: nobody mistypes them, and the comparison is quadratic.
_LONGEST_COMPARED = 40
# A slip in a name this short turns it into another name, not into a misspelling.
_SHORTEST_MISSPELT = 3
# From this length on, two slips are still the same name.
_LENGTH_FOR_TWO_SLIPS = 6


@lru_cache(maxsize=1)
def known_images() -> frozenset[str]:
    """Names without registry, user and tag that mean an image everybody can pull (`data/official-images.txt`)."""
    text = get_data(__package__, "data/official-images.txt") or b""  # importlib.resources takes long to load
    lines = (line.strip() for line in text.decode().splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_bare(name: str) -> bool:
    """Whether a reference is one plain word, so that it could be a stage's name: no registry, user, tag or variable."""
    return bool(name) and _NOT_BARE.search(name) is None


def _is_numbered_alike(one: str, other: str) -> bool:
    """Whether two names differ in their digits alone: ``py311`` and ``py312`` are siblings, not misspellings."""
    return re.sub(r"\d", "", one) == re.sub(r"\d", "", other)


def nearest(name: str, candidates: Iterable[str], *, loosely: bool = True) -> str | None:
    """The candidate that was probably meant.

    Args:
        name: What was written.
        candidates: What could have been meant, in the order of preference among equals.
        loosely: Whether a shortened or lengthened form counts too: ``build`` for ``builder``.

    Returns:
        One of the candidates, or ``None`` where none is near enough to be what the author meant.
    """
    lowered = name.lower()
    if not lowered or len(lowered) > _LONGEST_COMPARED:
        return None
    limit = 0 if len(lowered) < _SHORTEST_MISSPELT else 1 if len(lowered) < _LENGTH_FOR_TWO_SLIPS else 2
    best: tuple[int, str] | None = None
    for candidate in islice(candidates, MAX_CANDIDATES):
        other = candidate.lower()
        if len(other) > _LONGEST_COMPARED:
            continue
        slips = distance(lowered, other, limit)
        if slips and _is_numbered_alike(lowered, other):
            continue
        if slips > limit:
            slips = limit + 1
            shorter, longer = sorted((lowered, other), key=len)
            related = longer.startswith(shorter) or longer.endswith(("-" + shorter, "_" + shorter, "." + shorter))
            if not (loosely and related and len(shorter) >= _SHORTEST_MISSPELT):
                continue
        if best is None or slips < best[0]:
            best = (slips, candidate)
    return best[1] if best else None


# What no name can contain, and what every reader takes for "put yours here".
_PLACEHOLDER_SIGNS = re.compile(
    r"""
    <[^<>\n]{1,60}>            # <image>
    | &lt;                     # the same, escaped
    | \{\{ | \{% | \}\}        # {{ image }}, {% if %}
    | \$\{\{                   # ${{ inputs.image }}
    | \[[A-Za-z][^\[\]\n"',]{0,60}\]   # [image], but not a JSON list
    | \.{3} | …                # ...
    | (?<![A-Za-z])YOUR[-_]    # YOUR_IMAGE
    | %[A-Z_]{2,}%             # %IMAGE%
    | (?<![A-Za-z0-9])@[A-Z_]{2,}@      # @IMAGE@
    | (?<![A-Za-z0-9_])__[A-Z_]+__  # __IMAGE__
    | (?<![A-Za-z0-9])[xX]{3,}(?![A-Za-z0-9])   # xxx
    | @sha256:[0-9a-fx]{0,63}(?![0-9a-z])       # @sha256:0e8b2a8, cut short
    """,
    re.VERBOSE,
)

# Possessives in front of a noun, in the languages that documentation is mostly written in.
_POSSESSIVE = re.compile(
    r"(?:^|[/_-])(?:(?:your|my|our|some|sua|seu|minha|meu|tu|mi|votre|mon|dein|deine|mein|meine)[-_]"
    r"|your(?=[a-z])|my(?=(?:app|image|project|org|repo|registry|service|stage|base|builder|namespace)))",
    re.IGNORECASE,
)

# Nouns that stand for whatever the reader has. Only in documentation: a real file may have a stage `image`.
_STAND_INS = frozenset({
    "bar", "baz", "foo", "foobar", "qux",
    "base-image", "baseimage", "image", "image-name", "imagename", "image_name", "imagem", "nome-da-imagem",
    "name", "nome", "other", "other-image", "other-stage", "previous", "previous-stage", "another-stage", "some-stage",
    "stage", "stage-name", "stagename", "stage_name", "stage-x", "estagio", "etapa", "nome-do-estagio",
    "example", "sample", "exemplo", "placeholder", "something", "whatever",
    "source", "source-image", "source-stage",
    "tag", "target-stage", "x", "y", "z",
})  # fmt: skip

_SHOUTED = re.compile(r"[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+\Z|(?:IMAGE|NAME|TAG|STAGE|VERSION|IMAGEM|NOME|BASE|REPO)\Z")

# A part of a path in capitals: no registry has one, and `cgr.dev/ORG/php` is to be filled in.
_SHOUTED_PART = re.compile(r"(?:^|/)[A-Z][A-Z0-9_-]+(?=/)|(?<=/)[A-Z][A-Z0-9_-]+(?=[:/]|\Z)")


def has_placeholder(text: str) -> bool:
    """Whether a text holds something that only a template or a documentation page writes (``<image>``, ``{{ x }}``)."""
    return _PLACEHOLDER_SIGNS.search(text) is not None


def is_placeholder(name: str, *, in_documentation: bool) -> bool:
    """Whether a reference stands for whatever the reader puts there.

    Args:
        name: The reference, tag included.
        in_documentation: Whether words such as ``my-app``, ``foo`` or ``IMAGE_NAME`` count. In a real file
            they are names like any other, and only ``<image>`` and its like do.
    """
    if has_placeholder(name):
        return True
    if not in_documentation:
        return False
    if _POSSESSIVE.search(name):
        return True
    path = name.partition("@")[0]
    last = path.rpartition("/")[2].partition(":")[0]
    return last.lower() in _STAND_INS or _SHOUTED.match(last) is not None or _SHOUTED_PART.search(path) is not None


# What very many stages are called. Whoever writes one of these has not mistyped another name.
COMMON_STAGES = frozenset({
    "app", "base", "binaries", "build", "build-env", "builder", "builds", "cache", "certs", "ci", "client", "compile",
    "compiler", "copy", "debug", "dependencies", "deploy", "deps", "dev", "development", "dist", "docs", "download",
    "export", "fetch", "final", "frontend", "install", "installer", "lint", "main", "package", "packages", "planner",
    "prod", "prod-deps", "production", "publish", "release", "run", "runner", "runtime", "server", "stage", "static",
    "test", "tester", "testing", "tests", "tools", "vendor", "web", "worker",
})  # fmt: skip


class Likely:
    """Finds the names that were probably meant, for one text, but not without end.

    Attributes:
        left: How many names it still compares. A hostile text has thousands of names, each near to thousands;
            beyond the bound its findings come without a suggestion.
    """

    def __init__(self, most: int = MAX_COMPARISONS) -> None:
        self.left = most
        self._answers: dict[tuple[str, object], str | None] = {}

    def among(self, name: str, candidates: Iterable[str], *, key: object = None, loosely: bool = False) -> str | None:
        """What `nearest` says; asked for once for each name and key.

        Args:
            name: What was written.
            candidates: What could have been meant.
            key: Tells these candidates from others that the same name is compared with.
            loosely: See `nearest`.
        """
        answer = (name, key)
        if answer not in self._answers:
            if self.left <= 0:
                return None
            compared = tuple(islice(candidates, MAX_CANDIDATES))
            self.left -= len(compared)
            self._answers[answer] = nearest(name, compared, loosely=loosely)
        return self._answers[answer]
