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
# Images of application servers that stand behind a web server, and those web servers.
APPLICATION_SERVERS = ("*fpm*", "*unit:*", "*gunicorn*", "*passenger*")
WEB_SERVERS = ("*nginx*", "*caddy*", "*httpd*")


def is_minimal(image: str) -> bool:
    """Whether an image is a minimal base: scratch, distroless, alpine, slim and their like."""
    return _fits(image, MINIMAL) and not (_fits(image, ("cgr.dev/*", "dhi.io/*")) and _fits(image, FULL))


def is_development(image: str) -> bool:
    """Whether an image is an environment for people."""
    return _fits(image, DEVELOPMENT)


def serves_application(image: str) -> bool:
    """Whether an image is an application server, which needs a web server in front."""
    return _fits(image, APPLICATION_SERVERS)


def serves_web(image: str) -> bool:
    """Whether an image is a web server."""
    return _fits(image, WEB_SERVERS)


def _fits(image: str, globs: tuple[str, ...]) -> bool:
    name = image[:300].partition("@")[0].lower()
    return any(fnmatchcase(name, glob) for glob in globs)
