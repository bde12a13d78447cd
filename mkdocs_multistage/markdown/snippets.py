"""What `pymdownx.snippets` includes: its preprocessor in, lines that know the file they were written in out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_multistage.markdown.sourcelines import SourceLine, bare, locate
from mkdocs_multistage.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Callable

# Pairs of lines, where every line of a part is looked for in its file.
_SEARCH_LIMIT = 2_500_000
# Bytes of a file that is looked into; one with more has more lines than that, or no lines of text.
_LARGEST = 16 * 2**20


def watch_snippets(processor: Any, uses: Callable[[str], None]) -> None:  # noqa: ANN401 - pymdownx has no types
    """Make a snippets preprocessor tag the lines of the files that it includes, and name the files.

    Args:
        processor: The preprocessor.
        uses: Is told the absolute path of each file that is read, and of those that would have been if they were there.
    """
    if getattr(processor, "multistage_watched", False):
        return
    processor.multistage_watched = True
    # What is not there, another version does in another way.
    if hasattr(processor, "get_snippet_path"):
        _watch_paths(processor, uses)
    if hasattr(processor, "read_lines"):  # since 13: every selection of lines keeps the tags
        _watch_reading(processor)
    if hasattr(processor, "dedent"):
        _watch_dedent(processor)
    _watch_parsing(processor)


def _watch_paths(processor: Any, uses: Callable[[str], None]) -> None:  # noqa: ANN401
    find: Callable[[str], str | None] = processor.get_snippet_path

    def get_snippet_path(path: str) -> str | None:
        found = find(path)
        for candidate in [found] if found else [Path(base, path) for base in getattr(processor, "base_path", ())]:
            uses(str(Path(candidate).absolute()))
        return found

    processor.get_snippet_path = get_snippet_path


def _watch_reading(processor: Any) -> None:  # noqa: ANN401
    read: Callable[[str], list[str]] = processor.read_lines

    def read_lines(path: str) -> list[str]:
        return [SourceLine.of(line, number, file=str(path)) for number, line in enumerate(read(path), 1)]

    processor.read_lines = read_lines


def _watch_dedent(processor: Any) -> None:  # noqa: ANN401
    dedent: Callable[[list[str]], list[str]] = processor.dedent

    def dedent_tagged(lines: list[str]) -> list[str]:
        new = dedent(lines)
        if len(new) != len(lines):
            return new
        return [
            SourceLine.of(text, line.number, file=line.file, cut=line.cut + max(len(line) - len(text), 0))
            if isinstance(line, SourceLine)
            else text
            for text, line in zip(new, lines, strict=True)
        ]

    processor.dedent = dedent_tagged


def _watch_parsing(processor: Any) -> None:  # noqa: ANN401
    parse = processor.parse_snippets

    def parse_snippets(lines: list[str], file_name: str | None = None, *args: object, **kwargs: object) -> list[str]:
        if file_name and any(not isinstance(line, SourceLine) for line in lines):
            lines = _find_in_file(lines, file_name, getattr(processor, "encoding", None) or "utf-8")
        result: list[str] = parse(lines, file_name, *args, **kwargs)
        return result

    processor.parse_snippets = parse_snippets


def _find_in_file(lines: list[str], file_name: str, encoding: str) -> list[str]:
    """Tag lines that stand in a file, dedented perhaps, in one place and no other."""
    try:
        whole = read_regular(file_name, _LARGEST).decode(encoding)
    except (OSError, ValueError, LookupError):  # a URL, or not that encoding: its lines stay without tags
        return lines
    text = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) * len(text) > _SEARCH_LIMIT:
        return lines
    stripped = [bare(line) for line in text]
    tagged: list[str] = []
    for index, line in enumerate(lines):
        number, is_sure, _ = locate(lines, index, stripped)
        if number is None or not is_sure or isinstance(line, SourceLine):
            tagged.append(line)
        else:
            cut = max(text[number].find(line), 0)  # what a dedent took from its front
            tagged.append(SourceLine.of(line, number + 1, file=file_name, cut=cut))
    return tagged
