"""Where everything stands in a dozen real-looking examples. A change of the layout shows in these files.

``UPDATE_GOLDEN=1 pytest tests/render/test_figure_golden.py`` writes them anew; look at the difference, and at the pages.
"""

from __future__ import annotations

import os

from figure_dump import dump
from figure_tools import analysis_of


def test_the_drawings_are_as_reviewed(case):
    found = dump(analysis_of(case.text, case.roles))
    if os.environ.get("UPDATE_GOLDEN"):
        head = case.path.read_text(encoding="utf-8").rsplit("=====\n", 1)[0]
        case.path.write_text(f"{head}=====\n{found}", encoding="utf-8")
    assert found == case.expected
