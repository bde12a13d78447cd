"""The tables of an outline: what they hold, where they lead, and what an author's text cannot do to them."""

from __future__ import annotations

import pytest
from figure_tools import classes, draw, having, parse

from mkdocs_multistage.dockerfile import read, read_outline
from mkdocs_multistage.render import Place, labels, outline_tables, outlined_lines
from mkdocs_multistage.render.labels import languages
from mkdocs_multistage.render.outline import MAX_ROWS

FERRY = """\
# VERSION of Go
ARG VERSION=1.25
# build compiles it
FROM golang:${VERSION} AS build
RUN --mount=type=ssh --mount=type=secret,id=netrc,required true
ARG EMPTY=
ARG TOKEN
FROM build AS test
FROM alpine AS ferry
EXPOSE 8080 9000-9002/udp
COPY --from=build /a /a
"""


def tables(text, **options):
    """The tables by caption, each as rows of cells' texts."""
    markup = markup_of(text, **options)
    if not markup:
        return {}
    root = parse(markup)
    return {
        said(table.find("caption")): [[said(cell) for cell in row] for row in table.iter("tr")]
        for table in root.iter("table")
    }


def markup_of(text, language="en", *, target=None, places=None, build_args=None, anchors=None):
    parsed = read(text, build_args=build_args)
    found = read_outline(parsed, target=target, build_args=build_args)
    if places is None:
        places = {line: Place(f"l{line}", line) for line in outlined_lines(found)}
    ids = [f"s{stage.index}" for stage in parsed.stages] if anchors is None else anchors
    return outline_tables(found, labels=labels(language), anchors=ids, places=places)


def said(element):
    return " ".join("".join(element.itertext()).split())


def test_tables_say_what_a_build_takes_and_makes():
    assert tables(FERRY) == {
        "Targets": [["Target", "Description"], ["build", "compiles it"], ["test", ""], ["ferry default target", ""]],
        "Build arguments for ferry": [
            ["Argument", "Default", "Description", "Line"],
            ["VERSION", "1.25", "of Go", "2"],
            ["EMPTY", "empty", "", "6"],
            ["TOKEN", "none", "", "7"],
        ],
        "Secrets and SSH agents for ferry": [
            ["Id", "Kind", "Required", "Line"],
            ["netrc", "secret", "yes", "5"],
            ["default", "SSH agent", "no", "5"],
        ],
        "Exposed ports for ferry": [["Port", "Line"], ["8080/tcp", "10"], ["9000-9002/udp", "10"]],
    }


def test_another_target_is_marked_beside_the_default_one():
    assert tables(FERRY, target=1)["Targets"][2:] == [["test target", ""], ["ferry default target", ""]]


def test_a_value_that_the_page_gives_is_no_default():
    assert tables(FERRY, build_args={"VERSION": "tip"})["Build arguments for ferry"][1][1] == "tip (given here)"


def test_a_table_with_nothing_in_it_is_left_out():
    assert tables("FROM alpine") == {}
    assert list(tables("FROM alpine\nARG A")) == ["Build arguments"]
    assert list(tables("FROM alpine\nEXPOSE 80")) == ["Exposed ports"]
    assert list(tables("# app ships\nFROM alpine AS app")) == ["Targets"]


def test_descriptions_have_a_column_only_where_there_are_some():
    assert tables("FROM alpine AS a\nARG A\nFROM a") == {
        "Targets": [["Target"], ["a"], ["stage 1 default target"]],
        "Build arguments for stage 1": [["Argument", "Default", "Line"], ["A", "none", "2"]],
    }


def test_a_stage_that_no_target_can_name_is_no_choice():
    found = tables("FROM a AS x\nFROM b\nFROM c AS x\nFROM d AS y")["Targets"]
    assert found == [["Target"], ["x"], ["y default target"]]


def test_names_of_targets_and_numbers_of_lines_lead_into_the_code():
    root = parse(markup_of(FERRY))
    links = [link.get("href") for link in root.iter("a")]
    assert links == ["#s0", "#s1", "#s2", "#l2", "#l6", "#l7", "#l5", "#l5", "#l10", "#l10"]


def test_without_places_nothing_is_a_link():
    markup = markup_of(FERRY, anchors=(), places={line: Place("", line) for line in (2, 5, 6, 7, 10)})
    assert "<a" not in markup
    assert ">10<" in markup


def test_a_line_that_no_reader_sees_is_said_to_be_hidden():
    assert tables("FROM alpine\nARG A", places={})["Build arguments"][1] == ["A", "none", "not shown"]


def test_headings_are_headings_of_rows_and_columns_whatever_the_style_sheet_does():
    for table in parse(markup_of(FERRY)).iter("table"):
        assert table.get("role") == "table"
        head, *rows = table.iter("tr")
        assert {(cell.tag, cell.get("scope"), cell.get("role")) for cell in head} == {("th", "col", "columnheader")}
        for row in rows:
            first, *rest = row
            assert (first.tag, first.get("scope"), first.get("role")) == ("th", "row", "rowheader")
            assert {(cell.tag, cell.get("role")) for cell in rest} <= {("td", "cell")}
            assert len(row) == len(head)


def test_what_is_to_be_typed_runs_from_left_to_right_and_a_description_as_it_will():
    root = parse(markup_of(FERRY))
    assert {code.get("dir") for code in root.iter("code")} == {"ltr"}
    (text,) = [cell for cell in having(root, "ms-o-text") if said(cell) == "of Go"]
    assert (text[0].get("dir"), text[0].get("lang")) == ("auto", "")


@pytest.mark.parametrize(
    "text",
    [
        'FROM a\n# <b> is "&"\nARG <b>=<script>alert(1)</script>\nEXPOSE <b>',
        "# x </td></table><h1>\nFROM a AS x\nRUN --mount=type=secret,id=</code><img/src=x> true",
        "FROM a\nARG \x1b\u202eA=\x00\ud800\nARG {target}={target}",
    ],
)
def test_an_authors_text_stays_text(text):
    parsed = read(text)
    found = read_outline(parsed)
    markup = outline_tables(found, labels=labels("en"), anchors=["s0"], places={})
    allowed = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "code", "span", "a", "b", "bdi", "i"}
    assert {element.tag for element in parse(markup).iter()} <= allowed


def test_a_name_like_a_hole_in_a_text_is_not_filled():
    found = tables("FROM alpine AS other\nFROM alpine AS app\nARG {target}={count}")
    assert found["Build arguments for app"][1][:2] == ["{target}", "{count}"]


def test_a_thousand_arguments_make_a_table_of_bounded_size():
    text = "FROM alpine\n" + "\n".join(f"ARG A{n}={'x' * 200}" for n in range(1000))
    found = tables(text)["Build arguments"]
    assert len(found) == MAX_ROWS + 2
    assert found[-1] == [f"{1000 - MAX_ROWS} more"]
    assert len(markup_of(text)) < 1_000 * MAX_ROWS
    assert len(outlined_lines(read_outline(read(text)))) == MAX_ROWS


def test_one_argument_too_many_is_shown_rather_than_counted():
    text = "FROM alpine\n" + "\n".join(f"ARG A{n}" for n in range(MAX_ROWS + 1))
    assert len(tables(text)["Build arguments"]) == MAX_ROWS + 2
    assert "more" not in markup_of(text)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_all_words(language):
    words = labels(language)
    assert all(key not in markup_of(FERRY, language) for key in words if key.startswith("outline_"))


def test_brazil_and_portugal_have_their_own_words():
    assert "Valor padrão" in markup_of(FERRY, "pt-BR")
    assert "Valor predefinido" in markup_of(FERRY, "pt")


def test_tables_stand_between_caption_and_findings():
    root = parse(draw("FROM a AS x\nFROM x", outline='<div class="ms-outline"></div>'))
    below = [child.get("class") or child.tag for child in root]
    assert below.index("ms-outline") == below.index("ms-cap") + 1


def test_a_dockerfile_that_is_not_drawn_has_its_tables_all_the_same():
    root = parse(draw("FROM a", diagram="off", outline='<div class="ms-outline"></div>'))
    assert [classes(child) for child in root] == [["ms-outline"]]
