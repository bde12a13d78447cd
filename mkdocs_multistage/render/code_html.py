"""The HTML of a highlighted block: a string in, its lines of code as editable items out.

A formatter's output is cut into tags, entities and runs of text, one pass, no tree. What stands
inside the one ``<code>`` becomes a list of `Line`; everything before and after is kept as it is.
Line numbers that a formatter writes into the code are items without characters, so that the
characters of the lines are those of the source. Joining all items again gives back the input,
character for character, and every edit inserts items and takes none away.

Nothing is repaired: HTML that is not understood gives no block, and its caller leaves it alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import takewhile
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["open", "close", "text", "other"]

# A tag (a quoted attribute may hold ">"), an entity, plain text, and what is left.
_TOKEN: Final = re.compile(
    r"""(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?![A-Za-z0-9-])(?:"[^"]*"|'[^']*'|[^<>"'])*>)"""
    r"""|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)"""
    r"""|(?P<text>[^<&]+)"""
    r"""|(?P<stray>[<&])"""
)
_RUN: Final = re.compile(r">([^<>]+)")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")
# What escapes the characters of code; the ampersand comes last, as what it gives may look like another.
_PLAIN_ENTITIES: Final = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&amp;", "&"),
)
# A line as Pygments and pymdown-extensions write it under `line_spans`: flat, in an element with an id.
_OWN_LINE: Final = re.compile(
    r"""<span id="[^"<>]*">(?:<a(?: [a-z]+="[^"<>]*")+></a>)?"""
    r"""[^<>\n]*(?:<span class="[^"<>]*">[^<>\n]*</span>[^<>\n]*)*\n</span>"""
)
_LINE_END: Final = "\n</span>"
_ATTRIBUTE: Final = re.compile(r"""\s([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_CODE: Final = re.compile(r"""<code(?:\s(?:"[^"]*"|'[^']*'|[^<>"'])*)?>""")
_TAG_NAME: Final = re.compile(r"^<([A-Za-z][A-Za-z0-9-]*)")
_PIECE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_VOID: Final = frozenset({"br", "hr", "img", "input", "wbr"})
# Numbers that Pygments and pymdown-extensions write between the lines bear this class, or under
# `noclasses` this style of Pygments' own.
_NUMBERS: Final = "linenos"
_NUMBERS_STYLE: Final = "padding-left: 5px; padding-right: 5px"


class Item(NamedTuple):
    """A piece of HTML.

    Attributes:
        kind: ``text`` for characters, an entity or a line number; else which sort of tag.
        raw: As it stands in the HTML.
        text: The characters of code it shows: empty for tags and line numbers.
    """

    kind: Kind
    raw: str
    text: str = ""


class _Open(NamedTuple):
    """An element that is open, linked to the one around it: a stack that costs nothing to remember."""

    raw: str
    outer: _Open | None
    depth: int


class Line:
    """One line of code, its newline and the tags that close behind it included.

    Most lines are never edited, and get no more than classes on an element of their own: these stay as they are written.

    Attributes:
        opened: Tags that are still open from lines before, outermost first.
    """

    __slots__ = ("_items", "_raw", "opened")

    def __init__(self, opened: tuple[str, ...] = (), raw: str | None = None) -> None:
        """A line without items yet.

        Args:
            opened: See above.
            raw: A line of its own as `_OWN_LINE` finds it, whose items nobody has asked for.
        """
        self.opened = opened
        self._raw = raw
        if raw is None:
            self._items: list[Item] = []

    @property
    def items(self) -> list[Item]:
        """What it is made of, in order."""
        if self._raw is not None:
            self._items = _items(self._raw) or []
            self._raw = None
        return self._items

    @items.setter
    def items(self, items: list[Item]) -> None:
        self._items = items

    @property
    def html(self) -> str:
        """It as it is to be written."""
        return "".join([item.raw for item in self._items]) if self._raw is None else self._raw

    @property
    def text(self) -> str:
        """The characters of code, newline included."""
        if self._raw is None:
            return "".join([item.text for item in self._items])
        return _characters(self._raw)

    @property
    def tags(self) -> str:
        """The tags before its first character."""
        if self._raw is not None:
            return self._raw[: _beginning(self._raw)]
        return "".join(item.raw for item in takewhile(lambda item: not item.text, self._items))

    def add_to_own_element(self, classes: str, more: str) -> None:
        """Put classes and attributes on the element that holds the line."""
        if self._raw is None:
            first = self._items[0]
            self._items[0] = Item("open", add_to_tag(first.raw, classes, more))
        else:  # has no attribute but its id
            end = self._raw.index(">")
            self._raw = f'{self._raw[:end]} class="{classes}"{more}{self._raw[end:]}'

    def edit_as_written(self, wraps: Sequence[Wrap], at_start: str, at_end: str) -> bool:
        """Edit the line as `edit` does, where that takes no look at its items; whether it was done.

        It is where every wrap is in one run of characters: the tags around need not be known then.
        """
        raw = self._raw
        if raw is None or ("&" in raw and (wraps or not _has_plain_entities(raw))):
            return False
        first, last = _beginning(raw), len(raw) - len(_LINE_END)
        parts, done = [raw[:first], at_start], first
        if wraps:
            places = self._places(wraps, raw, first)
            if places is None:
                return False
            for wrap, start, end in places:
                parts += [raw[done:start], wrap.opening, raw[start:end], wrap.closing]
                done = end
            if done > last:
                return False
        self._raw = "".join([*parts, raw[done:last], at_end, raw[last:]])
        return True

    @staticmethod
    def _places(wraps: Sequence[Wrap], raw: str, first: int) -> list[tuple[Wrap, int, int]] | None:
        """Where each wrap begins and ends in the HTML; ``None`` where one is not in one run of characters."""
        found: list[tuple[Wrap, int, int]] = []
        offset = before = 0
        runs = _RUN.finditer(raw, first - 1)
        start, end = next(runs).span(1)
        for wrap in wraps:
            while wrap.start >= offset + end - start:
                offset += end - start
                run = next(runs, None)
                if run is None:
                    return None
                start, end = run.span(1)
            if not before <= wrap.start < wrap.end <= offset + end - start:
                return None
            before = wrap.end
            found.append((wrap, start + wrap.start - offset, start + wrap.end - offset))
        return found

    def repeats_an_id(self) -> bool:
        """Whether `enclose` would open an element with an id a second time."""
        return any("id" in attributes(tag) for tag in self.opened)

    def may_have_numbers(self) -> bool:
        """Whether any of its tags speaks of line numbers."""
        if self._raw is not None:
            return _NUMBERS in self._raw
        return any(_NUMBERS in item.raw for item in self._items if not item.text)

    def own_element(self) -> bool:
        """Whether one element with an id, as ``line_spans`` makes it, holds exactly this line."""
        if self._raw is not None:
            return True
        first, last = self.items[0], self.items[-1]
        if self.opened or first.kind != "open" or last.kind != "close" or not first.raw.startswith("<span"):
            return False
        if "id" not in attributes(first.raw):
            return False
        depth = 0
        for item in self.items[:-1]:
            depth += (item.kind == "open") - (item.kind == "close")
            if depth == 0:
                return False
        return depth == 1


@dataclass(slots=True)
class CodeBlock:
    """A formatter's output, taken apart.

    Attributes:
        head: Up to the ``<code>`` tag.
        tag: That tag.
        lines: What is inside.
        tail: From ``</code>`` to the end.
        text: The characters of the lines, as long as nobody has edited them.
    """

    head: str
    tag: str
    lines: list[Line]
    tail: str
    text: str

    def join(self) -> str:
        """The HTML, edits included."""
        inner = "".join([line.html for line in self.lines])
        return f"{self.head}{self.tag}{inner}{self.tail}"


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, values as written without their quotes."""
    return {m[1].lower(): (m[2] or "").strip("\"'") for m in _ATTRIBUTE.finditer(tag)}


def add_to_tag(tag: str, classes: str, more: str = "") -> str:
    """A tag with classes added behind its own, and further attributes as they are given.

    Args:
        tag: An opening tag.
        classes: Class names with spaces between.
        more: Attributes to stand last, already escaped, beginning with a space.
    """
    end = -2 if tag.endswith("/>") else -1
    found = None
    if "class" in tag.lower():
        found = next((m for m in _ATTRIBUTE.finditer(tag) if m[1].lower() == "class" and m[2]), None)
    if found is None:
        return f'{tag[:end]} class="{classes}"{more}{tag[end:]}'
    value = found[2]
    quote = value[0] if value[0] in "\"'" else ""
    body = value.strip(quote) if quote else value
    merged = f"{quote or chr(34)}{body} {classes}{quote or chr(34)}"
    return f"{tag[: found.start(2)]}{merged}{tag[found.end(2) : end]}{more}{tag[end:]}"


def take_apart(html: str) -> CodeBlock | None:
    """The lines of code in a formatter's output; ``None`` where it has not exactly one ``<code>``, or is malformed."""
    if html.count("<code") != 1 or html.count("</code") != 1:
        return None
    begin, end = _CODE.search(html), html.index("</code")
    if begin is None or begin.end() > end:
        return None
    head, tag, inner, tail = html[: begin.start()], begin[0], html[begin.end() : end], html[end:]
    lines = _own_lines(inner)
    if lines is not None:
        return CodeBlock(head, tag, lines, tail, _characters(inner))
    items = _items(inner)
    if items is None:
        return None
    return CodeBlock(head, tag, _lines(items), tail, "".join([item.text for item in items]))


def _own_lines(html: str) -> list[Line] | None:
    """The lines, where each is in an element of its own as ``line_spans`` makes it; ``None`` where any is not."""
    if _NUMBERS in html or _NUMBERS_STYLE in html:
        return None
    found = _OWN_LINE.findall(html)
    # What was not found is missing in between.
    if not found or "".join(found) != html:
        return None
    return [Line(raw=raw) for raw in found]


def _beginning(html: str) -> int:
    """Where the characters of a line of its own begin."""
    found = _RUN.search(html)
    return found.start(1) if found else len(html)


def _characters(html: str) -> str:
    """The characters of code in lines of their own."""
    text = "".join(_RUN.findall(html))
    if "&" not in text:
        return text
    if not _has_plain_entities(text):
        return _ENTITY.sub(_unescaped, text)
    for entity, character in _PLAIN_ENTITIES:
        text = text.replace(entity, character)
    return text


def _has_plain_entities(html: str) -> bool:
    """Whether every ampersand begins one of the entities that highlighters write."""
    return html.count("&") == sum([html.count(entity) for entity, _ in _PLAIN_ENTITIES])


def _unescaped(entity: re.Match[str]) -> str:
    return unescape(entity[0])


def _items(html: str) -> list[Item] | None:  # noqa: C901 - one branch for each sort of token
    """The code's content as items; ``None`` where tags do not match."""
    items: list[Item] = []
    names: list[str] = []
    hidden = 0  # depth of the line number that we are in, or 0
    for match in _TOKEN.finditer(html):
        raw, group = match[0], match.lastgroup
        if group == "text":
            items.append(Item("text", raw, "" if hidden else raw))
        elif group == "entity":
            items.append(Item("text", raw, "" if hidden else unescape(raw)))
        elif group == "tag":
            name = match["name"].lower()
            if raw[1] == "/":
                if not names or names.pop() != name:
                    return None
                if len(names) < hidden:
                    hidden = 0
                items.append(Item("close", raw))
            elif name in _VOID or raw.endswith("/>"):
                items.append(Item("other", raw))
            else:
                names.append(name)
                if not hidden and _is_number(raw):
                    hidden = len(names)
                items.append(Item("open", raw))
        elif raw == "&":
            items.append(Item("text", raw, "" if hidden else raw))
        else:
            return None
    return None if names else items


def _is_number(tag: str) -> bool:
    """Whether a tag begins a line number."""
    if _NUMBERS in tag:
        return _NUMBERS in attributes(tag).get("class", "").split()
    return _NUMBERS_STYLE in tag and _NUMBERS_STYLE in attributes(tag).get("style", "")


def _lines(items: Iterable[Item]) -> list[Line]:
    """Items by line. A line ends behind its newline and the tags that close there."""
    line = Line()
    lines = [line]
    stack: list[str] = []
    ended = False
    for item in items:
        whole = "\n" not in item.text or item.raw != item.text
        for part in (item,) if whole else (Item("text", text, text) for text in _PIECE.findall(item.text)):
            if ended and part.kind != "close":
                line = Line(opened=tuple(stack))
                lines.append(line)
                ended = False
            line.items.append(part)
            if part.kind == "open":
                stack.append(part.raw)
            elif part.kind == "close":
                stack.pop()
            elif part.text.endswith("\n"):
                ended = True
    if len(lines) > 1 and not line.text:
        lines[-2].items += lines.pop().items
    return lines


class Wrap(NamedTuple):
    """An element to put around characters of a line: columns from 0, ``end`` exclusive."""

    start: int
    end: int
    opening: str
    closing: str


def edit(line: Line, *, wraps: Sequence[Wrap] = (), at_start: str = "", at_end: str = "") -> None:
    """Put elements around and beside characters of a line.

    Where the highlighter's own elements begin or end inside a wrapped stretch, they are closed
    before it and opened again behind it, so that the result nests. A wrap that would repeat an id,
    stand in a link, or cut through an entity is left out.

    Args:
        line: Changed in place.
        wraps: In order, not overlapping.
        at_start: HTML to stand just before the first character.
        at_end: HTML to stand behind the last character, before the newline.
    """
    if line.edit_as_written(wraps, at_start, at_end):
        return
    length = len(line.text.removesuffix("\n"))
    items = _cut(line.items, sorted({length, *(w.start for w in wraps), *(w.end for w in wraps)}))
    stacks = _stacks(items, line.opened)
    begins: dict[int, int] = {}  # the item that begins, or ends, at an offset
    ends: dict[int, int] = {}
    offset = 0
    for place, item in enumerate(items):
        if item.text:
            begins[offset] = place
            offset += len(item.text)
            ends[offset] = place
    if not begins:
        return

    inserts: list[list[str]] = [[] for _ in range(len(items) + 1)]
    inserts[begins[0]].append(at_start)
    for wrap in wraps:
        first, last = begins.get(wrap.start), ends.get(wrap.end)
        if first is not None and last is not None and first <= last:
            _insert_wrap(wrap, items, stacks, inserts, first=first, last=last)
    inserts[begins[length] if length in begins else ends[length] + 1].append(at_end)

    result: list[Item] = []
    for place, inserted in enumerate(inserts):
        result += [Item("other", html) for html in inserted if html]
        result += items[place : place + 1]
    line.items = result


def _insert_wrap(
    wrap: Wrap,
    items: Sequence[Item],
    stacks: Sequence[_Open | None],
    inserts: list[list[str]],
    *,
    first: int,
    last: int,
) -> None:
    """Note where the wrap's tags go, around the items from ``first`` to ``last``."""
    # What is open from the first character to the last may stay around the wrap; all else goes inside.
    shared = min(_depth(stacks[place]) for place in range(first, last + 1))
    start = first
    while start > 0 and items[start - 1].kind == "open" and _depth(stacks[start - 1]) >= shared:
        start -= 1
    end = last + 1
    while end < len(items) and items[end].kind == "close" and _depth(stacks[end]) > shared:
        end += 1
    left, right = _above(stacks[start], shared), _above(stacks[end], shared)
    if any("id" in attributes(tag) for tag in (*left, *right)):
        return
    inside = (item.raw for item in items[first:last] if item.kind == "open")
    if any(_is_link(tag) for tag in (*inside, *_above(stacks[first], 0))):
        return
    inserts[start] += [_closing(left), wrap.opening, *left]
    inserts[end] += [_closing(right), wrap.closing, *right]


def enclose(line: Line, opening: str) -> None:
    """Put one ``<span>`` around a whole line; elements that run on over its ends are closed and opened again.

    Args:
        line: Changed in place. Its neighbours in ``line.opened`` need the same.
        opening: The span's tag.
    """
    still_open = _above(_stacks(line.items, line.opened)[-1], 0)
    line.items = [
        Item("other", opening + "".join(line.opened)),
        *line.items,
        Item("other", _closing(still_open) + "</span>"),
    ]


def _cut(items: Iterable[Item], offsets: Sequence[int]) -> list[Item]:
    """The same items, plain text cut at the offsets (ascending, in characters of code)."""
    result: list[Item] = []
    wanted = iter([*offsets, -1])
    cut = next(wanted)
    begin = 0
    for item in items:
        end = begin + len(item.text)
        rest = item
        while begin < end and 0 <= cut < end:
            if cut > begin and rest.raw == rest.text:
                head, tail = rest.text[: cut - begin], rest.text[cut - begin :]
                result.append(Item("text", head, head))
                rest = Item("text", tail, tail)
                begin = cut
            cut = next(wanted)
        result.append(rest)
        begin = end
    return result


def _stacks(items: Iterable[Item], opened: Iterable[str]) -> list[_Open | None]:
    """What is open before each item, and after the last."""
    top: _Open | None = None
    for tag in opened:
        top = _Open(tag, top, _depth(top) + 1)
    stacks = [top]
    for item in items:
        if item.kind == "open":
            top = _Open(item.raw, top, _depth(top) + 1)
        elif item.kind == "close" and top is not None:
            top = top.outer
        stacks.append(top)
    return stacks


def _depth(top: _Open | None) -> int:
    return top.depth if top is not None else 0


def _above(top: _Open | None, depth: int) -> list[str]:
    """The tags open at more than a depth, outermost first."""
    tags: list[str] = []
    while top is not None and top.depth > depth:
        tags.append(top.raw)
        top = top.outer
    return tags[::-1]


def _closing(tags: Sequence[str]) -> str:
    return "".join(f"</{_name(tag)}>" for tag in reversed(tags))


def _is_link(tag: str) -> bool:
    return _name(tag).lower() == "a"


def _name(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return found[1] if found else ""
