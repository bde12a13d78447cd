"""Names, numbers and the rest of what instructions hold: what BuildKit's libraries take, and what not."""

from __future__ import annotations

import pytest

from mkdocs_multistage.dockerfile import csvfields, values
from mkdocs_multistage.dockerfile.images import image_error
from mkdocs_multistage.dockerfile.platforms import platform_error
from mkdocs_multistage.dockerfile.ports import port_error
from mkdocs_multistage.dockerfile.sources import classify
from mkdocs_multistage.dockerfile.suggest import Suggester, nearest

SHA = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    "name",
    [
        "alpine",
        "alpine:3.20",
        "0",
        "a-b--c__d.e_f",
        "library/alpine",
        "docker.io/library/alpine",
        "ghcr.io/astral-sh/uv:0.5",
        "localhost/x",
        "localhost:5000/x/y:z",
        "registry.example:443/x",
        "[::1]:5000/x",
        "Foo/bar",
        "GCR.IO/x",
        f"alpine@sha256:{SHA}",
        f"alpine:3@sha256:{SHA}",
        "alpine@sha512:" + "a" * 128,
        "a:" + "b" * 128,
        "a/" * 100 + "b",
    ],
)
def test_an_image_name_is_accepted(name):
    assert image_error(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "Alpine",
        "library/Alpine",
        "GCR.IO/X",
        "alpine:",
        "alpine:-x",
        "alpine::3",
        "-x",
        "x-",
        "a..b",
        "a___b",
        "a_-b",
        "a b",
        "<image>",
        "your_image!",
        "alpine@",
        "alpine@sha256:abc",
        f"alpine@md5:{SHA}",
        f"alpine@sha256:{SHA.upper()}",
        SHA,
        "http://x/y",
        "a:" + "b" * 129,
        "a" * 300,
        "über",
        "x/",
        "/x",
        "",
    ],
)
def test_what_cannot_be_an_image_is_refused(name):
    assert image_error(name)


@pytest.mark.parametrize(
    "text",
    [
        "linux/amd64",
        "linux/arm/v7",
        "linux",
        "arm64",
        "x86_64",
        "macos",
        "windows(10.0.17763)/amd64",
        "a/b",
        "Linux/AMD64",
    ],
)
def test_a_platform_is_accepted(text):
    assert platform_error(text) is None


@pytest.mark.parametrize(
    "text", ["linus", "linux/", "linux/a!", "a/b/c/d", "*", "linux/*", "l x/amd64", "/amd64", "linux//v7"]
)
def test_what_is_no_platform_is_refused(text):
    assert platform_error(text)


@pytest.mark.parametrize(
    "text",
    [
        "80",
        "80/tcp",
        "80/UDP",
        "8000-8010",
        "80:80",
        "127.0.0.1:80:80",
        "[::1]:80:80",
        "::1:80:80",
        "+80",
        "80/",
        "1-2:80",
    ],
)
def test_a_port_is_accepted(text):
    assert port_error(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http",
        "-1",
        "65536",
        "80/x",
        "/tcp",
        "90-80",
        "80-",
        "1.2.3:80:80",
        "1-3:80-81",
        "a:80",
        "fe80::1%eth0:80:80",
    ],
)
def test_what_is_no_port_is_refused(text):
    assert port_error(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("1s", 10**9),
        ("1m30s", 90 * 10**9),
        ("-1s", -(10**9)),
        (".5s", 5 * 10**8),
        ("1.5ms", 15 * 10**5),
        ("+1h", 36 * 10**11),
    ],
)
def test_a_duration_is_read(text, expected):
    assert values.duration(text) == expected


@pytest.mark.parametrize("text", ["", "5", "s", ".s", "1 s", "1S", "1x", "1s2", "--1s"])
def test_what_is_no_duration_is_refused(text):
    assert values.duration(text) is None


@pytest.mark.parametrize("text", ["755", "0755", "u+x", "a=rX,go-w", "+x", "u=g", "u+rw-x", "=", "7777"])
def test_a_mode_is_accepted(text):
    assert values.mode_error(text) is None


@pytest.mark.parametrize("text", ["", "999", "17777", "x", "u", "u+q", "u+x,", ",u+x", "0o755", "u+x go-w"])
def test_what_is_no_mode_is_refused(text):
    assert values.mode_error(text)


@pytest.mark.parametrize("text", ["SIGTERM", "term", "SigUsr1", "9", "RTMIN+3", "SIGRTMAX-14", "-1"])
def test_a_signal_is_accepted(text):
    assert values.is_signal(text)


@pytest.mark.parametrize("text", ["", "0", "SIG", "SIGFOO", "RTMIN+16", "9x"])
def test_what_is_no_signal_is_refused(text):
    assert not values.is_signal(text)


@pytest.mark.parametrize("text", ["1", "64m", "1.5 GiB", "10kb", "0", "5B"])
def test_a_size_is_accepted(text):
    assert values.is_size(text)


@pytest.mark.parametrize("text", ["", "m", "-1m", "1x", "1mm", "1 2", "1kib2b", "big"])
def test_what_is_no_size_is_refused(text):
    assert not values.is_size(text)


def test_mount_options_are_split_as_csv():
    assert [field for field, _, _ in csvfields.fields('a=1,"b=2,3","c=""4""",')] == ["a=1", "b=2,3", 'c="4"', ""]
    assert csvfields.fields('x,"y"')[1] == ("y", 2, 5)


@pytest.mark.parametrize("text", ["", 'a"b', '"a', '"a"b'])
def test_broken_csv_is_refused(text):
    with pytest.raises(csvfields.CsvError):
        csvfields.fields(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a/b", "path"),
        ("c:\\x", "path"),
        ("./https://x", "path"),
        ("https://example.com/a.tar.gz", "http"),
        ("https://github.com/a/b.git#main", "git"),
        ("git@github.com:a/b", "git"),
        ("ssh://git@example.com/a", "git"),
        ("git://example.com/a", "git"),
        ("ftp://example.com/a", "path"),
        ("github.com/a/b", "path"),
        ("https://exa mple.com/a.git", "http"),
    ],
)
def test_a_source_is_told_from_its_form(text, kind):
    source = classify(text)
    assert (source.kind, source.error) == (kind, None)


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("biuld", ["deps", "build"], "build"),
        ("buld", ["build", "bold"], "build"),
        ("FRMO", ["FROM"], "FROM"),
        ("Build", ["build"], "build"),
        ("build", ["build"], None),
        ("prod", ["dev"], None),
        ("abc", ["ab"], "ab"),
        ("abcd", ["ab"], None),
        ("", ["a"], None),
    ],
)
def test_the_nearest_name_is_suggested(name, options, expected):
    assert nearest(name, options) == expected


def test_names_are_not_compared_without_end():
    suggester = Suggester(most=3)
    assert suggester.nearest("biuld", ["a", "b", "build"]) == "build"
    assert suggester.nearest("biuld", ["build"]) is None
