"""A page that is not about Dockerfiles is the same to the byte, and costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_extensions import EVERYTHING

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

    monkeypatch.setattr("mkdocs_multistage.markdown.conversion.analyze", forbidden)
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
