"""The benchmark measures what it says: its inputs are real, and its table and figures are complete. No time is held against anything."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_multistage import analyze

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import instructions  # noqa: E402 - see above
from benchmarks.growth import exponent  # noqa: E402
from benchmarks.inputs import dockerfile, page  # noqa: E402
from benchmarks.report import Row, table  # noqa: E402
from benchmarks.scale import QUICK  # noqa: E402


def test_the_made_up_dockerfiles_are_without_mistakes_and_have_two_to_four_stages():
    for number in range(70):
        analysis = analyze(dockerfile(number))
        assert [finding for finding in analysis.findings if finding.level == "warning"] == []
        assert 2 <= len(analysis.dockerfile.stages) <= 4
        assert analysis.is_connected


def test_no_two_made_up_dockerfiles_are_the_same_and_a_number_always_gives_the_same():
    texts = [dockerfile(number) for number in range(500)]
    assert len(set(texts)) == 500
    assert texts == [dockerfile(number) for number in range(500)]


def test_a_made_up_page_has_as_many_dockerfiles_as_asked():
    assert page(3, 3).count("```dockerfile\n") == 3
    assert "dockerfile" not in page(3, 0)


@pytest.mark.parametrize("power", [0.5, 1, 2])
def test_the_exponent_is_that_of_the_growth(power):
    assert exponent([(size, 3 * size**power) for size in (10, 100, 1000)]) == pytest.approx(power)


def test_the_table_has_a_line_for_each_row_below_the_name_of_its_part():
    rows = [
        Row("One part", "a", "1 ms", "2 ms", 0.5, 0.01, "<= 0.6"),
        Row("One part", "longer", "1 ms"),
        Row("Other", "b", ""),
    ]
    lines = table(rows).splitlines()
    assert [line.strip() for line in lines if line and not line.startswith("  ")] == ["One part", "Other"]
    assert "a       1 ms    2 ms    0.5  0.01  <= 0.6" in table(rows)


def test_one_part_can_be_measured_by_itself(tmp_path):
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--only", "startup", "--json", str(figures)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "--version" in done.stdout
    assert [row["part"] for row in json.loads(figures.read_text())["rows"]] == ["Start"]


def test_where_nothing_counts_instructions_the_table_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    (row,) = instructions.measure(tmp_path, QUICK)
    assert (row.what, row.ratio) == ("not installed: valgrind", None)
