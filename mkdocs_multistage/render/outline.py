"""Tables of what a build takes and makes: a target's outline in, the part of the figure below the caption out.

One table each for the targets, the build arguments, secrets and SSH agents, and ports; a table with nothing in it is
left out. They are real tables, with roles besides: the style sheet lays their rows out anew on a narrow page, and a
browser would then take them for something else. What an author wrote keeps its own direction, and claims no language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from mkdocs_multistage.render.fit import cut_middle
from mkdocs_multistage.render.svg import element, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mkdocs_multistage.dockerfile import BuildArgument, MountedId, Outline, Span, TargetEntry
    from mkdocs_multistage.render.labels import Labels

MAX_ROWS: Final = 100
"""Rows of a table; the last then says how many more there are."""

_LONGEST: Final = 300
"""Characters of a name or value that are shown."""


class Place(NamedTuple):
    """Where a line of the Dockerfile is on the page.

    Attributes:
        anchor: The id of that line; empty where it has none.
        number: Its number in its block, from 1.
    """

    anchor: str
    number: int


class _InLine(Protocol):
    """What a row is of."""

    @property
    def span(self) -> Span:
        """Its place in the Dockerfile."""


class _Column(NamedTuple):
    """A column: the key of its heading, a class, and what it has of an entry, as markup."""

    heading: str
    name: str
    cell: Callable[..., str]


def outline_tables(outline: Outline, *, labels: Labels, anchors: Sequence[str], places: Mapping[int, Place]) -> str:
    """The tables; empty where there is nothing to tell.

    Args:
        outline: Of the target that the example is built for.
        labels: Words in the reader's language.
        anchors: For each stage the id of its FROM line.
        places: For lines of the Dockerfile, from 1, where a reader sees them; those that are missing are not shown.
    """
    draw = _Tables(outline, labels, anchors, places)
    tables = f"{draw.targets()}{draw.arguments()}{draw.mounts()}{draw.ports()}"
    return element("div", tables, class_="ms-outline", dir=labels["direction"]) if tables else ""


def outlined_lines(outline: Outline) -> tuple[int, ...]:
    """The lines that the tables lead to, from 1, ascending."""
    tables: tuple[Sequence[_InLine], ...] = (outline.arguments, (*outline.secrets, *outline.ssh), outline.ports)
    return tuple(sorted({entry.span.line for entries in tables for entry in _shown(entries)}))


def _shown(entries: Sequence[_InLine]) -> Sequence[_InLine]:
    """The entries that have a row; "1 more" would be no shorter than the row."""
    return entries if len(entries) <= MAX_ROWS + 1 else entries[:MAX_ROWS]


class _Tables:
    """The tables of one outline."""

    def __init__(self, outline: Outline, labels: Labels, anchors: Sequence[str], places: Mapping[int, Place]) -> None:
        self._outline = outline
        self._labels = labels
        self._anchors = anchors
        self._places = places

    def targets(self) -> str:
        """What can be built; a stage that ``--target`` cannot name is no choice."""
        last = {target.name: target.index for target in self._outline.targets}
        chosen = self._outline.target
        listed = [
            target
            for target in self._outline.targets
            if target in (chosen, self._outline.targets[-1]) or (target.name and last[target.name] == target.index)
        ]
        if len(listed) < 2 and not chosen.description:  # noqa: PLR2004 - no choice, and nothing said of it
            return ""
        columns = [_Column("outline_target", "name", self._target)]
        if any(target.description for target in listed):
            columns.append(_Column("outline_description", "text", self._description))
        return self._table("outline_targets", columns, listed, of_target=False)

    def arguments(self) -> str:
        """What ``--build-arg`` can set."""
        listed = self._outline.arguments
        columns = [
            _Column("outline_argument", "name", lambda argument: self._name(argument.name)),
            _Column("outline_value", "value", self._value),
        ]
        if any(argument.description for argument in listed):
            columns.append(_Column("outline_description", "text", self._description))
        return self._table("outline_arguments", [*columns, self._line_column()], listed)

    def mounts(self) -> str:
        """What ``--secret`` and ``--ssh`` have to give."""
        listed = (*self._outline.secrets, *self._outline.ssh)
        columns = [
            _Column("outline_id", "name", lambda one: self._name(one.name)),
            _Column("outline_kind", "kind", lambda one: escape(self._labels[f"outline_{one.kind}"])),
            _Column("outline_required", "required", self._required),
            self._line_column(),
        ]
        return self._table("outline_mounts", columns, listed)

    def ports(self) -> str:
        """What EXPOSE says of the image."""
        columns = [_Column("outline_port", "name", lambda port: self._name(port.text)), self._line_column()]
        return self._table("outline_ports", columns, self._outline.ports)

    def _table(
        self,
        caption: str,
        columns: Sequence[_Column],
        entries: Sequence[_InLine],
        *,
        of_target: bool = True,
    ) -> str:
        if not entries:
            return ""
        shown = _shown(entries)
        heads = (
            element(
                "th",
                escape(self._labels[column.heading]),
                role="columnheader",
                scope="col",
                class_=f"ms-o-{column.name}",
            )
            for column in columns
        )
        rows = [self._row(columns, entry) for entry in shown]
        if len(shown) < len(entries):
            more = escape(self._labels.fill("more", count=str(len(entries) - len(shown))))
            cell = element("td", more, role="cell", colspan=str(len(columns)), class_="ms-o-more")
            rows.append(element("tr", cell, role="row"))
        parts = [
            element("caption", self._caption(caption, of_target=of_target)),
            element("thead", element("tr", heads, role="row"), role="rowgroup"),
            element("tbody", rows, role="rowgroup"),
        ]
        return element("table", parts, role="table", class_="ms-o")

    def _caption(self, key: str, *, of_target: bool) -> str:
        """What a table lists, and of which target where there are several stages."""
        caption = escape(self._labels[key])
        if not of_target or len(self._outline.targets) < 2:  # noqa: PLR2004
            return caption
        target = self._outline.target
        name = escape(target.name) if target.name else self._unnamed(target)
        # The text is put together as markup, so it has to be escaped before the name is.
        text = escape(self._labels["outline_of"]).replace("{target}", element("b", element("bdi", name)))
        return f"{caption} {element('span', text, class_='ms-mo')}"

    def _row(self, columns: Sequence[_Column], entry: object) -> str:
        cells = []
        for place, column in enumerate(columns):
            content = column.cell(entry)
            label = self._labels[column.heading] if content and place else None
            cells.append(
                element(
                    "td" if place else "th",
                    content,
                    role="cell" if place else "rowheader",
                    scope=None if place else "row",
                    class_=f"ms-o-{column.name}",
                    data_multistage_label=label,
                )
            )
        return element("tr", cells, role="row")

    def _line_column(self) -> _Column:
        return _Column("outline_line", "line", lambda entry: self._line(entry.span.line))

    def _target(self, target: TargetEntry) -> str:
        anchor = self._anchors[target.index] if target.index < len(self._anchors) else ""
        name = self._name(target.name) if target.name else element("i", self._unnamed(target))
        parts = [element("a", name, href=f"#{anchor}") if anchor else name]
        states = ["default_target"] if target.is_default else []
        if target == self._outline.target and not target.is_default:
            states.append("chosen_target")
        for state in states:
            icon = element("span", class_="ms-ico ms-i-target", aria_hidden="true")
            parts.append(element("span", icon + escape(self._labels[state]), class_="ms-o-state"))
        return " ".join(parts)

    def _unnamed(self, target: TargetEntry) -> str:
        return escape(self._labels.fill("unnamed", number=str(target.index)))

    def _name(self, text: str) -> str:
        """Something to be typed as it stands."""
        return element("code", escape(cut_middle(text, _LONGEST, len)), dir="ltr")

    def _description(self, entry: TargetEntry | BuildArgument) -> str:
        text = cut_middle(entry.description, _LONGEST, len)
        return element("span", escape(text), lang="", dir="auto") if text else ""

    def _value(self, argument: BuildArgument) -> str:
        if not argument.value:
            word = self._labels["outline_none" if argument.value is None else "outline_empty"]
            return element("span", escape(word), class_="ms-mo")
        given = element("span", escape(self._labels["outline_given"]), class_="ms-mo") if argument.is_given else ""
        return f"{self._name(argument.value)} {given}".rstrip()

    def _required(self, one: MountedId) -> str:
        return escape(self._labels["outline_yes" if one.is_required else "outline_no"])

    def _line(self, line: int) -> str:
        place = self._places.get(line)
        if place is None:
            return element("span", escape(self._labels["outline_hidden"]), class_="ms-mo")
        number = str(place.number)
        return element("a", number, href=f"#{place.anchor}") if place.anchor else number
