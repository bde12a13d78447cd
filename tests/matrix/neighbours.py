"""The plugins that sites have beside this one, as data: how each is configured, and what it makes of which page."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Neighbour:
    """Another plugin and a small site for it.

    Attributes:
        plugin: Its line below ``plugins``.
        entry: The entry point that has to be installed for it; the plugin's own name unless it is given.
        module: A module besides, without which it does not run.
        theme: The site's.
        config: More of the site's configuration.
        files: Files besides ``docs/index.md`` and ``docs/other.md``. ``BLOCK`` in one is replaced by a Dockerfile.
        pages: How many figures each page of the site has.
        markdown: The file in which it writes down what `docs/index.md` shows.
        warns: What it warns of by itself, when it is listed before this plugin.
    """

    plugin: str
    entry: str = ""
    module: str = ""
    theme: str = "{name: material, font: false}"
    config: str = ""
    files: dict = field(default_factory=dict)
    pages: dict = field(default_factory=lambda: {"index.html": 1})
    markdown: str = ""
    warns: str = ""


_PLAIN = {"index.html": 1}

NEIGHBOURS = {
    "search": Neighbour("search", entry="material/search"),
    "search of MkDocs": Neighbour("search", entry="search", theme="mkdocs"),
    "offline": Neighbour("offline", entry="material/offline"),
    "tags": Neighbour(
        "tags",
        entry="material/tags",
        files={"docs/tagged.md": "---\ntags: [a]\n---\n\n# Tagged\n\nBLOCK", "docs/tags.md": "# Tags\n\n[TAGS]\n"},
        pages={**_PLAIN, "tagged/index.html": 1},
    ),
    "blog": Neighbour(
        "blog",
        entry="material/blog",
        files={
            "docs/blog/index.md": "# Blog\n",
            "docs/blog/posts/a.md": "---\ndate: 2024-01-01\n---\n\n# Post\n\nBLOCK\n\n<!-- more -->\n\nMore.\n",
        },
        pages={**_PLAIN, "blog/index.html": 1, "blog/2024/01/01/post/index.html": 1},
    ),
    "projects": Neighbour(
        "projects",
        entry="material/projects",
        files={
            "projects/part/mkdocs.yml": "site_name: Part\ntheme: {name: material, font: false}\nplugins: [multistage]\n",
            "projects/part/docs/index.md": "# Part\n",
        },
    ),
    "social": Neighbour("{social: {cards: false}}", entry="material/social", module="cairosvg"),
    # What Material's own script would load, it cannot have without a network.
    "privacy": Neighbour("{privacy: {assets_exclude: [unpkg.com/*]}}", entry="material/privacy"),
    "minify": Neighbour("{minify: {minify_html: true, minify_css: true, minify_js: true}}"),
    "static-i18n": Neighbour(
        "{i18n: {languages: [{locale: en, name: English, default: true, build: true}, "
        "{locale: pt, name: Português, build: true}]}}",
        files={"docs/page.md": "# Page\n", "docs/page.pt.md": "# Página\n\nBLOCK"},
        pages={**_PLAIN, "page/index.html": 0, "pt/index.html": 1, "pt/page/index.html": 1},
    ),
    "macros": Neighbour(
        "macros",
        config="extra: {who: you}\n",
        files={"docs/macro.md": "# For {{ who }}\n\n{% if who %}\n\nBLOCK\n{% endif %}\n"},
        pages={**_PLAIN, "macro/index.html": 1},
    ),
    "include-markdown": Neighbour(
        "include-markdown",
        files={"part.md": "BLOCK", "docs/includes.md": '# Includes\n\n{% include-markdown "../part.md" %}\n'},
        pages={**_PLAIN, "includes/index.html": 1},
    ),
    "print-site": Neighbour(
        "print-site", pages={**_PLAIN, "print_page/index.html": 1}, warns="should be defined as the *last* plugin"
    ),
    "rss": Neighbour(
        "{rss: {use_git: false}}",
        files={"docs/page.md": "---\ndate: 2024-01-01\n---\n\n# Page\n\nBLOCK"},
        pages={**_PLAIN, "page/index.html": 1},
    ),
    "glightbox": Neighbour("glightbox", config="", files={}, pages=_PLAIN),
    "mike": Neighbour("mike"),
    "awesome-nav": Neighbour("awesome-nav", files={"docs/.nav.yml": "nav:\n  - other.md\n  - '*'\n"}),
    "git-revision-date-localized": Neighbour(
        "{git-revision-date-localized: {fallback_to_build_date: true, strict: false}}"
    ),
    "mkdocstrings": Neighbour(
        "{mkdocstrings: {handlers: {python: {paths: [.]}}}}",
        files={
            "example.py": '"""Builds.\n\nBLOCK\n"""\n\n\ndef build():\n    """Build it.\n\n    INDENTED\n    """\n',
            "docs/api.md": "# API\n\n::: example\n\nBLOCK",
        },
        pages={**_PLAIN, "api/index.html": 3},
    ),
    "markdown-exec": Neighbour(
        "markdown-exec",
        files={
            "part.md": "BLOCK",
            "docs/executed.md": "# Executed\n\n```python exec=\"on\"\nprint(open('part.md').read())\n```\n",
        },
        pages={**_PLAIN, "executed/index.html": 1},
    ),
    "section-index": Neighbour(
        "section-index",
        config="nav: [index.md, other.md, {Section: [section/index.md, section/page.md]}]\n",
        files={"docs/section/index.md": "# Section\n\nBLOCK", "docs/section/page.md": "# Page\n"},
        pages={**_PLAIN, "section/index.html": 1},
    ),
    "monorepo": Neighbour(
        "monorepo",
        config="nav: [index.md, other.md, Part: '!include ./part/mkdocs.yml']\n",
        files={"part/mkdocs.yml": "site_name: Part\nnav: [page.md]\n", "part/docs/page.md": "# Page\n\nBLOCK"},
        pages={**_PLAIN, "Part/page/index.html": 1},
    ),
    "llmstxt": Neighbour("{llmstxt: {sections: {All: [index.md]}}}", markdown="index.md"),
    "literate-nav": Neighbour("literate-nav", files={"docs/SUMMARY.md": "* [Home](index.md)\n* [Other](other.md)\n"}),
    "redirects": Neighbour("{redirects: {redirect_maps: {old.md: index.md}}}"),
}
