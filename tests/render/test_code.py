"""Highlighted code gets bands, badges and links, and loses nothing."""

import dataclasses
import html as html_module
import itertools
import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_multistage import analyze
from mkdocs_multistage.dockerfile import Span
from mkdocs_multistage.render import annotate, labels
from mkdocs_multistage.render.assets import stylesheet
from mkdocs_multistage.render.code_plan import FARTHEST, gap_classes
from mkdocs_multistage.render.labels import Labels
from mkdocs_multistage.roles import Evidence, StageRole

NODE = """\
# syntax=docker/dockerfile:1
ARG NODE=22

# What all have in common.
FROM node:22-alpine AS base
WORKDIR /app

FROM base AS deps
COPY package*.json ./
RUN --mount=type=cache,target=/root/.npm npm ci

FROM deps AS build
COPY . .
RUN npm run build \\
 # for <production> & more
 && echo "done"

FROM deps AS test
COPY --from=build /app/dist ./dist
RUN --mount=type=bind,from=build,source=/app,target=/a npm test

# Served.
FROM nginx AS final
COPY --from=1 /app/node_modules ./node_modules
COPY --from=build \\
     /app/dist ./
CMD ["nginx"]
# The end.
"""
ROLES = ("base", "deps", "build", "test", "runtime")
ENGLISH = labels("en", {"deps": "deps"})


def analysis_of(text, roles=None):
    """The analysis, with roles that do not depend on the classifier: the last stage runs, the others build."""
    found = analyze(text)
    roles = roles or ["build"] * (len(found.roles) - 1) + ["runtime"]
    return dataclasses.replace(found, roles=tuple(StageRole(role) for role, _ in zip(roles, found.roles, strict=False)))


def anchors_of(analysis):
    return [f"stage-{stage.index}" for stage in analysis.dockerfile.stages]


def mark(html, text, roles=None, **options):
    found = analysis_of(text, roles)
    return annotate(html, found, labels=ENGLISH, anchors=anchors_of(found), **options)


def fence(text, header="dockerfile", **options):
    """The HTML that pymdown-extensions makes of a fence."""
    return markdown.markdown(
        f"~~~~~~ {header}\n{text}~~~~~~\n",
        extensions=["pymdownx.superfences", "pymdownx.highlight", "attr_list"],
        extension_configs={"pymdownx.highlight": options},
    )


def plain(text):
    return f'<pre><code class="language-dockerfile">{html_module.escape(text, quote=False)}</code></pre>'


class Reader(HTMLParser):
    """Text and structure of HTML; fails on tags that do not nest."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text, self.code, self.tags, self.stack = "", "", [], []
        self.around = []  # what was open at each character of code
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.stack, f"</{tag}> opens nowhere"
        assert self.stack.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        if any(tag == "code" for tag, _ in self.stack):
            self.code += data
            self.around += [tuple(self.stack)] * len(data)

    def with_class(self, name):
        return [attrs for _, attrs in self.tags if name in attrs.get("class", "").split()]

    def links(self):
        """Each link of ours as its text and its attributes."""
        result = []
        for around, group in itertools.groupby(enumerate(self.around), lambda pair: link_in(pair[1])):
            if around is not None:
                result.append(("".join(self.code[place] for place, _ in group), around))
        return result


def link_in(around):
    return next((attrs for tag, attrs in around if tag == "a" and "ms-ref" in attrs.get("class", "")), None)


OURS = re.compile(r"ms-.+|is-skip|multistage-code|nohighlight")


def undo(html):
    """The HTML without what was added: our classes, our attributes, and elements that have nothing else."""
    result, removed = [], []
    for token in re.split(r"(</?[a-z](?:\"[^\"]*\"|[^<>\"])*>)", html):
        if token.startswith("</"):
            if not removed.pop():
                result.append(token)
        elif token.startswith("<"):
            classes = re.search(r' class="([^"]*)"', token)
            names = classes[1].split() if classes else []
            others = [name for name in names if not OURS.fullmatch(name)]
            added = names != others and not others and " id=" not in token and token[1:3] in ("sp", "a ")
            removed.append(added or token.startswith('<a id="stage-'))
            if not removed[-1]:
                kept = f' class="{" ".join(others)}"' if others else ""
                restored = token.replace(classes[0], kept) if names != others else token
                result.append(re.sub(r' data-multistage-[a-z]+="[^"]*"', "", restored))
        else:
            result.append(token)
    return "".join(result)


MATRIX = [
    pytest.param(
        header, options, id=f"{style}-{'spans' if spans else 'bare'}-{'anchors' if anchors else 'none'}-{header}"
    )
    for style, spans, anchors, header in itertools.product(
        (None, "table", "inline", "pymdownx-inline"),
        (False, True),
        (False, True),
        (
            "{.dockerfile}",
            '{.dockerfile hl_lines="1 5 9-11 20" title="Docker<file> & \'co\'"}',
            '{.dockerfile .annotate #mine data-x="1>0" linenums="7 2 3"}',
        ),
    )
    for options in [
        {
            **({"linenums": True, "linenums_style": style} if style else {}),
            **({"line_spans": "__span"} if spans else {}),
            "anchor_linenums": anchors,
            "auto_title": anchors,
        }
    ]
]


@pytest.mark.parametrize(("header", "options"), MATRIX)
def test_what_is_added_can_be_taken_away_again_whatever_the_formatter_was_told(header, options):
    before = fence(NODE, header, **options)
    after = mark(before, NODE, ROLES)
    assert len(Reader(after).with_class("ms-badge")) == 5
    assert undo(after) == before


@pytest.mark.parametrize("style", ["table", "inline", "pymdownx-inline"])
@pytest.mark.parametrize("numbers", ["1", "40 1 2"])
def test_numbers_without_classes_are_no_part_of_the_code(style, numbers):
    before = fence(NODE, f'{{.dockerfile linenums="{numbers}"}}', noclasses=True, linenums_style=style)
    reader = Reader(mark(before, NODE, ROLES))
    assert len(reader.with_class("ms-badge")) == 5
    assert undo(mark(before, NODE, ROLES)) == before
    first = int(numbers.split()[0])
    assert reader.links()[0][1]["title"] == f"Stage base (base), line {4 + first} of this example"


@pytest.mark.parametrize(("header", "options"), MATRIX)
def test_text_ids_and_line_elements_stay_whatever_the_formatter_was_told(header, options):
    before, after = Reader(fence(NODE, header, **options)), Reader(mark(fence(NODE, header, **options), NODE, ROLES))
    assert (after.text, after.code) == (before.text, before.code)
    ids = [attrs["id"] for _, attrs in after.tags if "id" in attrs]
    assert [name for name in ids if not name.startswith("stage-")] == [
        attrs["id"] for _, attrs in before.tags if "id" in attrs
    ]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(("header", "options"), MATRIX)
def test_references_are_linked_exactly_whatever_the_formatter_was_told(header, options):
    links = Reader(mark(fence(NODE, header, **options), NODE, ROLES)).links()
    assert [(text, attrs["href"]) for text, attrs in links] == [
        ("base", "#stage-0"),
        ("deps", "#stage-1"),
        ("deps", "#stage-1"),
        ("build", "#stage-2"),
        ("build", "#stage-2"),
        ("1", "#stage-1"),
        ("build", "#stage-2"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(plain(NODE), id="fenced_code"),
        pytest.param(plain(NODE.rstrip("\n")), id="no final newline"),
        pytest.param(f'<pre id="x" class="highlight"><code>{html_module.escape(NODE)}</code></pre>', id="entities"),
        pytest.param(
            markdown.markdown(f"~~~ dockerfile\n{NODE}~~~", extensions=["fenced_code", "codehilite"]), id="codehilite"
        ),
        pytest.param(
            markdown.markdown(
                f"~~~ {{.dockerfile linenums=1 hl_lines='2 3'}}\n{NODE}~~~", extensions=["fenced_code", "codehilite"]
            ),
            id="codehilite with a table",
        ),
        pytest.param(fence(NODE, '{.dockerfile linenums="1"}', use_pygments=False), id="without Pygments"),
    ],
)
def test_other_formatters_are_understood(html):
    after = Reader(mark(html, NODE, ROLES))
    assert after.text == Reader(html).text
    assert len(after.with_class("ms-badge")) == 5
    assert len(after.links()) == 7
    assert undo(mark(html, NODE, ROLES)) == html


def lines_by_class(html, name):
    """The text of each line that bears a class."""
    reader = Reader(html)
    result = []
    for index, line in enumerate(reader.code.splitlines(keepends=True)):
        start = sum(len(other) for other in reader.code.splitlines(keepends=True)[:index])
        if any(name in attrs.get("class", "").split() for _, attrs in reader.around[start]):
            result.append(line.strip())
    return result


BAND_CASES = [pytest.param({}, id="bare"), pytest.param({"line_spans": "__span"}, id="spans")]


@pytest.mark.parametrize("options", BAND_CASES)
def test_a_band_runs_from_the_comment_above_from_to_the_last_line_that_is_not_blank(options):
    after = mark(fence(NODE, **options), NODE, ROLES)
    assert lines_by_class(after, "ms-first") == [
        "# What all have in common.",
        "FROM base AS deps",
        "FROM deps AS build",
        "FROM deps AS test",
        "# Served.",
    ]
    assert lines_by_class(after, "ms-last") == [
        "WORKDIR /app",
        "RUN --mount=type=cache,target=/root/.npm npm ci",
        '&& echo "done"',
        "RUN --mount=type=bind,from=build,source=/app,target=/a npm test",
        "# The end.",
    ]
    assert "" not in lines_by_class(after, "ms-band")
    assert not {"# syntax=docker/dockerfile:1", "ARG NODE=22"} & set(lines_by_class(after, "ms-band"))
    assert lines_by_class(after, "ms-r-deps")[:2] == ["FROM base AS deps", "COPY package*.json ./"]


def test_directives_right_above_from_belong_to_no_stage():
    text = "# syntax=docker/dockerfile:1\n# check=skip=all\n# About a.\nFROM a\nFROM b\n"
    assert lines_by_class(mark(plain(text), text), "ms-band") == ["# About a.", "FROM a", "FROM b"]


def test_a_line_in_a_band_names_its_stage_for_scripts():
    after = Reader(mark(fence(NODE), NODE, ROLES))
    assert [attrs["data-multistage-stage"] for attrs in after.with_class("ms-first")] == ["0", "1", "2", "3", "4"]


def test_stages_that_the_default_build_leaves_out_are_marked():
    assert lines_by_class(mark(plain(NODE), NODE), "is-skip")[0] == "FROM deps AS test"
    assert len(lines_by_class(mark(plain(NODE), NODE), "is-skip")) == 3


def test_another_target_leaves_out_other_stages():
    skipped = lines_by_class(mark(plain(NODE), NODE, target=1), "is-skip")
    assert {"FROM deps AS build", "FROM deps AS test", "FROM nginx AS final"} <= set(skipped)
    assert "FROM base AS deps" not in skipped


@pytest.mark.parametrize("target", [-1, 5, 1000])
def test_a_target_that_is_none_leaves_out_nothing(target):
    assert lines_by_class(mark(plain(NODE), NODE, target=target), "is-skip") == []


def test_a_single_stage_gets_a_badge_and_no_band():
    text = "FROM nginx:1.27-alpine\nCOPY site /usr/share/nginx/html\n"
    after = mark(fence(text, line_spans="__span"), text)
    assert len(Reader(after).with_class("ms-badge")) == 1
    assert not re.search("ms-(line|band|banded)", after)
    assert undo(after) == fence(text, line_spans="__span")


def test_stages_without_edges_get_bands_but_none_is_called_left_out():
    text = "FROM python:3.13\nRUN a\n\nFROM python:3.13-slim\nRUN b\n"
    after = mark(fence(text), text)
    assert len(lines_by_class(after, "ms-band")) == 4
    assert "is-skip" not in after


@pytest.mark.parametrize(
    "text",
    ["RUN apt-get update\n", "", "\n", "# FROM a\n", "just words\n"],
    ids=["instruction", "empty", "newline", "comment", "prose"],
)
def test_a_fragment_is_left_alone_to_the_byte(text):
    for html in (fence(text), plain(text)):
        assert mark(html, text) == html


@pytest.mark.parametrize(
    "html",
    [
        plain(NODE.replace("nginx AS", "nginx  AS")),
        plain(NODE.replace("WORKDIR ", "WORKDIR\t")),
        plain(NODE + "RUN more\n"),
        plain(NODE)[:-13],
        plain(NODE).replace("</code>", "</span></code>"),
        plain(NODE).replace("</code>", "<b></code>"),
        plain(NODE) + plain(NODE),
        "",
        "<p>no code here</p>",
        f"<code>{html_module.escape(NODE)}</code>",
        NODE,
    ],
    ids=[
        "a space more",
        "a tab",
        "a line more",
        "cut off",
        "a tag that closes nothing",
        "a tag left open",
        "two blocks",
        "empty",
        "no code",
        "inline code",
        "no tags",
    ],
)
def test_html_that_is_not_this_source_is_left_alone(html):
    assert mark(html, NODE) == html


def test_what_is_marked_is_not_marked_again():
    once = mark(fence(NODE), NODE)
    assert mark(once, NODE) == once


@pytest.mark.parametrize("blank", ["\n", "\n\n\n", "  \n\n   "], ids=["one", "three", "spaces"])
@pytest.mark.parametrize("strip", [True, False])
def test_blank_lines_that_the_formatter_drops_at_the_top_move_nothing(blank, strip):
    text = f"{blank}FROM a AS b\nFROM b\nCOPY --from=b /x /y\n\n"
    shown = text.lstrip("\n") if strip else text
    if strip:
        shown = shown.lstrip()
    after = mark(plain(shown), text)
    assert [linked for linked, _ in Reader(after).links()] == ["b", "b"]
    assert lines_by_class(after, "ms-first") == ["FROM a AS b", "FROM b"]


def test_windows_line_ends_move_nothing():
    text = "FROM a AS b\r\nFROM b\r\n"
    assert [linked for linked, _ in Reader(mark(plain(text.replace("\r", "")), text)).links()] == ["b"]


def gap_of(attrs):
    """The characters before a badge."""
    found = {name[:4]: int(name[4:]) for name in attrs["class"].split() if re.fullmatch(r"ms-[to]\d", name)}
    return 10 * found.get("ms-t", 0) + found["ms-o"]


def test_there_is_a_rule_for_every_gap():
    css = stylesheet()
    for gap in range(FARTHEST + 1):
        assert all(f".{name}{{" in css for name in gap_classes(gap).split() if name != "ms-o0")


def badge_column(html):
    reader = Reader(html)
    froms = [line for line in reader.code.splitlines() if line.startswith("FROM")]
    gaps = [gap_of(attrs) for attrs in reader.with_class("ms-badge")]
    return [len(line) + gap for line, gap in zip(froms, gaps, strict=True)]


def test_badges_stand_in_one_column_four_characters_after_the_longest_from():
    text = "FROM a AS short\nFROM somewhat-longer:1.2 AS other\nFROM a\n"
    assert badge_column(mark(plain(text), text)) == [len("FROM somewhat-longer:1.2 AS other") + 4] * 3


def test_badges_stand_at_column_60_at_most_and_a_longer_from_pushes_only_its_own():
    long = "FROM " + "x" * 70
    text = f"FROM a AS b\n{long}\nFROM b\n"
    assert badge_column(mark(plain(text), text)) == [60, len(long) + 2, 60]


def test_wide_characters_count_twice_for_the_column():
    text = "FROM 日本 AS a\nFROM b--------\n"
    first, second = (gap_of(a) for a in Reader(mark(plain(text), text)).with_class("ms-badge"))
    assert (first, second) == (4, 4)


def test_a_badge_is_empty_and_stands_behind_the_text_before_the_newline():
    text = "FROM a AS b  \nFROM b\n"
    after = mark(fence(text), text)
    assert re.findall(r"<span class=\"ms-badge[^>]*></span>(.)", after, re.DOTALL) == ["\n", "\n"]
    assert [attrs["data-multistage-label"] for attrs in Reader(after).with_class("ms-badge")] == ["build", "runtime"]


def test_a_badge_says_in_its_title_what_decided_the_role():
    found = analyze("FROM a AS b\nRUN make\n")
    evidence = tuple(Evidence(words, Span(1, 1, 1, 2), "") for words in ("make", "make", "AS b", "x", "y"))
    found = dataclasses.replace(found, roles=(StageRole("build", evidence),))
    after = annotate(plain("FROM a AS b\nRUN make\n"), found, labels=ENGLISH, anchors=["s"])
    assert Reader(after).with_class("ms-badge")[0]["title"] == "build, because of: “make”, “AS b” and “x”"


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        (
            "en",
            [
                "base, because of: the stages built on it",
                "dependencies, because of: “npm ci” and its name",
                "build, because of: “npm run build”, its name and what is copied from it",
                'runtime, because of: its place as the last stage, “CMD ["node", "dist/server.js"]” and its name',
            ],
        ),
        (
            "pt-BR",
            [
                "base, a julgar por: os estágios construídos sobre ele",
                "dependências, a julgar por: “npm ci” e o nome",
                "construção, a julgar por: “npm run build”, o nome e o que se copia dele",
                'execução, a julgar por: a posição de último estágio, “CMD ["node", "dist/server.js"]” e o nome',
            ],
        ),
    ],
)
def test_a_badge_gives_its_reasons_in_the_reader_s_language(language, titles):
    text = (
        "FROM node:22 AS base\nFROM base AS deps\nRUN npm ci\nFROM deps AS build\nRUN npm run build\n"
        'FROM base AS final\nCOPY --from=build /app/dist /app/dist\nCMD ["node", "dist/server.js"]\n'
    )
    after = annotate(plain(text), analyze(text), labels=labels(language), anchors=list("abcd"))
    assert [attrs["title"] for attrs in Reader(after).with_class("ms-badge")] == titles


def test_badges_and_bands_can_be_turned_off_and_links_stay():
    after = mark(fence(NODE), NODE, badges=False, bands=False)
    assert not re.search(r"ms-badge|ms-line|ms-banded", after)
    assert len(Reader(after).links()) == 7
    assert after.count('<a id="stage-') == 5


def test_the_anchor_stands_in_the_from_line_and_never_above_pre():
    after = mark(fence(NODE, line_spans="__span"), NODE)
    for index, start in enumerate(("FROM node", "FROM base", "FROM deps AS build", "FROM deps AS test", "FROM nginx")):
        behind = after.split(f'<a id="stage-{index}"></a>')[1]
        assert re.sub("<[^>]*>", "", behind).startswith(start)
    assert "id=" not in after.split("<pre")[0]


def test_no_span_with_an_id_is_put_directly_into_code():
    # Material takes such spans for the lines of its selection.
    after = mark(fence(NODE), NODE)
    assert not re.search(r"<span[^>]* id=", after)


def test_a_link_names_stage_role_and_line_on_hover():
    titles = [attrs["title"] for _, attrs in Reader(mark(fence(NODE), NODE, ROLES)).links()]
    assert titles[0] == "Stage base (base), line 5 of this example"
    assert titles[3] == "Stage build (build), line 12 of this example"


def test_a_link_to_a_stage_without_name_calls_it_by_its_number():
    text = "FROM a\nFROM b\nCOPY --from=0 /x /y\n"
    assert [attrs["title"] for _, attrs in Reader(mark(plain(text), text)).links()] == [
        "Stage 0 (build), line 1 of this example"
    ]


@pytest.mark.parametrize("style", ["table", "inline", "pymdownx-inline"])
def test_a_link_names_the_line_by_the_number_that_is_shown(style):
    text = "FROM a AS b\nFROM b\n"
    html = fence(text, '{.dockerfile linenums="40"}', linenums_style=style)
    assert Reader(mark(html, text)).links()[0][1]["title"].endswith("line 40 of this example")


def test_a_link_has_the_colour_of_the_stage_it_leads_to():
    for text, attrs in Reader(mark(fence(NODE), NODE, ROLES)).links():
        role = {"1": "deps"}.get(text, text)
        assert attrs["class"] == f"ms-ref ms-r-{role}"


def test_a_name_in_several_tokens_is_one_link():
    text = "FROM a AS my-build.x\nFROM b\nCOPY --from=my-build.x /a /b\n"
    html = (
        "<pre><code>FROM a AS my-build.x\nFROM b\n"
        '<span class="k">COPY</span> <span class="q">--from=my</span><span class="o">-</span>build'
        '<span class="o">.<i>x</i> /a</span> /b\n</code></pre>'
    )
    after = mark(html, text)
    assert [linked for linked, _ in Reader(after).links()] == ["my-build.x"]
    assert after.count("<a class=") == 1
    assert Reader(after).text == Reader(html).text


def test_a_name_continued_on_the_next_line_is_linked_on_both():
    found = analyze("FROM a AS build\nFROM b\nCOPY --from=bui\\\nld /a /b\n")
    first = found.dockerfile.stages[0]
    reference = dataclasses.replace(
        next(iter(analyze("FROM a AS build\nFROM b\nCOPY --from=build /a /b\n").dockerfile.stages[1].references)),
        span=Span(3, 13, 4, 3),
    )
    second = dataclasses.replace(found.dockerfile.stages[1], references=(reference,))
    found = dataclasses.replace(found, dockerfile=dataclasses.replace(found.dockerfile, stages=(first, second)))
    after = annotate(fence(found.dockerfile.text), found, labels=ENGLISH, anchors=["x", "y"])
    assert [linked for linked, _ in Reader(after).links()] == ["bui", "ld"]


def test_elements_that_run_over_several_lines_are_closed_and_opened_again():
    text = "FROM a AS b\nRUN <<EOF\nx\nEOF\nFROM b\n"
    html = '<pre><code>FROM a AS b\n<span class="h">RUN &lt;&lt;<b>EOF\nx\nEOF\n</b></span>FROM b\n</code></pre>'
    after = mark(html, text)
    assert Reader(after).text == Reader(html).text
    assert after.count('<span class="h">') == 3
    assert lines_by_class(after, "ms-band") == text.split("\n")[:-1]


def test_an_element_with_an_id_is_never_opened_twice():
    text = "FROM a AS b\nRUN x\nFROM b\n"
    html = '<pre><code>FROM a AS b\n<span id="once">RUN x\nFROM b\n</span></code></pre>'
    after = mark(html, text)
    assert after.count('id="once"') == 1
    assert Reader(after).text == Reader(html).text


def test_no_link_is_put_into_a_link():
    text = "FROM a AS b\nFROM b\n"
    after = mark('<pre><code>FROM a AS b\nFROM <a href="#x">b</a>\n</code></pre>', text)
    assert Reader(after).links() == []


def test_hostile_words_stay_words():
    text = "FROM a AS b\nFROM b\n"
    evil = '"><script>alert(1)</script>'
    found = analyze(text)
    stages = (dataclasses.replace(found.dockerfile.stages[0], name=evil), found.dockerfile.stages[1])
    found = dataclasses.replace(
        found,
        dockerfile=dataclasses.replace(found.dockerfile, stages=stages),
        roles=(StageRole("build", (Evidence(evil, Span(1, 1, 1, 2), evil),)), StageRole("runtime")),
    )
    after = annotate(
        fence(text),
        found,
        labels=Labels("en", {"build": evil, "reference": evil, "because": evil}),
        anchors=[evil, evil + "2"],
    )
    assert "<script" not in after
    reader = Reader(after)
    assert reader.text == Reader(fence(text)).text
    assert reader.links()[0][1]["href"] == f"#{evil}"
    assert reader.with_class("ms-badge")[0]["data-multistage-label"] == evil


def test_missing_anchors_cost_links_and_nothing_else():
    found = analysis_of(NODE)
    after = annotate(fence(NODE), found, labels=labels("en"), anchors=[])
    assert "<a " not in after
    assert len(Reader(after).with_class("ms-band")) > 10


def test_code_without_a_language_is_kept_from_scripts_that_highlight():
    assert '<code class="nohighlight">' in mark(fence(NODE), NODE)
    assert '<code class="language-dockerfile">' in mark(plain(NODE), NODE)


def test_thousands_of_stages_are_marked():
    text = "".join(f"FROM s{number - 1} AS s{number}\n" for number in range(1, 1001))
    after = mark(plain(text), text)
    assert after.count("ms-badge") == 1000
    assert after.count('class="ms-ref') == 999


WORDS = st.sampled_from(
    [
        *("FROM", "a", "b", "AS", "COPY", "--from=a", "--from=0", "--from=b", "RUN", "--mount=type=bind,from=a"),
        *("FROM a AS b\n", "FROM b\n", "<<EOF", "EOF", "\\", "#", "<x>", "&amp;", "&", '"', "é", "日", "  "),
        *("\n", "\n", "\n\n"),
    ]
)


@settings(deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.booleans(), st.booleans())
def test_no_text_breaks_the_html_or_loses_a_character(text, spans, pygments):
    text += "\n"
    html = fence(text, **({"line_spans": "__span"} if spans else {})) if pygments else plain(text)
    after = mark(html, text)
    assert Reader(after).text == Reader(html).text


@pytest.mark.parametrize(
    ("first", "hidden"),
    [("FROM golang:1.25 AS b", []), ("FROM golang:1.25-alpine AS b", ["ms-tight"]), ("FROM golang:1.25-alpine3.22 AS builder", ["ms-over"])],
)  # fmt: skip
def test_the_badge_of_the_first_line_tells_what_of_it_a_phone_has_no_room_for(first, hidden):
    text = f"{first}\nRUN npm ci\nFROM golang:1.25-alpine3.22 AS builder2\nRUN npm ci\nFROM b\nCOPY --from=0 /a /a\n"
    badges = Reader(mark(plain(text), text)).with_class("ms-badge")
    assert [[name for name in badge["class"].split() if name in {"ms-tight", "ms-over"}] for badge in badges] == [
        hidden,
        [],
        [],
    ]
    commented = f"# syntax=docker/dockerfile:1\n{text}"
    assert not re.search(r"ms-tight|ms-over", mark(plain(commented), commented))
