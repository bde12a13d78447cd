"""What there is to check: paths of the command line in, sites, pages and Dockerfiles out.

A folder is searched with all below it, in the order of names. Where a folder has a ``mkdocs.yml`` or the
like, its site is checked as such, and its pages are not checked again as single ones.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from mkdocs_multistage.cli.run import Trouble
from mkdocs_multistage.paths import real_path
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["dockerfile", "page", "site", "unknown"]

PAGE_SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Those that MkDocs takes for pages."""

SITE_NAMES: Final = ("zensical.toml", "properdocs.yml", "properdocs.yaml", "mkdocs.yml", "mkdocs.yaml")
"""Configurations of sites. Where a folder has several the first counts: who has one of the newer names has moved there."""

# Folders that hold nobody's own text. Hidden ones, `.venv` among them, are passed over by their dot.
_SKIPPED: Final = frozenset({"__pycache__", "node_modules", "site", "venv"})

_DOCKERFILE: Final = re.compile(
    r"(?:[Dd]ockerfile|Containerfile)(?:\..+)?|.+\.(?:[Dd]ockerfile|Containerfile)", re.DOTALL
)
# What is named after a Dockerfile without being one: its list of ignored files and its policy, templates, what editors
# and people keep of an earlier one.
_NOT_DOCKERFILE: Final = re.compile(
    r".*(?:\.(?:dockerignore|containerignore|rego|md|markdown|txt|rst|html|json|toml|ya?ml|sh|py|lock|diff|patch"
    r"|eex|ejs|epp|erb|gotmpl|hbs|in|j2|jinja2?|liquid|m4|mako|markerb|mustache|njk|template|tmpl|tpl|tt|twig"
    r"|bak|disabled|old|orig|rej|save|swp)|~)",
    re.IGNORECASE | re.DOTALL,
)

_FENCE: Final = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})", re.MULTILINE)
_INSTRUCTION: Final = re.compile(
    r"(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER"
    r"|VOLUME|WORKDIR)[ \t]+\S",
    re.IGNORECASE,
)
# What template engines put first, and BuildKit takes for no instruction.
_TEMPLATE: Final = re.compile(r"\ufeff?(?:[ \t]*(?:#[^\n]*|\r)?\n)*[ \t]*(?:\{[{%#]|<%)")
_DIRECTIVE: Final = re.compile(r"#\s*(?:syntax|escape|check)\s*=", re.IGNORECASE)


@record(frozen=True, slots=True)
class Input:
    """One thing to check.

    Attributes:
        kind: What it is; ``unknown`` is decided by its text.
        path: Where.
        named: Whether the user has named it, and not only a folder that it is in.
    """

    kind: Kind
    path: Path
    named: bool = False


def kind_of(name: str) -> Kind:
    """What a file is, by its name."""
    if name.lower().endswith(PAGE_SUFFIXES):
        return "page"
    if _DOCKERFILE.fullmatch(name) and not _NOT_DOCKERFILE.fullmatch(name):
        return "dockerfile"
    if name in SITE_NAMES:
        return "site"
    return "unknown"


def kind_of_text(text: str) -> Kind:
    """What a text without a telling name is: a Dockerfile starts with an instruction, a page has fences."""
    for line in text.lstrip("\ufeff").split("\n"):
        stripped = line.strip()
        if _DIRECTIVE.match(stripped):
            return "dockerfile"
        if stripped and not stripped.startswith("#"):
            if _INSTRUCTION.match(stripped):
                return "dockerfile"
            break
    return "page" if _FENCE.search(text) else "unknown"


def is_template(text: str) -> bool:
    """Whether a text becomes a Dockerfile only when something fills it in, as what comes first in it says."""
    return _TEMPLATE.match(text) is not None


def find(paths: Sequence[Path], troubles: list[Trouble]) -> list[Input]:
    """All that is to be checked, each thing once.

    Args:
        paths: As the user gave them: what is named is checked, whatever it is called.
        troubles: Takes the folders that cannot be read.
    """
    found: dict[str, Input] = {}
    for path in paths:
        real = real_path(path)
        is_folder = os.path.isdir(path)  # noqa: PTH112 - `Path.is_dir` raises what this takes for a no
        entries = _walk(path, real, troubles) if is_folder else ((real, _named(path)),)
        for place, entry in entries:
            found.setdefault(place, entry)
    return list(found.values())


def leads_out(path: str | Path, *folders: str | Path) -> bool:
    """Whether links lead from a path to what is in none of some folders.

    Who may add a file to a project, and a link is one, need not be who runs the command: what a folder is searched for
    is not what lies elsewhere on the machine.
    """
    real = real_path(path)
    return not any(Path(real).is_relative_to(real_path(folder)) for folder in folders)


def _named(path: Path) -> Input:
    kind = kind_of(path.name)
    # A site's configuration may have any name.
    return Input("site" if kind == "unknown" and path.suffix in {".yml", ".yaml", ".toml"} else kind, path, named=True)


def _walk(top: Path, real: str, troubles: list[Trouble]) -> Iterator[tuple[str, Input]]:
    """What is in a folder and below, each with its real path, given that of the folder."""
    # A list and no recursion: folders may be nested deeper than calls.
    open_folders = [_look(top, real, top, troubles)]
    while open_folders:
        place, found = next(open_folders[-1], ("", None))
        if found is None:
            open_folders.pop()
        elif isinstance(found, Input):
            yield place, found
        else:
            open_folders.append(_look(found, place, top, troubles))


def _look(folder: Path, real: str, top: Path, troubles: list[Trouble]) -> Iterator[tuple[str, Input | Path]]:
    """What is in a folder itself, in the order of names: inputs, and folders to look into at once; each with its real path."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        troubles.append(Trouble(str(folder), f"The folder cannot be read: {error.strerror}."))
        return
    names = {entry.name for entry in entries}
    if "pyvenv.cfg" in names:  # a virtual environment by another name
        return
    site = next((name for name in SITE_NAMES if name in names), None)
    if site:
        path = folder / site
        yield real_path(path), Input("site", path)
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith(".") and entry.name not in _SKIPPED:
                yield os.path.join(real, entry.name), path  # noqa: PTH118 - as fast as it gets
        elif _is_file(entry) and not (entry.is_symlink() and leads_out(path, top, os.curdir)):
            kind = kind_of(entry.name)
            if kind in {"dockerfile", "page"}:
                place = real_path(path) if entry.is_symlink() else os.path.join(real, entry.name)  # noqa: PTH118
                yield place, Input(kind, path)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether there is a file: none where a link leads in a circle, or where this user may not look."""
    try:
        return entry.is_file()
    except OSError:
        return False
