"""The command's first steps: it starts with little, and says what it can do."""

from __future__ import annotations

import pytest

from mkdocs_multistage import __version__

HEAVY = ("markdown", "mkdocs", "pymdownx", "dockerfile_parse", "yaml", "mkdocs_multistage.checks")


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_what_needs_nothing_loads_nothing(folder, argument):
    program = (
        "import sys\nfrom mkdocs_multistage.cli import main\n"
        f"try:\n    main([{argument!r}])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )

    result = folder.python("-c", program)

    assert result.stderr.strip() == "[]"


def test_checking_dockerfiles_loads_neither_mkdocs_nor_markdown(folder, broken):
    folder.write("Dockerfile", broken)
    program = (
        "import sys\nfrom mkdocs_multistage.cli import main\n"
        "try:\n    main(['check', 'Dockerfile', '-q'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('mkdocs', 'markdown', 'pygments') if name in sys.modules], file=sys.stderr)"
    )

    assert folder.python("-c", program).stderr.strip() == "[]"


def test_the_version_is_the_packages(folder):
    assert folder.run("--version").stdout == f"mkdocs-multistage, version {__version__}\n"


def test_the_help_lists_the_commands_in_the_order_of_use(folder):
    text = folder.run("--help").stdout
    order = [text.index(f"\n  {name} ") for name in ("check", "inspect", "graph", "rules")]

    assert order == sorted(order)


@pytest.mark.parametrize("name", ["check", "inspect", "graph", "rules"])
def test_every_option_says_what_it_does(folder, name):
    from importlib import import_module

    import click

    from mkdocs_multistage.cli import main

    command = main.get_command(click.Context(main), name)

    assert command.help
    assert import_module(command.callback.__module__).__doc__.startswith("``mkdocs-multistage ")
    assert [param.name for param in command.params if isinstance(param, click.Option) and not param.help] == []
    assert folder.run(name, "--help").exit_code == 0


def test_an_unknown_command_gets_the_near_one(folder):
    result = folder.run("chekc", ".")

    assert (result.exit_code, "There is no command 'chekc'. Did you mean 'check'?" in result.stderr) == (2, True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete_it(folder, shell):
    result = folder.python(
        "-m", "mkdocs_multistage.cli", _MKDOCS_MULTISTAGE_COMPLETE=f"{shell}_source", PYTHONIOENCODING="utf-8"
    )

    assert "_MKDOCS_MULTISTAGE_COMPLETE" in result.stdout


def test_completion_knows_the_commands(folder):
    result = folder.python(
        "-m",
        "mkdocs_multistage.cli",
        _MKDOCS_MULTISTAGE_COMPLETE="bash_complete",
        COMP_WORDS="mkdocs-multistage in",
        COMP_CWORD="1",
    )

    assert result.stdout == "plain,inspect\n"
