"""In a browser, the rails beside the code meet their lines, and give way to the rail list where they cannot be."""

import itertools

import pytest
from test_code_in_browser import copied

TEXT = """\
# syntax=docker/dockerfile:1
FROM node:22-alpine AS deps
COPY package*.json ./
RUN npm ci

FROM deps AS build
# (1)!
COPY . .
RUN --mount=type=bind,from=deps,source=/app,target=/app npm run build -- --with-a-very-long-option=yes --and-yet-another-one=no

FROM nginx:1.29
COPY --from=build /app /usr/share/nginx/html
"""
HEADERS = {
    "plain": '```dockerfile diagram="{}"',
    "numbers": '```dockerfile diagram="{}" linenums="8" hl_lines="3 12" title="Dockerfile"',
}


def page(diagram):
    blocks = (f"{header.format(diagram)}\n{TEXT}```\n\n1. A note.\n" for header in HEADERS.values())
    return "# Example\n\n" + "\n".join(blocks)


@pytest.fixture
def open_page(only_look):
    """No test here leaves anything behind."""
    return only_look


@pytest.fixture(scope="module")
def site(build_site, material):
    def built(diagram, style="table", theme=material):
        return build_site(
            {"index.md": page(diagram)},
            plugins=["search", "multistage"],
            theme=theme,
            markdown_extensions=[
                "attr_list", "pymdownx.superfences",
                {"pymdownx.highlight": {"linenums_style": style, "line_spans": "__span", "anchor_linenums": True}},
            ],
        )  # fmt: skip

    return built


# For each head of an edge how far its middle is from the middle of its line, and whether it ends before the code.
MEETS = """() => [...document.querySelectorAll('.ms-gutter .ms-hd')].map(head => {
  const line = head.closest('.ms-band'), box = head.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(line);
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  range.selectNodeContents(walker.nextNode());
  const text = range.getBoundingClientRect();
  return [Math.abs((box.top + box.bottom - text.top - text.bottom) / 2), box.right <= text.left, line.textContent.trim()];
})"""


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_arrows_meet_the_lines_that_use_a_stage(site, open_page, material, theme):
    opened = open_page(f"{site('gutter', theme=material if theme == 'material' else theme).address}/")
    met = opened.evaluate(MEETS)
    assert [text.split()[0] for _, _, text in met] == ["FROM", "RUN", "COPY"] * 2
    assert all(distance < 5 and before for distance, before, _ in met)


@pytest.mark.parametrize("style", ["table", "inline", "pymdownx-inline"])
def test_either_the_rails_or_the_list_are_shown(site, open_page, style):
    for width, drawn in ((1280, 2 if style == "table" else 1), (360, 0)):
        opened = open_page(f"{site('gutter', style).address}/", width=width)
        rails = [
            opened.locator(".ms-gutter").nth(n).locator(".ms-gl").first.is_visible()
            for n in range(opened.locator(".ms-gutter").count())
        ]
        lists = opened.locator(".ms-rail").evaluate_all("all => all.map(one => one.checkVisibility())")
        assert sum(rails) == drawn
        assert sum(lists) == 2 - drawn


def test_on_paper_the_list_is_shown(site, open_page):
    opened = open_page(f"{site('gutter').address}/")
    opened.emulate_media(media="print")
    assert opened.locator(".ms-rail").evaluate_all("all => all.map(one => one.checkVisibility())") == [True, True]
    assert not opened.locator(".ms-gl").first.is_visible()


def test_the_code_is_as_high_and_is_copied_as_without(site, open_page):
    found = []
    for diagram in ("gutter", "off"):
        opened = open_page(f"{site(diagram).address}/")
        opened.locator("[data-md-type=copy], .md-clipboard").first.wait_for()
        heights = opened.locator(".highlight code").evaluate_all("all => all.map(one => one.clientHeight)")
        found.append((copied(opened), heights))
    assert found[0] == found[1]
    assert found[0][0][0].startswith("# syntax=docker/dockerfile:1\nFROM node:22-alpine AS deps\n")


def test_seams_between_lines_do_not_show(site, open_page):
    opened = open_page(f"{site('gutter').address}/")
    edges = (
        opened.locator(".ms-gutter")
        .first.locator(".ms-gl")
        .evaluate_all("all => all.map(one => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom])")
    )
    inside = [(before, after) for before, after in itertools.pairwise(edges)]
    assert len(inside) > 8
    assert all(after[0] <= before[1] for before, after in inside)
