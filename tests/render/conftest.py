from __future__ import annotations

import pytest
from figure_tools import CASES


@pytest.fixture(params=CASES, ids=lambda case: case.path.stem)
def case(request):
    return request.param
