"""The tables of the documentation: outcomes of tests in, lines of Markdown out, between two marks in a page."""

from __future__ import annotations

import re
import sys

import making
from environments import CELLS

PAGE = making.ROOT / "docs" / "engines.md"

# A column, the test that it tells the outcome of, and its word for success: one, or one by program.
COLUMNS = (
    ("Figures", "test_the_same_page_has_the_same_figures_to_the_byte", "the same"),
    ("Style and script", "test_style_sheet_and_script_reach_the_page_once", {"zensical": "in the page", "": "files"}),
    ("A mistake", "test_a_mistake_is_told_at_its_place", {"zensical": "is printed", "": "fails `--strict`"}),
    ("Links to stages", "test_a_link_to_no_stage_is_told", "checked"),
    ("`check`", "test_the_command_finds_the_mistake_and_fails", "finds it"),
)


def write_tables(outcomes):
    """Write what was measured into the page; what was not stays as it is."""
    if any(cell.id in outcomes for cell in CELLS):
        _put("engines", list(_engines(outcomes)))
    neighbours = {
        name.removeprefix("neighbours-"): set(tests.values())
        for name, tests in outcomes.items()
        if name.startswith("neighbours-")
    }
    if neighbours:
        _put("neighbours", list(_neighbours(neighbours)))


def _engines(outcomes):
    lines = [
        "| Where | Versions | " + " | ".join(name for name, _, _ in COLUMNS) + " |",
        "|---" * (len(COLUMNS) + 2) + "|",
    ]
    for cell in CELLS:
        tests = outcomes.get(cell.id, {})
        if not tests or set(tests.values()) == {"skipped"}:
            continue
        python = making.python_of(cell.environment) if cell.environment else sys.executable
        versions = ", ".join(
            f"{_NAMES.get(name, name)} {version}" for name, version in making.versions(python, cell.shows).items()
        )
        results = [_word(word, cell.engine) if tests.get(test) == "passed" else "**no**" for _, test, word in COLUMNS]
        lines.append(f"| {cell.title} | {versions} | {' | '.join(results)} |")
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return [*lines, "", f"Where no Python is named, it is {here}."]


_NAMES = {
    "mkdocs": "MkDocs",
    "mkdocs-material": "Material",
    "mkdocs-materialx": "MaterialX",
    "properdocs": "ProperDocs",
    "zensical": "Zensical",
}


def _neighbours(found):
    yield "| Plugin | Listed before | Listed after |"
    yield "|---|---|---|"
    for name in sorted({name.rsplit("-", 1)[0] for name in found}):
        words = [_outcome(found.get(f"{name}-{place}", set())) for place in ("before", "after")]
        yield f"| {name} | {' | '.join(words)} |"


def _outcome(ends):
    if "failed" in ends:
        return "**fails**"
    return "works" if "passed" in ends else "not tried"


def _word(word, engine):
    return word if isinstance(word, str) else word.get(engine, word[""])


def _put(name, lines):
    begin, end = f"<!-- {name}: written by `make matrix` -->", f"<!-- {name}: end -->"
    text = PAGE.read_text(encoding="utf-8")
    block = "\n".join([begin, "", *lines, "", end])
    new = re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: block, text, flags=re.DOTALL)
    PAGE.write_text(new, encoding="utf-8")
