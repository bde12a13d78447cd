"""The matrix, in one command: ``python tests/matrix`` makes the environments, runs the tests, and writes the table.

``--quick`` makes the few that `environments` marks as quick, and leaves the documentation alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict

import making
from environments import CELLS, ENVIRONMENTS
from table import write_table

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
    for environment in chosen:
        started = time.monotonic()
        try:
            making.make(environment, wheel)
        except making.NotMadeError as reason:
            print(f"{environment.name}: not made: {reason}", flush=True)
            # A Python that the machine lacks is no fault; what the registry lacks is.
            failed |= not environment.python
        else:
            print(f"{environment.name}: made in {time.monotonic() - started:.0f} s", flush=True)
    names = {each.name for each in chosen}
    tests = [f"{making.ROOT}/tests/matrix"]
    if options.quick or options.only:
        wanted = [cell.id for cell in CELLS if cell.environment in names]
        tests += ["-k", " or ".join([*wanted, *(["neighbours"] if "neighbours" in names else []), "packaging"])]
    code = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", f"--junitxml={REPORT}", *tests],
        cwd=making.ROOT,
        check=False,
    ).returncode
    if not options.quick and not options.only:
        write_table(_outcomes())
    return 1 if failed else code


def _is_chosen(environment, options):
    if options.only:
        return environment.name in options.only
    return environment.quick or not options.quick


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
