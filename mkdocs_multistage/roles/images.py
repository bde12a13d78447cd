"""What an image's name tells: an image reference in, a kind out. Names are as written in FROM, tags included."""

from __future__ import annotations

from mkdocs_multistage.roles.globs import Globs
from mkdocs_multistage.roles.remembered import remembered

# Images that hold little more than what a program needs to run; globs over `repository:tag` in lower case.
_MINIMAL = Globs(
    (
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
)
_HARDENED = Globs(("cgr.dev/*", "dhi.io/*"))
# Hardened images have editions with a shell and a package manager for the stages that build.
_FULL = Globs(("*-dev", "*-sdk", "*-builder"))

# Images made for people to work in.
_DEVELOPMENT = Globs(
    ("*devcontainer*", "*gitpod/*", "*/code-server*", "*/openvscode-server*", "*jupyter/*", "*codespaces*")
)
# Images of application servers that stand behind a web server, and those web servers.
_APPLICATION_SERVERS = Globs(("*fpm*", "*unit:*", "*gunicorn*", "*passenger*"))
_WEB_SERVERS = Globs(("*nginx*", "*caddy*", "*httpd*"))


@remembered(2048)
def is_minimal(image: str) -> bool:
    """Whether an image is a minimal base: scratch, distroless, alpine, slim and their like."""
    return _MINIMAL.fit(_name(image)) and not (_HARDENED.fit(_name(image)) and _FULL.fit(_name(image)))


@remembered(2048)
def is_development(image: str) -> bool:
    """Whether an image is an environment for people."""
    return _DEVELOPMENT.fit(_name(image))


@remembered(2048)
def serves_application(image: str) -> bool:
    """Whether an image is an application server, which needs a web server in front."""
    return _APPLICATION_SERVERS.fit(_name(image))


@remembered(2048)
def serves_web(image: str) -> bool:
    """Whether an image is a web server."""
    return _WEB_SERVERS.fit(_name(image))


def _name(image: str) -> str:
    return image.partition("@")[0].lower()
