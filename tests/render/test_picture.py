"""What is drawn at all: nodes, edges, states."""

from __future__ import annotations

import pytest
from figure_tools import analysis_of, draw, having, parse

from mkdocs_multistage import analyze
from mkdocs_multistage.render import figure, labels
from mkdocs_multistage.render.picture import MAX_EDGES, MAX_STAGES, picture

TWO = "FROM golang AS builder\nRUN go build\nFROM scratch\nCOPY --from=builder /app /app\n"


def drawn(text, **options):
    return picture(analysis_of(text), **options)


def edges(text):
    return [(edge.source, edge.kind, edge.target) for edge in drawn(text).edges]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "RUN apt-get update\n",
        "FROM nginx\nCOPY site /usr/share/nginx/html\n",
        "FROM node:20\nRUN a\nFROM node:22\nRUN b\n",
        # Alternatives side by side, whatever each of them copies from.
        "FROM node:20\nCOPY --from=busybox /bin/sh /\nFROM node:22\nCOPY --from=busybox /bin/sh /\n",
    ],
    ids=["nothing", "fragment", "one stage", "unrelated stages", "unrelated stages with images"],
)
def test_nothing_is_drawn_without_edges(text):
    assert draw(text) == ""


def test_a_single_stage_that_copies_from_an_image_is_drawn():
    found = drawn("FROM python\nCOPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin/\n")
    assert [(node.key, node.role) for node in found.nodes] == [("x0", "image"), ("0", "runtime")]


def test_a_declared_context_is_no_external_image():
    text = "FROM a AS x\nCOPY --from=Schemas / /s\nCOPY --from=busybox /bin/sh /\nFROM b\nCOPY --from=x /a /a\n"
    analysis = analyze(text, contexts=["schemas"])
    assert [(node.name, node.role) for node in picture(analysis).nodes if node.stage is None] == [
        ("Schemas", "context"), ("busybox", "image"),
    ]  # fmt: skip
    for language, said in (("en", "build context"), ("pt", "contexto de build"), ("pt-BR", "contexto de build")):
        root = parse(figure(analysis, labels=labels(language), anchors=[]))
        for drawing in (*having(root, "ms-cards"), *having(root, "ms-rail")):
            assert [
                said in "".join(node.itertext())
                for node in having(drawing, "ms-r-context")
                if "ms-n" in node.get("class")
            ] == [True]


def test_what_stands_behind_onbuild_is_taken_by_the_stages_built_on_that_one():
    text = (
        "FROM golang AS build\nRUN make\nFROM node AS base\nONBUILD COPY --from=build /out /out\nONBUILD RUN npm ci\n"
        "FROM base AS app\nRUN npm run build\nFROM app AS next\nRUN t\n"
    )
    found = drawn(text)
    taken = [(found.nodes[edge.source].name, found.nodes[edge.target].name, edge.paths) for edge in found.edges]
    assert taken == [("base", "app", ()), ("build", "app", ("/out",)), ("app", "next", ())]


def test_off_draws_nothing():
    assert draw(TWO, diagram="off") == ""


def test_the_last_stage_is_the_target_and_what_it_does_not_need_is_skipped():
    found = drawn("FROM a AS x\nFROM x AS test\nRUN t\nFROM b\nCOPY --from=x /a /a\n")
    assert [(node.is_target, node.is_skipped) for node in found.nodes] == [(False, False), (False, True), (True, False)]
    assert [edge.is_skipped for edge in found.edges] == [True, False]


def test_an_image_that_only_skipped_stages_use_is_skipped():
    found = drawn("FROM a AS x\nFROM x AS test\nCOPY --from=busybox /bin/sh /\nFROM b\nCOPY --from=x /a /a\n")
    assert {node.name: node.is_skipped for node in found.nodes if node.stage is None} == {"busybox": True}


def test_another_target_can_be_shown():
    found = drawn("FROM a AS x\nRUN t\nFROM b\nCOPY --from=x /a /a\n", target=0)
    assert (found.target, found.is_default) == (0, False)
    assert found.nodes[1].is_skipped


@pytest.mark.parametrize("target", [0, 7, -1])
def test_a_target_that_docker_cannot_name_leaves_the_default(target):
    found = drawn("FROM a\nRUN t\nFROM b\nCOPY --from=0 /a /a\n", target=target)
    assert (found.target, found.is_default) == (1, True)


def test_edges_of_one_source_and_kind_are_one_with_all_paths():
    found = drawn("FROM a AS x\nRUN t\nFROM b\nCOPY --from=x /a /b /\nCOPY --from=x /a /c /\n")
    assert [(edge.kind, edge.paths) for edge in found.edges] == [("copy", ("/a", "/b", "/c"))]


def test_a_stage_may_build_on_copy_from_and_mount_the_same_stage():
    text = "FROM a AS x\nRUN t\nFROM x\nCOPY --from=x /a /b\nRUN --mount=type=bind,from=x,source=/c,target=/c true\n"
    assert edges(text) == [(0, "from", 1), (0, "copy", 1), (0, "mount", 1)]


def test_an_image_stands_once_just_above_its_first_user():
    found = drawn(
        "FROM a AS x\nRUN t\nFROM b AS y\nCOPY --from=img:1 /a /\nCOPY --from=x /a /\nFROM c\nCOPY --from=img:1 /b /\nCOPY --from=y /c /\n"
    )
    assert [node.key for node in found.nodes] == ["0", "x0", "1", "2"]


def test_references_to_later_stages_and_to_oneself_are_left_out():
    text = "FROM a AS x\nCOPY --from=z /a /\nCOPY --from=x /b /\nFROM x AS y\nRUN t\nFROM b AS z\nCOPY --from=y /c /\n"
    assert edges(text) == [(0, "from", 1), (1, "copy", 2)]


def test_a_cycle_is_drawn_without_its_backward_edge():
    text = "FROM a AS x\nCOPY --from=y /a /\nFROM b AS y\nCOPY --from=x /b /\n"
    assert edges(text) == [(0, "copy", 1)]
    assert draw(text)


def test_an_index_that_is_out_of_range_is_no_image():
    found = drawn("FROM a AS x\nFROM x\nCOPY --from=7 /a /\n")
    assert [node.key for node in found.nodes] == ["0", "1"]


def test_a_base_is_shown_with_its_arguments_filled_in():
    found = analysis_of(TWO)
    stage = found.dockerfile.stages[0]
    object.__setattr__(stage, "resolved_base", "golang:1.22")
    assert picture(found).nodes[0].base == "golang:1.22"


def test_more_stages_than_anyone_reads_get_no_figure():
    chain = "FROM a AS s0\n" + "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(MAX_STAGES))
    assert draw(chain) == ""
    assert draw(chain.rsplit("\n", 2)[0] + "\n")


def test_a_stage_with_thousands_of_images_gets_no_figure():
    assert draw("FROM a\n" + "".join(f"COPY --from=img{n} /a /\n" for n in range(3000))) == ""


def test_more_edges_than_can_be_told_apart_get_no_figure():
    stages = range(40)
    text = "".join(f"FROM a AS s{n}\n" + "".join(f"COPY --from=s{m} /a /\n" for m in range(n)) for n in stages)
    assert len(stages) * (len(stages) - 1) / 2 > MAX_EDGES
    assert draw(text) == ""
