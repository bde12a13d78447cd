"""Graphs as bad as they come: nothing in the drawing may lie on anything else, and what is too crowded is no drawing."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from figure_tools import analysis_of, boxes, draw, having, lines, parse, text_of
from hypothesis import given, settings
from hypothesis import strategies as st
from test_layout import assert_sound, right_end

from mkdocs_multistage.render.crowding import AUTO, alike, crossings, uncrowded
from mkdocs_multistage.render.layout import lay_out
from mkdocs_multistage.render.links import Mistake, mistakes
from mkdocs_multistage.render.picture import picture

NASTY = settings(max_examples=80, deadline=None, derandomize=True)

IMAGES = [
    "busybox",
    "registry.example.com/team/a-very-long-image-name-indeed:2024.11.05-bookworm",
    "alpine@sha256:" + "0f" * 32,
    "例え.example/画像:最新",
    "обра́з",  # noqa: RUF001 - Cyrillic is meant
    "src",
]
PATHS = ["/a", "/usr/local/lib/python3.13/site-packages", "/данные/файл", "/建物", "/x y", '["/a", "/b c"]']
NAMES = ["", "s", "a-very-long-name-of-a-stage-that-says-it-all", "дом", "建設", "mmmmmmmmwwwwwwww"]
ADDED = ["https://example.com/releases/tool-1.2.tgz", "https://github.com/moby/buildkit.git#v1:docs", "local.txt"]


@st.composite
def nasty(draw_value):
    """A Dockerfile in which each stage may take anything from anywhere, several times and in several ways."""
    shape = draw_value(st.sampled_from(["any", "diamond", "parents", "chain"]))
    count = draw_value(st.integers(2, 9))
    text, names = "", []
    for number in range(count):
        name = draw_value(st.sampled_from(NAMES))
        name = f"{name}{number}" if name else ""
        names.append(name or str(number))
        earlier = [n for n in range(number) if not names[n].isdigit()]
        base = "alpine:3.22"
        if earlier and (shape == "chain" or (shape == "any" and draw_value(st.booleans()))):
            base = names[earlier[-1] if shape == "chain" else draw_value(st.sampled_from(earlier))]
        elif earlier and shape == "diamond" and number < count - 1:
            base = names[earlier[0]]
        platform = draw_value(st.sampled_from(["", "", "--platform=$BUILDPLATFORM "]))
        text += f"FROM {platform}{base}{' AS ' + name if name else ''}\nRUN make\n"
        if number and shape in ("parents", "diamond") and number == count - 1:
            text += "".join(f"COPY --from={giver} /{n} /\n" for n, giver in enumerate(names[:-1]))
        for kind in draw_value(st.lists(st.sampled_from(["copy", "mount", "image", "add", "onbuild"]), max_size=4)):
            path = draw_value(st.sampled_from(PATHS))
            if kind == "image":
                text += f"COPY --from={draw_value(st.sampled_from(IMAGES))} {path} /\n"
            elif kind == "add":
                text += f"ADD {draw_value(st.sampled_from(ADDED))} /\n"
            elif number:
                giver = names[draw_value(st.integers(0, number - 1))]
                copy = f"COPY --from={giver} {path} /"
                text += {
                    "copy": copy,
                    "onbuild": f"ONBUILD {copy}",
                    "mount": f"RUN --mount=type=bind,from={giver},source=/m,target=/m true",
                }[kind] + "\n"
    return text


def svg_of(text, **options):
    root = parse(draw(text, diagram="cards", **options) or "<p/>")
    return root if having(root, "ms-cards") else None


@NASTY
@given(nasty())
def test_nothing_lies_on_anything_in_the_worst_of_graphs(text):
    root = svg_of(text)
    if root is not None:
        assert_sound(root)


@NASTY
@given(nasty())
def test_every_line_of_text_has_its_place_in_its_card(text):
    root = svg_of(text)
    if root is None:
        return
    cards = boxes(root)
    for svg in having(root, "ms-cards"):
        for node in having(svg, "ms-n"):
            card = cards[node.get("data-multistage-stage")]
            texts = [element for element in node.iter() if element.tag.endswith("text")]
            heights = sorted(float(element.get("y")) for element in texts)
            assert card.y < heights[0]
            assert heights[-1] < card.bottom
            assert all(below - above >= 14 for above, below in pairwise(heights))
            latin = [element for element in texts if text_of(element).isascii()]
            assert all(card.x < float(element.get("x")) and right_end(element) <= card.right for element in latin)


@NASTY
@given(nasty())
def test_the_geometry_before_it_is_drawn_is_as_sound(text):
    found = picture(analysis_of(text))
    if found is None or len(found.nodes) > 16:
        return
    layout = lay_out(found)
    for one, other in combinations(layout.cards, 2):
        if one.rank == other.rank:
            assert one.y + one.height + 10 <= other.y or other.y + other.height + 10 <= one.y
    for route in layout.routes:
        for left, right, y in route.lanes:
            passed = [card for card in layout.cards if left < card.x + card.width and card.x < right]
            assert passed
            assert all(y < card.y - 8 or card.y + card.height + 8 < y for card in passed)
    for card in layout.cards:
        rows = [port.y for port in card.ports] + list(card.strays)
        assert rows == sorted(rows)
        assert all(card.y < row < card.y + card.height for row in rows)


def height_at(points, x):
    for (left, y), (right, end) in pairwise(points):
        if left <= x <= right:
            return y if right == left else y + (end - y) * (x - left) / (right - left)
    return None


def drawn_crossings(root):
    """Pairs of edges that cross in the drawing: one above the other here, below it there."""
    count = 0
    for (_, _, one), (_, _, other) in combinations(lines(root), 2):
        gaps = [
            height_at(one, x) - height_at(other, x)
            for x, _ in (*one, *other)
            if max(one[0][0], other[0][0]) <= x <= min(one[-1][0], other[-1][0])
        ]
        count += any(gap > 0.6 for gap in gaps) and any(gap < -0.6 for gap in gaps)
    return count


@NASTY
@given(nasty())
def test_no_crossings_measured_are_no_crossings_drawn(text):
    found = picture(analysis_of(text))
    layout = uncrowded(found) if found else None
    if layout and not crossings(layout):
        assert drawn_crossings(svg_of(text)) == 0


@pytest.mark.parametrize(("givers", "drawing"), [(2, "cards"), (3, "cards"), (5, "rail")])
def test_what_crosses_too_often_is_no_drawing(givers, drawing):
    text = "".join(f"FROM a AS s{n}\nRUN t\n" for n in range(givers))
    for taker in ("x", "y"):
        text += f"FROM b AS {taker}\n" + "".join(f"COPY --from=s{n} /p{n} /\n" for n in range(givers))
    assert parse(draw(text)).get("data-multistage-diagram") == drawing


def test_stages_that_look_alike_once_their_names_are_cut_are_no_drawing():
    long = "service-with-a-very-long-name-that-has-{}-in-its-middle-and-then-goes-on-for-a-good-while"
    text = f"FROM a AS {long.format('one')}\nRUN t\nFROM a AS {long.format('two')}\nRUN t\nFROM b\n"
    text += f"COPY --from={long.format('one')} /a /\nCOPY --from={long.format('two')} /b /\n"
    found = picture(analysis_of(text))
    assert alike(found, lay_out(found)) == 1
    assert parse(draw(text)).get("data-multistage-diagram") == "rail"


def test_a_drawing_is_no_wider_than_a_page_with_two_side_bars():
    chain = "FROM a AS s0\n" + "".join(f"FROM s{n} AS s{n + 1}\nRUN t\n" for n in range(3))
    assert uncrowded(picture(analysis_of(chain))).width <= AUTO.width
    assert uncrowded(picture(analysis_of(chain + "FROM s3 AS s4\nRUN t\n"))) is None


def test_a_name_that_leads_nowhere_is_a_stub_and_no_image():
    text = "FROM a AS build\nRUN t\nFROM b\nCOPY --from=build /a /\nCOPY --from=buidl /b /\n"
    analysis = analysis_of(text)
    (span,) = (ref.span for ref in analysis.dockerfile.stages[1].references if ref.source == "buidl")
    as_docker_sees_it = parse(draw(text))
    assert [text_of(name) for name in having(as_docker_sees_it, "ms-im-x")] == ["buidl", "buidl"]
    for is_calm, role in ((True, "ms-r-info"), (False, "ms-r-error")):
        root = parse(draw(text, mistakes=[Mistake(span, is_calm)]))
        assert not having(root, "ms-im-x")
        shown = having(root, "ms-stray")
        assert [" ".join("".join(text_of(part)).split()) for part in shown] == ["--from=buidl", "--from=buidl"]
        assert all(role in part.get("class") for part in shown)
        assert "--from=buidl names nothing that is there" in having(root, "is-target")[0].get("aria-label")
        assert_sound(root)


def test_a_stub_in_the_first_column_lies_within_the_drawing():
    text = "FROM a AS build\nCOPY --from=9 /a /\nFROM b\nCOPY --from=build /b /\n"
    analysis = analysis_of(text)
    (finding,) = (finding for finding in analysis.findings if finding.rule == "StageIndexOutOfRange")
    root = parse(draw(text, mistakes=[Mistake(finding.span, is_calm=True)]))
    (stub, *_) = having(having(root, "ms-stray")[0], "ms-ln")
    assert float(stub.get("d")[1:].split()[0]) > 0


def test_what_add_fetches_is_drawn_beside_other_inputs_but_makes_no_drawing_of_its_own():
    added = "ADD https://example.com/dl/tool.tgz /t/\nADD https://github.com/a/b.git#v1:docs /d\nADD local.txt /l\n"
    assert draw(f"FROM a\n{added}") == ""
    found = picture(analysis_of(f"FROM a AS x\n{added}FROM b\nCOPY --from=x /t /\n"))
    assert [(node.role, node.name) for node in found.nodes if node.stage is None] == [
        ("download", "https://example.com/dl/tool.tgz"),
        ("repository", "https://github.com/a/b.git"),
    ]
    assert [edge.paths for edge in found.inputs(2)] == [("tool.tgz",), ("/docs",)]


def test_what_is_copied_on_behalf_of_the_stage_below_says_so():
    text = "FROM a AS src\nRUN t\nFROM b AS tmpl\nONBUILD COPY --from=src /a /\nFROM tmpl\nRUN t\n"
    root = parse(draw(text))
    assert [text_of(row) for row in having(root, "ms-pt")] == ["/a ONBUILD"]


def test_a_platform_is_in_the_card_and_in_the_row():
    root = parse(draw("FROM --platform=$BUILDPLATFORM a:1 AS x\nRUN t\nFROM b\nCOPY --from=x /a /\n"))
    assert [text_of(part) for part in having(root, "ms-im")][:2] == ["a:1", "$BUILDPLATFORM"]
    assert "FROM --platform=$BUILDPLATFORM a:1" in having(root, "ms-n")[0].get("aria-label")
    assert "$BUILDPLATFORM" in [text_of(part) for row in having(root, "ms-row") for part in having(row, "ms-im")]


def test_of_all_findings_those_on_a_name_are_mistakes_in_the_drawing():
    analysis = analysis_of("FROM a AS x\nCOPY --from=7 /a /\nMAINTAINER me\nFROM b\nCOPY --from=x /a /\n")
    assert {finding.rule for finding in analysis.findings} > {"StageIndexOutOfRange"}
    found = mistakes(analysis.findings, are_calm=False)
    assert [(mistake.span.line, mistake.is_calm) for mistake in found] == [(2, False)]
