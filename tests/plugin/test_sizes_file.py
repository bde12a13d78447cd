"""The plugin finds the measured sizes of its site, and a preview follows them."""

from __future__ import annotations

from mkdocs.config import load_config

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
    assert "No measured sizes are shown: multistage-sizes.json: This is no JSON" in log
    assert "MB" not in index(site)
    assert site.mkdocs("build", "--strict").returncode == 1


def test_a_site_that_was_never_measured_is_told_nothing(site):
    site.configure()
    site.write("docs/index.md", f"```dockerfile\n{TWO}```\n")
    assert "sizes" not in site.build("--strict")


def test_a_preview_watches_the_file_where_there_is_one(site):
    site.configure()
    site.write("docs/index.md", "")

    def watched():
        config = load_config(str(site.folder / "mkdocs.yml"))
        return config.plugins.on_config(config).watch

    path = str(site.folder / "multistage-sizes.json")
    assert path not in watched()
    site.write("multistage-sizes.json", sizes(site.folder))
    assert path in watched()


def test_the_front_matter_of_a_page_names_no_file(site):
    site.configure()
    site.write("docs/index.md", f"---\nmultistage:\n  sizes_file: x.json\n---\n```dockerfile\n{TWO}```\n")
    assert "[InvalidPageOption]" in site.build()
