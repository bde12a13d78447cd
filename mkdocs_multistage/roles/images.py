"""What an image's name tells: an image reference in, a kind out. Names are as written in FROM, tags included."""

from __future__ import annotations

from fnmatch import fnmatchcase

# Images that hold little more than what a program needs to run; globs over `repository:tag` in lower case.
MINIMAL = (
    "scratch",
    "*alpine*",
    "*busybox*",
    "*minideb*",
    # no shell, no package manager
    "*distroless*",
    "*chiseled*",
    "*wolfi-base*",
    "*glibc-dynamic*",
    "*/static",
    "*/static:*",
    "*/static-debian*",
    "cgr.dev/*",
    "dhi.io/*",
    # small editions of larger images
    "*:slim",
    "*:slim-*",
    "*-slim",
    "*-slim-*",
    "*-slim:*",
    "*-minimal",
    "*-minimal:*",
    "*-micro",
    "*-micro:*",
)
# Hardened images have editions with a shell and a package manager for the stages that build.
FULL = ("*-dev", "*-sdk", "*-builder")

# Images made for people to work in.
DEVELOPMENT = ("*devcontainer*", "*gitpod/*", "*/code-server*", "*/openvscode-server*", "*jupyter/*", "*codespaces*")


def is_minimal(image: str) -> bool:
    """Whether an image is a minimal base: scratch, distroless, alpine, slim and their like."""
    return _fits(image, MINIMAL) and not (_fits(image, ("cgr.dev/*", "dhi.io/*")) and _fits(image, FULL))


def is_development(image: str) -> bool:
    """Whether an image is an environment for people."""
    return _fits(image, DEVELOPMENT)


def _fits(image: str, globs: tuple[str, ...]) -> bool:
    name = image[:300].partition("@")[0].lower()
    return any(fnmatchcase(name, glob) for glob in globs)
