"""The command ``mkdocs-multistage``: files, folders or a ``mkdocs.yml`` in, reports and exit codes out.

Each command is a module of ``commands/``, loaded when it is called: ``--version`` and ``--help`` load none
of the house. A run of ``check`` is `inputs` → `dockerfiles`, `pages` or `site` → a `Run` → one of ``formats/``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from mkdocs_multistage import __version__

_COMMANDS: Final = {
    "check": ("check", "Check pages, Dockerfiles, folders or a whole site."),
    "inspect": ("inspection", "Show a Dockerfile's stages, their roles and what is wrong."),
    "graph": ("graph", "Draw how a Dockerfile's stages feed one another."),
    "measure": ("measure", "Build the stages of Dockerfiles and measure their images."),
    "sync": ("sync", "Update the examples that follow a file."),
    "rules": ("rules", "List the rules, or explain one."),
    "assets": ("assets", "Write the style sheet and script, for sites without plugins."),
}


class _Lazy(click.Group):
    """A group that knows its commands by name, and loads one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"mkdocs_multistage.cli.commands.{_COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; says which are near where there is none of that name."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from mkdocs_multistage.dockerfile.suggest import nearest  # noqa: PLC0415 - for a mistake only

            guess = nearest(args[0], _COMMANDS)
            hint = f"Did you mean {guess!r}?" if guess else f"Commands: {', '.join(_COMMANDS)}."
            ctx.fail(f"There is no command {args[0]!r}. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _COMMANDS.items()])


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-multistage")
def main() -> None:
    """Check, inspect and draw the Dockerfiles of documentation.

    It makes the same checks as the MkDocs plugin, and BuildKit's own.
    """


__all__ = ["main"]
