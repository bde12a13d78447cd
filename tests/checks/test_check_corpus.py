"""The verdicts of an expert on blocks such as documentation has, against ours."""

import re
import sys
from pathlib import Path

import pytest

from mkdocs_multistage import analyze

sys.path.insert(0, str(Path(__file__).parent))

from block_corpus import FOLDER, Expected, read_corpus

EXAMPLES = read_corpus()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_block_gets_the_verdict_of_an_expert(example):
    analysis = analyze(example.text, scope="example", contexts=example.contexts)
    warnings = tuple(
        Expected(finding.rule, finding.span.line, finding.span.column, finding.suggestion)
        for finding in analysis.findings
        if finding.level == "warning"
    )
    assert analysis.kind == example.kind
    assert warnings == example.warnings


def test_every_block_of_the_corpus_is_read():
    headings = sum(
        len(re.findall(r"^####", path.read_text(encoding="utf-8"), re.MULTILINE)) for path in FOLDER.glob("*.md")
    )
    assert len(EXAMPLES) == headings >= 80


def test_the_corpus_names_each_block_once():
    assert len({example.name for example in EXAMPLES}) == len(EXAMPLES)
