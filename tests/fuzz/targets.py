"""What a fuzzer runs: bytes in, nothing out, and an assertion that fails where a promise is broken.

Each target makes a text of the bytes and holds one part of the package to what it promises for every text whatever:
nothing is raised, places lie in the text, markup is well-formed, and the same text gives the same bytes.
"""

from __future__ import annotations

import functools
import json
import os
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import markdown

from mkdocs_multistage import analyze
from mkdocs_multistage.cli.checking import Checker
from mkdocs_multistage.cli.formats import FORMATS
from mkdocs_multistage.cli.settings import Settings
from mkdocs_multistage.cli.terminal import Style
from mkdocs_multistage.dockerfile import Span
from mkdocs_multistage.markdown import MultistageExtension, PageContext, files
from mkdocs_multistage.markdown.fence_options import read_fence_options, split_header
from mkdocs_multistage.markdown.measured import FILE_NAME, read_measured
from mkdocs_multistage.markdown.targets import READERS, read_targets
from mkdocs_multistage.render import annotate, figure, labels

# One byte each, so that a fuzzer that changes a byte changes a word.
WORDS = (
    *("FROM ", "a", " AS ", "b", "\n", "COPY ", "--from=", "build", " /x", " /y ", "RUN ", "--mount=", "type=bind"),
    *(",from=", ",target=/m ", "source=", "ARG ", "X", "=", "$X", "${X:-", "${X//a/b", "}", "ONBUILD ", "ADD ", "ENV "),
    *("LABEL ", "EXPOSE ", "80/tcp", "WORKDIR ", "USER ", "CMD ", '["sh"]', "# ", "# syntax=", "# escape=`\n", "`\n"),
    *(
        "# check=skip=all;error=true\n",
        "\\\n",
        "\\",
        "<<EOF\n",
        "<<-'E F'\n",
        "EOF\n",
        "--platform=",
        "$BUILDPLATFORM ",
    ),
    *("golang:1.25", "scratch", "alpine@sha256:", "ghcr.io/a/b:c", "http://x/y.git#z", "0", "9", "...", "…", "{{ x }}"),
    *("<image>", "your-app", '"', "'", "`", " ", "\t", "\r\n", "\r", "\x00", "\x1b[31m", "\u202e", "\u2028", "\ufeff"),
    *(
        "é",
        "漢",
        "😀",
        "e\u0301",
        "\ud800",
        "<script>",
        "</code>",
        "-->",
        "<!--",
        "]]>",
        "&amp;",
        "&",
        "[",
        "]",
        "{",
        ":",
    ),
    *(
        "```dockerfile\n",
        "```\n",
        "```sh\n",
        "~~~\n",
        "    ",
        "> ",
        "- ",
        "!!! note\n",
        '=== "t"\n',
        "# multistage: hide\n",
    ),
    *(
        "# multistage: show\n",
        "---\n",
        "multistage:\n",
        "  checks: ",
        'example="e"',
        'continues="e"',
        'expect="UnknownStage"',
    ),
    *(
        "docker build --target ",
        "services:\n",
        "build: ",
        "target: ",
        "linenums=1 ",
        'hl_lines="1 2"',
        "{ .dockerfile ",
        "(1)",
    ),
    *("check=off ", "reveal=on ", "roles=", "diagram=rail ", "target=", "biuld", "npm ci", "go build", "pip install "),
)
_MOST = 4_000


def text_of(data: bytes) -> str:
    """Bytes as words of Dockerfiles and pages; after a zero byte, as they are."""
    if data[:1] == b"\0":
        return data[1:_MOST].decode("utf-8", "surrogateescape")
    return "".join(WORDS[byte % len(WORDS)] for byte in data[: _MOST // 4])


def fuzz_analyze(data: bytes) -> None:
    """Reading, roles and checks, as a file and as an example."""
    text = text_of(data)
    for scope in ("file", "example"):
        found = analyze(text, scope=scope)
        lines = found.dockerfile.text.split("\n")
        for span in _spans(found):
            assert 1 <= span.line <= span.end_line <= len(lines)
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1
            assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
        assert len(found.roles) == len(found.dockerfile.stages)
        said = json.dumps(found.to_dict())
        assert said == json.dumps(analyze(text, scope=scope).to_dict())


def fuzz_figure(data: bytes) -> None:
    """Both drawings, and the code they stand above."""
    text = text_of(data)
    found = analyze(text, scope="example")
    anchors = [f"multistage-{stage.index}" for stage in found.dockerfile.stages]
    for language, diagram in (("en", "auto"), ("ar", "cards"), ("ja", "rail")):
        drawn = figure(found, labels=labels(language), anchors=anchors, diagram=diagram)
        assert drawn == figure(found, labels=labels(language), anchors=anchors, diagram=diagram)
        if drawn:
            ET.fromstring(_without_what_xml_cannot_say(drawn))
            _Balanced().hold(drawn)
    code = '<div class="highlight"><pre><code>' + _escaped(text) + "</code></pre></div>"
    marked = annotate(code, found, labels=labels("en"), anchors=anchors)
    _Balanced().hold(marked)
    assert _Balanced().hold(marked) == _Balanced().hold(code)


def fuzz_options(data: bytes) -> None:
    """The headers of fences."""
    text = text_of(data)
    ours, rest = split_header(text)
    assert len(rest) <= len(text)
    options = read_fence_options(ours)
    assert all(problem.message for problem in options.problems)
    read_fence_options({**ours, "roles": text, "build_args": text, "expect": text, "target": text, "sizes": text})


def fuzz_page(data: bytes) -> None:
    """A page, with SuperFences and without."""
    text = text_of(data)
    for extensions in (("pymdownx.superfences", "admonition", "pymdownx.tabbed"), ("fenced_code", "codehilite")):
        host = _Host(text)
        html = markdown.markdown(text, extensions=[*extensions, MultistageExtension(host=host)])
        plain = markdown.markdown(text, extensions=list(extensions))
        assert host.apologies == []
        assert "data-multistage-block" not in html.replace(
            "data-multistage-block", "", plain.count("data-multistage-block")
        )
        lines = text.split("\n")
        for report in host.reports:
            assert 1 <= report.place.line <= len(lines)
            assert str(report).isprintable()


def fuzz_command(data: bytes) -> None:
    """The command on a file of any name, and every report."""
    raw = text_of(data).encode("utf-8", "surrogatepass") if data[:1] != b"\0" else data[1:]
    checker = Checker(Settings(), lambda *_: None)
    for name in ("Dockerfile", "page.md", ""):
        checker.stdin(lambda: raw, name)
    run = checker.run("info")
    for name, write in FORMATS.items():
        report = write(run, Style(width=60))
        assert not set(report) & set("\x1b\x07\u202e\x7f\x85"), name
        if name == "junit":
            ET.fromstring(report)
        elif name in {"json", "sarif", "gitlab"}:
            json.loads(report)


def fuzz_files(data: bytes) -> None:
    """Every reader of files, and of fences in other languages."""
    text = text_of(data)
    raw = text.encode("utf-8", "surrogatepass") if data[:1] != b"\0" else data[1:]
    root = _folder()
    for name in ("Dockerfile", FILE_NAME):
        (root / name).write_bytes(raw)
    part = "".join(c for c in text[:30] if c.isprintable() and c not in "\"'{}`")
    headers = ("", f'stages="{part}"', f'lines="{part}"', f'region="{part}"', 'sync="check"')
    bodies = [text if "sync" in header else "" for header in headers]
    page = "\n".join(f'```dockerfile source="Dockerfile" {h}\n{b}\n```\n' for h, b in zip(headers, bodies, strict=True))
    host = _Host(page, root)
    markdown.markdown(page, extensions=["pymdownx.superfences", MultistageExtension(host=host)])
    assert host.apologies == []
    assert all(line.isprintable() for report in host.reports for line in str(report).split("\n"))
    complaints: list[str] = []
    assert read_measured(root / FILE_NAME, complaints.append) is not None or complaints
    assert all(complaint.isprintable() for complaint in complaints)
    for path in (text[:300], part):
        found = _read(path, root)
        assert found.isprintable() if isinstance(found, str) else found.is_relative_to(root.resolve())
    lines = text.split("\n")
    for language in READERS:
        for target in read_targets(text, language):
            assert 1 <= target.line <= len(lines)
            assert 1 <= target.column <= len(lines[target.line - 1]) + 1


TARGETS = {
    "analyze": fuzz_analyze,
    "figure": fuzz_figure,
    "options": fuzz_options,
    "page": fuzz_page,
    "command": fuzz_command,
    "files": fuzz_files,
}


@functools.cache
def _outer():
    return tempfile.TemporaryDirectory(prefix="fuzz-")


def _folder():
    """A project with a page's folder, and a file outside of it; there for as long as the process."""
    outer = Path(_outer().name)
    root = outer / "project"
    if not root.is_dir():
        (root / "docs").mkdir(parents=True)
        (outer / "Dockerfile").write_text("FROM outside\n")
    return root


def _read(path, root):
    """Where a file is that a page may show, or why it may not."""
    try:
        file = files.read(path, str(root / "docs"), str(root), lambda _: None)
    except files.UnusableError as error:
        return str(error)
    return Path(os.path.realpath(file.path))


def _spans(value):
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _without_what_xml_cannot_say(html):
    """HTML as XML: a character that XML forbids stands for itself in HTML, and boolean attributes do not occur."""
    return "".join(
        c for c in html if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


class _Balanced(HTMLParser):
    """Holds markup to closing what it opens; gives its text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.texts = []

    def hold(self, html):
        self.feed(html)
        self.close()
        assert self.open == []
        return "".join(self.texts)

    def handle_starttag(self, tag, attrs):
        assert not any(name.startswith("on") for name, _ in attrs)
        assert not [name for name, count in Counter(name for name, _ in attrs).items() if count > 1]
        if tag not in {"br", "img", "wbr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        before = len(self.open)
        self.handle_starttag(tag, attrs)
        del self.open[before:]

    def handle_endtag(self, tag):
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


class _Host:
    def __init__(self, text, root=None):
        self.text = text
        self.root = root
        self.reports = []
        self.apologies = []

    def page(self, _):
        context = PageContext(key="page.md", path="docs/page.md", source=lambda: self.text)
        return replace(context, folder=str(self.root), root=str(self.root)) if self.root else context

    def uses(self, path):
        """Watch nothing."""

    def show_path(self, path):
        return path

    def report(self, report):
        self.reports.append(report)

    def apologize(self, message):
        self.apologies.append(message)
