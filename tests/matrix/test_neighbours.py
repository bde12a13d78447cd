"""Other plugins before and after this one: the figure is whole, a mistake is told once, anchors are valid."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from html.parser import HTMLParser
from importlib import metadata

import making
import markdown
import pytest
from environments import BY_COMMAND
from neighbours import NEIGHBOURS

from mkdocs_multistage.markdown import MultistageExtension, PageContext

BLOCK = """\
```dockerfile
FROM golang:1.25 AS build
RUN go build -o "/a & b" ./<cmd>
FROM build AS test
RUN go test ./...
FROM scratch
COPY --from=build /app /app
```
"""
CONFIG = """\
site_name: Site
site_url: https://example.org/
theme: {theme}
plugins:
{plugins}
markdown_extensions: [attr_list, pymdownx.highlight, pymdownx.superfences]
validation: {{links: {{anchors: warn}}}}
{config}"""
FIGURE = re.compile(r'<figure class="?multistage"?[ >].*?</figure>', re.DOTALL)
ID = re.compile(r"multistage-[0-9a-f]{8}")
ENVIRONMENT = "neighbours" if BY_COMMAND else ""


class _Page:
    def page(self, md):  # noqa: ARG002 - the protocol's
        return PageContext(key="index.md", language="en")

    def report(self, report):
        raise AssertionError(report)


@cache
def expected():
    """The figure of the block on ``index.md``."""
    ours = MultistageExtension(host=_Page())
    return FIGURE.search(markdown.markdown(BLOCK, extensions=["pymdownx.superfences", ours]))[0]


class _Events(HTMLParser):
    """Tags and words, however they are written.

    Minifiers drop quotes, white space, and a language that is the page's own; who parses a page and writes it again
    may have another way with what is empty.
    """

    def __init__(self):
        super().__init__()
        self.events = []

    def handle_starttag(self, tag, attrs):
        self.events.append(
            (tag, tuple(sorted((name, " ".join((value or "").split())) for name, value in attrs if name != "lang")))
        )

    def handle_endtag(self, tag):
        if tag != "wbr":
            self.events.append(f"/{tag}")

    def handle_data(self, data):
        self.events += data.split()


def read(figure):
    """What a figure says, its page's part of the ids aside."""
    parser = _Events()
    parser.feed(ID.sub("multistage-…", figure))
    parser.close()
    return parser.events


def _entry(name):
    return NEIGHBOURS[name].entry or _own(name)


def _own(name):
    return re.match(r"\{?([\w/-]+)", NEIGHBOURS[name].plugin)[1]


def _names():
    """All of them for the matrix; without it, those that happen to be here."""
    here = {entry.name for entry in metadata.entry_points(group="mkdocs.plugins")}
    return [name for name in NEIGHBOURS if BY_COMMAND or _entry(name) in here]


@pytest.fixture(scope="session")
def entries():
    """The plugins that are installed in the environment, each with whether a module is there too."""
    python = making.python_of(ENVIRONMENT) if ENVIRONMENT else sys.executable
    if python is None:
        pytest.skip(f"the environment {ENVIRONMENT!r} has not been made; `make matrix` makes it")
    return making.installed(python, sorted({each.module for each in NEIGHBOURS.values() if each.module}))


@pytest.fixture(
    params=[(name, place) for name in _names() for place in ("before", "after")],
    ids=lambda given: f"neighbours-{given[0]}-{given[1]}",
)
def neighbour_site(request, entries, make_site):
    """A site with a neighbour; gives the two, and a function that writes the pages with a given block in them."""
    name, place = request.param
    neighbour = NEIGHBOURS[name]
    if _entry(name) not in entries["plugins"]:
        pytest.skip(f"the plugin {_own(name)!r} is not installed")
    if neighbour.module and neighbour.module not in entries["modules"]:
        pytest.skip(f"{_own(name)!r} needs {neighbour.module!r}, which does not load")
    plugins = [neighbour.plugin, "multistage"] if place == "before" else ["multistage", neighbour.plugin]
    site = make_site(f"{name}-{place}", ENVIRONMENT)
    lines = "\n".join(f"  - {plugin}" for plugin in plugins)
    site.write("mkdocs.yml", CONFIG.format(theme=neighbour.theme, plugins=lines, config=neighbour.config))

    def write(block):
        indented = block.replace("\n", "\n    ")
        for path, text in neighbour.files.items():
            site.write(path, text.replace("BLOCK", block).replace("INDENTED", indented))

    return neighbour, site, write


def test_the_figure_is_whole_and_its_anchors_are_valid(neighbour_site):
    neighbour, site, write = neighbour_site
    write(BLOCK)
    site.write("docs/index.md", f"# Home\n\n{BLOCK}")
    anchor = re.search(r'href="#(multistage-[^"]+-build)"', expected())[1]
    site.write("docs/other.md", f"# Other\n\n[there](index.md#{anchor})\n")
    result = site.run("mkdocs", "build", "--strict")
    if neighbour.warns not in result.output or not neighbour.warns:
        assert result.returncode == 0, result.output
    assert result.output.count("WARNING") == bool(result.returncode), result.output
    for path, count in neighbour.pages.items():
        html = site.html(path)
        figures = FIGURE.findall(html)
        assert len(figures) == count, path
        if not path.startswith("pt/"):  # there it speaks Portuguese
            assert [read(figure) for figure in figures] == [read(expected())] * count, path
        ids = re.findall(r'\bid="?(multistage-[\w.-]+)', html)
        assert len(ids) == len(set(ids)) == 4 * count, path  # the figure's, and one for each stage
        for href in re.findall(r'href="?#(multistage-[\w.-]+)', html):
            assert href in ids, path
    if neighbour.markdown:
        text = site.html(neighbour.markdown)
        assert text.replace("```dockerfile", "```") == f"# Home\n\n{BLOCK}".replace("```dockerfile", "```")


@pytest.fixture(scope="session")
def built():
    """The output of what has been built, whatever the order of the tests."""
    return {}


@pytest.fixture
def bad(request, neighbour_site, built):
    """A site with a mistake on its first page, and another in what the neighbour makes of a page."""
    neighbour, site, write = neighbour_site
    name = request.node.callspec.id
    if name not in built:
        write(BLOCK.replace("--from=build", "--from=buidl"))
        site.write("docs/index.md", f"# Home\n\n{BLOCK.replace('--from=build', '--from=biuld')}")
        site.write("docs/other.md", "# Other\n")
        built[name] = site, site.run("mkdocs", "build", "--strict")
    return neighbour, *built[name]


def test_a_mistake_is_told_once(bad):
    neighbour, _, result = bad
    told = re.findall(r"(?m)^WARNING\W+(\S+): No stage is named `(\w+)`", result.output)
    elsewhere = any("BLOCK" in text or "INDENTED" in text for text in neighbour.files.values())
    assert sorted(name for _, name in told) == ["biuld", *["buidl"] * elsewhere], result.output
    assert ("docs/index.md:9:13", "biuld") in told
    assert result.returncode == 1, result.output


def test_the_command_says_the_same(bad):
    _, site, built = bad
    told = re.findall(r"(?m)^WARNING\W+(\S+): (No stage is named `\w+`)", built.output)
    checked = site.run("mkdocs_multistage.cli", "check", "mkdocs.yml", "--format", "json")
    assert checked.returncode == 1, checked.output
    found = json.loads(checked.stdout)["findings"]
    assert sorted(
        (f"{f['path']}:{f['line']}:{f['column']}", re.match(r"No stage is named `\w+`", f["message"])[0]) for f in found
    ) == sorted(told)
