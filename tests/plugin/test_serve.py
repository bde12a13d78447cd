"""`mkdocs serve` as an author uses it: a real server, files saved as editors save them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from mkdocs_multistage import analyze
from mkdocs_multistage.markdown.measured import Entry, SizesFile, digest, dump

# Long enough for any machine; nothing waits for it that works.
PATIENCE = 120

BROKEN = "FROM alpine:3.22 AS build\nRUN make\n\nFROM alpine:3.22\nCOPY --from=biuld /a /a\n"
FIXED = BROKEN.replace("biuld", "build")
ROW = '<b>error</b> <a href="#'


def page(body):
    return f"# A page\n\n```dockerfile\n{body}```\n"


def sizes(folder, body, megabytes):
    """What `mkdocs-multistage measure` writes for a page with one Dockerfile."""
    measured = {"build": megabytes * 1_000_000, "1": 8_000_000}
    entry = Entry("docs/index.md", digest(analyze(body).dockerfile, {}), ("build", ""), measured)
    return dump(SizesFile(str(folder), (entry,)))


def text(html):
    return re.sub(r"<[^>]*>", "", html)


class Server:
    """A running `mkdocs serve`.

    Attributes:
        site: What it serves.
    """

    def __init__(self, site, *arguments):
        self.site = site
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._address = f"127.0.0.1:{free.getsockname()[1]}"
        self._log = (site.folder / "log.txt").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", self._address, *arguments],
            cwd=site.folder,
            env={**os.environ, "PYTHONPATH": site.python_path, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def log(self):
        return (self.site.folder / "log.txt").read_text(encoding="utf-8")

    def read(self, path=""):
        """The page as it is now; nothing while the server is not there."""
        assert self._process.poll() is None, self.log()
        try:
            with urllib.request.urlopen(f"http://{self._address}/{path}", timeout=PATIENCE) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def until(self, is_so, path=""):
        """The page, as soon as something is true of it."""
        end = time.monotonic() + PATIENCE
        while not is_so(html := self.read(path)):
            assert time.monotonic() < end, self.log()
            time.sleep(0.05)
        return html

    def epoch(self, path=""):
        """The number of the build that a page is from."""
        return int(re.search(r"livereload\(([0-9]+), ", self.until(bool, path))[1])

    def after(self, epoch):
        """The epoch of a later build, by the very request that a browser makes; the same if none comes in time."""
        url = f"http://{self._address}/livereload/{epoch}/0"
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return int(answer.read())

    def stop(self):
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._log.close()


@pytest.fixture(scope="module")
def server(make_site, tmp_path_factory):
    site = make_site(tmp_path_factory.mktemp("served"))
    site.configure(extensions='[pymdownx.superfences, {pymdownx.snippets: {base_path: ["."]}}]', plugins="[multistage]")
    site.write("docs/index.md", "# Start\n")
    site.write("docs/finding.md", page(BROKEN))
    site.write("docs/later.md", "# A page\n")
    site.write("docs/absent.md", page('--8<-- "absent/Dockerfile"\n'))
    site.write("docs/sourced.md", '# A page\n\n```dockerfile source="../sourced/Dockerfile" stages="build"\n```\n')
    site.write("sourced/Dockerfile", FIXED)
    for name in ("outside", "renamed", "gone"):
        site.write(f"docs/{name}.md", page(f'--8<-- "{name}/Dockerfile"\n'))
        site.write(f"{name}/Dockerfile", BROKEN)
    running = Server(site)
    running.until(bool)
    yield running
    running.stop()


def test_a_saved_page_shows_what_is_wrong_until_it_is_right(server):
    assert ROW in server.until(bool, "finding/")
    server.site.write("docs/finding.md", page(FIXED))
    server.until(lambda html: html and ROW not in html, "finding/")
    server.site.write("docs/finding.md", page(BROKEN))
    server.until(lambda html: ROW in html, "finding/")


def test_a_saved_file_outside_the_docs_refreshes_the_page_and_tells_the_browser(server):
    assert ROW in server.until(bool, "outside/")
    epoch = server.epoch("outside/")
    server.site.write("outside/Dockerfile", FIXED)
    assert server.after(epoch) > epoch
    server.until(lambda html: html and ROW not in html, "outside/")
    server.site.write("outside/Dockerfile", BROKEN)
    server.until(lambda html: ROW in html, "outside/")


def test_a_page_follows_the_dockerfile_that_its_fence_names(server):
    assert "RUN make" in text(server.until(bool, "sourced/"))
    server.site.write("sourced/Dockerfile", FIXED.replace("RUN make", "RUN make all"))
    server.until(lambda html: "RUN make all" in text(html), "sourced/")
    server.site.write("sourced/Dockerfile", FIXED.replace("AS build", "AS built"))
    server.until(lambda html: "ms-f ms-found" in html, "sourced/")


def test_a_file_that_came_into_use_after_the_start_refreshes_the_page(server):
    server.site.write("later/Dockerfile", FIXED)
    server.site.write("docs/later.md", page('--8<-- "later/Dockerfile"\n'))
    html = server.until(lambda html: "multistage-code" in html, "later/")
    assert ROW not in html
    server.site.write("later/Dockerfile", BROKEN)
    server.until(lambda html: ROW in html, "later/")


def test_a_file_replaced_by_rename_refreshes_the_page_again_and_again(server):
    for body, is_wrong in ((FIXED, False), (BROKEN, True), (FIXED, False)):
        server.site.write("renamed/new", body)
        (server.site.folder / "renamed" / "new").replace(server.site.folder / "renamed" / "Dockerfile")
        server.until(lambda html, is_wrong=is_wrong: html and (ROW in html) is is_wrong, "renamed/")


def test_a_file_that_is_deleted_and_made_again_refreshes_the_page(server):
    assert ROW in server.until(bool, "gone/")
    (server.site.folder / "gone" / "Dockerfile").unlink()
    server.until(lambda html: html and ROW not in html, "gone/")
    server.site.write("gone/Dockerfile", BROKEN)
    server.until(lambda html: ROW in html, "gone/")


def test_a_file_that_is_not_there_yet_refreshes_the_page_when_it_comes(server):
    assert ROW not in server.until(bool, "absent/")
    server.site.write("absent/Dockerfile", BROKEN)
    server.until(lambda html: ROW in html, "absent/")


@pytest.fixture
def serve(site):
    """Serve the site as it is by then."""
    running = []

    def serve(*arguments):
        running.append(Server(site, *arguments))
        return running[0]

    yield serve
    for server in running:
        server.stop()


def test_a_dirty_preview_follows_the_files_that_pages_read(site, serve):
    site.configure("draft_docs: draft.md", extensions='[pymdownx.superfences, {pymdownx.snippets: {base_path: ["."]}}]')
    places = {"": "Dockerfile", "draft/": "Dockerfile", "inside/": "docs/examples/Dockerfile"}
    for url, place in places.items():
        site.write(f"docs/{url.strip('/') or 'index'}.md", page(f'--8<-- "{place}"\n'))
        site.write(place, FIXED)
    site.write("docs/other.md", "# Other\n")
    server = serve("--dirty")
    for url, place in places.items():
        site.write(place, FIXED)
        server.until(lambda html: html and ROW not in html, url)
        site.write(place, BROKEN)
        server.until(lambda html: ROW in html, url)
    site.write("docs/other.md", "# Another\n")
    server.until(lambda html: "Another" in html, "other/")
    for url, place in places.items():
        site.write(place, FIXED)
        server.until(lambda html: html and ROW not in html, url)


@pytest.mark.parametrize("arguments", [(), ("--dirty",)])
def test_sizes_are_shown_from_the_moment_that_they_are_measured(site, serve, arguments):
    site.configure()
    site.write("docs/index.md", page(FIXED))
    server = serve(*arguments)
    server.until(lambda html: "multistage-code" in html)
    for megabytes in (100, 200):
        site.write("new", sizes(site.folder, FIXED, megabytes))
        (site.folder / "new").replace(site.folder / "multistage-sizes.json")
        server.until(lambda html, size=f"{megabytes} MB": size in html)
    site.write("other.json", sizes(site.folder, FIXED, 300))
    site.configure(plugins="[multistage: {sizes_file: other.json}]")
    site.write("docs/index.md", page(FIXED) + "More.\n")  # a dirty preview asks for it
    server.until(lambda html: "300 MB" in html)
    site.write("other.json", sizes(site.folder, FIXED, 400))
    server.until(lambda html: "400 MB" in html)


@pytest.mark.parametrize("arguments", [(), ("--dirty",)])
def test_a_plugin_that_is_turned_on_while_the_preview_runs_shows_what_is_wrong(site, serve, arguments):
    site.configure(plugins="[search]")
    site.write("docs/index.md", page(FIXED))
    server = serve(*arguments)
    assert "multistage" not in server.until(bool)
    site.configure()
    site.write("docs/index.md", page(BROKEN))
    html = server.until(lambda html: ROW in html)
    assert "assets/multistage." in html
    assert "Restart the preview" in server.log()


@pytest.mark.parametrize(("findings", "shown"), [("never", False), ("always", True)])
def test_the_option_decides_in_the_preview_too(site, serve, findings, shown):
    site.configure(plugins=f"[multistage: {{findings: {findings}}}]", theme="readthedocs")
    site.write("docs/index.md", page(BROKEN))
    assert (ROW in serve().until(bool)) is shown


def test_a_clean_preview_shows_what_will_be_published(site, serve):
    site.configure()
    site.write("docs/index.md", page(BROKEN))
    html = serve("--clean").until(bool)
    assert "multistage-code" in html
    assert ROW not in html


@pytest.mark.parametrize(("findings", "shown"), [("serve", False), ("always", True), ("never", False)])
def test_a_build_shows_findings_only_where_the_site_wants_them(site, findings, shown):
    site.configure(plugins=f"[search, multistage: {{findings: {findings}}}]")
    site.write("docs/index.md", page(BROKEN))
    site.build()
    assert (ROW in site.html()) is shown
    assert "biuld, so Docker" not in str(site.search_index())
    assert "Did you mean" not in str(site.search_index())


def test_a_page_may_decide_for_itself(site):
    site.configure()
    site.write("docs/index.md", "---\nmultistage:\n  findings: always\n---\n" + page(BROKEN))
    site.build()
    assert ROW in site.html()
