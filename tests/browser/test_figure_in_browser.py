"""In a browser, a figure is legible at every width and uses the room that it has."""

from itertools import pairwise

import pytest
from conftest import at_widths

LARGE = """\
FROM golang:1.25-alpine AS go
FROM go AS go-deps
RUN go mod download
FROM go-deps AS api-build
RUN go build ./api
FROM go-deps AS worker-build
RUN go build ./worker
FROM go-deps AS go-test
RUN go test ./...
FROM gcr.io/distroless/static-debian12:nonroot AS worker
COPY --from=worker-build /out/worker /worker
FROM nginxinc/nginx-unprivileged:1.29-alpine AS web
COPY --from=worker-build /out/page /usr/share/nginx/html
FROM gcr.io/distroless/static-debian12:nonroot AS api
COPY --from=api-build /out/api /api
"""
LONG = """\
FROM eclipse-temurin:21-jdk-jammy AS dependencies-of-the-billing-project
RUN mvn dependency:go-offline
FROM dependencies-of-the-billing-project AS build-of-the-main-service
RUN mvn package
FROM build-of-the-main-service AS integration-tests
RUN mvn verify
FROM eclipse-temurin:21-jre-jammy AS final-image
COPY --from=build-of-the-main-service /src/server/target/billing-service-2024.jar /app/app.jar
COPY --from=ghcr.io/example/site-generator-with-plugins:2024.11 /repo/web-server/dist-files /usr/share/nginx/html
"""


def stage(number):
    return f"{'long-name-of-a-' if number % 9 == 0 else ''}stage-{number}"


FORTY = "".join(
    f"FROM {'alpine:3.22' if n % 4 == 0 else stage(n - 1 - n % 3)} AS {stage(n)}\nRUN make\n"
    + "".join(f"COPY --from={stage(giver)} /out/some/where/{n} /in\n" for giver in range(n % 5, n, 11))
    for n in range(40)
)
PAGES = {
    "index.md": f"# Example\n\n```dockerfile\n{LARGE}```\n\n```dockerfile\n{LONG}```\n\n```dockerfile\n{FORTY}```\n",
}

# Of each text that has places to break, the characters before and after each break that there is.
BREAKS = """() => [...document.querySelectorAll('.ms-rail .ms-br')].flatMap(element => {
  const found = [];
  let before = null;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let i = 0; i < node.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const {top} = range.getBoundingClientRect();
      if (before && top > before.top + 5) found.push([element.textContent, before.character]);
      before = {top, character: node.data[i]};
    }
  }
  return found;
})"""
OVERFLOWING = """() => [...document.querySelectorAll('.ms-rail :is(.ms-nm, .ms-rl, .ms-im, .ms-br, .ms-in b)')].flatMap(element => {
  const cell = element.closest('.ms-row > *').getBoundingClientRect(), row = element.closest('.ms-row').getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(element);
  const {right} = range.getBoundingClientRect();
  return right > cell.right + 1 || right > row.right - 5 ? [element.textContent] : [];
})"""


@pytest.fixture
def open_page(only_look):
    """No test here leaves anything behind."""
    return only_look


@pytest.fixture(scope="module")
def site(build_site, material):
    return build_site(
        PAGES,
        plugins=["search", {"multistage": {"diagram": "rail"}}],
        theme=material,
        markdown_extensions=["attr_list", "admonition", "pymdownx.superfences", "pymdownx.highlight"],
    )


def test_images_and_paths_break_at_slashes_and_colons_only(site, open_page):
    page = open_page(f"{site.address}/")
    for width in at_widths(page, [360, 700, 1000, 1280]):
        assert page.evaluate("document.querySelectorAll('.ms-rail .ms-br').length") > 10
        assert {before for _, before in page.evaluate(BREAKS)} <= {"/", ":"}, width


def test_an_image_is_whole_where_there_is_room_for_it(site, open_page):
    page = open_page(f"{site.address}/", width=1280)
    first = page.locator(".ms-rail").first
    heights = first.locator(".ms-im", has_text="distroless").evaluate_all("all => all.map(one => one.clientHeight)")
    line = first.locator(".ms-im", has_text="golang").evaluate("one => one.clientHeight")
    assert heights == [line, line]


def test_nothing_in_a_row_runs_into_what_stands_beside_it(site, open_page):
    page = open_page(f"{site.address}/")
    for width in at_widths(page, [320, 360, 560, 700, 800, 1000, 1280]):
        assert page.evaluate(OVERFLOWING) == [], width


def test_forty_stages_stay_readable_and_the_page_scrolls_no_way_but_down(site, open_page):
    page = open_page(f"{site.address}/")
    for width in at_widths(page, [320, 1280]):
        rail = page.locator(".ms-rail").nth(2)
        assert rail.locator(".ms-row").count() == 40
        assert page.evaluate("document.documentElement.scrollWidth") == width
        heights = rail.locator(".ms-nm").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        assert max(heights) < 60
        edges = rail.locator(".ms-gx").evaluate_all(
            "all => all.map(one => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom])"
        )
        assert all(after[0] <= before[1] for before, after in pairwise(edges))


def test_long_names_leave_room_for_the_details(site, open_page):
    page = open_page(f"{site.address}/")
    for width in at_widths(page, [700, 800, 1000, 1280]):
        widths = page.locator(".ms-rail .ms-det").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().width)"
        )
        assert min(widths) >= 180, width


NESTED = '!!! note\n\n    === "Tab"\n\n        - Item\n\n'
SHORT = """\
FROM node:22-alpine AS dependencies
RUN npm ci
FROM dependencies AS tests
RUN npm test
FROM nginx:1.29-alpine AS final
COPY --from=dependencies /a /a
"""
SINGLE = "FROM node:22-alpine\nCOPY --from=busybox:1.37 /bin/sh /bin/sh\n"


def fence(text, indent=0):
    return "".join(" " * indent + line + "\n" for line in f"```dockerfile\n{text}```\n".splitlines()) + "\n"


@pytest.fixture(scope="module")
def nested(build_site, material):
    pages = {"index.md": f"# Example\n\n{fence(SHORT)}{fence(SINGLE)}{NESTED}{fence(SHORT, 12)}"}
    extensions = [
        "admonition", "pymdownx.superfences", "pymdownx.highlight", {"pymdownx.tabbed": {"alternate_style": True}}
    ]  # fmt: skip
    return lambda theme=material: build_site(
        pages, plugins=["search", "multistage"], theme=theme, markdown_extensions=extensions
    )


def test_no_text_is_smaller_than_ten_pixels(nested, open_page):
    page = open_page(f"{nested().address}/")
    for width in at_widths(page, [360, 1280]):
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('.multistage *, .ms-badge')].filter(e => e.getClientRects().length).map(element => {
                 const svg = element.closest('.ms-cards');
                 const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
                 const pseudo = element.matches('.ms-badge') ? '::after' : null;
                 return parseFloat(getComputedStyle(element, pseudo).fontSize) * scale;
               })"""
        )
        assert len(sizes) > 100
        assert min(sizes) >= 10, width


def test_a_badge_stays_clear_of_the_theme_s_buttons(nested, open_page):
    page = open_page(f"{nested().address}/")
    for width in at_widths(page, [360, 412, 700]):
        page.locator(".md-code__nav").first.wait_for()
        met = page.evaluate(
            """() => [...document.querySelectorAll('.multistage-code')].flatMap(block => {
                 const nav = block.querySelector('.md-code__nav').getBoundingClientRect();
                 return [...block.querySelectorAll('.ms-badge')].filter(badge => {
                   const box = badge.getBoundingClientRect();
                   return box.right > nav.left && box.left < nav.right && box.top < nav.bottom - 2 && box.bottom > nav.top;
                 }).map(badge => badge.dataset.multistageLabel);
               })"""
        )
        assert met == [], width


def test_buttons_lie_on_the_band_without_a_ground_of_their_own(nested, open_page):
    page = open_page(f"{nested().address}/")
    page.mouse.move(0, 0)
    nav = page.locator(".ms-banded .md-code__nav").first
    nav.wait_for()
    page.wait_for_timeout(400)
    assert nav.evaluate("nav => getComputedStyle(nav).backgroundColor") == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_code_below_a_figure_looks_the_same_with_bands_and_without(nested, open_page, theme):
    page = open_page(f"{nested(theme).address}/", width=1280)
    looks = page.evaluate(
        """() => [...document.querySelectorAll('.multistage + .multistage-code')].map(block => {
             const [pre, code] = [block.querySelector('pre'), block.querySelector('code')].map(one => getComputedStyle(one));
             return [pre.padding, pre.borderWidth, code.padding, code.fontSize, code.backgroundColor, code.lineHeight].join();
           })"""
    )
    assert len(looks) == 3
    assert looks[0] == looks[1]
