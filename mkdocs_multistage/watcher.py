"""Files outside the site that its pages read: paths in while a site is built, a rebuild out when one of them changes.

`mkdocs serve` watches folders and files that it is told of before it starts, and loses a file for good that is away for
a moment, as it is while some editors save it. So the files that pages use are looked at here, a few times a second; and
when one has changed, a file of our own that the server watches is written.

A rebuild is asked for where the text of a file is another than a page has read. A file that is only touched, or that
the build itself writes before a page reads it, starts no rebuild: it would start the next.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from mkdocs_multistage.records import record
from mkdocs_multistage.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable

# Seconds between two looks; the server itself takes up to half a second more.
_INTERVAL: Final = 0.2
# Larger files are told apart by size and time alone.
_LARGEST_READ: Final = 4_000_000


class Server(Protocol):
    """What is asked of MkDocs's server, or of a relative's."""

    def watch(self, path: str) -> object:
        """Rebuild when a file changes."""


@record(frozen=True, slots=True)
class _State:
    """A file at a moment.

    Attributes:
        seen: Its time, size and number; ``None`` where there is no such file.
        text: A digest of what is in it; empty where that was not read.
    """

    seen: tuple[int, ...] | None
    text: bytes = b""


class Watcher:
    """Knows which page uses which file. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[str, _State] = {}
        self._users: dict[str, set[str]] = {}
        self._users_now: dict[str, set[str]] = {}
        self._used_now: set[str] = set()
        self._stale: set[str] = set()
        self._building = False
        self._watched: tuple[Path, ...] = ()
        self._server: Server | None = None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._folder = ""
        self._signals = 0

    def begin(self) -> None:
        """A build begins: it reads the files as they are by then."""
        with self._lock:
            self._building = True
            self._users_now, self._used_now = {}, set()

    def use(self, page: str, path: str) -> None:
        """A page is about to read a file, which need not exist.

        Args:
            page: What tells it from others.
            path: The file, absolute.
        """
        with self._lock:
            self._users_now.setdefault(page, set()).add(path)
            if path in self._used_now:
                return
            self._used_now.add(path)
            old = self._states.get(path)
            if old is None or old.seen != _seen(path):
                self._states[path] = _state(path)

    def end(self, *, whole: bool) -> None:
        """A build ends.

        Args:
            whole: Whether all pages were converted; what the others use is still of interest where not.
        """
        with self._lock:
            self._building = False
            self._users = self._users_now if whole else {**self._users, **self._users_now}
            used = set().union(*self._users.values()) if self._users else set()
            self._states = {path: state for path, state in self._states.items() if path in used}

    def take_stale(self) -> set[str]:
        """The pages that use files which have changed since, whoever watches these; the pages are then forgotten."""
        with self._lock:
            paths = list(self._states)
        self._note_changed(paths)
        with self._lock:
            stale, self._stale = self._stale, set()
            return stale

    def start(self, server: Server, watched: Iterable[str]) -> None:
        """Begin to look.

        Args:
            server: Whom to tell.
            watched: Files and folders that it watches itself.
        """
        self._watched = tuple(way for path in watched for way in {Path(path).absolute(), Path(path).resolve()})
        self._server = server
        self._folder = tempfile.mkdtemp(prefix="multistage-")
        self._thread = threading.Thread(target=self._run, name="multistage-watcher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""

    def look(self) -> bool:
        """Look at all files once; tells whether one of them is not what a page has read."""
        with self._lock:
            paths = [path for path in self._states if not self._building or path in self._used_now]
        return self._note_changed(path for path in paths if not self._is_watched(path))

    def _note_changed(self, paths: Iterable[str]) -> bool:
        changed = [path for path in paths if self._has_changed(path)]
        if not changed:
            return False
        with self._lock:
            for users in (self._users, self._users_now):
                self._stale.update(page for page, used in users.items() if not used.isdisjoint(changed))
        return True

    def _has_changed(self, path: str) -> bool:
        old = self._states.get(path)
        if old is None or old.seen == _seen(path):
            return False
        new = _state(path)
        with self._lock:
            if self._states.get(path) is not old:  # a page has just read it
                return False
            self._states[path] = new
        return new.text != old.text or (new.seen is None) != (old.seen is None) or not new.text

    def _is_watched(self, path: str) -> bool:
        return any(Path(path).is_relative_to(place) for place in self._watched)

    def _run(self) -> None:
        while not self._stopped.wait(_INTERVAL):
            if self.look():
                self._signal()

    def _signal(self) -> None:
        """Write the file that the server watches; it is told of it when it is first needed."""
        signal = Path(self._folder, "changed")
        if not signal.parent.is_dir():  # somebody has cleaned up
            signal = Path(tempfile.mkdtemp(prefix="multistage-"), "changed")
            self._folder, self._signals = str(signal.parent), 0
        if self._signals == 0 and self._server is not None:
            signal.touch()
            self._server.watch(str(signal))
        self._signals += 1
        signal.write_text(f"{self._signals}\n", encoding="ascii")


def _seen(path: str) -> tuple[int, ...] | None:
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev, found.st_mode


def _state(path: str) -> _State:
    seen = _seen(path)
    try:
        return _State(seen, hashlib.sha256(read_regular(path, _LARGEST_READ)).digest())
    except (OSError, ValueError):
        return _State(seen)
