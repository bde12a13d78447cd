"""Lines between ``# multistage: hide`` and ``# multistage: show``: checked with the rest, and not shown."""

from __future__ import annotations

import re

import pytest
from markdown_extensions import EVERYTHING

HIDDEN = """\
# multistage: hide
# syntax=docker/dockerfile:1
FROM golang:1.24 AS build
WORKDIR /src
COPY . .
# multistage: show
RUN go build -o /app .
# multistage: hide

# multistage: show
FROM alpine:3.22
COPY --from=build /app /app
"""


def fence(body, header="dockerfile"):
    return f"Text.\n\n```{header}\n{body}```\n"


def shown(html):
    """The text of the code blocks outside the figure."""
    codes = re.findall(r"<code[^>]*>(.*?)</code>", re.sub(r"<figure.*?</figure>", "", html, flags=re.DOTALL), re.DOTALL)
    return [re.sub(r"<[^>]+>", "", code).strip("\n") for code in codes]


@pytest.fixture(params=[EVERYTHING, ("fenced_code", "codehilite")], ids=["superfences", "fenced_code"])
def extensions(request):
    return request.param


def test_hidden_lines_and_the_comments_around_them_are_not_shown(convert, extensions):
    html = convert(fence(HIDDEN), extensions=extensions).html
    assert shown(html) == ["RUN go build -o /app .\nFROM alpine:3.22\nCOPY --from=build /app /app"]


def test_hidden_lines_are_drawn_and_give_the_others_their_meaning(convert, extensions):
    page = convert(fence(HIDDEN), extensions=extensions)
    assert page.host.reports == []
    assert 'class="ms-node' in page.html or "ms-nm" in page.html
    assert page.html.count("ms-line ms-band ") == 3
    assert page.html.count(" ms-cut") == 1


def test_a_mistake_is_reported_at_its_line_of_the_page(convert, extensions):
    text = fence(HIDDEN.replace("--from=build", "--from=buidl"))
    (report,) = convert(text, extensions=extensions).host.reports
    assert (report.rule, report.place.line, report.place.column, report.place.exact) == ("UnknownStage", 15, 13, True)


def test_a_mistake_in_a_hidden_line_is_reported_too(convert, extensions):
    body = "FROM golang:1.24 AS build\n\nFROM alpine:3.22\n# multistage: hide\nCOPY --from=biuld /a /b\n# multistage: show\nCOPY --from=build /a /a\n"
    places = [(r.rule, r.place.line) for r in convert(fence(body), extensions=extensions).host.reports]
    assert places == [("UnknownStage", 8)]


def test_a_reference_to_a_hidden_stage_leads_nowhere(convert, extensions):
    html = convert(fence(HIDDEN), extensions=extensions).html
    ids = set(re.findall(r'id="(multistage-[^"]+)"', html))
    assert set(re.findall(r'href="#(multistage-[^"]+)"', html)) <= ids
    assert not any(target.endswith("-build") for target in ids)


def test_what_is_no_dockerfile_can_hide_lines_that_begin_with_from(convert, extensions):
    body = "FROM users u JOIN x\nWHERE z\n# multistage: hide\nFROM a b c\nFROM d\n# multistage: show\n"
    page = convert(fence(body), extensions=extensions)
    assert page.host.apologies == []
    assert shown(page.html) == ["FROM users u JOIN x\nWHERE z"]


def test_a_reader_can_ask_for_the_whole_where_the_author_allows_it(convert, extensions):
    html = convert(fence(HIDDEN, 'dockerfile reveal="true"'), extensions=extensions).html
    (whole,) = re.findall(r'<details class="ms-whole">.*?</details>', html, re.DOTALL)
    text = re.sub(r"<[^>]+>", "", whole)
    assert "WORKDIR /src" in text
    assert "multistage" not in text
    assert "ms-cut" not in whole
    ids = re.findall(r'id="(multistage-[^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(multistage-[^"]+)"', html)) <= set(ids)


def test_nothing_is_to_be_revealed_where_nothing_is_hidden(convert, extensions):
    plain = "FROM golang:1.24 AS build\nFROM scratch\nCOPY --from=build /a /a\n"
    assert "<details" not in convert(fence(plain, 'dockerfile reveal="true"'), extensions=extensions).html


def test_directives_at_the_top_may_be_hidden(convert):
    body = "# multistage: hide\n# escape=`\n# multistage: show\nFROM alpine AS a\nRUN echo `\n  hi\n\nFROM scratch\nCOPY --from=a / /\n"
    assert convert(fence(body)).host.reports == []


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("FROM a AS b\n# multistage: hdie\nRUN x\n", 5, "Did you mean 'hide'?"),
        ("FROM a AS b\n# multistage: show\nRUN x\n", 5, "Nothing is hidden here."),
        ("FROM a AS b\n# multistage: hide\nRUN x\n# multistage: hide\nRUN y\n", 7, "hidden from line 2"),
        ("# multistage: hide\nFROM a AS b\nRUN x\n", 4, "Every line of this example is hidden"),
    ],
)
def test_a_comment_that_cannot_be_meant_so_is_named(convert, body, line, words):
    (report,) = convert(fence(body)).host.reports
    assert (report.rule, report.place.line) == ("InvalidFenceOption", line)
    assert words in report.message


@pytest.mark.parametrize("comment", ["# multistage: the build", "# Multistage build", "# multistage:"])
def test_a_comment_of_the_authors_own_is_none_of_ours(convert, comment):
    page = convert(fence(f"{comment}\nFROM alpine\nRUN x\n"))
    assert page.host.reports == []
    assert comment in shown(page.html)[0]


def test_a_hidden_end_hides_to_the_last_line(convert):
    assert shown(convert(fence("FROM alpine\n# multistage: hide\nRUN x\n")).html) == ["FROM alpine"]


def test_a_part_of_an_example_can_hide_lines(convert):
    text = fence("FROM golang AS build\n# multistage: hide\nRUN go build\n", 'dockerfile example="a"')
    text += fence(
        "# multistage: hide\nFROM alpine\n# multistage: show\nCOPY --from=build /a /a\n", 'dockerfile continues="a"'
    )
    page = convert(text)
    assert page.host.reports == []
    assert shown(page.html) == ["FROM golang AS build", "COPY --from=build /a /a"]
    assert re.search(r'<a class="ms-ref ms-r-build" href="#multistage-[0-9a-f]+-build"', page.html)


def test_an_expected_mistake_counts_the_lines_that_are_shown(convert):
    body = (
        "# multistage: hide\nFROM golang AS build\n# multistage: show\nRUN x\n\nFROM alpine\nCOPY --from=buidl /a /a\n"
    )
    html = convert(fence(body, 'dockerfile expect="UnknownStage"')).html
    assert ">line 4</a>" in html


def test_a_mistake_that_is_expected_in_a_hidden_line_has_no_line_to_go_to(convert):
    body = "FROM golang AS build\nRUN x\n\nFROM alpine\n# multistage: hide\nCOPY --from=buidl /a /a\n"
    html = convert(fence(body, 'dockerfile expect="UnknownStage"')).html
    assert "ms-calm" in html
    assert ">line " not in html
