"""What other plugins make of our figures, put right: the site's configuration in, their calls, options or files changed.

A search indexes the words of a page, and a figure's stand in the code below it as well. Material's blog counts the words for
the time that a post takes to read, and mkdocs-llmstxt writes pages as Markdown, in which a figure is a list of words run
together. MaterialX has its pages indexed by Pagefind, which reads them as they lie in the site. The print page of
mkdocs-print-site is made of all pages, and its links are changed to ids that only headings there have. mkdocs-static-i18n
builds a site once more for each language.
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

_FIGURES: Final = "figure.multistage"
# What only they have among their options: Material's blog and its relatives, and mkdocs-llmstxt.
_OPTIONS_OF_READERS: Final = ("post_readtime", "markdown_description")
# MaterialX's own, which an option of the site replaces.
_EXCLUDED: Final = ("nav", "footer")
# Ids are unique across the site: a page's name in front of one is one too many.
_RENAMED: Final = re.compile(r'(<a\b[^>]*\s(?:xlink:)?href="#)[^"]*?-(multistage-[0-9a-f]{8}[^"]*")')

# Material's search and its relatives' take no notice of such tags, whatever text is in them. MkDocs's own makes a word
# of each text between two tags, and is to find what it would find without us: the highlighter's stay.
_IGNORING_TAGS: Final = re.compile(r"material\w*\.plugins\.search\b")
_TAG: Final = re.compile(r'<(?:/span>|/a>|(?:span|a)(?: [^<>"]*"[^"<>]*")*>)')
# What we put around words. All else of ours in code is around lines, or empty and beside them.
_AROUND: Final = re.compile(r'<(?:a class="ms-ref |span class="ms-fault )')
_FIGURE: Final = '<figure class="'
# An author's own figure may well be of such a class, but not begin with all that ours do. The word comes first and what is
# around it afterwards: a word is found many times as fast as one of several patterns.
_OURS: Final = re.compile(
    rf"""multistage(?:(?<={_FIGURE}multistage)(?: ms-found)?"(?: id="[^"<>]*")? lang="[^"<>]*" data-search-exclude\b"""
    r"""|(?<![\w-]multistage)(-code)(?![\w-]))"""
)
_FIGURE_END: Final = "</figure>"
_COMMENT: Final = re.compile(r"<!--(multistage:[0-9]{1,9})")


def spare_search(config: MkDocsConfig) -> None:
    """Have the plugins that index pages see our examples as plain code.

    Nobody else does at that event: what a plugin makes of a page before or after, such as an encrypted one, it makes of all
    of it.
    """
    methods = _methods(config, "page_context")
    for place, method in enumerate(methods):
        plugin = getattr(method, "__self__", None)
        if hasattr(plugin, "search_index"):
            ignores_tags = _IGNORING_TAGS.match(type(plugin).__module__)
            methods[place] = _sparing(method, _without_tags if ignores_tags else _as_highlighted)


def spare_readers(config: MkDocsConfig) -> None:
    """Have those who read a page's text read it without our figures."""
    methods = _methods(config, "page_content")
    for place, method in enumerate(methods):
        options: Any = getattr(getattr(method, "__self__", None), "config", None)
        if any(hasattr(options, name) for name in _OPTIONS_OF_READERS):
            methods[place] = _reading(method)


def _methods(config: MkDocsConfig, event: str) -> list[Any]:
    """What the plugins do at an event; changes in it count."""
    events: Any = getattr(config.plugins, "events", None)
    methods: list[Any] = events.get(event, []) if isinstance(events, dict) else []
    return methods


def _sparing(method: Callable[..., Any], within: Callable[[str], str]) -> Callable[..., Any]:
    """A plugin's ``on_page_context`` that is called while the page is without our figures.

    Args:
        method: The plugin's own.
        within: What our code is to be meanwhile.
    """

    def index(context: TemplateContext, *, page: Page, **others: Any) -> Any:  # noqa: ANN401 - what MkDocs passes on
        whole = page.content
        if not whole or "multistage" not in whole:
            return method(context, page=page, **others)
        page.content, put_back = _put_away(whole, within)
        try:
            return method(context, page=page, **others)
        finally:
            page.content = put_back(page.content)

    return index


def _reading(method: Callable[..., Any]) -> Callable[..., Any]:
    """A plugin's ``on_page_content`` that is called with the page without our figures."""

    def read(html: str, **others: Any) -> Any:  # noqa: ANN401 - as above
        if "multistage" not in html:
            return method(html, **others)
        less, put_back = _put_away(html)
        content = method(less, **others)
        return put_back(content) if isinstance(content, str) else content

    return read


def _put_away(whole: str, within: Callable[[str], str] | None = None) -> tuple[str, Callable[[str], str]]:
    """A page without our figures, and what puts them back into it, whatever else has become of it.

    Args:
        whole: The page.
        within: What our code is to be instead; it stays as it is unless told.
    """
    taken = set(_COMMENT.findall(whole))  # an author's comment is not to be taken for one of ours
    mark = next(mark for mark in map("multistage:{}".format, count()) if mark not in taken)
    hidden: list[str] = []
    parts: list[str] = []
    done = 0
    for start, end, text in _examples(whole, within):
        parts += [whole[done:start], f"<!--{mark}:{len(hidden)}-->{text}<!--{mark}-->"]
        hidden.append(whole[start:end])
        done = end

    def put_back(content: str) -> str:
        back = re.compile(f"<!--{mark}:([0-9]+)-->[^<]*(?:<(?!!--)[^<]*)*<!--{mark}-->")
        content, shown = back.subn(lambda found: hidden[int(found[1])], content)
        return content if shown == len(hidden) else whole

    return "".join([*parts, whole[done:]]), put_back


def _examples(html: str, within: Callable[[str], str] | None) -> Iterator[tuple[int, int, str]]:
    """Where our figures and our code begin and end, and what is to stand there."""
    done = 0
    figures = code = True
    for found in _OURS.finditer(html):
        if found.start() < done:
            continue
        if not found[1]:
            end = html.find(_FIGURE_END, found.end()) if figures else -1
            figures = end >= 0
            if figures:
                done = end + len(_FIGURE_END)
                yield found.start() - len(_FIGURE), done, ""
        elif within is not None and code:
            opened = html.find("<code", found.end())
            start, end = html.find(">", opened) + 1, html.find("</code>", opened)
            code = opened >= 0 and end >= start
            if code:  # else none follows, and none further on
                done = end
                yield start, end, within(html[start:end])


def _without_tags(code: str) -> str:
    """The text of our code alone, where there are no other tags than there should be."""
    text = _TAG.sub("", code)
    return code if "<" in text else text


def _as_highlighted(code: str) -> str:
    """Our code without the elements around words; what the highlighter wrote in one piece is in one piece again."""
    if not _AROUND.search(code):
        return code
    parts: list[str] = []
    opened: list[str] = []  # the tags of the elements that we are in, empty where they are ours
    closed: list[str] = []  # those of the elements that end right here
    is_cut = False  # whether one of ours begins or ends right here as well
    done = 0
    for found in _TAG.finditer(code):
        tag = found[0]
        if found.start() > done:
            parts.append(code[done : found.start()])
            closed.clear()
            is_cut = False
        done = found.end()
        if tag.startswith("</"):
            if not opened:  # the tags do not match
                return code
            own = opened.pop()
            if own:
                closed.append(own)
                parts.append(tag)
            is_cut = is_cut or not own
        elif _AROUND.match(tag):
            opened.append("")
            is_cut = True
        else:
            opened.append(tag)
            if is_cut and closed and closed[-1] == tag:  # closed for ours, and opened again
                closed.pop()
                parts.pop()
            else:
                closed.clear()
                is_cut = False
                parts.append(tag)
    return code if opened else "".join([*parts, code[done:]])


def keep_out_of_pagefind(config: MkDocsConfig) -> None:
    """Have Pagefind pass over the figures, whose words stand in the code below them as well."""
    for plugin in config.plugins.values():
        # A hook is among the plugins and has no options.
        options: Any = getattr(getattr(plugin, "config", None), "pagefind", None)
        if isinstance(options, dict):
            excluded = options.get("exclude_selectors") or _EXCLUDED
            if _FIGURES not in excluded:
                options["exclude_selectors"] = [*excluded, _FIGURES]


def other_builds(config: MkDocsConfig) -> Iterator[None]:
    """Have mkdocs-static-i18n take each of a site's other languages for the one that is built.

    In a build it does so itself, once the first language is on the disk.
    """
    plugin: Any = config.plugins.get("i18n")
    languages = getattr(plugin, "build_languages", None)
    first = getattr(plugin, "current_language", None)
    for language in languages if isinstance(languages, list) and first else ():
        if language != first:
            plugin.current_language = language
            yield


def mend_print_page(config: MkDocsConfig) -> None:
    """Let links to stages lead to their stages on the print page, which has been written by now."""
    file: Any = getattr(config.plugins.get("print-site"), "print_file", None)
    path = Path(str(getattr(file, "abs_dest_path", "")))
    if file is None or not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    mended = _RENAMED.sub(r"\1\2", text)
    if mended != text:
        path.write_text(mended, encoding="utf-8")
