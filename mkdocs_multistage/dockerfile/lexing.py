"""Runs dockerfile-parse over the rewritten lines: which lines make up which instruction."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dockerfile_parse import DockerfileParser

if TYPE_CHECKING:
    from collections.abc import Iterator


def instruction_lines(rewritten: list[str]) -> Iterator[tuple[int, int]]:
    """First and last line, counted from 0, of each instruction.

    Args:
        rewritten: What `prepass` made of the text. The library reads it from memory: without a
            file object it would look for a Dockerfile in the working directory.
    """
    source = io.BytesIO(("\n".join(rewritten) + "\n").encode())
    parser = DockerfileParser(fileobj=source)
    for entry in parser.structure:
        yield entry["startline"], entry["endline"]
