"""The style sheet: small, complete, legible."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files

import pytest
from figure_tools import CASES, draw, parse

from mkdocs_multistage.render import layout
from mkdocs_multistage.render.assets import PARTS, script, stylesheet
from mkdocs_multistage.render.cards import FONT
from mkdocs_multistage.render.icons import ICONS, mask
from mkdocs_multistage.render.layout import DETAIL, NAME, ROLE
from mkdocs_multistage.roles import ROLES

CSS = stylesheet()
FOLDER = files("mkdocs_multistage.render").joinpath("assets")
TOKENS = FOLDER.joinpath("tokens.css").read_text(encoding="utf-8")


def test_style_sheet_and_script_are_small():
    weights = [len(gzip.compress(text.encode(), mtime=0)) for text in (CSS, script())]
    assert sum(weights) <= 12_000
    assert len(script()) <= 6_000


def test_the_style_sheet_keeps_every_rule_of_its_parts():
    def rules(css):
        return re.sub(r"/\*.*?\*/|[\s;]", "", css, flags=re.DOTALL)

    parts = [FOLDER.joinpath(name) for name in PARTS]
    assert {part.name for part in FOLDER.iterdir() if part.name.endswith(".css")} == set(PARTS)
    assert rules(CSS) == rules("".join(part.read_text(encoding="utf-8") for part in parts))
    assert "/*" not in CSS


def test_spaces_that_mean_something_stay():
    assert ":is(.multistage,.multistage-code){" in CSS
    assert ")) :is(.multistage" in CSS
    assert re.search(r"calc\(100% - 1em\)", CSS)
    assert "xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'" in CSS


def test_masks_in_the_tokens_are_the_icons():
    assert dict(re.findall(r"--ms-i-([\w-]+): (url\(.*\));", TOKENS)) == {name: mask(name) for name in ICONS}


def test_every_role_has_an_icon_a_colour_and_a_class():
    for role in (*ROLES, "stage", "image"):
        assert role in ICONS
        assert f"--multistage-{role}:" in TOKENS
        assert f".ms-r-{role} {{" in TOKENS


def test_nothing_of_a_theme_is_read_on_the_root():
    assert ":root" not in CSS


def test_every_class_of_a_figure_is_known_to_the_style_sheet_or_to_scripts():
    known = set(re.findall(r"\.([\w-]+)", CSS)) | {"ms-n"}
    for case in CASES:
        used = {
            name for element in parse(draw(case.text, case.roles)).iter() for name in element.get("class", "").split()
        }
        assert used <= known


def palette(selector_end):
    block = TOKENS[TOKENS.index(selector_end) :].split("}")[0]
    return dict(re.findall(r"--multistage-([\w-]+): (#[0-9a-f]{6}|\d+%);", block))


LIGHT = palette(".multistage-code {")
SLATE = palette('[data-bs-theme="dark"]) :is(.multistage, .multistage-code) {')


def luminance(colour):
    channels = [
        value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour
    ]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def rgb(text):
    return [int(text[at : at + 2], 16) for at in (1, 3, 5)]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("tokens", "page"), [(LIGHT, "#ffffff"), (SLATE, "#1e2129")], ids=["light", "slate"])
@pytest.mark.parametrize("role", [*ROLES, "stage", "image", "error", "warning", "info"])
def test_words_in_a_role_colour_are_legible_on_page_and_card(tokens, page, role):
    share = int(tokens["card"].rstrip("%")) / 100
    card = [share * mine + (1 - share) * its for mine, its in zip(rgb(tokens[role]), rgb(page), strict=True)]
    assert contrast(rgb(tokens[role]), rgb(page)) >= 5
    assert contrast(rgb(tokens[role]), card) >= 4.5
    assert contrast(rgb(tokens["fg"]), card) >= 7
    assert contrast(rgb(tokens["muted"]), card) >= 4.5


def container(width):
    return re.search(rf"@container \(max-width:{width}em\)", CSS)


@pytest.mark.parametrize(("ranks", "threshold"), [(2, 34.2), (3, 40.7), (4, 40.7), (6, 61.4)])
def test_cards_give_way_to_the_rail_before_their_text_falls_below_ten_pixels(ranks, threshold):
    assert container(threshold)
    width, gap = layout._COLUMNS.get(ranks, layout._NARROW)
    drawing = 2 * layout.MARGIN + ranks * width + (ranks - 1) * gap
    margin = 1  # em, as in `max-width: calc(100% - 1em)`
    scale = min(1, (threshold - margin) * FONT / drawing)
    assert DETAIL * scale >= 10


def test_four_ranks_fit_materials_narrowest_column_of_text_unscaled():
    assert layout.MARGIN * 2 + 4 * 140 + 3 * 34 <= 688 - 2 - FONT


def test_sizes_of_type_are_the_same_in_code_and_style_sheet():
    for size, selector in ((ROLE, ".ms-rl"), (NAME, ".ms-nm")):
        assert re.search(rf"\.ms-cards {re.escape(selector)}{{[^}}]*font-size:{size:g}px", CSS)
    assert f"font:{DETAIL:g}px" in CSS
