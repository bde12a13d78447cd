"""What the matrix is made of, as data: environments to be made with pip, and sites to be built in them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

# Whether the matrix's command runs the tests. Otherwise they keep to the environment that they run in.
BY_COMMAND = "MULTISTAGE_MATRIX" in os.environ

NEIGHBOURS = (
    "markdown-exec[ansi]",
    "mike",
    "mkdocs-awesome-nav",
    "mkdocs-git-revision-date-localized-plugin",
    "mkdocs-glightbox",
    "mkdocs-include-markdown-plugin",
    "mkdocs-literate-nav",
    "mkdocs-llmstxt",
    "mkdocs-macros-plugin",
    "mkdocs-material[imaging]",
    "mkdocs-minify-plugin",
    "mkdocs-monorepo-plugin",
    "mkdocs-print-site-plugin",
    "mkdocs-redirects",
    "mkdocs-rss-plugin",
    "mkdocs-section-index",
    "mkdocs-static-i18n",
    "mkdocstrings[python]",
)


@dataclass(frozen=True)
class Environment:
    """A virtual environment.

    Attributes:
        name: Its folder.
        requirements: What is installed besides the project's wheel.
        without: What is removed again.
        lowest: Whether the project's dependencies have the lowest versions that it declares.
        python: The version, such as ``3.13``; the running one where it is empty.
        quick: Whether it is part of the quick form.
        browser: Whether the browser tests build a site in it: the quick form makes it, and tests nothing there.
    """

    name: str
    requirements: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    lowest: bool = False
    python: str = ""
    quick: bool = False
    browser: bool = False


@dataclass(frozen=True)
class Cell:
    """A site that is built in an environment.

    Attributes:
        environment: Its name; empty is the one that the tests run in.
        title: What it is called in the documentation.
        engine: The program: ``mkdocs``, ``properdocs`` or ``zensical``.
        theme: The theme's name.
        config: The name of the site's configuration file.
        shows: The packages whose versions the documentation tells.
    """

    environment: str
    title: str
    engine: str
    theme: str
    config: str = "mkdocs.yml"
    shows: tuple[str, ...] = ("mkdocs",)

    @property
    def id(self):
        return "-".join([self.environment or "here", self.engine, self.theme, self.config])


ENVIRONMENTS = (
    Environment("installed"),
    Environment("material-newest", ("mkdocs-material",)),
    # The lowest of the extra `material`; and the oldest that somebody may still have.
    Environment("lowest", ("mkdocs-material==9.5.0",), lowest=True),
    Environment("material-oldest", ("mkdocs-material==9.0.0",)),
    Environment("materialx", ("mkdocs-materialx",), browser=True),
    Environment(
        "properdocs",
        ("properdocs", "properdocs-theme-mkdocs", "properdocs-theme-readthedocs"),
        without=("mkdocs",),
        quick=True,
    ),
    Environment("zensical", ("zensical",), quick=True, browser=True),
    Environment("zensical-alone", ("zensical",), without=("mkdocs",)),
    *(
        Environment(f"python-{version}", ("mkdocs-material",), python=version)
        for version in ("3.10", "3.11", "3.12", "3.13", "3.14")
        if version != f"{sys.version_info[0]}.{sys.version_info[1]}"
    ),
    Environment("neighbours", NEIGHBOURS),
)

_MATERIAL = ("mkdocs", "mkdocs-material")
_LOWEST = (*_MATERIAL, "pymdown-extensions", "Markdown", "click", "PyYAML")
_ZENSICAL = ("zensical",)

CELLS = (
    Cell("", "MkDocs, theme `mkdocs`", "mkdocs", "mkdocs"),
    Cell("", "MkDocs, theme `readthedocs`", "mkdocs", "readthedocs"),
    Cell("", "MkDocs, Material", "mkdocs", "material", shows=_MATERIAL),
    Cell("material-newest", "MkDocs, Material, newest", "mkdocs", "material", shows=_MATERIAL),
    Cell("material-oldest", "MkDocs, Material, oldest", "mkdocs", "material", shows=_MATERIAL),
    Cell("lowest", "MkDocs, Material, lowest versions", "mkdocs", "material", shows=_LOWEST),
    Cell("lowest", "MkDocs, theme `mkdocs`, lowest versions", "mkdocs", "mkdocs"),
    Cell("materialx", "MkDocs, MaterialX", "mkdocs", "materialx", shows=("mkdocs", "mkdocs-materialx")),
    Cell("materialx", "ProperDocs, MaterialX", "properdocs", "materialx", shows=("properdocs", "mkdocs-materialx")),
    Cell("properdocs", "ProperDocs, theme `mkdocs`", "properdocs", "mkdocs", shows=("properdocs",)),
    Cell("properdocs", "ProperDocs, theme `readthedocs`", "properdocs", "readthedocs", shows=("properdocs",)),
    Cell("properdocs", "ProperDocs, `properdocs.yml`", "properdocs", "mkdocs", "properdocs.yml", ("properdocs",)),
    Cell("zensical", "Zensical, `mkdocs.yml`", "zensical", "material", shows=_ZENSICAL),
    Cell("zensical", "Zensical, `zensical.toml`", "zensical", "zensical", "zensical.toml", _ZENSICAL),
    Cell("zensical-alone", "Zensical without MkDocs, `mkdocs.yml`", "zensical", "material", shows=_ZENSICAL),
    Cell(
        "zensical-alone", "Zensical without MkDocs, `zensical.toml`", "zensical", "zensical", "zensical.toml", _ZENSICAL
    ),
    *(
        Cell(each.name, f"MkDocs, Material, Python {each.python}", "mkdocs", "material", shows=_MATERIAL)
        for each in ENVIRONMENTS
        if each.python
    ),
)
