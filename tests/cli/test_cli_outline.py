"""``inspect --call``: the form of Docker's own answers."""

from __future__ import annotations

import base64
import json

import pytest

FERRY = """\
# VERSION of Go
ARG VERSION=1.25
# build compiles it
FROM --platform=$BUILDPLATFORM golang:${VERSION} AS build
RUN --mount=type=ssh \\
    --mount=type=secret,id=netrc,required true
ARG TOKEN
FROM alpine
EXPOSE 8080
COPY --from=build /a /a
"""


def lines(*numbers):
    return {"ranges": [{"start": {"line": n}, "end": {"line": n}} for n in numbers]}


def test_the_outline_is_text_as_docker_writes_it(folder):
    folder.write("Dockerfile", FERRY)
    assert folder.run("inspect", "Dockerfile", "--call=outline", "--target=BUILD").stdout == (
        "TARGET:      build\n"
        "DESCRIPTION: compiles it\n"
        "\n"
        "BUILD ARG   VALUE   DESCRIPTION\n"
        "VERSION     1.25    of Go\n"
        "TOKEN\n"
        "\n"
        "SECRET   REQUIRED\n"
        "netrc    true\n"
        "\n"
        "SSH       REQUIRED\n"
        "default\n"
    )


def test_a_target_without_a_name_and_without_anything_to_say_has_no_head(folder):
    shown = folder.run("inspect", "-", "--call=outline", stdin="FROM alpine\nEXPOSE 80\n")
    assert shown.stdout == "PORT\n80/tcp\n"


def test_targets_are_text_as_docker_writes_them(folder):
    folder.write("Dockerfile", FERRY)
    assert folder.run("inspect", "Dockerfile", "--call=targets").stdout == (
        "TARGET    DESCRIPTION\nbuild     compiles it\n(default)\n"
    )


def test_the_outline_as_json_has_the_keys_of_docker_and_the_ports(folder):
    folder.write("Dockerfile", FERRY)
    shown = folder.run("inspect", "Dockerfile", "--call=outline", "-f", "json", "--build-arg", "TOKEN=x")
    assert json.loads(shown.stdout) == {
        "args": [
            {"name": "VERSION", "description": "of Go", "value": "1.25", "location": lines(2)},
            {"name": "TOKEN", "value": "x", "location": lines(7)},
        ],
        "secrets": [{"name": "netrc", "required": True, "location": lines(5, 6)}],
        "ssh": [{"name": "default", "location": lines(5, 6)}],
        "ports": [{"port": "8080/tcp", "location": lines(9)}],
        "sources": [base64.b64encode(FERRY.encode()).decode()],
    }


def test_targets_as_json_have_the_keys_of_docker(folder):
    folder.write("Dockerfile", FERRY)
    shown = json.loads(folder.run("inspect", "Dockerfile", "--call=targets", "-f", "json").stdout)
    assert shown["targets"] == [
        {
            "name": "build",
            "description": "compiles it",
            "base": "golang:${VERSION}",
            "platform": "$BUILDPLATFORM",
            "location": lines(4),
        },
        {"default": True, "base": "alpine", "location": lines(8)},
    ]


@pytest.mark.parametrize(
    ("arguments", "text", "message"),
    [
        (["--call=outline"], "RUN make", "<stdin>:1: BuildKit does not build this"),
        (["--call=targets"], "", "There is no stage"),
        (["--call=outline"], "FROM a\nCOPY --from=7 /a /b", "<stdin>:2: BuildKit does not build this"),
        (["--call=outline", "--target=biuld"], "FROM a AS build", "Did you mean 'build'?"),
        (["--target=build"], "FROM a AS build", "--target needs --call=outline"),
        (["--call=targets", "--target=build"], "FROM a AS build", "--target needs --call=outline"),
        (["--call=checks"], "FROM a", "'--call'"),
    ],
)
def test_what_cannot_be_answered_is_an_input_error(folder, arguments, text, message):
    shown = folder.run("inspect", "-", *arguments, stdin=text)
    assert shown.exit_code == 2
    assert message in shown.stderr
    assert shown.stdout == ""


def test_nothing_in_a_dockerfile_reaches_the_terminal_as_a_command(folder):
    text = "# a \x1b[31mred\nFROM x AS a\nARG \x1b]0;t\x07=\x9b1m\nRUN --mount=type=secret,id=\x1b[2J true\n"
    for call in ("outline", "targets"):
        shown = folder.run("inspect", "-", f"--call={call}", stdin=text).stdout
        assert "\x1b" not in shown
        assert "\x9b" not in shown


def test_wide_characters_keep_the_columns_straight(folder):
    shown = folder.run("inspect", "-", "--call=targets", stdin="# a 渡し船\nFROM x AS a\n# b b\nFROM x AS b\n").stdout
    assert shown == "TARGET      DESCRIPTION\na           渡し船\nb (default) b\n"


def test_an_answer_can_go_to_a_file(folder):
    folder.run("inspect", "-", "--call=targets", "-o", "targets.txt", stdin="FROM x AS a\n")
    assert (folder.path / "targets.txt").read_text(encoding="utf-8") == "TARGET      DESCRIPTION\na (default)\n"
