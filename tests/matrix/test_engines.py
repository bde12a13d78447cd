"""The same pages by every program and theme: the same figures, findings, anchors, and a style sheet."""

from __future__ import annotations

import gzip
import json
import re

import markdown
import pytest
from environments import BY_COMMAND, CELLS

from mkdocs_multistage.markdown import MultistageExtension, PageContext
from mkdocs_multistage.stylesheet import script, stylesheet

GOOD = """\
# Home

Text.

```dockerfile title="Dockerfile" hl_lines="2"
FROM --platform=$BUILDPLATFORM golang:1.25 AS build
RUN --mount=type=cache,target=/root/.cache go build -o "/a & b" ./<cmd>
FROM build AS test
RUN go test ./...
FROM scratch
COPY --from=build /app /app
```

1.  A list:

    ```{ .dockerfile linenums="1" }
    FROM node:24 AS assets
    RUN npm ci && npm run build
    FROM nginx:1.29
    COPY --from=assets /dist /usr/share/nginx/html
    ```
"""
BAD = """\
---
title: Bad
---

# Bad

```dockerfile
FROM golang:1.25 AS build
RUN go build -o /app .
FROM scratch
COPY --from=biuld /app /app
```
"""
EXTENSIONS = ("attr_list", "pymdownx.highlight", "pymdownx.superfences")

MKDOCS_YML = """\
site_name: Site
site_url: https://example.org/
theme: {{name: {theme}}}
plugins: [search, multistage]
markdown_extensions:
  - multistage:
      labels: {{test: check}}
  - attr_list
  - toc
  - pymdownx.highlight
  - pymdownx.superfences
validation: {{links: {{anchors: warn}}}}
"""
ZENSICAL_TOML = """\
[project]
site_name = "Site"
site_url = "https://example.org/"

[project.markdown_extensions.attr_list]
[project.markdown_extensions.toc]
[project.markdown_extensions.pymdownx.highlight]
[project.markdown_extensions.pymdownx.superfences]
[project.markdown_extensions.multistage]
labels = {{test = "check"}}
"""

FIGURE = re.compile(r'<figure class="multistage".*?</figure>', re.DOTALL)


class _Page:
    """The page that every program has."""

    def page(self, md):  # noqa: ARG002 - the protocol's
        return PageContext(key="index.md", language="en")

    def report(self, report):
        raise AssertionError(report)


def expected_figures():
    ours = MultistageExtension(host=_Page(), labels={"test": "check"})
    return FIGURE.findall(markdown.markdown(GOOD, extensions=[*EXTENSIONS, ours]))


@pytest.fixture(params=[cell for cell in CELLS if BY_COMMAND or not cell.environment], ids=lambda cell: cell.id)
def cell(request):
    return request.param


@pytest.fixture(scope="session")
def built():
    """What has been built, whatever the order of the tests."""
    return {}


def _site(cell, make_site, name):
    site = make_site(f"{cell.id}-{name}", cell.environment)
    site.write(cell.config, (ZENSICAL_TOML if cell.config.endswith(".toml") else MKDOCS_YML).format(theme=cell.theme))
    site.write("docs/index.md", GOOD)
    return site


@pytest.fixture
def good(cell, make_site, built):
    """A site in which all is well, with a link to a stage of another page's."""
    if ("good", cell) in built:
        return built["good", cell]
    site = built["good", cell] = _site(cell, make_site, "good")
    (anchor,) = re.findall(r'href="#(multistage-[0-9a-f]{8}-assets)"', expected_figures()[1])[:1]
    site.write("docs/other.md", f"# Other\n\n[there](index.md#{anchor})\n")
    site.result = site.run(cell.engine, "build", "-f", cell.config, "--strict")
    return site


@pytest.fixture
def bad(cell, make_site, built):
    """A site with a mistake in a Dockerfile and nothing else."""
    if ("bad", cell) in built:
        return built["bad", cell]
    site = built["bad", cell] = _site(cell, make_site, "bad")
    site.write("docs/bad.md", BAD)
    site.result = site.run(cell.engine, "build", "-f", cell.config, "--strict")
    return site


def test_the_same_page_has_the_same_figures_to_the_byte(good, cell):
    assert good.result.returncode == 0, good.result.output
    expected = expected_figures()
    if cell.engine == "zensical":  # it acts upon this attribute and removes it
        expected = [figure.replace(' data-search-exclude=""', "") for figure in expected]
    assert len(expected) == 2
    assert FIGURE.findall(good.html()) == expected
    assert len(re.findall(r'class="[^"]*\bmultistage-code\b', good.html())) == 2


def test_the_figure_stands_right_before_the_code_block(good):
    # Without Pygments, which ProperDocs does not bring, pymdownx makes a bare <pre>.
    for after in FIGURE.split(good.html())[1:]:
        assert re.match(r'\s*<(?:div|pre)[^>]* class="[^"]*\bmultistage-code\b', after), after[:200]


def test_style_sheet_and_script_reach_the_page_once(good, cell):
    html = good.html()
    if cell.engine == "zensical":
        assert html.count(f"<style>{stylesheet().strip()}</style>") == 1
        assert html.count(f"<script>{script().strip()}</script>") == 1
        assert ".multistage" not in good.html("other/index.html")
    else:
        for kind, text in (("css", stylesheet()), ("js", script())):
            (file,) = re.findall(rf'(?:href|src)="([^"]*assets/multistage\.[0-9a-f]{{8}}\.{kind})"', html)
            assert (good.folder / "site" / file).read_text(encoding="utf-8") == text


def test_search_finds_the_code_and_neither_figure_nor_style(good):
    site = good.folder / "site"
    candidates = [site / "search.json", site / "search" / "search_index.json"]
    text = "".join(path.read_text(encoding="utf-8") for path in candidates if path.is_file())
    # MaterialX has Pagefind index the pages, in pieces.
    for path in sorted(site.glob("search/fragment/*")):
        text += json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))["content"]
    assert "npm run build" in text
    assert "multistage" not in text
    assert "does not build" not in text
    assert "does not build" in re.sub(r"<[^>]*>", "", good.html())


def test_a_mistake_is_told_at_its_place(bad, cell):
    assert re.findall(r"(\S+): No stage is named `biuld`", bad.result.output) == ["docs/bad.md:11:13"]
    # Zensical counts nobody's warnings but its own.
    assert (bad.result.returncode == 0) == (cell.engine == "zensical"), bad.result.output


def test_the_command_finds_the_mistake_and_fails(bad, cell):
    result = bad.run("mkdocs_multistage.cli", "check", cell.config, "--format", "json")
    assert result.returncode == 1, result.output
    found = json.loads(result.stdout)["findings"]
    assert [(f["path"], f["line"], f["column"], f["rule"]) for f in found] == [("docs/bad.md", 11, 13, "UnknownStage")]


def test_a_link_to_no_stage_is_told(cell, make_site):
    site = _site(cell, make_site, "link")
    site.write("docs/other.md", "# Other\n\n[there](index.md#multistage-none)\n")
    result = site.run(cell.engine, "build", "-f", cell.config, "--strict")
    assert result.returncode != 0, result.output
    assert "anchor" in result.output
