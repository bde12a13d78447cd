"""The plugin's options in ``mkdocs.yml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from mkdocs_multistage.markdown import options as site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs_multistage.markdown.options import Findings, Level
    from mkdocs_multistage.render import Diagram
    from mkdocs_multistage.roles import Role

Value = TypeVar("Value")


class Option(BaseConfigOption[Value], Generic[Value]):
    """An option that the Markdown extension knows how to read; its complaints become MkDocs's own."""

    def __init__(self, read: Callable[[object], Value], default: object) -> None:
        super().__init__()
        self.read = read
        self.default = default

    def run_validation(self, value: object) -> Value:
        """Read the value.

        Raises:
            ValidationError: It is not allowed; says what is.
        """
        try:
            return self.read(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class MultistageConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs has not typed its own hook
    """The options below ``multistage:`` in ``mkdocs.yml``."""

    languages: Option[frozenset[str]] = Option(site.read_languages, default=list(site.LANGUAGES))
    """The words after a fence that mean a Dockerfile, in upper or lower case."""

    diagram: Option[Diagram] = Option(site.read_diagram, default="auto")
    """The drawing above an example: ``cards``, ``rail``, ``auto`` (both; the figure's width decides),
    ``gutter`` (rails beside the code), ``mermaid`` (a flowchart's source, for the site's own Mermaid to draw) or ``off``."""

    badges: Option[bool] = Option(site.read_badges, default=True)
    """Whether each stage's FROM line has a badge that says what the stage is for."""

    checks: Option[dict[str, Level]] = Option(site.read_checks, default={})
    """Levels by rule, as in MkDocs's ``validation``: ``warn`` (which ``--strict`` fails on), ``info`` or
    ``ignore``. A rule that is not named keeps its own level."""

    contexts: Option[tuple[str, ...]] = Option(site.read_contexts, default=[])
    """Names that the readers give with ``docker build --build-context``, which a reference may mean."""

    build_args: Option[dict[str, str]] = Option(site.read_build_args, default={})
    """Values that the readers give with ``docker build --build-arg``, for names of images and stages made of ARGs."""

    roles: Option[dict[str, Role]] = Option(site.read_roles, default={})
    """Roles by stage name or pattern (``*-dev``), where the site knows better than the plugin."""

    labels: Option[Mapping[str, str]] = Option(site.read_labels, default={})
    """Words by role, or by another key of the texts in the figures, instead of those of the language."""

    language: Option[str] = Option(site.read_language, default="")
    """The language of badges and drawings; the theme's unless it is set here."""

    findings: Option[Findings] = Option(site.read_findings, default="serve")
    """Where findings are shown in the page: in ``serve``, the preview; ``always``, the published site too; ``never``."""

    sizes_file: Option[str] = Option(site.read_sizes_file, default="")
    """The file that ``mkdocs-multistage measure`` wrote, from the folder of ``mkdocs.yml``; ``multistage-sizes.json``
    in that folder, if it is there, unless it is set here."""

    def options(self) -> site.Options:
        """The same values for the Markdown extension."""
        return site.Options(**{name: self[name] for name in site.READERS})
