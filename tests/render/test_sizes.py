"""Sizes of images: what is shown is what was given, to scale, and nothing else is said."""

from __future__ import annotations

import re

import pytest
from figure_tools import analysis_of, classes, draw, having, parse

from mkdocs_multistage.render import Size, labels, measured_size, read_size
from mkdocs_multistage.render.dot import dot
from mkdocs_multistage.render.mermaid import mermaid
from mkdocs_multistage.render.picture import picture
from mkdocs_multistage.render.sizes import UNITS, comparison, with_sizes
from mkdocs_multistage.render.standalone import standalone
from mkdocs_multistage.render.text import text

TWO = "FROM golang AS builder\nRUN go build -o /app\nFROM alpine AS final\nCOPY --from=builder /app /app\n"
THREE = (
    "FROM golang AS builder\nFROM builder AS test\nRUN go test\nFROM alpine AS final\nCOPY --from=builder /app /app\n"
)
BOTH = {0: Size(838_000_000, "838 MB"), 1: Size(81_000_000, "81 MB")}


def content(element):
    return " ".join("".join(element.itertext()).split())


def drawn(dockerfile, sizes, target=None):
    return with_sizes(picture(analysis_of(dockerfile), target), sizes)


def compared(dockerfile, language="en", target=None, **sizes):
    sizes = {int(stage[1:]): read_size(size) for stage, size in sizes.items()}
    return " | ".join(filter(None, comparison(drawn(dockerfile, sizes, target), labels(language))))


@pytest.mark.parametrize(
    ("written", "count", "shown"),
    [
        ("838MB", 838_000_000, "838 MB"),
        ("81 MB", 81_000_000, "81 MB"),
        ("1.2GB", 1_200_000_000, "1.2 GB"),
        ("1.20GB", 1_200_000_000, "1.20 GB"),
        ("0.57 GB", 570_000_000, "0.57 GB"),
        ("81MiB", 84_934_656, "81 MiB"),
        ("1.5gib", 1_610_612_736, "1.5 GiB"),
        ("12.5kb", 12_500, "12.5 kB"),
        ("1KiB", 1024, "1 KiB"),
        ("0B", 0, "0 B"),
        ("007MB", 7_000_000, "7 MB"),
        ("838123456B", 838_123_456, "838 MB"),
        ("0.0001kB", 0, "0.0001 kB"),
    ],
)
def test_a_size_is_read_exactly_and_shown_as_it_was_written(written, count, shown):
    size = read_size(written)
    assert (size.bytes, str(size)) == (count, shown)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "begin with a number"),
        ("MB", "begin with a number"),
        ("-1MB", "begin with a number"),
        ("٣MB", "begin with a number"),
        ("838", "no unit"),
        ("838 Mo", "'Mo'"),
        ("838M", "'M'"),
        ("1,2GB", "with a point"),
        ("1.2.3GB", "cannot be read"),
        (".5GB", "cannot be read"),
        ("1e3MB", "'e3MB'"),
        ("9999TB", "more than any image"),
        ("9" * 4000 + "MB", "cannot be read"),
        ("1" + "Z" * 9000, "'ZZZZZZZZZZZZ'"),
    ],
)
def test_what_is_no_size_is_refused_with_the_reason(written, why):
    with pytest.raises(ValueError, match=re.escape(why)):
        read_size(written)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (5_612_345, "5.61 MB"),
        (81_100_000, "81.1 MB"),
        (838_123_456, "838 MB"),
        (999_600_000, "1 GB"),
        (1_214_000_000, "1.21 GB"),
        (1_200_000_000, "1.2 GB"),
        (10**15, "1000 TB"),
    ],
)
def test_a_measured_size_has_the_three_digits_that_docker_shows(count, shown):
    assert str(measured_size(count)) == shown


def test_binary_units_are_of_1024_and_decimal_ones_of_1000():
    assert [UNITS[f"{prefix}iB"] for prefix in "KMGT"] == [1024**n for n in (1, 2, 3, 4)]
    assert [UNITS[f"{prefix}B"] for prefix in "kMGT"] == [1000**n for n in (1, 2, 3, 4)]


def test_every_drawing_shows_the_sizes():
    figure = parse(draw(TWO, sizes=BOTH))
    assert [content(number) for number in having(having(figure, "ms-cards")[0], "ms-sz")] == ["838 MB", "81 MB"]
    assert [content(number) for number in having(figure, "ms-szr")] == ["838 MB", "81 MB"]
    with_both = drawn(TWO, BOTH)
    for draws in (text, mermaid, dot, standalone):
        shown = draws(with_both, labels=labels("en"))
        assert "838 MB" in shown
        assert "81 MB" in shown


def test_the_text_drawing_puts_numbers_below_each_other_and_the_comparison_at_the_end():
    assert text(drawn(TWO, BOTH), labels=labels("en")) == (
        "╭──● builder  build    FROM golang  838 MB\n"
        "│\n"
        "╰─▸◉ final    runtime  FROM alpine   81 MB  (default target)\n"
        "       receives /app from builder\n"
        "\n"
        "838 MB → 81 MB, 10× smaller\n"
    )


def test_an_accessible_name_has_the_size():
    names = [node.get("aria-label") for node in having(having(parse(draw(TWO, sizes=BOTH)), "ms-cards")[0], "ms-n")]
    assert names == [
        "builder; build; FROM golang; 838 MB",
        "final; runtime; FROM alpine; receives /app from builder; 81 MB; default target",
    ]


def test_bars_are_to_the_scale_of_the_largest_in_both_drawings():
    figure = parse(draw(TWO, sizes=BOTH))
    (cards,) = having(figure, "ms-cards")
    tracks = [float(bar.get("width")) for bar in having(cards, "ms-tk")]
    bars = [float(bar.get("width")) for bar in having(cards, "ms-szb")]
    assert tracks[0] == tracks[1] == bars[0]
    assert bars[1] / bars[0] == pytest.approx(81 / 838, abs=0.001)
    shares = [bar.get("width") for row in having(figure, "ms-szr") for bar in having(row, "ms-szb")]
    assert shares == ["100%", "9.666%"]


def test_every_bar_has_a_number_and_a_stage_without_one_has_no_bar():
    figure = parse(draw(THREE, sizes={0: BOTH[0]}))
    assert len(having(figure, "ms-sz")) == len(having(figure, "ms-szr")) == 1
    assert len(having(figure, "ms-szb")) == 2
    assert having(figure, "ms-less") == []


def test_nothing_changes_where_no_size_is_known():
    assert draw(THREE, sizes={}) == draw(THREE)
    assert "ms-sized" not in draw(THREE)


def test_bar_and_number_stay_inside_their_card_below_its_inputs():
    for sizes in (BOTH, {0: Size(1, "1234.5 MB"), 1: Size(1, "999.99 MiB")}):
        figure = parse(draw(TWO, sizes=sizes))
        for card in having(having(figure, "ms-cards")[0], "ms-n"):
            box = having(card, "ms-bx")[0]
            left, top = float(box.get("x")), float(box.get("y"))
            right, bottom = left + float(box.get("width")), top + float(box.get("height"))
            bar, number = having(card, "ms-tk")[0], having(card, "ms-sz")[0]
            end = float(bar.get("x")) + float(bar.get("width"))
            assert left < float(bar.get("x")) < end < float(number.get("x")) - 6 * len(number.text) < right
            assert float(number.get("x")) <= right
            assert float(bar.get("y")) + 6 < bottom
            assert all(float(port.get("y")) + 3 < float(bar.get("y")) for port in having(card, "ms-pt"))


def test_an_empty_image_has_a_number_and_no_bar():
    figure = parse(draw(TWO, sizes={0: BOTH[0], 1: Size(0, "0 B")}))
    assert [content(number) for number in having(figure, "ms-sz")] == ["838 MB", "0 B"]
    assert len(having(figure, "ms-szb")) == 2
    assert content(having(figure, "ms-less")[0]) == "838 MB → 0 B"


def test_sizes_of_nothing_at_all_are_drawn_too():
    nothing = Size(0, "0 B")
    assert len(having(parse(draw(TWO, sizes={0: nothing, 1: nothing})), "ms-szr")) == 2


def test_the_caption_compares_the_largest_with_what_is_built():
    figure = parse(draw(TWO, sizes=BOTH))
    (less,) = having(figure, "ms-less")
    assert content(less) == "838 MB → 81 MB, 10× smaller"
    assert classes(next(parent for parent in figure.iter() if less in parent)) == ["ms-cap"]


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({"_0": "838MB", "_1": "81MB"}, "838 MB → 81 MB | 10× smaller"),
        ({"_0": "200MB", "_1": "81MB"}, "200 MB → 81 MB | 2.5× smaller"),
        ({"_0": "162MB", "_1": "81MB"}, "162 MB → 81 MB | 2× smaller"),
        ({"_0": "995MB", "_1": "100MB"}, "995 MB → 100 MB | 10× smaller"),
        ({"_0": "1.21GB", "_1": "2MB"}, "1.21 GB → 2 MB | 605× smaller"),
        ({"_0": "1GiB", "_1": "1GB"}, "1 GiB → 1 GB | 1.1× smaller"),
        ({"_0": "104MB", "_1": "100MB"}, "104 MB → 100 MB"),
        ({"_0": "81MB", "_1": "81MB"}, ""),
        ({"_0": "81MB", "_1": "838MB"}, ""),
        ({"_0": "838MB"}, ""),
        ({"_1": "81MB"}, ""),
    ],
)
def test_only_a_smaller_image_is_called_smaller(sizes, said):
    assert compared(TWO, **sizes) == said


def test_what_the_build_leaves_out_is_not_compared():
    assert compared(THREE, _0="500MB", _1="2GB", _2="50MB") == "500 MB → 50 MB | 10× smaller"
    assert compared(THREE, _1="2GB", _2="50MB") == ""


def test_a_chosen_target_is_what_is_compared():
    assert compared(THREE, target=1, _0="500MB", _1="2GB", _2="50MB") == ""
    assert compared(THREE, target=0, _0="500MB", _2="50MB") == ""


def test_what_docker_refuses_is_not_compared():
    refused = "FROM golang AS builder\nFROM alpine\nCOPY --from=builder /a /a\nCOPY --from=7 /b /b\n"
    assert compared(refused, _0="838MB", _1="81MB") == ""


def test_numbers_are_written_as_the_language_writes_them():
    assert compared(TWO, "pt-BR", _0="1.21GB", _1="505.5MB") == "1,21 GB → 505,5 MB | 2,4× menor"
    assert "1,21 GB" in text(drawn(TWO, {0: read_size("1.21GB")}), labels=labels("pt"))


def test_an_image_that_is_no_stage_has_no_size():
    dockerfile = "FROM alpine\nCOPY --from=busybox /bin /bin\n"
    nodes = drawn(dockerfile, {0: BOTH[0]}).nodes
    assert [(node.key, node.size) for node in nodes] == [("x0", None), ("0", BOTH[0])]
