"""What tests of several rooms need."""

from __future__ import annotations

import os
from importlib import metadata
from pathlib import Path

import pytest
from sites import Sites

from mkdocs_multistage.markdown import memory

ROOT = Path(__file__).parent.parent

ENTRY_POINTS = """\
[mkdocs.plugins]
multistage = mkdocs_multistage.plugin:MultistagePlugin
[markdown.extensions]
multistage = mkdocs_multistage.markdown:MultistageExtension
"""


@pytest.fixture(autouse=True)
def forgetful():
    """Each test makes all that it looks at, and remembers as much as any other."""
    kept = memory.analyses, memory.blocks
    for one in kept:
        one.clear()
    bounds = [one.most for one in kept]
    yield
    for one, most in zip(kept, bounds, strict=True):
        one.most = most


@pytest.fixture(scope="session")
def python_path(tmp_path_factory):
    """What a Python has to have on its path for MkDocs to find the plugin, installed or not."""
    try:
        metadata.distribution("mkdocs-multistage")
    except metadata.PackageNotFoundError:
        folder = tmp_path_factory.mktemp("installed")
        info = folder / "mkdocs_multistage-0.dist-info"
        info.mkdir()
        info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: mkdocs-multistage\nVersion: 0\n")
        info.joinpath("entry_points.txt").write_text(ENTRY_POINTS)
        return os.pathsep.join([str(ROOT), str(folder)])
    return str(ROOT)


@pytest.fixture(scope="session")
def built_sites(tmp_path_factory, python_path):
    """The sites of this run, whichever of its workers builds them."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return Sites(folder / "sites", python_path)
