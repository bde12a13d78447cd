"""What the command line decides for all that is checked."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs_multistage.markdown.options import Level


@record(frozen=True, slots=True)
class Settings:
    """The options of `check`, read.

    Attributes:
        levels: Levels by rule; beside those of a site, these come first.
        contexts: Names given by ``--build-context``.
        build_args: Values given by ``--build-arg``.
    """

    levels: Mapping[str, Level] = field(default_factory=dict)
    contexts: tuple[str, ...] = ()
    build_args: Mapping[str, str] = field(default_factory=dict)
