"""Splits a mount's options at commas, with CSV quoting (tonistiigi/go-csvvalue)."""

from __future__ import annotations


class CsvError(ValueError):
    """A quote where none may stand, or one without its partner. ``position`` counts from 0."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def fields(text: str) -> list[tuple[str, int, int]]:
    """The fields with their stretch in ``text`` (quotes included).

    Raises:
        CsvError: The quoting is broken, or there is nothing at all.
    """
    if not text:
        raise CsvError(0)
    found: list[tuple[str, int, int]] = []
    pos = 0
    while True:
        start = pos
        if not text.startswith('"', pos):
            end = text.find(",", pos)
            end = len(text) if end < 0 else end
            stray = text.find('"', pos, end)
            if stray >= 0:
                raise CsvError(stray)
            found.append((text[pos:end], start, end))
            pos = end
        else:
            out, pos = [], pos + 1
            while True:
                close = text.find('"', pos)
                if close < 0:
                    raise CsvError(start)
                out.append(text[pos:close])
                pos = close + 1
                if not text.startswith('"', pos):
                    break
                out.append('"')
                pos += 1
            if pos < len(text) and text[pos] != ",":
                raise CsvError(pos)
            found.append(("".join(out), start, pos))
        if pos >= len(text):
            return found
        pos += 1
