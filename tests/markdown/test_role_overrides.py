"""What the author says of a stage's role is what its badge and its card say."""

import re

import pytest

BODY = "FROM golang:1.25 AS one\nRUN go build -o /a\nFROM alpine:3.22\nCOPY --from=one /a /a\nCMD ['/a']\n"


@pytest.mark.parametrize(
    ("header", "site", "expected"),
    [
        ("dockerfile", {}, ["build", "runtime"]),
        ("dockerfile", {"one": "tool"}, ["tool", "runtime"]),
        ('dockerfile roles="one=base, 1=dev"', {"one": "tool"}, ["base", "dev"]),
        ('{ .dockerfile roles="o*=test" }', {}, ["test", "runtime"]),
    ],
)
def test_a_fence_decides_before_the_site_and_the_site_before_the_signs(convert, header, site, expected):
    html = convert(f"```{header}\n{BODY}```\n", roles=site).html
    words = {"dev": "development"}
    badges = re.findall(r'data-multistage-label="([^"]*)"', html)
    assert badges == [words.get(role, role) for role in expected]
    cards = re.findall(r'<a class="ms-n ms-r-([a-z]+)', html)
    assert cards == expected


def test_a_label_of_the_site_replaces_the_word_of_the_language(convert):
    html = convert(f"```dockerfile\n{BODY}```\n", labels={"build": "Compile"}).html
    assert re.findall(r'data-multistage-label="([^"]*)"', html)[0] == "Compile"
