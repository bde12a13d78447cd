"""The stages that a page's other fences ask for: the text of a fence and its language in, names with their places out.

A reader copies ``docker build --target test .`` from a shell fence, ``target: test`` from a Compose file and
``target = "test"`` from a Bake file. Each has a small, tolerant reader of its own here; all of them give up in
silence on what they do not understand, and on commands that say that their Dockerfile is another one.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.markdown.targets.bake import bake_targets
from mkdocs_multistage.markdown.targets.compose import compose_targets
from mkdocs_multistage.markdown.targets.shell import shell_targets
from mkdocs_multistage.markdown.targets.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SHELLS: Final = (
    "bash", "bash-session", "bat", "batch", "cmd", "command", "console", "doscon", "fish", "powershell", "ps1",
    "ps1con", "pwsh", "pwsh-session", "sh", "sh-session", "shell", "shell-session", "shellsession", "terminal", "text",
    "txt", "zsh",
)  # fmt: skip

READERS: Final[Mapping[str, Callable[[str], list[Target]]]] = MappingProxyType(
    {
        **dict.fromkeys(_SHELLS, shell_targets),
        **dict.fromkeys(("yaml", "yml", "compose"), compose_targets),
        "hcl": bake_targets,
    }
)
"""The reader for each language of a fence."""

# No text without this word asks for anything.
_SIGN: Final = "target"
# A longer text is a log or a dump.
_LONGEST: Final = 200_000


def may_ask(text: str) -> bool:
    """Whether a text is worth reading."""
    return _SIGN in text and len(text) <= _LONGEST


def read_targets(text: str, language: str) -> list[Target]:
    """The stages that a text asks for, in its order; raises on no text whatever."""
    reader = READERS.get(language.casefold())
    return reader(text) if reader and may_ask(text) else []


__all__ = ["READERS", "Target", "may_ask", "read_targets"]
