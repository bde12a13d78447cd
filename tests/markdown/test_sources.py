"""A fence that shows a file of the project: ``source=``."""

from __future__ import annotations

import re
import textwrap

import pytest
from markdown_extensions import EXTENSION_SETS
from recorder import Recorder

DOCKERFILE = """\
# syntax=docker/dockerfile:1
ARG GO=1.25

# What compiles.
FROM golang:${GO} AS builder
WORKDIR /src
# --8<-- [start:compile]
COPY . .
RUN go build -o /app .
# --8<-- [end:compile]

FROM builder AS test
RUN go test ./...

FROM alpine:3.22 AS final
COPY --from=builder /app /app
"""
LINES = DOCKERFILE.rstrip("\n").split("\n")
WITHOUT_MARKS = [line for line in LINES if "8<" not in line]
BROKEN = DOCKERFILE.replace("--from=builder", "--from=bulider")


def fence(options="", body="", *, path="../Dockerfile", mark="```"):
    return f'{mark}dockerfile source="{path}" {options}'.rstrip() + f"\n{body}{mark}\n"


def shown(html):
    """The lines of the code blocks outside of figures."""
    codes = re.findall(r"<code[^>]*>(.*?)</code>", re.sub(r"<figure.*?</figure>", "", html, flags=re.DOTALL), re.DOTALL)
    unescape = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
    texts = [re.sub(r"<[^>]+>", "", code) for code in codes]
    for escape, character in unescape.items():
        texts = [text.replace(escape, character) for text in texts]
    return [text.strip("\n").split("\n") for text in texts]


@pytest.fixture(params=EXTENSION_SETS.values(), ids=EXTENSION_SETS)
def extensions(request):
    return request.param


@pytest.fixture
def project(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    return tmp_path


@pytest.fixture
def page(project, convert):
    def page(text, **more):
        host = Recorder(source=text, folder=str(project / "docs"), root=str(project))
        return convert(text, host=host, **more)

    return page


def reports(converted):
    return [(r.rule, r.place.line, r.place.column) for r in converted.host.reports]


def test_the_file_is_shown_in_place_of_the_fences_body(page, extensions):
    for body in ("", "\n", "FROM scratch\n", "one\n\ntwo\n"):
        converted = page(f"Text.\n\n{fence(body=body)}\nMore.\n", extensions=extensions)
        assert shown(converted.html) == [WITHOUT_MARKS]
        assert converted.host.reports == converted.host.apologies == []
        assert "<p>More.</p>" in converted.html


def test_a_path_with_a_slash_in_front_begins_at_the_project(page, extensions):
    assert shown(page(fence(path="/Dockerfile"), extensions=extensions).html) == [WITHOUT_MARKS]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ('stages="builder"', [4, 5, 6, 8, 9]),
        ('stages="builder,final"', [4, 5, 6, 8, 9, 11, 15, 16]),
        ('stages="FINAL test"', [12, 13, 14, 15, 16]),
        ('stages="0,2"', [4, 5, 6, 8, 9, 11, 15, 16]),
        ('stages="last"', [15, 16]),
        ('lines="5-6"', [5, 6]),
        ('lines="15-,2,5-9"', [2, 5, 6, 8, 9, 15, 16]),
        ('lines="-2"', [1, 2]),
        ('region="compile"', [8, 9]),
    ],
)
def test_a_part_of_the_file_is_shown_without_the_marks_of_regions(page, extensions, options, lines):
    converted = page(fence(options), extensions=extensions)
    assert shown(converted.html) == [[LINES[number - 1] for number in lines]]
    assert converted.host.reports == converted.host.apologies == []


def test_a_stage_that_is_not_shown_is_known_all_the_same(page, extensions):
    html = page(fence('stages="final"'), extensions=extensions).html
    assert html.count("ms-line ms-band ") == 2
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))


@pytest.mark.parametrize("options", ["", 'stages="final"', 'stages="builder"', 'lines="1-2"', 'region="compile"'])
def test_a_mistake_is_reported_in_the_file_whether_its_line_is_shown_or_not(project, page, extensions, options):
    (project / "Dockerfile").write_text(BROKEN)
    (report,) = page(f"Text.\n\n{fence(options)}", extensions=extensions).host.reports
    assert (report.rule, str(report.place)) == ("UnknownStage", f"{project / 'Dockerfile'}:16:13")
    assert (report.place.exact, report.place.included_by) == (True, "docs/page.md:3")
    assert "(line 5)" in report.message


def test_line_endings_and_a_byte_order_mark_are_not_shown(project, page, extensions):
    (project / "Dockerfile").write_bytes(b"\xef\xbb\xbf" + BROKEN.replace("\n", "\r\n").encode())
    converted = page(fence(), extensions=extensions)
    assert shown(converted.html) == [[line for line in BROKEN.rstrip("\n").split("\n") if "8<" not in line]]
    assert reports(converted) == [("UnknownStage", 16, 13)]


def test_a_file_that_holds_fences_and_what_looks_like_html_is_shown_as_it_is(project, page, extensions):
    text = "FROM alpine AS a\nRUN <<EOF\n```\n````\n~~~\n</code></pre><b>x</b> <!-- \x02wzxhzdk:0\x03\nEOF\nFROM a\n\tRUN x"
    (project / "Dockerfile").write_text(text)
    for mark in ("```", "~~~"):
        converted = page(f"{fence(mark=mark)}\nafter\n", extensions=extensions)
        assert shown(converted.html) == [text.replace("\x02", "\ufffd").replace("\x03", "\ufffd").split("\n")]
        assert "<b>x" not in converted.html
        assert "<p>after</p>" in converted.html


@pytest.mark.parametrize("prefix", ["    ", "> ", "\t", "    > "])
def test_fences_in_lists_tabs_and_quotes_show_files_too(page, prefix):
    text = "- a\n\n" * prefix.startswith((" ", "\t")) + textwrap.indent(fence('stages="final"'), prefix)
    converted = page(text)
    assert shown(converted.html) == [LINES[14:]]
    assert converted.host.reports == []


def test_the_header_in_braces_takes_a_file_too(page, extensions):
    text = '```{ .dockerfile source="../Dockerfile" lines="15-" }\n```\n'
    assert shown(page(text, extensions=extensions).html) == [LINES[14:]]


def test_two_fences_one_after_the_other_show_each_its_own(page, extensions):
    other = "```py\nx\n```\n"
    text = "\n".join([fence(body="x\n"), fence('lines="5"', "FROM a\n"), fence('lines="6"'), other])
    assert shown(page(text, extensions=extensions).html) == [WITHOUT_MARKS, LINES[4:5], LINES[5:6], ["x"]]


@pytest.mark.parametrize(
    ("options", "key", "words"),
    [
        ('stages="bilder"', "stages", "'../Dockerfile' has no stage 'bilder'. Did you mean 'builder'?"),
        ('stages="web"', "stages", "Its stages: 'builder', 'test', 'final'."),
        ('stages="7"', "stages", "has no stage 7: it has 3 stages, numbered from 0."),
        ('lines="10-17"', "lines", "'../Dockerfile' has 16 lines, so it has no line 17."),
        ('lines="99"', "lines", "it has no line 99"),
        ('region="compil"', "region", "has no region 'compil'. Did you mean 'compile'?"),
        ('region="x"', "region", "Its regions: 'compile'."),
    ],
)
def test_a_part_that_the_file_lacks_is_named_and_the_body_stands_in(page, extensions, options, key, words):
    converted = page(f"Text.\n\n{fence(options, 'FROM scratch' + chr(10))}", extensions=extensions)
    (report,) = converted.host.reports
    assert (report.rule, report.level) == ("SourcePartMissing", "warn")
    assert words in report.message
    assert (report.place.line, report.place.column) == (3, fence(options).index(key) + 1)
    assert shown(converted.html) == [["FROM scratch"]]


def test_of_several_stages_those_that_are_there_are_shown_where_there_is_no_body(page, extensions):
    converted = page(fence('stages="final,nope"'), extensions=extensions)
    assert [report.rule for report in converted.host.reports] == ["SourcePartMissing"]
    assert shown(converted.html) == [LINES[14:]]


def test_a_region_without_an_end_is_named(project, page):
    (project / "Dockerfile").write_text(DOCKERFILE.replace("# --8<-- [end:compile]\n", ""))
    converted = page(fence('region="compile"'))
    assert "has no end" in converted.host.reports[0].message
    assert shown(converted.html)[0][0] == "COPY . ."


def test_a_file_that_is_not_there_is_named_with_the_nearest_name_and_the_body_stands_in(project, page, extensions):
    converted = page(f"a\n\n{fence(path='../Dokcerfile', body='FROM scratch' + chr(10))}", extensions=extensions)
    (report,) = converted.host.reports
    assert (report.rule, report.level) == ("SourceNotFound", "warn")
    assert report.message == "There is no file '../Dokcerfile'. Did you mean '../Dockerfile'?"
    assert (report.place.line, report.place.column) == (3, 15)
    assert shown(converted.html) == [["FROM scratch"]]
    assert converted.host.used == [str(project / "Dokcerfile")]


def test_the_host_is_told_which_file_a_page_shows(project, page, extensions):
    (project / "link").symlink_to("Dockerfile")
    used = page(f"{fence()}\n{fence(path='/link')}\n{fence(path='missing')}", extensions=extensions).host.used
    assert used == [str(project / "Dockerfile"), str(project / "link"), str(project / "docs/missing")]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ('source="../Dockerfile" stages="a" lines="1"', "`lines` has no effect together with `stages`"),
        ('source="../Dockerfile" lines="3-1"', 'Did you mean "1-3"?'),
        ('source="../Dockerfile" lines="0-3"', "counted from 1"),
        ('source="../Dockerfile" lines="x"', 'such as "4-18"'),
        ('source="../Dockerfile" sync="yes"', "expected 'check'"),
        ('source=""', "is empty"),
        ('stages="a"', "has no effect without a file"),
        ('sync="check"', "has no effect without a file"),
        ('sourec="../Dockerfile"', "Did you mean `source`?"),
    ],
)
def test_an_option_that_cannot_be_meant_so_is_named(page, extensions, options, words):
    told = page(f"```dockerfile {options}\nFROM scratch\n```\n", extensions=extensions).host.reports
    assert any(words in report.message and report.rule == "InvalidFenceOption" for report in told)


def test_a_file_may_hide_lines_of_its_own_and_a_reader_may_ask_for_them(project, page, extensions):
    (project / "Dockerfile").write_text(
        DOCKERFILE.replace("WORKDIR /src", "# multistage: hide\nWORKDIR /src\n# multistage: show")
    )
    html = page(fence('stages="builder" reveal="true"'), extensions=extensions).html
    assert shown(html) == [[LINES[number - 1] for number in (4, 5, 8, 9)]]
    (whole,) = re.findall(r'<details class="ms-whole">.*?</details>', html, re.DOTALL)
    text = re.sub(r"<[^>]+>", "", whole)
    assert "WORKDIR /src" in text
    assert "go test" in text
    assert "8&lt;" not in text
    assert "multistage:" not in text


def test_a_file_is_read_as_it_is_built_where_a_mark_ends_the_directives(project, page):
    (project / "Dockerfile").write_text(
        "# --8<-- [start:all]\n# escape=`\nFROM alpine AS a\nRUN a \\\n  b\n# --8<-- [end:all]\n"
    )
    assert page(fence('region="all"')).host.reports == []


def test_an_expected_mistake_of_a_file_is_shown_and_not_reported(project, page, extensions):
    (project / "Dockerfile").write_text(BROKEN)
    converted = page(fence('expect="UnknownStage" stages="final"'), extensions=extensions)
    assert converted.host.reports == []
    assert ">line 2</a>" in converted.html


def test_nothing_is_read_for_a_text_that_belongs_to_no_project(convert, project):
    converted = convert(fence(path=str(project / "Dockerfile")))
    assert [report.rule for report in converted.host.reports] == ["SourceNotFound"]
    assert converted.host.used == []
    assert shown(converted.html) == [[""]]


def test_blocks_of_one_example_that_show_one_file_are_parts_of_that_file(project, page, extensions):
    (project / "Dockerfile").write_text(BROKEN)
    text = "\n".join(
        [
            fence('stages="builder" example="app" reveal="true"'),
            fence('stages="builder,test" continues="app"'),
            fence('stages="final" continues="app" reveal="true"'),
        ]
    )
    converted = page(text, extensions=extensions)
    assert reports(converted) == [("UnknownStage", 16, 13)]
    assert converted.host.apologies == []
    assert [len(lines) for lines in shown(converted.html)] == [5, 8, 2]
    html = converted.html
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(multistage[^"]+)"', html)) <= set(ids)
    assert html.count("<figcaption") == 1
    assert "Shown below" not in html


def test_the_figure_puts_the_stages_that_are_shown_in_front_and_names_them(page, extensions):
    html = page(fence('stages="builder,final"'), extensions=extensions).html
    rows = re.findall(r'<li class="(ms-row[^"]*)" data-multistage-stage="(\d)"', html)
    assert [stage for classes, stage in rows if "is-aside" in classes] == ["1"]
    assert re.search(r"Shown below: <b><bdi>builder</bdi></b> and <b><bdi>final</bdi></b>\.", html)
    assert "is-aside" not in page(fence(), extensions=extensions).html
