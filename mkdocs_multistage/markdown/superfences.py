"""Dockerfiles found by `pymdownx.superfences`: its preprocessor in, blocks with their places out.

SuperFences is asked at conversion time, when all extensions are loaded, so that their order does not
matter. A custom fence of ours takes the Dockerfile languages, and those in which a page asks for a stage, and hands
each block on to the formatter that would have had it: the HTML is the same to the byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pymdownx import superfences

from mkdocs_multistage.markdown.fence_options import FENCE_READERS, is_ours, read_fence_options, split_header
from mkdocs_multistage.markdown.positions import WITHIN, Fence, Within
from mkdocs_multistage.markdown.targets import READERS

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from mkdocs_multistage.markdown.conversion import Conversion

# The key under which our options travel from SuperFences' validator to its formatter.
_OPTIONS = "multistage"
_NAME = "pymdownx.superfences"


def is_superfences(preprocessor: object) -> bool:
    """Whether a preprocessor is that of SuperFences."""
    extension = getattr(preprocessor, "extension", None)
    return hasattr(extension, "extend_super_fences") and bool(getattr(extension, "superfences", None))


def hook(preprocessor: Any, conversion: Conversion) -> None:  # noqa: ANN401 - pymdownx has no types
    """Make SuperFences hand Dockerfile fences to a conversion; once for each preprocessor."""
    if getattr(preprocessor, "multistage_hooked", False):
        return
    preprocessor.multistage_hooked = True
    _Hook(preprocessor, conversion)


class _Hook:
    """Our part in one preprocessor of SuperFences."""

    def __init__(self, preprocessor: Any, conversion: Conversion) -> None:  # noqa: ANN401
        self._preprocessor = preprocessor
        self._conversion = conversion
        self._default: dict[str, Any] = preprocessor.extension.superfences[0]
        self._of_the_user = {entry["name"] for entry in preprocessor.extension.superfences[1:]}
        self._lines = _Lines()
        self._in_braces = False
        self._more: dict[str, str] = {}
        # As `extend_super_fences` does it, whose parameters depend on the version. That compares names exactly;
        # people write Dockerfile, DockerFile and DOCKERFILE.
        preprocessor.extension.superfences.append(
            {
                "name": "multistage",
                "test": self._claims,
                "formatter": self._format,
                "validator": self._validate,
                "reset": None,
            }
        )
        self._search, preprocessor.search_nested = preprocessor.search_nested, self._search_nested
        self._process, preprocessor.process_nested_block = preprocessor.process_nested_block, self._process_block
        self._read_bare, preprocessor.parse_options = preprocessor.parse_options, self._parse_options
        self._read_braces, preprocessor.handle_attrs = preprocessor.handle_attrs, self._handle_attrs
        if hasattr(preprocessor, "handle_unrecognized"):  # since 10.8; before, such a header is no header at all
            self._read_other = preprocessor.handle_unrecognized
            preprocessor.handle_unrecognized = self._handle_unrecognized

    def _claims(self, language: object) -> bool:
        """Whether a fence passes through our hands: a Dockerfile, or what may ask for a stage of one."""
        return self._takes(language) or (
            isinstance(language, str) and language.casefold() in READERS and language not in self._of_the_user
        )

    def _takes(self, language: object) -> bool:
        return (
            isinstance(language, str)
            and language.casefold() in self._conversion.options.languages
            and language not in self._of_the_user
        )

    def _validate(
        self, language: str, inputs: dict[str, Any], options: dict[str, Any], attrs: dict[str, Any], md: object
    ) -> bool:
        if not self._takes(language):
            return bool(self._default["validator"](language, inputs, options, attrs, md))
        try:
            return self._validated(language, inputs, options, attrs, md)
        except Exception as error:  # noqa: BLE001 - no fault of ours may break the author's build
            accepted = bool(self._default["validator"](language, inputs, options, attrs, md))
            self._conversion.guard(error)  # what that raises is no fault of ours
            return accepted

    def _validated(
        self, language: str, inputs: dict[str, Any], options: dict[str, Any], attrs: dict[str, Any], md: object
    ) -> bool:
        """Whether the header of a Dockerfile is one; takes out what in it is ours."""
        given = {**inputs, **self._more}
        ours = {key: value for key, value in given.items() if key in FENCE_READERS}
        rest = {key: value for key, value in given.items() if key not in FENCE_READERS}
        accepted = bool(self._default["validator"](language, rest, options, attrs, md))
        for key in [key for key in attrs if key in rest and is_ours(key, in_braces=self._in_braces)]:
            ours[key] = attrs.pop(key)
        options[_OPTIONS] = ours
        return accepted

    def _format(self, *, src: str, options: dict[str, Any], **rest: Any) -> str | None:  # noqa: ANN401
        ours = options.pop(_OPTIONS, {})
        try:
            return self._formatted(ours, src=src, options=options, **rest)
        except Exception as error:  # noqa: BLE001 - as above
            html: str | None = self._default["formatter"](src=src, options=options, **rest)
            self._conversion.guard(error)
            return html

    def _formatted(
        self,
        ours: dict[str, Any],
        *,
        src: str,
        options: dict[str, Any],
        **rest: Any,  # noqa: ANN401
    ) -> str | None:
        language = str(rest.get("language", ""))
        if not self._takes(language):
            other = self._default["formatter"](src=src, options=options, **rest)
            is_html = isinstance(other, str)
            return self._conversion.add_other(src, other, self._conversion.fence, language) if is_html else other
        chosen = read_fence_options(ours)
        excerpt = self._conversion.excerpt(src, chosen)
        html = self._default["formatter"](src=excerpt.text, options=options, **rest)
        if not isinstance(html, str):
            return None
        whole = ""
        if chosen.reveal and excerpt.hides:  # with none of what the header says of the lines shown
            plain = {**rest, "options": {}, "classes": [], "id_value": "", "attrs": {}}
            whole = self._default["formatter"](src=excerpt.whole_text, **plain)
        return self._conversion.add(excerpt, html, self._conversion.fence, chosen, whole=whole)

    def _search_nested(self, given: list[str]) -> list[str]:
        self._lines = _Lines(given)
        return list(self._search(self._lines))

    def _process_block(self, ws: str, content: str, start: int, end: int) -> None:
        fence = Fence(self._lines, start, self._preprocessor.ws_virtual_len)
        self._conversion.fence = fence
        before = WITHIN.set(Within(self._conversion.positions, fence))
        try:
            self._process(ws, content, start, end)
        finally:
            WITHIN.reset(before)
            self._conversion.fence = None

    def _parse_options(self, header: re.Match[str]) -> bool:
        """A header without braces."""
        return self._bare(header, self._read_bare)

    def _handle_attrs(self, header: re.Match[str]) -> bool:
        """A header with braces."""
        self._in_braces = True
        try:
            return self._noted(header, self._read_braces(header))
        finally:
            self._in_braces = False

    def _handle_unrecognized(self, header: re.Match[str]) -> bool:
        """A header that SuperFences cannot read, or that it is only told to put up with (`relaxed_headers`)."""
        return self._bare(header, self._read_other)

    def _bare(self, header: re.Match[str], read: Callable[[re.Match[str]], object]) -> bool:
        """Read a header without braces, what is ours first: SuperFences loses a block for a value without quotes."""
        if not self._takes(header["lang"]) or self._more:
            return bool(read(header))
        try:
            self._more, rest = split_header(_words(header))
        except Exception as error:  # noqa: BLE001 - as above
            self._conversion.guard(error)
            return bool(read(header))
        try:
            again = superfences.RE_NESTED_FENCE_START.match(f"{header['fence']}{header['lang']} {rest}")
            if self._more and again and not again.groupdict().get("unrecognized"):
                return self._noted(header, self._read_bare(again))
            return self._noted(header, read(header))
        finally:
            self._more = {}

    def _noted(self, header: re.Match[str], okay: object) -> bool:
        """Take note of a Dockerfile's header that was refused: what follows is no code block."""
        if not okay and self._takes(header["lang"] or self._preprocessor.lang):
            fence = Fence(self._lines, self._lines.at, self._preprocessor.ws_virtual_len)
            self._conversion.refuse(fence, _NAME)
        return bool(okay)


def _words(header: re.Match[str]) -> str:
    """What stands behind the language."""
    return header["options"] or header.groupdict().get("unrecognized") or ""


class _Lines(list[str]):
    """The lines of a page, which know where SuperFences is reading.

    Attributes:
        at: The index of the line that was given last.
    """

    at = 0

    def __iter__(self) -> Iterator[str]:
        for self.at, line in enumerate(super().__iter__()):
            yield line
