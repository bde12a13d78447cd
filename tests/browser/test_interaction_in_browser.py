"""In a browser, figures respond to pointer, keyboard and address, and say the same without scripts."""

import json
from pathlib import Path

import pytest

from mkdocs_multistage import analyze

NODE = """\
# syntax=docker/dockerfile:1
FROM node:22-alpine AS base
WORKDIR /app
FROM base AS deps
RUN npm ci
FROM deps AS build
RUN npm run build
FROM deps AS test
COPY --from=build /app/dist ./dist
RUN npm test
FROM gcr.io/distroless/nodejs22-debian12 AS final
COPY --from=ghcr.io/krallin/tini:v0.19 /tini /tini
COPY --from=deps /app/node_modules ./node_modules
COPY --from=build /app/dist ./
"""
UNNAMED = (
    "FROM golang:1.25 AS build\nRUN go build\nFROM build AS test\nRUN go test\nFROM scratch\nCOPY --from=build /a /a\n"
)
DEV = "FROM node:22 AS base\nRUN npm ci\nFROM base AS dev\nCMD x\nFROM base AS build\nRUN x\nFROM nginx AS web\nCOPY --from=build /a /a\n"
HIDDEN = f"""\
# Hidden

=== "One"

    text

=== "Two"

{"".join(f"    {line}" + chr(10) for line in f"```dockerfile{chr(10)}{UNNAMED}```".splitlines())}

??? note "Closed"

{"".join(f"    {line}" + chr(10) for line in f"```dockerfile{chr(10)}{DEV}```".splitlines())}
"""
PARTS = """\
# Parts

```dockerfile example="app"
FROM node:22 AS build
RUN npm run build
```

Then it is served.

```dockerfile continues="app"
FROM nginx AS test
COPY --from=build /a /a
FROM nginx AS web
COPY --from=build /a /a
```
"""
CASES = [
    row["dockerfile"]
    for row in map(
        json.loads,
        (Path(__file__).parents[1] / "data/conformance/cases.jsonl").read_text(encoding="utf-8").splitlines(),
    )
    if "~~~~" not in row["dockerfile"] and 3 <= len(row.get("stages", ())) <= 12
]
CASES += [
    path.read_text(encoding="utf-8").split("=====\n")[1]
    for path in sorted((Path(__file__).parents[1] / "render/golden").glob("*.txt"))
]
PAGES = {
    "index.md": f"# Node\n\n```dockerfile\n{NODE}```\n\n```dockerfile\n{UNNAMED}```\n\n"
    f'```dockerfile target="dev"\n{DEV}```\n\n[to the other](hidden.md)\n',
    "hidden.md": HIDDEN,
    "parts.md": PARTS,
    "cases.md": "# Cases\n\n" + "\n".join(f"~~~~dockerfile\n{case}~~~~\n" for case in CASES),
    "gutter.md": f'# Gutter\n\n```dockerfile diagram="gutter"\n{NODE}```\n',
    "plain.md": "# Plain\n\nNothing.\n",
}
EXTENSIONS = [
    "attr_list",
    "pymdownx.details",
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.highlight": {"line_spans": "__span", "anchor_linenums": True}},
]
FIRST = "figure.multistage >> nth=0"

# The stages and edges of the first figure's drawing that is shown, and of its code, that have a class.
HAVING = """name => {
  const seen = element => element.getClientRects().length > 0;
  const keys = (selector, attribute) =>
    [...new Set([...document.querySelectorAll(selector)].filter(seen).map(one => one.getAttribute(attribute)))].sort();
  const figure = document.querySelector('figure.multistage');
  const ours = `[data-multistage-example="${figure.id}"]`;
  return [
    keys(`figure${ours} .ms-n.${name}`, 'data-multistage-stage'),
    keys(`figure${ours} .ms-e.${name}`, 'data-multistage-edge'),
    keys(`.multistage-code${ours} .ms-band.${name}`, 'data-multistage-stage'),
  ];
}"""


@pytest.fixture(scope="module")
def instant(build_site, material):
    """A site with instant navigation, by the name of the theme."""

    def build(name):
        theme = {**material, "name": name, "features": [*material["features"], "navigation.instant"]}
        # Instant navigation wants to know the pages' addresses.
        return build_site(
            PAGES,
            environment="" if name == "material" else name,
            plugins=["multistage"],
            theme=theme,
            markdown_extensions=EXTENSIONS,
            site_url="http://127.0.0.1/",
        )

    return build


@pytest.fixture(scope="module")
def site(instant):
    return instant("material")


@pytest.fixture(scope="module")
def simple(build_site):
    return build_site(
        PAGES, plugins=["multistage"], theme={"name": "mkdocs", "highlightjs": False}, markdown_extensions=EXTENSIONS
    )


def choose(page, name, figure=0):
    page.locator(".ms-cmd select").nth(figure).select_option(name)


def chosen(page, figure=0):
    return page.locator(".ms-cmd select").nth(figure).input_value()


def said(page, figure=0):
    return page.locator(".ms-say").nth(figure).text_content()


BUILD = [["2"], ["1:2", "2:3", "2:4"], ["2"]]


@pytest.mark.parametrize(
    "what",
    [
        ".ms-cards [data-multistage-stage='2']",
        ".ms-band[data-multistage-stage='2']",
        ".ms-band[data-multistage-stage='3'] .ms-ref[data-multistage-ref='2']",
    ],
    ids=["card", "band", "reference"],
)
def test_the_pointer_on_a_stage_lights_its_node_its_edges_and_its_band(simple, open_page, what):
    page = open_page(f"{simple.address}/")
    page.locator(what).first.hover()
    assert page.evaluate(HAVING, "is-on") == BUILD
    assert page.evaluate(HAVING, "is-near")[0] == ["1", "2", "3", "4"]
    page.locator("h1").hover()
    assert page.evaluate(HAVING, "is-on") == [[], [], []]


def test_the_pointer_on_a_row_of_the_rail_lights_the_same(simple, open_page):
    page = open_page(f"{simple.address}/", width=360)
    page.locator(".ms-rail [data-multistage-stage='2']").first.hover()
    nodes, edges, bands = page.evaluate(HAVING, "is-on")
    assert (nodes, bands) == (["2"], ["2"])
    # What rails share is lit up to the stage.
    assert {pair for edge in edges for pair in edge.split() if "2" in pair.split(":")} == {"1:2", "2:3", "2:4"}


def test_an_image_lights_too_and_its_users_stay(simple, open_page):
    page = open_page(f"{simple.address}/")
    page.locator(".ms-cards [data-multistage-stage='x0']").hover()
    assert page.evaluate(HAVING, "is-on") == [["x0"], ["x0:4"], []]
    assert page.evaluate(HAVING, "is-near")[0] == ["4", "x0"]


def test_what_the_pointer_leaves_falls_back_to_what_has_the_focus(simple, open_page):
    page = open_page(f"{simple.address}/")
    page.locator(".ms-cards a").nth(2).focus()
    assert page.evaluate(HAVING, "is-on") == BUILD
    page.locator(".ms-cards [data-multistage-stage='0']").first.hover()
    assert page.evaluate(HAVING, "is-on")[0] == ["0"]
    page.locator("h1").hover()
    assert page.evaluate(HAVING, "is-on") == BUILD


def test_parts_of_one_dockerfile_light_together(simple, open_page):
    page = open_page(f"{simple.address}/parts/")
    page.locator(".ms-cards [data-multistage-stage='0']").hover()
    blocks = page.locator(".multistage-code")
    assert [blocks.nth(n).locator(".is-on").count() > 0 for n in range(2)] == [True, False]


def test_pale_lines_lie_below_full_ones_and_come_back_in_order(simple, open_page):
    page = open_page(f"{simple.address}/")
    edges = "() => [...document.querySelectorAll('.ms-cards .ms-e')].slice(0, 7).map(one => [one.getAttribute('data-multistage-edge'), one.matches('.is-on')])"
    before = page.evaluate(edges)
    page.locator(".ms-cards [data-multistage-stage='2']").first.hover()
    lit = [is_on for _, is_on in page.evaluate(edges)]
    assert lit == sorted(lit)
    page.locator("h1").hover()
    assert page.evaluate(edges) == before


def test_the_keyboard_reaches_stages_then_the_choice_then_the_button(simple, open_page):
    page = open_page(f"{simple.address}/")
    page.evaluate("document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()")
    path = []
    for _ in range(7):
        page.keyboard.press("Tab")
        path.append(
            page.evaluate(
                """() => { const at = document.activeElement, ring = getComputedStyle(at.querySelector('.ms-bx') ?? at);
                return [at.getAttribute('data-multistage-stage') ?? at.localName, ring.outlineWidth, ring.outlineOffset, ring.outlineStyle] }"""
            )
        )
    assert [name for name, *_ in path] == ["0", "1", "2", "3", "4", "select", "button"]
    assert {tuple(ring) for _, *ring in path} == {("2px", "2px", "solid")}


def test_a_chosen_target_dims_what_it_does_not_need_and_says_how_much_that_is(simple, open_page):
    page = open_page(f"{simple.address}/")
    before = said(page)
    choose(page, "test")
    assert page.evaluate(HAVING, "is-out") == [["4", "x0"], ["1:4", "2:4", "x0:4"], ["4"]]
    assert page.evaluate(HAVING, "is-goal")[0] == ["3"]
    # A stage that is left out by default is built now.
    assert "3" not in page.evaluate(HAVING, "is-skip")[0]
    assert said(page).endswith("builds 4 of 5 stages; does not build final")
    choose(page, "")
    assert page.evaluate(HAVING, "is-out") == [[], [], []]
    assert page.evaluate(HAVING, "is-skip")[0] == ["3"]
    assert said(page) == before


def test_what_is_dimmed_is_what_the_analysis_says(simple, open_page):
    page = open_page(f"{simple.address}/cases/")
    found = page.evaluate("""() => [...document.querySelectorAll('figure.multistage')].map(figure => {
      const select = figure.querySelector('select');
      const texts = [...document.querySelectorAll(`.multistage-code[data-multistage-example="${figure.id}"] code`)].map(code => code.textContent);
      return [texts.join(''), !select ? {} : Object.fromEntries([...select.options].map(option => {
        select.value = option.value;
        select.dispatchEvent(new Event('change'));
        const rows = [...figure.querySelectorAll('.ms-rail > li[data-multistage-stage]')].filter(row => !/x/.test(row.dataset.multistageStage));
        return [option.value, rows.filter(row => !row.matches(option.index ? '.is-out' : '.is-skip')).map(row => +row.dataset.multistageStage)];
      }))];
    })""")
    compared = 0
    for text, built in found:
        targets = analyze(text, scope="example").dockerfile.targets
        for name, stages in built.items():
            target = next(one for one in reversed(targets) if one.name.lower() == name.lower()) if name else targets[-1]
            assert stages == list(target.reachable), text
            compared += 1
    assert compared >= 50


def test_rails_beside_the_code_light_and_dim_as_well(simple, open_page):
    page = open_page(f"{simple.address}/gutter/")
    rails = page.locator(".ms-band .ms-e")
    assert rails.first.is_visible()
    page.locator(".ms-ref[data-multistage-ref='2']").first.hover()
    lit = rails.evaluate_all("all => all.filter(one => one.matches('.is-on')).map(one => one.dataset.multistageEdge)")
    assert {pair for edge in lit for pair in edge.split() if "2" in pair.split(":")} == {"1:2", "2:3", "2:4"}
    choose(page, "test")
    out = rails.evaluate_all("all => all.filter(one => one.matches('.is-out')).map(one => one.dataset.multistageEdge)")
    assert {pair.split(":")[1] for edge in out for pair in edge.split()} == {"4"}


def test_only_what_docker_can_be_told_is_offered_and_the_default_needs_no_flag(simple, open_page):
    page = open_page(f"{simple.address}/")
    options = [page.locator(".ms-cmd select").nth(number).locator("option").all_text_contents() for number in range(3)]
    assert options == [
        ["(default target)", "--target base", "--target deps", "--target build", "--target test"],
        ["(default target)", "--target build", "--target test"],
        ["(default target)", "--target base", "--target dev", "--target build"],
    ]


def test_the_authors_target_is_chosen_at_first_and_the_default_can_be(simple, open_page):
    page = open_page(f"{simple.address}/")
    assert chosen(page, 2) == "dev"
    before = said(page, 2)
    choose(page, "", 2)
    assert said(page, 2).endswith("builds 3 of 4 stages; does not build dev")
    assert page.url.endswith(":")
    choose(page, "dev", 2)
    assert said(page, 2) == before
    assert "#" not in page.url


@pytest.mark.parametrize("clipboard", [True, False], ids=["clipboard", "plain-http"])
def test_the_button_copies_the_command_and_says_so(simple, open_page, clipboard):
    page = open_page(f"{simple.address}/")
    page.evaluate("window.kept = navigator.clipboard")
    if not clipboard:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    button = page.locator(".ms-cmd button").first
    copied = []
    for name in ("", "test"):
        choose(page, name)
        button.click()
        page.wait_for_function("document.querySelector('.ms-cmd [role=status]').textContent === 'Copied'")
        copied.append(page.evaluate("window.kept.readText()"))
    assert copied == ["docker build .", "docker build --target test ."]
    assert page.evaluate("document.activeElement.localName") == "button"


def test_the_choice_is_in_the_address_and_survives_reload_and_the_way_back(simple, open_page):
    page = open_page(f"{simple.address}/")
    length = page.evaluate("history.length")
    choose(page, "test")
    assert page.url == f"{simple.address}/#{page.locator(FIRST).get_attribute('id')}:test"
    assert page.evaluate("history.length") == length
    page.locator(".multistage-code a.ms-ref").first.click()
    assert page.url.endswith("-base")
    assert chosen(page) == "test"
    page.go_back()
    assert (page.url.rpartition(":")[2], chosen(page)) == ("test", "test")
    page.reload()
    assert chosen(page) == "test"
    assert page.evaluate(HAVING, "is-goal")[0] == ["3"]


def test_going_back_from_a_link_to_a_choice_takes_it_back(simple, open_page):
    page = open_page(f"{simple.address}/")
    page.evaluate("location.hash = document.querySelector('figure.multistage').id + ':test'")
    page.wait_for_function("document.querySelector('.ms-cmd select').value === 'test'")
    page.go_back()
    page.wait_for_function("document.querySelector('.ms-cmd select').value === ''")


@pytest.mark.parametrize("hash_", ["#x:test", "#:", "#%", "#{}:nothing", "#{}:%E0%A4%A", "#{}:__proto__", "#{}"])
def test_an_address_that_names_no_choice_changes_nothing(simple, open_page, hash_):
    page = open_page(f"{simple.address}/")
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.evaluate("hash => { location.hash = hash }", hash_.format(page.locator(FIRST).get_attribute("id")))
    page.wait_for_timeout(100)
    assert (problems, chosen(page)) == ([], "")


@pytest.mark.parametrize("number", [0, 1], ids=["tab", "details"])
def test_a_linked_choice_is_shown_where_it_was_hidden(site, open_page, number):
    page = open_page(f"{site.address}/hidden/")
    figure = page.locator("figure.multistage").nth(number)
    assert not figure.is_visible()
    page.goto(f"{site.address}/hidden/#{figure.get_attribute('id')}:build")
    page.reload()
    figure.wait_for(state="visible")
    assert chosen(page, number) == "build"


@pytest.mark.parametrize("theme", ["material", "materialx"])
def test_pages_that_come_by_instant_navigation_respond_too(instant, open_page, theme):
    site = instant(theme)
    page = open_page(f"{site.address}/plain/")
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    # The sitemap names the pages as Material looks for them.
    page.route(
        "**/sitemap.xml",
        lambda route: route.fulfill(
            body=site.read("sitemap.xml").replace("http://127.0.0.1/", f"{site.address}/"), content_type="text/xml"
        ),
    )
    page.reload()
    page.evaluate("window.still = true")
    page.locator(".md-nav--primary a", has_text="Node").first.click()
    page.locator(".ms-cmd select").first.wait_for()
    assert page.locator(".ms-cmd").count() == 3
    choose(page, "test")
    page.locator("a", has_text="to the other").click()
    page.wait_for_function("document.title.startsWith('Hidden')")
    page.locator(".ms-cmd select").first.wait_for(state="attached")
    assert page.locator(".ms-cmd").count() == 2
    page.go_back()
    page.wait_for_function("document.querySelector('.ms-cmd select')?.value === 'test'")
    page.locator(".ms-cards a").first.click()
    page.wait_for_function("document.querySelector(':target')")
    assert page.evaluate("window.still") is True
    assert problems == []


def test_a_script_that_is_loaded_twice_acts_once(simple, open_page):
    page = open_page(f"{simple.address}/")
    page.evaluate(
        """() => new Promise(done => { const script = document.createElement('script');
        script.src = document.querySelector('script[src*=multistage]').src + '?again';
        script.onload = done; document.body.append(script); })"""
    )
    assert page.locator(".ms-cmd").count() == 3
    choose(page, "test")
    assert said(page).count("builds 4 of 5") == 1


def test_without_scripts_there_is_the_sentence_and_no_command(simple, open_page):
    page = open_page(f"{simple.address}/", java_script_enabled=False)
    assert page.locator(".ms-cmd, select").count() == 0
    assert page.locator(".ms-say").first.inner_text() == "docker build . produces final; does not build test."


def test_the_strictest_content_security_policy_lets_it_pass(simple, open_page):
    page = open_page(f"{simple.address}/plain/")
    told = []
    page.on("console", lambda message: told.append(message.text))
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'"

    def guarded(route):
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": policy})

    page.route("**/", guarded)
    page.goto(f"{simple.address}/")
    choose(page, "test")
    page.locator(".ms-cards a").first.hover()
    page.locator(".ms-cmd button").first.click()
    page.locator(".ms-cmd .is-done").wait_for()
    assert said(page).endswith("does not build final")
    ours = [text for text in told if "multistage" in text and "Refused" in text]
    assert ours == []


def test_the_command_fits_a_screen_of_320_pixels(simple, open_page):
    page = open_page(f"{simple.address}/", width=320)
    choose(page, "test")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.ms-cmd > *')].slice(0, 2).map(one => one.getBoundingClientRect().toJSON())"
    )
    assert max(box["right"] for box in boxes) <= 320
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24
    assert len({round(box["top"] + box["height"] / 2) for box in boxes}) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(
    "link", [".multistage-code a.ms-ref", ".ms-cards a[data-multistage-stage='1']"], ids=["code", "card"]
)
def test_a_link_that_is_followed_again_has_its_line_light_up_again(simple, open_page, link):
    page = open_page(f"{simple.address}/")
    page.evaluate("""() => {
      window.begun = [];
      document.addEventListener('animationstart', event => begun.push(event.animationName));
    }""")
    for times in (1, 2, 3):
        page.locator(link).first.click()
        page.wait_for_function("times => begun.length === times", arg=times)
    page.locator("h1").first.click()
    page.locator(".ms-cards a[data-multistage-stage='3']").first.click()
    page.wait_for_function("begun.length === 4")
    assert {name[:8] for name in page.evaluate("begun")} == {"ms-flash"}


def test_nothing_moves_where_motion_is_not_wanted(simple, open_page):
    page = open_page(f"{simple.address}/", reduced_motion="reduce")
    page.locator(".multistage-code a.ms-ref").first.click()
    line = page.locator(".ms-band:has(a:target)")
    assert line.evaluate("one => [getComputedStyle(one).animationName, getComputedStyle(one).outlineStyle]") == [
        "none",
        "solid",
    ]
    page.locator(".ms-cards [data-multistage-stage='2']").first.hover()
    moving = page.evaluate(
        "[...document.querySelectorAll('.multistage *, .multistage-code *')].filter(one => getComputedStyle(one).transitionDuration !== '0s').length"
    )
    assert moving == 0


@pytest.mark.parametrize("wish", [{"contrast": "more"}, {"forced_colors": "active"}], ids=["contrast", "own-colours"])
def test_nothing_is_dimmed_where_readers_ask_for_contrast_or_colours_of_their_own(simple, open_page, wish):
    page = open_page(f"{simple.address}/", **wish)
    look = """() => ['.ms-nm', '.ms-rl', '.ms-bx'].map(part => {
      const {fill, stroke, fontWeight} = getComputedStyle(document.querySelector(`.ms-cards [data-multistage-stage='0'] ${part}`));
      return [fill, stroke, fontWeight].join();
    })"""
    before = page.evaluate(look)
    page.locator(".ms-cards [data-multistage-stage='2']").first.hover()
    page.locator(".ms-cards .is-on").first.wait_for(state="attached")
    assert page.evaluate(look) == before


def test_dimmed_code_is_legible(site, open_page):
    page = open_page(f"{site.address}/")
    choose(page, "base")
    colours = page.evaluate(
        "[...new Set([...document.querySelectorAll('.ms-band.is-out span:not(.ms-badge)')].map(one => getComputedStyle(one).color))]"
    )
    assert colours == ["rgb(90, 98, 108)"]


def test_the_printed_choice_has_its_command(simple, open_page):
    page = open_page(f"{simple.address}/")
    choose(page, "test")
    page.emulate_media(media="print")
    assert page.locator(".ms-say").first.inner_text().startswith("docker build --target test .")
    assert not page.locator(".ms-cmd").first.is_visible()
