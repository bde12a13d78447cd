"""Reading shell: which programs an instruction runs."""

import pytest

from mkdocs_multistage.dockerfile import read
from mkdocs_multistage.roles.commands import commands_in, feeds_a_shell, heredoc_commands, joint_commands, shell_text
from mkdocs_multistage.roles.places import Words


def commands(line):
    text = f"FROM a\n{line}\n"
    instruction = read(text).stages[0].instructions[1]
    found = commands_in(shell_text(instruction.arguments))
    if feeds_a_shell(found, instruction.arguments):
        found += [command for heredoc in instruction.heredocs for command in heredoc_commands(heredoc.body)]
    return [" ".join([command.program, *(token.text for token in command.arguments)]) for command in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("RUN a b && c; d | e || f &", ["a b", "c", "d", "e", "f"]),
        ("RUN A=1 B='x y' go build", ["go build"]),
        ("RUN sudo -u app env X=1 npm ci", ["npm ci"]),
        ("RUN exec tini -- node app.js", ["node app.js"]),
        ("RUN if [ -f x ]; then make; else make y; fi", ["[ -f x ]", "make", "make y"]),
        ("RUN for x in a b; do make $x; done", ["make $x"]),
        ("RUN case $A in x|y) make;; *) true;; esac", ["make", "true"]),
        ("RUN { make; } && ! false", ["make", "false"]),
        ("RUN (cd x && make)", ["cd x", "make"]),
        ("RUN make > log 2>&1 < in", ["make"]),
        ("RUN make # and then test", ["make"]),
        ("RUN echo \"a && b\" 'c; d'", ["echo a && b c; d"]),
        ("RUN echo a\\ b", ["echo a b"]),
        ("RUN X=$(go env GOOS) make", ["make", "go env GOOS"]),
        ('RUN echo "$(go list)" `go env`', ["echo $(go list) `go env`", "go list", "go env"]),
        ("RUN sh -ec 'npm ci && npm test'", ["npm ci", "npm test"]),
        ('RUN bash -o pipefail -c "curl x | tar x"', ["curl x", "tar x"]),
        ("RUN bash ./build.sh --all", ["build.sh --all"]),
        ("RUN /usr/bin/python3.12 -m pip install x", ["pip install x"]),
        ("RUN pip3 install x", ["pip install x"]),
        ("RUN ./mvnw package && ./gradlew build", ["mvn package", "gradle build"]),
        ("RUN npx -y vite build", ["vite build"]),
        ("RUN uv run --no-sync pytest", ["pytest"]),
        ("RUN poetry run python -m pytest", ["pytest"]),
        ("RUN bundle exec rspec", ["rspec"]),
        ("RUN timeout 300 make", ["make"]),
        ("RUN ls | xargs -n 1 go install", ["ls", "go install"]),
        ("RUN find . -name x -exec strip {} +", ["strip {} +"]),
        ("RUN xx-go build && xx-cargo build", ["go build", "cargo build"]),
        ("RUN --mount=type=cache,target=/go go build", ["go build"]),
        ('RUN ["npm", "run", "build all"]', ["npm run build all"]),
        ('RUN ["sh", "-c", "npm ci && npm test"]', ["npm ci", "npm test"]),
        ("RUN [ -f x ] && make", ["[ -f x ]", "make"]),
        ("RUN a \\\n  # note\n  && b", ["a", "b"]),
        ("RUN <<E\nmake a \\\n  b\n# no\ncat <<X > y\nmake c\nX\nmake d\nE", ["make a b", "cat", "make d"]),
        ("RUN bash -e <<E\nmake\nE", ["bash -e", "make"]),
        ("RUN python3 <<E\nmake\nE", ["python"]),
        ("RUN <<E\n#!/usr/bin/env python3\nmake\nE", []),
        ("RUN 'unclosed && make", ["unclosed && make"]),
    ],
)
def test_an_instruction_runs_these_programs(line, expected):
    assert commands(line) == expected


def test_an_entrypoint_and_a_command_make_one_command():
    text = 'FROM a\nENTRYPOINT ["python", "-m"]\nCMD ["pytest", "-q"]\n'
    entrypoint, cmd = read(text).stages[0].instructions[1:]
    found = joint_commands(shell_text(entrypoint.arguments), shell_text(cmd.arguments))[0]
    assert found.program == "pytest"
    start, end = found.stretch()
    assert found.text[start:end] == '"pytest"'


def test_a_token_knows_its_place_across_continuations():
    text = "FROM a\nRUN true \\\n  && go \\\n  build\n"
    run = read(text).stages[0].instructions[1]
    found = commands_in(shell_text(run.arguments))[1]
    span = Words(text.split("\n"), run).span(*found.stretch(found.arguments[0]))
    assert (span.line, span.column, span.end_line, span.end_column) == (3, 6, 4, 8)
