"""``mkdocs-multistage inspect``: all that is known of one Dockerfile."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_multistage.analysis import Analysis, analyze
from mkdocs_multistage.cli.commands.options import (
    InputError,
    build_args_option,
    colour_option,
    contexts_option,
    emit,
    find_target,
    output_option,
    read_dockerfile,
    shown_name,
    why_no_stage,
)
from mkdocs_multistage.cli.dockerfiles import found
from mkdocs_multistage.cli.formats.text import finding_text
from mkdocs_multistage.cli.known_sizes import sizes_of, sizes_options
from mkdocs_multistage.cli.outlines import OutlineAnswer, TargetsAnswer
from mkdocs_multistage.cli.terminal import Style, style_for
from mkdocs_multistage.printable import harmless, json_text, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mkdocs_multistage.dockerfile import Stage
    from mkdocs_multistage.render import Size
    from mkdocs_multistage.roles import StageRole


@click.command("inspect")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or what `analyze` returns, as JSON.",
)
@click.option(
    "--call",
    type=click.Choice(["outline", "targets"]),
    help="Answer as `docker build --call` does: what a build takes and makes, or what can be built.",
)
@click.option(
    "--target", metavar="STAGE", default="", help="With --call=outline: the stage to build, instead of the last one."
)
@contexts_option
@sizes_options
@build_args_option
@output_option
@colour_option
def command(
    *,
    file: Path,
    format_: str,
    call: str | None,
    target: str,
    contexts: tuple[str, ...],
    sizes: str,
    sizes_file: Path | None,
    build_args: dict[str, str],
    output: Path | None,
    colour: bool | None,
) -> None:
    """Show the stages of a Dockerfile: what each is for and why, what it takes, and what is wrong.

    FILE is a Dockerfile, or - for the standard input.
    """
    text = read_dockerfile(file)
    name = shown_name(file)
    if target and call != "outline":
        raise click.UsageError("--target needs --call=outline.")
    analysis = analyze(text, filename=name, build_args=build_args or None, contexts=contexts)
    style = style_for(None if output else sys.stdout, colour=colour)
    if call:
        index = find_target(analysis.dockerfile, target)
        answer = _outline(analysis, name, index, build_args) if call == "outline" else _targets(analysis, name)
        emit(answer.text(style) if format_ == "text" else _json(answer.to_dict(text)), output)
        return
    known = sizes_of(analysis.dockerfile, build_args, sizes, sizes_file)
    if format_ == "json":
        values = analysis.to_dict()
        for stage in values["stages"] if known else ():
            stage["size"] = known[stage["index"]].bytes if stage["index"] in known else None
        emit(_json(values), output)
        return
    emit(harmless("".join(f"{line}\n" for line in _lines(analysis, name, style, known))), output)


def _json(values: object) -> str:
    return json_text(json.dumps(values, indent=2)) + "\n"


def _outline(analysis: Analysis, name: str, target: int | None, build_args: Mapping[str, str]) -> OutlineAnswer:
    """What ``docker build --call=outline`` tells.

    Raises:
        InputError: BuildKit would refuse to tell.
    """
    refused = next((finding for finding in analysis.findings if finding.fatal), None)
    if refused is not None:
        raise InputError(
            f"{name}:{refused.span.line}: BuildKit does not build this, so there is no outline: {refused.message}"
        )
    from mkdocs_multistage.dockerfile import read_outline  # noqa: PLC0415 - for this answer only

    found = read_outline(analysis.dockerfile, target=target, build_args=build_args)
    if found is None:
        raise InputError(f"{name}: {why_no_stage(analysis.dockerfile)}")
    return OutlineAnswer(found)


def _targets(analysis: Analysis, name: str) -> TargetsAnswer:
    """What ``docker build --call=targets`` tells.

    Raises:
        InputError: There is no stage.
    """
    from mkdocs_multistage.dockerfile import list_targets  # noqa: PLC0415 - as above

    found = list_targets(analysis.dockerfile)
    if not found:
        raise InputError(f"{name}: {why_no_stage(analysis.dockerfile)}")
    return TargetsAnswer(found)


def _lines(analysis: Analysis, name: str, style: Style, sizes: Mapping[int, Size]) -> Iterator[str]:
    parsed = analysis.dockerfile
    stages = parsed.stages
    count = f"{len(stages)} stage" + ("" if len(stages) == 1 else "s")
    default = f"; `docker build .` makes {_called(stages[-1])}" if stages else ""
    yield style.paint("heading", printable(f"{name}: {count}{default}"))
    for stage, role in zip(stages, analysis.roles, strict=True):
        yield ""
        yield from _stage(stage, role, analysis, style)
        if stage.index in sizes:
            yield _field("size", str(sizes[stage.index]))
    if analysis.findings:
        yield ""
        shown = (finding_text(finding, style) for finding in found(analysis.findings, parsed.text, name, {}))
        yield "\n".join(shown).rstrip("\n")


def _stage(stage: Stage, role: StageRole, analysis: Analysis, style: Style) -> Iterator[str]:
    parsed = analysis.dockerfile
    yield printable(f"{stage.index}  {_called(stage)}: ") + style.paint("info", role.role) + f" (line {stage.line})"
    yield _field("from", _base(stage))
    if stage.platform:
        yield _field("platform", stage.platform)
    if role.properties:
        yield _field("also", ", ".join(role.properties))
    for number, evidence in enumerate(role.evidence):
        words = " ".join(evidence.words.split())
        yield _field("" if number else "because", f"{evidence.reason}: `{words}` (line {evidence.span.line})")
    for number, reference in enumerate(stage.references):
        source = reference.source if reference.stage is None else _called(parsed.stages[reference.stage])
        kind = "an image" if reference.stage is None else f"stage {reference.stage}"
        paths = ", ".join(reference.paths)
        verb = "mounts" if reference.kind.endswith("mount") else "copies"
        later = ", when this stage is used as a base" if reference.kind.startswith("onbuild") else ""
        yield _field("" if number else "takes", f"{verb} {paths} from {source}, {kind}{later} (line {reference.line})")
    target = next((target for target in parsed.targets if target.index == stage.index), None)
    others = [index for index in (target.reachable if target else ()) if index != stage.index]
    if others:
        yield _field("needs", ", ".join(_called(parsed.stages[index]) for index in others))


def _called(stage: Stage) -> str:
    return stage.name or f"stage {stage.index}"


def _base(stage: Stage) -> str:
    if stage.base_stage is not None:
        return f"{stage.base}, stage {stage.base_stage}"
    expanded = f", which is {stage.resolved_base}" if stage.resolved_base not in {"", stage.base} else ""
    return f"{stage.base}{expanded}"


def _field(name: str, value: str) -> str:
    return f"   {name:<9}{printable(value)}"
