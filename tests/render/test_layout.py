"""The geometry of the cards, measured in what is drawn, on the examples and on generated graphs."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from figure_tools import CASES, ROBOTO, analysis_of, boxes, classes, draw, having, lines, parse, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_multistage.render.crowding import crossings
from mkdocs_multistage.render.layout import lay_out, ranks
from mkdocs_multistage.render.picture import picture

NODE = next(case for case in CASES if case.path.stem == "node-five-stages")


@st.composite
def dockerfiles(draw_value, most=8):
    """Dockerfiles of stages that take anything from any earlier stage, and from images."""
    count = draw_value(st.integers(2, most))
    text = ""
    for number in range(count):
        earlier = st.integers(0, number - 1) if number else st.nothing()
        base = draw_value(st.one_of(st.none(), earlier)) if number else None
        text += f"FROM {'alpine:3.20' if base is None else f's{base}'} AS s{number}\n"
        for kind in draw_value(st.lists(st.sampled_from(["copy", "mount", "image"]), max_size=3)):
            if kind == "image":
                text += f"COPY --from=registry/img{draw_value(st.integers(0, 2))}:1 /i /\n"
            elif number and kind == "copy":
                text += f"COPY --from=s{draw_value(earlier)} /some/path/{draw_value(st.integers(0, 3))} /\n"
            elif number:
                text += f"RUN --mount=type=bind,from=s{draw_value(earlier)},source=/m,target=/m true\n"
    return text


FEW = settings(max_examples=60, deadline=None, derandomize=True)


def drawing(text, **options):
    markup = draw(text, diagram="cards", **options)
    return parse(markup) if markup else None


def assert_sound(root):
    """No card over another, no edge behind a card, every edge from card to card, all within the drawing."""
    cards = boxes(root)
    for one, other in combinations(cards.values(), 2):
        apart = one.right < other.x or other.right < one.x or one.bottom < other.y or other.bottom < one.y
        assert apart, (one, other)
    for _, (source, target), points in lines(root):
        start, end = points[0], points[-1]
        assert start[0] == cards[source].right
        assert cards[source].y < start[1] < cards[source].bottom
        assert 0 < cards[target].x - end[0] < 9
        assert cards[target].y < end[1] < cards[target].bottom
        assert all(before[0] <= after[0] for before, after in pairwise(points))
        for card in cards.values():
            inside = [p for p in points if card.x < p[0] < card.right and card.y - 4 < p[1] < card.bottom + 4]
            assert not inside, (source, target, card)
    for svg in having(root, "ms-cards"):
        _, _, width, height = map(float, svg.get("viewBox").split())
        for card in cards.values():
            assert 0 < card.x < card.right < width
            assert 0 < card.y < card.bottom < height
        assert all(0 < y < height for _, _, points in lines(root) for _, y in points)


def test_the_examples_are_drawn_soundly(case):
    root = drawing(case.text, roles=case.roles)
    assert_sound(root)


@FEW
@given(dockerfiles())
def test_any_graph_is_drawn_soundly(text):
    root = drawing(text)
    if root is not None:
        assert_sound(root)


@FEW
@given(dockerfiles(most=14))
def test_a_larger_graph_in_cards_is_drawn_soundly_too(text):
    root = drawing(text)
    if root is not None:
        assert_sound(root)


@FEW
@given(dockerfiles())
def test_every_edge_but_from_ends_at_a_row_of_its_own(text):
    root = drawing(text)
    if root is None:
        return
    for node in boxes(root):
        arriving = [
            points[-1][1] for names, (_, target), points in lines(root) if target == node and "ms-e-from" not in names
        ]
        assert len(set(arriving)) == len(arriving)
        assert all(abs(one - other) >= 15 for one, other in combinations(arriving, 2))


@FEW
@given(dockerfiles())
def test_edges_run_from_left_to_right_by_rank(text):
    found = picture(analysis_of(text))
    if found is None:
        return
    rank = ranks(found)
    assert all(rank[edge.source] < rank[edge.target] for edge in found.edges)
    assert min(rank) == 0


def letters_without_numbers(root):
    """Path data that a browser gives up at: a letter, but for the one that closes, is followed by its numbers."""
    return [path.get("d") for path in root.iter() if re.search(r"[A-Ya-y](?![-.\d])", path.get("d", ""))]


@FEW
@given(dockerfiles(most=14))
def test_browsers_can_read_every_line(text):
    root = drawing(text)
    assert root is None or letters_without_numbers(root) == []


def test_a_lane_at_the_very_height_of_both_its_ends_is_drawn():
    text = """\
FROM alpine:3.22 AS s0
RUN make 0
FROM s0 AS s1
RUN make 1
COPY --from=s0 /out/0 /in/0
FROM s1 AS s2
RUN make 2
FROM s1 AS s3
RUN make 3
FROM s1 AS s4
RUN make 4
COPY --from=s0 /out/0 /in/0
FROM s1 AS s5
RUN make 5
COPY --from=s3 /out/0 /in/0
COPY --from=s0 /out/1 /in/1
FROM s0 AS s6
RUN make 6
COPY --from=s2 /out/0 /in/0
COPY --from=s5 /out/1 /in/1
"""
    assert letters_without_numbers(drawing(text)) == []


def test_what_has_no_input_stands_in_the_rank_before_its_first_user():
    text = "FROM a AS one\nFROM one AS two\nFROM two AS three\nFROM b AS tool\nFROM three\nCOPY --from=tool /t /\nCOPY --from=img /i /\n"
    found = picture(analysis_of(text))
    assert dict(zip((node.name for node in found.nodes), ranks(found), strict=True)) == {
        "one": 0, "two": 1, "three": 2, "tool": 2, "img": 2, "": 3,
    }  # fmt: skip


@pytest.mark.parametrize("length", [2, 3, 4])
def test_a_chain_of_from_is_straight(length):
    text = "FROM a AS s0\n" + "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(length - 1))
    heights = {y for _, _, points in lines(drawing(text)) for _, y in points}
    assert len(heights) == 1


def test_a_chain_of_from_stays_straight_beside_other_edges():
    straight = [points for names, ends, points in lines(drawing(NODE.text)) if ends in {("0", "1"), ("1", "2")}]
    assert len({y for points in straight for _, y in points}) == 1


def test_edges_of_one_source_and_kind_share_their_lane():
    text = "FROM a AS s\nFROM s AS t\nFROM t AS u\nFROM u AS v\nCOPY --from=s /a /\n"
    text += "FROM b AS p\nFROM p AS q\nFROM q AS r\nFROM c AS w\nCOPY --from=s /b /\nCOPY --from=r /c /\n"
    layout = lay_out(picture(analysis_of(text)))
    first, second = (route.lanes for route in layout.routes if (route.edge.source, route.edge.kind) == (0, "copy"))
    assert first == second
    assert len(first) == 2


def test_edges_of_one_source_part_where_that_saves_a_crossing():
    text = "FROM a AS s\nFROM s AS t\nFROM t AS u\nFROM u AS v\nCOPY --from=s /a /\nFROM u AS w\nCOPY --from=s /b /\n"
    layout = lay_out(picture(analysis_of(text)))
    first, second = (route.lanes for route in layout.routes if route.edge.kind == "copy")
    assert first != second
    assert crossings(layout) == 0


def test_from_has_a_row_of_its_own_where_it_would_cross_what_comes_from_above_it():
    text = (
        "FROM php AS base\nFROM composer AS vendor\nRUN t\nFROM base AS dev\nCOPY --from=composer:2 /usr/bin/composer /\n"
        "FROM base AS prod\nCOPY --from=vendor /app /\n"
    )
    root = drawing(text)
    (svg,) = having(root, "ms-cards")
    said = {
        node.get("data-multistage-stage"): [text_of(row) for row in having(node, "ms-pt")]
        for node in having(svg, "ms-n")
    }
    assert said == {"0": [], "1": [], "x0": [], "2": ["/usr/bin/composer", "FROM base"], "3": ["/app"]}
    assert crossings(lay_out(picture(analysis_of(text)))) == 0


def test_one_more_stage_at_the_end_leaves_the_others_in_their_order():
    def order(text):
        cards = [card for card in boxes(drawing(text)).items() if card[0] != "9"]
        return [key for key, card in sorted(cards, key=lambda item: (item[1].x, item[1].y))]

    parts = "".join(f"FROM a:{n} AS p{n}\n" for n in range(4))
    text = parts + "FROM scratch AS all\n" + "".join(f"COPY --from=p{n} /{n} /\n" for n in range(4))
    longer = text + "FROM all AS test\nRUN t\n"
    assert order(text) == ["0", "1", "2", "3", "4"]
    assert order(longer)[:5] == ["0", "1", "2", "3", "4"]


def test_what_is_skipped_is_drawn_below_what_is_built():
    skipped = ["is-skip" in names for names, _, _ in lines(drawing(NODE.text))]
    assert skipped == [True] * 2 + [False] * 5


@pytest.mark.parametrize(("ranks_", "width"), [(2, 556), (3, 662), (4, 666)])
def test_the_drawing_is_as_wide_as_its_ranks_need(ranks_, width):
    text = "FROM a AS s0\n" + "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(ranks_ - 1))
    (svg,) = having(drawing(text), "ms-cards")
    assert float(svg.get("viewBox").split()[2]) == width
    assert svg.get("width") == f"{width / 16:.5g}em"


SIZE = {"ms-rl": 11.5, "ms-nm": 14.5, "ms-im": 10.5, "ms-pt": 10.5}


def right_end(text):
    """Where a line of text ends, in the theme's fonts."""
    (kind,) = set(classes(text)) & set(SIZE)
    string = text_of(text)
    advances = [ROBOTO.get(character, 740) if kind in {"ms-rl", "ms-nm"} else 602 for character in string]
    return float(text.get("x")) + SIZE[kind] * sum(advances) / 1000


LONG = st.text("abcdefghijklmnopqrstuvwxyzmw0123456789-_.", min_size=1, max_size=80).map(lambda text: "x" + text)


@FEW
@given(LONG, LONG, LONG, st.booleans())
def test_no_text_leaves_its_card(name, image, path, deep):
    text = f"FROM registry.example.com/{image}:{name} AS {name}\nRUN t\n"
    text += "FROM a AS y\nFROM y AS z\nFROM z AS zz\n" if deep else ""
    text += f"FROM {image}\nCOPY --from={name} /{path}/{path} /b /c /\nCOPY --from={image}/{name} /x /\n"
    root = drawing(text, language="pt-BR")
    cards = boxes(root)
    for node in having(root, "ms-n"):
        card = cards.get(node.get("data-multistage-stage"))
        for line in (element for element in node.iter() if element.tag.endswith("text")):
            assert card.x < float(line.get("x"))
            assert right_end(line) <= card.right
            assert card.y < float(line.get("y")) < card.bottom


def test_a_cut_text_is_whole_in_the_tooltip():
    image = "registry.example.com/team/service-with-a-very-long-name:2024.11"
    root = drawing(f"FROM {image} AS x\nRUN t\nFROM x\nRUN t\n")
    card = having(root, "ms-n")[0]
    shown = [text_of(element) for element in having(card, "ms-im")]
    assert shown == ["service-with-a-very-long-name:…"]
    assert image in card.find("title").text
    assert image in card.get("aria-label")


def test_numbers_are_written_as_short_as_they_can_be():
    assert not re.findall(r'[" ](?:-?\d+\.\d*0|0\.\d+)[" ]', draw(NODE.text).replace("scale(0.", "scale(."))


def middles(text):
    """The middle height of each card, by the stage's name."""
    return {card.name: card.y + card.height / 2 for card in boxes(drawing(text)).values()}


def test_what_the_build_leaves_out_does_not_bend_the_way_to_the_target():
    text = "FROM a AS build\nFROM build AS test\nRUN t\nFROM b AS final\nCOPY --from=build /a /\n"
    at = middles(text)
    assert at["final"] < at["build"] < at["test"]
    assert abs(at["build"] - (at["final"] + at["test"]) / 2) < 8


def test_the_built_one_of_several_that_build_on_a_stage_is_straight():
    text = "FROM a AS base\nFROM base AS lint\nRUN t\nFROM base AS dev\nRUN t\nFROM base AS app\nRUN t\n"
    straight = {ends: len({y for _, y in points}) == 1 for _, ends, points in lines(drawing(text))}
    assert straight == {("0", "1"): False, ("0", "2"): False, ("0", "3"): True}


def test_a_stage_that_only_feeds_the_library_beside_it_leaves_no_hole():
    text = (
        "FROM a AS toolchain\nFROM toolchain AS lib\nRUN t\nFROM toolchain AS build\n"
        "RUN --mount=type=bind,from=lib,source=/l,target=/l t\nFROM build AS test\nRUN t\nFROM b AS final\nCOPY --from=build /b /\n"
    )
    root = drawing(text)
    cards = {card.name: card for card in boxes(root).values()}
    assert cards["final"].y < cards["build"].y + cards["build"].height / 2 < cards["test"].bottom
    assert len({y for _, ends, points in lines(root) if ends == ("0", "1") for _, y in points}) == 1


def test_cards_that_differ_in_nothing_else_stand_in_file_order():
    text = "FROM a AS build\nFROM build AS test\nRUN t\nFROM build AS lint\nRUN t\n" + "".join(
        f"FROM b AS {name}\nCOPY --from=build /a /\n" for name in ("dev", "prod")
    )
    cards = sorted((card for card in boxes(drawing(text)).values() if card.name != "build"), key=lambda card: card.y)
    # But for the target, to which the way is as short as can be.
    assert [card.name for card in cards] == ["test", "prod", "lint", "dev"]


def test_an_order_without_crossings_is_found_where_several_columns_must_turn():
    text = (
        "FROM a AS code\nCOPY --from=img/uv:1 /uv /\nFROM code AS lint\nCOPY --from=img/ruff:1 /ruff /\n"
        "FROM b AS function\nCOPY --from=code /app /\nCOPY --from=img/adapter:1 /x /\n"
    )
    drawn = [(names, points[0][1], points[-1][1]) for names, ends, points in lines(drawing(text)) if ends[1] in "12"]
    assert len(drawn) == 4
    assert not [1 for (_, a, b), (_, c, d) in combinations(drawn, 2) if (a - c) * (b - d) < 0]


def test_a_way_past_a_column_has_no_kink_where_it_is_nearly_level():
    text = (
        "FROM n AS base\nFROM base AS deps\nRUN t\nFROM base AS prod\nRUN t\nFROM deps AS build\nRUN t\n"
        "FROM deps AS test\nRUN t\nFROM base AS runtime\nCOPY --from=prod /a /\nCOPY --from=build /b /\n"
    )
    layout = lay_out(picture(analysis_of(text)))
    (passing,) = [route for route in layout.routes if route.edge.kind == "copy" and route.lanes]
    assert {height for _, _, height in passing.lanes} == {passing.start[1]}
