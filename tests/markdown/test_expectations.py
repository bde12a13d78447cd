"""Examples that are there to fail."""

from __future__ import annotations

import re

import pytest

BODY = """\
FROM golang:1.24 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=biuld /app /app
COPY --from=build /etc /etc
"""


def fence(options="", body=BODY):
    return f"```dockerfile {options}\n{body}```\n".replace("dockerfile \n", "dockerfile\n")


def row(html):
    (found,) = re.findall(r'<ul class="ms-fs">(.*?)</ul>', html)
    return found


def test_an_expected_finding_is_not_reported(convert):
    assert len(convert(fence()).host.reports) == 1
    assert convert(fence('expect="UnknownStage"')).host.reports == []


def test_a_rule_is_expected_in_upper_or_lower_case(convert):
    assert convert(fence('expect="unknownstage"')).host.reports == []


def test_an_expected_finding_is_shown_in_the_figure_with_its_line_and_rule(convert):
    html = convert(fence('expect="UnknownStage"')).html
    figure = html[html.index("<figure") : html.index("</figure>")]
    assert figure.index("</figcaption>") < figure.index('<ul class="ms-fs">')
    text = re.sub(r"<[^>]*>", "", row(html))
    assert text.startswith("This example is meant to fail: line 5 UnknownStage No stage is named biuld")


def test_the_row_leads_to_the_line_and_the_place_is_underlined(convert):
    html = convert(fence('expect="UnknownStage"')).html
    (anchor,) = re.findall(r'href="#([^"]+)"', row(html))
    code = html[html.index("</figure>") :]
    line = next(line for line in code.split("\n") if f'id="{anchor}"' in line)
    assert '<span class="ms-fault ms-calm">biuld</span>' in line
    assert code.count("ms-fault") == 1


def test_the_row_is_in_the_readers_language(convert):
    assert "Este exemplo deve falhar:" in row(convert(fence('expect="UnknownStage"'), language="pt-BR").html)


def test_a_block_that_is_not_drawn_has_a_figure_for_the_row_alone(convert):
    html = convert(fence('expect="TrailingComment"', "FROM alpine:3.22 # small\n")).html
    assert html.count("<figure") == 1
    assert "<figcaption" not in html
    assert "<svg" not in html
    assert "meant to fail" in row(html)


def test_a_place_that_is_a_link_is_underlined_in_place_of_it(convert):
    html = convert(fence('expect="SelfReference"', "FROM a:1 AS x\nFROM b:1 AS y\nCOPY --from=y / /\nFROM x\n")).html
    assert '<span class="ms-fault ms-calm">y</span>' in html


def test_several_findings_are_expected_with_commas_or_spaces(convert):
    body = BODY.replace("alpine:3.22", "alpine:3.22 # small")
    for options in ("UnknownStage,TrailingComment", "TrailingComment UnknownStage"):
        converted = convert(fence(f'expect="{options}"', body))
        assert converted.host.reports == []
        assert row(converted.html).count("<li") == 2


def test_a_finding_that_does_not_occur_is_a_warning_at_the_option(convert):
    (report,) = convert("text\n\n" + fence('expect="UnknownStage"', "FROM alpine:3.22\n")).host.reports
    assert (report.rule, report.level) == ("ExpectationFailed", "warn")
    assert (report.place.line, report.place.column) == (3, 15)
    assert "show UnknownStage, but it does not" in report.message


def test_what_was_found_in_place_of_the_expected_is_told(convert):
    reports = convert(fence('expect="SelfReference"')).host.reports
    assert [report.rule for report in reports] == ["ExpectationFailed", "UnknownStage"]
    assert "UnknownStage (line 5 of the block)" in reports[0].message


def test_a_block_that_is_not_checked_says_why(convert):
    (report,) = convert(fence('expect="UnknownStage"', "RUN make\n")).host.reports
    assert "because it has no FROM" in report.message


def test_a_rule_that_does_not_exist_comes_with_a_near_name(convert):
    reports = convert(fence('expect="UnknownStag"')).host.reports
    assert [report.rule for report in reports] == ["InvalidFenceOption", "UnknownStage"]
    assert "Did you mean 'UnknownStage'?" in reports[0].message


@pytest.mark.parametrize("rule", ["StageNameCasing", "ConsistentInstructionCasing"])
def test_a_check_that_pages_are_not_held_against_can_be_expected(convert, rule):
    converted = convert(fence(f'expect="{rule}"', "FROM alpine:3.22 AS Base\nrun true\nCMD true\n"))
    assert converted.host.reports == []
    assert rule in row(converted.html)


def test_what_else_is_wrong_is_reported_unless_checks_are_off(convert):
    body = BODY.replace("alpine:3.22", "alpine:3.22 # small")
    assert [r.rule for r in convert(fence('expect="TrailingComment"', body)).host.reports] == ["UnknownStage"]
    assert convert(fence('check="off" expect="TrailingComment"', body)).host.reports == []


def test_a_misspelt_stage_in_a_fragment_can_be_expected(convert):
    whole = fence(body="FROM golang:1.24 AS builder\nFROM alpine\nCOPY --from=builder /a /\n")
    converted = convert(whole + "\n" + fence('expect="UnknownStage"', "COPY --from=buidler /a /\n"))
    assert converted.host.reports == []
    assert "meant to fail" in row(converted.html)
    assert '<span class="ms-fault ms-calm">buidler</span>' in converted.html


def test_text_of_the_page_stays_text_in_the_row(convert):
    body = "FROM a:1 AS build\nFROM alpine\nCOPY --from=build / /\nCOPY --from=<script>alert(1)</script>x / /\n"
    html = convert(fence('check="off" expect="InvalidImageReference"', body)).html
    assert "<script>" not in html


def test_an_expectation_is_met_by_the_part_that_has_it_alone(convert):
    text = (
        '```dockerfile example="a" expect="UnknownStage"\nFROM golang:1.24 AS build\nRUN go build\n```\n\n'
        '```dockerfile example="a"\nFROM alpine\nCOPY --from=biuld /a /\nCOPY --from=build /b /\n```\n'
    )
    assert [(r.rule, r.place.line) for r in convert(text).host.reports] == [
        ("ExpectationFailed", 1),
        ("UnknownStage", 8),
    ]


@pytest.mark.parametrize("level", ["warn", "info"])
def test_a_rule_that_is_ignored_by_default_has_the_level_that_the_site_gives_it(convert, level):
    text = fence(body="FROM node\n")
    assert convert(text).host.reports == []
    (report,) = convert(text, checks={"UnpinnedBaseImage": level}).host.reports
    assert (report.rule, report.level) == ("UnpinnedBaseImage", level)


def test_what_one_part_expects_the_others_are_not_held_against(convert):
    text = (
        '```dockerfile example="a"\nFROM node AS Base\n```\n\n'
        '```dockerfile example="a" expect="UnpinnedBaseImage"\nFROM python\nCOPY --from=base / /\n```\n'
    )
    assert convert(text).host.reports == []


def test_what_only_an_author_can_do_is_not_told_to_readers(convert):
    body = BODY.replace("biuld", "assets")
    (message,) = [report.message for report in convert(fence(body=body)).host.reports]
    assert "declare it under `contexts`" in message
    assert "contexts" not in row(convert(fence('expect="UnknownStage"', body)).html)
