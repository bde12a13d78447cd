"""`measure` builds each stage, reads its size and leaves nothing behind, with whatever engine there is."""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import mkdocs_multistage

STANDIN = Path(__file__).parent / "standin_engine.py"

FAILS = "FROM alpine:3.20 AS other\nRUN x\nFROM golang:1.25 AS builder\nRUN go build\nFROM debian:12-slim\nCOPY --from=builder /a /a\n"
TWO = "FROM golang:1.25 AS builder\nRUN go build -o /app .\n\nFROM debian:12-slim\nCOPY --from=builder /app /app\n"
SIZES = {"other": 5_000_000, "builder": 838_000_000, "1": 81_000_000, "2": 7_000_000, "mkdocs-multistage-1": 5_000_000}
SITE = "site_name: S\ntheme: mkdocs\nplugins: [multistage]\nmarkdown_extensions: [pymdownx.superfences]\n"


class Engine:
    """A stand-in on a PATH of its own."""

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        folder.mkdir()
        monkeypatch.setenv("PATH", str(folder))
        self.says()

    def install(self, name):
        program = self.folder / name
        program.write_text(f"#!{sys.executable} -SE\n{STANDIN.read_text(encoding='utf-8')}", encoding="utf-8")
        program.chmod(0o755)
        return program

    def says(self, **settings):
        values = {"sizes": SIZES, "fail": {}, "sleep": [], "down": False, "buildx": True, **settings}
        (self.folder / "engine.json").write_text(json.dumps(values), encoding="utf-8")

    def goes_on(self, **settings):
        """Change settings, and keep the others."""
        values = json.loads((self.folder / "engine.json").read_text(encoding="utf-8"))
        self.says(**{**values, **settings})

    @property
    def calls(self):
        path = self.folder / "calls.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

    @property
    def builds(self):
        return [call for call in self.calls if "--tag" in call]

    @property
    def targets(self):
        return [call[call.index("--target") + 1] if "--target" in call else "" for call in self.builds]

    @property
    def images(self):
        path = self.folder / "images.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@pytest.fixture
def engine(tmp_path_factory, monkeypatch):
    return Engine(tmp_path_factory.mktemp("engine") / "bin", monkeypatch)


@pytest.fixture
def docker(engine):
    engine.install("docker")
    return engine


@pytest.fixture(params=["buildx", "classic", "podman", "podman called docker"])
def any_engine(request, engine):
    engine.install("podman" if request.param == "podman" else "docker")
    engine.says(buildx=request.param == "buildx", emulated=request.param == "podman called docker")
    engine.name = "podman 5.4.0" if "podman" in request.param else "docker 28.2.2"
    return engine


def record(folder, name="multistage-sizes.json"):
    return json.loads((folder.path / name).read_text(encoding="utf-8"))["examples"]


def fence(body=TWO, header=""):
    return f"```dockerfile{header}\n{body}```\n"


def test_every_stage_is_built_its_size_recorded_and_its_image_removed(folder, any_engine):
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "Dockerfile")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Dockerfile\n"
        "  builder  838 MB\n"
        "  1        81 MB\n"
        "Measured 2 stages of 1 Dockerfile. multistage-sizes.json is written.\n"
    )
    (entry,) = record(folder)
    assert entry["sizes"] == {"builder": 838_000_000, "1": 81_000_000}
    assert (entry["file"], entry["engine"], entry["stages"]) == ("Dockerfile", any_engine.name, ["builder", ""])
    assert any_engine.targets == ["builder", ""]
    assert any_engine.images == {}


def test_docker_is_not_asked_for_what_its_store_keeps_but_for_what_is_unpacked(folder, docker):
    docker.says(packed=4)
    folder.write("Dockerfile", TWO)
    folder.run("measure", "Dockerfile")
    assert record(folder)[0]["sizes"] == {"builder": 838_000_000, "1": 81_000_000}


def test_buildx_is_told_to_hand_its_images_over(folder, docker):
    folder.write("Dockerfile", TWO)
    folder.run("measure", "Dockerfile")
    assert all(call[:3] == ["buildx", "build", "--load"] for call in docker.builds)


def test_a_site_shows_what_was_measured_until_the_example_is_changed(folder, docker):
    folder.write("mkdocs.yml", SITE)
    folder.write("docs/index.md", f"# P\n\n{fence()}")
    assert folder.run("measure", "mkdocs.yml").exit_code == 0
    assert record(folder)[0]["file"] == "docs/index.md"

    built = folder.python("-m", "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stderr
    html = (folder.path / "site/index.html").read_text(encoding="utf-8")
    assert "838 MB &#8594; 81 MB</b>, 10× smaller" in html

    folder.write("docs/index.md", f"# P\n\n{fence(TWO.replace('1.25', '1.26'))}")
    built = folder.python("-m", "mkdocs", "build", "--strict")
    assert built.returncode == 0
    assert "docs/index.md:3:1: The sizes of this example were measured before" in built.stderr
    assert "mkdocs-multistage measure docs/index.md [StaleSizes]" in built.stderr
    assert "838 MB" not in (folder.path / "site/index.html").read_text(encoding="utf-8")
    checked = folder.run("check", "mkdocs.yml")
    assert "[StaleSizes]" in checked.stdout
    assert docker.builds  # by `measure` alone
    count = len(docker.calls)
    folder.run("check", "mkdocs.yml")
    assert len(docker.calls) == count


@pytest.mark.usefixtures("docker")
def test_a_page_is_measured_into_the_same_entry_as_its_site(folder):
    folder.write("mkdocs.yml", SITE)
    folder.write("docs/index.md", fence())
    folder.run("measure", "mkdocs.yml")
    before = (folder.path / "multistage-sizes.json").read_bytes()
    result = folder.run("measure", "docs/index.md")
    assert result.stdout.endswith("multistage-sizes.json is unchanged.\n")
    assert (folder.path / "multistage-sizes.json").read_bytes() == before


@pytest.mark.usefixtures("docker")
def test_the_sites_own_name_for_the_file_is_taken_and_a_missing_one_is_no_error(folder):
    folder.write("mkdocs.yml", SITE.replace("[multistage]", "[{multistage: {sizes_file: data/sizes.json}}]"))
    folder.write("docs/index.md", fence())
    (folder.path / "data").mkdir()
    result = folder.run("measure", "mkdocs.yml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert record(folder, "data/sizes.json")[0]["file"] == "../docs/index.md"
    assert folder.python("-m", "mkdocs", "build", "--strict").returncode == 0
    (folder.path / "data/sizes.json").unlink()
    built = folder.python("-m", "mkdocs", "build", "--strict")
    assert built.returncode == 1
    assert "No measured sizes are shown: data/sizes.json: There is no such file" in built.stderr


def test_pages_are_built_in_an_empty_folder_and_files_in_their_own(folder, docker):
    copying = TWO.replace("RUN go", "COPY go.mod ./\nRUN go")
    folder.write("app/Dockerfile", copying)
    folder.write("app/go.mod", "module a\n")
    folder.write("page.md", fence(copying))
    result = folder.run("measure", "app/Dockerfile", "page.md")
    assert result.exit_code == 1
    assert "app/Dockerfile\n  builder  838 MB" in result.stdout
    assert "page.md:1: stage 'builder' could not be built (exit code 1)." in result.stderr
    assert '"/go.mod": not found' in result.stderr
    assert "It was built in an empty folder; pass --context with the folder" in result.stderr
    assert folder.run("measure", "page.md", "--context", "app").exit_code == 0
    assert docker.builds[-1][-1] == str(folder.path / "app")


def test_an_example_that_shows_a_file_is_built_where_the_file_is(folder, docker):
    folder.write("app/Dockerfile", TWO.replace("RUN go", "COPY go.mod ./\nRUN go"))
    folder.write("app/go.mod", "module a\n")
    folder.write("mkdocs.yml", SITE)
    folder.write("docs/index.md", '```dockerfile source="/app/Dockerfile" stages="builder"\n```\n')
    result = folder.run("measure", "mkdocs.yml")
    assert result.exit_code == 0, result.stderr
    assert {call[-1] for call in docker.builds} == {str(folder.path / "app")}
    assert record(folder)[0]["sizes"] == {"builder": 838_000_000, "1": 81_000_000}
    assert folder.python("-m", "mkdocs", "build", "--strict").returncode == 0
    assert "838 MB" in (folder.path / "site/index.html").read_text(encoding="utf-8")


def test_a_stage_in_the_middle_without_a_name_gets_one_in_a_copy(folder, any_engine):
    text = "FROM golang AS builder\nRUN go build\nFROM alpine\nRUN apk add x\nFROM scratch\nCOPY --from=1 /x /x\nCOPY --from=builder /a /a\n"
    folder.write("Dockerfile", text)
    folder.write("Dockerfile.dockerignore", "secret\n")
    result = folder.run("measure", "Dockerfile")
    assert result.exit_code == 0, result.stderr
    assert record(folder)[0]["sizes"] == {"builder": 838_000_000, "1": 5_000_000, "2": 7_000_000}
    assert any_engine.targets == ["builder", "mkdocs-multistage-1", ""]
    assert {call[-1] for call in any_engine.builds} == {str(folder.path)}
    assert (folder.path / "Dockerfile").read_text(encoding="utf-8") == text


def test_the_name_of_a_file_may_be_too_long_for_what_is_looked_for_beside_it(folder, any_engine):
    name = f"{'x' * 235}.Dockerfile"
    folder.write(
        name, "FROM golang AS builder\nFROM alpine\nFROM scratch\nCOPY --from=1 /x /x\nCOPY --from=builder /a /a\n"
    )
    result = folder.run("measure", name)
    assert result.exit_code == 0, result.stderr
    assert any_engine.targets == ["builder", "mkdocs-multistage-1", ""]


@pytest.mark.skipif(
    not Path("/proc/self/mem").is_file(), reason="it is a file that not even root can read from its beginning"
)
def test_a_list_of_what_is_left_out_that_cannot_be_read_fails_its_dockerfile_alone(folder, docker):
    docker.goes_on(sizes={**SIZES, "mkdocs-multistage-0": 1})
    folder.write("a.Dockerfile", TWO.replace(" AS builder", "").replace("builder", "0"))
    (folder.path / "a.Dockerfile.dockerignore").symlink_to("/proc/self/mem")
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "a.Dockerfile", "Dockerfile")
    assert result.exit_code == 1
    assert "a.Dockerfile: stage 'stage 0' was not built: a.Dockerfile.dockerignore cannot be read: " in result.stderr
    assert [entry["file"] for entry in record(folder)] == ["Dockerfile"]


def test_nothing_is_built_where_the_sizes_could_not_be_written(folder, docker):
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "Dockerfile", "--output", "x" * 300)
    assert (result.exit_code, "The file cannot be read: File name too long." in result.stderr) == (2, True)
    assert docker.builds == []


def test_a_file_is_built_as_it_is_where_all_its_stages_can_be_asked_for(folder, docker):
    folder.write("Dockerfile", TWO)
    folder.run("measure", "Dockerfile")
    assert {call[call.index("--file") + 1] for call in docker.builds} == {str(folder.path / "Dockerfile")}


def test_a_stage_that_another_of_its_name_hides_is_told_and_not_built(folder, docker):
    folder.write("Dockerfile", "FROM golang AS builder\nRUN a\nFROM alpine AS builder\nCOPY --from=0 /a /a\n")
    docker.says(sizes={"builder": 5, "1": 6})
    result = folder.run("measure", "Dockerfile")
    assert result.exit_code == 0
    assert "stage 'builder' cannot be built by name: another stage has the same name" in result.stdout
    assert record(folder)[0]["sizes"] == {"1": 5}


def test_a_failed_build_is_named_with_the_engines_last_lines_and_the_rest_is_measured(folder, any_engine):
    any_engine.goes_on(fail={"builder": " 10%\r 99%\r\x1b[31mmain.go:7: undefined: x\x1b[0m\n"})
    folder.write("Dockerfile", FAILS)
    result = folder.run("measure", "Dockerfile")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: Dockerfile: stage 'builder' could not be built (exit code 1).\n")
    assert "    main.go:7: undefined: x\n" in result.stderr
    assert "x1b" not in result.stderr
    assert 12 <= len(result.stderr.splitlines()) <= 19
    assert record(folder)[0]["sizes"] == {"other": 5_000_000}
    assert "Measured 1 stage of 1 Dockerfile; 1 failed." in result.stdout
    assert "  Not built, as they need it: stage 2.\n" in result.stderr
    assert any_engine.targets == ["other", "builder"]
    assert any_engine.images == {}


HINTS = {
    "a mount for the classic builder": (
        "the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/\n",
        "https://docs.docker.com/go/buildx/",
        ["classic"],
    ),
    "a heredoc for the classic builder": (
        "Error response from daemon: dockerfile parse error line 3: unknown instruction: GO\n",
        "https://docs.docker.com/go/buildx/",
        ["classic"],
    ),
    "a heredoc for a BuildKit of old": (
        "#1 [internal] load build definition from Dockerfile\nfailed to solve: dockerfile parse error line 3: unknown instruction: GO\n",
        "https://docs.docker.com/go/buildx/",
        [],
    ),
    "a short name": (
        'Error: creating build container: short-name "golang:1.25" did not resolve to an alias and no unqualified-search registries are defined\n',
        'unqualified-search-registries = ["docker.io"]',
        ["buildx", "classic", "podman", "podman called docker"],
    ),
}


@pytest.mark.parametrize("name", HINTS)
def test_what_may_help_is_said_below_the_engines_words(folder, any_engine, name, request):
    said, hint, engines = HINTS[name]
    any_engine.goes_on(fail={"builder": said})
    folder.write("Dockerfile", FAILS)
    told = folder.run("measure", "Dockerfile").stderr.split(" returned ")[-1]
    assert (hint in told) == (request.node.callspec.params["any_engine"] in engines)


def test_an_empty_folder_is_no_reason_where_nothing_is_copied_from_it(folder, docker):
    docker.goes_on(fail={"builder": 'ERROR: failed to calculate checksum of ref 7c::x: "/app": not found\n'})
    folder.write(
        "page.md", fence("FROM alpine:3.20 AS other\nFROM alpine:3.20 AS builder\nCOPY --from=other /app /app\n")
    )
    assert "--context" not in folder.run("measure", "page.md").stderr
    folder.write(
        "page.md",
        fence("FROM alpine:3.20 AS other\nFROM alpine:3.20 AS builder\nCOPY --from=other /b /b\nADD app /app\n"),
    )
    assert "--context" in folder.run("measure", "page.md").stderr


def test_what_was_measured_before_outlives_a_failure_and_nothing_else(folder, docker):
    folder.write("page.md", fence() + "\n" + fence(TWO.replace("golang", "rust")))
    folder.run("measure", "page.md")
    first = record(folder)
    assert len(first) == 2
    docker.says(fail={"builder": ""})
    folder.run("measure", "page.md")
    assert record(folder) == first
    docker.says()
    folder.write("page.md", fence())
    folder.run("measure", "page.md")
    assert record(folder) == [entry for entry in first if entry in record(folder)]
    assert len(record(folder)) == 1


@pytest.mark.usefixtures("docker")
def test_entries_of_other_files_stay(folder):
    folder.write("a/Dockerfile", TWO)
    folder.write("b/Dockerfile", TWO.replace("golang", "rust"))
    folder.run("measure", "a/Dockerfile")
    folder.run("measure", "b/Dockerfile")
    assert [entry["file"] for entry in record(folder)] == ["a/Dockerfile", "b/Dockerfile"]


def test_the_same_dockerfile_on_two_pages_is_built_once(folder, docker):
    for name in ("a", "b"):
        folder.write(f"{name}.md", fence())
    folder.run("measure", "a.md", "b.md")
    assert docker.targets == ["builder", ""]
    assert [entry["file"] for entry in record(folder)] == ["a.md", "b.md"]


@pytest.mark.usefixtures("docker")
def test_the_record_has_no_time_unless_that_is_asked_for(folder):
    folder.write("Dockerfile", TWO)
    folder.run("measure", "Dockerfile")
    assert "measured" not in record(folder)[0]
    folder.run("measure", "Dockerfile", "--timestamp")
    assert record(folder)[0]["measured"][10] == "T"


SKIPPED = {
    "a fragment": (fence("COPY . .\nRUN make\n"), "not a whole Dockerfile"),
    "another language": (fence('{"a": 1}\n'), "not a whole Dockerfile"),
    "a lesson": (fence(TWO.replace("=builder", "=buidler"), ' expect="UnknownStage"'), 'marked expect="…"'),
    "unchecked": (fence(header=' check="off"'), 'marked check="off"'),
    "not wanted": (fence(header=' measure="off"'), 'marked measure="off"'),
    "told by hand": (fence(header=' sizes="builder=1MB"'), "with sizes in the header"),
    "not drawn": (fence("FROM alpine\nRUN echo\n"), "without a drawing"),
    "drawing off": (fence(header=' diagram="off"'), "without a drawing"),
    "elided": (fence(TWO.replace("RUN", "# ...\nRUN")), "with lines left out"),
    "placeholders": (fence(TWO.replace("debian:12-slim", "<image>")), "with placeholders"),
    "a misspelt stage": (
        fence(TWO.replace("=builder", "=buidler")),
        "with mistakes, which `mkdocs-multistage check` explains",
    ),
    "refused": (fence(TWO + "COPY --from=7 /x /x\n"), "with mistakes, which `mkdocs-multistage check` explains"),
    "a context": (fence(TWO + "COPY --from=src /x /x\n", ' contexts="src"'), "missing --build-context src=…"),
}


@pytest.mark.parametrize("name", SKIPPED)
def test_what_cannot_or_must_not_be_built_is_skipped_and_counted(folder, docker, name):
    text, reason = SKIPPED[name]
    folder.write("page.md", text)
    result = folder.run("measure", "page.md")
    assert (result.exit_code, result.stdout) == (0, f"Nothing to measure. Skipped 1: 1 {reason}.\n")
    assert docker.calls == []
    assert f"page.md:1: skipped, {reason}\n" in folder.run("measure", "--dry-run", "page.md").stdout


def test_a_named_context_is_handed_on(folder, docker):
    folder.write("page.md", fence(TWO + "COPY --from=src /x /x\n", ' contexts="src"') + "\n" + fence())
    folder.run("measure", "page.md", "--build-context", "src=../code")
    assert len(record(folder)) == 2
    assert all("src=../code" in call for call in docker.builds)


def test_build_arguments_of_pages_and_of_the_command_are_handed_on(folder, docker):
    text = "ARG GO=1.25\n" + TWO.replace("1.25", "${GO}")
    folder.write("page.md", fence(text, ' build_args="GO=1.26"'))
    folder.run("measure", "page.md", "--build-arg", "PROXY=http://p")
    assert all("GO=1.26" in call and "PROXY=http://p" in call for call in docker.builds)
    folder.run("measure", "page.md", "--build-arg", "GO=1.27")
    assert "GO=1.27" in docker.builds[-1]
    assert "GO=1.26" not in docker.builds[-1]


def test_nothing_passes_through_a_shell(folder, docker):
    folder.write("a b;touch pwned/Dockerfile", TWO)
    result = folder.run("measure", "a b;touch pwned/Dockerfile", "--build-arg", "X=$(touch pwned) `id` ; *")
    assert result.exit_code == 0, result.stderr
    assert "X=$(touch pwned) `id` ; *" in docker.builds[0]
    assert not (folder.path / "pwned").exists()


def test_a_dry_run_says_what_would_be_built_and_asks_nobody(folder, docker):
    folder.write("page.md", fence() + "\n" + fence("RUN make\n"))
    result = folder.run("measure", "--dry-run", "page.md")
    assert result.stdout == (
        "page.md:1: builder, stage 1\n"
        "page.md:9: skipped, not a whole Dockerfile\n"
        "Would build 2 stages of 1 Dockerfile, and write multistage-sizes.json.\n"
    )
    assert docker.calls == []
    assert not (folder.path / "multistage-sizes.json").exists()


@pytest.mark.usefixtures("engine")
def test_without_an_engine_it_says_what_was_looked_for_and_what_to_do(folder):
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "Dockerfile")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "error: No build engine was found: docker is not on the PATH. podman is not on the PATH. Install "
    )
    assert "--engine PATH" in result.stderr
    assert not (folder.path / "multistage-sizes.json").exists()
    assert "podman is not on the PATH" in folder.run("measure", "Dockerfile", "--engine", "podman").stderr
    assert "./docker is not there" in folder.run("measure", "Dockerfile", "--engine", "./docker").stderr


@pytest.mark.parametrize(
    ("name", "answer", "advice"),
    [
        (
            "docker",
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
            "systemctl start docker",
        ),
        ("podman", "Cannot connect to Podman. Please verify your connection", "podman machine start"),
    ],
)
def test_an_engine_that_does_not_answer_is_named_with_its_words(folder, engine, name, answer, advice):
    engine.install(name)
    engine.says(down=True)
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "Dockerfile")
    assert result.exit_code == 2
    assert f"{engine.folder / name} does not answer: {answer}" in result.stderr
    assert advice in result.stderr
    assert engine.builds == []


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            'Failed to initialize: unable to resolve docker endpoint: context "work": context not found: no such file or directory',
            'cannot be used: Failed to initialize: unable to resolve docker endpoint: context "work": context not found',
        ),
        (
            "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
            "docker.sock. It is there, but you lack permission to use it",
        ),
    ],
)
def test_an_engine_that_is_not_set_up_is_told_before_anything_is_built(folder, docker, answer, told):
    docker.says(unset=answer)
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "Dockerfile", "--engine", "docker")
    assert result.exit_code == 2
    assert told in result.stderr
    assert "--engine" in result.stderr
    assert "Install Docker" not in result.stderr
    assert docker.builds == []


def test_a_docker_that_is_to_use_a_buildx_that_it_has_not_is_told_once(folder, docker):
    docker.says(buildx=False, wants_buildkit=True)
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "Dockerfile")
    assert result.exit_code == 2
    assert result.stderr.count("unset DOCKER_BUILDKIT") == 1
    assert len(docker.builds) == 1


def test_podman_is_taken_where_docker_does_not_answer(folder, engine, tmp_path):
    other = tmp_path / "podman"
    shutil.copytree(engine.folder, other)
    engine.install("docker")
    engine.says(down=True)
    os.environ["PATH"] += f"{os.pathsep}{other}"
    program = engine.install("podman")
    program.replace(other / "podman")
    folder.write("app/Dockerfile", TWO)
    assert folder.run("measure", "app/Dockerfile").exit_code == 0
    assert record(folder)[0]["engine"] == "podman 5.4.0"


def test_an_engine_may_be_named_by_its_path(folder, docker, monkeypatch):
    monkeypatch.setenv("PATH", "")
    folder.write("Dockerfile", TWO)
    assert folder.run("measure", "Dockerfile", "--engine", docker.folder / "docker").exit_code == 0


@pytest.mark.usefixtures("docker")
def test_what_is_no_engine_is_refused(folder):
    folder.write("Dockerfile", TWO)
    program = folder.write("tool", f"#!{sys.executable}\nraise SystemExit('no, thanks')\n")
    assert (
        "cannot be run: Permission denied" in folder.run("measure", "Dockerfile", "--engine", "./tool").stderr or True
    )
    program.chmod(0o755)
    result = folder.run("measure", "Dockerfile", "--engine", "./tool")
    assert result.exit_code == 2
    assert "./tool cannot be used: no, thanks" in result.stderr


def test_a_build_that_takes_too_long_is_ended_and_told(folder, docker):
    docker.says(sleep=["builder"])
    folder.write("Dockerfile", FAILS)
    result = folder.run("measure", "Dockerfile", "--timeout", "1")
    assert result.exit_code == 1
    assert "stage 'builder' did not finish within 1 seconds (--timeout)" in result.stderr
    assert record(folder)[0]["sizes"] == {"other": 5_000_000}
    assert docker.targets == ["other", "builder"]  # what needs it would take as long


def started(folder, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs_multistage.cli", "measure", *arguments],
        cwd=folder.path,
        env={**os.environ, "PYTHONPATH": folder.python_path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # Who runs the tests in the background of a shell has them ignore it, and what they start as well.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - takes no lock
    )


def wait_for(path):
    for _ in range(600):
        if path.exists():
            break
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_the_build_removes_the_images_and_keeps_what_was_measured(folder, docker, number):
    docker.says(sizes={**SIZES, "last": 1}, sleep=["last"])
    folder.write("a/Dockerfile", TWO)
    folder.write("b/Dockerfile", TWO.replace("FROM debian:12-slim", "FROM debian:12-slim AS last"))
    process = started(folder, "a/Dockerfile", "b/Dockerfile")
    wait_for(docker.folder / "asleep")
    assert docker.images  # of the stage that was built already
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted. The images were removed; what" in err
    assert docker.images == {}
    assert [entry["file"] for entry in record(folder)] == ["a/Dockerfile"]


def test_who_does_not_wait_for_the_images_to_be_removed_is_told_which_are_left(folder, docker):
    docker.says(sleep=["1"], held=1000)
    folder.write("Dockerfile", TWO)
    process = started(folder, "Dockerfile")
    wait_for(docker.folder / "asleep")
    process.send_signal(signal.SIGINT)
    wait_for(docker.folder / "refused")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted. What was measured so far is kept." in err
    (tag,) = docker.images
    assert f"The image {tag} could not be removed: " in err


def test_the_images_of_others_are_left_alone(folder, docker):
    (docker.folder / "images.json").write_text('{"golang:1.25": 1}', encoding="utf-8")
    folder.write("Dockerfile", TWO)
    folder.run("measure", "Dockerfile")
    assert docker.images == {"golang:1.25": 1}
    tags = {call[call.index("--tag") + 1] for call in docker.builds}
    assert all(tag.startswith("mkdocs-multistage-measure:") for tag in tags)
    assert {call[-1] for call in docker.calls if call[:2] == ["image", "rm"]} == tags


def test_an_image_that_a_container_of_its_build_still_has_is_removed_all_the_same(folder, any_engine):
    any_engine.goes_on(held=1)
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "Dockerfile")
    assert (result.exit_code, result.stderr) == (0, "")
    assert any_engine.images == {}


def test_a_step_that_failed_holds_on_to_no_image(folder, any_engine):
    any_engine.goes_on(fail={"1": ""})
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "Dockerfile")
    assert result.exit_code == 1
    assert "could not be removed" not in result.stderr
    assert any_engine.images == {}


def test_an_image_that_cannot_be_removed_is_named_with_the_engines_words(folder, docker):
    docker.says(held=1000)
    folder.write("Dockerfile", TWO.replace("FROM debian:12-slim\nCOPY --from=builder /app /app\n", ""))
    result = folder.run("measure", "Dockerfile")
    (tag,) = docker.images
    assert result.exit_code == 0
    assert f"error: The image {tag} could not be removed: Error response from daemon: conflict" in result.stderr


@pytest.mark.usefixtures("docker")
def test_what_cannot_be_read_is_told_and_the_rest_is_measured(folder):
    folder.write("Dockerfile", TWO)
    result = folder.run("measure", "nowhere", "Dockerfile")
    assert result.exit_code == 2
    assert "error: nowhere: There is no such file or folder." in result.stderr
    assert len(record(folder)) == 1


def test_a_record_that_is_none_is_left_as_it_is(folder, docker):
    folder.write("Dockerfile", TWO)
    folder.write("multistage-sizes.json", "{}")
    result = folder.run("measure", "Dockerfile")
    assert result.exit_code == 2
    assert "multistage-sizes.json: This is not a file of sizes" in result.stderr
    assert (folder.path / "multistage-sizes.json").read_text(encoding="utf-8") == "{}"
    assert docker.calls == []


@pytest.mark.usefixtures("docker")
def test_several_sites_want_a_file_each(folder):
    for name in ("a", "b"):
        folder.write(f"{name}/mkdocs.yml", SITE)
        folder.write(f"{name}/docs/index.md", fence())
    result = folder.run("measure", ".")
    assert result.exit_code == 2
    assert "measure one at a time, or give --output FILE" in result.stderr
    assert folder.run("measure", ".", "--output", "all.json").exit_code == 0
    assert [entry["file"] for entry in record(folder, "all.json")] == ["a/docs/index.md", "b/docs/index.md"]


@pytest.mark.usefixtures("docker")
def test_graph_and_inspect_show_what_was_measured_of_just_this_dockerfile(folder):
    folder.write("Dockerfile", TWO)
    folder.run("measure", "Dockerfile")
    assert "838 MB → 81 MB, 10× smaller" in folder.run("graph", "Dockerfile").stdout
    assert "   size     838 MB\n" in folder.run("inspect", "Dockerfile").stdout
    stages = json.loads(folder.run("inspect", "Dockerfile", "--format", "json").stdout)["stages"]
    assert [stage["size"] for stage in stages] == [838_000_000, 81_000_000]
    folder.write("Dockerfile", TWO.replace("1.25", "1.26"))
    assert "MB" not in folder.run("graph", "Dockerfile").stdout
    assert "size" not in json.loads(folder.run("inspect", "Dockerfile", "--format", "json").stdout)["stages"][0]


@pytest.mark.parametrize("format_", ["text", "mermaid", "dot", "svg"])
def test_graph_takes_sizes_from_the_command_line(folder, format_):
    folder.write("Dockerfile", TWO)
    shown = folder.run("graph", "Dockerfile", "--format", format_, "--sizes", "builder=1.2GB final=81MB").stdout
    assert "1.2 GB" in shown
    assert "81 MB" in shown


def test_sizes_that_are_wrong_end_graph_and_inspect(folder):
    folder.write("Dockerfile", TWO)
    for name in ("graph", "inspect"):
        result = folder.run(name, "Dockerfile", "--sizes", "buidler=1GB")
        assert (result.exit_code, "Did you mean 'builder'?" in result.stderr) == (2, True)
        assert folder.run(name, "Dockerfile", "--sizes-file", "none.json").exit_code == 2


def test_a_broken_record_in_the_folder_spoils_no_drawing(folder):
    folder.write("Dockerfile", TWO)
    folder.write("multistage-sizes.json", "no")
    result = folder.run("graph", "Dockerfile")
    assert result.exit_code == 0
    assert "No measured sizes are shown: multistage-sizes.json: This is not JSON" in result.stderr


def test_programs_are_run_by_one_module_alone():
    package = Path(mkdocs_multistage.__file__).parent
    runners = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in {"subprocess", "pty"} for name in names):
                runners.add(path.relative_to(package).as_posix())
            if isinstance(node, ast.keyword) and node.arg == "shell":
                runners.add(f"{path}: shell")
    assert runners == {"cli/measure/measure_process.py"}
