"""A site: a ``mkdocs.yml`` in, the findings of its build out, without a page of HTML.

The build's own steps are gone through up to each page's Markdown, with the site's own plugins, hooks and
extensions; themes, templates and files are left alone. Findings are the plugin's own log records, so that
the command and the build cannot differ. What no step up to there can turn into a Dockerfile is not converted.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.config import load_config
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from mkdocs_multistage.cli.fences import may_have_dockerfile
from mkdocs_multistage.cli.highlighting import without_colours
from mkdocs_multistage.cli.reports import from_report
from mkdocs_multistage.cli.run import Part, SitePart, Trouble
from mkdocs_multistage.markdown import Report
from mkdocs_multistage.markdown.host import shown_path
from mkdocs_multistage.neighbours import other_builds
from mkdocs_multistage.plugin import EXTENSION, MultistagePlugin, sizes_path, source_path
from mkdocs_multistage.plugin import log as plugin_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown import Markdown
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.cli.settings import Settings
    from mkdocs_multistage.cli.sources import Lines
    from mkdocs_multistage.markdown import Host, PageContext
    from mkdocs_multistage.markdown.collected import Collected

_PLUGIN: Final = "multistage"

# Extensions that make no Dockerfile of a text that has none; pymdownx.snippets shows by its own marks.
_HARMLESS: Final = ("markdown.extensions.", "pymdownx.", "material.", "materialx.", "mkdocs_multistage.")
_HARMLESS_NAMES: Final = frozenset(
    {
        "abbr",
        "admonition",
        "attr_list",
        "codehilite",
        "def_list",
        "extra",
        "fenced_code",
        "footnotes",
        "legacy_attrs",
        "legacy_em",
        "md_in_html",
        "meta",
        "multistage",
        "nl2br",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
        "wikilinks",
    }
)
_HARMLESS_FENCES: Final = ("pymdownx.", "mermaid2.", "material.")


def check_site(
    path: Path,
    settings: Settings,
    lines: Lines,
    advance: Callable[[int, int], None],
    collect: Callable[[Collected], None] | None = None,
) -> SitePart:
    """The findings of a site.

    Args:
        path: Its configuration.
        settings: What the command line decides, before what the site does.
        lines: Gives lines of files.
        advance: Is told how many more pages there are, and how many of them are done.
        collect: Is given each example.
    """
    with _listening() as ears, without_colours(), tempfile.TemporaryDirectory(prefix="mkdocs-multistage-") as nowhere:
        site = _Site(path, settings, ears, advance, collect)
        site.check(nowhere)
    shown = shown_path(str(path))
    faults = [Trouble(shown, message) for message in ears.faults]
    part = Part(
        findings=tuple(from_report(report, lines) for report in ears.reports),
        troubles=(*site.troubles, *faults),
        files=tuple(site.files),
        dockerfiles=site.examined,
    )
    return SitePart(part, site.docs, site.sizes)


class _Site:
    """One site, on its way through the steps of a build."""

    def __init__(
        self,
        path: Path,
        settings: Settings,
        ears: _Ears,
        advance: Callable[[int, int], None],
        collect: Callable[[Collected], None] | None,
    ) -> None:
        self._path = path
        self._settings = settings
        self._ears = ears
        self._advance = advance
        self._collect = collect
        self._done: set[str] = set()
        self.troubles: list[Trouble] = []
        self.files: list[str] = []
        self.examined = 0
        self.docs: Path | None = None
        self.sizes: Path | None = None

    def check(self, nowhere: str) -> None:
        """Go through the steps.

        Args:
            nowhere: A folder that plugins may take for the site's, which nobody's output is in.
        """
        config: MkDocsConfig | None = None
        try:
            # A strict build stops at the first warning of MkDocs itself; this is to go on.
            config = load_config(str(self._path), site_dir=nowhere, strict=False)
            self.docs = Path(config.docs_dir)
            self._configure(config)
            config.plugins.on_startup(command="build", dirty=False)
            config = self._build(config)
            for _ in other_builds(config):
                config = self._build(config)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - plugins and hooks raise whatever they like
            self._fail(error)
        finally:
            if config is not None:
                _shut_down(config)

    def _build(self, config: MkDocsConfig) -> MkDocsConfig:
        """Go through the steps of one build; gives the configuration that plugins have made of it."""
        config = config.plugins.on_config(config)
        self._count_examples(config)
        config.plugins.on_pre_build(config=config)
        files = config.plugins.on_files(get_files(config), config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        config.plugins.on_nav(nav, config=config, files=files)
        self._pages(config, files)
        return config

    def _fail(self, error: BaseException) -> None:
        shown = shown_path(str(self._path))
        errors = self._ears.errors or [_reason(error)]
        self.troubles += [Trouble(shown, f"The site cannot be checked: {message}") for message in errors]

    def _configure(self, config: MkDocsConfig) -> None:
        """See to it that the site has the plugin, and put the command line's options before its own."""
        plugin = next((p for p in config.plugins.values() if isinstance(p, MultistagePlugin)), None)
        if plugin is None:
            plugin = MultistagePlugin()
            # The site may have the bare extension.
            errors, _ = plugin.load_config(
                config.mdx_configs.pop(EXTENSION, {}), config_file_path=config.config_file_path
            )
            for _, error in errors:
                raise ValueError(str(error))
            config.plugins[_PLUGIN] = plugin
        own, settings = plugin.config, self._settings
        self.sizes = sizes_path(config, own.sizes_file)
        own.checks = {**own.checks, **settings.levels}
        own.contexts = (*own.contexts, *settings.contexts)
        own.build_args = {**own.build_args, **settings.build_args}

    def _count_examples(self, config: MkDocsConfig) -> None:
        options = config.mdx_configs[EXTENSION]
        options["host"] = _Counting(options["host"], self._count, self._collect)

    def _count(self, analysis: Analysis) -> None:
        self.examined += analysis.kind != "other"

    def _pages(self, config: MkDocsConfig, files: Files) -> None:
        # A page without a translation is on the site in every language, and is the author's one file all the same.
        pages = [
            file
            for file in files.documentation_pages(inclusion=InclusionLevel.is_included)
            if (file.abs_src_path or file.src_uri) not in self._done
        ]
        self._done.update(file.abs_src_path or file.src_uri for file in pages)
        languages = config.mdx_configs[EXTENSION]["options"].languages
        convert_all = not _is_plain(config)
        self._advance(len(pages), 0)
        for file in pages:
            page = file.page or Page(None, file, config)
            shown = source_path(file, config)
            config._current_page = page  # noqa: SLF001 - as MkDocs's own build does, for plugins that ask for it
            try:
                page = config.plugins.on_pre_page(page, config=config, files=files)
                shown = source_path(file, config)  # where mkdocs-monorepo says so only now
                page.read_source(config)
                markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
                page.markdown = markdown
                if convert_all or may_have_dockerfile(markdown, languages):
                    page.render(config, files)
                    config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - see above
                self.troubles.append(Trouble(shown, f"The page cannot be converted: {_reason(error)}"))
            finally:
                config._current_page = None  # noqa: SLF001
            self.files.append(shown)
            self._advance(0, 1)


class _Counting:
    """The plugin's host, which also counts."""

    def __init__(
        self, host: Host, count: Callable[[Analysis], None], collect: Callable[[Collected], None] | None
    ) -> None:
        self._host = host
        self._count = count
        self._collect = collect

    def __deepcopy__(self, memo: object) -> _Counting:
        return self

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the host has
        return getattr(self._host, name)

    def page(self, md: Markdown) -> PageContext:
        """The page, with an ear for its examples and nothing to be drawn."""
        return replace(self._host.page(md), examined=self._count, collected=self._collect, drawn=False)


@dataclass(slots=True)
class _Ears:
    """What was logged.

    Attributes:
        reports: The plugin's findings.
        faults: What else the plugin tells: faults of ours, and options that have no effect.
        errors: MkDocs's own errors, which say more than the exception that follows them.
    """

    reports: list[Report] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def hear(self, record: logging.LogRecord) -> None:
        """Take what is for us."""
        if record.name == plugin_log.name:
            told = record.args[0] if isinstance(record.args, tuple) and record.args else None
            if isinstance(told, Report):
                self.reports.append(told)
            else:
                self.faults.append(record.getMessage())
        elif record.levelno >= logging.ERROR:
            self.errors.append(_one_line(record.getMessage()))


class _Handler(logging.Handler):
    def __init__(self, ears: _Ears) -> None:
        super().__init__(logging.INFO)
        self._ears = ears

    def emit(self, record: logging.LogRecord) -> None:
        self._ears.hear(record)


@contextmanager
def _listening() -> Iterator[_Ears]:
    """Hear what MkDocs logs, which is then printed by nobody; what plugins print goes to the standard error."""
    ears = _Ears()
    handler = _Handler(ears)
    # ProperDocs logs below its own name, its plugins below that of MkDocs.
    roots = [logging.getLogger(name) for name in ("mkdocs", "properdocs")]
    before = [(root.propagate, root.level, root.handlers[:]) for root in roots]
    own_level = plugin_log.level
    for root in roots:
        root.propagate, root.handlers = False, [handler]
        root.setLevel(logging.WARNING)
    plugin_log.setLevel(logging.INFO)
    # Material's word on MkDocs's future is for whoever builds.
    warned = os.environ.get("NO_MKDOCS_2_WARNING")
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    try:
        with redirect_stdout(sys.stderr):
            yield ears
    finally:
        for root, (propagate, level, handlers) in zip(roots, before, strict=True):
            root.propagate, root.handlers = propagate, handlers
            root.setLevel(level)
        plugin_log.setLevel(own_level)
        if warned is None:
            del os.environ["NO_MKDOCS_2_WARNING"]


def _is_plain(config: MkDocsConfig) -> bool:
    """Whether a Dockerfile on a page has its fence in the page's text, or a mark of pymdownx.snippets."""
    extensions: list[object] = list(config.markdown_extensions)  # plugins add more than names
    for extension in extensions:
        if not isinstance(extension, str):
            name = f"{type(extension).__module__}."
        elif extension in _HARMLESS_NAMES:
            continue
        else:
            name = extension
        if not name.startswith(_HARMLESS):
            return False
    if config.mdx_configs.get("pymdownx.snippets", {}).get("auto_append"):
        return False
    superfences = config.mdx_configs.get("pymdownx.superfences", {})
    makers = [fence.get("format") for fence in superfences.get("custom_fences", ()) if isinstance(fence, dict)]
    return all(maker is None or f"{getattr(maker, '__module__', '')}.".startswith(_HARMLESS_FENCES) for maker in makers)


def _shut_down(config: MkDocsConfig) -> None:
    with suppress(Exception):  # all that was to be told has been
        config.plugins.on_shutdown()


def _reason(error: BaseException) -> str:
    text = _one_line(str(error))
    name = type(error).__name__
    return text if name in {"Abort", "ConfigurationError", "PluginError", "BuildError"} and text else f"{name}: {text}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
