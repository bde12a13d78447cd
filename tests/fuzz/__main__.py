"""A coverage-guided fuzzer: ``python tests/fuzz page -runs=100000``.

The first argument is a target of `targets.py`; the others are libFuzzer's. What it finds interesting is kept beside the
checkout in ``.fuzz/``; what breaks a promise is written to ``.fuzz/crash-…``, and belongs into ``corpus/`` once it is
understood. Needs atheris (``pip install atheris``), which is no dependency of the tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mkdocs_multistage"]):
    from targets import TARGETS

HERE = Path(__file__).parent


def main() -> None:
    """Run one target until it breaks, or as often as it is told."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"usage: python tests/fuzz TARGET [OPTION]...   (targets: {', '.join(TARGETS)}; options: libFuzzer's)")
    grown = Path(".fuzz") / name
    grown.mkdir(parents=True, exist_ok=True)
    options = [f"-artifact_prefix={grown.parent}/", "-max_len=1000", *sys.argv[2:]]
    atheris.Setup([sys.argv[0], str(grown), str(HERE / "corpus"), *options], TARGETS[name])
    atheris.Fuzz()


main()
