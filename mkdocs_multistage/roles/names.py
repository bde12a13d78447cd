"""What names suggest: a stage's name or a copied path in, a hint out. Names mislead, so a hint only breaks ties."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from mkdocs_multistage.roles.scripts import is_test
from mkdocs_multistage.roles.tables.model import words

if TYPE_CHECKING:
    from mkdocs_multistage.roles.model import Role

# Words of stage names, by the role they speak for.
WORDS: dict[Role, frozenset[str]] = {
    "base": words("base common env environment setup parent os system toolchain sdk"),
    "deps": words(
        "deps dep dependencies dependency vendor vendored modules restore packages requirements libs lib gems planner plan cacher "
        "install installer pruner chef venv wheels node_modules composer nodemodules"
    ),
    "build": words(
        "build builder builders building buildstage compile compiler compiled bundle bundler assets publish package dist frontend "
        "backend client ui web-build webpack gobuild make maker generate generator codegen gen docs jar extract optimizer site "
        "buildenv cross static protoc proto"
    ),
    "test": words(
        "test tests tester unittests testing lint linter linting check checks checker validate validation verify verifier coverage e2e integration unit unittest "
        "spec specs audit typecheck fmt format vet benchmark smoke qa scan security outdated conformance acceptance functional jest pytest bats selenium playwright uptodate hadolint shellcheck govulncheck"
    ),
    "dev": words(
        "dev devel develop development devcontainer debug debugger local workspace shell devenv devtools watch playground dev-envs envs"
    ),
    "runtime": words(
        "runtime run runner running prod production release final app application server main web api worker deploy deployment serve "
        "service nginx image default live staging serving slim rootless minimal"
    ),
    "export": words("export exporter binary binaries artifact artifacts out output update outputs"),
    "tool": words(
        "tool tools download downloader downloads fetch fetcher fetched certs cert certificates ca src source sources downloaded"
    ),
}

_WORD = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"(?<=[a-z])[0-9]+$")


def hints(name: str) -> tuple[Role, ...]:
    """The roles that the words of a stage's name speak for, in the order of the words."""
    found: dict[Role, None] = {}
    for word in _WORD.findall(name[:200]):
        plain = word if word == "e2e" else _DIGITS.sub("", word)
        if is_test(plain):
            found["test"] = None
        found.update(dict.fromkeys(role for role, group in WORDS.items() if plain in group))
    return tuple(found)


Goods = Literal["dependencies", "certificates", "files"]

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
        "*/etc/passwd*",
        "*/etc/group*",
        "*ca-bundle*",
        "*/etc_passwd*",
        "*.pem",
    ),
    "files": (),
}


def goods(paths: tuple[str, ...]) -> Goods:
    """What a copy takes, by its paths: dependencies or certificates where every path says so."""
    for kind, globs in GOODS.items():
        if paths and all(any(fnmatchcase(path[:300], glob) for glob in globs) for path in paths):
            return kind
    return "files"
