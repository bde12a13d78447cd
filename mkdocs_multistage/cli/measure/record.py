"""``multistage-sizes.json``: what was in it and what was measured in, what is to be in it out."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_multistage.markdown.measured import Entry, SizesFile, digest, dump, load
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mkdocs_multistage.markdown.collected import Collected


@record(frozen=True, slots=True)
class Result:
    """What came of one example.

    Attributes:
        example: The example.
        sizes: Bytes by key of the stage.
        is_whole: Whether everything that was to be measured has been.
    """

    example: Collected
    sizes: Mapping[str, int]
    is_whole: bool


def read_record(path: Path) -> SizesFile:
    """What is in a file of sizes, nothing where there is none.

    Raises:
        SizesFileError: It cannot be read.
    """
    try:
        path.stat()
    except FileNotFoundError:
        return SizesFile(str(path.absolute().parent))
    except (OSError, ValueError):
        pass  # why it cannot be read is told by who tries to
    return load(path)


def updated(
    record: SizesFile, results: Iterable[Result], files: Iterable[str], *, engine: str, measured: str = ""
) -> SizesFile:
    """The record with what was measured.

    Of a file that was looked through, entries that belong to no example of it any more go. Where an example could not
    be measured they stay: they are still true, or else still known to be stale.

    Args:
        record: What there was.
        results: What was measured, and what was to be.
        files: All that was looked through, from the working directory.
        engine: What measured.
        measured: When, if that is to be recorded.
    """
    known = {(entry.file, entry.digest) for entry in record.entries}
    new: dict[tuple[str, str], Entry] = {}
    unfinished: set[str] = set()
    for result in results:
        dockerfile = result.example.analysis.dockerfile
        file = record.name_of(result.example.path)
        own = digest(dockerfile, result.example.build_args)
        if not result.is_whole:
            unfinished.add(file)
        if result.sizes and (result.is_whole or (file, own) not in known):
            names = tuple(stage.name for stage in dockerfile.stages)
            new[file, own] = Entry(file, own, names, dict(result.sizes), engine, measured)
    looked_through = {record.name_of(file) for file in files}
    kept = [
        entry
        for entry in record.entries
        if (entry.file, entry.digest) not in new and (entry.file not in looked_through or entry.file in unfinished)
    ]
    entries = sorted((*kept, *new.values()), key=lambda entry: entry.sort_key)
    return replace(record, entries=tuple(entries))


def write_record(path: Path, record: SizesFile) -> bool:
    """Write a file of sizes, all of it or nothing; returns whether that changed anything.

    Raises:
        OSError: It cannot be written.
    """
    data = dump(record).encode()
    with suppress(OSError):
        if path.read_bytes() == data:
            return False
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return True


def _umask() -> int:
    """What new files are not allowed, which can only be asked for by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
