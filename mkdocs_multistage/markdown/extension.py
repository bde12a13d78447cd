"""The Python-Markdown extension: hooks that carry a page through its `Conversion`.

Most pages of a site have no Dockerfile. They cost a look at the lines that could begin a fence, and nothing is loaded for them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from mkdocs_multistage.markdown.options import READERS, Options
from mkdocs_multistage.markdown.snippets import watch_snippets

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

    from mkdocs_multistage.markdown.conversion import Conversion
    from mkdocs_multistage.markdown.fencedcode import FencedCode
    from mkdocs_multistage.markdown.host import Host
    from mkdocs_multistage.markdown.positions import Positions

# Both SuperFences and fenced_code register their preprocessor under this name, at priority 25.
_FENCES = "fenced_code_block"
_FENCES_PRIORITY = 25
# pymdownx.snippets registers its own at priority 32.
_SNIPPETS = "snippet"
_SNIPPETS_PRIORITY = 32
_STEP = 0.001
# The option of a fence whose text is run.
_PROGRAM = "exec="
_TAB_LENGTH = 4  # Python-Markdown's own
_FIRST, _LAST = 1_000_000, -1_000_000


class MultistageExtension(Extension):
    """Draws, badges and checks the Dockerfiles among a page's fences.

    Works with `pymdownx.superfences` and with Python-Markdown's `fenced_code`, loaded before or after.
    Findings are log records of the logger ``mkdocs_multistage``, unless a ``host`` takes them.

    Args:
        host: Whoever runs the conversion; see `Host`.
        options: The options, already read.
        **values: The options as a configuration file says them; see `Options`.

    Raises:
        ValueError: An option does not exist or has a value that is not allowed.
    """

    def __init__(
        self,
        *,
        host: Host | None = None,
        options: Options | None = None,
        **values: Any,  # noqa: ANN401 - whatever an author writes
    ) -> None:
        self.options = options or Options.read(values)
        if host is None:
            from mkdocs_multistage.markdown.zensical import Zensical  # noqa: PLC0415 - MkDocs has a host

            host = Zensical(self.options)
        self.host: Host = host

    @cached_property
    def config(self) -> dict[str, list[Any]]:  # type: ignore[override]
        """Python-Markdown's own record of options, for those who list them; made when asked for, since pages never do."""
        return {name: [getattr(self.options, name), (reader.__doc__ or "").strip()] for name, reader in READERS.items()}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the hooks; the state is the Markdown instance's own, for one extension may serve many."""
        if "multistage-begin" in md.preprocessors:  # loaded twice
            return
        conversion = _Conversion(self.options, self.host)
        fences = _Fences(md, conversion)
        snippets = _Snippets(md, conversion)
        for name, priority, run in (
            ("multistage-begin", _FIRST, fences.begin),
            ("multistage-before-snippets", _SNIPPETS_PRIORITY + _STEP, snippets.before),
            ("multistage-after-snippets", _SNIPPETS_PRIORITY - _STEP, snippets.after),
            ("multistage-before-fences", _FENCES_PRIORITY + _STEP, fences.before),
            ("multistage-after-fences", _FENCES_PRIORITY - _STEP, fences.after),
        ):
            md.preprocessors.register(_Pre(md, conversion, run), name, priority)
        md.postprocessors.register(_Post(md, conversion), "multistage", _LAST)


class _Pre(Preprocessor):
    """A preprocessor that is one function."""

    md: Markdown

    def __init__(self, md: Markdown, conversion: _Conversion, run: Callable[[list[str]], list[str]]) -> None:
        super().__init__(md)
        self._conversion = conversion
        self._run = run

    def run(self, lines: list[str]) -> list[str]:
        try:
            return self._run(lines)
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            self._conversion.guard(error, self.md)
            return [str(line) for line in lines]


class _Conversion:
    """A `Conversion` that is made for the first page with a Dockerfile.

    Attributes:
        options: The site's.
        host: Whoever runs the conversion.
        made: It, once it is; it then takes part in every page, for other extensions have been told of it.
    """

    def __init__(self, options: Options, host: Host) -> None:
        self.options = options
        self.host = host
        self.made: Conversion | None = None
        self._lines: list[str] = []
        self._md: Markdown | None = None
        self._positions: Positions | None = None
        self._is_needed = False

    def begin(self, lines: list[str], md: Markdown) -> None:
        """A page's lines arrive."""
        self._lines, self._md, self._positions = lines, md, None
        self._is_needed = False
        self.look(lines)
        if self.made is not None:
            self.made.begin(lines, md)

    @property
    def positions(self) -> Positions:
        """The page's lines, moment by moment."""
        if self.made is not None:
            return self.made.positions
        if self._positions is None:
            from mkdocs_multistage.markdown.positions import WITHIN, Positions  # noqa: PLC0415 - for pages that include others

            tab_length = self._md.tab_length if self._md else _TAB_LENGTH
            self._positions = Positions(self._lines, tab_length, WITHIN.get())
        return self._positions

    def look(self, lines: list[str]) -> None:
        """Look for a line with the marks of a fence and the language, in any case.

        Fences may be gone at a later moment (`preserve_tabs`), and may come from snippets, or be written by the program in
        another fence (markdown-exec).
        """
        words = (*self.options.languages, _PROGRAM)
        if self._is_needed or not _holds("\n".join(lines), words):
            return
        self._is_needed = _holds("\n".join([line for line in lines if "```" in line or "~~~" in line]), words)

    def needed(self) -> Conversion | None:
        """The conversion, where the page could hold a Dockerfile or another page of this instance did."""
        if self.made is None and self._is_needed and self._md is not None:
            from mkdocs_multistage.markdown.conversion import Conversion  # noqa: PLC0415 - loads the house

            made = Conversion(self.options, self.host)
            made.begin(self._lines, self._md)
            made.positions = self._positions or made.positions
            self.made = made
        return self.made

    def guard(self, error: Exception, md: Markdown) -> None:
        """Take note of a fault of ours; told at the page's end, where there is a conversion to have one."""
        if self.made is not None:
            self.made.guard(error)
            return
        from mkdocs_multistage.markdown import fault  # noqa: PLC0415 - knows all rules

        try:
            path = self.host.page(md).path
        except Exception:  # noqa: BLE001 - it may be just this that fails
            path = ""
        self.host.apologize(fault.message(path or "A page", error))


def _holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words is in a text, in any case."""
    folded = text.casefold()
    return any(word in folded for word in words)


class _Post(Postprocessor):
    """The end of a conversion."""

    md: Markdown

    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, text: str) -> str:
        made = self._conversion.made
        return text if made is None else made.finish(text, self.md)


class _Snippets:
    """Tags the page's lines while snippets are included, where there may be any."""

    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        self._md = md
        self._conversion = conversion
        self._tagged = False

    def before(self, lines: list[str]) -> list[str]:
        self._tagged = False
        if _SNIPPETS not in self._md.preprocessors:
            return lines
        processor: Any = self._md.preprocessors[_SNIPPETS]
        if not hasattr(processor, "parse_snippets"):
            return lines
        if not (getattr(processor, "auto_append", None) or any("8<" in line for line in lines)):
            return lines
        watch_snippets(processor, self._conversion.host.uses)
        self._tagged = True
        return self._conversion.positions.tag(lines)

    def after(self, lines: list[str]) -> list[str]:
        if not self._tagged:
            return lines
        self._conversion.look(lines)
        return self._conversion.positions.included(lines)


class _Fences:
    """Watches the processor of fences, whichever it is."""

    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        self._md = md
        self._conversion = conversion
        self._plain: FencedCode | None = None

    def begin(self, lines: list[str]) -> list[str]:
        self._conversion.begin(lines, self._md)
        return lines

    def before(self, lines: list[str]) -> list[str]:
        self._plain = None
        if _FENCES not in self._md.preprocessors:
            return lines
        self._conversion.look(lines)
        conversion = self._conversion.needed()
        if conversion is None:
            return lines
        from mkdocs_multistage.markdown import superfences  # noqa: PLC0415 - for pages with Dockerfiles

        processor = self._md.preprocessors[_FENCES]
        if superfences.is_superfences(processor):
            superfences.hook(processor, conversion)
        elif isinstance(processor, FencedBlockPreprocessor):
            from mkdocs_multistage.markdown.fencedcode import FencedCode  # noqa: PLC0415 - likewise

            self._plain = FencedCode(processor, self._md, conversion)
            return self._plain.before(lines)
        return lines

    def after(self, lines: list[str]) -> list[str]:
        return self._plain.after(lines) if self._plain else lines
