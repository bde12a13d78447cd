"""``multistage-sizes.json``: what `mkdocs-multistage measure` has measured in, sizes for the examples of a page out.

An entry belongs to a Dockerfile's instructions, by their digest: it is found on whatever page they stand, and edits
elsewhere on the page, or of comments, leave it alone. Once the instructions have changed it is found no more. It is
then stale if the same file still has an example like it, which is to be measured again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs_multistage.markdown.host import shown_path
from mkdocs_multistage.printable import printable
from mkdocs_multistage.records import record
from mkdocs_multistage.regular import NotRegularError, TooLargeError, read_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mkdocs_multistage.dockerfile import Dockerfile
    from mkdocs_multistage.render import Size

FILE_NAME: Final = "multistage-sizes.json"
"""What is looked for beside ``mkdocs.yml``."""

UNREAD: Final = "No measured sizes are shown"
"""What the complaint about a file begins with."""

VERSION: Final = 1
_LARGEST_FILE: Final = 16 * 2**20
# As `render.sizes` has it: no image has a petabyte, and beyond what a float holds none could be drawn.
_LARGEST_SIZE: Final = 10**15


class SizesFileError(Exception):
    """A file of sizes that cannot be used; its message says why, to follow the file's name and a colon."""


@record(frozen=True)
class Entry:
    """One Dockerfile whose stages were measured.

    Attributes:
        file: Where it was found, from the folder of the JSON file, with slashes.
        digest: Of its instructions; see `digest`.
        stages: The names of its stages, empty where they have none.
        sizes: Bytes by `stage_keys`, of those that could be measured.
        engine: What measured them, such as ``docker 28.2.2``.
        measured: When, where that was asked for.
    """

    file: str
    digest: str
    stages: tuple[str, ...]
    sizes: Mapping[str, int]
    engine: str = ""
    measured: str = ""

    @property
    def sort_key(self) -> tuple[str, tuple[str, ...], str]:
        """The order in the file: an entry that is measured again stays where it is."""
        return self.file, self.stages, self.digest


@record(frozen=True)
class SizesFile:
    """All that was measured.

    Attributes:
        folder: Where the JSON file is.
        entries: In order.
    """

    folder: str
    entries: tuple[Entry, ...] = ()

    def name_of(self, path: str) -> str:
        """A file as an entry names it; empty for one that has no path."""
        if not path:
            return ""
        try:
            # Folders may be reached by links; what is recorded must not depend on that.
            return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(self.folder))).as_posix()
        except ValueError:  # on another drive
            return Path(path).absolute().as_posix()


@record(frozen=True)
class Measured:
    """What is known of one example.

    Attributes:
        sizes: By index of the stage.
        is_stale: Whether it has changed since it was measured.
    """

    sizes: Mapping[int, Size] = field(default_factory=dict)
    is_stale: bool = False


def digest(dockerfile: Dockerfile, build_args: Mapping[str, str]) -> str:
    """A digest of all that decides what is built and is written on the page.

    Args:
        dockerfile: Comments and blank lines between its instructions do not count, its directives do.
        build_args: Of these, those that it declares.
    """
    lines = dockerfile.text.replace("\r\n", "\n").split("\n")
    comments = {comment.span.line for comment in dockerfile.comments}
    kept = [
        [lines[number - 1] for number in range(entry.line, entry.last_line + 1) if number not in comments]
        for entry in dockerfile.instructions
    ]
    declared = {
        word.text.partition("=")[0]
        for entry in dockerfile.instructions
        if entry.keyword == "ARG"
        for word in entry.words
    }
    parts = [
        kept or lines,
        sorted((name, value) for name, value in dockerfile.directives.items() if name != "check"),
        sorted((name, value) for name, value in build_args.items() if name in declared),
    ]
    # JSON tells where each part ends, and has an escape for half of a surrogate pair.
    return f"sha256:{hashlib.sha256(json.dumps(parts).encode()).hexdigest()}"


def stage_keys(dockerfile: Dockerfile) -> tuple[str, ...]:
    """What each stage is called in an entry: its name, or its index where it has none that no other has."""
    times = Counter(stage.name for stage in dockerfile.stages)
    return tuple(
        stage.name if stage.name and times[stage.name] == 1 else str(stage.index) for stage in dockerfile.stages
    )


def find_sizes(examples: Sequence[tuple[Dockerfile, Mapping[str, str]]], path: str, known: SizesFile) -> list[Measured]:
    """What was measured of the examples of one file.

    Args:
        examples: All Dockerfiles of the file, with their build arguments.
        path: The file, from the working directory; empty where it has none.
        known: All that was measured.
    """
    from mkdocs_multistage.render import measured_size  # noqa: PLC0415 - every site loads this module, and few draw

    file = known.name_of(path)
    digests = [digest(dockerfile, build_args) for dockerfile, build_args in examples]
    by_digest: dict[str, Entry] = {}
    for entry in known.entries:
        if entry.file == file or entry.digest not in by_digest:
            by_digest[entry.digest] = entry
    found: list[Measured] = []
    for (dockerfile, _), own in zip(examples, digests, strict=True):
        sizes = by_digest[own].sizes if own in by_digest else {}
        places = {key: index for index, key in enumerate(stage_keys(dockerfile))}
        found.append(Measured({places[key]: measured_size(n) for key, n in sizes.items() if key in places}))
    orphans = [entry for entry in known.entries if entry.file == file and entry.digest not in digests]
    unknown = [place for place, own in enumerate(digests) if own not in by_digest]
    for place in _successors(orphans, [(place, examples[place][0]) for place in unknown]):
        found[place] = Measured(is_stale=True)
    return found


def _successors(orphans: Iterable[Entry], examples: Iterable[tuple[int, Dockerfile]]) -> list[int]:
    """The examples that were most likely what entries without one were measured of: they have stages of their names."""
    left = {place: tuple(stage.name for stage in dockerfile.stages) for place, dockerfile in examples}
    stale: list[int] = []
    unmatched: list[Entry] = []
    for entry in orphans:
        same = next((place for place, names in left.items() if names == entry.stages), None)
        if same is None:
            unmatched.append(entry)
        else:
            stale.append(same)
            del left[same]
    for entry in unmatched:
        shared = {place: len({*names} & {*entry.stages} - {""}) for place, names in left.items()}
        best = max(shared, key=lambda place: shared[place], default=None)
        if best is not None and shared[best]:
            stale.append(best)
            del left[best]
    return stale


def load(path: Path) -> SizesFile:
    """Read a file of sizes.

    Raises:
        SizesFileError: There is none, or it is none.
    """
    try:
        values = json.loads(read_regular(path, _LARGEST_FILE).decode("utf-8-sig"))
    except FileNotFoundError:
        raise SizesFileError("There is no such file; `mkdocs-multistage measure` writes it.") from None
    except TooLargeError:
        raise SizesFileError("The file is too large to be a file of sizes.") from None
    except NotRegularError:
        raise SizesFileError("This is not a regular file.") from None
    except OSError as error:
        raise SizesFileError(f"The file cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise SizesFileError(f"This is not JSON: {error}.") from None
    if not isinstance(values, dict) or not isinstance(values.get("examples"), list):
        raise SizesFileError("This is not a file of sizes: it has no list of examples.")
    if values.get("version") != VERSION:
        raise SizesFileError("This file of sizes was written by another version of mkdocs-multistage; measure again.")
    entries = [_entry(value, number) for number, value in enumerate(values["examples"])]
    return SizesFile(str(path.absolute().parent), tuple(sorted(entries, key=lambda entry: entry.sort_key)))


def read_measured(path: Path, complain: Callable[[str], None]) -> SizesFile | None:
    """What was measured; where the file cannot be used, somebody is told why."""
    try:
        return load(path)
    except SizesFileError as error:
        complain(printable(f"{UNREAD}: {shown_path(str(path))}: {error}"))
        return None


def dump(known: SizesFile) -> str:
    """The text of such a file: the same for the same sizes, one change a line."""
    examples = []
    for entry in sorted(known.entries, key=lambda entry: entry.sort_key):
        values: dict[str, Any] = {
            "digest": entry.digest,
            "engine": entry.engine,
            "file": entry.file,
            "measured": entry.measured,
            "sizes": dict(sorted(entry.sizes.items())),
            "stages": list(entry.stages),
        }
        examples.append({key: value for key, value in values.items() if value or key != "measured"})
    return json.dumps({"version": VERSION, "examples": examples}, indent=2) + "\n"


def _entry(value: Any, number: int) -> Entry:  # noqa: ANN401 - whatever is in the file
    values = value if isinstance(value, dict) else {}
    stages, sizes = values.get("stages"), values.get("sizes")
    if (
        not all(isinstance(values.get(key, ""), str) for key in ("file", "digest", "engine", "measured"))
        or not isinstance(stages, list)
        or not all(isinstance(stage, str) for stage in stages)
        or not isinstance(sizes, dict)
        or not all(isinstance(size, int) and not isinstance(size, bool) for size in sizes.values())
        or not all(0 <= size <= _LARGEST_SIZE for size in sizes.values())
    ):
        raise SizesFileError(f"Example {number} is invalid; measure again.")
    return Entry(
        file=values.get("file", ""),
        digest=values.get("digest", ""),
        stages=tuple(stages),
        sizes=sizes,
        engine=values.get("engine", ""),
        measured=values.get("measured", ""),
    )
