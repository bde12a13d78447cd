"""``outline="true"``: tables below the caption that lead into the code."""

from __future__ import annotations

import re

import pytest
from markdown_extensions import EVERYTHING
from recorder import Recorder

FERRY = """\
ARG VERSION=1.25
# build compiles it
FROM golang:${VERSION} AS build
ARG FLAGS
RUN go build -o /ferry .

FROM alpine AS ferry
EXPOSE 8080
COPY --from=build /ferry /ferry
"""


def fence(body, header='dockerfile outline="true"'):
    return f"Text.\n\n```{header}\n{body}```\n"


def outlines(html):
    return re.findall(r'<div class="ms-outline".*?</div>', html, re.DOTALL)


def leads(html):
    """Where links of the tables lead."""
    return [target for table in outlines(html) for target in re.findall(r'href="#([^"]*)"', table)]


@pytest.fixture(params=[EVERYTHING, ("fenced_code", "codehilite")], ids=["superfences", "fenced_code"])
def extensions(request):
    return request.param


def test_tables_are_there_where_an_author_asks_for_them(convert, extensions):
    header = 'dockerfile outline="true"' if "fenced_code" not in extensions else '{ .dockerfile outline="true" }'
    page = convert(fence(FERRY, header), extensions=extensions)
    assert len(outlines(page.html)) == 1
    assert page.host.reports == []
    assert outlines(convert(fence(FERRY, "dockerfile"), extensions=extensions).html) == []


def test_every_link_leads_to_one_place_in_the_code(convert):
    html = convert(fence(FERRY)).html
    assert len(leads(html)) == 5
    for target in leads(html):
        assert html.count(f'id="{target}"') == 1


def test_lines_have_the_numbers_that_stand_beside_the_code(convert):
    html = convert(fence(FERRY, 'dockerfile outline="true" linenums="11"')).html
    assert re.findall(r'class="ms-o-line"[^>]*><a[^>]*>([0-9]+)', html) == ["11", "14", "18"]


def test_the_text_of_the_code_stays_what_it_was(convert, plainly):
    def text(html):
        return re.sub(r"<[^>]+>", "", re.sub(r"<figure.*?</figure>", "", html, flags=re.DOTALL))

    assert text(convert(fence(FERRY)).html) == text(plainly(fence(FERRY, "dockerfile")))


def test_a_single_stage_has_its_tables_without_a_drawing(convert):
    html = convert(fence("FROM alpine\nARG A=1\n")).html
    assert "ms-outline" in html
    assert "ms-rail" not in html


def test_tables_are_there_without_a_drawing_too(convert):
    html = convert(fence(FERRY, 'dockerfile outline="true" diagram="off"')).html
    assert len(outlines(html)) == 1


def test_the_target_of_the_fence_is_outlined_with_its_build_arguments(convert):
    html = convert(fence(FERRY, 'dockerfile outline="true" target="build" build_args="VERSION=tip"')).html
    (table,) = outlines(html)
    assert "for <b><bdi>build</bdi></b>" in table
    assert re.search(r">tip</code> <span[^>]*>\(given here\)", table)
    assert "Exposed ports" not in table


def test_a_dockerfile_in_parts_has_its_tables_once_above_the_last(convert):
    first, last = FERRY.split("\n\n")
    text = (
        f'```dockerfile example="x" outline="true"\n{first}\n```\n\nText.\n\n```dockerfile continues="x"\n{last}```\n'
    )
    html = convert(text).html
    assert len(outlines(html)) == 1
    assert html.index("ms-outline") > html.index("Text.")
    for target in leads(html):
        assert html.count(f'id="{target}"') == 1
    assert re.findall(r'class="ms-o-line"[^>]*><a[^>]*>([0-9]+)', html) == ["1", "4", "2"]


def test_a_line_that_is_hidden_is_no_link_unless_readers_can_ask_for_it(convert):
    body = FERRY.replace("ARG FLAGS\n", "# multistage: hide\nARG FLAGS\n# multistage: show\n")
    (table,) = outlines(convert(fence(body)).html)
    assert "not shown" in table
    html = convert(fence(body, 'dockerfile outline="true" reveal="true"')).html
    assert "not shown" not in outlines(html)[0]
    for target in leads(html):
        assert html.count(f'id="{target}"') == 1


@pytest.fixture
def page_of_file(convert, tmp_path):
    (tmp_path / "Dockerfile").write_text(FERRY)

    def page(text):
        return convert(text, host=Recorder(source=text, folder=str(tmp_path), root=str(tmp_path)))

    return page


def test_the_outline_of_a_file_is_of_all_of_it_whatever_is_shown(page_of_file):
    page = page_of_file('```dockerfile source="Dockerfile" stages="ferry" outline="true"\n```\n')
    (table,) = outlines(page.html)
    assert page.host.reports == []
    assert all(word in table for word in ("VERSION", "FLAGS", "8080/tcp"))
    assert table.count("not shown") == 2
    for target in leads(page.html):
        assert page.html.count(f'id="{target}"') == 1


def test_a_line_of_a_file_that_two_blocks_show_has_one_id(page_of_file):
    first = '```dockerfile source="Dockerfile" lines="1-5" example="x" outline="true"\n```\n'
    last = '```dockerfile source="Dockerfile" lines="1-9" continues="x" reveal="true"\n```\n'
    page = page_of_file(f"{first}\nText.\n\n{last}")
    assert len(outlines(page.html)) == 1
    assert "not shown" not in outlines(page.html)[0]
    for target in leads(page.html):
        assert page.html.count(f'id="{target}"') == 1


def test_a_mistake_that_is_meant_to_be_there_shares_its_lines_id(convert):
    body = (
        "FROM alpine AS build\nARG A=1\nFROM alpine\nRUN --mount=type=secret,id=a --mount=from=biuld,target=/b true\n"
    )
    html = convert(fence(body, 'dockerfile outline="true" expect="UnknownStage"')).html
    assert html.count("ms-calm") >= 1
    ids = re.findall(r'id="(multistage-[^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(leads(html)) <= set(ids)


def test_a_fragment_has_no_outline_and_its_author_is_told(convert):
    page = convert(fence("RUN make\n"))
    assert outlines(page.html) == []
    (report,) = page.host.reports
    assert (report.rule, report.place.line, report.place.column) == ("InvalidFenceOption", 3, 15)
    assert "`outline`" in report.message


def test_what_buildkit_refuses_has_no_outline_and_no_second_report(convert):
    page = convert(fence("FROM alpine\nARG A\nCOPY --form=build /a /b\n"))
    assert outlines(page.html) == []
    assert [report.rule for report in page.host.reports] == ["UnknownFlag"]


def test_another_value_than_on_or_off_is_reported(convert):
    page = convert(fence(FERRY, 'dockerfile outline="full"'))
    assert [report.rule for report in page.host.reports] == ["InvalidFenceOption"]
    assert outlines(page.html) == []


def test_a_page_has_the_words_of_its_language(convert):
    assert "Argumentos de build" in convert(fence(FERRY), language="pt-BR").html
