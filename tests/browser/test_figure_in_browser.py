"""In a browser, a figure is legible at every width and uses the room that it has."""

import pytest

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
PAGES = {
    "index.md": f"# Example\n\n```dockerfile\n{LARGE}```\n\n```dockerfile\n{LONG}```\n",
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


@pytest.fixture(scope="module")
def site(build_site, material):
    return build_site(
        PAGES,
        plugins=["search", {"multistage": {"diagram": "rail"}}],
        theme=material,
        markdown_extensions=["attr_list", "admonition", "pymdownx.superfences", "pymdownx.highlight"],
    )


@pytest.mark.parametrize("width", [360, 700, 1000, 1280])
def test_images_and_paths_break_at_slashes_and_colons_only(site, open_page, width):
    page = open_page(f"{site.address}/", width=width)
    assert page.evaluate("document.querySelectorAll('.ms-rail .ms-br').length") > 10
    assert {before for _, before in page.evaluate(BREAKS)} <= {"/", ":"}


def test_an_image_is_whole_where_there_is_room_for_it(site, open_page):
    page = open_page(f"{site.address}/", width=1280)
    first = page.locator(".ms-rail").first
    heights = first.locator(".ms-im", has_text="distroless").evaluate_all("all => all.map(one => one.clientHeight)")
    line = first.locator(".ms-im", has_text="golang").evaluate("one => one.clientHeight")
    assert heights == [line, line]


@pytest.mark.parametrize("width", [360, 560, 700, 800, 1000, 1280])
def test_nothing_in_a_row_runs_into_what_stands_beside_it(site, open_page, width):
    page = open_page(f"{site.address}/", width=width)
    assert page.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("width", [700, 800, 1000, 1280])
def test_long_names_leave_room_for_the_details(site, open_page, width):
    page = open_page(f"{site.address}/", width=width)
    widths = page.locator(".ms-rail .ms-det").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert min(widths) >= 180
