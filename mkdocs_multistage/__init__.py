"""Dockerfile examples in documentation: drawn, badged and checked.

The public surface is [`analyze`][mkdocs_multistage.analyze] and what it returns; the Markdown
extension ``multistage`` and the MkDocs plugin ``multistage`` are built on it.
"""

from mkdocs_multistage.analysis import Analysis, analyze

__version__ = "0.1.0"

__all__ = ["Analysis", "__version__", "analyze"]
