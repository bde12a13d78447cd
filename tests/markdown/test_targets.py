"""The stages that commands and configuration files ask for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_multistage.markdown.targets import READERS, read_targets


def found(text, language="console"):
    return [(target.name, target.line, target.column) for target in read_targets(text, language)]


@pytest.mark.parametrize(
    "command",
    [
        "docker build --target x .",
        "docker build --target=x .",
        "docker build . --target x",
        "docker build --target 'x' .",
        'docker build --target="x" .',
        "docker build --pull -t a/b:1 --target x .",
        "docker build --build-arg A=b --secret id=a,src=b --platform linux/arm64 --target x .",
        "docker build -f Dockerfile --target x $PWD",
        "docker build --file=./Dockerfile --target x $(pwd)",
        "docker buildx build --push --target x .",
        "docker buildx b --target x .",
        "docker image build --target x .",
        "docker builder build --target x .",
        "podman build --target x .",
        "podman build --squash-all --target x .",
        "buildah bud --target x .",
        "buildah build --target x",
        "nerdctl build --target x .",
        "sudo docker build --target x .",
        "DOCKER_BUILDKIT=1 docker build --target x .",
        "$ docker build --target x .",
        "# docker build --target x .",
        "PS C:\\> docker build --target x .",
        "me@host:~$ docker build --target x .",
        "[me@host app]$ docker build --target x .",
        "docker pull a && docker build --target x . && docker run a",
        "docker build --target x . | tee log",
        "docker build --target x . > log 2>&1",
        "docker build --some-new-switch --target x .",
        "docker build --target x .  # only this",
    ],
)
def test_a_command_that_builds_the_dockerfile_at_hand_is_understood(command):
    place = re.search(r"""--target[ =]["']?(x)""", command)
    assert found(command) == [("x", 1, place.start(1) + 1)]


@pytest.mark.parametrize(
    "command",
    [
        "docker build -t x .",
        "docker build --target",
        "docker build --target x ./api",
        "docker build --target x ..",
        "docker build --target x https://github.com/a/b.git#main",
        "docker build --target x - < Dockerfile",
        "docker build --target x < Dockerfile",
        "docker build -f api/Dockerfile --target x .",
        "docker build --file=Dockerfile.dev --target x .",
        "cd api && docker build --target x .",
        "docker run --target x .",
        "docker compose build --target x",
        "cargo build --target x",
        "Run docker build --target x .",
        "echo docker build --target x .",
        "rustup target add x",
    ],
)
def test_a_command_about_something_else_asks_for_nothing(command):
    assert found(command) == []


@pytest.mark.parametrize("mark", ["\\", "`", "^"])
def test_a_command_may_go_on_in_the_next_line(mark):
    assert found(f"docker build {mark}\n  -t a {mark}\n  --target {mark}\n  x .") == [("x", 4, 3)]


def test_output_with_apostrophes_does_not_hide_what_follows():
    assert found("it's done\n$ docker build --target x .") == [("x", 2, 25)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("services:\n  a:\n    build:\n      context: .\n      target: x\n", [("x", 5, 15)]),
        ("services:\n  a:\n    build:\n      target: 'x' # y\n      context: ./\n", [("x", 4, 16)]),
        ("services:\n  a:\n    build: {context: ., target: x}\n", [("x", 3, 33)]),
        ('services:\n  a:\n    build: &b { "target": "x" }\n', []),
        ("build:\n  context: .\n  target: x\n", [("x", 3, 11)]),
        ("build:\n  target: x\n", []),
        ("services:\n  a:\n    build:\n      target: x\n      context: ./a\n", []),
        ("services:\n  a:\n    build:\n      dockerfile: a.Dockerfile\n      target: x\n", []),
        ("services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM a AS b\n      target: x\n", []),
        ("services:\n  a:\n    volumes:\n      - type: bind\n        target: x\n", []),
        ("services:\n  a:\n    build:\n      context: .\n    develop:\n      watch:\n        - target: x\n", []),
        ("services:\n  a:\n    build:\n      context: .\n      target:\n  b:\n    image: c\n", []),
        ("services:\n  {{ a }}:\n    build:\n      context: .\n      target: x\n", [("x", 5, 15)]),
    ],
)
def test_compose_files_ask_for_stages_below_build(text, places):
    assert found(text, "yaml") == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('target "a" {\n  target = "x"\n}\n', [("x", 2, 13)]),
        ('target "a" {\n  context = "."\n  dockerfile = "Dockerfile"\n  target="x"\n}\n', [("x", 4, 11)]),
        ('target "a" {\n  dockerfile = "a.Dockerfile"\n  target = "x"\n}\n', []),
        ('target "a" {\n  context = "https://a.b/c.git"\n  target = "x"\n}\n', []),
        ('target "a" {\n  context = PATH\n  target = "x"\n}\n', []),
        ('target "a" {\n  target = "${name}"\n}\n', []),
        ('target "a" {\n  target = name\n}\n', []),
        ('target "a" {\n  args = {\n    target = "x"\n  }\n}\n', []),
        ('group "a" {\n  target = "x"\n}\n', []),
        ('target "a" {\n  inherits = ["b"]\n  target = "x"\n}\n', []),
        ('target "b" {\n}\ntarget "a" {\n  inherits = ["b"]\n  target = "x"\n}\n', [("x", 5, 13)]),
        ('target "b" {\n  context = "b"\n}\ntarget "a" {\n  inherits = ["b"]\n  target = "x"\n}\n', []),
        (
            '# target "a" {\nvariable "b" {\n  default = "target {"\n}\ntarget "a" {\n  target = "x"\n}\n',
            [("x", 6, 13)],
        ),
    ],
)
def test_bake_files_ask_for_stages_in_target_blocks(text, places):
    assert found(text, "hcl") == places


@given(
    st.text(alphabet=st.sampled_from("docker build--target=x{}[]()\"'\\`^#;&|<>$:-_\n\t .")),
    st.sampled_from(sorted(READERS)),
)
def test_any_text_is_read(text, language):
    for target in read_targets(f"{text}target", language):
        assert text.split("\n")[target.line - 1 : target.line] or target.line > 0
