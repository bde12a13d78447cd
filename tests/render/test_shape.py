"""What is drawn once for all pictures of a shape: nothing of one picture may show in another."""

from __future__ import annotations

import pytest
from figure_tools import CASES, analysis_of, draw, having, parse, text_of

from mkdocs_multistage.render.layout import lay_out
from mkdocs_multistage.render.picture import picture
from mkdocs_multistage.render.sizes import measured_size, with_sizes

ONE = "FROM node:22 AS build\nRUN make\nFROM nginx:1.29\nCOPY --from=build /app/dist /srv\n"
OTHER = "FROM golang:1.25 AS compile\nRUN make\nFROM scratch\nCOPY --from=compile /bin/tool /tool\n"
TESTED = (
    "FROM node:22 AS build\nRUN make\nFROM build AS test\nRUN t\nFROM nginx:1.29\nCOPY --from=build /app/dist /srv\n"
)


def shape(text, **options):
    return picture(analysis_of(text), **options).shape


def test_examples_that_differ_in_words_alone_have_one_shape_and_one_layout():
    assert shape(ONE) == shape(OTHER)
    assert lay_out(picture(analysis_of(ONE))) == lay_out(picture(analysis_of(OTHER)))


def test_examples_of_one_shape_each_say_their_own():
    said = [
        {text_of(part) for name in ("ms-nm", "ms-im", "ms-pt") for part in having(parse(draw(text)), name)}
        for text in (ONE, OTHER, ONE)
    ]
    assert {"build", "node:22", "/app/dist"} <= said[0]
    assert {"compile", "golang:1.25", "/bin/tool"} <= said[1]
    assert not said[0] & said[1] - {"stage 1"}
    assert said[2] == said[0]


def test_a_shape_holds_no_text():
    text = "FROM some.image/with:tag AS named\nRUN t\nFROM --platform=$BUILDPLATFORM x\nCOPY --from=named /path /\n"
    assert not [word for word in ("image", "named", "PLATFORM", "path") if word in repr(shape(text))]


@pytest.mark.parametrize(
    "text",
    [
        ONE.replace("FROM node", "FROM --platform=$BUILDPLATFORM node"),
        ONE.replace("COPY --from=build /app/dist /srv", "RUN --mount=type=bind,from=build,target=/m t"),
        ONE + "COPY --from=busybox /bin/sh /bin/\n",
        ONE + "FROM node:22\n",
        ONE.replace("FROM nginx:1.29", "FROM build"),
    ],
)
def test_what_is_drawn_otherwise_is_another_shape(text):
    assert shape(text) != shape(ONE)


def test_another_target_and_a_size_are_another_shape():
    assert shape(TESTED, target=0) != shape(TESTED)
    found = picture(analysis_of(ONE))
    assert with_sizes(found, {1: measured_size(10**8)}).shape != found.shape


def test_one_shape_in_other_roles_and_another_language_has_their_words_and_colours():
    def seen(roles, language):
        root = parse(draw(ONE, roles, language))
        words = [text_of(part) for part in having(root, "ms-rl")]
        edges = {part.get("class") for part in having(root, "ms-e")}
        return words, edges

    before = seen(["build", "runtime"], "en")
    assert before == (["build", "runtime"] * 2, {"ms-e ms-e-copy ms-r-build"})
    assert seen(["deps", "export"], "en")[1] == {"ms-e ms-e-copy ms-r-deps"}
    assert seen(["build", "runtime"], "de")[0] != before[0]
    assert seen(["build", "runtime"], "en") == before


def test_what_was_drawn_before_makes_no_difference():
    texts = [*(case.text for case in CASES), ONE, OTHER, TESTED]
    first = [draw(text) for text in texts]
    assert [draw(text) for text in reversed(texts)] == first[::-1]
