"""A Dockerfile's text in, its findings at their places out; what the stages are for is not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage import checks, dockerfile
from mkdocs_multistage.checks.finding import with_suggestion
from mkdocs_multistage.cli.inputs import is_template
from mkdocs_multistage.cli.run import LEVELS, Found, Part, Trouble
from mkdocs_multistage.cli.sources import UnreadableError, dockerfile_text, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from mkdocs_multistage.checks import Finding
    from mkdocs_multistage.cli.settings import Settings


def check_file(
    file: tuple[Path, str, bool], settings: Settings, collect: Callable[[str, str], None] | None = None
) -> Part:
    """Hold the Dockerfile of a path against all rules, or say why it cannot be.

    Args:
        file: Its path, how that is to be shown, and whether the user has named it: if not, a template is passed over.
        settings: What the command line decides.
        collect: Is given the text that was checked, and its path as it is to be shown.
    """
    path, shown, named = file
    try:
        text = dockerfile_text(read_bytes(path))
    except UnreadableError as reason:
        return Part(troubles=(Trouble(shown, str(reason)),))
    if is_template(text) and not named:
        return Part()
    part = check_dockerfile(text, shown, settings)
    if collect is not None:
        collect(text, shown)
    return part


def check_dockerfile(text: str, path: str, settings: Settings) -> Part:
    """Hold a whole Dockerfile against all rules.

    Args:
        text: The Dockerfile.
        path: Its file, as it is to be shown.
        settings: What the command line decides.
    """
    parsed = dockerfile.read(text, build_args=settings.build_args or None)
    wanted = tuple(rule for rule, level in settings.levels.items() if level != "ignore")
    findings = checks.check(parsed, scope="file", contexts=settings.contexts, extra_rules=wanted)
    return Part(tuple(found(findings, text, path, settings.levels)), files=(path,), dockerfiles=1)


def found(findings: Iterable[Finding], text: str, path: str, levels: Mapping[str, str]) -> Iterator[Found]:
    """The findings in a text, without those of a level that is ignored."""
    lines: list[str] = []
    for finding in findings:
        level = levels.get(finding.rule)
        if level == "ignore":
            continue
        lines = lines or text.split("\n")
        span = finding.span
        source = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
        end = span.end_column if span.end_line == span.line else len(source.rstrip("\r")) + 1
        yield Found(
            path=path,
            line=span.line,
            column=span.column,
            end_column=max(end, span.column),
            rule=finding.rule,
            level=LEVELS[level] if level else finding.level,
            message=with_suggestion(finding.message, finding.suggestion),
            suggestion=finding.suggestion,
            fatal=finding.fatal,
            source=source.removesuffix("\r"),
        )
