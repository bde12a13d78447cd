"""In a browser, every theme shows the same figures, bands and badges, and they respond alike.

MaterialX is Material under another name and of the same module, so its site is built in the matrix's environment.
"""

import pytest
from conftest import resize

NODE = """\
# syntax=docker/dockerfile:1
FROM node:22-alpine AS base
WORKDIR /app
FROM base AS build
RUN --mount=type=cache,target=/root/.npm npm run "build" -- a line that is longer than any window on a phone is wide
FROM base AS test
RUN npm test
FROM nginx:1.29-alpine AS final
COPY --from=build /app/dist /usr/share/nginx/html
"""
THEMES = ("material", "materialx", "mkdocs", "readthedocs")
# Of the first badge, the ground of the first card, and the ground of the figure.
COLOURS = """() => [['.ms-badge', 'color'], ['.ms-bx', 'fill'], ['.multistage', 'backgroundColor']].map(([selector, property]) =>
  getComputedStyle(document.querySelector(selector))[property])"""
SLATE = """() => {
  document.body.dataset.mdColorScheme = 'slate';
  document.documentElement.dataset.bsTheme = 'dark';
}"""
# What of an example is seen, and whether it keeps to the page.
SHAPE = """() => {
  const seen = selector => document.querySelector(selector).getClientRects().length > 0;
  const figure = document.querySelector('.multistage').getBoundingClientRect();
  const block = document.querySelector('.multistage-code').getBoundingClientRect();
  const code = document.querySelector('.multistage-code code');
  const bands = [...code.querySelectorAll('.ms-band')].map(band => band.getBoundingClientRect().width);
  const badges = [...code.querySelectorAll('.ms-badge')].map(badge => badge.getBoundingClientRect());
  return {
    drawing: ['.ms-cards', '.ms-rail'].filter(seen),
    fits: figure.left >= 0 && figure.right <= innerWidth && block.left === figure.left && block.right === figure.right,
    together: Math.abs(block.top - figure.bottom) < 1,
    spill: [...document.querySelectorAll('.multistage :is(.ms-nm, .ms-rl, .ms-cmd)')]
      .filter(one => one.getClientRects().length && one.getBoundingClientRect().right > figure.right).length,
    bands: bands.length && bands.every(width => Math.abs(width - code.scrollWidth) <= 1),
    scrolls: code.scrollWidth > code.clientWidth,
    badges: badges.filter(({width}) => width > 10).length,
  };
}"""
STEPS_BACK = """() => [...document.querySelectorAll('.ms-cards .ms-n')].filter(one =>
  getComputedStyle(one.querySelector('.ms-nm, .ms-im')).fill === getComputedStyle(one.querySelector('.ms-rl')).fill)
  .map(one => one.dataset.multistageStage)"""


@pytest.fixture(scope="module")
def site(build_site, material):
    def build(theme):
        settings = {"theme": {"name": theme}}
        if theme.startswith("material"):
            palette = {"scheme": "default", "primary": "indigo", "accent": "pink"}
            settings["theme"] = {**material, "name": theme, "palette": palette}
        return build_site(
            {"index.md": f"# Node\n\n```dockerfile\n{NODE}```\n"},
            environment="materialx" if theme == "materialx" else "",
            plugins=["multistage"],
            markdown_extensions=["attr_list", "pymdownx.highlight", "pymdownx.superfences"],
            **settings,
        )

    return build


@pytest.fixture
def open_page(only_look):
    """No test here leaves anything behind."""
    return only_look


@pytest.fixture(params=THEMES)
def page(request, site, open_page):
    page = open_page(f"{site(request.param).address}/")
    page.theme = request.param
    return page


def test_figure_and_code_are_one_card_on_a_screen_and_on_a_phone(page):
    wide = page.evaluate(SHAPE)
    resize(page, 360)
    narrow = page.evaluate(SHAPE)
    alike = {"fits": True, "together": True, "spill": 0, "bands": True, "scrolls": True}
    assert wide == {**alike, "drawing": [".ms-cards"], "badges": 4, "scrolls": wide["scrolls"]}
    assert narrow == {**alike, "drawing": [".ms-rail"], "badges": 4}


def test_colours_follow_the_page_s_scheme(page):
    light = page.evaluate(COLOURS)
    assert light[0] == "rgb(29, 95, 196)"
    # What the reader's system wants is for the page to follow, and for us to follow the page.
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(COLOURS) == light
    if page.theme != "readthedocs":  # it has no dark scheme
        page.evaluate(SLATE)
        page.wait_for_timeout(300)
        dark = page.evaluate(COLOURS)
        assert dark[0] == "rgb(138, 182, 255)"
        assert not set(light) & set(dark)


def test_figures_respond_to_pointer_choice_and_links(page):
    page.locator(".ms-cards [data-multistage-stage='0']").hover()
    page.locator(".ms-band.is-on[data-multistage-stage='0']").first.wait_for()
    page.wait_for_timeout(200)
    # What neither gives to the stage nor takes from it.
    assert page.evaluate(STEPS_BACK) == ["3"]
    page.locator(".ms-cmd select").select_option("test")
    assert page.locator(".ms-say").inner_text().startswith("builds 2 of 4 stages")
    page.locator(".ms-cmd button").click()
    page.locator(".ms-cmd .is-done").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "docker build --target test ."
    page.locator(".ms-cards a[data-multistage-stage='3']").click()
    page.locator(".ms-band:has(a:target)").wait_for()
    assert page.locator(".ms-band:has(a:target)").inner_text().startswith("FROM nginx:1.29-alpine AS final")


def test_where_a_theme_does_not_tell_its_ground_it_shows_through_behind_the_code(site, only_look):
    page = only_look(f"{site('readthedocs').address}/index.html")
    alphas = page.evaluate("""() => [...document.querySelectorAll('.multistage-code code, .multistage-code .ms-band')].map(one =>
      Number((/(?:\\/|, )\\s*([\\d.]+)\\)$/.exec(getComputedStyle(one).backgroundColor) || [0, 1])[1]))""")
    assert len(alphas) > 3
    assert max(alphas) < 0.2


def test_all_lines_of_a_stage_stand_on_one_ground(page):
    grounds = page.evaluate("""() => [...document.querySelectorAll('.multistage-code .ms-band')].map(band =>
      [/ms-r-\\w+/.exec(band.className)[0], getComputedStyle(band).backgroundColor])""")
    assert len(grounds) == len(NODE.splitlines()) - 1
    assert (
        len({ground for _, ground in grounds})
        == len({tuple(one) for one in grounds})
        == len({role for role, _ in grounds})
    )
