"""Which files a page may show, and what is said of the others."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest
from recursion import recursion_limit

from mkdocs_multistage.dockerfile.limits import MAX_FILE_BYTES
from mkdocs_multistage.markdown import files


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "Dockerfile").write_text("FROM scratch\n")
    (tmp_path / "secret").write_text("FROM secret\n")
    return root


def read(project, path):
    used = []
    try:
        return files.read(path, str(project / "docs"), str(project), used.append).text, used
    except files.UnusableError as reason:
        return reason, used


def refusal(project, path):
    reason, _ = read(project, path)
    assert isinstance(reason, files.UnusableError), reason
    return str(reason)


@pytest.mark.parametrize(
    "path", ["../Dockerfile", "/Dockerfile", "//Dockerfile", "./../docs/../Dockerfile", "/./Dockerfile"]
)
def test_a_file_below_the_root_is_read(project, path):
    assert read(project, path) == ("FROM scratch\n", [str(project / "Dockerfile")])


@pytest.mark.parametrize("name", ["a b.Dockerfile", "é✓", "-x", "a;b$(c)", "'", '"><b>', "Dockerfile.", "%2e%2e", "~"])
def test_an_odd_name_is_a_name(project, name):
    (project / name).write_text("FROM odd\n")
    assert read(project, f"/{name}")[0] == "FROM odd\n"


@pytest.mark.parametrize(
    "path", ["../../secret", "/../secret", "../link", "../folder/secret", "../nowhere", "../../no"]
)
def test_what_is_outside_of_the_root_is_refused_and_nothing_is_told_of_it(project, path):
    (project / "link").symlink_to("../secret")
    (project / "folder").symlink_to("..")
    (project / "nowhere").symlink_to("../missing")
    reason, used = read(project, path)
    assert str(reason).startswith(f"{path!r} is outside the project")
    assert used == []


def test_no_name_outside_of_the_root_is_suggested(project):
    (project / "folder").symlink_to("..")
    assert "secret" not in refusal(project, "../folder/secrt").replace("secrt", "")


def test_a_root_that_is_a_link_is_the_folder_that_it_leads_to(project):
    (project.parent / "link").symlink_to("project")
    assert read(project.parent / "link", "../Dockerfile")[0] == "FROM scratch\n"


def test_a_link_within_the_project_is_followed_and_alone_named_to_the_host(project):
    (project / "docs" / "link").symlink_to("../Dockerfile")
    assert read(project, "link") == ("FROM scratch\n", [str(project / "docs" / "link")])


def test_links_in_a_circle_are_named(project):
    (project / "a").symlink_to("b")
    (project / "b").symlink_to("a")
    assert refusal(project, "/a").startswith("'/a' cannot be read: ")


@pytest.mark.parametrize("limit", [1000, 5000])  # mkdocstrings, for one, raises Python's own 1,000
def test_links_that_lead_on_and_on_are_named(project, limit):
    (project / "0").symlink_to("Dockerfile")
    for number in range(1500):
        (project / f"{number + 1}").symlink_to(str(number))
    with recursion_limit(limit):
        assert refusal(project, "/1500").startswith("'/1500' cannot be read: ")


def test_a_pipe_a_socket_and_a_folder_are_refused_at_once(project, monkeypatch):
    os.mkfifo(project / "pipe")
    monkeypatch.chdir(project)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("socket")
    assert refusal(project, "/pipe") == "'/pipe' is not a regular file."
    assert refusal(project, "/socket") == "'/socket' is not a regular file."
    assert refusal(project, "/docs") == "'/docs' is a folder; the path of a file is needed here."
    assert refusal(project, "..") == "'..' is a folder; the path of a file is needed here."


def test_a_pipe_that_takes_the_files_place_stops_nothing(project, monkeypatch):
    (project / "file").write_text("x")
    real = os.open

    def swap(path, flags):
        Path(path).unlink()
        os.mkfifo(path)
        return real(path, flags)

    monkeypatch.setattr(files.os, "open", swap)
    assert refusal(project, "/file") == "'/file' is not a regular file."


def test_a_folder_that_becomes_a_link_out_of_the_project_before_its_file_is_opened_shows_nothing(project, monkeypatch):
    (project / "folder").mkdir()
    (project / "folder" / "secret").write_text("FROM inside\n")
    real = os.open

    def swap(path, flags):
        if not (project / "folder").is_symlink():
            (project / "folder").rename(project / "was")
            (project / "folder").symlink_to("..")
        return real(path, flags)

    monkeypatch.setattr(files.os, "open", swap)
    assert "is outside the project" in refusal(project, "/folder/secret")


def test_a_file_that_becomes_a_link_before_it_is_opened_shows_nothing(project, monkeypatch):
    (project / "file").write_text("FROM inside\n")
    real = os.open

    def swap(path, flags):
        if not (project / "file").is_symlink():
            (project / "file").unlink()
            (project / "file").symlink_to("../secret")
        return real(path, flags)

    monkeypatch.setattr(files.os, "open", swap)
    assert "FROM" not in refusal(project, "/file")


def test_a_file_that_grows_without_end_is_read_to_the_bound(project, monkeypatch):
    path = project / "file"
    path.write_text("x")
    real = os.fstat

    def fstat(descriptor):
        status = real(descriptor)
        path.write_bytes(b"x" * (MAX_FILE_BYTES + 2))
        return status

    monkeypatch.setattr(files.os, "fstat", fstat)
    assert "is too large" in refusal(project, "/file")


def test_a_device_is_never_opened(monkeypatch):
    monkeypatch.setattr(files.os, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(files.UnusableError, match="not a regular file"):
        files.read("/dev/null", "/tmp", "/", lambda _: None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"FROM a\nRUN \xe9\n", "is not in UTF-8: line 2 has a byte 0xe9"),
        (b"FROM a\n\0", "is a binary file"),
        ("FROM a\n".encode("utf-16"), "is in UTF-16"),
        (b"#" * (MAX_FILE_BYTES + 1), "is too large to be shown"),
    ],
)
def test_what_is_no_text_of_a_usual_size_is_refused_by_name(project, data, words):
    (project / "data").write_bytes(data)
    assert refusal(project, "/data").startswith(f"'/data' {words}")


def test_a_file_of_the_largest_size_is_read(project):
    (project / "data").write_bytes(b"#" * MAX_FILE_BYTES)
    assert len(read(project, "/data")[0]) == MAX_FILE_BYTES


@pytest.mark.parametrize("path", ["a\0b", "a\nb", "\x1b[2J", "\udcff", "x" * 5000, "/" + "a/" * 3000])
def test_what_cannot_be_a_path_is_refused(project, path):
    reason = refusal(project, path)
    assert reason.isprintable()
    assert len(reason) < 300


def test_an_address_is_refused_as_such(project):
    assert refusal(project, "https://example.org/Dockerfile").endswith("only files of the project can be shown.")


def test_a_name_that_is_near_is_suggested_as_the_author_would_write_it(project):
    assert refusal(project, "../Dokcerfile") == "There is no file '../Dokcerfile'. Did you mean '../Dockerfile'?"
    assert refusal(project, "/x/Dockerfile") == "There is no file '/x/Dockerfile'."
    assert "not a folder" in refusal(project, "/Dockerfile/x")


def test_a_missing_file_is_named_to_the_host(project):
    assert read(project, "new")[1] == [str(project / "docs" / "new")]


def test_a_file_that_changes_while_it_is_read_is_read_again(project, monkeypatch):
    path = project / "file"
    path.write_text("old " * 10)
    real = os.fstat
    texts = ["new " * 11, "newer " * 12]

    def fstat(descriptor):
        status = real(descriptor)
        if texts:
            path.write_text(texts.pop(0))
        return status

    monkeypatch.setattr(files.os, "fstat", fstat)
    assert read(project, "/file")[0] == "newer " * 12


def test_a_file_that_never_stops_changing_is_named(project, monkeypatch):
    path = project / "file"
    path.write_text("x")
    real = os.fstat

    def fstat(descriptor):
        status = real(descriptor)
        path.write_text("x" * (status.st_size + 1))
        return status

    monkeypatch.setattr(files.os, "fstat", fstat)
    assert "changed while it was read" in refusal(project, "/file")


def test_a_file_that_is_written_at_the_same_time_is_never_read_in_halves(project):
    path = project / "file"
    versions = {("a" * 300_000), ("b" * 300_000)}
    path.write_text("a" * 300_000)
    stop = threading.Event()

    def write():
        while not stop.is_set():
            for text in sorted(versions):
                (project / "new").write_text(text)
                (project / "new").replace(path)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        read_texts = {read(project, "/file")[0] for _ in range(50)}
    finally:
        stop.set()
        writer.join()
    assert {text for text in read_texts if isinstance(text, str)} <= versions
