"""A page that is not about Dockerfiles is the same to the byte, and costs nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_extensions import CONFIGS, EVERYTHING
from recorder import Recorder

from mkdocs_multistage.markdown import MultistageExtension

PAGES = {
    "plain": "# Title\n\nText with `code` and **bold**.\n\n- a\n- b\n",
    "code": "```python title='x' hl_lines='1'\nprint(1)\n```\n\n```\nplain\n```\n\n    indented\n",
    "tabs": '=== "A"\n\n    ```yaml\n    a: 1\n    ```\n\n=== "B"\n\n    b\n',
    "words": "The Dockerfile says `FROM x AS y`, a docker command: `docker build .`\n",
    "control characters": "a\x02b\x03c \x01 ```\n",
    "blank": "\n\n",
    "snippet marks": '--8<-- "missing.md"\n\n;--8<-- "escaped"\n\n```text\n-8<-\n```\n',
    "comment": "<!-- a -->\n\n<div data-x='1'>raw</div>\n",
    "fragment": "```dockerfile\nRUN make\nCOPY --from=build /a /b\n```\n",
    "not a dockerfile": '```dockerfile\n{"a": 1}\n```\n\n```docker\n$ docker build .\n```\n',
}


@pytest.mark.parametrize("extensions", [EVERYTHING, ("fenced_code", "codehilite"), ("pymdownx.superfences",)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_dockerfiles_is_the_same_to_the_byte(convert, plainly, name, extensions):
    converted = convert(PAGES[name], extensions=extensions)
    assert converted.html == plainly(PAGES[name], extensions=extensions)
    assert converted.host.reports == []


def test_a_page_without_dockerfiles_is_never_analysed(convert, monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("analysed")

    monkeypatch.setattr("mkdocs_multistage.markdown.examples.analyze", forbidden)
    monkeypatch.setattr("mkdocs_multistage.markdown.positions.align", forbidden)
    for name in set(PAGES) - {"fragment", "not a dockerfile"}:
        assert convert(PAGES[name]).host.apologies == []


def test_a_page_whose_dockerfiles_are_right_is_never_traced_back(convert, monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("traced")

    monkeypatch.setattr("mkdocs_multistage.markdown.positions.align", forbidden)
    converted = convert("text\n\n```dockerfile\nFROM a AS b\nFROM scratch\nCOPY --from=b / /\n```\n")
    assert converted.decorated == 1
    assert converted.host.apologies == []


def test_lines_are_not_tagged_where_nothing_is_included(convert, monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("tagged")

    monkeypatch.setattr("mkdocs_multistage.markdown.sourcelines.SourceLine.of", forbidden)
    convert(PAGES["plain"] + "\n```dockerfile\nFROM a AS b\n```\n")


def test_the_same_page_gives_the_same_bytes(convert):
    text = "\n\n".join(
        page.read_text(encoding="utf-8") for page in sorted(Path(__file__).parent.parent.glob("data/pages/*.md"))
    )
    assert convert(text).html == convert(text).html


LINES = st.builds(
    lambda prefix, text: prefix + text,
    st.sampled_from(["", "", "", "    ", "> ", "- ", "\t", "  ", "> > ", "1. "]),
    st.sampled_from(
        [
            "```dockerfile",
            "```Docker",
            "~~~ dockerfile",
            "````dockerfile",
            '```dockerfile title="x" linenums="1"',
            '``` { .dockerfile hl_lines="1" data-a="b" }',
            "``` { .docker } }",
            "```dockerfile x y z",
            "```",
            "~~~",
            "````",
            "```python",
            "RUN make",
            "COPY --from=build /a /b",
            "<!--",
            "-->",
            "<div markdown='1'>",
            "</div>",
            "!!! note",
            '=== "Tab"',
            "/// note",
            "///",
            "[^1]: note",
            "a[^1]",
            "",
            "",
            "text",
            '--8<-- "missing"',
            "`code` \x02 é",
        ]
    ),
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    lines=st.lists(LINES, max_size=25),
    extensions=st.sampled_from([EVERYTHING, ("fenced_code", "codehilite", "attr_list"), ("extra", "toc")]),
)
def test_random_pages_of_fragments_are_the_same_to_the_byte(lines, extensions):
    text = "\n".join(lines)
    host = Recorder(source=text)
    ours = markdown.markdown(text, extensions=[*extensions, MultistageExtension(host=host)], extension_configs=CONFIGS)
    assert ours == markdown.markdown(text, extensions=list(extensions), extension_configs=CONFIGS)
    assert host.reports == []
    assert host.apologies == []


@pytest.mark.parametrize("name", ["plain", "code", "words", "snippet marks"])
def test_nothing_that_reads_or_draws_is_loaded_for_a_page_without_dockerfiles(name):
    script = (
        "import sys, markdown\n"
        "from mkdocs_multistage.markdown import MultistageExtension\n"
        "extensions = ['pymdownx.superfences', 'pymdownx.snippets', 'fenced_code', MultistageExtension()]\n"
        f"markdown.markdown({PAGES[name]!r}, extensions=extensions)\n"
        "rooms = ('dockerfile', 'checks', 'roles', 'render')\n"
        "print([name for name in sys.modules if name.startswith(tuple('mkdocs_multistage.' + room for room in rooms))])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
