"""In a browser, code that is marked behaves as code that is not."""

import json

import pytest
from conftest import at_widths, opening

EXAMPLE = """\
# syntax=docker/dockerfile:1
# The compiler stays here. (1)
FROM golang:1.22 AS builder
WORKDIR /app
COPY . .
RUN go build -o main . \\
 && echo "a line that is much longer than any window on a phone, and than most others, to be scrolled sideways"

FROM builder AS test
# Not in the image. (2)
RUN <<EOF
go test ./...
go vet ./...
EOF

FROM registry.example.org/a/rather/long/name/of/an/image:1.0.0 AS final
COPY --from=builder /app/main /main
CMD ["/main"]
"""
HEADERS = (
    "{.dockerfile .annotate}",
    '{.dockerfile .annotate linenums="1" title="Dockerfile"}',
    '{.dockerfile .annotate hl_lines="2 5 7 8 9 15" title="Dockerfile"}',
    '{.dockerfile .annotate linenums="8" hl_lines="1 3 17"}',
)
SINGLE = "```dockerfile\nFROM nginx:1.27-alpine\nCOPY site /usr/share/nginx/html\n```\n"
FRAGMENT = "```dockerfile\nRUN apt-get update \\\n && apt-get install -y curl\n```\n"
PAGE = "# Example\n\n" + "".join(
    f"## Block {number}\n\n~~~ {header}\n{EXAMPLE}~~~\n\n1. The compiler is a gigabyte.\n2. Tests run by themselves.\n\nText.\n\n"
    for number, header in enumerate(HEADERS)
)
PAGES = {"index.md": PAGE, "other.md": f"# Other\n\n{SINGLE}\n{FRAGMENT}"}

STYLES = {
    "bare": {},
    "spans": {"line_spans": "__span", "anchor_linenums": True, "pygments_lang_class": True},
    "inline": {"linenums_style": "inline"},
    "pymdownx-inline": {"linenums_style": "pymdownx-inline", "line_spans": "__span", "anchor_linenums": True},
}

WIDTHS = (360, 1280)

# For each block of code: what it says, what one selects, how high it is and where each line begins and ends.
# Annotations are taken out first: their texts move in and out of them as time goes by.
MEASURE = """() => document.querySelectorAll('.md-annotation').forEach(bubble => bubble.remove()) ?? [...document.querySelectorAll('pre > code')].map(code => {
  const selection = getSelection();
  selection.selectAllChildren(code);
  const selected = selection.toString();
  selection.removeAllRanges();
  const box = code.getBoundingClientRect();
  const lines = [];
  let line = {text: ''};
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  const at = (node, place) => {
    const range = document.createRange();
    range.setStart(node, place);
    range.setEnd(node, place + 1);
    return range.getBoundingClientRect();
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let place = 0;
    for (const [number, piece] of node.data.split('\\n').entries()) {
      if (number) { lines.push(line); line = {text: ''}; }
      if (piece && !line.text) {
        const {left, top} = at(node, place);
        line.left = left - box.left + code.scrollLeft;
        line.top = top - box.top;
      }
      if (piece) line.right = at(node, place + piece.length - 1).right - box.left + code.scrollLeft;
      line.text += piece;
      place += piece.length + 1;
    }
  }
  return {text: code.textContent, selected, height: box.height, lines};
})"""


@pytest.fixture(scope="session")
def build(build_site, material):
    """A site of the pages above in one of the styles, with or without the plugin."""

    def built(style, *plugins):
        return build_site(
            PAGES,
            plugins=["search", *plugins],
            theme=material,
            markdown_extensions=["attr_list", "pymdownx.superfences", {"pymdownx.highlight": STYLES[style]}],
        )

    return built


@pytest.fixture(params=STYLES)
def sites(request, build):
    """The same site without the plugin and with it."""
    return build(request.param), build(request.param, "multistage")


@pytest.fixture
def seen(sites, visit):
    """What one sees on each of the two."""
    return [visit(site) for site in sites]


@pytest.fixture(scope="module")
def visit(browser):
    """Look at a site's pages once, for all tests: a visit takes seconds."""
    visited = {}

    def visiting(site):
        if site.address not in visited:
            # Pages are closed at once: annotations pulse on each that is open.
            with opening(browser) as opened:
                visited[site.address] = look_at(opened, site)
        return visited[site.address]

    return visiting


def look_at(open_page, site):
    page = settled(open_page(f"{site.address}/index.html"))
    result = {
        "buttons": [button.get_attribute("data-md-type") for button in page.locator(".md-code__button").all()],
        "copied": copied(page),
        "annotations": page.locator(".md-annotation").count(),
    }
    page.locator(".md-annotation").first.click()
    bubble = page.locator(".md-tooltip--active, .md-tooltip2--active").first
    bubble.wait_for()
    result["bubble"] = bubble.inner_text().strip()
    for width in at_widths(page, WIDTHS):
        result[width] = page.evaluate(MEASURE)
    result["small copied"] = copied(open_page(f"{site.address}/other/index.html"))
    return result


@pytest.fixture
def marked(build):
    """A site with the plugin, highlighting set up as Material recommends."""
    return build("spans", "multistage")


def settled(page):
    """The page once Material has put its annotations into the code."""
    page.wait_for_function(
        """() => [...document.querySelectorAll('.annotate')].every(code => code.querySelector('.md-annotation'))"""
    )
    return page


def copied(page):
    """The text that each copy button puts into the clipboard."""
    result = []
    for button in page.locator("[data-md-type=copy], .md-clipboard").all():
        page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        result.append(page.evaluate("navigator.clipboard.readText()"))
    return result


def test_copy_buttons_copy_the_same_text(seen):
    before, after = seen
    assert len(before["copied"]) == len(HEADERS)
    assert before["copied"][0].startswith("# syntax=docker/dockerfile:1\n")
    assert after["copied"] == before["copied"]


def test_a_single_stage_and_a_fragment_copy_the_same_text(seen):
    before, after = seen
    assert before["small copied"] == ["FROM nginx:1.27-alpine\nCOPY site /usr/share/nginx/html", FRAGMENT[14:-5]]
    assert after["small copied"] == before["small copied"]


def test_selecting_a_block_selects_the_same_text(seen):
    before, after = ([code["selected"] for code in visit[1280]] for visit in seen)
    assert "FROM builder AS test" in before[0]
    assert after == before


@pytest.mark.parametrize("width", WIDTHS)
def test_every_line_stays_where_it_is(seen, width):
    before, after = seen
    for old, new in zip(before[width], after[width], strict=True):
        assert new["text"] == old["text"]
        assert new["height"] == pytest.approx(old["height"], abs=0.5)
        for was, now in zip(old["lines"], new["lines"], strict=True):
            assert now["text"] == was["text"]
            if was["text"]:
                assert (now["left"], now["top"], now["right"]) == pytest.approx(
                    (was["left"], was["top"], was["right"]), abs=0.75
                )


def test_annotations_are_as_many_and_open(seen):
    before, after = seen
    assert (before["annotations"], before["bubble"]) == (2 * len(HEADERS), "The compiler is a gigabyte.")
    assert (after["annotations"], after["bubble"]) == (before["annotations"], before["bubble"])


def test_buttons_are_the_same(seen):
    before, after = seen
    assert before["buttons"].count("copy") == len(HEADERS)
    assert after["buttons"] == before["buttons"]


def test_the_search_index_is_the_same(sites):
    before, after = (json.loads(site.read("search/search_index.json"))["docs"] for site in sites)
    assert any("FROM builder AS test" in document["text"].replace("<br>", " ") for document in before)
    assert after == before


def test_selecting_lines_with_the_theme_s_own_button_marks_the_same_lines(marked, build, open_page):
    def selected(site):
        page = settled(open_page(f"{site.address}/index.html"))
        page.locator("[data-md-type=select]").first.click()
        page.locator("code").filter(has_text="golang").first.locator("> span").nth(5).click()
        page.wait_for_function("location.hash.includes('codelineno')")
        return page.evaluate("location.hash"), page.locator(".hll").first.inner_text()

    before, after = selected(build("spans")), selected(marked)
    assert before == ("#__codelineno-0-6", before[1])
    assert after == before


def boxes(page, selector):
    return page.evaluate(
        """selector => [...document.querySelectorAll(selector)].map(element => {
             const box = element.getBoundingClientRect();
             return {left: box.left, top: box.top, right: box.right, bottom: box.bottom, width: box.width};
           })""",
        selector,
    )


def test_numbers_stand_beside_their_lines(marked, open_page):
    page = open_page(f"{marked.address}/index.html")
    table = ".highlighttable:has(.filename)"
    numbers, lines = boxes(page, f"{table} .linenodiv .normal"), boxes(page, f"{table} code > span")
    assert len(numbers) == len(lines) == EXAMPLE.count("\n")
    for number, line in zip(numbers, lines, strict=True):
        middle = (number["top"] + number["bottom"]) / 2
        assert line["top"] < middle < line["bottom"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("style", STYLES)
def test_bands_are_as_wide_as_the_code_scrolls(build, only_look, style, width):
    page = only_look(f"{build(style, 'multistage').address}/index.html", width=width)
    widths = page.evaluate(
        """() => [...document.querySelectorAll('.ms-band')].map(band =>
             [band.getBoundingClientRect().width, band.closest('code').scrollWidth])"""
    )
    assert len(widths) == len(HEADERS) * 15
    for band, code in widths:
        assert band == pytest.approx(code, abs=1)


def test_badges_stand_in_one_column_behind_the_code_and_within_the_line(marked, open_page):
    page = open_page(f"{marked.address}/index.html", width=1600)
    found = page.evaluate(
        """() => [...document.querySelectorAll('code')].map(code => [...code.querySelectorAll('.ms-badge')].map(badge => {
             const range = document.createRange();
             const line = badge.closest('.ms-line');
             range.setStart(line, 0);
             range.setEndBefore(badge);
             const text = range.getBoundingClientRect(), box = badge.getBoundingClientRect(), of = line.getBoundingClientRect();
             return {text: text.right, left: box.left, top: box.top - of.top, bottom: of.bottom - box.bottom, width: box.width};
           })).filter(badges => badges.length)"""
    )
    assert [len(badges) for badges in found] == [3] * len(HEADERS)
    for badges in found:
        for badge in badges:
            assert badge["text"] < badge["left"]
            assert badge["top"] >= -0.5
            assert badge["bottom"] >= -0.5
            assert badge["width"] > 30
        assert badges[0]["left"] == pytest.approx(badges[1]["left"], abs=0.5)


def test_on_a_phone_a_badge_follows_its_text(marked, open_page):
    page = open_page(f"{marked.address}/index.html", width=360)
    gaps = page.evaluate(
        "() => [...document.querySelectorAll('.ms-badge')].map(badge => parseFloat(getComputedStyle(badge).marginLeft))"
    )
    assert max(gaps) < 24


def test_a_reference_leads_to_the_line_of_its_stage(marked, open_page):
    page = open_page(f"{marked.address}/index.html", height=500)
    link = page.locator("a.ms-ref", has_text="builder").last
    assert "builder" in link.get_attribute("title")
    link.click()
    target = link.get_attribute("href").removeprefix("#")
    page.wait_for_function("id => location.hash === '#' + id", arg=target)
    page.wait_for_function("() => document.querySelector('.ms-band:has(a:target)') !== null")
    assert page.locator(".ms-band:has(a:target)").inner_text().startswith("FROM golang:1.22 AS builder")
    page.wait_for_function(
        """id => { const top = document.getElementById(id).getBoundingClientRect().top;
                   return top > document.querySelector('.md-header').getBoundingClientRect().bottom && top < innerHeight; }""",
        arg=target,
    )


def test_badges_take_no_part_in_what_is_written(marked, open_page):
    page = open_page(f"{marked.address}/index.html")
    assert page.locator(".ms-badge").first.inner_text() == ""
    assert page.evaluate("getComputedStyle(document.querySelector('.ms-badge'), '::after').content") != "none"


def test_lines_and_blocks_do_not_hold_the_bubbles_of_annotations_back(marked, open_page):
    # A positioned, clipped or container box between code and bubble would move or cut the bubble.
    page = open_page(f"{marked.address}/index.html")
    styles = page.evaluate(
        """() => [...document.querySelectorAll('.multistage-code, .ms-line')].map(element => {
             const style = getComputedStyle(element);
             return [style.position, style.overflow, style.containerType, style.contain].join(' ');
           })"""
    )
    assert set(styles) == {"static visible normal none"}
