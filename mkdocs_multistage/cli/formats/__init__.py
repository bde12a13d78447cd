"""The formats of a report: a `Run` in, a text out; a module each, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs_multistage.cli.run import Run
    from mkdocs_multistage.cli.terminal import Style


def _format(module: str, function: str) -> Callable[[Run, Style], str]:
    def write(run: Run, style: Style) -> str:
        text: str = getattr(import_module(f"{__name__}.{module}"), function)(run, style)
        return text

    return write


FORMATS: Final[Mapping[str, Callable[[Run, Style], str]]] = {
    "text": _format("text", "as_text"),
    "json": _format("json_report", "as_json"),
    "sarif": _format("sarif", "as_sarif"),
    "github": _format("github", "as_github"),
    "gitlab": _format("gitlab", "as_gitlab"),
    "junit": _format("junit", "as_junit"),
}
"""Every format by its name."""
