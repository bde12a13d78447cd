"""``sizes="builder=838MB final=81MB"``: read as an author means it, or refused with what to write."""

from __future__ import annotations

import re

import pytest
from markdown_extensions import EVERYTHING

BODY = """\
FROM golang:1.25 AS builder
RUN go build -o /app .
FROM builder AS test
RUN go test ./...
FROM debian:12-slim
COPY --from=builder /app /app
"""


def fence(sizes, body=BODY, more=""):
    return f'```dockerfile sizes="{sizes}"{more}\n{body}```\n'


def shown(html):
    """The numbers of the rail, by stage."""
    rows = re.findall(r'data-multistage-stage="(\d)".*?</li>', html.partition("<ol")[2], re.DOTALL)
    parts = re.findall(r"<li .*?</li>", html, re.DOTALL)
    found = [re.search(r'ms-szr">.*?<span>(.*?)</span>', part) for part in parts]
    return {row: number[1] for row, number in zip(rows, found, strict=True) if number}


@pytest.fixture(params=[EVERYTHING, ("fenced_code", "codehilite")], ids=["superfences", "fenced_code"])
def extensions(request):
    return request.param


def test_sizes_are_shown_at_the_stages_they_name(convert, extensions):
    page = convert(fence("builder=838MB final=81MB"), extensions=extensions)
    assert page.host.reports == []
    assert shown(page.html) == {"0": "838 MB", "2": "81 MB"}
    assert '<b dir="ltr">838 MB &#8594; 81 MB</b>, 10× smaller' in page.html


@pytest.mark.parametrize(
    "sizes",
    [
        "builder=838MB, 2=81MB",
        "BUILDER=838mb,FINAL=81 MB",
        "builder = 838 MB   final = 81 MB",
        "0=838MB\t2=81MB",
        "2=81MB builder=838 MB,",
    ],
)
def test_names_indexes_and_units_are_read_in_every_usual_form(convert, sizes):
    page = convert(fence(sizes))
    assert page.host.reports == []
    assert shown(page.html) == {"0": "838 MB", "2": "81 MB"}


def test_final_is_a_stage_of_that_name_where_there_is_one(convert):
    body = "FROM golang AS final\nRUN go build -o /app .\nFROM alpine\nCOPY --from=final /app /app\n"
    assert shown(convert(fence("final=838MB 1=81MB", body)).html) == {"0": "838 MB", "1": "81 MB"}


def test_of_two_stages_of_one_name_the_last_is_meant(convert):
    body = "FROM golang AS a\nRUN go build -o /b\nFROM alpine AS a\nCOPY --from=0 /b /b\n"
    page = convert(fence("a=1MB", body), configs={"multistage": {}})
    assert shown(page.html) == {"1": "1 MB"}


WRONG = {
    "a misspelt stage": ("buidler=838MB", "names the stage 'buidler'", "Did you mean 'builder'?"),
    "a misspelt final": ("fianl=81MB", "names the stage 'fianl'", "Did you mean 'final'?"),
    "an unknown stage": ("zzz=81MB", "names the stage 'zzz'", "Its stages: 'builder', 'test', 'final'."),
    "an index out of range": ("7=81MB", "names the stage '7'", "there is no stage with that number"),
    "no unit": ("builder=838", "gives 'builder' a size that has no unit", "838MB or 1.2GB"),
    "no unit before another stage": ("builder=838 test = 9MB", "gives 'builder' a size that has no unit", ""),
    "another unit": ("builder=838Mo", "gives 'builder' a size that has the unit 'Mo'", "MB, GB"),
    "a decimal comma": ("builder=1,2GB", "gives 'builder' a size", "with a point, such as 1.2GB"),
    "no size": ("builder", "has 'builder'", "of the form stage=838MB"),
    "no stage": ("=838MB", "has '=838MB'", "of the form stage=838MB"),
    "a size alone": ("838MB", "has '838MB'", "of the form stage=838MB"),
    "nothing": ("", "names no stage", "builder=838MB"),
    "commas": (",,", "names no stage", "builder=838MB"),
    "a stage twice": ("test=1MB test=2MB", "names the stage 'test' twice", ""),
    "a stage by two names": ("2=1MB final=2MB", "gives stage 2 two sizes", "1 MB and 2 MB"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_reported_at_the_option_with_what_to_write(convert, name):
    sizes, *parts = WRONG[name]
    page = convert(fence(sizes))
    (report,) = page.host.reports
    assert (report.rule, report.level) == ("InvalidFenceOption", "warn")
    assert (report.place.line, report.place.column, report.length) == (1, 15, 5)
    assert report.message.startswith("The fence option `sizes` ")
    assert all(part in report.message for part in parts)


def test_sizes_that_are_right_are_shown_beside_one_that_is_not(convert):
    page = convert(fence("builder=838MB fnal=81MB"))
    assert len(page.host.reports) == 1
    assert shown(page.html) == {"0": "838 MB"}


def test_a_fragment_has_no_stage_of_any_size(convert):
    (report,) = convert(fence("build=1MB", "COPY . .\nRUN make\n")).host.reports
    assert report.message.endswith("no stage of this example has that name.")


def test_the_parts_of_an_example_may_each_give_the_sizes_of_their_own(convert):
    first, second = BODY.partition("FROM debian")[::2]
    text = (
        fence("builder=838MB", first, ' example="a"')
        + "\n"
        + fence("final=81MB", f"FROM debian{second}", ' continues="a"')
    )
    page = convert(text)
    assert page.host.reports == []
    assert shown(page.html.partition("<figure")[2]) == {"0": "838 MB", "2": "81 MB"}


def test_parts_that_contradict_each_other_are_told_so(convert):
    first, second = BODY.partition("FROM debian")[::2]
    text = fence("test=1MB", first, ' example="a"') + "\n" + fence("test=2MB", f"FROM debian{second}", ' continues="a"')
    (report,) = convert(text).host.reports
    assert "test=2 MB' here, and 'test=1 MB' in an earlier part" in report.message


def test_a_page_in_portuguese_has_portuguese_numbers(convert):
    page = convert(fence("builder=1.21GB final=505.5MB"), language="pt-BR")
    assert shown(page.html) == {"0": "1,21 GB", "2": "505,5 MB"}
    assert "1,21 GB &#8594; 505,5 MB</b>, 2,4× menor" in page.html


@pytest.mark.parametrize(
    "sizes", ["<script>=1MB", "builder=1<b>MB", "\u202ebuilder=1MB", "a" * 5000 + "=1MB", "=" * 5000, "1 " * 5000]
)
def test_hostile_sizes_reach_no_page(convert, sizes):
    page = convert(fence(sizes))
    assert len(page.host.reports) == 1
    assert "<script" not in page.html
    assert all(len(report.message) < 400 for report in page.host.reports)
    assert shown(page.html) == {}
