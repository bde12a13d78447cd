"""Files that pages read, and when their change is worth a rebuild."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from mkdocs_multistage.watcher import Watcher


@pytest.fixture
def watcher():
    watcher = Watcher()
    yield watcher
    watcher.stop()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Dockerfile"
    path.write_text("FROM a\n")
    return path


def build(watcher, *uses, whole=True):
    watcher.begin()
    for page, path in uses:
        watcher.use(page, str(path))
    watcher.end(whole=whole)


def test_a_file_that_is_as_it_was_asks_for_nothing(watcher, file):
    build(watcher, ("page.md", file))
    assert not watcher.look()


def test_a_changed_file_asks_for_one_rebuild(watcher, file):
    build(watcher, ("page.md", file))
    file.write_text("FROM b1\n")
    assert watcher.look()
    assert not watcher.look()
    assert watcher.take_stale() == {"page.md"}
    assert watcher.take_stale() == set()


def test_a_file_that_is_only_touched_asks_for_nothing(watcher, file):
    build(watcher, ("page.md", file))
    os.utime(file, (1, 1))
    assert not watcher.look()


def test_a_file_replaced_by_rename_asks_for_a_rebuild(watcher, file):
    build(watcher, ("page.md", file))
    new = file.with_name("new")
    new.write_text("FROM b\n")
    new.replace(file)
    assert watcher.look()


def test_a_file_behind_a_link_asks_for_a_rebuild_and_so_does_a_link_that_leads_elsewhere(watcher, file):
    link = file.with_name("link")
    link.symlink_to(file.name)
    build(watcher, ("page.md", link))
    file.write_text("FROM b1\n")
    assert watcher.look()
    file.with_name("other").write_text("FROM c1\n")
    link.unlink()
    link.symlink_to("other")
    assert watcher.look()


def test_a_file_that_goes_and_comes_back_asks_for_a_rebuild_each_time(watcher, file):
    build(watcher, ("page.md", file))
    file.unlink()
    assert watcher.look()
    assert not watcher.look()
    file.write_text("FROM a\n")
    assert watcher.look()


def test_a_file_that_is_not_there_yet_asks_for_a_rebuild_when_it_comes(watcher, tmp_path):
    build(watcher, ("page.md", tmp_path / "none" / "Dockerfile"))
    assert not watcher.look()
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "Dockerfile").write_text("FROM a\n")
    assert watcher.look()


def test_a_file_that_no_page_uses_any_more_asks_for_nothing(watcher, file):
    build(watcher, ("page.md", file))
    build(watcher)
    file.write_text("FROM b1\n")
    assert not watcher.look()


def test_what_pages_use_is_remembered_through_a_build_that_leaves_them_out(watcher, file):
    build(watcher, ("page.md", file))
    build(watcher, whole=False)
    file.write_text("FROM b1\n")
    assert watcher.look()
    assert watcher.take_stale() == {"page.md"}


def test_a_file_that_a_build_writes_before_a_page_reads_it_asks_for_nothing(watcher, file):
    build(watcher, ("page.md", file))
    watcher.begin()
    file.write_text("FROM made-by-a-hook\n")
    assert not watcher.look()
    watcher.use("page.md", str(file))
    watcher.end(whole=True)
    assert not watcher.look()


def test_a_file_that_changes_after_a_page_has_read_it_asks_for_a_rebuild(watcher, file):
    watcher.begin()
    watcher.use("page.md", str(file))
    file.write_text("FROM b1\n")
    assert watcher.look()
    watcher.end(whole=True)


def test_what_the_server_watches_itself_is_left_to_it(watcher, file, tmp_path):
    build(watcher, ("page.md", file))
    watcher.start(Server(), [str(tmp_path)])
    file.write_text("FROM b1\n")
    assert not watcher.look()
    assert watcher.take_stale() == {"page.md"}
    assert watcher.take_stale() == set()


@pytest.mark.parametrize("name", ["folder", "pipe", "a\0b"])
def test_what_is_no_file_is_not_read(watcher, tmp_path, name):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    build(watcher, ("page.md", tmp_path / name))
    assert not watcher.look()


class Server:
    """A server that is told what to watch."""

    def __init__(self):
        self.told = threading.Event()
        self.watched = ""

    def watch(self, path):
        self.watched = path
        self.told.set()


def test_the_server_is_told_of_a_file_that_is_then_written(watcher, file):
    server = Server()
    build(watcher, ("page.md", file))
    watcher.start(server, [])
    file.write_text("FROM b1\n")
    assert server.told.wait(60)
    watcher.stop()
    assert server.watched


def test_nothing_is_left_behind_when_the_server_stops(watcher, file):
    server = Server()
    build(watcher, ("page.md", file))
    watcher.start(server, [])
    file.write_text("FROM b1\n")
    assert server.told.wait(60)
    watcher.stop()
    assert not Path(server.watched).parent.exists()
    assert not any(thread.name == "multistage-watcher" and thread.is_alive() for thread in threading.enumerate())
