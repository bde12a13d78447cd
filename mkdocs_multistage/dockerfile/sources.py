"""What a source of COPY and ADD is: a path, a download or a Git repository (BuildKit's ``dfgitutil``)."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from mkdocs_multistage.dockerfile.text import lower, quote
from mkdocs_multistage.dockerfile.values import BOOLEANS

_SCHEME: Final = re.compile(r"[a-zA-Z0-9]+://")
_SCP: Final = re.compile(r"[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:([^?#]*)(?:\?([^#]*))?(?:#(.*))?")
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]")
_FLAGS: Final = frozenset({"submodules", "keep-git-dir", "fetch-by-commit"})
_MTIMES: Final = ("checkout", "commit")


class Source(NamedTuple):
    """A source.

    Attributes:
        kind: What it is.
        error: Why BuildKit refuses the repository's query, as a sentence.
        keep_git_dir: What the query says of it.
        checksum: Likewise.
    """

    kind: Literal["path", "http", "git"]
    error: str | None = None
    keep_git_dir: bool | None = None
    checksum: str = ""


PATH: Final = Source("path")


def classify(text: str) -> Source:
    """What ``text`` is to BuildKit."""
    if ":" not in text and not text.startswith("github.com/"):
        return PATH
    if text.startswith(("./", "../")):
        return PATH
    scheme = _SCHEME.match(text)
    http = text.startswith(("http://", "https://"))
    fallback = Source("http") if http else PATH
    if scheme or text.startswith("github.com/"):
        return _url(text, lower(scheme[0][:-3]) if scheme else "", fallback)
    match = _SCP.fullmatch(text)
    return PATH if match is None else _query(match[2] or "", match[3] or "")


def _url(text: str, scheme: str, fallback: Source) -> Source:
    from urllib.parse import urlsplit  # noqa: PLC0415 - most Dockerfiles have no URL

    if _CONTROL.search(text) or scheme not in ("", "http", "https", "ssh", "git"):
        return fallback
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return fallback
    if scheme in ("http", "https") and not parts.path.endswith(".git"):
        return fallback
    found = _query(parts.query, parts.fragment)
    return fallback if not scheme and found.error is None else found


def _query(query: str, fragment: str) -> Source:  # noqa: C901, PLR0911, PLR0912 - one answer for each key
    from urllib.parse import parse_qs  # noqa: PLC0415 - as above

    reference = fragment.partition(":")[0]
    subdirectory = fragment.partition(":")[2].strip("/")
    try:
        values = parse_qs(query, keep_blank_values=True)
    except ValueError:
        return Source("git")
    tag = branch = checksum = ""
    keep: bool | None = None
    for key, found in values.items():
        value = found[0]
        if len(found) > 1:
            return Source("git", f"{quote(key)} is in the query twice.")
        if not value and key not in _FLAGS:
            return Source("git", f"{quote(key)} has no value in the query.")
        if key == "ref":
            if reference not in ("", value):
                return Source("git", f"The query asks for {quote(value)}, the fragment for {quote(reference)}.")
            reference = value
        elif key == "tag":
            tag = value
        elif key == "branch":
            branch = value
        elif key == "subdir":
            if subdirectory not in ("", value):
                return Source("git", f"The query asks for {quote(value)}, the fragment for {quote(subdirectory)}.")
        elif key in ("checksum", "commit"):
            checksum = value
        elif key in _FLAGS:
            if value and value not in BOOLEANS:
                return Source("git", f"{quote(key)} must be `true` or `false`, not {quote(value)}.")
            if key == "keep-git-dir":
                keep = BOOLEANS.get(value, True)
        elif key == "mtime":
            if value not in _MTIMES:
                return Source("git", f"`mtime` must be `checkout` or `commit`, not {quote(value)}.")
        else:
            return Source("git", f"{quote(key)} is not allowed in the query of a repository.")
    if tag and branch:
        return Source("git", "The query asks for a tag and for a branch.")
    for prefix, name in (("refs/tags/", tag), ("refs/heads/", branch)):
        full = name if name.startswith(prefix) else prefix + name
        if name and reference not in ("", full):
            return Source("git", f"The query asks for {quote(name)} and for {quote(reference)}.")
    return Source("git", None, keep, checksum)
