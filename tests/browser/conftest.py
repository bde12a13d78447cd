"""A real browser on real sites: builds with MkDocs, serves from this machine, opens in headless Chromium."""

import contextlib
import functools
import http.server
import os
import shutil
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from sites import NotThereError

# The first has no windows, and takes two thirds of the time for the same pages.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine is reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
# In milliseconds. A machine may have much else to do, and no test is about time.
PATIENCE = 60_000


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
        running = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_ARGUMENTS, timeout=PATIENCE)
        yield running
        running.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for a page and all that it loads

    def log_message(self, *_):
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Say nothing of a browser that has left the page before all of it came."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serving(folder, handler=Quiet):
    """Serve a folder from this machine; gives the address."""
    with _Server(("127.0.0.1", 0), functools.partial(handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def served(built_sites):
    """The folder of built sites and the address it is served at: a clipboard needs more than file://."""
    with serving(built_sites.public) as address:
        yield built_sites.public, address


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
def build_site(built_sites, served):
    """Build a site from pages and settings; the same site only once.

    Takes ``pages`` (text by file name), settings of ``mkdocs.yml``, and the environment of the matrix, if any: where that
    has not been made, the test is skipped.
    """
    folder, address = served

    def build(pages, **settings):
        try:
            name, log = built_sites.build(pages, **settings)
        except NotThereError as reason:
            pytest.skip(str(reason))
        return Site(folder / name, f"{address}/{name}", log)

    return build


@contextlib.contextmanager
def opening(browser):
    """A function that opens an address in a window of a width."""
    contexts = []

    def opened(url, *, width=1280, height=900, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, permissions=["clipboard-read", "clipboard-write"], **options
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


def settle(page):
    """Wait until nothing moves or fades any more.

    A theme moves its drawer, its search and its titles when the window gets another width, and lets colours change slowly:
    what they are on their way is nobody's layout. Transitions begin with the first frame; what pulses without end is left.
    """
    page.evaluate("""async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      const moving = document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < 5000);
      await Promise.allSettled(moving.map(one => one.finished));
    }""")


def resize(page, width):
    """Give a window another width."""
    page.set_viewport_size({"width": width, "height": 900})
    settle(page)


def at_widths(page, widths):
    """Give a window one width after the other."""
    for width in widths:
        resize(page, width)
        yield width


@pytest.fixture
def open_page(browser):
    """Open pages; they are closed when the test ends."""
    with opening(browser) as opened:
        yield opened


@pytest.fixture(scope="session")
def only_look(browser):
    """Open pages like `open_page`, one after the other in one window: for tests that measure and leave all as it is.

    A window of its own takes longer than most of those pages.
    """
    with opening(browser) as opened:
        page = opened("about:blank")

        def looking(url, *, width=1280, height=900):
            page.emulate_media(media="null", color_scheme="null")
            page.set_viewport_size({"width": width, "height": height})
            page.mouse.move(0, 0)
            # From elsewhere, or the same page with another place in it would not be loaded.
            page.goto("about:blank")
            page.goto(url)
            return page

        yield looking


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


@pytest.fixture
def bring_highlight_js(fetched):
    """Have a page or a context load highlight.js, which MkDocs's own themes take from another machine, from this one."""
    scripts = {
        "highlight.min.js": fetched("highlight.js"),
        "languages/dockerfile.min.js": fetched("highlight-dockerfile.js"),
    }

    def bring(page):
        def answer(route):
            name = route.request.url.rpartition("/11.8.0/")[2]
            if name in scripts:
                route.fulfill(body=scripts[name], content_type="text/javascript")
            else:
                route.abort()

        page.route("https://cdnjs.cloudflare.com/**", answer)

    return bring
