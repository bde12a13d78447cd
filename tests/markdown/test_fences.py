"""Which fences are found, whatever stands around them, and which are left alone."""

from __future__ import annotations

import textwrap

import markdown
import pytest
from markdown_extensions import EVERYTHING

from mkdocs_multistage.markdown import MultistageExtension

BODY = """\
FROM golang:1.24 AS build
RUN go build -o /app .
FROM scratch
COPY --from=build /app /app
"""


def fence(header="```dockerfile", body=BODY, end=None):
    mark = end or header[: len(header) - len(header.lstrip("`~"))]
    return f"{header}\n{body}{mark}\n"


def indented(text, by="    "):
    return textwrap.indent(text, by)


FOUND = {
    "bare": fence(),
    "capital": fence("```Dockerfile"),
    "camel": fence("```DockerFile"),
    "upper": fence("```DOCKERFILE"),
    "docker": fence("```docker"),
    "containerfile": fence("```Containerfile"),
    "space before the language": fence("``` dockerfile"),
    "dot": fence("```.dockerfile"),
    "brace": fence("``` { .dockerfile }"),
    "tight brace": fence("```{.dockerfile}"),
    "brace with language outside": fence('```dockerfile { title="Dockerfile" }'),
    "brace with more classes": fence('``` { .dockerfile .annotate #main data-x="1" }'),
    "title, lines and highlights": fence('```dockerfile title="Dockerfile" linenums="1" hl_lines="2 3"'),
    "our option": fence('```dockerfile diagram="rail"'),
    "our option in braces": fence('``` { .dockerfile diagram="rail" badges="on" }'),
    "our option before a title": fence('```dockerfile diagram="rail" title="Dockerfile"'),
    "tildes": fence("~~~dockerfile"),
    "five backticks": fence("`````dockerfile"),
    "list": "1. first\n\n" + indented(fence()),
    "bullets in bullets": "- a\n    - b\n\n" + indented(fence(), "        "),
    "admonition": "!!! note\n\n" + indented(fence()),
    "details": "??? tip\n\n" + indented(fence()),
    "tabs": '=== "One"\n\n' + indented(fence()) + '\n=== "Two"\n\n    text\n',
    "tab in an admonition in a list": ('1. one\n\n    !!! note\n\n        === "A"\n\n' + indented(fence(), " " * 12)),
    "quote": indented(fence(), "> "),
    "quote in a list": "- a\n\n" + indented(indented(fence(), "> ")),
    "quote without a space": indented(fence(), ">"),
    "admonition block": "/// note\n" + fence() + "///\n",
    "details block": "/// details | More\n" + fence() + "///\n",
    "tab block": "/// tab | A\n" + fence() + "///\n",
    "md_in_html": '<div markdown="1">\n\n' + fence() + "\n</div>\n",
    "md_in_html details": "<details markdown>\n<summary>x</summary>\n\n" + fence() + "\n</details>\n",
    "footnote": "text[^1]\n\n[^1]: note\n\n" + indented(fence()),
    "definition": "term\n:   definition\n\n" + indented(fence()),
    "tab characters": "- a\n\n" + indented(fence(), "\t"),
    "windows line ends": fence().replace("\n", "\r\n"),
    "directly below a paragraph": "text\n" + fence(),
}

LEFT_ALONE = {
    "literal outer fence": "````markdown\n" + fence() + "````\n",
    "literal tilde fence": "~~~~\n" + fence() + "~~~~\n",
    "indented code": "text\n\n" + indented(fence()),
    "indented code in a list": "- a\n\n" + indented(fence(), " " * 8),
    "another language": fence("```python"),
    "no language": fence("```"),
    "a longer word": fence("```dockerfiles"),
    "never closed": "```dockerfile\n" + BODY,
    "unknown option of a fragment": fence('```dockerfile colour="red"', "COPY . .\n"),
    "unknown option, never closed": '```dockerfile colour="red"\n' + BODY,
    "unknown option of another language": fence('```python colour="red"'),
    "unknown option in indented code": "text\n\n" + indented(fence('```dockerfile colour="red"')),
    "unknown option in a literal outer fence": "````markdown\n" + fence('```dockerfile colour="red"') + "````\n",
    "unknown option in a comment": "<!--\n" + fence('```dockerfile colour="red"') + "-->\n",
    "unknown option in inline code": '```` ```dockerfile colour="red" ```` is refused.\n',
    "inline code": "``` dockerfile FROM x AS y ```\n",
    "closed with another mark": "```dockerfile\n" + BODY + "~~~\n",
}


@pytest.mark.parametrize("name", FOUND)
def test_a_dockerfile_is_decorated_wherever_it_stands(convert, plainly, name):
    if name == "brace with language outside" and "<pre" not in plainly(FOUND[name]):
        pytest.skip("this SuperFences does not know the style")
    assert convert(FOUND[name]).decorated == 1


@pytest.mark.parametrize("name", FOUND)
def test_nothing_but_classes_links_and_figures_is_added(convert, plainly, name):
    from html.parser import HTMLParser

    class Text(HTMLParser):
        """The text of a page outside figures."""

        def __init__(self):
            super().__init__()
            self.text, self.figures = [], 0

        def handle_starttag(self, tag, _):
            self.figures += tag == "figure"

        def handle_endtag(self, tag):
            self.figures -= tag == "figure"

        def handle_data(self, data):
            if not self.figures:
                self.text.append(data)

    def text(html):
        parser = Text()
        parser.feed(html)
        return "".join(parser.text)

    without = FOUND[name]
    for option in ('diagram="rail" ', 'badges="on" ', ' diagram="rail"'):
        without = without.replace(option, "")
    assert text(convert(FOUND[name]).html) == text(plainly(without))


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_is_no_dockerfile_fence_is_left_as_it_is(convert, plainly, name):
    converted = convert(LEFT_ALONE[name])
    assert converted.html == plainly(LEFT_ALONE[name])
    assert converted.host.reports == []


@pytest.mark.parametrize(
    "comment",
    [
        f"<!--\n{fence()}-->\n",
        f"text\n\n<!-- hidden\n\n{fence()}\n-->\n\ntext",
        f"<!-- <!--\n\n{fence()}\n-->\n",
        f"<div><!--\n{fence()}--></div>\n",
    ],
)
def test_a_fence_in_a_comment_stays_a_comment(convert, plainly, comment):
    comment = comment.replace("--from=build", "--from=biuld")
    converted = convert(comment)
    assert converted.html == plainly(comment)
    assert converted.host.reports == []


def test_a_fence_after_a_comment_is_decorated(convert):
    assert convert(f"<!-- a comment -->\n\n{fence()}\n\ntext with --> an arrow\n\n{fence()}").decorated == 2


def test_an_unclosed_comment_mark_hides_nothing(convert):
    assert convert(f"{fence()}\n\n`<!--` and then <!-- what\n\n{fence()}").decorated == 2


# What looks like the beginning of a comment, and is none.
NO_COMMENTS = [
    '<img alt="a <!-- b" src="x">',
    'text <img alt="a <!-- b" src="x"> and more',
    "<img alt='a > <!-- b' src=x>",
    '<img alt = "a > <!-- b" src=x>',
    "<img alt=a src='<!--'>",
    '<script>var a = "<!--";</script>',
    '<SCRIPT type="a > b">var a = "<!--";</SCRIPT >',
    "<style>a { content: '<!--' }</style>",
    "<textarea>\n<!--\n</textarea>",
    "<!-- a comment -->\n\n<textarea><!--</textarea>",
    "<!-->",
]


@pytest.mark.parametrize("text", NO_COMMENTS)
def test_what_opens_no_comment_hides_nothing(convert, text):
    text = f"{text}\n\n{fence(body=BODY.replace('--from=build', '--from=biuld'))}\n\n"
    converted = convert(f"{text}<!-- a comment -->\n\n{text}<!--\n\n{fence()}\n-->\n")
    assert converted.decorated == 2
    assert [report.rule for report in converted.host.reports].count("UnknownStage") == 2


@pytest.mark.parametrize("text", ["<script>", "<textarea>", "<SCRIPT x='", '<img alt="a', "<img", '<xmp x="\'">'])
def test_a_comment_is_one_behind_what_is_never_closed(convert, text):
    assert convert(f"{text}\n\n{fence()}\n\n<!--\n{fence()}-->\n").decorated == 1


@pytest.mark.parametrize("first", [True, False])
def test_the_order_of_extensions_does_not_matter(convert, first):
    assert convert(fence(), first=first).decorated == 1


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    "extensions",
    [
        ("fenced_code",),
        ("fenced_code", "codehilite"),
        ("fenced_code", "codehilite", "attr_list"),
        ("extra",),
        ("fenced_code", "pymdownx.highlight"),
        ("pymdownx.superfences",),
        ("pymdownx.extra",),
        ("fenced_code", "pymdownx.superfences"),
    ],
)
@pytest.mark.parametrize(
    "header", ["```dockerfile", "~~~ Docker", "``` { .dockerfile }", '``` { .docker hl_lines="1" }']
)
def test_every_fence_extension_is_decorated(convert, extensions, first, header):
    if header.startswith("``` {") and extensions[0] == "fenced_code" and first:
        header = "```dockerfile"
    assert convert(fence(header), extensions=extensions, first=first).decorated == 1


@pytest.mark.parametrize("extensions", [("fenced_code",), ("fenced_code", "attr_list"), ("fenced_code", "codehilite")])
@pytest.mark.parametrize(
    ("header", "without"),
    [
        ('```dockerfile diagram="off"', "```dockerfile"),
        ('```dockerfile check="off" hl_lines="2"', '```dockerfile hl_lines="2"'),
        ('``` { .dockerfile diagram="off" .extra }', "``` { .dockerfile .extra }"),
        ('``` { .dockerfile #id diagram="off" data-x="1" }', '``` { .dockerfile #id data-x="1" }'),
        ("``` { .dockerfile diagram=off }", "``` { .dockerfile }"),
    ],
)
def test_plain_fences_know_our_options_and_do_not_leak_them(convert, extensions, header, without):
    with_option = convert(fence(header), extensions=extensions, diagram="off")
    assert with_option.decorated == 1
    assert with_option.html == convert(fence(without), extensions=extensions, diagram="off").html
    assert "diagram=" not in with_option.html


def test_a_header_shown_inside_a_plain_fence_keeps_its_options(convert, plainly):
    text = '````text\n```dockerfile diagram="off"\nFROM a AS b\n```\n````\n'
    assert convert(text, extensions=("fenced_code",)).html == plainly(text, extensions=("fenced_code",))


def test_plain_fences_of_all_kinds_keep_their_own_html(convert, plainly):
    text = "\n\n".join(
        [
            fence("```python", "x = 1\n"),
            "```\nnothing\n```",
            "``` { .yaml } }\na: b\n```",
            fence("```json", "{}\n"),
            "```dockerfile\nFROM a AS b\n",
        ]
    )
    assert convert(text, extensions=("fenced_code",)).html == plainly(text, extensions=("fenced_code",))


def test_superfences_is_not_added_behind_the_authors_back(convert):
    nested = "- a\n\n" + indented(fence())
    assert convert(nested, extensions=("fenced_code",)).decorated == 0


def custom(source, *_, **__):
    return f"<pre class='mine'>{len(source)}</pre>"


def test_a_language_that_the_author_has_defined_is_left_alone(convert):
    configs = {"pymdownx.superfences": {"custom_fences": [{"name": "docker", "class": "x", "format": custom}]}}
    html = convert(fence("```docker") + "\n" + fence("```dockerfile"), configs=configs)
    assert "class='mine'" in html.html
    assert html.decorated == 1


def test_custom_fences_of_other_names_still_work(convert):
    configs = {"pymdownx.superfences": {"custom_fences": [{"name": "mermaid", "class": "x", "format": custom}]}}
    converted = convert("```mermaid\ngraph\n```\n\n" + fence(), configs=configs)
    assert "class='mine'" in converted.html
    assert converted.decorated == 1


def test_a_formatter_of_the_author_for_everything_is_kept(convert):
    configs = {"pymdownx.superfences": {"custom_fences": [{"name": "*", "class": "x", "format": custom}]}}
    converted = convert(fence(), configs=configs)
    assert f"<pre class='mine'>{len(BODY) - 1}</pre>" in converted.html


def test_only_the_configured_languages_are_taken(convert):
    text = fence("```dockerfile") + "\n" + fence("```imagefile")
    converted = convert(text, languages=["imagefile"])
    assert converted.decorated == 1
    assert converted.html.index("multistage-code") > converted.html.index("</pre>")


def test_the_extension_may_be_loaded_twice(convert):
    text = fence().replace("--from=build", "--from=biuld")
    once = convert(text)
    twice = convert(text, extensions=(*EVERYTHING, MultistageExtension(host=once.host)))
    assert twice.html.count("multistage-code") == once.html.count("multistage-code")
    assert len(once.host.reports) + len(twice.host.reports) == 2


def test_one_extension_object_serves_several_markdown_instances():
    ours = MultistageExtension()
    first = markdown.Markdown(extensions=["pymdownx.superfences", ours])
    second = markdown.Markdown(extensions=["fenced_code", ours])
    texts = [fence(), "no fence", fence("```docker")]
    for _ in range(2):
        assert [first.reset().convert(t).count("multistage-code") for t in texts] == [1, 0, 1]
        assert [second.reset().convert(t).count("multistage-code") for t in texts] == [1, 0, 1]


def test_a_conversion_leaves_no_mark(convert):
    text = "\n\n".join([*FOUND.values(), f"<!--\n{fence()}-->"])
    assert "data-multistage-block" not in convert(text).html


FORGED = [
    '<div data-multistage-block="0">mine</div>\n\n<div data-multistage-block="99">mine</div>\n\n',
    'mine\n{ data-multistage-block="0" }\n\n',
    f'<div data-multistage-block="{"0" * 64}-0">mine</div>\n\n',
]


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("header", ["```dockerfile", '```dockerfile example="x"'])
def test_a_forged_mark_is_text_like_any_other(convert, plainly, forged, header):
    block = fence(header, BODY.replace("--from=build", "--from=biuld"))
    converted, alone = convert(forged + block), convert(block)
    assert converted.html.endswith(alone.html)
    assert converted.html.removesuffix(alone.html).strip() == plainly(forged).strip()
    assert [report.rule for report in converted.host.reports] == ["UnknownStage"]


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_mark_brings_no_fence_out_of_its_comment(convert, plainly, forged):
    text = f"{forged}<!--\n{fence(body=BODY.replace('--from=build', '--from=biuld'))}-->\n"
    converted = convert(text)
    assert converted.html == plainly(text)
    assert converted.host.reports == []


def test_a_page_that_another_extension_has_doubled_is_read_once(convert):
    from markdown.extensions import Extension
    from markdown.postprocessors import Postprocessor

    class Twice(Extension):
        def extendMarkdown(self, md):  # noqa: N802
            class Double(Postprocessor):
                def run(self, text):
                    return f"{text}<!--{text}-->{text}"

            md.postprocessors.register(Double(md), "double", 0)

    text = fence('```dockerfile example="x"', BODY.replace("--from=build", "--from=biuld"))
    once, twice = (convert(text, extensions=("pymdownx.superfences", *more)) for more in ((), (Twice(),)))
    first, _, last = twice.html.partition("<!--")
    assert first == last.partition("-->")[2] == once.html
    assert "<figure" not in last.partition("-->")[0]
    assert [report.rule for report in twice.host.reports] == [report.rule for report in once.host.reports]


def test_html_that_another_extension_has_changed_keeps_the_change_and_is_checked(convert):
    from markdown.extensions import Extension
    from markdown.postprocessors import Postprocessor

    class Shout(Extension):
        def extendMarkdown(self, md):  # noqa: N802
            class Upper(Postprocessor):
                def run(self, text):
                    return text.replace("golang", "GOLANG")

            md.postprocessors.register(Upper(md), "upper", 0)

    text = fence(body=BODY.replace("--from=build", "--from=biuld"))
    converted = convert(text, extensions=("pymdownx.superfences", Shout()))
    assert "GOLANG" in converted.html
    assert "data-multistage-block" not in converted.html
    assert converted.decorated == 0
    assert [report.rule for report in converted.host.reports] == ["UnknownStage"]


@pytest.mark.parametrize("preserve", [True, False])
def test_tabs_inside_a_fence_survive_as_without_us(convert, plainly, preserve):
    body = BODY + "RUN\tmake \\\n\t\tall\n"
    configs = {"pymdownx.superfences": {"preserve_tabs": preserve}}
    text = "- a\n\n" + indented(fence(body=body), "\t")
    converted = convert(text, configs=configs)
    assert converted.decorated == 1
    assert ("\t" in converted.html) == ("\t" in plainly(text, configs=configs))


def test_a_fault_of_ours_leaves_the_plain_block_and_says_so(convert, plainly, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("ouch")

    monkeypatch.setattr("mkdocs_multistage.markdown.decoration.figure", broken)
    converted = convert("text\n\n" + fence())
    assert converted.html == plainly("text\n\n" + fence())
    (apology,) = converted.host.apologies
    assert apology.startswith("docs/page.md:3:1: ")
    assert "RuntimeError: ouch" in apology
    assert "report" in apology


@pytest.mark.parametrize(
    "body",
    [
        'FROM "><script>alert(1)</script> AS "><script>\n',
        "FROM a AS b\nCOPY --from=<img/src=x> / /\nFROM b\nCOPY --from=b / /\n",
        "FROM a AS \u202eevil\u2066\nFROM b\nCOPY --from=\u202eevil / /\n",
        "FROM a\nRUN <<EOT\nnever closed\n",
        "FROM a AS b\x00\x07\nCOPY --from=b\x1b[31m x y\n",
        "\ud800 lone surrogate\nFROM a AS \ud800\nCOPY --from=\udfff a b\n",
        "FROM \\\n" * 50,
        "<!-- -->\nFROM a AS b\nFROM b\n-->",
    ],
)
def test_hostile_text_breaks_nothing_and_stays_text(convert, body):
    converted = convert(fence(body=body))
    assert "<script>" not in converted.html
    assert "<img" not in converted.html
    assert converted.host.apologies == []
    for report in converted.host.reports:
        assert str(report).isprintable()


def test_a_figure_above_code_that_could_not_be_marked_links_nowhere(convert):
    def formatter(*_arguments, **_options):
        return "<div class='own'><code>not the source</code></div>"

    text = "```dockerfile\nFROM golang:1.25 AS build\nRUN make\nFROM alpine:3.22\nCOPY --from=build /a /b\n```\n"
    html = convert(
        text, configs={"pymdownx.superfences": {"custom_fences": [{"name": "*", "class": "x", "format": formatter}]}}
    ).html
    assert "<figure" in html
    assert "href=" not in html
