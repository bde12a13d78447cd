"""Files written whole or not at all: a path and its new bytes in."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from mkdocs_multistage.cli.sources import UnreadableError
from mkdocs_multistage.regular import NotRegularError, TooLargeError, read_regular

CHANGED: Final = "The file has been changed in the meantime; nothing is written to it."


def replace_bytes(path: Path, old: bytes, new: bytes) -> None:
    """Write a file anew, with the permissions that it has; where it is a link, what that leads to.

    Args:
        path: The file.
        old: What it is thought to hold.
        new: What it is to hold.

    Raises:
        UnreadableError: It holds something else by now, or cannot be written; it is then as it was.
    """
    real = Path(os.path.realpath(path))
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{real.name[:60]}.", suffix=".tmp", dir=real.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(real, temporary)
        if read_regular(real, len(old)) != old:
            raise UnreadableError(CHANGED)
        Path(temporary).replace(real)
    except (NotRegularError, TooLargeError):
        raise UnreadableError(CHANGED) from None
    except OSError as error:
        raise UnreadableError(f"The file cannot be written: {error.strerror}.") from None
    finally:
        with suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
