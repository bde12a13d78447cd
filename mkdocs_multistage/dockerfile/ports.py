"""What EXPOSE takes for a port: ``8080``, ``8080/udp``, ``8000-8010``, and the address forms it still reads."""

from __future__ import annotations

from typing import Final

from mkdocs_multistage.dockerfile.text import lower, quote
from mkdocs_multistage.dockerfile.values import integer
from mkdocs_multistage.remembered import remembered

_PROTOCOLS: Final = ("tcp", "udp", "sctp")
_HIGHEST: Final = 65_535


@remembered(1024)
def port_error(text: str) -> str | None:  # noqa: PLR0911 - each return is a reason
    """Why ``text`` is no port for EXPOSE, as a sentence; ``None`` where it is one."""
    *before, container = text.split(":")
    address, host = ":".join(before[:-1]), before[-1] if before else ""
    port, _, protocol = container.partition("/")
    if not port:
        return f"{quote(text)} does not name a port."
    if lower(protocol) not in ("", *_PROTOCOLS):
        return f"{quote(protocol)} is not a protocol; use `tcp`, `udp` or `sctp`."
    if address and not _is_address(address):
        return f"{quote(address)} is not an IP address."
    ports = _range(port)
    if ports is None:
        return f"{quote(port)} is neither a port from 0 to 65535 nor a range such as `8000-8010`."
    if host:
        hosts = _range(host)
        if hosts is None:
            return f"{quote(host)} is neither a port from 0 to 65535 nor a range such as `8000-8010`."
        if ports[1] - ports[0] not in (0, hosts[1] - hosts[0]):
            return f"The ranges {quote(host)} and {quote(port)} differ in length."
    return None


def exposed(text: str) -> str | None:
    """The port as an image keeps it, such as ``8080/tcp``, address and host port left off; ``None`` where it is none.

    A range stays one: BuildKit makes up to 65536 ports of it.
    """
    if port_error(text) is not None:
        return None
    port, _, protocol = text.rpartition(":")[2].partition("/")
    ports = _range(port)
    if ports is None:
        return None
    first, last = ports
    return f"{first}{f'-{last}' if last != first else ''}/{lower(protocol) or 'tcp'}"


def _range(text: str) -> tuple[int, int] | None:
    first, dash, last = text.partition("-")
    start = integer(first)
    end = integer(last) if dash and last != first else start
    if start is None or end is None or not 0 <= start <= end <= _HIGHEST:
        return None
    return start, end


def _is_address(text: str) -> bool:
    import ipaddress  # noqa: PLC0415 - for a form hardly ever met

    if text.startswith("["):
        if not text.endswith("]"):
            return False
        text = text[1:-1]
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text
