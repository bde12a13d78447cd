"""The figure as a whole: its markup, its two drawings, hostile input, size, sameness."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from figure_tools import CASES, analysis_of, boxes, classes, draw, having, parse, text_of
from hypothesis import given
from hypothesis import strategies as st
from test_layout import FEW, dockerfiles

from mkdocs_multistage import analyze
from mkdocs_multistage.render import figure, labels
from mkdocs_multistage.render.assets import stylesheet

NODE = next(case for case in CASES if case.path.stem == "node-five-stages")
THREE = "FROM golang:1.23 AS deps\nRUN go mod download\nFROM deps AS builder\nRUN go build\nFROM gcr.io/distroless/static\nCOPY --from=builder /out/app /etc/app.conf /\n"
HOSTILE = [
    '"><script>alert(1)</script>',
    "'onmouseover='x",
    "</title></svg><img src=x onerror=alert(1)>",
    "]]><!--",
    "&lt;&amp;&#0;",
    "a\u202eb\u2066c\u200f",
    "\x00\x07\x1b[31m\ud800\uffff",
    "👩‍👩‍👧‍👦" * 40,
    "e\u0301" * 200,
    "名前" * 60,
    "x" * 70_000,
    "{target} {command} {x",
]


def link_of(link):
    """Where a link leads, be it HTML or SVG."""
    return link.get("href") or link.get("{http://www.w3.org/1999/xlink}href")


def hostile(name, text=THREE):
    """The analysis of a Dockerfile with one text in place of every name, image and path."""
    found = analysis_of(text)
    stages = []
    for stage in found.dockerfile.stages:
        references = tuple(replace(reference, paths=(name, name + "2")) for reference in stage.references)
        stages.append(replace(stage, name=name, base=name, resolved_base=name, references=references))
    image = replace(stages[-1].references[0], source=name, stage=None)
    stages[-1] = replace(stages[-1], references=(*stages[-1].references, image))
    return replace(found, dockerfile=replace(found.dockerfile, stages=tuple(stages)))


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("diagram", ["auto", "rail"])
def test_hostile_names_are_text_and_nothing_else(name, diagram):
    markup = figure(hostile(name), labels=labels("en"), anchors=["a", "b", "c"], diagram=diagram, target=1)
    root = parse(markup)
    assert {element.tag for element in root.iter()} <= {
        "figure", "svg", "g", "a", "title", "path", "rect", "circle", "text", "tspan", "wbr",
        "ol", "li", "span", "b", "bdi", "figcaption", "code",
    }  # fmt: skip
    assert not [key for element in root.iter() for key in element.keys() if key.startswith("on")]  # noqa: SIM118
    assert len(markup) < 40_000


@pytest.mark.parametrize("name", ["a\u202eb", "a\u2066b", "a\u200fb", "a\x00b", "a\ud800b"])
def test_characters_that_would_mislead_are_replaced(name):
    markup = figure(hostile(name), labels=labels("en"), anchors=["a", "b", "c"])
    assert "a\ufffdb" in markup
    assert name not in markup
    markup.encode("utf-8")


@FEW
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_whatever_is_drawn_as_well_formed_markup(text, name):
    parse(figure(hostile(name), labels=labels("en"), anchors=["a", "b", "c"]))
    markup = draw(text)
    assert markup == "" or parse(markup) is not None


def test_hostile_labels_are_text_too():
    found = labels("en", dict.fromkeys(labels("en"), '<script>"&'))
    root = parse(figure(analysis_of(THREE), labels=found, anchors=["a", "b", "c"]))
    assert not list(root.iter("script"))


def test_hostile_anchors_stay_in_their_attribute():
    root = parse(figure(analysis_of(THREE), labels=labels("en"), anchors=['"><script>'] * 3))
    assert {link_of(link) for link in root.iter("a")} == {'#"><script>'}


def test_missing_anchors_and_roles_are_no_error():
    found = replace(analysis_of(THREE), roles=())
    root = parse(figure(found, labels=labels("en"), anchors=[]))
    assert not list(root.iter("a"))
    assert len(boxes(root)) == 3


@FEW
@given(dockerfiles(most=12))
def test_every_figure_is_well_formed_and_without_ids(text):
    markup = draw(text)
    if markup:
        root = parse(markup)
        assert not [element for element in root.iter() if element.get("id")]


def test_html_elements_are_never_closed_by_a_slash():
    for element in parse(draw(NODE.text)).iter():
        if not (element.text or len(element)):
            markup = draw(NODE.text)
            assert element.tag in {"path", "rect", "circle", "wbr"} or f"</{element.tag}>" in markup


def test_the_figure_is_marked_for_search_and_scripts(case):
    root = parse(draw(case.text, case.roles, "pt-BR"))
    assert root.tag == "figure"
    assert root.get("class") == "multistage"
    assert root.get("data-search-exclude") == ""
    assert root.get("lang") == "pt-BR"
    assert [child.tag for child in root][-2:] == ["ol", "figcaption"]
    # No figure within it: Material's search would take the inner one's end for its own.
    assert len(list(root.iter("figure"))) == 1


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        (THREE, "3"),
        (NODE.text, "4"),
        ("FROM a AS s0\n" + "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(4)), None),  # five ranks
        ("FROM a AS s\n" + "".join(f"FROM s AS t{n}\n" for n in range(8)), None),  # nine stages
        (
            "".join(f"FROM a AS s{n}\nRUN t\n" for n in range(7))
            + "FROM b\n"
            + "".join(f"COPY --from=s{n} /a{n} /\n" for n in range(7)),
            None,
        ),
    ],
    ids=["three ranks", "four ranks", "five ranks", "nine stages", "too high"],
)
def test_cards_are_drawn_for_small_graphs_alone(text, ranks):
    root = parse(draw(text))
    assert root.get("data-multistage-ranks") == ranks
    assert root.get("data-multistage-diagram") == ("cards" if ranks else "rail")
    assert len(having(root, "ms-cards")) == (1 if ranks else 0)
    assert len(having(root, "ms-rail")) == 1


def test_cards_can_be_asked_for_beyond_and_the_rail_still_stands_by():
    root = parse(draw("FROM a AS s0\n" + "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(4)), diagram="cards"))
    assert root.get("data-multistage-ranks") == "5"
    assert len(having(root, "ms-rail")) == 1


def test_cards_have_a_bound_however_much_they_are_asked_for():
    root = parse(draw("FROM a AS s0\n" + "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(60)), diagram="cards"))
    assert not having(root, "ms-cards")
    assert len(having(root, "ms-row")) == 61


def test_the_rail_can_be_asked_for():
    root = parse(draw(THREE, diagram="rail"))
    assert not having(root, "ms-cards")


def test_tab_order_is_file_order_in_both_drawings(case):
    root = parse(draw(case.text, case.roles))
    for drawing in (*having(root, "ms-cards"), *having(root, "ms-rail")):
        links = [link_of(link) for link in drawing.iter("a")]
        assert links == [f"#page-{number}" for number in range(len(links))]


def test_images_cannot_be_focused(case):
    root = parse(draw(case.text, case.roles))
    images = having(root, "ms-r-image")
    assert not [
        element for image in images for element in image.iter() if element.tag == "a" or element.get("tabindex")
    ]


def test_the_drawing_is_a_labelled_group_and_its_edges_are_hidden():
    root = parse(draw(THREE))
    (svg,) = having(root, "ms-cards")
    assert (svg.get("role"), svg.get("aria-label")) == ("group", "Stages of this Dockerfile")
    assert svg[0].get("aria-hidden") == "true"
    assert not [edge for child in svg[1:] for edge in having(child, "ms-e")]
    assert all(gutter.get("aria-hidden") == "true" for gutter in having(root, "ms-gx"))


def test_states_have_a_shape_and_a_word():
    root = parse(draw("FROM a AS x\nRUN t\nFROM x AS test\nRUN t\nFROM x AS final\nRUN t\n"))
    (svg,) = having(root, "ms-cards")
    _, skipped, target = having(svg, "ms-n")
    assert having(target, "ms-i-target")
    assert having(skipped, "ms-i-skip")
    # The bar belongs to what is built.
    assert ".is-skip .ms-st," in stylesheet()
    assert target.get("aria-label").endswith("default target")
    assert skipped.get("aria-label").endswith("not built by default")


def test_kinds_of_edges_differ_in_more_than_colour():
    text = "FROM a AS x\nRUN t\nFROM x\nCOPY --from=x /a /\nRUN --mount=type=bind,from=x,source=/b,target=/b true\n"
    root = parse(draw(text))
    heads = {}
    for edge in having(having(root, "ms-cards")[0], "ms-e"):
        kind = next(name for name in classes(edge) if name.startswith("ms-e-"))
        heads[kind] = having(edge, "ms-hd")[0].get("d").endswith("z")
    assert heads == {"ms-e-from": False, "ms-e-copy": True, "ms-e-mount": True}
    # Copied and mounted files bear the colour of the stage that gives them, FROM none.
    assert not [edge for edge in having(root, "ms-e-from") if any(name.startswith("ms-r-") for name in classes(edge))]


def test_inputs_stand_inside_the_receiving_card_with_all_paths_in_the_tooltip():
    root = parse(draw("FROM a AS x\nRUN t\nFROM b\nCOPY --from=x /app/dist /app/public /c ./\n"))
    (port,) = having(root, "ms-pt")
    assert text_of(port) == "/app/dist +2"
    assert port.find("title").text == "receives /app/dist, /app/public, /c from x"


def test_a_typical_figure_is_small():
    markup = draw(THREE, ["deps", "build", "runtime"], "pt-BR").encode()
    assert len(markup) <= 5_850  # 440 of them are words for the script
    assert len(gzip.compress(markup, mtime=0)) <= 1_700


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed():
    code = (
        "import sys; from mkdocs_multistage import analyze; from mkdocs_multistage.render import figure, labels\n"
        "sys.stdout.reconfigure(encoding='utf-8'); a = analyze(sys.stdin.read())\n"
        "print(figure(a, labels=labels('pt-BR'), anchors=['a'] * 20, diagram='cards'))"
    )

    def run(seed):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", code], input=NODE.text.encode(), env=environment, capture_output=True, check=True
        )
        return done.stdout

    first = run("1")
    assert first == run("2")
    assert len(first) > 5000


def test_a_page_of_ten_thousand_stages_is_left_alone():
    found = analyze("FROM a AS s\n" * 300)
    stage = found.dockerfile.stages[0]
    many = replace(found.dockerfile, stages=tuple(replace(stage, index=n) for n in range(10_000)))
    assert figure(replace(found, dockerfile=many), labels=labels("en"), anchors=[]) == ""


def test_a_mistake_that_leaves_no_edge_is_drawn_as_docker_takes_it():
    text = "FROM golang AS build\nRUN make\nFROM alpine\nCOPY --from={} /a /b\n"
    words = labels("en")
    drawn = figure(analyze(text.format("biuld"), scope="example"), labels=words, anchors=["a", "b"])
    assert "external image" in drawn
    assert "biuld" in drawn
    assert figure(analyze(text.format("nginx"), scope="example"), labels=words, anchors=["a", "b"]) == ""
