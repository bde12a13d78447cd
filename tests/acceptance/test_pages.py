"""Pages of all kinds, built by MkDocs with and without the plugin: where findings stand, what is drawn, and that
nothing else changes.

`data/acceptance/pages.txt` holds the pages. The name ``biuld`` is planted where a finding must stand, and nowhere
else: the place is computed from the page. In fences that are none, it is ``unplanted``, and must go unnoticed.
"""

from __future__ import annotations

import logging
import random
import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from undecorated import undecorated

PAGES = Path(__file__).parent.parent / "data" / "acceptance" / "pages.txt"
PLANTED = "biuld"

# For characters that an editor might show as nothing, or take away.
SIGNS = str.maketrans({"→": "\t", "␌": "\x0c", "␜": "\x1c"})

EXTENSIONS = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "meta": {},
    "tables": {},
    "toc": {},
    "pymdownx.blocks.admonition": {},
    "pymdownx.blocks.details": {},
    "pymdownx.blocks.html": {},
    "pymdownx.blocks.tab": {},
    "pymdownx.details": {},
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
    "pymdownx.inlinehilite": {},
    "pymdownx.snippets": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {},
}


def _pages():
    for page in re.split(r"(?m)^%%% ", PAGES.read_text(encoding="utf-8"))[1:]:
        head, _, text = page.partition("\n")
        name, figures, *forms = head.split(" | ")
        text = text.translate(SIGNS)
        raw = text.replace("\n", "\r\n") if "crlf" in forms else text
        yield pytest.param(
            text,
            ("\ufeff" * ("bom" in forms) + raw).encode(),
            int(figures.removeprefix("figures ")),
            id=name,
        )


PAGE_LIST = list(_pages())


def planted(text):
    """Line and column of each planted name. Only what MkDocs takes for the end of a line is one."""
    return [
        (number, found.start() + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for found in re.finditer(PLANTED, line)
    ]


class Built:
    """A site of one page."""

    def __init__(self, folder, page, *, plugins, order):
        (folder / "docs").mkdir(parents=True)
        (folder / "theme").mkdir()
        (folder / "theme" / "main.html").write_text("{{ page.content }}", encoding="utf-8")
        (folder / "docs" / "index.md").write_bytes(page)
        (folder / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
        self.messages = []
        handler = logging.Handler(logging.INFO)
        handler.emit = lambda record: self.messages.append(record.getMessage())
        log = logging.getLogger("mkdocs.plugins.multistage")
        log.addHandler(handler)
        try:
            build(
                load_config(
                    str(folder / "mkdocs.yml"),
                    theme={"name": None, "custom_dir": str(folder / "theme")},
                    markdown_extensions=[{name: EXTENSIONS[name]} for name in order],
                    plugins=plugins,
                )
            )
        finally:
            log.removeHandler(handler)
        self.html = (folder / "site" / "index.html").read_text(encoding="utf-8")

    @property
    def places(self):
        """Line and column of each report, in the order of the page."""
        found = [re.match(r"\S*index\.md:(\d+):(\d+): .* \[UnknownStage\]$", message) for message in self.messages]
        assert all(found), self.messages
        return [(int(each[1]), int(each[2])) for each in found]


@pytest.fixture
def both(tmp_path):
    def both(page, order=tuple(EXTENSIONS)):
        return (
            Built(tmp_path / "with", page, plugins=["multistage"], order=order),
            Built(tmp_path / "without", page, plugins=[], order=order),
        )

    return both


@pytest.mark.parametrize(("text", "page", "figures"), PAGE_LIST)
def test_findings_stand_where_the_author_wrote_the_mistake_and_the_page_is_the_same_besides(both, text, page, figures):
    drawn, plain = both(page)
    assert drawn.places == planted(text)
    assert not any("approximate" in message for message in drawn.messages)
    events, found = undecorated(drawn.html)
    assert (events, found) == (undecorated(plain.html)[0], figures)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_the_extensions_does_not_matter(both, seed):
    chosen = {"third level of a list", "tabs in admon in list", "quote in list", "md_in_html list", "admonition block"}
    page = b"\n\n".join(each.values[1] for each in PAGE_LIST if each.id in chosen)
    order = list(EXTENSIONS)
    random.Random(seed).shuffle(order)
    drawn, plain = both(page, order)
    assert drawn.places == planted(page.decode())
    assert undecorated(drawn.html) == (undecorated(plain.html)[0], len(chosen))


def test_links_lead_to_ids_of_the_page_and_no_id_is_there_twice(both):
    page = b"\n\n".join(each.values[1] for each in PAGE_LIST if each.id in {"tabs", "content tabs", "twice the same"})
    drawn, _ = both(page)
    ids = re.findall(r'\sid="(multistage-[^"]+)"', drawn.html)
    assert len(ids) == len(set(ids)) > 0
    assert set(re.findall(r'href="#(multistage-[^"]+)"', drawn.html)) <= set(ids)
