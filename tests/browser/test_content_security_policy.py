"""In a browser that holds a site to a strict Content-Security-Policy, figures look and work as without one.

docs/security.md names the policy. The theme of the first tests is nothing but a page; Material has inline scripts and
styles of its own, which are allowed here by what they are.
"""

import base64
import contextlib
import functools
import hashlib
import http.server
import re
import threading

import pytest
from conftest import _Quiet

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
    servers = []

    def start(policy):
        class Handler(_Quiet):
            def end_headers(self):
                self.send_header("Content-Security-Policy", policy)
                super().end_headers()

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=served[0]))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def build(build_site, material):
    def build(theme):
        pages = {"index.md": PAGE, "Dockerfile": DOCKERFILE}
        if theme == "bare":
            pages["../theme/main.html"] = THEME
        return build_site(
            pages,
            theme={"name": None, "custom_dir": "theme"} if theme == "bare" else material,
            plugins=[{"multistage": {"findings": "always"}}],
            markdown_extensions=["pymdownx.highlight", "pymdownx.superfences"],
        )

    return build


@pytest.fixture
def visit(browser, serve):
    with contextlib.ExitStack() as stack:

        def visit(site, policy):
            context = stack.enter_context(
                contextlib.closing(browser.new_context(viewport={"width": 1280, "height": 900}))
            )
            context.set_default_timeout(20_000)
            context.add_init_script(WATCH)
            page = context.new_page()
            page.goto(serve(policy) + "/" + site.address.rpartition("/")[2] + "/")
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


def test_figures_add_nothing_to_the_policy_that_material_needs(build, visit):
    site = build("material")
    page = visit(site, material_policy(site.read("index.html")))
    use(page)
    assert [one for one in page.evaluate("() => violations") if one[2] == "ours"] == []


def material_policy(html):
    """What Material's own inline scripts and styles need, besides the documented policy."""
    hashes = {
        tag: " ".join(
            sorted(
                f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
                for text in re.findall(rf"<{tag}\b[^>]*>(.+?)</{tag}>", html, re.DOTALL)
            )
        )
        for tag in ("script", "style")
    }
    return f"default-src 'self'; script-src 'self' {hashes['script']}; style-src 'self' {hashes['style']}; img-src 'self' data:"
