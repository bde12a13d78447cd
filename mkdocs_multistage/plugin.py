"""The MkDocs plugin: MkDocs's events in; the Markdown extension, style sheet, script, log records and anchors out.

It knows nothing of Dockerfiles and decorates nothing: the extension does, and asks the plugin which page
it is on (`_Site.page`) and whom to tell (`_Site.report`).
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File

from mkdocs_multistage import neighbours
from mkdocs_multistage.config import MultistageConfig
from mkdocs_multistage.markdown import Options, PageContext, Report, front_matter, memory
from mkdocs_multistage.markdown.host import shown_path
from mkdocs_multistage.markdown.measured import FILE_NAME, read_measured
from mkdocs_multistage.markdown.options import for_page
from mkdocs_multistage.stylesheet import hashed
from mkdocs_multistage.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from markdown import Markdown
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from mkdocs_multistage.markdown.measured import SizesFile

EXTENSION = "multistage"
# Other ways to name the extension in `markdown_extensions`.
_ALIASES = ("mkdocs_multistage.markdown", "mkdocs_multistage.markdown:MultistageExtension")

# `mkdocs build --strict` counts the records of loggers below "mkdocs".
log = logging.getLogger("mkdocs.plugins.multistage")

# Both begin with what few places of a page begin with, so that most of it is passed over at a stride.
_ANCHOR = re.compile(r' id="(multistage-[^"]+)"')
_CHOICES = re.compile(r'<figure class="multistage" id="([^"]+)"[^>]* data-multistage-targets="([^"]+)"')
_DECORATED = re.compile(r"""class=["']?[^"'<>=]*(?<![\w-])(?:multistage(?:-code)?|ms-outline)(?![\w-])""")
_DECORATED_SIGNS = ("multistage", "ms-outline")
# Our tags in a page's head and at its end, however another plugin has tightened them.
_OURS = re.compile(
    r"<link\b[^<>]*\bassets/multistage\.[0-9a-f]{8}\.css\b[^<>]*>"
    r"|<script\b[^<>]*\bassets/multistage(?:-highlightjs)?\.[0-9a-f]{8}\.js\b[^<>]*>\s*</script>"
)
_OURS_SIGN = "assets/multistage"


class MultistagePlugin(BasePlugin[MultistageConfig]):  # type: ignore[no-untyped-call]  # MkDocs has not typed its own hook
    """Draws, badges and checks the Dockerfiles of a site."""

    def __init__(self) -> None:
        self._site = _Site()
        self._dirty = False
        self._started = False
        self._given: dict[str, Any] = {}

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Read the options, and remember which of them the author has given."""
        self._given = dict(options)
        return super().load_config(options, config_file_path)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether somebody looks at a preview; that there is this method makes MkDocs keep the plugin.

        `mkdocs serve --clean` shows what will be published, and calls itself a build.
        """
        self._started = True
        self._site.start()  # the plugin that MkDocs keeps is also that of the next site in the same process
        self._site.serving = command == "serve"
        memory.expect(rebuilds=command == "serve")
        self._dirty = dirty

    def on_shutdown(self) -> None:
        """Look at no more files."""
        self._site.watcher.stop()

    def on_serve(
        self,
        server: LiveReloadServer,
        /,
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],  # noqa: ARG002 - MkDocs calls by name
    ) -> LiveReloadServer:
        """Look after the files outside the site that its pages read."""
        if not callable(getattr(server, "watch", None)):  # a relative of MkDocs's, with another server
            return server
        own = [config.docs_dir, config.config_file_path or "", *config.watch]
        self._site.watcher.start(server, filter(None, own))
        return server

    @event_priority(100)  # plugins that run the extensions themselves are to find this one
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the Markdown extension."""
        if not self._started:
            self._catch_up()
        self._adopt(config.mdx_configs.get(EXTENSION, {}), config.config_file_path)
        for alias in _ALIASES:
            while alias in config.markdown_extensions:
                config.markdown_extensions.remove(alias)
        if EXTENSION not in config.markdown_extensions:
            config.markdown_extensions.append(EXTENSION)
        options = self.config.options()
        sizes = sizes_path(config, options.sizes_file)
        self._site.configure(config, replace(options, sizes_file=""), sizes, _measured(sizes, options.sizes_file))
        config.mdx_configs[EXTENSION] = {"options": self._site.options, "host": self._site}
        neighbours.keep_out_of_pagefind(config)
        return config

    def _catch_up(self) -> None:
        """Start in a preview that began without the plugin: MkDocs tells only those of the beginning what it does."""
        command = click.get_current_context(silent=True)
        if command is None or command.info_name != "serve":
            return
        kind = command.params.get("build_type")
        self.on_startup(command="build" if kind == "clean" else "serve", dirty=kind == "dirty")
        log.info(
            "The plugin 'multistage' was added after this preview had started. Restart the preview to have it follow "
            "the files outside the docs folder that pages show."
        )

    def _adopt(self, given: dict[str, Any], config_file: str | None) -> None:
        """Take the options of the Markdown extension, where the author has written them there.

        Zensical knows the extension alone: one file serves both if its options need to be written once.
        """
        own = self._given
        if not given or "host" in given or given == own:
            return
        if own:
            log.warning(
                "The options of the Markdown extension 'multistage' (%s) have no effect, because the plugin of that name "
                "has its own options; put all options in one of the two places.",
                ", ".join(repr(name) for name in given),
            )
            return
        # The extension has read the same values with the same functions, so that nothing can be wrong with them.
        self.load_config(given, config_file_path=config_file)

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs calls by name
        """Forget what an earlier build has reported."""
        self._site.begin(whole=not self._dirty)

    @event_priority(-1000)  # static-i18n fails on a file that is on no disk, unless it comes later
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add style sheet and script, before the author's own, which may then override them."""
        for uri, text in _assets(config).items():
            if files.get_file_from_path(uri) is None:
                file = File.generated(config, uri, content=text)
                # Plugins ask how a path begins without asking whether there is one, as Material's projects does.
                file.abs_src_path = ""
                files.append(file)
            if uri.endswith(".css"):
                if uri not in config.extra_css:
                    config.extra_css.insert(0, uri)
            elif uri not in map(str, config.extra_javascript):
                script = ExtraScriptValue(uri)
                script.defer = True
                config.extra_javascript.insert(0, script)
        neighbours.spare_search(config)
        neighbours.spare_readers(config)
        stale = self._site.watcher.take_stale() if self._dirty else ()
        for file in files if stale else ():  # all of them: a preview has drafts too
            if file.src_uri in stale:
                _make_old(file)
        return files

    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Remember which page is about to be converted."""
        self._site.enter(page)
        return markdown

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Tell MkDocs which anchors the page has: it does not look into code."""
        self._site.leave()
        if _is_decorated(html):
            self._site.decorated.add(page.file.src_uri)
        if page.present_anchor_ids is not None and 'id="multistage-' in html:
            page.present_anchor_ids.update(_ANCHOR.findall(html))
            # A link may also choose a target: the script reads it.
            for figure, targets in _CHOICES.findall(html):
                names = (target.partition(":")[2] for target in targets.split(" "))
                page.present_anchor_ids.update(f"{figure}:{name}" for name in ("", *names))
        return html

    @event_priority(-1000)  # as for `on_files`
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Take style sheet and script back from a site that has no examples: all of its pages are converted by now."""
        if not (self._site.decorated or self._dirty):
            ours = _assets(config)
            config.extra_css[:] = [path for path in config.extra_css if path not in ours]
            config.extra_javascript[:] = [path for path in config.extra_javascript if str(path) not in ours]
        return env

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Keep style sheet and script from pages where they have nothing to do."""
        # What is in a page's content need not be seen in its output: it may be encrypted by now.
        return output if page.file.src_uri in self._site.decorated else self._with_what_is_used(output, config)

    @event_priority(-100)
    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The same for what a theme adds of its own, as a page for addresses that are not there."""
        return self._with_what_is_used(output, config)

    def _with_what_is_used(self, output: str, config: MkDocsConfig) -> str:
        """A page with style sheet and script if it has examples, or may come to have some."""
        if not (self._site.decorated or self._dirty):
            return output  # `on_env` has left none
        # With instant navigation a page comes into another, which must have loaded them.
        features = config.theme.get("features") or ()
        if any(str(feature).startswith("navigation.instant") for feature in features):
            return output
        return output if _is_decorated(output) else _without_ours(output)

    @event_priority(-1000)  # a plugin that builds again in its own turn, as static-i18n does, is to be done by now
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fail a strict build whose warnings were counted by nobody.

        Raises:
            PluginError: There were warnings, and ``--quiet`` kept them from MkDocs's own count.
        """
        neighbours.mend_print_page(config)
        unseen = self._site.end(whole=not self._dirty)
        if config.strict and unseen:
            raise PluginError("\n  - ".join(["There are warnings about Dockerfile examples:", *unseen]))

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 - MkDocs calls by name
        """Leave nothing behind for the next build."""
        self._site.abort()


class _Site:
    """The extension's host: knows the page, and tells the author each thing once.

    Attributes:
        options: The site's.
        serving: Whether somebody looks at a preview.
        watcher: Looks after the files that pages are made of.
        decorated: The sources of the pages on which this build has put something, as MkDocs names them.
    """

    def __init__(self) -> None:
        self.options = Options()
        self.serving = False
        self.watcher = Watcher()
        self._config: MkDocsConfig | None = None
        self._sizes_path = ""
        self._sizes: SizesFile | None = None
        self._page: Page | None = None
        self._identities: Counter[str] = Counter()
        self._reported: set[tuple[str, int, int, str, str]] = set()
        self._faults: set[str] = set()
        self._unseen: list[str] = []
        self._builds = 0
        self.decorated: set[str] = set()

    def __deepcopy__(self, memo: object) -> _Site:
        """Stay one for all: plugins that copy the configuration still work on the same site."""
        return self

    def configure(self, config: MkDocsConfig, options: Options, path: Path, measured: SizesFile | None) -> None:
        """The site's configuration and options, and the sizes that were measured for it with the path of their file."""
        self._config, self.options, self._sizes_path, self._sizes = config, options, str(path.absolute()), measured

    def start(self) -> None:
        """A command begins: nothing is left of another, which need not have come to its end."""
        self.watcher.stop()
        self.watcher = Watcher()
        self.abort()

    def begin(self, *, whole: bool) -> None:
        """A build begins, perhaps within another.

        Args:
            whole: Whether it will convert all pages.
        """
        if self._builds == 0:
            self._reported.clear()
            self._faults.clear()
            self._unseen.clear()
            self.decorated.clear()
            if self.serving:
                if whole:
                    memory.age()
                self.watcher.begin()
                self.uses(self._sizes_path)  # it was read a moment ago, and pages are read later
        self._builds += 1

    def end(self, *, whole: bool) -> list[str]:
        """A build ends; gives the warnings that nobody counted.

        Args:
            whole: Whether it has converted all pages.
        """
        self._builds = max(self._builds - 1, 0)
        if self._builds:
            return []
        self.watcher.end(whole=whole)
        return self._unseen

    def abort(self) -> None:
        """All builds end, and not all pages were converted."""
        self._builds = 0
        self.watcher.end(whole=False)
        self.leave()

    def enter(self, page: Page) -> None:
        """A page is about to be converted: what is wrong in its front matter is told now."""
        self._page = page
        self._identities.clear()
        self.uses(self._sizes_path)
        if front_matter.KEY not in page.meta:
            return
        context = self._context(page.file)
        try:
            for report in front_matter.reports(self.options, page.meta[front_matter.KEY], context):
                self.report(report)
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            self._guard(context.path, error)

    def leave(self) -> None:
        """It has been."""
        self._page = None

    def page(self, md: Markdown) -> PageContext:
        """The page that a Markdown instance is converting.

        MkDocs gives the file to each instance that converts a page, by a processor of links. Blog
        excerpts are other pages' text, converted again for an index: they keep the page's ids, and their
        findings are its own. An instance without a file converts a part of the current page, and so does
        mkdocstrings' own for docstrings, to which it hands the processor of links on.
        """
        processors = md.treeprocessors
        file: File | None = getattr(processors["relpath"], "file", None) if "relpath" in processors else None
        current = self._page.file if self._page is not None else None
        if "relpath" in processors:
            is_part = "mkdocstrings_strip_paragraph" in processors and file is current
        else:
            is_part = "mkdocs_extract_anchors" not in processors
        if is_part and current is not None:
            whole = self._context(current)
            return replace(whole, key=f"{whole.key}#part", identities=self._identities)
        if file is None:
            return PageContext(language=self._language(), silent=True)
        return self._context(file)

    def _guard(self, where: str, error: Exception) -> None:
        """Tell of a fault of ours."""
        from mkdocs_multistage.markdown import fault  # noqa: PLC0415 - it knows all rules, which few builds need

        self.apologize(fault.message(where, error))

    def _context(self, file: File) -> PageContext:
        """A page; after a fault of ours one on which nothing is drawn and nothing reported."""
        try:
            return self._known_context(file)
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            self._guard(file.src_uri, error)
            return PageContext(key=file.src_uri, path=file.src_uri, silent=True, drawn=False)

    def _known_context(self, file: File) -> PageContext:
        own = file.page.meta.get(front_matter.KEY) if file.page is not None else None
        return PageContext(
            key=file.src_uri,
            path=source_path(file, self._config) if self._config is not None else file.src_uri,
            source=lambda: _text(file),
            language=self._language(),
            options=self.options if own is None else for_page(self.options, own)[0],
            silent=self._page is None or self._page.file.src_uri != file.src_uri,
            measured=self._sizes,
            folder=self._folder(file),
            root=_root(self._config) if self._config is not None else "",
            serving=self.serving,
        )

    def _folder(self, file: File) -> str:
        """The folder of a page's source; of a page that a plugin has made, the one in which it would stand."""
        source = file.abs_src_path
        if source is None and self._config is not None:
            source = str(Path(self._config.docs_dir, file.src_uri))
        return str(Path(source).parent) if source else ""

    def _language(self) -> str:
        if self._config is None:
            return ""
        # Asked anew for each page: static-i18n changes the theme's language from build to build.
        theme = self._config.theme
        return str(theme.get("language") or theme.get("locale") or "")

    def show_path(self, path: str) -> str:
        """The path from the working directory where the file is below it."""
        return shown_path(path)

    def report(self, report: Report) -> None:
        """Log a finding, unless this build already has."""
        if report.identity in self._reported:
            return
        self._reported.add(report.identity)
        level = logging.WARNING if report.level == "warn" else logging.INFO
        log.log(level, "%s", report)
        if level == logging.WARNING and not log.isEnabledFor(level):
            self._unseen.append(str(report))

    def uses(self, path: str) -> None:
        """Take note of a file that the page is made of: the preview follows it."""
        if self.serving:
            self.watcher.use(self._page.file.src_uri if self._page is not None else "", path)

    def apologize(self, message: str) -> None:
        """Log a fault of ours, once in a build: it is no reason to end it, unless the author wants to hear of all."""
        if message in self._faults:
            return
        self._faults.add(message)
        log.warning("%s", message)
        if not log.isEnabledFor(logging.WARNING):
            self._unseen.append(message)


def _assets(config: MkDocsConfig) -> dict[str, str]:
    """The style sheet and the scripts that a site's theme needs, by where they are in the site."""
    theme = config.theme
    highlightjs = theme.get("highlightjs") and "dockerfile" in (theme.get("hljs_languages") or ())
    return {f"assets/{name}": text for name, text in hashed(highlightjs=bool(highlightjs)).items()}


def _make_old(file: File) -> None:
    """Let a page be converted in a dirty build, which compares times: a file that it uses has changed."""
    with contextlib.suppress(OSError):
        os.utime(file.abs_dest_path, (0, 0))


def _root(config: MkDocsConfig) -> str:
    """The folder of ``mkdocs.yml``; empty where the configuration is in no file."""
    return str(Path(config.config_file_path).absolute().parent) if config.config_file_path else ""


def source_path(file: File, config: MkDocsConfig) -> str:
    """A page's source file; the name alone of one that a plugin has made, which is in no folder of the author's."""
    source = file.abs_src_path
    # mkdocs-monorepo copies its sites into a folder elsewhere, and names the sources of what is there.
    if source and any(Path(source).is_relative_to(folder) for folder in (config.docs_dir, _root(config)) if folder):
        return shown_path(source)
    return file.src_uri


def sizes_path(config: MkDocsConfig, option: str) -> Path:
    """Where a site's measured sizes are, or are to be written."""
    return Path(_root(config), option or FILE_NAME)


def _is_decorated(html: str) -> bool:
    """Whether a tag of a page has a class of ours. Looks for the words, which most pages lack, and then at their tags."""
    for sign in _DECORATED_SIGNS:
        end, at = 0, html.find(sign)
        while at >= 0:
            start = max(html.rfind("<", end, at), end)
            end = html.find(">", at)
            if _DECORATED.search(html, start, end if end >= 0 else len(html)):
                return True
            at = html.find(sign, end) if end >= 0 else -1
    return False


def _without_ours(html: str) -> str:
    """A page without our tags and the white space before them."""
    parts: list[str] = []
    done, at = 0, html.find(_OURS_SIGN)
    while at >= 0:
        start = html.rfind("<", done, at)
        found = _OURS.match(html, start) if start >= 0 else None
        if found:
            while start > done and html[start - 1].isspace():  # pages are long, and copied as seldom as can be
                start -= 1
            parts.append(html[done:start])
            done = found.end()
        at = html.find(_OURS_SIGN, max(done, at + 1))
    return "".join([*parts, html[done:]])


def _measured(path: Path, option: str) -> SizesFile | None:
    """The sizes that were measured for a site."""
    if not option and not os.path.isfile(path):  # noqa: PTH113 - `Path.is_file` raises what this takes for a no
        return None
    said = "Option 'sizes_file': " if option else ""
    return read_measured(path, lambda message: log.warning("%s%s", said, message))


def _text(file: File) -> str | None:
    try:
        return file.content_string
    except (OSError, ValueError):
        return None
