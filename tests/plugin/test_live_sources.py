"""Pages that show files of their project, in a real build."""

from __future__ import annotations

import re

import pytest

DOCKERFILE = """\
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
"""
EXTENSIONS = "[pymdownx.superfences, pymdownx.highlight]"


def told(output):
    return [line.removeprefix("WARNING -  ") for line in output.splitlines() if line.startswith("WARNING")]


@pytest.fixture
def live(site):
    site.configure(extensions=EXTENSIONS)
    site.write("Dockerfile", DOCKERFILE)
    site.write("docs/index.md", "# Home\n")
    return site


@pytest.mark.parametrize("extensions", [EXTENSIONS, "[]"])
def test_a_page_shows_a_file_of_the_project_from_its_own_folder_and_from_the_root(live, extensions):
    live.configure(extensions=extensions)
    live.write("docs/a/b/page.md", '# P\n\n```dockerfile source="../../../Dockerfile"\n```\n')
    live.write("docs/index.md", '# P\n\n```dockerfile source="/Dockerfile" stages="build"\n```\n')
    assert "multistage" not in live.build("--strict")
    for path in ("index.html", "a/b/page/index.html"):
        html = live.html(path)
        assert html.count('<figure class="multistage') == 1
        assert "golang" in html


def test_a_mistake_of_the_file_is_told_once_however_many_pages_show_it(live):
    live.write("Dockerfile", DOCKERFILE.replace("=build", "=biuld"))
    live.write("docs/index.md", '# P\n\n```dockerfile source="../Dockerfile"\n```\n')
    live.write("docs/page.md", '# P\n\n```dockerfile source="/Dockerfile" lines="1"\n```\n')
    result = live.mkdocs("build", "--strict")
    assert result.returncode == 1
    (warning,) = told(result.stderr)
    assert warning.startswith("Dockerfile:5:13: No stage is named `biuld`")
    assert "(included by docs/index.md:3)" in warning


def test_paths_are_told_from_where_the_command_was_given(live):
    live.write("Dockerfile", DOCKERFILE.replace("=build", "=biuld"))
    live.write("docs/index.md", '# P\n\n```dockerfile source="../Dockerfile"\n```\n')
    name = live.folder.name
    (warning,) = told(live.mkdocs("build", "-f", f"{name}/mkdocs.yml", cwd=live.folder.parent).stderr)
    assert warning.startswith(f"{name}/Dockerfile:5:13: ")
    assert f"(included by {name}/docs/index.md:3)" in warning


@pytest.mark.parametrize("path", ["../../Dockerfile", "/../Dockerfile", "../missing", "../docs", "../link"])
def test_what_is_not_the_projects_fails_a_strict_build(live, path):
    (live.folder.parent / "Dockerfile").write_text("FROM other\n")
    (live.folder / "link").symlink_to("../Dockerfile")
    live.write("docs/index.md", f'# P\n\n```dockerfile source="{path}"\nFROM scratch\n```\n')
    result = live.mkdocs("build", "--strict")
    assert result.returncode == 1
    (warning,) = told(result.stderr)
    assert warning.startswith("docs/index.md:3:15: ")
    assert warning.endswith("[SourceNotFound]")
    assert "scratch" in re.sub(r"<[^>]+>", "", live.html())
    assert "other" not in live.html()


def test_a_difference_is_told_in_lines_that_a_person_can_read_and_counts_as_one_warning(live):
    live.write(
        "docs/index.md", '# P\n\n```dockerfile source="../Dockerfile" sync="check"\nFROM golang:1.24 AS build\n```\n'
    )
    result = live.mkdocs("build", "--strict")
    assert "Aborted with 1 warnings in strict mode!" in result.stdout + result.stderr
    told_lines = " ".join(result.stderr.split())
    assert (
        "docs/index.md:4:1: This example differs from '../Dockerfile' in 5 lines. "
        "Run `mkdocs-multistage sync docs/index.md` to update it. [SourceChanged]" in told_lines
    )
    assert re.search(r"^ +-FROM golang:1\.24 AS build$", result.stderr, re.MULTILINE)
    assert re.search(r"^ +\+FROM golang:1\.25 AS build$", result.stderr, re.MULTILINE)
    assert "1.24" in live.html()


def test_a_page_may_decide_how_much_a_difference_weighs(live):
    live.write(
        "docs/index.md",
        "---\nmultistage:\n  checks: {SourceChanged: info}\n---\n\n"
        '```dockerfile source="../Dockerfile" sync="check"\nFROM golang:1.24 AS build\n```\n',
    )
    assert "[SourceChanged]" in live.build("--strict")
