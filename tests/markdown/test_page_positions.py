"""A finding stands at its line and column in the file, as the author wrote it."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_extensions import CONFIGS, EVERYTHING
from recorder import Recorder

from mkdocs_multistage.markdown import MultistageExtension

PAGES = Path(__file__).parent.parent / "data" / "pages"
INCLUDED = PAGES / "included"

BLOCK = """\
FROM golang:1.24 AS build
FROM scratch
COPY --from=build /etc /etc
COPY --from=biuld /app /app
"""


def body_of(text):
    """What MkDocs hands on: front matter and the blank lines behind it are gone."""
    return re.sub(r"\A---\n.*?\n---\n+", "", text, flags=re.DOTALL)


def snippets(**more):
    return {"pymdownx.snippets": {"base_path": [str(INCLUDED)], **more}}


def summary(report):
    """A report without its message, which is the rule's own business."""
    place = report.place
    remarks = [f"included by {place.included_by}"] * bool(place.included_by) + ["approximate"] * (not place.exact)
    return " ".join([str(place).replace(str(INCLUDED), "included"), report.rule, *remarks])


def expected(name):
    return (PAGES / name).with_suffix(".reports").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("page", sorted(p.name for p in PAGES.glob("*.md")))
def test_a_page_is_reported_on_as_expected(convert, page):
    text = (PAGES / page).read_text(encoding="utf-8")
    converted = convert(body_of(text), source=text, configs=snippets())
    assert [summary(report) for report in converted.host.reports] == expected(page)
    assert converted.host.apologies == []


@pytest.mark.parametrize("page", ["nesting.md", "twice.md"])
def test_each_misspelt_name_outside_examples_is_pointed_at(convert, page):
    text = (PAGES / page).read_text(encoding="utf-8")
    lines = text.split("\n")
    converted = convert(body_of(text), source=text)
    assert converted.places
    for line, column in converted.places:
        assert lines[line - 1][column - 1 :].startswith("biuld")
    assert all(report.place.exact for report in converted.host.reports)


def test_windows_line_ends_change_nothing(convert):
    text = (PAGES / "nesting.md").read_text(encoding="utf-8")
    unix = convert(body_of(text), source=text)
    windows = convert(body_of(text).replace("\n", "\r\n"), source=text.replace("\n", "\r\n"))
    assert windows.places == unix.places


def test_a_page_of_no_file_is_reported_in_its_own_text(convert):
    text = f"text\n\n```dockerfile\n{BLOCK}```\n"
    assert convert(text, source=None).places == [(7, 13)]


def test_text_that_another_plugin_has_put_before_is_counted_out(convert):
    source = f"# Title\n\n```dockerfile\n{BLOCK}```\n"
    changed = f"!!! note\n    added\n\n{source}\n\nadded\n"
    assert convert(changed, source=source).places == [(7, 13)]


def test_an_edit_above_in_the_middle_and_below_is_counted_out(convert):
    source = f"{{{{ banner }}}}\n\n```dockerfile\n{BLOCK}```\n\n{{{{ more }}}}\n\n```dockerfile\n{BLOCK}```\n\n{{{{ end }}}}\n"
    changed = (
        source.replace("{{ banner }}", "a\n\nb\n").replace("{{ more }}", "```py\nx\n```\n").replace("{{ end }}", "")
    )
    converted = convert(changed, source=source)
    assert converted.places == [(7, 13), (16, 13)]
    assert all(report.place.exact for report in converted.host.reports)


def test_an_edit_of_the_line_itself_is_followed(convert):
    source = "```dockerfile\n{{ base }}\nFROM scratch\nCOPY --from=build /x /\n{{copy}} --from=biuld /app /app\n```\n"
    changed = source.replace("{{ base }}", "FROM a AS build").replace("{{copy}}", "COPY")
    assert convert(changed, source=source).places == [(5, 17)]


def test_a_name_that_is_nowhere_in_the_source_is_placed_approximately_and_says_so(convert):
    source = "# Title\n\n{{ dockerfile }}\n\nmore\n"
    converted = convert(source.replace("{{ dockerfile }}", f"```dockerfile\n{BLOCK}```"), source=source)
    (report,) = converted.host.reports
    assert not report.place.exact
    assert report.place.line == 3
    assert "position approximate" in str(report)


def test_repeated_blocks_that_a_plugin_has_moved_keep_their_own_places(convert):
    block = f"```dockerfile\n{BLOCK}```\n"
    source = f"---\na: b\n---\n\n{block}\ntext\n\n{block}\n{block}"
    converted = convert(body_of(source).replace("text", "much\n\nmore\n\ntext"), source=source)
    assert converted.places == [(9, 13), (18, 13), (25, 13)]


def test_line_numbers_in_a_message_are_the_pages(convert):
    text = f"text\n\n- a\n\n{textwrap.indent(f'```dockerfile{chr(10)}{BLOCK}```', '    ')}\n"
    (report,) = convert(text, source=text).host.reports
    assert "(line 6)" in report.message


def test_an_included_file_is_named_with_its_own_line_and_where_it_is_included(convert):
    text = '# x\n\n```dockerfile\n--8<-- "whole.Dockerfile"\n```\n'
    (report,) = convert(text, source="---\na: b\n---\n" + text, configs=snippets()).host.reports
    assert report.place.path == str(INCLUDED / "whole.Dockerfile")
    assert (report.place.line, report.place.column) == (4, 13)
    assert report.place.included_by == "docs/page.md:7"
    assert "included by docs/page.md:7" in str(report)


@pytest.mark.parametrize("how", ["broken.Dockerfile:image", "broken.Dockerfile:3:6", "broken.Dockerfile:3"])
@pytest.mark.parametrize("dedent", [True, False])
def test_a_part_of_a_file_has_the_lines_of_the_file(convert, how, dedent):
    text = f'- a\n\n    ```dockerfile\n    --8<-- "{how}"\n    ```\n'
    converted = convert(text, configs=snippets(dedent_subsections=dedent))
    assert converted.places == [(5, 13)]


RANGES = """\
FROM golang AS build
RUN one
RUN two

    # deep
    FROM alpine
RUN three
COPY --from=biuld /a /a
"""


@pytest.mark.parametrize("dedent", [True, False])
@pytest.mark.parametrize("is_old", [True, False])
@pytest.mark.parametrize("ranges", ["1:2,6:6,8:8", "1,5:6,8:9", "1:1,5:-3,7:8", "-9:-8,6:"])
@pytest.mark.parametrize("block", [True, False])
def test_several_ranges_of_a_file_have_its_lines(convert, tmp_path, monkeypatch, *, dedent, is_old, ranges, block):
    if is_old:  # as with versions that tell nobody of the lines that they read
        for name in ("_watch_reading", "_watch_dedent"):
            monkeypatch.setattr(f"mkdocs_multistage.markdown.snippets.{name}", lambda _: None)
    (tmp_path / "x").write_text(RANGES)
    include = f"--8<--\nx:{ranges}\n--8<--" if block else f'--8<-- "x:{ranges}"'
    text = f"a\n\n```dockerfile\n{include}\n```\n"
    configs = {"pymdownx.snippets": {"base_path": [str(tmp_path)], "dedent_subsections": dedent}}
    (report,) = convert(text, source=text, configs=configs).host.reports
    place = report.place
    assert (place.path, place.line, place.column, place.exact) == (str(tmp_path / "x"), 8, 13, True)
    assert "(line 1)" in report.message


def test_a_download_is_reported_where_it_is_included(convert, monkeypatch):
    from pymdownx.snippets import SnippetPreprocessor

    monkeypatch.setattr(SnippetPreprocessor, "download", lambda *_: BLOCK.split("\n"))
    monkeypatch.setattr(SnippetPreprocessor.download, "cache_clear", lambda: None, raising=False)
    text = 'a\n\n```dockerfile\n--8<-- "https://example.org/Dockerfile"\n```\n'
    (report,) = convert(text, source=text, configs=snippets(url_download=True)).host.reports
    assert (report.place.path, report.place.line, report.place.exact) == ("docs/page.md", 4, False)


def test_a_dedented_part_has_the_columns_of_the_file(convert, tmp_path):
    (tmp_path / "deep.txt").write_text(textwrap.indent("# --8<-- [start:a]\n" + BLOCK + "# --8<-- [end:a]\n", "      "))
    text = '```dockerfile\n--8<-- "deep.txt:a"\n```\n'
    configs = {"pymdownx.snippets": {"base_path": [str(tmp_path)], "dedent_subsections": True}}
    assert convert(text, configs=configs).places == [(5, 19)]


def test_an_appended_file_is_named(convert):
    reports = convert("text\n", configs=snippets(auto_append=["chapter.md"])).host.reports
    assert str(INCLUDED / "chapter.md") + ":7:13" in {str(report.place) for report in reports}


def test_an_included_file_that_cannot_be_known_is_reported_at_its_mark(convert, monkeypatch):
    text = 'text\n\n```dockerfile\n--8<-- "whole.Dockerfile"\n```\n'
    monkeypatch.setattr("mkdocs_multistage.markdown.extension.watch_snippets", lambda *_: None)
    (report,) = convert(text, source=text, configs=snippets()).host.reports
    assert (report.place.path, report.place.line) == ("docs/page.md", 4)
    assert not report.place.exact


def test_a_wrong_option_is_pointed_at_in_its_header(convert):
    text = '- a\n\n    > ```dockerfile title="diagram" diagram="side"\n    > FROM a AS b\n    > ```\n'
    (report,) = convert(text, source=text).host.reports
    assert report.rule == "InvalidFenceOption"
    line = text.split("\n")[report.place.line - 1]
    assert line[report.place.column - 1 :].startswith('diagram="side"')


TABBED = """\
FROM golang AS build
FROM scratch
COPY\t--from=build\t/a /b
COPY\t--from=biuld\t/c\t/d
"""
PRESERVED = {"pymdownx.superfences": {"preserve_tabs": True}}


def fenced(prefix="", body=TABBED, header="```dockerfile"):
    return "".join(f"{prefix}{line}\n" for line in [header, *body.rstrip("\n").split("\n"), header[:3]])


@pytest.mark.parametrize(
    ("text", "more", "configs"),
    [
        (fenced(), (), PRESERVED),
        ("- a\n\n" + fenced("\t"), (), PRESERVED),
        (fenced("> "), (), PRESERVED),
        (fenced(">\t"), (), None),
        ("- a\n\n" + fenced("\t").replace("\tCOPY", "    COPY"), (), None),
        ("{++ added\n\nmore ++} text {-- gone --}\n\n" + fenced(), ("pymdownx.critic",), None),
        ("title: x\nfoo: y\n\ntext\n\n" + fenced(), ("meta",), None),
        ("> [!note]\n" + fenced("> "), ("pymdownx.quotes",), None),
        ("\n\n\n" + fenced(body="\n\n" + TABBED), (), None),
        ("a\x0cb\n\n" + fenced(body="# \x0c \u2028 x\n" + TABBED), (), None),
        (fenced(body=TABBED.replace("COPY\t--from=biuld", "COPY  --chown=é🎉 --from=biuld")), (), None),
        ('<div markdown="1">\n  <p>x</p>\n\n' + fenced("  ") + "\n</div>\n", (), None),
        (fenced(body=TABBED.replace("COPY\t--from=biuld", "COPY \\\n    --from=biuld \\\n ")), (), None),
        (fenced(body=TABBED.replace("COPY\t--from=biuld\t/c\t/d", "RUN --mount=from=biuld,target=/x\tls")), (), None),
        (fenced(header="~~~docker"), ("fenced_code", "codehilite"), None),
    ],
)
def test_the_name_is_pointed_at_whatever_else_reads_the_page(convert, text, more, configs):
    if "pymdownx.quotes" in more:
        pytest.importorskip("pymdownx.quotes", reason="this version of pymdown-extensions has no quotes yet")
    converted = convert(text, source=text, extensions=(*EVERYTHING, *more), configs=configs)
    ((line, column),) = converted.places
    assert text.split("\n")[line - 1][column - 1 :].startswith("biuld")
    assert converted.host.reports[-1].place.exact


# Random pages: what can stand around a fence, in any order and depth.

WORDS = st.sampled_from(["text", "`code`", "more text", "", "", "a | b", "* * *", "FROM x", "1 < 2 --> 3"])


def inside(prefix, first=""):
    def wrap(block):
        lines = block.split("\n")
        return "\n".join(
            [first, *(prefix + line if line.strip() else prefix.rstrip() for line in lines)]
            if first
            else [prefix + line if line.strip() else prefix.rstrip() for line in lines]
        )

    return wrap


WRAPPERS = {
    "list": inside("    ", "1. item\n"),
    "bullet": inside("    ", "- item\n"),
    "admonition": inside("    ", "!!! note\n"),
    "details": inside("    ", "??? tip\n"),
    "tab": inside("    ", '=== "Tab"\n'),
    "quote": inside("> "),
    "tab character": inside("\t", "- item\n"),
    "footnote": inside("    ", "word[^9]\n\n[^9]: note\n"),
}

HEADERS = st.sampled_from(
    [
        "```dockerfile",
        "~~~Docker",
        "````Dockerfile",
        '```dockerfile title="a" linenums="3"',
        '``` { .dockerfile .x diagram="rail" }',
        '```dockerfile diagram="off" hl_lines="1"',
    ]
)

BODIES = st.lists(
    st.sampled_from(["", "# a comment", "RUN make \\\n    all", "COPY\t. .", "WORKDIR /src", "   ", "RUN echo é ✓ 🎉"]),
    max_size=3,
)


BEFORE = st.lists(st.sampled_from(["", "# a comment", "ARG A=1", "   ", "# é ✓ 🎉"]), max_size=3)

# What other plugins do to a page before it is converted.
EDITS = {
    "nothing": lambda text: text,
    "a paragraph at the top": lambda text: f"added\n\n{text}",
    "a block at the top": lambda text: f"```dockerfile\nFROM golang:1.24 AS build\nFROM scratch\n```\n\n{text}",
    "more text in the middle": lambda text: text.replace("text", "much\n\nmore", 1),
    "text is cut": lambda text: text.replace("text", ""),
    "blank lines are added": lambda text: text.replace("\n\n", "\n\n\n", 2),
    "a paragraph at the end": lambda text: f"{text}\n\nadded",
    "the last newlines are dropped": lambda text: f"added\n\n{text}".rstrip("\n"),
}


@st.composite
def blocks(draw):
    header = draw(HEADERS)
    mark = header[: len(header) - len(header.lstrip("`~"))]
    before, between = "\n".join(draw(BEFORE)), "\n".join(draw(BODIES))
    flags = draw(st.sampled_from(["", "--chown=1:1 ", "  ", "--link\t"]))
    lines = [header, *([before] if before else []), "FROM golang:1.24 AS build", *([between] if between else [])]
    lines += ["FROM scratch", "COPY --from=build /a /b", f"COPY {flags}--from=biuld /c /d", mark]
    return "\n".join(line for line in lines if not line.startswith("RUN echo 🎉\t"))


@st.composite
def pages(draw):
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        part = draw(blocks())
        for name in draw(st.lists(st.sampled_from(sorted(WRAPPERS)), max_size=3)):
            if name == "footnote" and parts:
                continue
            part = WRAPPERS[name](part)
        parts += ["\n".join(draw(st.lists(WORDS, max_size=3))), part]
    page = "\n\n".join(parts) + "\n"
    return draw(st.sampled_from(["", "---\ntitle: x\n---\n\n", "---\na: [b]\n---\n\n\n"])) + "# Title\n\n" + page


@settings(derandomize=True, max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=pages(), edit=st.sampled_from(sorted(EDITS)))
def test_on_random_pages_each_report_is_exactly_at_the_misspelt_name(page, edit):
    host = Recorder(source=page)
    text = EDITS[edit](body_of(page))
    html = markdown.markdown(text, extensions=[*EVERYTHING, MultistageExtension(host=host)], extension_configs=CONFIGS)
    lines = page.split("\n")
    reported = [(r.place.line, r.place.column) for r in host.reports if r.rule == "UnknownStage"]
    assert host.apologies == []
    assert len(set(reported)) == len(reported)
    for line, column in reported:
        assert lines[line - 1][column - 1 :].startswith("biuld"), (line, column)
    assert [r for r in host.reports if not r.place.exact] == []
    in_sight = html.count("multistage-code ") + html.count('multistage-code"')
    assert len(reported) == in_sight - (edit == "a block at the top")


def test_the_host_is_told_which_files_a_page_includes_and_which_it_would(convert, tmp_path):
    (tmp_path / "there.txt").write_text("# x")
    text = 'text\n\n--8<-- "there.txt"\n\n--8<-- "missing.txt"\n'
    configs = {"pymdownx.snippets": {"base_path": [str(tmp_path)]}}
    assert convert(text, configs=configs).host.used == [str(tmp_path / "there.txt"), str(tmp_path / "missing.txt")]
