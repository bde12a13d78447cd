"""Pages without a site: a Markdown file's text in, its findings out.

They are converted with the extensions that sites most often have, as far as these say where a fence begins
and ends. Nothing is included from other files: which folder that would be from, only a site can say.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import markdown
import yaml

from mkdocs_multistage.cli.fences import may_have_dockerfile
from mkdocs_multistage.cli.inputs import SITE_NAMES
from mkdocs_multistage.cli.reports import from_report
from mkdocs_multistage.cli.run import Part, Trouble
from mkdocs_multistage.markdown import MultistageExtension, Options, PageContext, Report, fault, front_matter
from mkdocs_multistage.markdown.host import shown_path
from mkdocs_multistage.markdown.options import for_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mkdocs_multistage.analysis import Analysis
    from mkdocs_multistage.cli.settings import Settings
    from mkdocs_multistage.cli.sources import Lines
    from mkdocs_multistage.markdown.collected import Collected

EXTENSIONS: Final = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)
"""What pages without a site are converted with."""

_CONFIGS: Final = {"pymdownx.tabbed": {"alternate_style": True}}

# As MkDocs finds it: `---` in the first line, and `---` or `...` below.
_FRONT_MATTER: Final = re.compile(r"-{3}[ \t]*\n(.*?)\n(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)


class Pages:
    """Converts page after page with one Markdown instance."""

    def __init__(
        self,
        settings: Settings,
        lines: Lines,
        *,
        collect: Callable[[Collected], None] | None = None,
        options: Options | None = None,
        make: Callable[[MultistageExtension], markdown.Markdown] | None = None,
    ) -> None:
        """Prepare for a number of pages.

        Args:
            settings: What the command line decides.
            lines: Gives lines of files.
            collect: Is given each example.
            options: Those of the pages' site, where they have one; the command line's come first.
            make: Makes a Markdown instance as the site does.
        """
        site = options or Options()
        self._options = replace(
            site,
            checks={**site.checks, **settings.levels},
            contexts=(*site.contexts, *settings.contexts),
            build_args={**site.build_args, **settings.build_args},
        )
        self._lines = lines
        self._host = _Host()
        self._collect = collect
        self._make = make or _plain_markdown
        self._markdown = self._new_markdown()
        self._roots: dict[Path, Path] = {}

    def _new_markdown(self) -> markdown.Markdown:
        return self._make(MultistageExtension(host=self._host, options=self._options))

    def check(self, text: str, path: str, *, convert_all: bool = False) -> Part:
        """The findings of one page.

        Args:
            text: The page.
            path: Its file, as it is to be shown.
            convert_all: Whether Dockerfiles may come from elsewhere than the page's text.
        """
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        body, values = _without_front_matter(text)
        host = self._host
        folder = Path(path).absolute().parent
        root = self._root_of(folder)
        host.begin(
            PageContext(
                key=path,
                path=path,
                source=lambda: text,
                examined=host.count,
                collected=self._collect,
                drawn=False,
                folder=str(folder),
                root=str(root),
                elsewhere=self._make is _plain_markdown and not _has_any(root, SITE_NAMES),
            )
        )
        if values is not None:
            try:
                host.context = replace(host.context, options=for_page(self._options, values)[0])
                for report in front_matter.reports(self._options, values, host.context):
                    host.report(report)
            except Exception as error:  # noqa: BLE001 - no fault of ours may break a run over many files
                host.apologize(fault.message(path, error))
        troubles: tuple[Trouble, ...] = ()
        if convert_all or may_have_dockerfile(body, self._options.languages):
            try:
                self._markdown.reset().convert(body)
            except Exception as error:  # noqa: BLE001 - whatever an extension makes of a page
                troubles = (Trouble(path, f"The page cannot be converted ({type(error).__name__}: {error})."),)
                self._markdown = self._new_markdown()  # it may have stopped anywhere
        troubles += tuple(Trouble(path, message) for message in host.faults)
        once = {report.identity: report for report in reversed(host.reports)}
        reports = sorted(once.values(), key=lambda report: report.identity)
        return Part(
            tuple(from_report(report, self._lines) for report in reports),
            troubles,
            files=(path,),
            dockerfiles=host.examined,
        )

    def _root_of(self, folder: Path) -> Path:
        """The project that a folder is in: the nearest above it with a site or a repository, or else itself."""
        if folder not in self._roots:
            above = (folder, *folder.parents)
            signs = (*SITE_NAMES, ".git", ".hg")
            self._roots[folder] = next((f for f in above if _has_any(f, signs)), folder)
        return self._roots[folder]


def _plain_markdown(extension: MultistageExtension) -> markdown.Markdown:
    return markdown.Markdown(extensions=[*EXTENSIONS, extension], extension_configs=_CONFIGS)


def _has_any(folder: Path, names: Iterable[str]) -> bool:
    """Whether one of some names is in a folder, as far as this user may look there."""
    return any(os.path.exists(folder / name) for name in names)  # noqa: PTH110 - `Path.exists` raises what this takes for a no


class _Host:
    """Takes what the extension has to tell of one page."""

    def __init__(self) -> None:
        self.begin(PageContext())

    def begin(self, context: PageContext) -> None:
        """Another page."""
        self.context = context
        self.reports: list[Report] = []
        self.faults: list[str] = []
        self.examined = 0

    def count(self, analysis: Analysis) -> None:
        """One more example."""
        self.examined += analysis.kind != "other"

    def page(self, md: markdown.Markdown) -> PageContext:  # noqa: ARG002 - the extension calls it so
        """The page."""
        return self.context

    def show_path(self, path: str) -> str:
        """The path from the working directory where the file is below it."""
        return shown_path(path)

    def report(self, report: Report) -> None:
        """Keep it."""
        self.reports.append(report)

    def uses(self, path: str) -> None:
        """Nothing: the page is checked once."""

    def apologize(self, message: str) -> None:
        """Keep it."""
        self.faults.append(message)


def _without_front_matter(text: str) -> tuple[str, Any]:
    """A page's text without the YAML above it, and what that says of this project, if anything."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return text, None
    try:
        values = yaml.safe_load(found[1])
    # What has a tag and a value that do not go together raises what the conversion happens to raise, such as a KeyError.
    except Exception:  # noqa: BLE001 - it is no front matter then, to MkDocs neither
        return text, None
    if not isinstance(values, dict):
        return text, None
    return text[found.end() :].lstrip("\n"), values.get(front_matter.KEY)
