"""A run of `check`: inputs in, a `Run` out. Whatever cannot be checked is told, and the rest is checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_multistage.cli.dockerfiles import check_dockerfile
from mkdocs_multistage.cli.engines import engine_of, prepare
from mkdocs_multistage.cli.inputs import Input, find, kind_of, kind_of_text
from mkdocs_multistage.cli.parallel import checked
from mkdocs_multistage.cli.run import Found, Part, Run, Threshold, Trouble
from mkdocs_multistage.cli.sources import Lines, UnreadableError, dockerfile_text, page_text, read_bytes
from mkdocs_multistage.paths import real_path, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mkdocs_multistage.cli.pages import Pages
    from mkdocs_multistage.cli.settings import Settings
    from mkdocs_multistage.markdown.collected import Collected

STDIN = "-"

UNKNOWN = (
    "By its name and text, this is neither a Dockerfile nor a page nor a site's configuration. "
    "Pass it on the standard input, with `--stdin-filename` to say what it is."
)

PIPED_SITE = (
    "A site's configuration cannot be checked on the standard input, because its pages are found relative to the file. "
    "Pass the file itself instead of `-`."
)

NO_ENGINE = "The site cannot be checked: this command's environment has neither MkDocs nor ProperDocs nor Zensical."


class Checker:
    """Checks one thing after another."""

    def __init__(
        self,
        settings: Settings,
        advance: Callable[[int, int], None],
        collect: Callable[[Collected], None] | None = None,
        *,
        only_pages: bool = False,
        jobs: int = 1,
    ) -> None:
        """Prepare a run.

        Args:
            settings: What the command line decides.
            advance: Is told how many more files there are, and how many of them are done.
            collect: Is given each Dockerfile that is met, in the order in which they are met.
            only_pages: Whether Dockerfiles that are found in a folder are passed over.
            jobs: How many processes may check Dockerfiles; 0 for as many as there are cores.
        """
        self._jobs = jobs
        self._settings = settings
        self._collect = collect
        self._advance = advance
        self._only_pages = only_pages
        self._lines = Lines()
        self._parts: list[Part] = []
        self._troubles: list[Trouble] = []
        self._pages: Pages | None = None
        # Of the sites: the folders of their pages, and the pages.
        self.docs: list[Path] = []
        self._covered: set[str] = set()
        self.sizes: list[Path] = []

    def paths(self, paths: Sequence[Path]) -> None:
        """Check files, folders and sites."""
        inputs = [
            entry
            for entry in find(paths, self._troubles)
            if not self._only_pages or entry.named or entry.kind != "dockerfile"
        ]
        self._advance(sum(entry.kind != "site" for entry in inputs), 0)
        # Sites come first, for their pages are not to be checked again as single ones.
        for entry in inputs:
            if entry.kind == "site":
                self._site(entry)
        dockerfiles = [(entry.path, _shown(entry.path), entry.named) for entry in inputs if entry.kind == "dockerfile"]
        collect = self._collect_dockerfile if self._collect else None
        with checked(dockerfiles, self._settings, self._jobs, collect) as parts:
            for entry in inputs:
                if entry.kind == "site":
                    continue
                if entry.kind == "dockerfile":
                    self._take(next(parts))
                else:
                    self._file(entry)
                self._advance(0, 1)

    def stdin(self, read: Callable[[], bytes], name: str) -> None:
        """Check what comes on the standard input.

        Args:
            read: Gives it; raises `UnreadableError`.
            name: What ``--stdin-filename`` says; empty where it says nothing.
        """
        shown = name or "<stdin>"
        try:
            data = read()
        except UnreadableError as reason:
            self._troubles.append(Trouble(shown, str(reason)))
            return
        self._bytes(data, kind_of(Path(name).name) if name else "unknown", shown, fallback="page")

    def run(self, threshold: Threshold) -> Run:
        """All that was found."""
        parts = self._parts
        # A file that two pages show, or a page and the command line name, is wrong once, and as badly as any of them says.
        findings: dict[tuple[object, ...], Found] = {}
        for finding in (finding for part in parts for finding in part.findings):
            known = findings.setdefault(finding.sort_key, finding)
            if known.level == "info" and finding.level == "warning":
                findings[finding.sort_key] = finding
        return Run(
            findings=tuple(sorted(findings.values(), key=lambda finding: finding.sort_key)),
            troubles=(*self._troubles, *(trouble for part in parts for trouble in part.troubles)),
            files=tuple(sorted({file for part in parts for file in part.files})),
            dockerfiles=sum(part.dockerfiles for part in parts),
            threshold=threshold,
        )

    def _site(self, entry: Input) -> None:
        try:
            read_bytes(entry.path)
            engine = engine_of(entry.path)
            prepare(engine)
        except UnreadableError as reason:
            self._troubles.append(Trouble(_shown(entry.path), str(reason)))
            return
        except ImportError:
            self._troubles.append(Trouble(_shown(entry.path), NO_ENGINE))
            return
        # Each takes its time to load.
        if engine == "zensical":
            from mkdocs_multistage.cli.zensical_site import check_zensical_site as check  # noqa: PLC0415
        else:
            from mkdocs_multistage.cli.site import check_site as check  # noqa: PLC0415
        checked = check(entry.path, self._settings, self._lines, self._advance, self._collect)
        self._parts.append(checked.part)
        self._covered.update(real_path(file) for file in checked.part.files)
        if checked.sizes is not None:
            self.sizes.append(checked.sizes)
        if checked.docs is not None:
            self.docs.append(Path(real_path(checked.docs)))

    def _take(self, part: Part) -> None:
        self._troubles += part.troubles
        if part.files:
            self._parts.append(part)

    def _file(self, entry: Input) -> None:
        if entry.kind == "page" and self._is_in_site(entry):
            return
        shown = _shown(entry.path)
        try:
            data = read_bytes(entry.path)
        except UnreadableError as reason:
            self._troubles.append(Trouble(shown, str(reason)))
            return
        self._bytes(data, entry.kind, shown)

    def _is_in_site(self, entry: Input) -> bool:
        """Whether a site has checked a page, or leaves it out on purpose and nobody has asked for it."""
        real = real_path(entry.path)
        return real in self._covered or (
            not entry.named and any(Path(real).is_relative_to(folder) for folder in self.docs)
        )

    def _bytes(self, data: bytes, kind: str, shown: str, *, fallback: str = "unknown") -> None:
        try:
            if kind == "unknown":
                kind = kind_of_text(dockerfile_text(data))
            if kind == "unknown":
                kind = fallback
            if kind == "dockerfile":
                text = dockerfile_text(data)
                self._parts.append(check_dockerfile(text, shown, self._settings))
                self._collect_dockerfile(text, shown)
            elif kind == "page":
                self._parts.append(self._check_page(page_text(data), shown))
            else:
                self._troubles.append(Trouble(shown, PIPED_SITE if kind == "site" else UNKNOWN))
        except UnreadableError as reason:
            self._troubles.append(Trouble(shown, str(reason)))

    def _collect_dockerfile(self, text: str, shown: str) -> None:
        if self._collect is not None:
            from mkdocs_multistage.analysis import analyze  # noqa: PLC0415 - knows roles, which checks do not ask for
            from mkdocs_multistage.markdown.collected import Collected  # noqa: PLC0415 - loads Python-Markdown

            analysis = analyze(text, filename=shown, contexts=self._settings.contexts)
            self._collect(Collected(shown, shown, analysis, text, file=shown))

    def _check_page(self, text: str, shown: str) -> Part:
        if self._pages is None:
            from mkdocs_multistage.cli.pages import Pages  # noqa: PLC0415 - loads Python-Markdown

            self._pages = Pages(self._settings, self._lines, collect=self._collect)
        self._lines.know(shown, text.replace("\r\n", "\n").replace("\r", "\n"))
        return self._pages.check(text, shown)


def _shown(path: Path) -> str:
    """A path as it is to be shown, with no look at the disk where that is its relative self."""
    if not path.is_absolute() and ".." not in path.parts:
        return path.as_posix()
    return shown_path(str(path))
