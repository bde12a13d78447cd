"""What is said to people while something else reads along: a text in, one that says the same and commands nothing out.

A terminal obeys control characters. What runs the steps of a pipeline looks for commands in all that they print: GitHub
for ``::name::`` where a line begins, white space aside, and for ``##[name]`` anywhere; Azure for ``##vso[name]``.
"""

from __future__ import annotations

import re
from typing import Final

SECOND_MARK: Final = re.compile(r"(?<=#)#(?=\w{0,40}\[)")
"""The character of such a mark that is written as an escape."""

_FIRST_COLON: Final = re.compile(r"((?:^|[\r\n])[^\S\r\n]*):(?=:)")


def printable(text: str) -> str:
    """The text with an escape for everything that is not printable, and in marks that command something anywhere in a line."""
    text = text if text.isprintable() else "".join(map(shown_character, text))
    return SECOND_MARK.sub(escape, text) if "##" in text else text


def harmless(text: str) -> str:
    """A text of printable lines, none of which commands anything."""
    if "##" in text:
        text = SECOND_MARK.sub(escape, text)
    return _FIRST_COLON.sub(lambda found: found[1] + escape(":"), text) if "::" in text else text


def json_text(document: str) -> str:
    """A JSON document that says the same, and commands nothing."""
    return SECOND_MARK.sub(r"\\u0023", document)


def xml_text(document: str) -> str:
    """An XML document that says the same, and commands nothing."""
    return _FIRST_COLON.sub(r"\1&#58;", SECOND_MARK.sub("&#35;", document))


def shown_character(character: str) -> str:
    """A character, or the escape for one that is not printable."""
    if character.isprintable():
        return character
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


def escape(character: str | re.Match[str]) -> str:
    """The escape for a character of ASCII."""
    return f"\\x{ord(str(character[0])):02x}"
