"""``mkdocs-multistage sync``: examples that follow a file are written anew, and nothing else is."""

from __future__ import annotations

import json
import stat
import textwrap

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_multistage.cli.pages import EXTENSIONS
from mkdocs_multistage.cli.rewriting import Change, rewrite
from mkdocs_multistage.markdown import MultistageExtension, PageContext

DOCKERFILE = """\
# syntax=docker/dockerfile:1
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
"""
OLD = DOCKERFILE.replace("1.25", "1.24").replace("COPY --from=build /app /app\n", "")


def fence(body=OLD, options="", mark="```"):
    return f'{mark}dockerfile source="/Dockerfile" {options}sync="check"\n{body}{mark}\n'


@pytest.fixture
def project(folder):
    folder.write("Dockerfile", DOCKERFILE)
    folder.write("mkdocs.yml", "site_name: S\ntheme: mkdocs\nmarkdown_extensions: [pymdownx.superfences]\n")
    folder.write("docs/index.md", "# Home\n")
    return folder


def page(folder, name="docs/page.md"):
    return (folder.path / name).read_bytes().decode("utf-8")


def test_the_text_of_the_file_is_written_and_named(project):
    project.write("docs/page.md", f"# Page\n\n{fence()}\nafter\n")
    result = project.run("sync", "docs/page.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "docs/page.md:3: written from '/Dockerfile', 2 lines\n1 example written\n"
    assert page(project) == f"# Page\n\n{fence(DOCKERFILE)}\nafter\n"
    again = project.run("sync", "docs/page.md")
    assert (again.exit_code, again.stdout) == (0, "Nothing to write in 1 page\n")


def test_check_writes_nothing_and_shows_what_would_change(project):
    text = f"# Page\n\n{fence()}"
    project.write("docs/page.md", text)
    result = project.run("sync", "--check", "docs/page.md")
    assert result.exit_code == 1
    assert result.stdout.split("\n") == [
        "--- docs/page.md",
        "+++ docs/page.md",
        "@@ -2,8 +2,9 @@",
        " ",
        ' ```dockerfile source="/Dockerfile" sync="check"',
        " # syntax=docker/dockerfile:1",
        "-FROM golang:1.24 AS build",
        "+FROM golang:1.25 AS build",
        " RUN go build -o /app .",
        " ",
        " FROM alpine:3.22",
        "+COPY --from=build /app /app",
        " ```",
        "1 example differs from the file that it follows",
        "",
    ]
    assert page(project) == text
    project.run("sync", "docs/page.md")
    assert project.run("sync", "--check", "docs/page.md").exit_code == 0


@pytest.mark.parametrize("path", ["mkdocs.yml", ".", "docs"])
def test_a_site_and_a_folder_are_looked_through(project, path):
    project.write("docs/page.md", fence())
    project.write("docs/sub/other.md", f"---\ntitle: x\n---\n\n- a\n\n{textwrap.indent(fence(), '    ')}")
    result = project.run("sync", path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("2 examples written\n")
    assert page(project, "docs/sub/other.md").endswith(textwrap.indent(fence(DOCKERFILE), "    "))


@pytest.mark.parametrize("prefix", ["    ", "\t", "> ", "    > ", ">\t"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_what_stands_around_the_text_stays(project, prefix, eol, start):
    def quoted(text):
        return textwrap.indent(text, prefix, lambda _: True).replace(f"{prefix}\n", f"{prefix.rstrip()}\n")

    def whole(body):
        head = "- a\n\n" if prefix[0] in " \t" else "a\n\n"
        return (start + head + quoted(fence(body)) + "\nafter\n").replace("\n", eol)

    project.write("docs/page.md", whole(OLD))
    result = project.run("sync", "docs/page.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert page(project) == whole(DOCKERFILE)


def test_lines_that_are_right_are_left_as_they_are_written(project):
    project.write("docs/page.md", fence(OLD.replace("build -o /app .", "build -o /app .  ")))
    project.run("sync", "docs/page.md")
    assert "build -o /app .  \n" in page(project)


@pytest.mark.parametrize("mark", ["```", "~~~", "````"])
def test_a_fence_is_longer_than_any_in_its_text(project, mark):
    text = "FROM alpine\nRUN <<EOF\n```\n~~~~\nEOF\n"
    project.write("Dockerfile", text)
    project.write("docs/page.md", f"{fence(mark=mark)}\nafter\n")
    assert project.run("sync", "docs/page.md").exit_code == 0
    longer = {"```": "````", "~~~": "~~~~~", "````": "````"}[mark]
    assert page(project) == f"{fence(text, mark=longer)}\nafter\n"
    assert project.run("sync", "--check", "docs/page.md").exit_code == 0


def test_a_part_of_the_file_and_an_empty_fence_are_written(project):
    project.write("docs/page.md", f"{fence('', 'stages=build ')}\n\n{fence('x' + chr(10), 'lines=2 ')}")
    assert project.run("sync", "docs/page.md").stdout.endswith("2 examples written\n")
    assert page(project) == (
        f"{fence('FROM golang:1.25 AS build' + chr(10) + 'RUN go build -o /app .' + chr(10), 'stages=build ')}\n\n"
        f"{fence('FROM golang:1.25 AS build' + chr(10), 'lines=2 ')}"
    )


def test_a_fence_without_sync_is_left_alone(project):
    text = f'```dockerfile source="/Dockerfile"\n{OLD}```\n'
    project.write("docs/page.md", text)
    assert project.run("sync", "docs").exit_code == 0
    assert page(project) == text


def test_permissions_and_a_link_stay(project):
    target = project.write("docs/page.md", fence())
    target.chmod(0o640)
    (project.path / "link.md").symlink_to("docs/page.md")
    assert project.run("sync", "link.md").exit_code == 0
    assert (project.path / "link.md").is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert page(project) == fence(DOCKERFILE)
    assert {path.name for path in (project.path / "docs").iterdir()} == {"index.md", "page.md"}


def test_a_file_that_cannot_be_written_stays_whole(project, monkeypatch):
    project.write("docs/page.md", fence())

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mkdocs_multistage.cli.writing.os.fsync", fail)
    result = project.run("sync", "docs/page.md")
    assert result.exit_code == 2
    assert "docs/page.md: The file cannot be written: No space left on device." in result.stderr
    assert page(project) == fence()
    assert {path.name for path in (project.path / "docs").iterdir()} == {"index.md", "page.md"}


def test_a_page_that_somebody_else_writes_at_the_same_time_is_not_written_over(project, monkeypatch):
    path = project.write("docs/page.md", fence())
    monkeypatch.setattr("mkdocs_multistage.cli.writing.os.fsync", lambda _: path.write_text("new"))
    result = project.run("sync", "docs/page.md")
    assert result.exit_code == 2
    assert "changed in the meantime" in result.stderr
    assert page(project) == "new"


def test_a_file_that_is_missing_and_a_stage_that_is_are_errors(project):
    project.write("docs/page.md", fence().replace("/Dockerfile", "/Dokcerfile") + "\n" + fence(options="stages=x "))
    result = project.run("sync", "docs/page.md")
    assert result.exit_code == 2
    assert "docs/page.md:1: There is no file '/Dokcerfile'. Did you mean '/Dockerfile'?" in result.stderr
    assert "docs/page.md:9: '/Dockerfile' has no stage 'x'." in result.stderr


@pytest.mark.parametrize("quote", ["", "> "])
@pytest.mark.parametrize("odd", ["RUN a\rb\n", "# a\r```\r<script>alert(1)</script>\r```text\n", "RUN a\r\r\n"])
def test_a_text_that_no_fence_can_hold_is_not_written(project, quote, odd):
    """To Markdown a carriage return ends a line, behind which anything may stand."""
    (project.path / "Dockerfile").write_bytes(f"FROM alpine\n{odd}".encode())
    text = "".join(f"{quote}{line}\n" for line in fence("FROM alpine\n").splitlines())
    project.write("docs/page.md", text)
    for arguments in ([], ["--check"]):
        result = project.run("sync", *arguments, "docs/page.md")
        assert result.exit_code == 2
        assert "docs/page.md:1: '/Dockerfile' has a carriage return within line 2" in result.stderr
        assert page(project) == text


def test_ends_of_lines_of_another_system_are_no_difference(project):
    (project.path / "Dockerfile").write_bytes(DOCKERFILE.replace("\n", "\r\n").encode())
    project.write("docs/page.md", fence())
    assert project.run("sync", "docs/page.md").exit_code == 0
    assert page(project) == fence(DOCKERFILE)


def test_a_file_that_no_example_is_held_against_is_left_to_check(project):
    project.write("docs/page.md", '```dockerfile source="/missing"\n```\n\n' + fence())
    assert project.run("sync", "--check", "docs/page.md").exit_code == 1
    assert project.run("sync", "docs/page.md").exit_code == 0


def test_input_that_cannot_be_read_is_an_error(project):
    assert project.run("sync", "nope.md").exit_code == 2
    assert project.run("sync", "-", stdin="x").exit_code == 2
    assert project.run("sync").exit_code == 2


def test_a_fence_that_a_plugin_has_made_is_named_and_left_alone(project):
    project.write(
        "mkdocs.yml", "site_name: S\ntheme: mkdocs\nhooks: [hook.py]\nmarkdown_extensions: [pymdownx.superfences]\n"
    )
    project.write("hook.py", "def on_page_markdown(markdown, **_):\n    return markdown.replace('ONE', '1.24')\n")
    text = fence(OLD.replace("1.24", "ONE"))
    project.write("docs/page.md", text)
    result = project.run("sync", "mkdocs.yml")
    assert result.exit_code == 2
    assert "It is not written, because the text of this file is not that of the page" in result.stderr
    assert page(project) == text


def test_an_example_in_an_included_page_is_written_there(project):
    project.write(
        "mkdocs.yml",
        "site_name: S\ntheme: mkdocs\nmarkdown_extensions:\n  - pymdownx.superfences\n"
        "  - pymdownx.snippets:\n      base_path: [parts]\n",
    )
    project.write("parts/part.md", f"Text.\n\n{fence()}")
    project.write("docs/page.md", '--8<-- "part.md"\n')
    project.write("docs/other.md", '# a\n\n--8<-- "part.md"\n')
    result = project.run("sync", "mkdocs.yml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert page(project, "parts/part.md") == f"Text.\n\n{fence(DOCKERFILE)}"


def test_check_tells_of_the_difference_in_every_format(project):
    project.write("docs/page.md", f"a\n\n{fence()}")
    text = project.run("check", "docs/page.md").stdout
    assert text.startswith(
        "docs/page.md:5:1: warning: This example differs from '/Dockerfile' in 2 lines. "
        "Run `mkdocs-multistage sync docs/page.md` to update it. [SourceChanged]\n"
    )
    for line in ("-FROM golang:1.24 AS build", "+FROM golang:1.25 AS build", "+COPY --from=build /app /app"):
        assert f"| {line}\n" in text
    (finding,) = json.loads(project.run("check", "docs/page.md", "--format", "json").stdout)["findings"]
    assert finding["diff"].startswith("--- this page\n+++ /Dockerfile\n@@")
    for name in ("sarif", "junit", "github"):
        assert "+FROM golang:1.25 AS build" in project.run("check", "docs/page.md", "--format", name).stdout


def test_a_difference_holds_nothing_that_a_terminal_would_obey(project):
    project.write("Dockerfile", "FROM a\nRUN \x1b[31m\n")
    project.write("docs/page.md", fence())
    for arguments in (("check",), ("sync", "--check")):
        result = project.run(*arguments, "docs/page.md")
        assert "\x1b" not in result.stdout
        assert "\\x1b[31m" in result.stdout


# Random pages, as they are written by hand.

LINES = st.sampled_from(
    ["FROM a AS b", "", "RUN x \\", "\ty", "    z", "# é🎉", "```", "~~~~", "  ", "COPY --from=b / /", "> q"]
)
TEXTS = st.lists(LINES, max_size=6).map("\n".join)


class Host:
    def __init__(self, root):
        self.root = root
        self.reports = []

    def page(self, md):  # noqa: ARG002 - the protocol's
        return PageContext(path="page.md", folder=self.root, root=self.root)

    def show_path(self, path):
        return path

    def report(self, report):
        self.reports.append(report)

    def uses(self, path):
        pass

    def apologize(self, message):
        raise AssertionError(message)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("project")


@settings(
    derandomize=True, max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    wanted=TEXTS,
    body=TEXTS,
    prefix=st.sampled_from(["", "    ", "\t", "> ", "> > ", "    > "]),
    eol=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["`````", "~~~~~"]),
)
def test_a_written_example_agrees_with_its_file_and_nothing_else_has_changed(root, *, wanted, body, prefix, eol, mark):
    (root / "Dockerfile").write_text(wanted)

    def told(text):
        host = Host(str(root))
        markdown.markdown(text, extensions=[*EXTENSIONS, MultistageExtension(host=host)])
        return [report for report in host.reports if report.rule == "SourceChanged"]

    inside = f'{mark}dockerfile source="Dockerfile" sync="check"\n{body}\n{mark}'
    quoted = "\n".join((prefix + line).rstrip() if not line.strip() else prefix + line for line in inside.split("\n"))
    before, after = ("- a\n\n" if prefix[:1] in {" ", "\t"} else "a\n\n"), "\n\nafter ```\n"
    text = (before + quoted + after).replace("\n", eol)
    reports = told(text)
    new, lost = rewrite(text, [Change(report.fence.line, report.drift) for report in reports])
    assert lost == []
    assert told(new) == []
    assert new.startswith(before.replace("\n", eol))
    assert new.endswith(after.replace("\n", eol))
    if not reports:
        assert new == text
    if eol == "\r\n":
        assert new.count("\n") == new.count("\r\n")
