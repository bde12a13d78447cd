"""A target's outline, and the list of targets, for the terminal and for programs.

The text has the form of ``docker build --call=outline`` and ``--call=targets``, the JSON their keys
(BuildKit's ``frontend/subrequests``); ports are ours in both.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final

from mkdocs_multistage.cli.terminal import width_of
from mkdocs_multistage.printable import harmless, printable
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs_multistage.cli.terminal import Style
    from mkdocs_multistage.dockerfile import Outline, Span, TargetEntry

_GAP: Final = 3
_DEFAULT: Final = "(default)"


@record(frozen=True, slots=True)
class OutlineAnswer:
    """What building a target takes and makes."""

    outline: Outline

    def text(self, style: Style) -> str:
        """Tables, with a blank line between."""
        found, target = self.outline, self.outline.target
        head = [["TARGET:", target.name or _DEFAULT]] if target.name or target.description else []
        head += [["DESCRIPTION:", target.description]] if target.description else []
        tables = [
            (["BUILD ARG", "VALUE", "DESCRIPTION"], [[a.name, a.value or "", a.description] for a in found.arguments]),
            (["SECRET", "REQUIRED"], [[one.name, "true" if one.is_required else ""] for one in found.secrets]),
            (["SSH", "REQUIRED"], [[one.name, "true" if one.is_required else ""] for one in found.ssh]),
            (["PORT"], [[port.text] for port in found.ports]),
        ]
        shown = [_table(head, 1, style, headed=False)] if head else []
        shown += [_table([heading, *rows], _GAP, style) for heading, rows in tables if rows]
        return "\n".join(shown)

    def to_dict(self, text: str) -> dict[str, Any]:
        """What ``docker build --call=outline,format=json`` prints, and ``ports``.

        Args:
            text: The Dockerfile.
        """
        found, target = self.outline, self.outline.target
        return _filled(
            name=target.name,
            description=target.description,
            args=[
                _filled(name=a.name, description=a.description, value=a.value or "", location=_location(a.span))
                for a in found.arguments
            ],
            secrets=[_filled(name=s.name, required=s.is_required, location=_location(s.span)) for s in found.secrets],
            ssh=[_filled(name=s.name, required=s.is_required, location=_location(s.span)) for s in found.ssh],
            ports=[_filled(port=port.text, location=_location(port.span)) for port in found.ports],
            sources=_sources(text),
        )


@record(frozen=True, slots=True)
class TargetsAnswer:
    """What can be built."""

    targets: tuple[TargetEntry, ...]

    def text(self, style: Style) -> str:
        """A table."""
        rows = [
            [" ".join(filter(None, (t.name, _DEFAULT if t.is_default else ""))), t.description] for t in self.targets
        ]
        return _table([["TARGET", "DESCRIPTION"], *rows], 1, style)

    def to_dict(self, text: str) -> dict[str, Any]:
        """What ``docker build --call=targets,format=json`` prints.

        Args:
            text: The Dockerfile.
        """
        listed = [
            _filled(
                name=target.name,
                default=target.is_default,
                description=target.description,
                base=target.base,
                platform=target.platform,
                location=_location(target.span),
            )
            for target in self.targets
        ]
        return {"targets": listed, "sources": _sources(text)}


def _table(rows: Sequence[Sequence[str]], gap: int, style: Style, *, headed: bool = True) -> str:
    """Rows in columns; the heading, or the first column where there is none, stands out."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(width_of, column)) for column in zip(*cells, strict=True)]

    def line(place: int, row: Sequence[str]) -> Iterator[str]:
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            last = number == len(widths) - 1 or not any(row[number + 1 :])
            is_heading = place == 0 if headed else number == 0
            yield style.paint("heading", cell) if is_heading else cell
            yield "" if last else " " * (width - width_of(cell) + gap)

    return harmless("".join("".join(line(place, row)).rstrip() + "\n" for place, row in enumerate(cells)))


def _filled(**values: object) -> dict[str, Any]:
    """The values that are not empty: Go's ``omitempty``."""
    return {key: value for key, value in values.items() if value}


def _location(span: Span) -> dict[str, Any]:
    lines = range(span.line, max(span.line, span.end_line) + 1)
    return {"ranges": [{"start": {"line": line}, "end": {"line": line}} for line in lines]}


def _sources(text: str) -> list[str]:
    return [base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")]
