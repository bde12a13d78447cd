"""What several commands take: files to read, values to hand on, and where the answer goes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs_multistage.dockerfile import Dockerfile
    from mkdocs_multistage.markdown.options import Level

Command = TypeVar("Command", bound="Callable[..., Any]")

STDIN = "-"


def read_levels(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, Level]:  # noqa: ARG001
    """``NAME=LEVEL``, as often as you like.

    Raises:
        click.BadParameter: There is no such rule or level; says which there are, or which is near.
    """
    levels: dict[str, Level] = {}
    for value in values:
        from mkdocs_multistage.markdown.options import read_checks  # noqa: PLC0415 - loads Python-Markdown

        name, equals, level = value.partition("=")
        if not equals:
            raise click.BadParameter(f"{value!r} has no level; write it as NAME=LEVEL, such as {name or 'NAME'}=info.")
        try:
            levels |= read_checks({name.strip(): level.strip()})
        except ValueError as error:
            raise click.BadParameter(str(error)) from None
    return levels


def read_contexts(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """Names, several in one with commas between.

    Raises:
        click.BadParameter: One of them cannot be a name.
    """
    names = [name.strip() for value in values for name in value.split(",")]
    for name in names:
        if not name or any(character.isspace() or character == "=" for character in name):
            raise click.BadParameter(f"{name!r} cannot name a build context; give the name alone, which is one word.")
    return tuple(names)


def read_build_args(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:  # noqa: ARG001
    """``NAME=VALUE``, as often as you like.

    Raises:
        click.BadParameter: There is no ``=``.
    """
    arguments: dict[str, str] = {}
    for value in values:
        name, equals, given = value.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{value!r} is not a build argument; write it as NAME=VALUE.")
        arguments[name] = given
    return arguments


def contexts_option(command: Command) -> Command:
    """``--contexts``."""
    return click.option(
        "--contexts",
        metavar="NAME,…",
        multiple=True,
        callback=read_contexts,
        help="Names that `docker build --build-context` is given, which a reference may mean. Repeatable.",
    )(command)


def build_args_option(command: Command) -> Command:
    """``--build-arg``."""
    return click.option(
        "--build-arg",
        "build_args",
        metavar="NAME=VALUE",
        multiple=True,
        callback=read_build_args,
        help="A value for `docker build --build-arg`. Repeatable.",
    )(command)


def output_option(command: Command) -> Command:
    """``--output``."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        callback=lambda _ctx, _param, path: None if path == Path(STDIN) else path,
        help="Write to this file, in UTF-8, rather than to the standard output.",
    )(command)


def colour_option(command: Command) -> Command:
    """``--color`` and ``--no-color``."""
    return click.option(
        "--color/--no-color",
        "colour",
        default=None,
        help="Whether to colour text. By default, only on a terminal; NO_COLOR and FORCE_COLOR are respected.",
    )(command)


def read_dockerfile(file: Path) -> str:
    """The Dockerfile that a command is about.

    Raises:
        click.ClickException: It cannot be read; the command ends with exit code 2.
    """
    from mkdocs_multistage.cli.sources import (  # noqa: PLC0415 - as click loads
        UnreadableError,
        dockerfile_text,
        read_bytes,
        stdin_bytes,
    )

    try:
        return dockerfile_text(stdin_bytes() if str(file) == STDIN else read_bytes(file))
    except UnreadableError as reason:
        raise InputError(f"{shown_name(file)}: {reason}") from None


def shown_name(file: Path) -> str:
    """What a Dockerfile is called in what is said of it."""
    return "<stdin>" if str(file) == STDIN else str(file)


def why_no_stage(dockerfile: Dockerfile) -> str:
    """Why there is nothing to tell of a Dockerfile's stages."""
    if dockerfile.complete and not dockerfile.stages:
        return "There is no stage: no line starts with FROM."
    return "This Dockerfile is too large or too complex to read."


def find_target(dockerfile: Dockerfile, name: str) -> int | None:
    """The stage of that name, as ``docker build --target`` finds it.

    Raises:
        click.BadParameter: There is none; says which is near.
    """
    from mkdocs_multistage.dockerfile.suggest import nearest  # noqa: PLC0415 - as click loads
    from mkdocs_multistage.printable import printable  # noqa: PLC0415

    if not name:
        return None
    found = next((stage.index for stage in reversed(dockerfile.stages) if stage.name == name.lower()), None)
    if found is None:
        names = [stage.name for stage in dockerfile.stages if stage.name]
        guess = nearest(name, names)
        hint = f" Did you mean {guess!r}?" if guess else f" Its stages: {printable(', '.join(names))}." if names else ""
        raise click.BadParameter(f"The Dockerfile has no stage {name!r}.{hint}", param_hint="--target")
    return found


def emit(text: str, output: Path | None) -> None:
    """Write an answer where it is wanted.

    Raises:
        click.ClickException: The file cannot be written; the command ends with exit code 2.
    """
    from mkdocs_multistage.cli.terminal import write_as_is  # noqa: PLC0415

    if output is None:
        write_as_is(text, sys.stdout)
        return
    try:
        output.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise InputError(f"{output}: The file cannot be written: {error.strerror}.") from None


class InputError(click.ClickException):
    """Something that the command was given cannot be used."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401, ARG002 - click's signature
        """Tell it as `check` tells its own."""
        from mkdocs_multistage.cli.terminal import error  # noqa: PLC0415

        error(self.message)
