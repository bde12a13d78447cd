"""In a browser, axe-core finds nothing wrong with what this project adds to a page, on any theme, with scripts and without."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GALLERY = ("compiled", "web", "larger", "tools", "page", "states")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What is wrong, for all that is ours: the figure, the links and badges in code, and the ground of its lines. Not what
# the theme puts there: buttons, numbers, annotations, highlighted lines.
FOUND = """async rules => {
  const {violations} = await axe.run(document, {runOnly: rules});
  const ours = (rule, element) => !element.closest('.md-code__nav, .md-annotation, .linenos, .hll')
    && element.closest(`figure.multistage, .ms-ref, .ms-badge${rule === 'color-contrast' ? ', .ms-band' : ''}`);
  return violations.flatMap(({id, nodes}) => nodes
    .filter(({target}) => target.length === 1 && ours(id, document.querySelector(target[0])))
    .map(({html, any}) => [id, html, any.map(({message}) => message).join(' ')]));
}"""
# Another palette, once everything has faded to it.
SCHEME = """async scheme => {
  document.body.dataset.mdColorScheme = scheme === 'dark' ? 'slate' : 'default';
  document.documentElement.dataset.bsTheme = scheme;
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const fading = document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < 5000);
  await Promise.allSettled(fading.map(one => one.finished));
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


@pytest.fixture(scope="module")
def gallery(served):
    """This project's own documentation."""
    folder, address = served
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "documentation")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return f"{address}/documentation/gallery"


def look(page, axe, scheme):
    page.evaluate(SCHEME, scheme)
    page.evaluate(axe)
    return page.evaluate(FOUND, RULES)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_axe_finds_nothing_in_the_gallery_in_either_scheme(gallery, open_page, fetched, scripts):
    axe = fetched("axe.js")
    found = []
    page = open_page(f"{gallery}/")
    if not scripts:
        page.route("**/*.js", lambda route: route.abort())
    for name in GALLERY:
        page.goto(f"{gallery}/{name}/")
        assert page.locator("figure.multistage").count() > 0
        assert (page.locator(".ms-cmd").count() > 0) is scripts
        found += look(page, axe, "light")
        found += look(page, axe, "dark")
    assert found == []


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_axe_finds_nothing_where_a_target_is_chosen(build_site, open_page, fetched, material, theme):
    axe = fetched("axe.js")
    theme = {**material, "palette": {"primary": "lime", "accent": "pink"}} if theme == "material" else {"name": theme}
    site = build_site(
        {"index.md": PAGE}, plugins=["multistage"], theme=theme, markdown_extensions=["pymdownx.superfences"]
    )
    schemes = ("light",) if theme["name"] == "readthedocs" else ("light", "dark")
    found = []
    for width in (320, 1280):
        page = open_page(f"{site.address}/", width=width)
        page.locator(".ms-cmd select").select_option("test")
        found += [finding for scheme in schemes for finding in look(page, axe, scheme)]
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
    page.set_viewport_size({"width": 400, "height": 900})
    assert figure.get_by_role("list", name="Stages of this Dockerfile").get_by_role("listitem").count() == 5
    told = " ".join(figure.locator(".ms-rail > li").last.text_content().split())
    assert "nginx:1.29-alpine" in told
    assert "from build /app/dist" in told
    assert told.endswith("default target")


def test_bands_stay_where_highlight_js_colours_the_code(build_site, open_page, fetched):
    theme = {"name": "readthedocs", "hljs_languages": ["dockerfile"]}
    extensions = ["pymdownx.superfences", {"pymdownx.highlight": {"use_pygments": False}}]
    site = build_site({"index.md": PAGE}, plugins=["multistage"], theme=theme, markdown_extensions=extensions)
    library, language = fetched("highlight.js"), fetched("highlight-dockerfile.js")
    page = open_page("about:blank")
    page.route("**/highlight.min.js", lambda route: route.fulfill(body=library, content_type="text/javascript"))
    page.route("**/dockerfile.min.js", lambda route: route.fulfill(body=language, content_type="text/javascript"))
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
