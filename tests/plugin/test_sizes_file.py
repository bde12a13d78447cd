"""The plugin finds the measured sizes of its site."""

from __future__ import annotations

import os

import pytest

from mkdocs_multistage import analyze
from mkdocs_multistage.markdown.measured import Entry, SizesFile, digest, dump

TWO = "FROM golang:1.25 AS builder\nRUN go build -o /app .\nFROM debian:12\nCOPY --from=builder /app /app\n"


def sizes(folder, count=838_000_000):
    dockerfile = analyze(TWO).dockerfile
    entry = Entry("docs/index.md", digest(dockerfile, {}), ("builder", ""), {"builder": count, "1": 81_000_000})
    return dump(SizesFile(str(folder), (entry,)))


def index(site):
    return (site.folder / "site" / "index.html").read_text(encoding="utf-8")


def test_sizes_beside_the_configuration_are_shown_from_whatever_folder_it_is_built(site, tmp_path):
    site.configure()
    site.write("docs/index.md", f"```dockerfile\n{TWO}```\n")
    site.write("multistage-sizes.json", sizes(site.folder))
    site.build("--strict")
    assert "838 MB &#8594; 81 MB" in index(site)
    site.write("multistage-sizes.json", sizes(site.folder, 900_000_000))
    result = site.mkdocs("build", "--strict", "-f", str(site.folder / "mkdocs.yml"), cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "900 MB &#8594; 81 MB" in index(site)


def test_a_file_that_is_none_is_a_warning_and_no_end(site):
    site.configure()
    site.write("docs/index.md", f"```dockerfile\n{TWO}```\n")
    site.write("multistage-sizes.json", "nothing")
    log = site.build()
    assert "No measured sizes are shown: multistage-sizes.json: This is not JSON" in log
    assert "MB" not in index(site)
    assert site.mkdocs("build", "--strict").returncode == 1


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("a" * 300, "The file cannot be read: "),
        ("docs", "This is not a regular file."),
        ("mkdocs.yml/sizes.json", "The file cannot be read: "),
        ("circle", "The file cannot be read: "),
        ("none.json", "There is no such file; "),
    ],
)
def test_a_path_that_leads_to_no_file_is_a_warning_that_names_the_option(site, path, reason):
    site.configure(plugins=f"[multistage: {{sizes_file: {path}}}]")
    site.write("docs/index.md", f"```dockerfile\n{TWO}```\n")
    (site.folder / "circle").symlink_to("circle")
    log = site.build()
    assert f"WARNING -  Option 'sizes_file': No measured sizes are shown: {path}: {reason}" in log
    assert "multistage-code" in index(site)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may look into all")
def test_a_file_in_a_folder_without_permission_is_a_warning_that_names_the_option(site):
    site.configure(plugins="[multistage: {sizes_file: closed/sizes.json}]")
    site.write("docs/index.md", "# Page\n")
    site.write("closed/sizes.json", sizes(site.folder))
    (site.folder / "closed").chmod(0)
    log = site.build()
    (site.folder / "closed").chmod(0o755)
    assert "Option 'sizes_file': No measured sizes are shown: closed/sizes.json: The file cannot be read: " in log


def test_a_site_that_was_never_measured_is_told_nothing(site):
    site.configure()
    site.write("docs/index.md", f"```dockerfile\n{TWO}```\n")
    assert "sizes" not in site.build("--strict")


def test_the_front_matter_of_a_page_names_no_file(site):
    site.configure()
    site.write("docs/index.md", f"---\nmultistage:\n  sizes_file: x.json\n---\n```dockerfile\n{TWO}```\n")
    assert "[InvalidPageOption]" in site.build()
