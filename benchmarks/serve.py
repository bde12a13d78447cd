"""`python -m benchmarks.serve`: from saving a page to its reload in the browser, with the plugin and without.

Two real servers, each with a copy of the site, and a file saved in one and in the other by turns. The clock runs from
the save until the server answers the request by which a browser waits for changes, and has given it the new page. Up to
0.6 seconds of that are MkDocs's own waiting: it looks at files twice a second, and lets changes come to rest. So the time
that MkDocs gives for the rebuild alone is told as well, and the CPU's, for which it matters least what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from benchmarks import report
from benchmarks.inputs import configuration, dockerfile, page, site

if TYPE_CHECKING:
    from collections.abc import Iterator

_EPOCH: Final = re.compile(r"livereload\(([0-9]+), ")
_BUILT: Final = re.compile(r"Documentation built in ([0-9.]+) seconds")
_PATIENCE: Final = 600
_SNIPPETS: Final = "\n  - pymdownx.snippets:\n      base_path: ['.']"


class Server:
    """A running `mkdocs serve`."""

    def __init__(self, folder: Path, plugin: bool) -> None:  # noqa: FBT001 - with the plugin, or without
        self.folder = folder
        file = configuration(folder, "mkdocs", "  - multistage\n" if plugin else "", _SNIPPETS)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._address = f"127.0.0.1:{free.getsockname()[1]}"
        self._log = folder / "log.txt"
        with self._log.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(  # noqa: S603 - MkDocs, on a site of our own
                [sys.executable, "-m", "mkdocs", "serve", "-f", str(file), "-a", self._address],
                cwd=folder,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def get(self, path: str) -> str:
        """What is there now."""
        with urllib.request.urlopen(f"http://{self._address}/{path}", timeout=_PATIENCE) as answer:
            text: str = answer.read().decode()
            return text

    def wait(self) -> None:
        """Until it is there."""
        while not self._answers():
            if self._process.poll() is not None:
                raise RuntimeError(self._log.read_text(encoding="utf-8"))
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            self.get("")
        except urllib.error.URLError:
            return False
        return True

    def save(self, path: str, text: str, shown: str, word: str) -> tuple[float, float, float]:
        """Save a file, and wait as a browser does.

        Args:
            path: The file.
            text: What to write.
            shown: The page on which it is to be seen.
            word: What is new there.

        Returns:
            Seconds until the browser has the new page, those of them that the build itself took, and seconds of the
            CPU that the server did.
        """
        found = _EPOCH.search(self.get(shown))
        epoch = found[1] if found else "0"
        start, worked = perf_counter(), self._cpu()
        (self.folder / path).write_text(text, encoding="utf-8")
        while int(self.get(f"livereload/{epoch}/0")) <= int(epoch):
            pass
        html = self.get(shown)
        took = perf_counter() - start
        if word not in html:
            raise RuntimeError(f"{shown} was reloaded without what was saved.")
        built = float(_BUILT.findall(self._log.read_text(encoding="utf-8"))[-1])
        return took, built, self._cpu() - worked

    def _cpu(self) -> float:
        """Seconds of the CPU so far, where the system tells."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


@contextmanager
def _serving(folder: Path, *, plugin: bool) -> Iterator[Server]:
    server = Server(folder, plugin)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def measure(folder: Path, pages: int, turns: int) -> Iterator[report.Row]:
    """The rows of the table."""
    ours, plain = folder / "ours", folder / "plain"
    site(ours, pages)
    (ours / "Dockerfile").write_text(dockerfile(1), encoding="utf-8")
    (ours / "docs" / "sourced.md").write_text(
        '# Sourced\n\n```dockerfile\n--8<-- "Dockerfile"\n```\n', encoding="utf-8"
    )
    shutil.copytree(ours, plain)
    saved: dict[str, list[tuple[float, float, float]]] = {"ours": [], "plain": [], "sourced": []}
    with ExitStack() as stack:
        servers = {
            "ours": stack.enter_context(_serving(ours, plugin=True)),
            "plain": stack.enter_context(_serving(plain, plugin=False)),
        }
        for turn in range(turns):
            for name in sorted(servers, reverse=bool(turn % 2)):
                text = f"{page(1_000_000 + turn)}\nsaved-{turn}\n"
                saved[name].append(servers[name].save("docs/guide-1.md", text, "guide-1/", f"saved-{turn}"))
            text = f"{dockerfile(2_000_000 + turn)}# sourced-{turn}\n"
            saved["sourced"].append(servers["ours"].save("Dockerfile", text, "sourced/", f"sourced-{turn}"))
    times = {name: [median(column) for column in zip(*found, strict=True)] for name, found in saved.items()}
    for place, what in enumerate(("from save to reload", "the rebuild in that", "the CPU's time in that")):
        mine, beside = times["ours"][place], times["plain"][place]
        if not beside:
            continue
        yield report.Row(
            "serve", f"{pages} pages, {what}", report.seconds(mine), report.seconds(beside), ratio=mine / beside
        )
    yield report.Row(
        "serve", f"{pages} pages, a Dockerfile outside docs to reload", report.seconds(times["sourced"][0])
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=200, help="pages of the site, with three Dockerfiles each (200)")
    parser.add_argument("--turns", type=int, default=7, help="how often to save (7); the table tells medians")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="multistage-benchmark-") as folder:
        rows = list(measure(Path(folder), options.pages, options.turns))
    print(f"{report.machine()}\n\n{report.table(rows)}")  # noqa: T201 - a program for a terminal


if __name__ == "__main__":
    main()
