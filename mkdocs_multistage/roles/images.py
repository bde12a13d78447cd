"""What an image's name tells: an image reference in, a kind out. Names are as written in FROM, tags included."""

from __future__ import annotations

from fnmatch import fnmatchcase

# Images that hold little more than what a program needs to run; globs over `repository:tag` in lower case.
MINIMAL = (
    "scratch",
    # distroless and its kin: no shell, no package manager
    "*distroless*",
    "*/wolfi-base*",
    "*chainguard/static*",
    "*chainguard/glibc-dynamic*",
    "*cgr.dev/*",
    "*/nonroot/static*",
    "*-chiseled*",
    "*-jammy-chiseled*",
    "*-noble-chiseled*",
    "*-azurelinux*-distroless*",
    "*dhi.io/*",
    # small distributions
    "alpine",
    "alpine:*",
    "*/alpine",
    "*/alpine:*",
    "*alpine*",
    "busybox",
    "busybox:*",
    "*/busybox*",
    "*/ubi-minimal*",
    "*/ubi-micro*",
    "*/ubi?-minimal*",
    "*/ubi?-micro*",
    "*/ubi??-minimal*",
    "*/ubi??-micro*",
    "*/ubi*/ubi-minimal*",
    "*/ubi*/ubi-micro*",
    "*bci-micro*",
    "*bci-minimal*",
    "*debian-base*",
    "*minideb*",
    "photon:*",
    # cut-down variants
    "*:slim",
    "*:*-slim",
    "*:*-slim-*",
    "*:slim-*",
    "*-slim:*",
    "*-minimal",
    "*-minimal:*",
    "*:*-minimal",
    "*:*-micro",
    "*-static:*",
    "*/static:*",
    "*/static-debian*",
)

# Images made for people to work in.
DEVELOPMENT = ("*devcontainer*", "*gitpod/*", "*/code-server*", "*/openvscode-server*", "*jupyter/*", "*codespaces*")


def is_minimal(image: str) -> bool:
    """Whether an image is a minimal base: scratch, distroless, alpine, slim and their like."""
    return _fits(image, MINIMAL)


def is_development(image: str) -> bool:
    """Whether an image is an environment for people."""
    return _fits(image, DEVELOPMENT)


def _fits(image: str, globs: tuple[str, ...]) -> bool:
    name = image[:300].partition("@")[0].lower()
    return any(fnmatchcase(name, glob) for glob in globs)
