"""A fence whose header is wrong is not lost without a word."""

from __future__ import annotations

import textwrap

import pytest
from pymdownx.superfences import SuperFencesBlockPreprocessor

from mkdocs_multistage.analysis import analyze
from mkdocs_multistage.markdown import refused
from mkdocs_multistage.markdown.fence_options import FENCE_READERS, is_ours, split_header

BODY = """\
FROM golang:1.24 AS build
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
"""
# Older versions do not look at headers that they cannot read.
LOOKS_AT_ALL = hasattr(SuperFencesBlockPreprocessor, "handle_unrecognized")
EXTENSIONS = {"superfences": ("pymdownx.superfences", "attr_list"), "fenced_code": ("fenced_code", "attr_list")}


@pytest.fixture(params=EXTENSIONS if LOOKS_AT_ALL else ["fenced_code"])
def extensions(request):
    return EXTENSIONS[request.param]


def fence(header):
    mark = header[: len(header) - len(header.lstrip("`~"))]
    return f"{header}\n{BODY}{mark}\n"


@pytest.mark.parametrize(
    ("header", "key", "meant"),
    [
        ('```dockerfile daigram="rail"', "daigram", "diagram"),
        ('```dockerfile Diagram="rail"', "Diagram", "diagram"),
        ('~~~docker chek="off"', "chek", "check"),
        ('```dockerfile role="build=tool"', "role", "roles"),
        ('```dockerfile build-args="A=1"', "build-args", "build_args"),
        ("```dockerfile badge", "badge", "badges"),
        ("```dockerfile tagret=build", "tagret", "target"),
        ('``` { .dockerfile daigram="rail" }', "daigram", "diagram"),
        ('``` { .dockerfile #id context="src" .x }', "context", "contexts"),
    ],
)
def test_a_misspelt_option_is_pointed_at_and_costs_nothing_else(convert, extensions, header, key, meant):
    converted = convert(f"text\n\n{fence(header)}", extensions=extensions)
    (report,) = converted.host.reports
    assert converted.decorated == 1
    assert (report.rule, report.level) == ("InvalidFenceOption", "warn")
    assert report.message == f"There is no fence option `{key}`. Did you mean `{meant}`?"
    assert (report.place.line, report.place.column, report.place.exact) == (3, header.index(key) + 1, True)
    assert f" {key}=" not in converted.html.partition("</figure>")[2]


def test_a_misspelt_option_leaves_the_others_in_force(convert):
    converted = convert(fence('```dockerfile title="A title" daigram="cards" diagram="rail" hl_lines="1"'))
    assert 'data-multistage-diagram="rail"' in converted.html
    assert "A title" in converted.html
    assert 'class="hll"' in converted.html


@pytest.mark.parametrize(
    "header",
    [
        "```dockerfile diagram=rail",
        "~~~ Dockerfile diagram=rail",
        '```dockerfile hl_lines="1" diagram=rail',
        "```dockerfile diagram=rail hl_lines='1 2'",
        "``` { .dockerfile diagram=rail }",
    ],
)
def test_a_value_of_one_word_needs_no_quotes(convert, extensions, header):
    converted = convert(fence(header), extensions=extensions)
    assert 'data-multistage-diagram="rail"' in converted.html
    assert converted.host.reports == []


@pytest.mark.skipif(not LOOKS_AT_ALL, reason="this SuperFences has no relaxed headers")
def test_relaxed_headers_lose_no_option_of_ours(convert):
    configs = {"pymdownx.superfences": {"relaxed_headers": True}}
    for header in ('```dockerfile colour="red" diagram="rail"', "```dockerfile colour=red diagram=rail"):
        assert 'data-multistage-diagram="rail"' in convert(fence(header), configs=configs).html
    (report,) = convert(fence('```dockerfile daigram="rail"'), configs=configs).host.reports
    assert "Did you mean `diagram`?" in report.message


def test_an_attribute_of_html_in_braces_is_what_it_looks_like(convert):
    converted = convert(fence('``` { .dockerfile role="img" }'), extensions=("fenced_code", "attr_list"))
    assert converted.decorated == 1
    assert 'role="img"' in converted.html.partition("</figure>")[2]
    assert converted.host.reports == []


@pytest.mark.parametrize("header", ['```dockerfile colour="red"', "```dockerfile colour=red", "~~~docker title=x"])
@pytest.mark.parametrize(
    "around",
    [
        "text\n\n{}", "text\n{}", "{}", "{}\n\ntext\n\n```python\nx\n```\n",
        '<img alt="<pre> <!--">\n\n{}\n\n<!-- a comment -->\n\n```python\nx\n```\n',
        '<script>a = "<!--"</script>\n\n{}\n\n<!-- a comment -->\n',
    ],
)  # fmt: skip
def test_a_dockerfile_that_is_lost_for_its_header_is_reported_there(convert, plainly, extensions, header, around):
    text = around.format(fence(header))
    converted = convert(text, extensions=extensions)
    assert converted.html == plainly(text, extensions=extensions)
    (report,) = converted.host.reports
    assert report.rule == "InvalidFenceOption"
    assert header.strip("`~") in report.message
    assert text.split("\n")[report.place.line - 1] == header
    assert (report.place.column, report.place.exact) == (1, True)


@pytest.mark.parametrize("prefix", ["    ", "> "])
def test_a_lost_dockerfile_is_found_in_lists_and_quotes(convert, prefix):
    start = "- a\n\n" if prefix == "    " else ""
    converted = convert(start + textwrap.indent(fence('```dockerfile colour="red"'), prefix, lambda _: True))
    (report,) = converted.host.reports
    assert (report.place.line, report.place.column) == (start.count("\n") + 1, len(prefix) + 1)


@pytest.mark.parametrize("end", ["```\n", ""])
def test_however_many_headers_are_refused_each_line_is_looked_at_once(convert, extensions, monkeypatch, end):
    read = []

    def counted(text):
        read.append(text)
        return analyze(text)

    monkeypatch.setattr(refused, "analyze", counted)
    text = '```dockerfile colour="red"\nFROM alpine AS a\nFROM a\n' * 200 + end
    converted = convert(text, extensions=extensions)
    assert sum(map(len, read)) <= len(text)
    assert [report.place.line for report in converted.host.reports] == ([598] if end else [])


@pytest.mark.skipif(not LOOKS_AT_ALL, reason="this SuperFences does not look at such a header")
def test_a_lost_dockerfile_is_reported_once_and_the_next_page_knows_nothing_of_it():
    import markdown
    from recorder import Recorder

    from mkdocs_multistage.markdown import MultistageExtension

    host = Recorder()
    md = markdown.Markdown(extensions=["pymdownx.superfences", "toc", MultistageExtension(host=host)])
    md.convert(f"# A\n\n{fence('```dockerfile colour=red')}\n# B\n")
    assert [report.place.line for report in host.reports] == [3]
    md.reset().convert("# A\n\n``dockerfile colour=red``\n")
    assert len(host.reports) == 1


def test_a_site_that_ignores_wrong_options_is_not_told_of_lost_ones(convert):
    checks = {"InvalidFenceOption": "ignore"}
    assert convert(fence("```dockerfile colour=red"), checks=checks).host.reports == []


@pytest.mark.parametrize("key", ["title", "hl_lines", "linenums", "title_mode", "class", "id", "data-x", "lang"])
def test_what_others_know_is_not_ours(key):
    assert not is_ours(key, in_braces=False)


def test_a_header_is_split_into_what_is_ours_and_the_rest():
    ours, rest = split_header(""" title="diagram='x'" diagram='rail' x=diagram target=build build-args check="off" """)
    assert ours == {"diagram": "rail", "target": "build", "build-args": "build-args", "check": "off"}
    assert rest == """ title="diagram='x'" x=diagram """
    assert set(ours) & set(FENCE_READERS) == {"diagram", "target", "check"}
