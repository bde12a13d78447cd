"""Whether a name can be an image: the grammar of distribution/reference, as BuildKit applies it."""

from __future__ import annotations

import re
from typing import Final

from mkdocs_multistage.dockerfile.text import lower, quote
from mkdocs_multistage.remembered import remembered

SCRATCH: Final = "scratch"
"""The name that is no image: `FROM scratch` starts from nothing."""

_DEFAULT_DOMAIN: Final = "docker.io"
_PATH_PART: Final = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_PATH: Final = rf"{_PATH_PART}(?:/{_PATH_PART})*"
_DOMAIN_PART: Final = r"[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*"
_DOMAIN: Final = rf"(?:{_DOMAIN_PART}(?:\.{_DOMAIN_PART})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_REFERENCE: Final = re.compile(
    rf"(?:(?P<domain>{_DOMAIN})/)?(?P<path>{_PATH})"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
    r"(?:@(?P<algorithm>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):(?P<digest>[0-9a-fA-F]{32,}))?"
)
_IDENTIFIER: Final = re.compile(r"[a-f0-9]{64}")
_DIGEST_LENGTHS: Final = {"sha256": 64, "sha384": 96, "sha512": 128}
_LONGEST_PATH: Final = 255
_LONGEST_NAME: Final = 2_000


@remembered(4096)
def image_error(name: str) -> str | None:  # noqa: PLR0911 - each return is a reason
    """Why ``name`` is no image name, as a clause; ``None`` where it is one."""
    if _IDENTIFIER.fullmatch(name):
        return "64 hexadecimal digits are an image's id, not its name"
    if len(name) > _LONGEST_NAME:
        return f"its path is longer than {_LONGEST_PATH} characters"
    domain, remainder = _split_domain(name)
    repository = remainder.split(":", 1)[0]
    if lower(repository) != repository:
        return "the name of an image must be lower-case"
    match = _REFERENCE.fullmatch(f"{domain}/{remainder}")
    if match is None:
        return _what_is_wrong(name)
    path = match["path"] if match["domain"] else f"{domain}/{match['path']}"
    if len(path) > _LONGEST_PATH:
        return f"its path is longer than {_LONGEST_PATH} characters"
    if match["digest"]:
        return _digest_error(match["algorithm"], match["digest"])
    return None


def _split_domain(name: str) -> tuple[str, str]:
    first, slash, rest = name.partition("/")
    if not slash:
        return _DEFAULT_DOMAIN, f"library/{name}"
    if first == "index.docker.io":
        domain, remote = _DEFAULT_DOMAIN, rest
    elif first == "localhost" or "." in first or ":" in first or lower(first) != first:
        domain, remote = first, rest
    else:
        domain, remote = _DEFAULT_DOMAIN, name
    if domain == _DEFAULT_DOMAIN and "/" not in remote:
        remote = f"library/{remote}"
    return domain, remote


def _digest_error(algorithm: str, digest: str) -> str | None:
    length = _DIGEST_LENGTHS.get(algorithm)
    if length is None:
        return f"the digest algorithm {quote(algorithm)} is not supported; use sha256"
    if len(digest) != length or digest != digest.lower():
        return f"a {algorithm} digest is {length} lower-case hexadecimal digits"
    return None


def _what_is_wrong(name: str) -> str:
    last = name.rsplit("/", 1)[-1]
    if last.endswith(":"):
        return "the tag after `:` is empty"
    if last.endswith("@"):
        return "the digest after `@` is empty"
    if "@" in last:
        return "what follows `@` is not a digest such as `sha256:…`"
    odd = re.search(r"[^A-Za-z0-9._:/@\[\]+-]", name)
    if odd:
        return f"{quote(odd[0])} cannot be part of it"
    return "it is not of the form `name`, `name:tag` or `registry/name:tag`"


def digest_error(text: str) -> str | None:
    """Why ``text`` is no digest such as ``sha256:…``; ``None`` where it is one."""
    algorithm, colon, digest = text.partition(":")
    if not algorithm or not colon or not digest or not re.fullmatch("[0-9a-fA-F]+", digest):
        return "a checksum is of the form `sha256:…`"
    return _digest_error(algorithm, digest)
