"""Which program builds a site: its configuration file in, the name of the one that can read it out.

MkDocs, ProperDocs and MaterialX run the plugin; Zensical runs the Markdown extension alone. A `mkdocs.yml` is
read by all of them.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

Engine = Literal["mkdocs", "properdocs", "zensical"]


def engine_of(path: Path) -> Engine:
    """The program that is to read a site's configuration.

    A file of Zensical's or ProperDocs's own says so by its name. A `mkdocs.yml` is MkDocs's, unless MkDocs is not
    installed, or is so without Material while Zensical is: then its theme is likely one that only Zensical has.
    """
    if path.suffix == ".toml":
        return "zensical"
    if path.stem == "properdocs" or not _has("mkdocs"):
        return "zensical" if not _has("properdocs") and _has("zensical") else "properdocs"
    return "zensical" if _has("zensical") and not _has("material") else "mkdocs"


def prepare(engine: Engine) -> None:
    """Let ``import mkdocs`` mean the engine.

    Raises:
        ImportError: It is not installed.
    """
    if engine == "properdocs":
        # ProperDocs is MkDocs by another name, and gives its modules out under the old one as well.
        import_module("properdocs")
        import_module("properdocs.replacement")


def _has(name: str) -> bool:
    return find_spec(name) is not None
