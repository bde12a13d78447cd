"""Rails beside the code: they land on the lines that use a stage, and are there only where they can be right."""

from __future__ import annotations

import re

import pytest
from figure_tools import draw, parse
from hypothesis import given
from test_code import Reader, fence, mark, plain
from test_crowding import NASTY, nasty

from mkdocs_multistage.dockerfile import Span
from mkdocs_multistage.render import Remark

TEXT = """\
# syntax=docker/dockerfile:1

# Sources
FROM node:22 AS deps
RUN npm ci

FROM deps AS build
COPY . .
RUN --mount=type=bind,from=deps,target=/d \\
    --mount=type=bind,from=deps,target=/e true

FROM deps AS test
COPY --from=build /app /app
FROM nginx
COPY --from=deps /a /
COPY --from=build /b /
"""


def shares(html):
    """For each line of code the kinds of edges that arrive in it, in the order of the HTML."""
    code = html[html.index("<code") : html.rindex("</code>")]
    return [
        re.findall(r'<g class="ms-e ms-e-(\w+)[^>]*><path class="ms-ln" d="[^"]*"/><path class="ms-hd"', line)
        for line in code.split("\n")
    ]


def arrivals(html):
    return {number: kinds for number, kinds in enumerate(shares(html), 1) if kinds}


def test_an_arrow_lands_on_each_line_that_uses_a_stage_and_on_no_other():
    html = mark(plain(TEXT), TEXT, gutter=True)
    assert arrivals(html) == {
        7: ["from"], 9: ["mount"], 10: ["mount"], 12: ["from"], 13: ["copy"], 15: ["copy"], 16: ["copy"],
    }  # fmt: skip
    assert 'class="multistage-code ms-banded ms-gutter" data-multistage-lanes="4"' in html


def test_edges_say_between_which_stages_they_run():
    html = mark(plain(TEXT), TEXT, gutter=True)
    heads = re.findall(r'data-multistage-edge="([^"]*)"><path class="ms-ln" d="[^"]*"/><path class="ms-hd"', html)
    assert heads == ["0:1", "0:1", "0:1", "0:2", "1:2", "0:3", "1:3"]


def test_without_being_asked_for_there_is_no_gutter():
    assert "ms-gl" not in mark(plain(TEXT), TEXT)


@pytest.mark.parametrize(("style", "is_drawn"), [("table", True), ("inline", False), ("pymdownx-inline", False)])
def test_numbers_in_the_lines_leave_no_room_and_numbers_beside_them_do(style, is_drawn):
    html = fence(TEXT, '{.dockerfile linenums="1"}', linenums_style=style)
    assert ("ms-gl" in mark(html, TEXT, gutter=True)) == is_drawn


def test_a_stage_that_is_not_shown_leaves_the_rail_list():
    shown = "".join(TEXT.splitlines(keepends=True)[5:])
    html = mark(plain(shown), TEXT, gutter=True, lines=range(6, 17))
    assert "ms-banded" in html
    assert "ms-gl" not in html


def test_a_mistake_in_a_text_without_stages_is_marked_and_leaves_no_gutter():
    text = "RUN make\n"
    fault = Remark("NoSourceImage", "No stage.", "error", span=Span(1, 1, 1, 4))
    html = mark(plain(text), text, gutter=True, remarks=[fault])
    assert "ms-fault" in html
    assert "ms-gutter" not in html


def test_more_rails_than_there_is_room_for_leave_the_rail_list():
    text = "".join(f"FROM a AS s{n}\nRUN t\n" for n in range(14)) + "FROM b\n"
    text += "".join(f"COPY --from=s{n} /p{n} /\n" for n in range(14))
    html = mark(plain(text), text, gutter=True)
    assert "ms-banded" in html
    assert "ms-gl" not in html


def test_what_is_left_out_of_the_build_is_pale():
    html = mark(plain(TEXT), TEXT, gutter=True)
    skipped = re.findall(r'<g class="ms-e [^"]*is-skip"[^>]*data-multistage-edge="([^"]*)"', html)
    assert set(skipped) == {"0:2", "1:2"}


def test_the_figure_keeps_the_rail_list_for_where_there_is_no_gutter():
    root = parse(draw(TEXT, diagram="gutter"))
    assert root.get("data-multistage-diagram") == "gutter"
    assert any("ms-rail" in (element.get("class") or "") for element in root.iter())


@NASTY
@given(nasty())
def test_no_character_of_the_code_is_changed_and_every_edge_is_drawn_or_none(text):
    before = plain(text)
    html = mark(before, text, gutter=True)
    assert Reader(html).code == Reader(before).code
    assert Reader(html).text == Reader(before).text
    drawn = re.findall(r'data-multistage-edge="([^"]*)"><path class="ms-ln" d="[^"]*"/><path class="ms-hd"', html)
    references = len(re.findall(r'class="ms-ref ', html))
    if drawn:
        assert 0 < len(drawn) <= references
