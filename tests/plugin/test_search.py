"""A plugin that indexes pages sees our examples as plain code, and finds what it would find; no other plugin is misled."""

import json

import pytest

PAGE = """\
# Examples

```dockerfile {head}
# syntax=docker/dockerfile:1
FROM golang:1.25-alpine AS build  # (1)!
WORKDIR /src
COPY . .
RUN go build -ldflags="-s -w" -o /out/server ./cmd/server && echo "<b>a &amp; b</b>"

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/server /server
COPY --from=biuld /out/other /other
```

1.  A note.

## A part of one

```dockerfile
COPY --from=build /out/server /server
```
"""
HEADS = [
    "",
    'linenums="1"',
    'linenums="5 2" hl_lines="2 3"',
    'diagram="gutter"',
    'diagram="mermaid"',
    'outline="true"',
    'title="A & B <c>" target="build"',
]
WHOLE = """\
from mkdocs_multistage import neighbours

neighbours.spare_search = lambda config: None
"""
SEEN = """\
from pathlib import Path

from mkdocs.plugins import CombinedEvent, event_priority

FOLDER = Path(__file__).parent


@event_priority(50)
def before(context, *, page, **_):
    (FOLDER / "before.html").write_text(page.content, encoding="utf-8")


def after(context, *, page, **_):
    (FOLDER / "after.html").write_text(page.content, encoding="utf-8")
    page.content = page.content.replace("FROM", "F R O M")


on_page_context = CombinedEvent(before, after)
"""


@pytest.mark.parametrize(
    "extensions",
    [
        "[attr_list, pymdownx.superfences, pymdownx.highlight: {linenums_style: table, line_spans: __span}]",
        "[attr_list, pymdownx.superfences, pymdownx.highlight: {linenums_style: pymdownx-inline, anchor_linenums: true}]",
        "[attr_list, fenced_code, codehilite]",
    ],
)
def test_materials_search_finds_the_same_in_plain_code(site, extensions):
    for number, head in enumerate(HEADS):
        braces = f"{{ .dockerfile {head} }}" if "fenced_code" in extensions else f"dockerfile {head}"
        site.write(f"docs/{number or 'index'}.md", PAGE.replace("dockerfile {head}", braces))
    site.write("whole.py", WHOLE)
    indexes = []
    for hooks in ("", "hooks: [whole.py]\n"):
        site.configure(hooks, theme="{name: material, font: false}", extensions=extensions)
        site.build()
        indexes.append(site.search_index()["docs"])
    assert indexes[0] == indexes[1]
    assert "distroless" in json.dumps(indexes[0])


@pytest.mark.parametrize("theme", ["mkdocs", "{name: material, font: false}"])
def test_other_plugins_see_and_change_the_whole_page(site, theme):
    site.write("docs/index.md", PAGE.replace("{head}", ""))
    site.write("seen.py", SEEN)
    site.configure("hooks: [seen.py]\n", theme=theme)
    site.build()
    for name in ("before.html", "after.html"):
        seen = (site.folder / name).read_text(encoding="utf-8")
        assert seen.count("<figure") == 1
        assert 'class="ms-badge' in seen
        assert "<!--multistage" not in seen
    html = site.html()
    assert html.count("<figure") == 1
    assert "F R O M" in html
    assert ">FROM" not in html


@pytest.mark.parametrize("theme", ["mkdocs", "{name: material, font: false}"])
def test_an_authors_own_figures_are_found(site, theme):
    names = ("multistage-builds", "multistage", "multistage ms-found", "mine multistage")
    figures = [f'<figure class="{name}"><figcaption>Own {name}</figcaption></figure>\n' for name in names]
    site.write("docs/index.md", "\n".join(["# Home\n", *figures, PAGE.format(head=""), *figures]))
    indexes = []
    for plugins in ("[search]", "[search, multistage]"):
        site.configure(theme=theme, plugins=plugins)
        site.build()
        indexes.append(site.search_index())
    assert indexes[0] == indexes[1]
    assert all(f"Own {name}" in json.dumps(indexes[1]) for name in names)
    assert site.html().count("<figure") == 9


# Names and mistakes that are a part of a word, and of one that the highlighter paints in pieces.
WITHIN_WORDS = """\
# Home

```dockerfile
FROM golang:1.25-alpine AS build
RUN --mount=type=bind,from=build,target=/src go build
RUN --mount="type=bind,from=golang:1.2-$X,target=/x" ls

FROM scratch
COPY --from=build /a /a
COPY --from=biuld,/a /a
```
"""


@pytest.mark.parametrize(
    "extensions",
    [
        "[pymdownx.superfences]",
        "[pymdownx.superfences, pymdownx.highlight: {use_pygments: false}]",
        "[pymdownx.superfences, pymdownx.highlight: {line_spans: __span, noclasses: true}]",
        "[fenced_code]",
        "[fenced_code, codehilite]",
    ],
)
def test_a_word_of_which_we_mark_a_part_is_found_as_without_us(site, extensions):
    site.write("docs/index.md", WITHIN_WORDS)
    indexes = []
    for plugins in ("[search]", "[search, multistage: {findings: always}]"):
        site.configure(plugins=plugins, extensions=extensions)
        site.build()
        indexes.append(site.search_index())
    assert indexes[0] == indexes[1]
    assert 'class="ms-ref ms-r-build"' in site.html()
    assert 'class="ms-fault ms-found ms-r-error"' in site.html()
