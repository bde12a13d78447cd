"""How much is measured: all of it, or so little that it can run with the tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes and numbers of turns.

    Attributes:
        pages: Sizes of sites.
        turns: How often a build is measured.
        blocks: How many different Dockerfiles go through each step.
        files: How many Dockerfiles the command checks.
        sizes: Sizes of one input, for its growth.
        page_blocks: How many blocks one page grows to.
        site_pages: How many pages a site grows to.
        rivals: How many diagrams and files the others are given.
        plugins: Whether sites are built with other plugins, too.
        root: The folder that this package is in.
    """

    pages: tuple[int, ...]
    turns: int
    blocks: int
    files: int
    sizes: tuple[int, ...]
    page_blocks: tuple[int, ...]
    site_pages: tuple[int, ...]
    rivals: int
    plugins: bool
    root: Path = Path(__file__).parent.parent


FULL: Final = Scale(
    pages=(200, 1_000),
    turns=5,
    blocks=300,
    files=10_000,
    sizes=(10, 100, 1_000, 10_000),
    page_blocks=(10, 100, 1_000),
    site_pages=(100, 1_000, 10_000),
    rivals=100,
    plugins=True,
)

QUICK: Final = Scale(
    pages=(20,),
    turns=2,
    blocks=30,
    files=300,
    sizes=(10, 100, 500),
    page_blocks=(10, 50),
    site_pages=(),
    rivals=10,
    plugins=False,
)
