"""What the script is told: edges that lead to what a target needs, and targets that BuildKit would find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from figure_tools import analysis_of, draw, having, parse

from mkdocs_multistage import analyze
from mkdocs_multistage.render import figure, labels
from mkdocs_multistage.render.choices import choices
from mkdocs_multistage.render.picture import picture
from mkdocs_multistage.stylesheet import HIGHLIGHTJS, script

CASES = [
    json.loads(line)["dockerfile"]
    for line in (Path(__file__).parents[1] / "data/conformance/cases.jsonl").read_text(encoding="utf-8").splitlines()
]


def offered(text, **options):
    """The choices of a Dockerfile's figure, by key."""
    drawn = picture(analysis_of(text), **options)
    return choices(drawn)


def test_edges_lead_to_exactly_what_each_target_needs():
    told = 0
    for text in CASES:
        analysis = analyze(text)
        markup = figure(analysis, labels=labels("en"), anchors=[])
        if not markup:
            continue
        if not parse(markup).get("data-multistage-targets"):
            continue
        edges = [pair.split(":") for pair in parse(markup).get("data-multistage-edges", "").split()]
        for target in analysis.dockerfile.targets:
            need = {str(target.index)}
            for source, end in reversed(edges):
                if end in need:
                    need.add(source)
            assert sorted(int(key) for key in need if key.isdigit()) == list(target.reachable), text
            told += 1
    assert told > 80


CHAIN = "FROM a AS x\nRUN t\nFROM x AS y\nRUN t\nFROM y AS z\nRUN t\n"


def test_every_named_stage_but_the_last_is_offered():
    assert offered(CHAIN) == {"0": "x", "1": "y"}


def test_a_stage_without_a_name_is_not_offered():
    assert offered("FROM a\nRUN t\nFROM b AS y\nCOPY --from=0 /a /\nFROM y\nRUN t\n") == {"1": "y"}


def test_of_equal_names_the_last_is_offered_for_buildkit_finds_that():
    assert offered("FROM a AS x\nRUN t\nFROM x AS X\nRUN t\nFROM x AS z\nCOPY --from=0 /a /\n") == {"1": "x"}
    assert offered("FROM a AS x\nRUN t\nFROM x AS y\nRUN t\nFROM y AS x\nRUN t\n") == {"1": "y"}


def test_nothing_is_offered_of_what_buildkit_refuses():
    assert offered("FROM a AS x\nRUN t\nFROM x\nCOPY --from=7 /a /\n") == {}


@pytest.mark.parametrize("text", ["FROM a AS x\nCOPY --from=b /a /\n", "FROM a\nRUN t\nFROM b\nCOPY --from=0 /a /\n"])
def test_with_nothing_to_choose_the_script_is_told_nothing(text):
    root = parse(draw(text))
    (caption,) = having(root, "ms-cap")
    assert root.get("data-multistage-targets") is None
    assert [name for name in caption.keys() if name.startswith("data")] == []  # noqa: SIM118 - an element is no dict


def test_the_authors_target_is_what_the_figure_begins_with():
    root = parse(draw(CHAIN, target=1, prefix="p"))
    assert (root.get("data-multistage-target"), root.get("data-multistage-default")) == ("1", "2:z")
    assert root.get("id") == root.get("data-multistage-example") == "p"


@pytest.mark.parametrize("name", ["multistage.js", HIGHLIGHTJS])
def test_scripts_evaluate_nothing_and_write_no_markup_or_styles(name):
    shipped = script(name)
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval",
        "Function",
        '"style"',
        ".style",
    ):
        assert word not in shipped


def test_the_script_is_small():
    assert len(script().encode()) <= 6_000
