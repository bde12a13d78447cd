"""Runs a module, as `python -m` does, and writes the most memory that its process held, in MiB.

Arguments: a file for the figure, the module, and the module's own. What the system counts for a child begins with what
its parent holds, so the process looks at itself.
"""

from __future__ import annotations

import re
import resource
import runpy
import sys
from pathlib import Path


def peak() -> float:
    """The most memory so far, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*([0-9]+) kB", status.read_text(encoding="utf-8"))
        if found:
            return int(found[1]) / 2**10
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    _note = Path(sys.argv[1])
    sys.argv[:3] = [sys.argv[2]]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    finally:
        _note.write_text(f"{peak():.1f}", encoding="utf-8")
