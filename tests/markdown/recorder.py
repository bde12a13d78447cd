"""A host that keeps what it is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs_multistage.markdown import PageContext


@dataclass
class Recorder:
    """A host that keeps what it is told."""

    source: str | None = None
    path: str = "docs/page.md"
    key: str = "page.md"
    language: str = ""
    reports: list = field(default_factory=list)
    apologies: list = field(default_factory=list)
    folder: str = ""
    root: str = ""
    used: list = field(default_factory=list)
    serving: bool = False
    silent: bool = False

    def page(self, md):  # noqa: ARG002 - the protocol's
        return PageContext(
            key=self.key,
            path=self.path,
            source=lambda: self.source,
            language=self.language,
            folder=self.folder,
            root=self.root,
            serving=self.serving,
            silent=self.silent,
        )

    def show_path(self, path):
        return path

    def report(self, report):
        self.reports.append(report)

    def uses(self, path):
        self.used.append(path)

    def apologize(self, message):
        self.apologies.append(message)
