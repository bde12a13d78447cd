"""A site of Zensical's: a ``zensical.toml`` or ``mkdocs.yml`` in, the findings of its pages out.

Zensical itself reads the configuration where it is installed, and each page is converted with the site's own
extensions. Where it is not, a ``zensical.toml`` is read for its folder of pages and for the options of our
extension alone, and the pages are converted as single ones are.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from sys import stderr
from typing import TYPE_CHECKING, Any, Final

import markdown
import yaml

from mkdocs_multistage.cli.highlighting import without_colours
from mkdocs_multistage.cli.inputs import PAGE_SUFFIXES
from mkdocs_multistage.cli.pages import Pages
from mkdocs_multistage.cli.run import Part, SitePart, Trouble
from mkdocs_multistage.cli.sources import UnreadableError, page_text, read_bytes
from mkdocs_multistage.markdown import MultistageExtension, Options
from mkdocs_multistage.markdown.host import shown_path
from mkdocs_multistage.markdown.measured import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs_multistage.cli.settings import Settings
    from mkdocs_multistage.cli.sources import Lines
    from mkdocs_multistage.markdown.collected import Collected

# Names of our extension in a site's configuration, which has the options; the checker brings one of its own.
_OURS: Final = ("multistage", "mkdocs_multistage.markdown", "mkdocs_multistage.markdown:MultistageExtension")


def check_zensical_site(
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
    try:
        with redirect_stdout(stderr):
            site = _with_zensical(path) if find_spec("zensical") else _without_zensical(path)
        checker = Pages(settings, lines, collect=collect, options=site.options, make=site.make)
        pages = list(_pages(site.docs, site.excluded))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - extensions raise whatever they like
        reason = " ".join(str(getattr(error, "message", "") or error).split()) or type(error).__name__
        trouble = Trouble(shown_path(str(path)), f"The site cannot be checked: {reason}")
        return SitePart(Part(troubles=(trouble,)), None)
    advance(len(pages), 0)
    parts: list[Part] = []
    with redirect_stdout(stderr), _quiet(), without_colours():
        for page in pages:
            shown = shown_path(str(page))
            site.enter(page)
            try:
                text = page_text(read_bytes(page))
                lines.know(shown, text.replace("\r\n", "\n").replace("\r", "\n"))
                parts.append(checker.check(text, shown, convert_all=site.make is not None))
            except UnreadableError as reason:
                parts.append(Part(troubles=(Trouble(shown, str(reason)),)))
            advance(0, 1)
    whole = Part(
        findings=tuple(finding for part in parts for finding in part.findings),
        troubles=tuple(trouble for part in parts for trouble in part.troubles),
        files=tuple(file for part in parts for file in part.files),
        dockerfiles=sum(part.dockerfiles for part in parts),
    )
    return SitePart(whole, site.docs, path.parent / (site.options.sizes_file or FILE_NAME))


class _Site:
    """What is known of a site.

    Attributes:
        docs: The folder of its pages.
        excluded: The patterns of its ``exclude_docs``, one a line.
        options: Those of our extension.
        make: Makes a Markdown instance as the site does; ``None`` where that is not known.
    """

    def __init__(self, docs: Path, excluded: str, options: Options) -> None:
        self.docs = docs
        self.excluded = excluded
        self.options = options
        self.make: Callable[[MultistageExtension], markdown.Markdown] | None = None

    def enter(self, page: Path) -> None:
        """A page is about to be converted."""


class _ZensicalSite(_Site):
    """One whose configuration Zensical has read."""

    def __init__(self, config: dict[str, Any]) -> None:
        given: dict[str, Any] = {}
        self._extensions: list[Any] = []
        for extension in config["markdown_extensions"]:
            if extension in _OURS:
                given.update(config["mdx_configs"].get(extension) or {})
            else:
                self._extensions.append(extension)
        docs = Path(os.path.abspath(Path(config["root_dir"], config["docs_dir"])))  # noqa: PTH100 - `Path.absolute` keeps the dots
        super().__init__(docs, config.get("exclude_docs") or "", Options.read(given))
        self._configs = config["mdx_configs"]
        context = import_module("zensical.extensions.context")
        self._page = context.Page(url="", path="")
        # Zensical's own extensions look for it.
        self._extensions.insert(0, context.ContextExtension(page=self._page, config=config))
        self.make = self._make

    def _make(self, extension: MultistageExtension) -> markdown.Markdown:
        return markdown.Markdown(extensions=[*self._extensions, extension], extension_configs=self._configs)

    def enter(self, page: Path) -> None:
        self._page.path = page.relative_to(self.docs).as_posix()
        self._page.url = f"{self._page.path.rsplit('.', 1)[0]}/"


def _with_zensical(path: Path) -> _Site:
    return _ZensicalSite(import_module("zensical.config").parse_config(str(path.absolute())))


def _without_zensical(path: Path) -> _Site:
    text = path.read_text(encoding="utf-8")
    config = _read_toml(text) if path.suffix == ".toml" else yaml.safe_load(text)
    project = config.get("project", config) if isinstance(config, dict) else {}
    if not isinstance(project, dict):
        raise ValueError("Its `project` is not a table.")  # noqa: TRY004 - as all that is wrong in it
    docs = Path(os.path.abspath(Path(path.parent, str(project.get("docs_dir") or "docs"))))  # noqa: PTH100 - as above
    if not docs.is_dir():
        raise ValueError(f"The folder of its pages, {shown_path(str(docs))}, does not exist.")
    given: dict[str, Any] = {}
    extensions = project.get("markdown_extensions") or {}
    for entry in extensions if isinstance(extensions, list) else [extensions]:
        if isinstance(entry, dict):
            for name in _OURS:
                own = entry.get(name) or {}
                if not isinstance(own, dict):
                    raise ValueError(f"The options of the extension {name} are not a table.")  # noqa: TRY004
                given.update(own)
    return _Site(docs, str(project.get("exclude_docs") or ""), Options.read(given))


def _read_toml(text: str) -> Any:  # noqa: ANN401 - whatever the file says
    for name in ("tomllib", "tomli"):  # of Python 3.11, and before
        if find_spec(name):
            return import_module(name).loads(text)
    raise ValueError("Reading it needs Zensical, or Python 3.11 or later.")


def _pages(docs: Path, excluded: str) -> Iterator[Path]:
    """The pages below a folder, without those that the site or a dot in the name leaves out."""
    if excluded.strip() and find_spec("pathspec"):
        spec = import_module("pathspec").GitIgnoreSpec.from_lines(excluded.splitlines())
        leaves_out: Callable[[str], bool] = spec.match_file
    else:
        leaves_out = _nothing
    waiting = [docs]
    while waiting:
        # One folder at a time: by itself it would go down in calls, and folders may be nested deeper than these.
        folder, folders, files = next(os.walk(waiting.pop()), ("", [], []))
        below = [Path(folder, name) for name in sorted(folders, reverse=True) if not name.startswith(".")]
        waiting += [path for path in below if not path.is_symlink()]
        for name in sorted(files):
            file = Path(folder, name)
            relative = file.relative_to(docs).as_posix()
            if name.lower().endswith(PAGE_SUFFIXES) and not name.startswith(".") and not leaves_out(relative):
                yield file


def _nothing(path: str) -> bool:  # noqa: ARG001 - stands in for a pattern
    return False


@contextmanager
def _quiet() -> Iterator[None]:
    """What extensions log is for whoever builds."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
