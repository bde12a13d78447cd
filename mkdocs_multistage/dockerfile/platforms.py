"""Platforms: the specifier's grammar (containerd/platforms), and the ARGs that every build has."""

from __future__ import annotations

import re
from typing import Final

from mkdocs_multistage.dockerfile.text import quote

_PART: Final = re.compile(r"[A-Za-z0-9_.-]+")
_OS: Final = re.compile(r"([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?")
_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MOST_PARTS: Final = 3

_SYSTEMS: Final = """
    aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos
"""
_ARCHITECTURES: Final = """
    386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32
    mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm
"""
KNOWN_OS: Final = frozenset(_SYSTEMS.split())
KNOWN_ARCH: Final = frozenset(_ARCHITECTURES.split())
# Other names of systems and architectures (containerd's `platforms.Normalize`).
ALIASES: Final = {
    "macos": "darwin",
    "i386": "386",
    "x86_64": "amd64",
    "x86-64": "amd64",
    "aarch64": "arm64",
    "armhf": "arm",
    "armel": "arm",
}


def platform_error(text: str) -> str | None:  # noqa: PLR0911 - each return is a reason
    """Why ``text`` is no platform, as a clause; ``None`` where it is one."""
    if "*" in text:
        return "a platform cannot contain wildcards"
    system, *rest = text.split("/")
    match = _OS.fullmatch(system)
    if match is None:
        return f"{quote(system)} is not an operating system"
    if _ESCAPE.search(f"{match[2]}{match[3]}"):
        return f"{quote(system)} has a broken percent escape"
    for part in "/".join(rest).split("/", _MOST_PARTS - 1) if rest else ():
        if not _PART.fullmatch(part):
            what = f"{quote(part)} cannot be part of it" if part else "one of its parts is empty"
            return f"{what}; write a platform such as `linux/arm64`"
    if len(rest) >= _MOST_PARTS:
        return "a platform has at most three parts, such as `linux/arm/v7`"
    if not rest:
        name, whole = match[1].lower(), text.lower()
        if ALIASES.get(name, name) not in KNOWN_OS and ALIASES.get(whole, whole) not in KNOWN_ARCH:
            return f"{quote(text)} is neither an operating system nor an architecture; write a platform such as `linux/amd64`"
    return None


def default_arguments(target: str) -> dict[str, str]:
    """The ARGs that BuildKit sets before the first line, for a build on and for linux/amd64.

    Args:
        target: The name of the stage that is built; empty where it has none.
    """
    return {
        "BUILDPLATFORM": "linux/amd64",
        "BUILDOS": "linux",
        "BUILDOSVERSION": "",
        "BUILDARCH": "amd64",
        "BUILDVARIANT": "",
        "TARGETPLATFORM": "linux/amd64",
        "TARGETOS": "linux",
        "TARGETOSVERSION": "",
        "TARGETARCH": "amd64",
        "TARGETVARIANT": "",
        "TARGETSTAGE": target or "default",
    }
