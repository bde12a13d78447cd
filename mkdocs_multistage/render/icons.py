"""The icons: what each is drawn with, as the path of a 16 by 16 box that is stroked and not filled.

The cards draw them in place. The rail and the badges in the code show them as masks, whose
addresses stand in ``assets/tokens.css`` as ``--ms-i-…``; a test holds the two together.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

STROKE: Final = 1.7
"""Line width in the icon's own units."""

ICONS: Final[dict[str, str]] = {
    # Stacked layers.
    "base": "M8 2.2 14 5.4 8 8.6 2 5.4zM2.4 8.3 8 11.2l5.6-2.9M2.4 11.1 8 14l5.6-2.9",
    # A box.
    "deps": "M2.4 5 8 2l5.6 3v6L8 14l-5.6-3zM2.4 5 8 8l5.6-3M8 8v6",
    # A hammer.
    "build": "M8.9 5.1 2.6 11.4a1.45 1.45 0 0 0 2 2l6.3-6.3M6.6 3.4c1.4-1.5 3.6-1.7 5.1-.3l2.6 2.7L12.1 8l-1.4-1.3-1.2.2-1.2-1.2.2-1.2z",
    # A flask.
    "test": "M5.6 2h4.8M6.6 2v4.2l-3.7 6.2a1.1 1.1 0 0 0 1 1.6h8.2a1.1 1.1 0 0 0 1-1.6L9.4 6.2V2M5 10h6",
    # A spanner.
    "tool": "M13.7 4.5a3.7 3.7 0 0 1-5 4.4l-4.4 4.4a1.35 1.35 0 0 1-1.9-1.9L6.8 7a3.7 3.7 0 0 1 4.5-4.7L9.2 4.5l.4 1.9 1.9.4z",
    # A terminal.
    "dev": "M1.8 3h12.4v10H1.8zM4.3 6l2 2-2 2M8.2 10.2h3.3",
    # A triangle, as on a player.
    "runtime": "M4.2 2.6 13 8l-8.8 5.4z",
    # An arrow out of a tray.
    "export": "M8 9.8V2M5 4.8l3-2.9 3 2.9M4.8 7.5H2.6v6.3h10.8V7.5h-2.2",
    # A circle: a stage of no known role.
    "stage": "M8 3a5 5 0 1 0 .01 0z",
    # A cloud: an image that some registry keeps.
    "image": "M4.6 12.6a3 3 0 0 1-.2-6 3.9 3.9 0 0 1 7.5-.7 3.4 3.4 0 0 1-.2 6.7z",
    # A folder: what `--build-context` names, most often a place beside the Dockerfile.
    "context": "M2.2 12.9V3.6h4.3l1.6 1.9h5.7v7.4z",
    # An arrow into a tray: what ADD downloads.
    "download": "M8 2v7.8M5 7.1l3 2.9 3-2.9M2.6 10v3.8h10.8V10",
    # A branch: what ADD fetches from a Git repository.
    "repository": "M4.5 4.2v7.6M4.5 11.5c0-3.5 7-2.5 7-6M4.5 4.2a1.1 1.1 0 1 0-.01 0zM4.5 14a1.1 1.1 0 1 0-.01 0zM11.5 5.4a1.1 1.1 0 1 0-.01 0z",
    # A cross: what leads nowhere.
    "stray": "M4 4l8 8m0-8l-8 8",
    # A bullseye: what the build produces.
    "target": "M8 2a6 6 0 1 0 .01 0zM8 5.7a2.3 2.3 0 1 0 .01 0z",
    # A struck circle: what the build leaves out.
    "skip": "M8 2a6 6 0 1 0 .01 0zM3.8 3.8l8.4 8.4",
    # Arrows before what a stage receives: a whole one for files copied, a broken one for files mounted.
    "copy": "M14 8H2.5M6.5 4l-4 4 4 4",
    "mount": "M14.2 8h-2.4M9 8H2.5M6.5 4l-4 4 4 4",
    # The button beside the command: two sheets, then a tick.
    "clip": "M5.6 5.6h8v8h-8zM3.2 10.4h-.8v-8h8v.8",
    "done": "M2.6 8.6 6.4 12.4 13.4 4",
    "error": "M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM8 5v3.6M8 10.9v.2",
    "warning": "M8 2 14.5 13.5h-13zM8 6.2v3.6M8 11.6v.2",
    "info": "M8 2a6 6 0 1 0 .01 0zM8 7.3V11M8 4.9v.2",
}


def mask(icon: str) -> str:
    """The icon as a CSS ``url()``, for ``mask-image``."""
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
        f"<path d='{ICONS[icon]}' fill='none' stroke='#000' stroke-width='{STROKE}' stroke-linejoin='round' stroke-linecap='round'/></svg>"
    )
    return f'url("data:image/svg+xml,{quote(drawing, safe=" /:=,.")}")'.replace("%27", "'")
