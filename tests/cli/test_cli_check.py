"""What is checked, what is not, and with which exit code."""

from __future__ import annotations

import json
import os
import sys

import pytest

from mkdocs_multistage.cli.inputs import kind_of, kind_of_text

CLEAN = "FROM scratch\nCOPY app /\n"
PAGE = "# P\n\n```dockerfile\n{}```\n"


def report_of(result):
    return json.loads(result.stdout)


def found_in(folder, *arguments):
    return [found["path"] for found in report_of(folder.run("check", *arguments, "--format", "json"))["findings"]]


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (CLEAN, (), 0),
        (CLEAN, ("--threshold", "info"), 0),
        ("FROM scratch\nMAINTAINER me\n", (), 0),
        ("FROM scratch\nMAINTAINER me\n", ("--threshold", "info"), 1),
        ("FROM scratch\nMAINTAINER me\n", ("--rule", "MaintainerDeprecated=warn"), 1),
        ("FROM a AS b\nFROM c\nCOPY --from=7 /d /e\n", (), 1),
        ("FROM a AS b\nFROM c\nCOPY --from=7 /d /e\n", ("--rule", "StageIndexOutOfRange=info"), 0),
        ("FROM a AS b\nFROM c\nCOPY --from=7 /d /e\n", ("--rule", "StageIndexOutOfRange=ignore"), 0),
        ("FROM scratch\0", (), 2),
    ],
)
def test_the_exit_code_says_what_was_found(folder, text, arguments, code):
    folder.write("Dockerfile", text)

    assert folder.run("check", "Dockerfile", *arguments).exit_code == code


def test_what_is_below_the_threshold_is_reported_all_the_same(folder):
    folder.write("Dockerfile", "FROM scratch\nMAINTAINER me\n")

    assert "Dockerfile:2:1: info:" in folder.run("check", "Dockerfile").stdout


def test_a_clean_run_says_what_it_looked_at(folder):
    folder.write("Dockerfile", CLEAN)
    folder.write("page.md", PAGE.format(CLEAN) + PAGE.format(CLEAN))

    assert folder.run("check", ".").stdout == "Nothing found in 2 files (3 Dockerfiles)\n"
    assert folder.run("check", ".", "--quiet").stdout == ""


def test_a_folder_is_searched_for_pages_and_dockerfiles(folder, broken):
    wanted = ["Containerfile", "Dockerfile", "a/Dockerfile.dev", "a/b/x.dockerfile", "a/b/y.Dockerfile"]
    pages = ["README.md", "a/guide.markdown"]
    for name in wanted:
        folder.write(name, broken)
    for name in pages:
        folder.write(name, PAGE.format(broken))
    others = ["Dockerfile.dockerignore", "Dockerfile.j2", "notes.txt", "Dockerfile~", "dockerfile.md.bak"]
    others += ["Dockerfile.rego", "Dockerfile.tt", "a/Dockerfile.eex", "dockerfile.html.markerb", "Dockerfile.old"]
    hidden = [".git/Dockerfile", "node_modules/x/Dockerfile", "site/Dockerfile", ".venv/Dockerfile", "env/Dockerfile"]
    for name in others + hidden:
        folder.write(name, broken)
    folder.write("env/pyvenv.cfg", "")

    assert sorted(set(found_in(folder, "."))) == sorted(wanted + pages)


def test_what_is_named_is_checked_whatever_it_is_called(folder, broken):
    for name in (".hidden/Dockerfile", "site/Dockerfile", "build.txt", "Dockerfile.j2"):
        folder.write(name, broken)

        assert set(found_in(folder, name)) == {name}


@pytest.mark.parametrize(
    "first",
    ["{{ header }}", "# Filled in by make.\r\n\r\n  {% if debug %}", "\ufeff<%= header %>", "{# not shown #}"],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_template_is_checked_only_where_it_is_named(folder, first, jobs):
    folder.write("Dockerfile.linux", f"{first}\nFROM alpine\nRUNN x\n")
    folder.write("a/Dockerfile", CLEAN)
    folder.write("b/Dockerfile", f"# {CLEAN}FROM alpine:{{{{ version }}}}\nRUNN x\n")

    assert set(found_in(folder, ".", "--jobs", jobs)) == {"b/Dockerfile"}
    assert set(found_in(folder, "Dockerfile.linux", "--jobs", jobs)) == {"Dockerfile.linux"}
    measured = folder.run("measure", "--dry-run", ".").stdout
    assert "a/Dockerfile: " in measured
    assert "Dockerfile.linux" not in measured


def test_a_header_that_another_program_may_take_is_no_mistake_without_a_site(folder):
    page = "```dockerfile [Dockerfile]\nFROM alpine AS a\nFROM a\n```\n"
    folder.write("guide/page.md", page)
    assert found_in(folder, "guide/page.md") == []
    folder.write("mkdocs.yml", "site_name: x\ndocs_dir: guide\nmarkdown_extensions: [pymdownx.superfences]\n")
    assert found_in(folder, "guide/page.md") == ["guide/page.md"]


def test_files_that_a_page_shows_are_counted_where_something_is_wrong_in_them(folder, broken):
    for name in ("a.Dockerfile", "b.Dockerfile"):
        folder.write(f"docs/{name}", broken)
    folder.write(
        "docs/page.md", '```dockerfile source="a.Dockerfile"\n```\n\n```dockerfile source="b.Dockerfile"\n```\n'
    )
    assert " in 2 of 3 files (2 Dockerfiles)" in folder.run("check", "docs/page.md").stdout


def test_what_is_named_twice_is_checked_once(folder, broken):
    folder.write("a/Dockerfile", broken)
    (folder.path / "b").symlink_to("a", target_is_directory=True)

    assert "in 1 of 1 file " in folder.run("check", "a/Dockerfile", "a", "./a/Dockerfile", "b/Dockerfile").stdout


def test_a_link_to_a_folder_above_is_no_trap(folder):
    folder.write("a/Dockerfile", CLEAN)
    (folder.path / "a" / "up").symlink_to("..", target_is_directory=True)

    assert "in 1 file " in folder.run("check", ".").stdout


def test_a_dockerfile_is_held_against_all_rules_and_an_example_is_not(folder):
    text = "FROM debian\nMAINTAINER me\nEXPOSE 80/TCP\n"
    folder.write("Dockerfile", text)
    folder.write("page.md", PAGE.format(text))
    folder.write("fragment.md", PAGE.format("COPY --from=build /a /b\n"))

    assert set(found_in(folder, "Dockerfile")) == {"Dockerfile"}
    assert found_in(folder, "page.md", "fragment.md") == []


@pytest.mark.parametrize(
    "page",
    [
        "1. x\n\n    ```dockerfile\n    {}    ```\n",
        '=== "T"\n\n    ```Dockerfile\n    {}    ```\n',
        "!!! note\n\n    ```docker\n    {}    ```\n",
        "??? note\n\n    ~~~dockerfile\n    {}    ~~~\n",
        "/// tab | x\n```dockerfile\n{}```\n///\n",
        '<div markdown="1">\n\n```{{ .dockerfile #x title="y" }}\n{}```\n\n</div>\n',
        "---\ntitle: x\n---\n\n```dockerfile\n{}```\n",
        "\ufeff```dockerfile\r\n{}```\r\n",
    ],
)
def test_fences_of_single_pages_are_found_where_sites_have_them(folder, page):
    body = "FROM golang AS build\nRUN go build\nFROM alpine\nCOPY --from=biuld /a /b\n"
    indent = "    " if "    {}" in page else ""
    folder.write("page.md", page.format(body.replace("\n", f"\n{indent}").removesuffix(indent)))

    found = report_of(folder.run("check", "page.md", "--format", "json"))["findings"]

    lines = (folder.path / "page.md").read_text(encoding="utf-8-sig").splitlines()
    assert [lines[f["line"] - 1][f["column"] - 1 : f["end_column"] - 1] for f in found] == ["biuld"]


@pytest.mark.parametrize(
    "page",
    [
        "<!--\n```dockerfile\n{}```\n-->\n",
        "````\n```dockerfile\n{}```\n````\n",
        "```sh\n{}```\n",
        '```dockerfile check="off"\n{}```\n',
    ],
)
def test_what_is_no_dockerfile_of_a_page_is_left_alone(folder, page, broken):
    folder.write("page.md", page.format(broken))

    assert found_in(folder, "page.md") == []


def test_a_pages_own_options_are_heeded_and_checked(folder, broken):
    folder.write("page.md", "---\nmultistage:\n  contexts: [biuld]\n  diagarm: off\n---\n\n" + PAGE.format(broken))

    found = report_of(folder.run("check", "page.md", "--format", "json"))["findings"]

    assert [(f["rule"], f["line"], f["column"], f["end_column"]) for f in found] == [("InvalidPageOption", 4, 3, 10)]


def test_contexts_and_build_arguments_are_heeded(folder):
    folder.write("Dockerfile", "ARG B\nFROM a AS build\nFROM $B\nCOPY --from=biuld /a /b\n")

    def rules(*arguments):
        found = report_of(folder.run("check", "Dockerfile", *arguments, "--format", "json"))["findings"]
        return {finding["rule"] for finding in found} & {"UnknownStage", "EmptyBaseName"}

    assert rules() == {"UnknownStage", "EmptyBaseName"}
    assert rules("--contexts", "x,biuld") == {"EmptyBaseName"}
    assert rules("--build-arg", "B=build") == {"UnknownStage"}


# Standard input.


@pytest.mark.parametrize(
    ("text", "name", "paths"),
    [
        ("FROM a AS build\nFROM b\nCOPY --from=biuld /x /y\n", None, ["<stdin>"]),
        ("# syntax=docker/dockerfile:1\nFROM a AS b\nFROM b\nCOPY --from=9 /x /y\n", None, ["<stdin>"]),
        (PAGE.format("FROM a AS build\nRUN x\nFROM b\nCOPY --from=biuld /x /y\n"), None, ["<stdin>"]),
        ("FROM a AS build\nFROM b\nCOPY --from=biuld /x /y\n", "src/Dockerfile.dev", ["src/Dockerfile.dev"]),
        ("FROM a AS build\nFROM b\nCOPY --from=biuld /x /y\n", "notes.md", []),
        ("Just text.\n", None, []),
        ("", None, []),
    ],
)
def test_the_standard_input_is_what_it_is_called_or_looks_like(folder, text, name, paths):
    arguments = ["--stdin-filename", name] if name else []

    result = folder.run("check", "-", *arguments, "--format", "json", stdin=text)

    assert [found["path"] for found in report_of(result)["findings"]] == paths
    assert result.exit_code == (1 if paths else 0)


def test_a_standard_input_without_an_end_is_refused(folder):
    result = folder.run("check", "-", stdin=b"#" * (32 * 2**20 + 1))

    assert result.exit_code == 2
    assert "<stdin>: The standard input is too large to be checked: more than 32 MiB." in result.stderr


@pytest.mark.parametrize("name", ["mkdocs.yml", "zensical.toml"])
def test_a_site_cannot_come_on_the_standard_input(folder, name):
    result = folder.run("check", "-", "--stdin-filename", name, stdin="site_name: S\n")

    assert result.exit_code == 2
    assert f"{name}: A site's configuration cannot be checked on the standard input" in result.stderr
    assert "Pass the file itself instead of `-`." in result.stderr


def test_an_excerpt_of_the_standard_input_is_shown(folder, broken):
    result = folder.run("check", "-", "--stdin-filename", "docs/x.md", stdin=PAGE.format(broken))

    assert " 8 | COPY --from=biuld /app /app\n   |             ^^^^^\n" in result.stdout


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dockerfile", "dockerfile"),
        ("dockerfile", "dockerfile"),
        ("Dockerfile.prod", "dockerfile"),
        ("web.Dockerfile", "dockerfile"),
        ("web.dockerfile", "dockerfile"),
        ("Containerfile.dev", "dockerfile"),
        ("Dockerfile.dockerignore", "unknown"),
        ("Dockerfile.md", "page"),
        ("MyDockerfile", "unknown"),
        ("README.MD", "page"),
        ("mkdocs.yml", "site"),
        ("compose.yml", "unknown"),
    ],
)
def test_names_tell_what_a_file_is(name, kind):
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("\n# a\nfrom a\n", "dockerfile"),
        ("ARG A=1\nFROM a\n", "dockerfile"),
        ("# Title\n\nText\n\n```dockerfile\nFROM a\n```\n", "page"),
        ("key: value\n", "unknown"),
        ("From me to you\n", "dockerfile"),
    ],
)
def test_texts_tell_what_they_are(text, kind):
    assert kind_of_text(text) == kind


# Bad input: named, and the rest is checked.


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("binary.md", b"\x00\x01", "This is a binary file."),
        ("Dockerfile.bin", b"FROM a\x00", "This is a binary file."),
        ("latin.md", "# caf\xe9\n".encode("latin-1"), "The page is not in UTF-8: line 1 has a byte 0xe9."),
        ("Dockerfile.16", "FROM a\n".encode("utf-16"), "The file is in UTF-16; save it in UTF-8."),
        ("x.csv", b"a,b\n", "neither a Dockerfile nor a page nor a site's configuration"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_checked(folder, broken, name, data, told):
    folder.write(name, data)
    folder.write("Dockerfile", broken)

    result = folder.run("check", name, "Dockerfile")

    assert result.exit_code == 2
    assert f"error: {name}: " in result.stderr
    assert told in result.stderr
    assert "Dockerfile:5:13: warning:" in result.stdout
    assert result.stdout.endswith("; 1 error\n")


def test_a_dockerfile_that_is_not_in_utf_8_is_checked_as_docker_would_build_it(folder):
    folder.write("Dockerfile", "# caf\xe9\nFROM scratch\nCOPY a /\n".encode("latin-1"))

    assert folder.run("check", "Dockerfile").exit_code == 0


def test_a_missing_file_is_an_error(folder):
    result = folder.run("check", "nothing/here")

    assert (result.exit_code, result.stderr) == (2, "error: nothing/here: There is no such file or folder.\n")


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read all")
def test_a_file_without_permission_is_an_error(folder):
    folder.write("Dockerfile", CLEAN).chmod(0)

    assert "permission denied" in folder.run("check", "Dockerfile").stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_no_file_to_wait_for(folder):
    os.mkfifo(folder.path / "Dockerfile")

    result = folder.run("check", "Dockerfile")

    assert (result.exit_code, "This is not a regular file." in result.stderr) == (2, True)


def test_hostile_names_are_shown_and_not_obeyed(folder, broken):
    folder.write("a\x1b[31m\nb.dockerfile", broken)

    result = folder.run("check", ".")

    assert result.stdout.startswith("a\\x1b[31m\\nb.dockerfile:5:13: warning:")
    assert "\x1b" not in result.stdout


def test_a_name_that_is_not_in_utf_8_can_be_reported(folder, broken):
    if sys.platform != "linux":
        pytest.skip("names are bytes on Linux alone")
    (folder.path / os.fsdecode(b"caf\xe9.dockerfile")).write_text(broken)

    for name in ("text", "json", "sarif", "github", "gitlab", "junit"):
        result = folder.python("-m", "mkdocs_multistage.cli", "check", ".", "--format", name)
        assert result.returncode == 1, result.stderr


# Options.


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rule", "UnknwonStage=info"], "There is no rule 'UnknwonStage'. Did you mean 'UnknownStage'?"),
        (["--rule", "UnknownStage=warning"], "expected one of 'warn', 'info', 'ignore'"),
        (["--rule", "UnknownStage"], "write it as NAME=LEVEL, such as UnknownStage=info"),
        (["--build-arg", "X"], "write it as NAME=VALUE"),
        (["--contexts", "a b"], "'a b' cannot name a build context"),
        (["--contexts", "a=b"], "'a=b' cannot name a build context"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--threshold", "error"], "'error' is not one of"),
        (["--colour"], "No such option"),
    ],
)
def test_a_wrong_option_is_a_usage_error_that_says_what_is_right(folder, arguments, told):
    result = folder.run("check", ".", *arguments)

    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


def test_a_path_is_needed(folder):
    result = folder.run("check")

    assert (result.exit_code, "Missing argument 'PATH…'" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "env", "coloured"),
    [
        ([], {}, False),  # no terminal
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (["--color"], {"NO_COLOR": "1"}, True),
        (["--no-color"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_those_who_want_it(folder, broken, arguments, env, coloured):
    folder.write("Dockerfile", broken)

    assert ("\x1b[" in folder.run("check", "Dockerfile", *arguments, env=env).stdout) is coloured


def test_machine_formats_are_never_coloured_and_alone_on_the_standard_output(folder, broken):
    folder.write("Dockerfile", broken)

    result = folder.run("check", "Dockerfile", "--format", "json", "--color")

    assert report_of(result)["summary"] == {"files": 1, "dockerfiles": 1, "warnings": 1, "infos": 1, "errors": 0}
    assert result.stderr == "1 warning and 1 info in 1 of 1 file (1 Dockerfile)\n"


def test_an_output_that_lacks_characters_gets_their_escapes(folder):
    folder.write("Dockerfile", "FROM a AS build\nFROM b\nCOPY --from=büild /x /y\n")

    result = folder.python(
        "-m", "mkdocs_multistage.cli", "check", "Dockerfile", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )

    assert result.returncode == 1
    assert "COPY --from=b\\xfcild" in result.stdout


def test_a_mistake_of_a_file_that_several_pages_show_is_told_once(folder, broken):
    folder.write("Dockerfile", broken)
    folder.write("mkdocs.yml", "site_name: S\ntheme: mkdocs\nmarkdown_extensions: [pymdownx.superfences]\n")
    for name in ("index", "other"):
        folder.write(f"docs/{name}.md", '# P\n\n```dockerfile source="../Dockerfile"\n```\n')
    for paths in (["docs/index.md", "docs/other.md"], ["."], ["docs/index.md", "Dockerfile"]):
        result = folder.run("check", *paths)
        assert result.stdout.count("[UnknownStage]") == 1
        assert "Dockerfile:5:13: warning: No stage is named `biuld`" in result.stdout


def test_a_page_on_its_own_may_show_files_of_the_project_that_it_is_in(folder, broken):
    folder.write("Dockerfile", broken)
    folder.write("outside", broken)
    text = '```dockerfile source="../../{}"\nFROM scratch\n```\n'
    folder.write("repo/.git/HEAD", "")
    folder.write("repo/Dockerfile", broken)
    folder.write("repo/docs/sub/page.md", text.format("Dockerfile"))
    folder.write("repo/docs/page.md", text.format("outside"))
    result = folder.run("check", "repo/docs/sub/page.md")
    assert "repo/Dockerfile:5:13: warning: No stage is named `biuld`" in result.stdout
    assert "included by repo/docs/sub/page.md:1" in result.stdout
    assert "is outside the project" in folder.run("check", "repo/docs/page.md").stdout


def test_the_report_is_the_same_whatever_the_number_of_processes(folder, broken):
    for number in range(60):
        folder.write(f"{number}/Dockerfile", CLEAN if number % 3 else broken)
    folder.write("8/Dockerfile", "FROM scratch\0")
    folder.write("page.md", PAGE.format(broken))
    one, two = (folder.run("check", ".", "--jobs", jobs, "--format", "json") for jobs in ("1", "2"))

    assert (two.stdout, two.stderr, two.exit_code) == (one.stdout, one.stderr, one.exit_code)
    assert len(set(found_in(folder, ".", "--jobs", "2"))) == 21
