"""Bytes of files that somebody named: a path in, what a regular file of bounded size has in it out.

A path may lead to a device without an end, to a pipe into which nobody writes, or to a file that grows: none of
these may stop a build or fill the memory. What is opened is looked at before and once it is open, for it may be
swapped in between.
"""

from __future__ import annotations

import os
import stat
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPEN: Final = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NONBLOCK", 0)  # or a pipe put in the file's place would stop the build
)
"""How a file is opened whose path is anybody's."""


# Bytes that are read at once: for as many as are asked for there has to be room, whatever comes.
_PIECE: Final = 2**16


class NotRegularError(OSError):
    """There is something at the path that is no regular file."""


class TooLargeError(OSError):
    """A file is larger than it may be."""


def read_regular(path: str | Path, largest: int) -> bytes:
    """All bytes of a regular file; links are followed.

    Args:
        path: The file.
        largest: How many bytes it may have.

    Raises:
        NotRegularError: It is a folder, a device, a pipe or a socket.
        TooLargeError: It has more bytes than that.
        OSError: It is not there or cannot be read.
        ValueError: It cannot be a path.
    """
    _expect(os.stat(path), largest)  # noqa: PTH116 - a string as often as a path; before it is opened: that moves some devices
    descriptor = os.open(path, OPEN)
    try:
        _expect(os.fstat(descriptor), largest)
        data = read_at_most(partial(os.read, descriptor), largest + 1)
    finally:
        os.close(descriptor)
    if len(data) > largest:
        raise TooLargeError
    return data


def read_at_most(read: Callable[[int], bytes | None], count: int) -> bytes:
    """The first bytes of what a function gives piece by piece, up to a number of them."""
    data = bytearray()
    while len(data) < count and (chunk := read(min(count - len(data), _PIECE))):
        data += chunk
    return bytes(data)


def _expect(status: os.stat_result, largest: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotRegularError
    if status.st_size > largest:
        raise TooLargeError
