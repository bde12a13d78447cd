"""Dockerfiles that other plugins bring in: a finding stands in the file that was included, or at the fence that made it."""

from __future__ import annotations

import re
import textwrap

import markdown
import pytest
from recorder import Recorder

from mkdocs_multistage.markdown import MultistageExtension

BLOCK = """\
# syntax=docker/dockerfile:1
FROM golang:1.24 AS build
RUN go build

FROM scratch
COPY --from=build /etc /etc
COPY --from=biuld /app /app
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "docs" / "sub").mkdir(parents=True)
    (tmp_path / "Dockerfile").write_text(BLOCK)
    return tmp_path


@pytest.fixture
def page(project, convert):
    """Convert a page in which each directive has been replaced by the text in its place."""

    def page(source, *texts):
        given = iter(texts)
        text = re.sub(
            r"(?m)^([ >]*)(\{%.*?%\})",
            lambda found: textwrap.indent(next(given).rstrip("\n"), found[1]),
            source,
            flags=re.DOTALL,
        )
        host = Recorder(source=f"---\na: b\n---\n{source}", folder=str(project / "docs"), root=str(project))
        return convert(text, host=host)

    return page


def place(report, project):
    name = report.place.path.removeprefix(f"{project}/")
    return f"{name}:{report.place.line}:{report.place.column}", report.place.exact, report.place.included_by


@pytest.mark.parametrize(
    "directive",
    [
        '{% include "../Dockerfile" %}',
        "{%include '../Dockerfile'%}",
        '{%\n  include "../Dockerfile"\n  start="x"\n%}',
        '{%- include-markdown "../Dockerfile" -%}',
    ],
)
@pytest.mark.parametrize("prefix", ["", "    ", "> "])
def test_the_file_that_a_directive_names_is_named_with_its_line(project, page, directive, prefix):
    fence = textwrap.indent(f"```dockerfile\n{directive}\n```", prefix)
    if "\n" in directive and prefix:
        pytest.skip("a directive over several lines stands at the left")
    source = f"# x\n\n- a\n\n{fence}\n\nafter\n" if prefix else f"# x\n\n{fence}\n\nafter\n"
    (report,) = page(source, BLOCK).host.reports
    at = source[: source.index(directive)].count("\n") + 4
    assert place(report, project) == ("Dockerfile:7:13", True, f"docs/page.md:{at}")
    assert "(line 2)" in report.message


def test_a_part_of_an_included_file_has_the_lines_of_the_file(project, page):
    source = '```dockerfile\nFROM golang AS build\n{% include "../Dockerfile" %}\n```\n'
    (report,) = page(source, "\n".join(BLOCK.split("\n")[4:7])).host.reports
    assert place(report, project) == ("Dockerfile:7:13", True, "docs/page.md:6")


def test_an_included_page_is_named_with_the_files_that_it_includes(project, page):
    inner = "FROM golang AS build\nFROM scratch\nCOPY --from=bulid /b /b\n"
    (project / "docs" / "sub" / "inner").write_text(inner)
    (project / "docs" / "part.md").write_text('Text\n\n```dockerfile\n{% include "sub/inner" %}\n```\n')
    (report,) = page('# a\n\n{% include-markdown "part.md" %}\n', f"Text\n\n```dockerfile\n{inner}```\n").host.reports
    assert place(report, project) == ("docs/sub/inner:3:13", True, "docs/page.md:6")


def test_each_of_two_included_files_is_named(project, page):
    (project / "other").write_text(BLOCK.replace("biuld", "bulid").replace("/etc /etc", "/x /x"))
    source = '```dockerfile\n{% include "../Dockerfile" %}\n```\n\n```dockerfile\n{% include "../other" %}\n```\n'
    reports = page(source, BLOCK, (project / "other").read_text()).host.reports
    assert [place(report, project) for report in reports] == [
        ("Dockerfile:7:13", True, "docs/page.md:5"),
        ("other:7:13", True, "docs/page.md:9"),
    ]


def test_a_line_that_a_file_has_twice_is_told_by_those_around_it_or_not_for_sure(project, page):
    twice = "COPY --from=biuld /a /a\nRUN one\nCOPY --from=biuld /a /a\nRUN two\n"
    (project / "twice").write_text(f"FROM golang AS build\nFROM scratch\n{twice}")
    source = '```dockerfile\n{% include "../twice" %}\n```\n'
    reports = page(source, (project / "twice").read_text()).host.reports
    assert [place(report, project)[:2] for report in reports] == [("twice:3:13", True), ("twice:5:13", True)]


@pytest.mark.parametrize(
    "path", ["../../outside", "missing", "x" * 300, "/etc/hostname", "https://example.org/Dockerfile"]
)
def test_a_file_that_is_not_the_projects_is_not_looked_into(project, page, path):
    (project.parent / "outside").write_text(BLOCK)
    (report,) = page(f'a\n\n```dockerfile\n{{% include "{path}" %}}\n```\n', BLOCK).host.reports
    assert place(report, project)[:2] == ("docs/page.md:7:1", False)


def test_a_directive_that_is_no_such_thing_is_no_reason_to_fail(page):
    for directive in ("{% include %}", '{% include "" %}', '{% include "\x00" %}', "{% include '../docs' %}"):
        assert len(page(f"```dockerfile\n{directive}\n```\n", BLOCK).host.reports) == 1


# Fences whose program writes the page, as markdown-exec has them.

WRONG = "COPY --from=biuld /c /c"


def run(outer, output):
    """Convert a page whose ``run`` fences become what another Markdown instance makes of an output."""
    host = Recorder(source=outer)

    def formatter(source, language, css_class, options, md, **_):  # noqa: ARG001 - SuperFences's
        return markdown.markdown(output, extensions=["pymdownx.superfences", MultistageExtension(host=host)])

    fences = [{"name": "run", "class": "run", "format": formatter}]
    markdown.markdown(
        outer,
        extensions=["pymdownx.superfences", MultistageExtension(host=host)],
        extension_configs={"pymdownx.superfences": {"custom_fences": fences}},
    )
    return [
        (r.place.path, r.place.line, r.place.column, r.place.exact) for r in host.reports if r.rule == "UnknownStage"
    ]


OUTPUT = f"```dockerfile\nFROM golang AS build\nFROM alpine\n{WRONG}\n```\n"


def test_a_line_that_stands_in_the_program_is_pointed_at():
    outer = f"# x\n\n- a\n\n    ``` run exec=\"on\"\n    print('''\n    FROM alpine\n      {WRONG}\n    ''')\n    ```\n"
    outer = outer.replace('``` run exec="on"', "```run\n    # exec=")
    header = outer.split("\n").index("    ```run") + 1
    assert run(outer.replace("\n    # exec=", ""), OUTPUT) == [("docs/page.md", header + 3, 19, True)]


def test_a_program_that_makes_the_line_is_named_by_its_fence():
    for program in ("print(open('x').read())", f"{WRONG}\n{WRONG}"):
        outer = f"# x\n\n```dockerfile\n{WRONG}\n```\n\n```run\n{program}\n```\n"
        assert run(outer, OUTPUT) == [("docs/page.md", 7, 1, False)]
