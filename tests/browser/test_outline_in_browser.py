"""In a browser, the tables of an outline fit every width and stay tables, in every theme that MkDocs brings."""

import json

import pytest
from conftest import at_widths

DOCKERFILE = """\
# PLAYWRIGHT_BROWSERS_PATH_WITH_A_LONG_NAME is where browsers are kept
ARG PLAYWRIGHT_BROWSERS_PATH_WITH_A_LONG_NAME=/opt/some/where/very/deep/in/the/tree/of/all/browsers
# build makes it
FROM alpine:${PLAYWRIGHT_BROWSERS_PATH_WITH_A_LONG_NAME:+3.22} AS build
RUN --mount=type=secret,id=netrc,required make
FROM alpine AS final
ARG TOKEN
EXPOSE 8080
COPY --from=build /a /a
"""
PAGES = {"index.md": f'# Example\n\n```dockerfile outline="true"\n{DOCKERFILE}```\n'}
THEMES = ("material", "mkdocs", "readthedocs")
WIDTHS = (320, 360, 700, 1280)

OVERFLOWING = """() => [...document.querySelectorAll('.ms-o :is(th, td) > *')].flatMap(element => {
  const figure = element.closest('figure').getBoundingClientRect();
  const {left, right, width} = element.getBoundingClientRect();
  return width && (right > figure.right + 1 || left < figure.left - 1) ? [element.textContent] : [];
})"""


@pytest.fixture
def open_page(only_look):
    """No test here leaves anything behind."""
    return only_look


@pytest.fixture(params=THEMES)
def site(request, build_site, material):
    theme = material if request.param == "material" else {"name": request.param, "highlightjs": False}
    return build_site(
        PAGES,
        plugins=["search", "multistage"],
        theme=theme,
        markdown_extensions=["pymdownx.superfences", "pymdownx.highlight"],
    )


def test_no_table_is_wider_than_its_figure(site, open_page):
    page = open_page(f"{site.address}/")
    assert page.locator(".ms-o").count() == 4
    for width in at_widths(page, WIDTHS):
        assert page.evaluate(OVERFLOWING) == [], width


def test_tables_are_tables_to_those_who_hear_them(site, open_page):
    page = open_page(f"{site.address}/")
    table = page.get_by_role("table", name="Build arguments for final")
    for width in at_widths(page, WIDTHS):
        heads = table.get_by_role("columnheader").all_inner_texts()
        assert heads == ["Argument", "Default", "Description", "Line"], width
        assert table.get_by_role("row").count() == 3, width
        assert table.get_by_role("rowheader", name="TOKEN").is_visible(), width


def test_a_line_s_number_leads_to_the_line(site, open_page):
    page = open_page(f"{site.address}/", height=300)
    page.locator(".ms-o").get_by_role("link", name="7", exact=True).click()
    anchor = page.url.split("#")[1]
    line = page.evaluate("id => document.getElementById(id).closest('.ms-line').textContent", anchor)
    assert line.strip() == "ARG TOKEN"


def test_search_does_not_find_twice_what_the_code_says(build_site, material):
    plain = {"index.md": PAGES["index.md"].replace(' outline="true"', "")}
    settings = {"theme": material, "markdown_extensions": ["pymdownx.superfences", "pymdownx.highlight"]}
    plugins = ["search", "multistage"]
    sites = [build_site(pages, plugins=plugins, **settings) for pages in (PAGES, plain)]
    indexes = [json.loads(site.read("search/search_index.json"))["docs"] for site in sites]
    assert indexes[0] == indexes[1]
