"""Holds the reader against what BuildKit was recorded to say (tests/data/conformance)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from mkdocs_multistage.dockerfile import read

DATA = Path(__file__).parents[1] / "data" / "conformance"
ROWS = [
    json.loads(line)
    for name in ("cases", "generated")
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
# With `# check=error=true` BuildKit refuses a file for its warnings, which the reader does not know.
REFUSED_FOR_WARNINGS = "lint violation found"


reading = cache(read)


def resolved(row):
    return row["parse_error"] is None and row.get("graph_complete") and row["stages"]


def reached(row):
    return resolved(row) and all(target["reachable"] is not None for target in row["targets"])


def each(rows):
    return pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in rows])


def test_the_recorded_verdicts_cover_every_kind_of_outcome():
    assert len(ROWS) > 600
    assert sum(1 for row in ROWS if resolved(row)) > 300
    assert sum(1 for row in ROWS if row["parse_error"]) > 50
    assert sum(1 for row in ROWS if row.get("check_error")) > 100


@each(row for row in ROWS if row["instructions"] is not None)
def test_instructions_are_found_on_the_lines_that_buildkit_gives_them(row):
    found = [[i.keyword, i.line, i.last_line] for i in reading(row["dockerfile"]).instructions]
    assert found == row["instructions"]


@each(row for row in ROWS if resolved(row))
def test_stages_have_the_names_and_bases_that_buildkit_gives_them(row):
    keys = ("index", "name", "base", "resolved_base", "base_stage", "platform", "line")
    found = [{key: getattr(stage, key) for key in keys} for stage in reading(row["dockerfile"]).stages]
    assert found == [{key: stage[key] for key in keys} for stage in row["stages"]]


@each(row for row in ROWS if resolved(row))
def test_references_mean_the_stages_that_buildkit_takes_them_for(row):
    found = [
        [(r.kind, r.source, r.stage, r.line) for r in stage.references if not r.kind.startswith("onbuild")]
        for stage in reading(row["dockerfile"]).stages
    ]
    expected = [
        [(r["kind"], r["source"], r["stage"], r["line"]) for r in stage["refs"] if not r["kind"].startswith("onbuild")]
        for stage in row["stages"]
    ]
    assert found == expected


@each(row for row in ROWS if reached(row))
def test_a_target_reaches_the_stages_that_buildkit_builds_for_it(row):
    found = [list(target.reachable) for target in reading(row["dockerfile"]).targets]
    assert found == [sorted(target["reachable"]) for target in row["targets"]]


@each(ROWS)
def test_what_buildkit_refuses_and_nothing_else_is_a_problem(row):
    error = row["parse_error"] or row.get("check_error")
    refused = error is not None and REFUSED_FOR_WARNINGS not in error["message"]
    assert bool(reading(row["dockerfile"]).problems) is refused
