"""What was drawn before is given again for the same, and for nothing else."""

from dataclasses import replace

import pytest

from mkdocs_multistage import analyze
from mkdocs_multistage.memory import Memory
from mkdocs_multistage.render import annotate, figure, labels

TEXT = "FROM golang AS build\nRUN go build\n\nFROM scratch\nCOPY --from=build /a /\n"
HTML = f'<div class="highlight"><pre><code>{TEXT}</code></pre></div>'


@pytest.fixture
def analysis():
    return analyze(TEXT, scope="example")


def test_the_same_example_is_drawn_once(analysis):
    first = figure(analysis, labels=labels("en"), anchors=["a", "b"])
    assert figure(replace(analysis), labels=labels("en"), anchors=["a", "b"]) is first


@pytest.mark.parametrize(
    "other",
    [
        {"labels": labels("pt")},
        {"labels": labels("en", {"build": "compilation"})},
        {"anchors": ["a", "c"]},
        {"anchors": ()},
        {"target": 0},
        {"diagram": "rail"},
    ],
)
def test_another_option_gives_another_drawing(analysis, other):
    options = {"labels": labels("en"), "anchors": ["a", "b"]}
    assert figure(analysis, **options) != figure(analysis, **{**options, **other})


def test_another_verdict_on_the_same_text_gives_another_drawing(analysis):
    options = {"labels": labels("en"), "anchors": ["a", "b"]}
    decided = analyze(TEXT, scope="example", role_overrides={"build": "tool"})
    refused = replace(analysis, is_refused=True)
    assert len({figure(one, **options) for one in (analysis, decided, refused)}) == 3


def test_other_html_of_the_same_text_is_marked_as_it_is(analysis):
    options = {"labels": labels("en"), "anchors": ["a", "b"]}
    first = annotate(HTML, analysis, **options)
    second = annotate(HTML.replace("highlight", "codehilite"), analysis, **options)
    assert "codehilite" in second
    assert "codehilite" not in first


def test_an_analysis_is_remembered_by_all_that_was_asked():
    assert analyze(TEXT) is analyze(TEXT)
    asked = (
        {"scope": "example"},
        {"filename": "Dockerfile"},
        {"contexts": ("golang",)},
        {"build_args": {"A": "1"}},
        {"role_overrides": {"build": "dev"}},
        {"extra_rules": ("UnpinnedBaseImage",)},
    )
    assert all(analyze(TEXT, **options) is not analyze(TEXT) for options in asked)


def test_what_was_asked_for_longest_ago_is_forgotten_first(monkeypatch):
    monkeypatch.setattr(Memory, "limit", 2)
    memory = Memory()
    for key in "ab", "bc", "ab", "ca":
        memory.get(key, lambda key=key: [key])
    made = []
    for key in "ab", "ca", "bc":
        memory.get(key, lambda key=key: made.append(key))
    assert made == ["bc"]
