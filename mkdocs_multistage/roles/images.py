"""What an image's name tells: an image reference in, a kind out. Names are as written in FROM, tags included."""

from __future__ import annotations

from typing import NamedTuple

from mkdocs_multistage.remembered import remembered
from mkdocs_multistage.roles.globs import Globs

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


class Kind(NamedTuple):
    """What an image is.

    Attributes:
        is_minimal: A minimal base: scratch, distroless, alpine, slim and their like.
        is_development: An environment for people.
        serves_application: An application server, which needs a web server in front.
        serves_web: A web server.
    """

    is_minimal: bool
    is_development: bool
    serves_application: bool
    serves_web: bool


@remembered(2048)
def kind_of(image: str) -> Kind:
    """What an image is, by its name."""
    name = image.partition("@")[0].lower()
    return Kind(
        is_minimal=_MINIMAL.fit(name) and not (_HARDENED.fit(name) and _FULL.fit(name)),
        is_development=_DEVELOPMENT.fit(name),
        serves_application=_APPLICATION_SERVERS.fit(name),
        serves_web=_WEB_SERVERS.fit(name),
    )
