"""Files of text: paths in, text out, or a reason why there is none that a reader understands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.regular import NotRegularError, TooLargeError, read_at_most, read_regular

if TYPE_CHECKING:
    from pathlib import Path

# No Dockerfile and no page is anywhere near that; it keeps a disk image from filling the memory.
_LARGEST: Final = 32 * 2**20
_TOO_LARGE: Final = f"{{}} is too large to be checked: more than {_LARGEST // 2**20} MiB."


class UnreadableError(Exception):
    """A file that cannot be checked; its message says why."""


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        UnreadableError: It is not there, may not be read, or is no file of text.
    """
    try:
        data = read_regular(path, _LARGEST)
    except NotRegularError:
        what = "a folder; a file is needed here" if path.is_dir() else "not a regular file"
        raise UnreadableError(f"This is {what}.") from None
    except TooLargeError:
        raise UnreadableError(_TOO_LARGE.format("The file")) from None
    except FileNotFoundError:
        raise UnreadableError("There is no such file or folder.") from None
    except PermissionError:
        raise UnreadableError("The file cannot be read: permission denied.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableError(f"The file cannot be read: {reason}.") from None
    return data


def stdin_bytes() -> bytes:
    """All of the standard input, which has no end where a device is read.

    Raises:
        UnreadableError: It is closed, cannot be read, or is too large.
    """
    if sys.stdin is None:
        raise UnreadableError("The standard input is closed.")
    data = read_at_most(sys.stdin.buffer.read, _LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError(_TOO_LARGE.format("The standard input"))
    return data


def dockerfile_text(data: bytes) -> str:
    """The text of a Dockerfile, of which BuildKit does not ask that it be valid UTF-8.

    Raises:
        UnreadableError: These bytes are no text.
    """
    _refuse_binary(data)
    return data.decode("utf-8", "replace")


def page_text(data: bytes) -> str:
    """The text of a page, which MkDocs wants in UTF-8.

    Raises:
        UnreadableError: It is not.
    """
    _refuse_binary(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"The page is not in UTF-8: line {line} has a byte 0x{data[error.start]:02x}.") from None


def _refuse_binary(data: bytes) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("The file is in UTF-16; save it in UTF-8.")
    if b"\0" in data:
        raise UnreadableError("This is a binary file.")


def page_bytes_text(data: bytes) -> str:
    """The same with the byte order mark that the file may begin with, for who writes it back.

    Raises:
        UnreadableError: The page is not in UTF-8.
    """
    page_text(data)
    return data.decode("utf-8")


class Lines:
    """The lines of files for showing: read once, forgotten at the end of the run."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}

    def know(self, path: str, text: str) -> None:
        """Take the text of a path that need not be a file's, such as that of the standard input."""
        self._texts[path] = _split(text)

    def line(self, path: str, number: int) -> str | None:
        """A line, from 1; ``None`` where there is no such file or line."""
        if path not in self._texts:
            try:
                self._texts[path] = _split(read_regular(path, _LARGEST).decode("utf-8-sig", "replace"))
            except (OSError, ValueError):
                self._texts[path] = []
        lines = self._texts[path]
        return lines[number - 1] if 0 < number <= len(lines) else None


def _split(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]
