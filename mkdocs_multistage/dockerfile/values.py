"""Numbers, durations, sizes, modes and signals, as Go's standard library and BuildKit's helpers read them."""

from __future__ import annotations

import re
from typing import Final

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DURATION: Final = re.compile(r"([0-9]*)(\.[0-9]*)?(ns|us|µs|μs|ms|s|m|h)")
_UNITS: Final = {
    "ns": 1,
    "us": 10**3,
    "µs": 10**3,
    "μs": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_FLOAT: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MODE: Final = re.compile(r"[augo]*(?:[-+=][rstwXxugo]*)+(?:,[augo]*(?:[-+=][rstwXxugo]*)+)*")
_LONGEST_NUMBER: Final = 40

BOOLEANS: Final = {
    "1": True,
    "t": True,
    "T": True,
    "true": True,
    "TRUE": True,
    "True": True,
    "0": False,
    "f": False,
    "F": False,
    "false": False,
    "FALSE": False,
    "False": False,
}
"""What Go's `strconv.ParseBool` accepts."""

_SIGNAL_NAMES: Final = """
    ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM
    TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX
"""
SIGNALS: Final = frozenset(
    [*_SIGNAL_NAMES.split(), *(f"RTMIN+{n}" for n in range(1, 16)), *(f"RTMAX-{n}" for n in range(1, 15))]
)
"""Signal names without ``SIG`` (moby/sys, Linux)."""


def integer(text: str, bits: int = 64) -> int | None:
    """A decimal integer with an optional sign (`strconv.Atoi`, `strconv.ParseInt`)."""
    if not _INTEGER.fullmatch(text) or len(text.lstrip("+-0")) > _LONGEST_NUMBER:
        return None
    value = int(text)
    return value if -(1 << (bits - 1)) <= value < 1 << (bits - 1) else None


def unsigned(text: str, base: int, bits: int = 32) -> int | None:
    """An integer without a sign (`strconv.ParseUint`)."""
    digits = "01234567" if base == 8 else "0123456789"  # noqa: PLR2004
    if not text or any(c not in digits for c in text) or len(text.lstrip("0")) > _LONGEST_NUMBER:
        return None
    value = int(text, base)
    return value if value < 1 << bits else None


def duration(text: str) -> int | None:
    """Nanoseconds of a duration such as ``1m30s`` (`time.ParseDuration`)."""
    sign = -1 if text.startswith("-") else 1
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return 0
    if not rest:
        return None
    total = 0
    pos = 0
    while pos < len(rest):
        match = _DURATION.match(rest, pos)
        if match is None or (not match[1] and len(match[2] or "") < 2):  # noqa: PLR2004
            return None
        if len(match[1].lstrip("0")) > _LONGEST_NUMBER:
            return None
        unit = _UNITS[match[3]]
        fraction = (match[2] or ".")[1:18]
        total += int(match[1] or "0") * unit + (int(fraction) * unit // 10 ** len(fraction) if fraction else 0)
        pos = match.end()
    return sign * total if total < 1 << 63 else None


def is_size(text: str) -> bool:
    """Whether ``text`` is a size such as ``64m`` (docker/go-units, `RAMInBytes`)."""
    last = max((text.rfind(c) for c in "01234567890. "), default=-1)
    if last < 0:
        return False
    number, suffix = text[: last + (text[last] != " ")], text[last + 1 :].lower()
    if not _FLOAT.fullmatch(number) or (number.startswith("-") and number.strip("-0.eE+")):
        return False
    return suffix in ("", "b") or (suffix[0] in "kmgtp" and suffix[1:] in ("", "b", "ib"))


def is_signal(text: str) -> bool:
    """Whether ``text`` is a signal's number or name."""
    number = integer(text)
    if number is not None:
        return number != 0
    return text.upper().removeprefix("SIG") in SIGNALS


def mode_error(text: str) -> str | None:
    """Why ``text`` is nothing for ``--chmod``, as a clause; ``None`` where it is octal or symbolic."""
    octal = unsigned(text, 8)
    if octal is not None:
        return None if octal <= 0o7777 else "it is greater than 7777"  # noqa: PLR2004
    if _MODE.fullmatch(text):
        return None
    return "it is neither octal, such as `755`, nor symbolic, such as `u+x,go=r`"
