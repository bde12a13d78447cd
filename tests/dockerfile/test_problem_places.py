"""Holds every problem's place, rule, message and suggestion against tests/data/problems/*.txt.

Each of those files shows Dockerfiles with the problems under their lines, as a compiler would; a
line of dashes parts them. After a wanted change, write them anew and review the difference:

    python tests/dockerfile/test_problem_places.py
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_multistage.dockerfile import read
from mkdocs_multistage.dockerfile.problems import RULES

DATA = Path(__file__).parents[1] / "data" / "problems"
SOURCE = re.compile(r" *\d+ \| ?(.*)")
DIVIDER = "-" * 40


def source_of(case: str) -> str:
    return "".join(f"{match[1]}\n" for line in case.splitlines() if (match := SOURCE.fullmatch(line)))


def carets(problem, lines: list[str]) -> str:
    span = problem.span
    end = span.end_column if span.end_line == span.line else len(lines[span.line - 1]) + 1
    return " " * (span.column - 1) + "^" * max(1, end - span.column)


def render(text: str) -> str:
    lines = text.split("\n")[:-1]
    problems = read(text).problems
    out = []
    for number, line in enumerate(lines, 1):
        out.append(f"{number:3} | {line}".rstrip())
        for problem in problems:
            if problem.span.line == number:
                out.append(f"    | {carets(problem, lines)}")
                if problem.span.end_line != number:
                    out.append(f"    = to line {problem.span.end_line}, column {problem.span.end_column}")
                out.append(f"    = {problem.rule}: {problem.message}")
                if problem.suggestion is not None:
                    out.append(f"    = write: {problem.suggestion}")
    return "\n".join(out)


def cases(path: Path) -> list[str]:
    return [case.strip("\n") for case in path.read_text(encoding="utf-8").split(f"{DIVIDER}\n")]


FILES = sorted(DATA.glob("*.txt"))
CASES = [pytest.param(case, id=f"{path.stem}-{number}") for path in FILES for number, case in enumerate(cases(path), 1)]


@pytest.mark.parametrize("case", CASES)
def test_a_problem_is_told_at_its_place(case):
    assert render(source_of(case)) == case


def test_every_rule_is_shown_by_an_example():
    shown = {problem.rule for path in FILES for case in cases(path) for problem in read(source_of(case)).problems}
    # A line of 65,536 bytes, a file without a line and a circle of checks are shown elsewhere.
    assert shown == set(RULES) - {"LineTooLong", "NoInstructions"}


if __name__ == "__main__":
    for file in FILES:
        file.write_text(f"\n{DIVIDER}\n".join(render(source_of(case)) for case in cases(file)) + "\n", encoding="utf-8")
