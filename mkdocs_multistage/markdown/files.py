"""Files of the project that a page shows: a path as an author wrote it in, the file's text out.

Whoever writes a page need not be whoever builds the site, so a page gets nothing that is not the project's: only
regular files below its root once all links are followed, of a bounded size, and only text. What is opened is looked at
again once it is open, and what changes while it is read is read again: the text is the file's at one moment.
"""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.dockerfile.limits import MAX_FILE_BYTES
from mkdocs_multistage.dockerfile.suggest import nearest
from mkdocs_multistage.markdown.options import shown
from mkdocs_multistage.records import record
from mkdocs_multistage.regular import OPEN, read_at_most

if TYPE_CHECKING:
    from collections.abc import Callable

# How often a file that somebody is writing is read, and the seconds between.
_ATTEMPTS: Final = 5
_PAUSE: Final = 0.02
# A folder of more files is not looked through for a name that is near.
_MOST_ENTRIES: Final = 2_000
_OPEN: Final = OPEN | getattr(os, "O_NOFOLLOW", 0)
# What Python-Markdown and its extensions keep for themselves in a text.
_RESERVED: Final = dict.fromkeys(range(1, 5), "�")


class UnusableError(Exception):
    """A file that cannot be shown; its message is a sentence about it, for the author."""


@record(frozen=True, slots=True)
class File:
    r"""A file, read.

    Attributes:
        path: Where it is, absolute, as the author's path has it: links are not followed.
        text: All of it, with ``\n`` alone at the ends of lines and without a byte order mark.
    """

    path: str
    text: str


def locate(path: str, folder: str, root: str) -> str:
    """The absolute path that an author means.

    Args:
        path: As written: with ``/`` in front relative to the project, else to the page's folder.
        folder: The folder of the page's file.
        root: The project's folder.

    Raises:
        UnusableError: There is no project, or the path cannot be one.
    """
    if not path.isprintable():
        raise UnusableError(f"{shown(path)} is not a valid path of a file.")
    if "://" in path:
        raise UnusableError(f"{shown(path)} is an address; only files of the project can be shown.")
    if not root or not folder:
        raise UnusableError(f"{shown(path)} cannot be found: this text is not on a page of a project.")
    base, rest = (root, path.lstrip("/")) if path.startswith("/") else (folder, path)
    try:
        return os.path.abspath(Path(base, rest))  # noqa: PTH100 - `Path.absolute` keeps the dots
    except (OSError, ValueError):
        raise UnusableError(f"{shown(path)} is not a valid path of a file.") from None


def read(path: str, folder: str, root: str, uses: Callable[[str], None]) -> File:
    """Read a file that a page shows.

    Args:
        path: As its author wrote it.
        folder: The folder of the page's file.
        root: The project's folder.
        uses: Is told which file, whether it can be read or not; of a link, not where it leads, for whoever looks at the
            one sees the other, and two that look at both would each have the page built.

    Raises:
        UnusableError: It cannot be shown; says why.
    """
    whole = locate(path, folder, root)
    try:
        if not _is_below(os.path.realpath(whole), root):
            raise UnusableError(_outside(path))
        uses(whole)
        return File(whole, _decoded(_bytes(whole, path, root), path))
    except FileNotFoundError:
        raise UnusableError(f"There is no file {shown(path)}.{_meant(whole, path)}") from None
    except NotADirectoryError:
        raise UnusableError(f"There is no file {shown(path)}: a part of that path is not a folder.") from None
    except PermissionError:
        raise UnusableError(f"{shown(path)} cannot be read: permission denied.") from None
    except (OSError, ValueError, RecursionError) as error:  # a loop of links, too many of them, a disk that fails
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UnusableError(f"{shown(path)} cannot be read: {reason}.") from None


def _outside(path: str) -> str:
    return (
        f"{shown(path)} is outside the project, whose root is the folder of `mkdocs.yml`. Only files below it "
        "are shown."
    )


def _is_below(real: str, root: str) -> bool:
    return Path(real).is_relative_to(os.path.realpath(root))


def _bytes(whole: str, path: str, root: str) -> bytes:
    for attempt in range(_ATTEMPTS):
        if attempt:
            sleep(_PAUSE)
        data = _bytes_at_once(whole, path, root)
        if data is not None:
            return data
    raise UnusableError(f"{shown(path)} changed while it was read; build again once it is written.")


def _bytes_at_once(whole: str, path: str, root: str) -> bytes | None:
    """The bytes of a file; ``None`` where it became another in the meantime."""
    real = os.path.realpath(whole, strict=True)
    if not _is_below(real, root):
        raise UnusableError(_outside(path))
    Path(whole).stat()  # the system counts links and gives up; how many `realpath` follows depends on the process
    _expect_file(os.lstat(real), path)  # before it is opened: that alone moves some devices
    descriptor = os.open(real, _OPEN)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        before = os.fstat(descriptor)
        _expect_file(before, path)
        data = read_at_most(file.read, MAX_FILE_BYTES + 1)
        after = os.fstat(descriptor)
    if len(data) > MAX_FILE_BYTES:
        raise UnusableError(_too_large(path))
    is_same = _version(before) == _version(after) and len(data) == after.st_size
    return data if is_same and os.path.realpath(whole) == real else None


def _expect_file(status: os.stat_result, path: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnusableError(f"{shown(path)} is a folder; the path of a file is needed here.")
    if not stat.S_ISREG(status.st_mode):
        raise UnusableError(f"{shown(path)} is not a regular file.")
    if status.st_size > MAX_FILE_BYTES:
        raise UnusableError(_too_large(path))


def _too_large(path: str) -> str:
    return f"{shown(path)} is too large to be shown: more than {MAX_FILE_BYTES // 1000} kB."


def _version(status: os.stat_result) -> tuple[int, int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _decoded(data: bytes, path: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnusableError(f"{shown(path)} is in UTF-16; save it in UTF-8.")
    if b"\0" in data:
        raise UnusableError(f"{shown(path)} is a binary file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise UnusableError(f"{shown(path)} is not in UTF-8: line {line} has a byte 0x{byte:02x}.") from None
    return text.replace("\r\n", "\n").translate(_RESERVED)


def _meant(whole: str, path: str) -> str:
    """A file in the same folder whose name is near, as the author would write it."""
    folder, name = os.path.split(whole)
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _MOST_ENTRIES) if entry.is_file()]
    except OSError:
        return ""
    found = nearest(name, sorted(names))
    if found is None:
        return ""
    written = path[: len(path) - len(name)] if path.endswith(name) else ""
    return f" Did you mean {shown(written + found)}?"
