"""``diagram="mermaid"``: a flowchart's source in the place of the drawings, as Material's own fence makes it."""

from __future__ import annotations

from figure_tools import draw, having, parse, text_of
from hypothesis import given
from test_crowding import NASTY, nasty

from mkdocs_multistage import analyze
from mkdocs_multistage.render import figure, labels
from mkdocs_multistage.render.mermaid import _ENTITIES

TEXT = "FROM node:22 AS build\nRUN t\nFROM build AS test\nRUN t\nFROM nginx AS end\nCOPY --from=build /a /b /\n"


def source(text, **options):
    (pre,) = having(parse(draw(text, diagram="mermaid", **options)), "mermaid")
    assert pre.tag == "pre"
    (code,) = pre
    assert code.tag == "code"
    return text_of(code)


def test_the_source_stands_in_the_place_of_both_drawings():
    root = parse(draw(TEXT, ["build", "test", "runtime"], diagram="mermaid"))
    assert root.get("data-multistage-diagram") == "mermaid"
    assert not having(root, "ms-cards")
    assert not having(root, "ms-rail")
    assert having(root, "ms-cap")
    assert source(TEXT, roles=["build", "test", "runtime"]) == (
        "flowchart LR\n"
        "  accTitle: Stages of this Dockerfile\n"
        '  s0["build<br>build<br>node:22"]\n'
        '  s1["test<br>test<br>not built by default"]\n'
        '  s2["end<br>runtime<br>nginx<br>default target"]\n'
        '  s0 -->|"FROM"| s1\n'
        '  s0 ==>|"/a +1"| s2\n'
        "  classDef target stroke-width:3px\n"
        "  class s2 target\n"
        "  classDef skipped stroke-dasharray:3 3\n"
        "  class s1 skipped\n"
    )


def test_words_of_the_dockerfile_end_no_label():
    text = 'FROM a AS x\nRUN t\nFROM b\nCOPY --from=x ["/a\\"]`b`<script>#x", "/"]\n'
    (arrow,) = [line for line in source(text).splitlines() if "==>" in line]
    assert arrow.count('"') == 2
    assert not set(arrow.split('"')[1]) & {"<", ">", "`"}


def test_no_words_begin_a_directive():
    text = 'FROM a AS x\nRUN t\nFROM b\nCOPY --from=x ["/%%{init: {}}%%", "/"]\n'
    words = labels("en", {"diagram": "%%%{init: {'theme': 'dark'}}%%"})
    markup = figure(analyze(text), labels=words, anchors=[], diagram="mermaid")
    assert "theme" in markup
    assert "%%{" not in markup


@NASTY
@given(nasty())
def test_every_label_is_closed_where_it_should_be(text):
    markup = draw(text, diagram="mermaid")
    if not markup:
        return
    for line in source(text).splitlines():
        assert line.count('"') in (0, 2), line
        label = line.split('"')[1].replace("<br>", "") if '"' in line else ""
        assert not {ord(character) for character in label} & ({*_ENTITIES} - {ord("#"), ord("&")})


def test_nothing_to_draw_is_no_flowchart_either():
    assert draw("FROM a\nRUN t\n", diagram="mermaid") == ""
