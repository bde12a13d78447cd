"""What the Markdown extension reports of pages, as findings of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.cli.run import LEVELS, Found

if TYPE_CHECKING:
    from mkdocs_multistage.cli.sources import Lines
    from mkdocs_multistage.markdown import Report


def from_report(report: Report, lines: Lines) -> Found:
    """A report as a finding.

    Args:
        report: What the extension tells.
        lines: Gives the line in question.
    """
    place, fence = report.place, report.fence
    is_known = fence is not None and fence.exact and fence.path == place.path
    return Found(
        path=place.path,
        line=place.line,
        column=place.column,
        end_column=place.column + report.length,
        rule=report.rule,
        level=LEVELS[report.level],
        message=report.message,
        suggestion=report.suggestion,
        fatal=report.fatal,
        exact=place.exact,
        included_by=place.included_by,
        source=lines.line(place.path, place.line),
        drift=report.drift,
        stops_sync=report.stops_sync,
        header=fence.line if fence is not None and is_known else 0,
    )
