"""The matrix, in one command: ``python tests/matrix`` makes the environments, runs the tests, and writes the table.

``--quick`` makes the few that `environments` marks as quick, and leaves the documentation alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import making
from environments import CELLS, ENVIRONMENTS
from table import write_tables

REPORT = making.CACHE / "report.xml"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--quick", action="store_true", help="a few environments only")
    arguments.add_argument("--only", action="append", metavar="NAME", help="these environments only; may be repeated")
    options = arguments.parse_args()
    making.CACHE.mkdir(parents=True, exist_ok=True)
    _, wheel = making.build_distributions()
    chosen = [each for each in ENVIRONMENTS if _is_chosen(each, options)]
    failed = False
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for environment, (took, reason) in zip(
            chosen, workers.map(lambda each: _make(each, wheel), chosen), strict=True
        ):
            if reason:
                print(f"{environment.name}: not made: {reason}", flush=True)
                # A Python that the machine lacks is no fault; what the registry lacks is.
                failed |= not environment.python
            else:
                print(f"{environment.name}: made in {took:.0f} s", flush=True)
    names = {each.name for each in chosen if each.quick or not options.quick}
    wanted = [cell.id for cell in CELLS if cell.environment in names]
    # One after the other, so that the first table is there while the second is being measured.
    for file, part in (("test_engines.py", wanted), ("test_packaging.py", []), ("test_neighbours.py", [])):
        if file == "test_neighbours.py" and "neighbours" not in names:
            continue
        failed |= _run(file, part if options.quick or options.only else []) != 0
        if not options.quick and not options.only:
            write_tables(_outcomes())
    return 1 if failed else 0


def _make(environment, wheel):
    """Make an environment; gives the seconds, and the reason where it cannot be made."""
    started = time.monotonic()
    try:
        making.make(environment, wheel)
    except making.NotMadeError as reason:
        return 0, reason
    return time.monotonic() - started, None


def _run(file, names):
    """Run a file of tests, or those of some names."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"),
            f"--junitxml={REPORT}",
            f"{making.ROOT}/tests/matrix/{file}",
            *(["-k", " or ".join(names)] if names else []),
        ],
        cwd=making.ROOT,
        env={**os.environ, "MULTISTAGE_MATRIX": "1"},
        check=False,
    ).returncode


def _is_chosen(environment, options):
    if options.only:
        return environment.name in options.only
    return environment.quick or environment.browser or not options.quick


def _outcomes():
    """Whether each test passed, failed or was skipped: by the id of its parameters, then by its name."""
    outcomes = defaultdict(dict)
    for case in ET.parse(REPORT).iter("testcase"):
        name, _, parameters = case.get("name", "").partition("[")
        ends = {child.tag for child in case}
        passed = "skipped" if "skipped" in ends else "failed" if ends & {"failure", "error"} else "passed"
        outcomes[parameters.removesuffix("]")][name] = passed
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
