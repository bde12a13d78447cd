"""The rail list: order of rows, lanes, and what a row says."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations, pairwise

from figure_tools import analysis_of, classes, draw, having, parse
from hypothesis import given
from test_layout import FEW, dockerfiles

from mkdocs_multistage.render.picture import picture
from mkdocs_multistage.render.rail import MAX_LANES, gutter_width, trunks

CSS = files("mkdocs_multistage.render").joinpath("assets", "figure.css").read_text(encoding="utf-8")


def rows(text, **options):
    return having(parse(draw(text, diagram="rail", **options)), "ms-row")


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_rows_are_in_file_order_and_images_above_their_first_user():
    text = "FROM a AS x\nRUN t\nFROM b AS y\nCOPY --from=img /i /\nCOPY --from=x /a /\n"
    assert [row.get("data-multistage-stage") for row in rows(text)] == ["0", "x0", "1"]


@FEW
@given(dockerfiles(most=20))
def test_rails_in_one_lane_never_overlap(text):
    found = picture(analysis_of(text))
    if found is None:
        return
    rails = trunks(found)
    assert {trunk.lane for trunk in rails} == set(range(max(trunk.lane for trunk in rails) + 1))
    for one, other in combinations(rails, 2):
        if one.lane == other.lane and one.source < other.targets[-1] and other.source < one.targets[-1]:
            # Only where the lanes have run out, and only if they end as one.
            assert len(rails) > MAX_LANES
            assert (one.kind, one.targets) == (other.kind, other.targets)


@FEW
@given(dockerfiles())
def test_every_edge_is_on_a_rail_as_long_as_there_are_lanes(text):
    found = picture(analysis_of(text))
    if found is None:
        return
    drawn = {(trunk.source, trunk.kind, target) for trunk in trunks(found) for target in trunk.targets}
    assert drawn == {(edge.source, edge.kind, edge.target) for edge in found.edges}


def test_a_fan_out_is_one_trunk():
    found = picture(analysis_of("FROM a AS x\nFROM x AS y\nFROM x AS z\nFROM x\n"))
    assert [(trunk.source, trunk.targets) for trunk in trunks(found)] == [(0, (1, 2, 3))]


def test_the_shortest_rail_is_the_innermost():
    text = "FROM a AS x\nRUN t\nFROM b AS y\nRUN t\nFROM c\nCOPY --from=x /a /\nCOPY --from=y /b /\n"
    lanes = {trunk.source: trunk.lane for trunk in trunks(picture(analysis_of(text)))}
    assert lanes == {1: 0, 0: 1}


def test_a_stage_with_thirty_inputs_says_them_all_and_keeps_its_rails_narrow():
    sources = range(30)
    text = "".join(f"FROM a AS s{n}\nRUN t\n" for n in sources)
    text += "FROM b\n" + "".join(f"COPY --from=s{n} /p{n} /\n" for n in sources)
    root = parse(draw(text))
    assert not having(root, "ms-cards")
    (last,) = [row for row in having(root, "ms-row") if "is-target" in classes(row)]
    assert [words(taken) for taken in having(last, "ms-in")] == [f"from s{n} /p{n}" for n in sources]
    widths = {float(svg.get("viewBox").split()[2]) for svg in having(root, "ms-gx")}
    assert max(widths) < 150
    assert all(having(row, "ms-ln") for row in having(root, "ms-row"))


def test_a_row_says_all_that_its_card_says():
    text = (
        "FROM a AS x\nRUN t\nFROM x AS y\nCOPY --from=x /a /b /c /\n"
        "RUN --mount=type=bind,from=img:1,source=/i,target=/i true\nFROM x AS z\nRUN t\n"
    )
    said = [words(row) for row in rows(text, roles=["deps", "build", "runtime"])]
    assert said == [
        "xdependenciesa",
        "img:1external image",
        "ybuildFROM xfrom x /a +2mounted from img:1 /inot built by default",
        "zruntimeFROM xdefault target",
    ]


def test_rows_link_to_their_stage_and_images_to_nothing():
    text = "FROM a AS x\nRUN t\nFROM b\nCOPY --from=img /i /\nCOPY --from=x /a /\n"
    links = [[link.get("href") for link in row.iter("a")] for row in rows(text)]
    assert links == [["#page-0"], [], ["#page-1"]]


def test_dots_tell_built_skipped_target_and_image_apart():
    text = "FROM a AS x\nRUN t\nFROM x AS skipped\nRUN t\nFROM b\nCOPY --from=img /i /\nCOPY --from=x /a /\n"
    shapes = {
        row.get("data-multistage-stage"): (
            [child.tag for child in row.iter() if set(classes(child)) & {"ms-dot", "ms-ring"}],
            [name for name in classes(row) if name.startswith("is-")],
        )
        for row in rows(text)
    }
    assert shapes == {
        "0": (["circle"], []),
        "1": (["circle"], ["is-skip"]),
        "x0": (["path"], []),
        "2": (["circle", "circle"], ["is-target"]),
    }


def heads(row):
    """The tips of the edges that arrive in a row."""
    found = [re.match(r"M(\S+) (\S+)l(\S+) (\S+?)-", head.get("d")) for head in having(row, "ms-hd")]
    return [(float(m[1]) + float(m[3]), float(m[2]) + float(m[4])) for m in found]


def test_no_head_hides_another():
    text = (
        "FROM a AS x\nRUN t\nFROM x AS y\nCOPY --from=x /a /\nRUN --mount=type=bind,from=x,source=/m,target=/m t\n"
        "FROM y\nCOPY --from=x /a /\nCOPY --from=y /b /\nCOPY --from=img /i /\n"
    )
    for row, count in zip(rows(text), (0, 3, 0, 4), strict=True):
        heights = sorted(y for _, y in heads(row))
        assert len(heights) == count
        assert all(below - above >= 2.5 for above, below in pairwise(heights))


def test_heads_of_many_edges_stay_at_the_dot():
    text = "".join(f"FROM a AS s{n}\nRUN t\n" for n in range(12))
    text += "FROM b AS all\n" + "".join(f"COPY --from=s{n} /p{n} /\n" for n in range(12)) + "FROM all\nRUN t\n"
    (row,) = [row for row in rows(text) if row.get("data-multistage-stage") == "12"]
    (dot,) = having(row, "ms-dot")
    x, y = float(dot.get("cx")), float(dot.get("cy"))
    assert all(abs(x - tip) < 8 and abs(y - height) < 8 for tip, height in heads(row))


def test_roles_stand_below_names_where_a_phone_has_no_room_for_both():
    inputs = "".join(f"COPY --from=img{n} /p{n} /\n" for n in range(8))
    for name, stacked in (("a", False), ("planner-" * 4, True), ("documentation", True)):
        text = f"FROM a AS {name}\nRUN t\nFROM b\nCOPY --from={name} /a /\n"
        assert not having(parse(draw(text, diagram="rail")), "ms-stack")
        assert bool(having(parse(draw(text + inputs, diagram="rail")), "ms-stack")) == stacked


def test_the_style_sheet_knows_how_wide_any_number_of_lanes_is():
    known = {int(lanes): float(width) for lanes, width in re.findall(r'lanes="(\d+)"\] \{ --ms-g: ([\d.]+);', CSS)}
    assert float(re.search(r"lanes\] \{ --ms-g: (\d+);", CSS)[1]) == gutter_width(1)
    assert known == {lanes: round(gutter_width(lanes), 1) for lanes in range(2, MAX_LANES + 1)}
