"""What a command reads and writes: regular files of bounded size, and none to which only a link leads out of the project."""

from __future__ import annotations

import inspect
import os
import socket
import sys
from pathlib import Path

import pytest
from recursion import recursion_limit

from mkdocs_multistage import regular
from mkdocs_multistage.cli import sources
from mkdocs_multistage.cli.inputs import find
from mkdocs_multistage.markdown import measured

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, devices and links")

DOCKERFILE = "FROM golang AS build\nRUN make\nFROM alpine\nCOPY --from=biuld /a /b\n"
FOLLOWS = '```dockerfile source="/Dockerfile" sync="check"\nFROM x\n```\n'


@pytest.fixture
def odd(folder):
    """Paths that are no regular files."""
    os.mkfifo(folder.path / "pipe")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("socket")
    (folder.path / "zero").symlink_to("/dev/zero")
    (folder.path / "tty").symlink_to("/dev/tty")
    return folder


ODD = ("pipe", "socket", "zero", "tty", "/dev/zero")


@pytest.mark.parametrize("path", ODD)
@pytest.mark.parametrize("command", ["check", "inspect", "graph", "sync", "measure"])
def test_no_command_reads_what_is_no_regular_file(odd, command, path):
    result = odd.run(command, path, *(["--dry-run"] if command == "measure" else []))
    assert result.exit_code == 2
    assert "This is not a regular file." in result.output


@pytest.mark.parametrize("path", ODD)
def test_sizes_are_read_from_regular_files_alone(odd, path):
    odd.write("Dockerfile", DOCKERFILE)
    result = odd.run("graph", "Dockerfile", "--sizes-file", path)
    assert result.exit_code == 2
    assert "This is not a regular file." in result.output


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may look into all")
def test_sizes_to_which_a_link_leads_where_this_user_may_not_look_are_none(folder):
    folder.write("Dockerfile", DOCKERFILE)
    folder.write("closed/multistage-sizes.json", "{}")
    (folder.path / "multistage-sizes.json").symlink_to("closed/multistage-sizes.json")
    (folder.path / "closed").chmod(0)
    result = folder.run("graph", "Dockerfile")
    (folder.path / "closed").chmod(0o755)
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_folder_is_searched_past_pipes_devices_and_sockets(odd):
    for name in ODD[:4]:
        (odd.path / name).rename(odd.path / f"{name}.Dockerfile")
    odd.write("Dockerfile", DOCKERFILE)
    result = odd.run("check", ".")
    assert "1 of 1 file" in result.output


COMMANDS = (["check"], ["sync"], ["measure", "--dry-run"])


def chain(folder, name):
    """A file to which more links lead, one by one, than Python has calls."""
    folder.write("links/0", DOCKERFILE)
    for number in range(1500):
        (folder.path / f"links/{number + 1}").symlink_to(str(number))
    (folder.path / name).symlink_to("links/1500")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_is_searched_past_links_that_lead_nowhere(folder, command):
    (folder.path / "circle").symlink_to("circle")
    (folder.path / "circle.md").symlink_to("circle")
    (folder.path / "Dockerfile").symlink_to("Dockerfile")
    (folder.path / "missing.md").symlink_to("nothing")
    chain(folder, "far.md")
    folder.write("page.md", "# Page\n")
    result = folder.run(*command, ".")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("whole", [False, True])
def test_a_link_that_is_named_and_leads_nowhere_is_an_error(folder, command, whole):
    (folder.path / "circle").symlink_to("circle")
    chain(folder, "far.md")
    folder.write("work/page.md", "# Page\n")
    os.chdir("work")
    above = folder.path if whole else ".."
    result = folder.run(*command, f"{above}/circle", f"{above}/far.md")
    assert (result.exit_code, result.stderr.count("The file cannot be read: ")) == (2, 2)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_site_whose_configuration_is_a_link_that_leads_nowhere_is_an_error(folder, command):
    chain(folder, "mkdocs.yml")
    result = folder.run(*command, ".")
    assert (result.exit_code, result.stderr.count("error: mkdocs.yml: The file cannot be read: ")) == (2, 1)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may look into all")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_link_into_a_folder_without_permission_is_passed_over(folder, command):
    folder.write("closed/page.md", "# Page\n")
    (folder.path / "link.md").symlink_to("closed/page.md")
    (folder.path / "closed").chmod(0)
    result = folder.run(*command, ".")
    (folder.path / "closed").chmod(0o755)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == "error: closed: The folder cannot be read: Permission denied."


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_that_is_too_long_is_an_error(folder, command):
    result = folder.run(*command, "a" * 300)
    assert (result.exit_code, result.stderr.count("File name too long.")) == (2, 1)


def test_what_the_standard_input_is_called_may_be_too_long_for_a_file(folder):
    result = folder.run("check", "-", "--stdin-filename", f"{'a' * 300}/page.md", stdin="# Page\n")
    assert (result.exit_code, result.stderr) == (0, "")


def test_folders_may_be_nested_deeper_than_calls(folder):
    names = [f"{'b/' * depth}Dockerfile" for depth in range(300)]
    for name in names:
        folder.write(name, DOCKERFILE)
    folder.write("b/a/Dockerfile", DOCKERFILE)
    folder.write("b/c/Dockerfile", DOCKERFILE)
    troubles = []
    with recursion_limit(len(inspect.stack(0)) + 100):
        found = [entry.path.as_posix() for entry in find([Path()], troubles)]
    assert found == [*names[:2], "b/a/Dockerfile", *names[2:], "b/c/Dockerfile"]
    assert troubles == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere paths are of another length")
@pytest.mark.parametrize("command", COMMANDS)
def test_folders_that_are_nested_deeper_than_paths_are_long_are_an_error(folder, command):
    """The page is at the very end of what can be read from here, and beyond it where its path begins at the root."""
    for depth in range(30):
        if depth == 20:
            Path("a.md").write_text("# Page\n", encoding="utf-8")
        Path("a" * 203).mkdir()
        os.chdir("a" * 203)
    os.chdir(folder.path)
    result = folder.run(*command, ".")
    assert (result.exit_code, result.stderr.count("error: ")) == (2, 1)
    assert "The folder cannot be read: File name too long." in result.stderr
    assert command != ["check"] or "in 1 file " in result.stdout


def test_a_pipe_that_takes_the_files_place_stops_nothing(folder, monkeypatch):
    path = folder.write("Dockerfile", DOCKERFILE)
    real = os.open

    def swap(name, flags):
        Path(name).unlink()
        os.mkfifo(name)
        return real(name, flags)

    monkeypatch.setattr(regular.os, "open", swap)
    with pytest.raises(regular.NotRegularError):
        regular.read_regular(path, 1000)


def test_a_file_that_grows_while_it_is_read_is_not_read_beyond_the_bound(folder, monkeypatch):
    path = folder.write("Dockerfile", "x" * 10)
    real = os.fstat

    def grow(descriptor):
        status = real(descriptor)
        path.write_text("x" * 5000)
        return status

    monkeypatch.setattr(regular.os, "fstat", grow)
    with pytest.raises(regular.TooLargeError):
        regular.read_regular(path, 1000)


@pytest.mark.parametrize("size", [0, 999, 1000])
def test_a_file_up_to_the_bound_is_read_whole(folder, size):
    assert regular.read_regular(folder.write("file", "x" * size), 1000) == b"x" * size


@pytest.mark.parametrize("module", [sources, measured])
def test_what_is_too_large_is_said_to_be(folder, monkeypatch, module):
    monkeypatch.setattr(module, "_LARGEST" if module is sources else "_LARGEST_FILE", 10)
    path = folder.write("file", "x" * 11)
    with pytest.raises(Exception, match="too large"):
        (sources.read_bytes if module is sources else measured.load)(path)


@pytest.mark.parametrize(
    "name", ["-x.Dockerfile", "a\n.Dockerfile", "'\".Dockerfile", "$(x);.Dockerfile", b"\xff.Dockerfile"]
)
def test_a_file_of_an_odd_name_is_checked(folder, name):
    name = os.fsdecode(name)
    try:
        folder.write(name, DOCKERFILE)
    except OSError:
        pytest.skip("this file system has no such names")
    result = folder.run("check", ".")
    assert (result.exit_code, "UnknownStage" in result.output) == (1, True)
    result = folder.run("graph", "--", name)
    assert (result.exit_code, "build" in result.output) == (0, True)


@pytest.fixture
def project(folder, monkeypatch):
    """A project with links out of it beside what they lead to."""
    folder.write("outside/secret.md", FOLLOWS.replace("FROM x", "FROM secret"))
    folder.write("outside/Dockerfile", "FROM secret AS\n")
    folder.write("project/Dockerfile", DOCKERFILE)
    folder.write("project/docs/index.md", "# Page\n")
    for link, target in {
        "docs/link.md": "../../outside/secret.md",
        "link.Dockerfile": "../outside/Dockerfile",
        "docs/within.md": "index.md",
        "docs/folder": "../../outside",
    }.items():
        (folder.path / "project" / link).symlink_to(target)
    monkeypatch.chdir(folder.path / "project")
    return folder


def test_a_search_follows_no_link_out_of_the_folder_and_the_working_directory(project):
    result = project.run("check", ".")
    assert "secret" not in result.output
    assert "1 of 2 files" in result.output
    assert "secret" in project.run("check", "link.Dockerfile").output
    assert "1 of 1 file" in project.run("check", "docs/../Dockerfile").output


def test_a_link_from_the_searched_folder_into_the_project_is_followed(project):
    (project.path / "project/docs/Dockerfile").symlink_to("../Dockerfile")
    assert "docs/Dockerfile:4" in project.run("check", "docs").output


@pytest.mark.parametrize("site", [False, True])
def test_no_page_is_written_to_which_a_link_leads_out_of_the_project(project, site):
    secret = project.path / "outside/secret.md"
    before = secret.read_bytes()
    if site:
        project.write(
            "project/mkdocs.yml", "site_name: x\nmarkdown_extensions: [pymdownx.superfences]\nplugins: [multistage]\n"
        )
    result = project.run("sync", ".")
    assert secret.read_bytes() == before
    if site:  # MkDocs itself follows the link
        assert "leads out of the project" in result.output
        assert result.exit_code == 2


def test_a_link_that_is_named_is_written_where_it_leads(project):
    project.write("project/docs/Dockerfile", DOCKERFILE)
    project.write("project/docs/index.md", FOLLOWS.replace("/Dockerfile", "Dockerfile"))
    (project.path / "project/docs/named.md").symlink_to("index.md")
    assert "1 example written" in project.run("sync", "docs/named.md").output
    assert (project.path / "project/docs/named.md").is_symlink()
    assert "biuld" in (project.path / "project/docs/index.md").read_text()


def test_a_page_that_becomes_a_pipe_while_it_is_written_stops_nothing(project, monkeypatch):
    from mkdocs_multistage.cli import writing

    project.write("project/docs/Dockerfile", DOCKERFILE)
    page = project.write("project/docs/index.md", FOLLOWS)
    real = writing.os.fsync

    def swap(descriptor):
        page.unlink()
        os.mkfifo(page)
        real(descriptor)

    monkeypatch.setattr(writing.os, "fsync", swap)
    result = project.run("sync", "docs/index.md")
    assert result.exit_code == 2
    assert "changed in the meantime" in result.output
