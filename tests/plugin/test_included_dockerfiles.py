"""Dockerfiles that other plugins bring into a page, with the plugins themselves."""

from __future__ import annotations

import textwrap

import pytest

WRONG = "FROM golang AS build\nRUN go build\n\nFROM scratch\nCOPY --from=biuld /a /a\n"


def told(output):
    return [
        line.removeprefix("WARNING -  ").split(": ")[0] for line in output.splitlines() if line.startswith("WARNING")
    ]


def ends(output):
    return [line.rpartition("(")[2] for line in output.splitlines() if line.startswith("WARNING")]


@pytest.mark.parametrize("order", ["[include-markdown, multistage]", "[multistage, include-markdown]"])
def test_include_markdown_brings_in_files_that_are_named(site, order):
    pytest.importorskip("mkdocs_include_markdown_plugin")
    site.configure(plugins=order)
    site.write("Dockerfile", WRONG)
    part = textwrap.indent(f"```dockerfile\n{WRONG.replace('biuld', 'bulid')}```\n", "    ")
    site.write("parts/part.md", f"## Part\n\n- a\n\n{part}")
    site.write(
        "docs/index.md",
        "---\ntitle: x\n---\n\n# Home\n\n"
        '```dockerfile\n{% include "../Dockerfile" %}\n```\n\nText.\n\n{% include-markdown "../parts/part.md" %}\n\n'
        '    ```dockerfile\n    {%\n      include "../Dockerfile"\n    %}\n    ```\n',
    )
    output = site.build()
    assert told(output) == ["Dockerfile:5:13", "parts/part.md:10:17"]
    assert [end.split(")")[0] for end in ends(output)] == [
        "included by docs/index.md:8",
        "included by docs/index.md:13",
    ]


def test_markdown_exec_writes_examples_that_are_reported_at_its_fence(site):
    pytest.importorskip("markdown_exec")
    site.configure(plugins="[markdown-exec, multistage]")
    site.write("Dockerfile", WRONG)
    site.write(
        "docs/index.md",
        f"# Home\n\n```dockerfile\n{WRONG.replace('biuld', 'build')}```\n\n"
        '```python exec="on"\nfrom pathlib import Path\nprint("~~~docker" + f"file\\n{Path(\'Dockerfile\').read_text()}~~~")\n```\n\n'
        '```bash exec="on" result="dockerfile"\ncat <<EOF\nFROM golang AS build\nFROM scratch\nCOPY --from=bulid /a /a\nEOF\n```\n',
    )
    output = site.build()
    assert sorted(told(output)) == ["docs/index.md:11:1", "docs/index.md:20:13"]
