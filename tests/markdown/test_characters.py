"""Which characters the HTML of an example has that its page did not."""

import re

import pytest

PAGE = """\
```dockerfile sizes="build=838MB 1=81MB" outline
# The builder.
ARG VERSION=1.24
FROM golang:${VERSION} AS build
RUN go build -o /app ./some/very/long/path/to/a/command
FROM registry.example.org/team/a-very-long-name/of-an-image/that-is-cut:1.2.3
COPY --from=build /app /usr/local/share/some/very/long/path/to/what/is/copied/app
COPY --from=biuld /etc /etc
ENTRYPOINT ["/usr/local/share/some/very/long/path/to/what/is/copied/app"]
```
"""


@pytest.mark.parametrize("language", ["en", "pt-BR", "pt", "de", "fr", "es", "it", "nl"])
@pytest.mark.parametrize("diagram", ["cards", "rail", "gutter"])
def test_what_is_added_to_a_page_in_latin_1_is_latin_1(convert, language, diagram):
    """One character beyond it, and Python holds the whole page in twice the memory."""
    html = convert(PAGE, language=language, findings="always", diagram=diagram).html
    assert html.count("<figure") == 1
    assert "ms-badge" in html
    assert re.findall("[^\x00-\xff]", html) == []


def test_what_must_not_be_shown_is_in_no_title_either(convert):
    html = convert(
        '```dockerfile\nFROM eclipse-temurin:21-jre\nENTRYPOINT ["java", "-jar", "/a\u202e\x01b.jar"]\n```\n'
    ).html
    (badge,) = re.findall('<span class="ms-badge[^>]*>', html)
    assert "/a\ufffd\ufffdb.jar" in badge
