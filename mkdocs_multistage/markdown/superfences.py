"""Dockerfiles found by `pymdownx.superfences`: its preprocessor in, blocks with their places out.

SuperFences is asked at conversion time, when all extensions are loaded, so that their order does not
matter. A custom fence of ours takes the Dockerfile languages, and those in which a page asks for a stage, and hands
each block on to the formatter that would have had it: the HTML is the same to the byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs_multistage.markdown.conversion import Fence
from mkdocs_multistage.markdown.fence_options import FENCE_READERS, read_fence_options
from mkdocs_multistage.markdown.targets import READERS

if TYPE_CHECKING:
    from mkdocs_multistage.markdown.conversion import Conversion

# The key under which our options travel from SuperFences' validator to its formatter.
_OPTIONS = "multistage"


def is_superfences(preprocessor: object) -> bool:
    """Whether a preprocessor is that of SuperFences."""
    extension = getattr(preprocessor, "extension", None)
    return hasattr(extension, "extend_super_fences") and bool(getattr(extension, "superfences", None))


def hook(preprocessor: Any, conversion: Conversion) -> None:  # noqa: ANN401 - pymdownx has no types
    """Make SuperFences hand Dockerfile fences to a conversion; once for each preprocessor."""
    if getattr(preprocessor, "multistage_hooked", False):
        return
    preprocessor.multistage_hooked = True
    _take_languages(preprocessor.extension, conversion)
    _watch_places(preprocessor, conversion)


def _take_languages(extension: Any, conversion: Conversion) -> None:  # noqa: ANN401
    default = extension.superfences[0]
    of_the_user = {entry["name"] for entry in extension.superfences[1:]}

    def is_dockerfile(language: object) -> bool:
        return isinstance(language, str) and language.casefold() in conversion.options.languages

    def is_ours(language: object) -> bool:
        return (
            isinstance(language, str)
            and (is_dockerfile(language) or language.casefold() in READERS)
            and language not in of_the_user
        )

    def validate(
        language: str, inputs: dict[str, Any], options: dict[str, Any], attrs: dict[str, Any], md: object
    ) -> bool:
        if not is_dockerfile(language):
            return bool(default["validator"](language, inputs, options, attrs, md))
        ours = {key: value for key, value in inputs.items() if key in FENCE_READERS}
        rest = {key: value for key, value in inputs.items() if key not in FENCE_READERS}
        accepted = bool(default["validator"](language, rest, options, attrs, md))
        options[_OPTIONS] = ours
        return accepted

    def formatted(*, src: str, options: dict[str, Any], **rest: Any) -> str | None:  # noqa: ANN401
        language = str(rest.get("language", ""))
        if not is_dockerfile(language):
            other = default["formatter"](src=src, options=options, **rest)
            is_html = isinstance(other, str)
            return conversion.add_other(src, other, conversion.fence, language) if is_html else other
        chosen = read_fence_options(options.pop(_OPTIONS, {}))
        html = default["formatter"](src=src, options=options, **rest)
        return conversion.add(src, html, conversion.fence, chosen) if isinstance(html, str) else html

    # As `extend_super_fences` does it, whose parameters depend on the version. That compares names exactly;
    # people write Dockerfile, DockerFile and DOCKERFILE.
    extension.superfences.append(
        {"name": "multistage", "test": is_ours, "formatter": formatted, "validator": validate, "reset": None}
    )


def _watch_places(preprocessor: Any, conversion: Conversion) -> None:  # noqa: ANN401
    search = preprocessor.search_nested
    process = preprocessor.process_nested_block
    lines: list[str] = []

    def search_nested(given: list[str]) -> list[str]:
        lines[:] = given
        result: list[str] = search(given)
        return result

    def process_nested_block(ws: str, content: str, start: int, end: int) -> None:
        conversion.fence = Fence(lines, start, preprocessor.ws_virtual_len)
        try:
            process(ws, content, start, end)
        finally:
            conversion.fence = None

    preprocessor.search_nested = search_nested
    preprocessor.process_nested_block = process_nested_block
