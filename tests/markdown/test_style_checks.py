"""BuildKit's checks of style are made on pages where the site, or the page, gives them a level."""

from __future__ import annotations

import pytest

TEXT = "```dockerfile\nFROM alpine:3.22 as Build\nCMD echo hi\n```\n"


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ({}, []),
        ({"FromAsCasing": "info"}, [("FromAsCasing", "info", 2)]),
        (
            {"FromAsCasing": "warn", "JSONArgsRecommended": "info"},
            [("FromAsCasing", "warn", 2), ("JSONArgsRecommended", "info", 3)],
        ),
        ({"StageNameCasing": "ignore"}, []),
    ],
)
def test_a_check_of_style_is_made_where_it_has_a_level(convert, checks, expected):
    reports = convert(TEXT, checks=checks).host.reports
    assert [(report.rule, report.level, report.place.line) for report in reports] == expected
