"""The Python-Markdown extension: hooks that carry a page through its `Conversion`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from mkdocs_multistage.markdown import superfences
from mkdocs_multistage.markdown.conversion import Conversion
from mkdocs_multistage.markdown.fencedcode import FencedCode
from mkdocs_multistage.markdown.options import READERS, Options
from mkdocs_multistage.markdown.sourcelines import watch_snippets
from mkdocs_multistage.markdown.zensical import Zensical

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

    from mkdocs_multistage.markdown.host import Host

# Both SuperFences and fenced_code register their preprocessor under this name, at priority 25.
_FENCES = "fenced_code_block"
_FENCES_PRIORITY = 25
# pymdownx.snippets registers its own at priority 32.
_SNIPPETS = "snippet"
_SNIPPETS_PRIORITY = 32
_STEP = 0.001
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
        self.host: Host = host or Zensical(self.options)
        # Python-Markdown's own record of options, for those who list them.
        self.config: dict[str, list[Any]] = {
            name: [getattr(self.options, name), (reader.__doc__ or "").strip()] for name, reader in READERS.items()
        }

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the hooks; the state is the Markdown instance's own, for one extension may serve many."""
        if "multistage-begin" in md.preprocessors:  # loaded twice
            return
        conversion = Conversion(self.options, self.host)
        fences = _Fences(md, conversion)
        snippets = _Snippets(md, conversion)
        for name, priority, run in (
            ("multistage-begin", _FIRST, fences.begin),
            ("multistage-before-snippets", _SNIPPETS_PRIORITY + _STEP, snippets.before),
            ("multistage-after-snippets", _SNIPPETS_PRIORITY - _STEP, snippets.after),
            ("multistage-before-fences", _FENCES_PRIORITY + _STEP, fences.before),
            ("multistage-after-fences", _FENCES_PRIORITY - _STEP, fences.after),
        ):
            md.preprocessors.register(_Pre(md, run), name, priority)
        md.postprocessors.register(_Post(md, conversion), "multistage", _LAST)


class _Pre(Preprocessor):
    """A preprocessor that is one function."""

    def __init__(self, md: Markdown, run: Callable[[list[str]], list[str]]) -> None:
        super().__init__(md)
        self._run = run

    def run(self, lines: list[str]) -> list[str]:
        return self._run(lines)


class _Post(Postprocessor):
    """The end of a conversion."""

    md: Markdown

    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, text: str) -> str:
        return self._conversion.finish(text, self.md)


class _Snippets:
    """Tags the page's lines while snippets are included, where there may be any."""

    def __init__(self, md: Markdown, conversion: Conversion) -> None:
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
        watch_snippets(processor)
        self._tagged = True
        return self._conversion.positions.tag(lines)

    def after(self, lines: list[str]) -> list[str]:
        return self._conversion.positions.included(lines) if self._tagged else lines


class _Fences:
    """Watches the processor of fences, whichever it is."""

    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        self._md = md
        self._conversion = conversion
        self._plain: FencedCode | None = None

    def begin(self, lines: list[str]) -> list[str]:
        self._conversion.begin(lines, self._md.tab_length)
        return lines

    def before(self, lines: list[str]) -> list[str]:
        self._plain = None
        if _FENCES not in self._md.preprocessors:
            return lines
        processor = self._md.preprocessors[_FENCES]
        if superfences.is_superfences(processor):
            superfences.hook(processor, self._conversion)
        elif isinstance(processor, FencedBlockPreprocessor):
            self._plain = FencedCode(processor, self._md, self._conversion)
            return self._plain.before(lines)
        return lines

    def after(self, lines: list[str]) -> list[str]:
        return self._plain.after(lines) if self._plain else lines
