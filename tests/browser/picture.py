"""Takes the pictures of the start page that the README shows: ``python tests/browser/picture.py``, after ``make docs``.

In: the built site (``site/``, or the folder given). Out: ``docs/assets/start.png`` and ``start-dark.png``.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from conftest import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
PAGE = (Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site").resolve() / "index.html"
SCHEMES = {"light": "start.png", "dark": "start-dark.png"}
MARGIN = 12

with sync_playwright() as playwright:
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
    for scheme, name in SCHEMES.items():
        page = browser.new_page(viewport={"width": 1280, "height": 1600}, device_scale_factor=1.5, color_scheme=scheme)
        page.goto(PAGE.as_uri())
        figure = page.locator("figure.multistage").first.bounding_box()
        code = page.locator(".multistage-code").first.bounding_box()
        target = ROOT / "docs" / "assets" / name
        target.parent.mkdir(exist_ok=True)
        clip = {
            "x": figure["x"] - MARGIN,
            "y": figure["y"] - MARGIN,
            "width": figure["width"] + 2 * MARGIN,
            "height": code["y"] + code["height"] - figure["y"] + 2 * MARGIN,
        }
        page.screenshot(path=target, clip=clip)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")
    browser.close()
