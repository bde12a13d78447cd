"""Names by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_multistage.checks.names import Likely, is_placeholder, known_images, nearest
from mkdocs_multistage.dockerfile.suggest import distance


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("biuld", "build"),
        ("buld", "build"),
        ("buildr", "build"),
        ("Build", "build"),
        ("builder", "build"),
        ("bui", "build"),
        ("site-build", "build"),
        ("runtmie", "runtime"),
        ("rutnmie", "runtime"),
        ("test", None),
        ("b", None),
        ("xy", None),
        ("", None),
        ("x" * 500, None),
    ],
)
def test_the_nearest_name_is_what_was_probably_meant(written, meant):
    assert nearest(written, ["build", "runtime"]) == meant


def test_names_that_differ_in_their_digits_are_no_misspellings():
    assert nearest("node20", ["node22"]) is None


def test_a_shortened_name_counts_only_loosely():
    assert nearest("build", ["builder-image"]) == "builder-image"
    assert nearest("build", ["builder-image"], loosely=False) is None


def test_of_equals_the_first_is_taken():
    assert nearest("buil", ["build", "built"]) == "build"


@given(st.text(alphabet="ab-", max_size=8), st.text(alphabet="ab-", max_size=8))
def test_distance_is_the_same_from_either_side(one, other):
    assert distance(one, other, 8) == distance(other, one, 8)


@given(st.text(alphabet="abc", max_size=8))
def test_distance_to_itself_is_nothing(name):
    assert distance(name, name, 2) == 0


def test_distance_stops_at_its_limit():
    assert distance("abcdef", "uvwxyz", 2) == 3


def test_suggestions_come_to_an_end():
    likely = Likely(most=1)
    assert likely.among("biuld", ["build"]) == "build"
    assert likely.among("biuld", ["build"]) == "build"
    assert likely.among("buidl", ["build"]) is None


@pytest.mark.parametrize("name", ["alpine", "golang", "node", "scratch", "centos", "ubi9", "eclipse-temurin"])
def test_images_that_everybody_knows_are_known(name):
    assert name in known_images()


@pytest.mark.parametrize(
    "name", ["build", "builder", "base", "deps", "app", "prod", "runtime", "final", "test", "dev", "uv"]
)
def test_common_names_of_stages_are_no_images(name):
    assert name not in known_images()


@pytest.mark.parametrize("name", ["<image>", "{{ image }}", "...", "image:…", "YOUR_IMAGE", "registry/xxx", "%IMAGE%"])
def test_signs_that_no_name_has_make_a_placeholder_anywhere(name):
    assert is_placeholder(name, in_documentation=False)


@pytest.mark.parametrize(
    "name", ["your-app", "my-app", "myapp", "acme/your-image:tag", "image:tag", "IMAGE_NAME", "foo", "seu-app"]
)
def test_words_make_a_placeholder_on_a_page_only(name):
    assert is_placeholder(name, in_documentation=True)
    assert not is_placeholder(name, in_documentation=False)


@pytest.mark.parametrize(
    "name",
    ["build", "mysql", "mariadb", "app", "tomcat", "minio/minio", "node:22-alpine", "SCRATCH", "Build", "mybuild"],
)
def test_names_are_no_placeholders(name):
    assert not is_placeholder(name, in_documentation=True)
