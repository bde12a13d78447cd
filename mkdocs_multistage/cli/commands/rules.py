"""``mkdocs-multistage rules``: the table of rules, or the page of one."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path  # noqa: TC003 - click reads the annotations

import click

from mkdocs_multistage.checks.names import nearest
from mkdocs_multistage.cli.commands.options import emit, output_option
from mkdocs_multistage.cli.rule_pages import RuleInfo, rule_table, rule_text
from mkdocs_multistage.cli.terminal import Style, style_for


@click.command("rules")
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)
@output_option
def command(*, name: str | None, format_: str, output: Path | None) -> None:
    """List the rules with their level and origin; with NAME, explain one.

    "buildkit" are the rules where BuildKit itself objects, "docs" this project's own. Levels are the defaults.
    """
    table = rule_table()
    if name is not None and name not in table:
        names = {known.lower(): known for known in table}
        guess = names.get(name.lower()) or nearest(name, table)
        hint = f"Did you mean {guess!r}?" if guess else "`mkdocs-multistage rules` lists them."
        raise click.BadParameter(f"There is no rule {name!r}. {hint}", param_hint="NAME")
    chosen = list(table.values()) if name is None else [table[name]]
    if format_ == "json":
        entries = [{**asdict(rule), "url": rule.url or None} for rule in chosen]
        for entry in entries if name is not None else ():
            entry["text"] = rule_text(str(entry["name"]))
        text = json.dumps(entries if name is None else entries[0], indent=2) + "\n"
    elif name is None:
        text = _table(chosen, style_for(sys.stdout if output is None else None))
    else:
        text = rule_text(name) or f"# {name}\n\n{chosen[0].summary}\n"
        text += f"\n{chosen[0].url}\n" if chosen[0].url else ""
    emit(text, output)


def _table(rules: list[RuleInfo], style: Style) -> str:
    widest = max(len(rule.name) for rule in rules)
    lines = []
    for rule in rules:
        level = style.paint(rule.level, f"{rule.level:<7}")
        lines.append(f"{rule.name:<{widest}}  {level}  {rule.origin:<8}  {rule.summary}\n")
    return "".join(lines)
