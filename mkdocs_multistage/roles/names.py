"""What names suggest: a stage's name or a copied path in, a hint out. Names mislead, so a hint only breaks ties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from mkdocs_multistage.remembered import remembered
from mkdocs_multistage.roles.globs import Globs
from mkdocs_multistage.roles.scripts import is_test
from mkdocs_multistage.roles.tables.model import words

if TYPE_CHECKING:
    from mkdocs_multistage.roles.model import Role

# Words of stage names, by the role they speak for.
WORDS: dict[Role, frozenset[str]] = {
    "base": words("base common env environment os parent sdk setup system toolchain"),
    "deps": words(
        "cacher chef composer dep dependencies dependency deps gems install installer lib libs modules node_modules nodemodules packages plan "
        "planner pruner requirements restore vendor vendored venv wheels"
    ),
    "build": words(
        "build buildenv builder builders building buildstage bundle bundler codegen compile compiled compiler cross dist extract gen generate "
        "generator gobuild make maker optimizer package protoc publish webpack"
    ),
    "test": words(
        "a11y acceptance accessibility audit bats benchmark check checker checks conformance coverage e2e fmt format functional govulncheck hadolint integration jest "
        "lint linter linting outdated playwright pytest qa scan security selenium shellcheck smoke spec specs test testing tests typecheck unit "
        "uptodate validate validation verifier verify vet"
    ),
    "dev": words(
        "debug debugger dev devcontainer devel develop development devenv devtools envs local playground shell watch workspace"
    ),
    "runtime": words(
        "deploy deployment final live minimal prod production release rootless run runner running runtime serve serving slim staging"
    ),
    "export": words("artifact artifacts binaries binary export exporter out output outputs update"),
    "tool": words(
        "ca cert certificates certs download downloaded downloader downloads fetch fetched fetcher source sources src tool tools"
    ),
}
# Words for what a stage is about; they speak only where no other word does.
SUBJECTS: dict[Role, frozenset[str]] = {
    "build": words("assets backend client docs frontend jar proto site static ui"),
    "runtime": words("api app application default image main nginx server service web worker"),
}

_WORD = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"(?<=[a-z])[0-9]+$")


@remembered(2048)
def hints(name: str) -> tuple[Role, ...]:
    """The roles that the words of a stage's name speak for, in the order of the words."""
    found: dict[Role, None] = {}
    for word in _WORD.findall(name[:200]):
        plain = word if word == "e2e" else _DIGITS.sub("", word)
        if is_test(plain):
            found["test"] = None
        found.update(dict.fromkeys(role for role, group in WORDS.items() if plain in group))
    if not found:
        subjects = set(_WORD.findall(name[:200]))
        found.update(dict.fromkeys(role for role, group in SUBJECTS.items() if not group.isdisjoint(subjects)))
    return tuple(found)


Goods = Literal["dependencies", "certificates", "programs", "files"]

# What the paths that others copy from a stage are.
GOODS: dict[Goods, tuple[str, ...]] = {
    "dependencies": (
        "*node_modules*",
        "*/site-packages*",
        "*/dist-packages*",
        "*.venv*",
        "*/venv*",
        "*/virtualenv*",
        "*/wheels*",
        "*/wheelhouse*",
        "*/vendor",
        "*/vendor/*",
        "*/go/pkg*",
        "*/.m2*",
        "*/.cargo/registry*",
        "*/.nuget*",
        "*/bundle",
        "*/bundle/*",
        "*/deps",
        "*/deps/*",
        "*/.local*",
        "*/install",
        "*/packages",
        "*/vcpkg_installed*",
        "*requirements*.txt",
        "*recipe.json",
        "*/opt/conda*",
    ),
    "certificates": (
        "/etc/ssl*",
        "*/ca-certificates*",
        "*zoneinfo*",
        "*/passwd*",
        "*/group*",
        "*ca-bundle*",
        "*/etc_passwd*",
        "*.pem",
    ),
    "programs": ("*/bin", "*/bin/*", "*/sbin", "*/sbin/*"),
}
_GOODS = {kind: Globs(globs) for kind, globs in GOODS.items()}


def goods(paths: tuple[str, ...]) -> Goods:
    """What a copy takes, by its paths; ``files`` where they don't all say one thing."""
    if not paths:
        return "files"
    kinds = [_kinds(path) for path in paths]
    return next((kind for kind in kinds[0] if all(kind in others for others in kinds)), "files")


@remembered(2048)
def _kinds(path: str) -> tuple[Goods, ...]:
    return tuple([kind for kind, globs in _GOODS.items() if globs.fit(path)])
