"""The fences of a page: options, places in the source, and HTML in their place; a Python-Markdown extension.

```python
markdown.markdown(text, extensions=["multistage", "pymdownx.superfences"])
```

The pages need the style sheet and, to respond to readers, the script of `mkdocs_multistage.render.assets`; an
extension cannot ship them, the MkDocs plugin does.
"""

from __future__ import annotations

from typing import Any

from mkdocs_multistage.markdown.extension import MultistageExtension
from mkdocs_multistage.markdown.host import Host, PageContext
from mkdocs_multistage.markdown.options import Options
from mkdocs_multistage.markdown.report import Place, Report


def makeExtension(**options: Any) -> MultistageExtension:  # noqa: ANN401, N802 - Python-Markdown's name
    """What Python-Markdown calls for ``extensions=["mkdocs_multistage.markdown"]``."""
    return MultistageExtension(**options)


__all__ = ["Host", "MultistageExtension", "Options", "PageContext", "Place", "Report", "makeExtension"]
