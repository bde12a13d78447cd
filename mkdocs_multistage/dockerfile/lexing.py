"""Runs dockerfile-parse over the rewritten lines: which lines make up which instruction."""

from __future__ import annotations

import io

from dockerfile_parse import DockerfileParser


class _Parser(DockerfileParser):  # type: ignore[misc]  # the library has no types
    """The library's parser over lines that are at hand: it would encode, read and decode them."""

    def __init__(self, lines: list[str]) -> None:
        # Without a file object it would look for a Dockerfile in the working directory.
        super().__init__(fileobj=io.BytesIO())
        self._lines = lines

    @property
    def lines(self) -> list[str]:
        """All lines, each with its line feed."""
        return self._lines


def instruction_lines(rewritten: list[str]) -> list[tuple[int, int]]:
    """First and last line, counted from 0, of each instruction.

    Args:
        rewritten: What `prepass` made of the text.
    """
    structure = _Parser([f"{line}\n" for line in rewritten]).structure
    return [(entry["startline"], entry["endline"]) for entry in structure]
