"""``multistage-sizes.json``: measured sizes are shown where they still hold, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from recorder import Recorder

from mkdocs_multistage import analyze
from mkdocs_multistage.markdown.measured import (
    Entry,
    SizesFile,
    SizesFileError,
    digest,
    dump,
    find_sizes,
    load,
    stage_keys,
)

TWO = "FROM golang:1.25 AS builder\nRUN go build -o /app .\nFROM debian:12-slim\nCOPY --from=builder /app /app\n"
OTHER = "FROM node:24 AS web\nRUN npm run build\nFROM nginx AS site\nCOPY --from=web /dist /www\n"
SIZES = {"builder": 838_000_000, "1": 81_000_000}


class Host(Recorder):
    known = None

    def page(self, md):
        return replace(super().page(md), measured=self.known)


def entry(text=TWO, sizes=SIZES, file="docs/page.md", build_args=None):
    dockerfile = analyze(text).dockerfile
    return Entry(
        file, digest(dockerfile, build_args or {}), tuple(s.name for s in dockerfile.stages), sizes, "docker 28.2.2"
    )


def known(folder, *entries):
    return SizesFile(str(folder), entries)


@pytest.fixture
def page(convert, tmp_path, monkeypatch):
    """Converts a page of a site whose only measured sizes are these."""
    monkeypatch.chdir(tmp_path)

    def page(text, *entries, **options):
        host = Host()
        host.known = known(tmp_path, *entries)
        return convert(text, host=host, **options)

    return page


def fence(body=TWO, header=""):
    return f"```dockerfile{header}\n{body}```\n"


def test_measured_sizes_are_shown(page):
    converted = page(fence(), entry())
    assert converted.host.reports == []
    assert "838 MB &#8594; 81 MB</b>, 10× smaller" in converted.html


def test_edits_elsewhere_and_of_comments_leave_them_alone(page):
    commented = "# syntax=docker/dockerfile:1\n# A comment.\n\n" + TWO.replace("FROM debian", "\n# (1)!\nFROM debian")
    measured = entry("# syntax=docker/dockerfile:1\n" + TWO)
    assert "838 MB" in page(f"# Title\n\nWords.\n\n{fence(commented)}", measured).html
    assert (
        "838 MB"
        in page(
            fence("# multistage: hide\n" + TWO.replace("FROM debian", "# multistage: show\nFROM debian")), entry()
        ).html
    )


def test_they_follow_the_example_to_another_page(page):
    converted = page(fence(), entry(file="docs/other.md"))
    assert "838 MB" in converted.html
    assert converted.host.reports == []


@pytest.mark.parametrize(
    "changed",
    [
        TWO.replace("golang:1.25", "golang:1.26"),
        TWO.replace("-o /app", "-o  /app"),
        TWO + 'CMD ["/app"]\n',
        "# escape=`\n" + TWO,
        "FROM alpine AS extra\n" + TWO,
        TWO.replace("builder", "build").replace("FROM debian:12-slim", "FROM debian:12-slim AS builder"),
    ],
)  # fmt: skip
def test_a_changed_example_shows_none_and_is_to_be_measured_again(page, changed):
    converted = page(f"Words.\n\n{fence(changed)}", entry())
    assert "838 MB" not in converted.html
    (report,) = (report for report in converted.host.reports if report.rule != "UnreachableStage")
    assert (report.rule, report.level, report.place.line) == ("StaleSizes", "info", 3)
    assert report.message.endswith("mkdocs-multistage measure docs/page.md")


def test_an_example_that_was_never_measured_is_no_stale_one(page):
    converted = page(fence() + "\n" + fence(OTHER), entry())
    assert converted.host.reports == []
    assert page(fence(OTHER), entry()).host.reports == []


def test_of_several_examples_the_one_with_its_names_is_stale(page):
    changed = TWO.replace("1.25", "1.26")
    converted = page(fence(OTHER) + "\n" + fence(changed), entry())
    assert [report.place.line for report in converted.host.reports] == [8]


def test_one_entry_makes_no_two_examples_stale(page):
    text = fence(TWO.replace("1.25", "1.26")) + "\n" + fence(TWO.replace("1.25", "1.27"))
    assert len(page(text, entry()).host.reports) == 1


def test_the_sizes_of_a_header_come_first_and_are_never_stale(page):
    for body in (TWO, TWO.replace("1.25", "1.26")):
        converted = page(fence(body, ' sizes="builder=5MB"'), entry())
        assert converted.host.reports == []
        assert "5 MB" in converted.html
        assert "838 MB" not in converted.html


def test_a_block_that_is_not_to_be_measured_shows_no_measured_sizes(page):
    for body in (TWO, TWO.replace("1.25", "1.26")):
        converted = page(fence(body, ' measure="off"'), entry())
        assert converted.host.reports == []
        assert "838 MB" not in converted.html


def test_a_site_may_make_staleness_a_warning_or_ignore_it(page):
    changed = fence(TWO.replace("1.25", "1.26"))
    assert [r.level for r in page(changed, entry(), checks={"StaleSizes": "warn"}).host.reports] == ["warn"]
    assert page(changed, entry(), checks={"StaleSizes": "ignore"}).host.reports == []


def test_build_arguments_count_where_they_are_declared(page):
    text = "ARG GO=1.25\n" + TWO.replace("1.25", "${GO}")
    measured = entry(text, build_args={"GO": "1.26"})
    assert "838 MB" in page(fence(text, ' build_args="GO=1.26,OTHER=1"'), measured).html
    assert "838 MB" not in page(fence(text, ' build_args="GO=1.27"'), measured).html


def test_a_stage_that_could_not_be_measured_has_no_size(page):
    html = page(fence(), entry(sizes={"builder": 838_000_000})).html
    assert html.count("ms-szr") == 1
    assert "ms-less" not in html


def test_stages_are_keyed_by_their_names_as_far_as_they_have_one_of_their_own():
    text = "FROM a AS x\nFROM b\nFROM c AS x\nFROM d AS y\n"
    assert stage_keys(analyze(text).dockerfile) == ("0", "1", "2", "y")


def test_what_is_written_is_what_is_read(tmp_path):
    entries = (entry(OTHER, {"web": 1, "site": 0}, "b.md"), replace(entry(), measured="2026-11-24T10:00:00Z"))
    path = tmp_path / "sizes.json"
    path.write_text(dump(known(tmp_path, *entries)), encoding="utf-8")
    again = load(path)
    assert dump(again) == path.read_text(encoding="utf-8")
    assert sorted(again.entries, key=lambda e: e.file) == sorted(entries, key=lambda e: e.file)


def test_the_file_is_the_same_whatever_the_order_in_which_it_was_measured(tmp_path):
    one, two = entry(), entry(OTHER, {"site": 2, "web": 1})
    turned = replace(two, sizes={"web": 1, "site": 2})
    assert dump(known(tmp_path, one, two)) == dump(known(tmp_path, turned, one))
    assert json.loads(dump(known(tmp_path, one)))["examples"][0] == {
        "digest": one.digest,
        "engine": "docker 28.2.2",
        "file": "docs/page.md",
        "sizes": SIZES,
        "stages": ["builder", ""],
    }


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "no list of examples"),
        (b'{"version": 1}', "no list of examples"),
        (b'{"version": 2, "examples": []}', "another version"),
        (b'{"version": 1, "examples": [1]}', "Example 0"),
        (b'{"version": 1, "examples": [{"stages": [], "sizes": {"a": -1}}]}', "Example 0"),
        (b'{"version": 1, "examples": [{"stages": [], "sizes": {"a": true}}]}', "Example 0"),
        (b'{"version": 1, "examples": [{"stages": [], "sizes": {"a": 1' + b"0" * 400 + b"}}]}", "Example 0"),
        (b'{"version": 1, "examples": [{"stages": [], "sizes": {"a": 1' + b"0" * 5000 + b"}}]}", "not JSON|Example 0"),
        (b'{"version": 1, "examples": [{"stages": [], "sizes": {"a": "838MB"}}]}', "Example 0"),
        (b'{"version": 1, "examples": [{"stages": [1], "sizes": {}}]}', "Example 0"),
        (b'{"version": 1, "examples": [{"stages": [], "sizes": {}, "file": 1}]}', "Example 0"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(tmp_path, content, why):
    path = tmp_path / "sizes.json"
    path.write_bytes(content)
    with pytest.raises(SizesFileError, match=why):
        load(path)


def test_a_file_that_is_not_there_says_who_writes_it(tmp_path):
    with pytest.raises(SizesFileError, match="mkdocs-multistage measure"):
        load(tmp_path / "none.json")


def test_without_a_site_the_extension_reads_the_file_that_it_is_told(convert, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.json").write_text(dump(known(tmp_path, entry())), encoding="utf-8")
    assert "838 MB" in convert(fence(), sizes_file="my.json").html
    broken = convert(fence(), sizes_file="other.json")
    assert "multistage-code" in broken.html
    assert broken.host.apologies == [
        "No measured sizes are shown: other.json: There is no such file; `mkdocs-multistage measure` writes it."
    ]


def test_sizes_of_stages_that_are_not_there_do_no_harm(tmp_path):
    dockerfile = analyze(TWO).dockerfile
    strange = replace(entry(), sizes={"nope": 1, "7": 2, "builder": 10**30})
    (found,) = find_sizes([(dockerfile, {})], "", known(tmp_path, strange))
    assert set(found.sizes) == {0}


def test_a_file_is_named_the_same_by_whatever_links_it_is_reached(tmp_path, monkeypatch):
    (tmp_path / "real" / "docs").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    monkeypatch.chdir(tmp_path / "real")
    assert known(tmp_path / "link").name_of("docs/page.md") == "docs/page.md"
    assert known(tmp_path / "real").name_of(str(tmp_path / "link" / "docs" / "page.md")) == "docs/page.md"
    assert known(tmp_path).name_of("") == ""
