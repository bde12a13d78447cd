"""Programs: a list of arguments in, an exit code and what was printed out. No shell is ever involved."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

_KEPT_LINES: Final = 1000
"""More than an image has parts, of which each has a line in its history."""
_LONGEST_LINE: Final = 4096
_PATIENCE: Final = 15.0
"""Seconds in which a program that is told to end may put things in order."""


@record(frozen=True, slots=True)
class Ended:
    """A program that has ended.

    Attributes:
        code: Its exit code; ``None`` where it took too long and was ended.
        lines: The last lines that it printed, on either stream where both were watched.
        errors: The last lines of its standard error, where that was watched by itself.
    """

    code: int | None
    lines: tuple[str, ...]
    errors: tuple[str, ...] = ()


def run(
    command: Sequence[str], *, timeout: float, apart: bool = False, environment: Mapping[str, str] | None = None
) -> Ended:
    """Run a program to its end, or to that of its time.

    Args:
        command: The program and its arguments.
        timeout: Seconds.
        apart: Whether the two streams are kept apart.
        environment: Variables besides those that are set.

    Raises:
        OSError: There is no such program, or it may not be run.
        KeyboardInterrupt: Somebody has asked for the end of it all; the program has been ended.
    """
    process = subprocess.Popen(  # noqa: S603 - what is run is what this command is for
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if apart else subprocess.STDOUT,
        env={**os.environ, **(environment or {})},
        # Ctrl-C is for us, who then end it in order; and a group can be ended with all that it has started.
        start_new_session=True,
    )
    streams = [stream for stream in (process.stdout, process.stderr) if stream is not None]
    kept = [deque[str](maxlen=_KEPT_LINES) for _ in streams]
    readers = [
        threading.Thread(target=_read, args=(stream, lines), daemon=True)
        for stream, lines in zip(streams, kept, strict=True)
    ]
    try:
        for reader in readers:
            reader.start()
        code: int | None = process.wait(timeout)
    except subprocess.TimeoutExpired:
        code = None
    finally:
        _end(process)
        for reader in readers:
            reader.join(1)  # what it has started in its turn may hold the stream open for ever
    lines, *errors = map(tuple, kept)
    return Ended(code, lines, errors[0] if errors else ())


def _read(stream: IO[bytes], lines: deque[str]) -> None:
    """Keep the last lines of a stream, which may have no ends and no end."""
    with suppress(OSError, ValueError):
        while chunk := stream.readline(_LONGEST_LINE):
            lines.append(chunk.decode("utf-8", "replace").rstrip("\r\n"))


def _end(process: subprocess.Popen[bytes]) -> None:
    """See to it that a program, and what it has started, has ended."""
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
    if process.poll() is None:
        _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, number)
        else:
            process.terminate()
