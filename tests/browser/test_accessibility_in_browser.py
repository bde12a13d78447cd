"""In a browser, axe-core finds nothing wrong with what this project adds to a page, on any theme, with scripts and without."""

import pytest
from conftest import resize, settle

GALLERY = ("compiled", "web", "larger", "tools", "page", "states")
SCRIPTLESS = ("page", "states")  # all that a fence can ask for, and all that an example can show
CONTRAST = ["color-contrast"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What is wrong, for all that is ours: the figure, the links and badges in code, and the ground of its lines. Not what
# the theme puts there: buttons, numbers, annotations, highlighted lines.
FOUND = """async ([rules, inside]) => {
  const options = {runOnly: rules, elementRef: true, selectors: false, resultTypes: ['violations']};
  const {violations} = await axe.run(inside, options);
  const ours = (rule, element) => !element.closest('.md-code__nav, .md-annotation, .linenos, .hll')
    && element.closest(`figure.multistage, .ms-ref, .ms-badge${rule === 'color-contrast' ? ', .ms-band' : ''}`);
  return violations.flatMap(({id, nodes}) => nodes
    .filter(({element}) => ours(id, element))
    .map(({html, any}) => [id, html, any.map(({message}) => message).join(' ')]));
}"""
# axe passes over what is drawn: the words in cards and on badges. Those whose contrast is less than 4.5.
FAINT = """inside => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const luminance = (...layers) => {
    for (const layer of layers) {
      canvas.fillStyle = layer;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const style = (element, property, pseudo) => getComputedStyle(element, pseudo)[property].replace('none', 'transparent');
  const grounds = element => element ? [...grounds(element.parentElement), style(element, 'backgroundColor')] : ['#fff'];
  return [...document.querySelectorAll(inside)].flatMap(part => [
    ...[...part.querySelectorAll('.ms-cards text')].filter(text => text.getClientRects().length).map(text => {
      const card = text.closest('.ms-n')?.querySelector('.ms-bx');
      return [text, grounds(part), card ? style(card, 'fill') : 'transparent', style(text, 'fill')];
    }),
    ...[...part.querySelectorAll('.ms-badge')].map(badge =>
      [badge, grounds(badge), 'transparent', style(badge, 'color', '::after')]),
  ]).flatMap(([element, ground, box, colour]) => {
    const [dark, light] = [luminance(...ground, box), luminance(...ground, box, colour)].sort((one, other) => one - other);
    const contrast = (light + .05) / (dark + .05);
    return contrast < 4.5 ? [[element.outerHTML, contrast]] : [];
  });
}"""
SCHEME = """scheme => {
  document.body.dataset.mdColorScheme = scheme === 'dark' ? 'slate' : 'default';
  document.documentElement.dataset.bsTheme = scheme;
}"""
PAGE = """\
# Example

```dockerfile
# The tools.
FROM node:22-alpine AS base
WORKDIR /app
FROM base AS build
ENV NODE_ENV=production
RUN --mount=type=cache,target=/root/.npm npm run "build"
FROM base AS test
RUN npm test && echo 3
FROM nginx:1.29-alpine
COPY --from=build /app/dist /usr/share/nginx/html
COPY --from=busybox:1.37 /bin/sh /bin/sh
```
"""


# How much of a stage one sees: of its card, its row and its band what has a colour.
LOOKS = """() => Object.fromEntries([...document.querySelectorAll('.ms-n[data-multistage-stage], .ms-band.ms-first')]
  .filter(one => one.getClientRects().length).map(one => {
    const of = (selector, ...properties) => properties.map(name => {
      const element = selector ? one.querySelector(selector) : one;
      return element ? getComputedStyle(element)[name] : '';
    });
    return [`${one.classList[0]} ${one.dataset.multistageStage}`, [
      ...of('.ms-bx', 'fill', 'stroke', 'strokeWidth'), ...of('.ms-nm', 'fill', 'color'), ...of('.ms-badge', 'color'),
      ...of('', 'backgroundColor', 'backgroundImage', 'boxShadow', 'borderLeft'), ...of('.ms-dot', 'fill', 'strokeWidth')].join()];
  }))"""


@pytest.fixture(scope="module")
def gallery(built_sites, served):
    """This project's own documentation."""
    return f"{served[1]}/{built_sites.documentation()}/gallery"


def look(page, axe, scheme, rules=RULES, inside="figure.multistage, .multistage-code"):
    page.evaluate(SCHEME, scheme)
    settle(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    return page.evaluate(FOUND, [rules, inside]) + page.evaluate(FAINT, inside)


@pytest.mark.parametrize("name", GALLERY)
def test_axe_finds_nothing_in_the_gallery_in_either_scheme(gallery, only_look, fetched, name):
    page = only_look(f"{gallery}/{name}/")
    assert page.locator(".ms-cmd").count() > 0
    # Nothing but colours changes with the scheme.
    assert look(page, fetched("axe.js"), "light") + look(page, fetched("axe.js"), "dark", CONTRAST) == []


def test_axe_finds_nothing_without_scripts(gallery, open_page, fetched):
    page = open_page("about:blank")
    page.route("**/*.js", lambda route: route.abort())
    found = []
    for number, name in enumerate(SCRIPTLESS):
        page.goto(f"{gallery}/{name}/")
        assert page.locator("figure.multistage").count() > 0
        assert page.locator(".ms-cmd").count() == 0
        found += look(page, fetched("axe.js"), ("light", "dark")[number % 2])
    assert found == []


LIT_BY = {"pointer": "[data-multistage-stage]", "focus": ":is(a[data-multistage-stage], [data-multistage-stage] a)"}


def light(page, example, how):
    """Light the first stage of an example that can be pointed at or have the focus."""
    stage = page.locator(f"{example} {LIT_BY[how]}:visible").first
    stage.hover() if how == "pointer" else stage.focus()
    page.locator(f"{example}.has-on").first.wait_for()


def test_every_text_of_the_gallery_is_legible_while_a_stage_is_lit_and_a_target_chosen(gallery, open_page, fetched):
    axe = fetched("axe.js")
    page = open_page(f"{gallery}/states/")
    names = page.locator("figure.multistage[data-multistage-targets]").evaluate_all("all => all.map(one => one.id)")
    assert len(names) >= 8
    found = []
    for number, name in enumerate(names):
        example = f'[data-multistage-example="{name}"]'
        # Of those that are not beside the lit one some are to be built, and others not.
        page.locator(f"{example} select").select_option(index=1)
        # One in four each is lit by pointer or focus, in light or dark: looking takes seconds.
        light(page, example, ("pointer", "focus")[number % 2])
        found += look(page, axe, ("light", "dark")[number // 2 % 2], CONTRAST, example)
        # axe reads all of a page for a part of it.
        page.evaluate("example => document.querySelectorAll(example).forEach(part => part.remove())", example)
    assert found == []


def changed(page, before):
    """The stages that look otherwise than before, each once for its card or row and once for its band."""
    after = page.evaluate(LOOKS)
    return sorted(key.split()[1] for key in after if after[key] != before[key])


@pytest.mark.parametrize("theme", ["material", "materialx", "mkdocs", "readthedocs"])
def test_a_stage_that_is_lit_or_left_out_is_seen_at_a_glance_and_all_text_stays_legible(
    build_site, open_page, fetched, material, theme
):
    axe = fetched("axe.js")
    settings = {"name": theme}
    if theme.startswith("material"):
        settings = {**material, "name": theme, "palette": {"primary": "lime", "accent": "pink"}}
    site = build_site(
        {"index.md": PAGE},
        environment="materialx" if theme == "materialx" else "",
        plugins=["multistage"],
        theme=settings,
        markdown_extensions=["pymdownx.superfences"],
    )
    schemes = ("light",) if theme == "readthedocs" else ("light", "dark")
    found = []
    for width in (320, 1280):
        page = open_page(f"{site.address}/", width=width)
        choice = page.locator(".ms-cmd select")
        example = f'[data-multistage-example="{page.locator("figure.multistage").get_attribute("id")}"]'
        for scheme in schemes:
            page.evaluate(SCHEME, scheme)
            settle(page)
            before = page.evaluate(LOOKS)
            choice.select_option("test")
            found += look(page, axe, scheme, RULES if scheme == "light" else CONTRAST)
            # The one that is built now, and what is not.
            assert changed(page, before) == ["1", "1", "2", "2", "3", "3", "x0"]
            choice.select_option("")
            light(page, example, "pointer")
            found += look(page, axe, scheme, CONTRAST)
            # The one that is lit, and what has nothing to do with it.
            assert changed(page, before) == ["0", "0", "3", "3", "x0"]
            page.locator("h1").first.hover()
    assert found == []


def test_stages_and_edges_are_told_in_words(build_site, open_page, material):
    site = build_site(
        {"index.md": PAGE}, plugins=["multistage"], theme=material, markdown_extensions=["pymdownx.superfences"]
    )
    page = open_page(f"{site.address}/")
    figure = page.locator("figure.multistage")
    names = figure.locator(".ms-cards [aria-label]").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label').split('; '))"
    )
    assert names == [
        ["base", "base", "FROM node:22-alpine"],
        ["build", "build", "FROM base"],
        ["test", "test", "FROM base", "not built by default"],
        ["busybox:1.37", "external image"],
        [
            "stage 3",
            "runtime",
            "FROM nginx:1.29-alpine",
            "receives /app/dist from build",
            "receives /bin/sh from busybox:1.37",
            "default target",
        ],
    ]
    resize(page, 400)
    assert figure.get_by_role("list", name="Stages of this Dockerfile").get_by_role("listitem").count() == 5
    told = " ".join(figure.locator(".ms-rail > li").last.text_content().split())
    assert "nginx:1.29-alpine" in told
    assert "from build /app/dist" in told
    assert told.endswith("default target")


def test_bands_stay_where_highlight_js_colours_the_code(build_site, open_page, bring_highlight_js):
    theme = {"name": "readthedocs", "hljs_languages": ["dockerfile"]}
    extensions = ["pymdownx.superfences", {"pymdownx.highlight": {"use_pygments": False}}]
    site = build_site({"index.md": PAGE}, plugins=["multistage"], theme=theme, markdown_extensions=extensions)
    page = open_page("about:blank")
    bring_highlight_js(page)
    page.goto(f"{site.address}/")
    page.locator("code.hljs .ms-band").first.wait_for()
    code = page.locator("code.hljs")
    assert code.locator(".ms-band .hljs-keyword").first.inner_text() == "FROM"
    assert (code.locator(".ms-badge").count(), code.locator(".ms-ref").all_inner_texts()) == (
        4,
        ["base", "base", "build"],
    )
    assert code.text_content().rstrip() == PAGE.split("```")[1].removeprefix("dockerfile\n").rstrip()
    page.locator(".ms-cards a").nth(1).click()
    assert page.locator(".ms-band:has(:target)").inner_text().startswith("FROM base AS build")


def test_code_that_some_other_script_has_written_anew_is_whole(build_site, open_page):
    site = build_site(
        {"index.md": PAGE},
        plugins=["multistage"],
        theme={"name": "mkdocs"},
        markdown_extensions=["pymdownx.superfences"],
    )
    page = open_page(f"{site.address}/")
    page.evaluate("for (const code of document.querySelectorAll('pre code')) code.textContent = code.textContent")
    assert page.locator("pre code").evaluate("code => getComputedStyle(code).display") != "grid"
