"""A real browser on real sites: builds with MkDocs, serves from this machine, opens in headless Chromium."""

import contextlib
import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium_path():
    """Where Chromium is: $CHROMIUM, or what is found under its usual names."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        pytest.fail(
            "The browser tests need Chromium. Install it (Debian: apt-get install chromium) or give its path in $CHROMIUM.",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="session")
def browser(chromium_path):
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """A folder and the address it is served at: a clipboard needs more than file://."""
    folder = tmp_path_factory.mktemp("sites")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


class Site:
    """A built site.

    Attributes:
        folder: What MkDocs wrote.
        address: Its root, without a final slash.
        log: What MkDocs said.
    """

    def __init__(self, folder, address, log):
        self.folder = folder
        self.address = address
        self.log = log

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def build_site(served, tmp_path_factory):
    """Build a site from pages and settings; the same site only once.

    Takes ``pages`` (text by file name) and settings of ``mkdocs.yml``.
    """
    folder, address = served
    built = {}

    def build(pages, **settings):
        key = json.dumps([pages, settings], sort_keys=True)
        if key not in built:
            name = f"site{len(built)}"
            source = tmp_path_factory.mktemp("source")
            for path, text in pages.items():
                page = source / "docs" / path
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(text, encoding="utf-8")
            settings = {"site_name": "Example", "site_dir": str(folder / name), **settings}
            # JSON is YAML.
            (source / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
            done = subprocess.run(
                [sys.executable, "-m", "mkdocs", "build"], cwd=source, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            built[key] = Site(folder / name, f"{address}/{name}", done.stderr)
        return built[key]

    return build


@contextlib.contextmanager
def opening(browser, address):
    """A function that opens an address in a window of a width; nothing but this machine is reached."""
    contexts = []

    def opened(url, *, width=1280, height=900, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, permissions=["clipboard-read", "clipboard-write"], **options
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        context.route(
            "**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort()
        )
        page = context.new_page()
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(browser, served):
    """Open pages; they are closed when the test ends."""
    with opening(browser, served[1]) as opened:
        yield opened


@pytest.fixture(scope="module")
def open_in_module(browser, served):
    """Open pages that several tests look at; they are closed when the module's last test ends."""
    with opening(browser, served[1]) as opened:
        yield opened


@pytest.fixture(scope="session")
def material():
    """The theme Material, such that it needs no network."""
    return {
        "name": "material",
        "font": False,
        "features": ["content.code.copy", "content.code.annotate", "content.code.select"],
    }


@pytest.fixture(scope="session")
def fetched():
    """A file that install.sh gets from npm; without it the test is skipped."""

    def read(name):
        path = Path(__file__).parent / ".fetched" / name
        if not path.is_file():
            pytest.skip(f"needs {name}: `make browser` gets it where there is npm")
        return path.read_text(encoding="utf-8")

    return read
