"""In a browser that holds a site to a strict Content-Security-Policy, figures look and work as without one.

docs/security.md names the policy. The theme of the first tests is nothing but a page; others have inline scripts and
styles of their own, which are allowed here by what they are, and take highlight.js from another machine.
"""

import base64
import contextlib
import hashlib
import re
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import PATIENCE, Quiet, serving

from mkdocs_multistage.cli.commands.assets import command

DOCKERFILE = """\
# GO_VERSION is the version of Go
ARG GO_VERSION=1.25
FROM golang:$GO_VERSION AS build
RUN go build -o /app
FROM build AS test
RUN go test ./...
FROM alpine:3.22 AS final
EXPOSE 8080
COPY --from=build /app /app
"""
PAGE = "\n".join((
    "# Page\n",
    f'~~~ dockerfile outline="true" sizes="build=800MB final=10MB"\n{DOCKERFILE}~~~\n',
    f'~~~ dockerfile diagram="gutter" linenums="1"\n{DOCKERFILE}~~~\n',
    f'~~~ dockerfile diagram="rail" title="Dockerfile"\n{DOCKERFILE.replace("=build", "=biuld")}~~~\n',
    '~~~ dockerfile stages="final" source="/docs/Dockerfile" reveal="true"\n~~~\n',
))  # fmt: skip
THEME = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Page</title>
{% for path in config.extra_css %}<link rel="stylesheet" href="{{ path|url }}">{% endfor %}
{% for script in config.extra_javascript %}{{ script|script_tag }}{% endfor %}
</head><body><main>{{ page.content }}</main></body></html>
"""
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:"
WITHOUT_IMAGES = "default-src 'none'; style-src 'self'; script-src 'self'"

WATCH = """
  window.violations = [];
  document.addEventListener('securitypolicyviolation', event => {
    const el = event.target;
    const isOurs = el.closest?.('.multistage, .multistage-code') || event.sourceFile.includes('/multistage');
    violations.push([event.effectiveDirective, event.blockedURI.slice(0, 10), isOurs ? 'ours' : (el.outerHTML || '').slice(0, 80)]);
  });
"""
LOOK = """() => {
  const of = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
  return {
    fill: of('.multistage .ms-cards .ms-bx', 'fill'), stroke: of('.multistage .ms-cards .ms-ln', 'stroke'),
    figure: of('.multistage', 'containerType'), badge: of('.multistage-code .ms-badge', 'backgroundColor'),
    icon: of('.multistage .ms-cap .ms-ico', 'maskImage').slice(0, 19),
  };
}"""


@pytest.fixture
def serve(served):
    """The same folder again, every answer with a policy."""
    with contextlib.ExitStack() as stack:

        def start(policy):
            class Handler(Quiet):
                def end_headers(self):
                    self.send_header("Content-Security-Policy", policy)
                    super().end_headers()

            return stack.enter_context(serving(served[0], Handler))

        yield start


# MkDocs's own themes, with highlight.js from where they take it.
CDN = "https://cdnjs.cloudflare.com"
COLOURED = ["pymdownx.superfences", {"pymdownx.highlight": {"use_pygments": False}}]


@pytest.fixture
def build(build_site, material):
    def build(theme):
        pages = {"index.md": PAGE, "Dockerfile": DOCKERFILE}
        settings = {
            "theme": material if theme == "material" else {"name": theme, "hljs_languages": ["dockerfile"]},
            "plugins": [{"multistage": {"findings": "always"}}],
            "markdown_extensions": COLOURED
            if theme in {"mkdocs", "readthedocs"}
            else ["pymdownx.highlight", "pymdownx.superfences"],
        }
        if theme == "bare":
            pages["../theme/main.html"] = THEME
            settings["theme"] = {"name": None, "custom_dir": "theme"}
        if theme == "zensical":
            # As docs/zensical.md has it: without plugins, and with the files that the command writes.
            pages |= assets()
            settings = {
                "environment": "zensical",
                "engine": "zensical",
                "theme": {"name": "material", "font": False},
                "extra_css": ["assets/multistage.css"],
                "extra_javascript": ["assets/multistage.js"],
                "markdown_extensions": [
                    "pymdownx.highlight",
                    "pymdownx.superfences",
                    {"multistage": {"findings": "always"}},
                ],
            }
        return build_site(pages, **settings)

    return build


def assets():
    """What ``mkdocs-multistage assets`` writes, by the names of the files."""
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder, "docs")
        assert CliRunner().invoke(command, [str(docs / "assets")]).exit_code == 0
        return {path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in docs.rglob("*.*")}


@pytest.fixture
def visit(browser, serve, bring_highlight_js):
    with contextlib.ExitStack() as stack:

        def visit(site, policy):
            context = stack.enter_context(
                contextlib.closing(browser.new_context(viewport={"width": 1280, "height": 900}))
            )
            context.set_default_timeout(PATIENCE)
            context.add_init_script(WATCH)
            address = serve(policy)
            bring_highlight_js(context)
            page = context.new_page()
            page.goto(f"{address}/{site.address.rpartition('/')[2]}/")
            return page

        yield visit


def use(page):
    """Point at a stage and choose a target; whether the page has answered."""
    figure = page.locator("figure.multistage").first
    figure.locator("[data-multistage-stage]:visible").first.hover()
    page.locator(".is-on").first.wait_for(state="attached")
    figure.locator("select").select_option("test")
    figure.locator("button").click()
    assert figure.locator(".is-goal").count() > 0
    assert "builds 2 of 3" in figure.locator(".ms-say").inner_text()
    page.wait_for_timeout(100)


def test_figures_look_and_work_under_the_documented_policy(build, visit, open_page):
    site = build("bare")
    page = visit(site, POLICY)
    look = page.evaluate(LOOK)
    use(page)
    assert page.evaluate("() => violations") == []
    assert look == open_page(f"{site.address}/").evaluate(LOOK)
    assert look["figure"] == "inline-size"
    assert look["icon"].startswith('url("data:image/svg')
    assert "rgb(0, 0, 0)" not in (look["fill"], look["stroke"])


def test_without_images_from_data_icons_alone_are_missing(build, visit):
    page = visit(build("bare"), WITHOUT_IMAGES)
    use(page)
    assert {tuple(one[:2]) for one in page.evaluate("() => violations")} == {("img-src", "data")}
    assert page.evaluate(LOOK)["figure"] == "inline-size"


def test_the_test_sees_what_a_policy_refuses(build, visit):
    page = visit(build("bare"), POLICY)
    page.evaluate("() => document.querySelector('.multistage').setAttribute('style', 'color: red')")
    page.wait_for_timeout(50)
    assert page.evaluate("() => violations") == [["style-src-attr", "inline", "ours"]]


@pytest.mark.parametrize("theme", ["material", "zensical", "mkdocs", "readthedocs"])
def test_figures_add_nothing_to_the_policy_that_a_theme_needs(build, visit, theme):
    site = build(theme)
    html = site.read("index.html")
    assert "multistage" not in "".join(inline(html, "script") + inline(html, "style"))
    page = visit(site, policy_of(html))
    if theme in {"mkdocs", "readthedocs"}:
        page.locator("code.hljs .ms-band").first.wait_for()
    use(page)
    assert [one for one in page.evaluate("() => violations") if one[2] == "ours"] == []


def inline(html, tag):
    """The texts of a page's scripts or style sheets that stand in it."""
    return [text for text in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", html, re.DOTALL) if text]


def policy_of(html):
    """What a theme's own inline scripts and styles need, and its highlight.js, besides the documented policy."""
    hashes = {
        tag: " ".join(
            sorted(
                f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
                for text in inline(html, tag)
            )
        )
        for tag in ("script", "style")
    }
    cdn = f" {CDN}" if CDN in html else ""
    return (
        f"default-src 'self'; script-src 'self'{cdn} {hashes['script']}; style-src 'self'{cdn} {hashes['style']}; "
        "img-src 'self' data:"
    )
