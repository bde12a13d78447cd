"""A page in, its HTML and its reports out, with no site around."""

from __future__ import annotations

from dataclasses import dataclass

import markdown
import pytest
from markdown_extensions import CONFIGS, EVERYTHING
from recorder import Recorder

from mkdocs_multistage.markdown import MultistageExtension


@dataclass
class Converted:
    html: str
    host: Recorder

    @property
    def places(self):
        """Where UnknownStage is reported."""
        return [(r.place.line, r.place.column) for r in self.host.reports if r.rule == "UnknownStage"]

    @property
    def decorated(self):
        """How many blocks bear our mark."""
        return self.html.count("multistage-code")


@pytest.fixture
def convert():
    def convert(text, *, extensions=EVERYTHING, configs=None, source=None, host=None, first=False, **options):
        host = host or Recorder(source=source)
        ours = MultistageExtension(host=host, **options)
        loaded = [ours, *extensions] if first else [*extensions, ours]
        html = markdown.markdown(text, extensions=loaded, extension_configs={**CONFIGS, **(configs or {})})
        return Converted(html, host)

    return convert


@pytest.fixture
def plainly():
    def plainly(text, *, extensions=EVERYTHING, configs=None):
        return markdown.markdown(text, extensions=list(extensions), extension_configs={**CONFIGS, **(configs or {})})

    return plainly
