"""Programs that run another program, and other names of programs: data only."""

from __future__ import annotations

from mkdocs_multistage.records import record


@record(frozen=True, slots=True)
class Wrapper:
    """A program that runs another.

    Attributes:
        takes: Its options that are followed by a value.
        operands: How many words stand between it and the program.
    """

    takes: frozenset[str] = frozenset()
    operands: int = 0


def _wrapper(takes: str = "", operands: int = 0) -> Wrapper:
    return Wrapper(frozenset(takes.split()), operands)


# Programs that run the program named behind them, by their first words.
WRAPPERS: dict[tuple[str, ...], Wrapper] = {
    ("bundle", "exec"): _wrapper(),
    ("bun", "x"): _wrapper(),
    ("bunx",): _wrapper(),
    ("catchsegv",): _wrapper(),
    ("chpst",): _wrapper("-u -e"),
    ("chroot",): _wrapper(operands=1),
    ("command",): _wrapper(),
    ("conda", "run"): _wrapper("-n -p --name --prefix"),
    ("corepack",): _wrapper(),
    ("cross-env",): _wrapper(),
    ("doppler", "run"): _wrapper("-p -c"),
    ("dotenv",): _wrapper("-e -c"),
    ("dumb-init",): _wrapper(),
    ("env",): _wrapper("-u -C"),
    ("eval",): _wrapper(),
    ("exec",): _wrapper("-a"),
    ("fakeroot",): _wrapper(),
    ("gosu",): _wrapper(operands=1),
    ("hatch", "run"): _wrapper(),
    ("infisical", "run"): _wrapper("--env"),
    ("mamba", "run"): _wrapper("-n -p --name --prefix"),
    ("micromamba", "run"): _wrapper("-n -p --name --prefix"),
    ("mise", "exec"): _wrapper(),
    ("nice",): _wrapper("-n"),
    ("nohup",): _wrapper(),
    ("npm", "exec"): _wrapper("-p --package -w --workspace"),
    ("npx",): _wrapper("-p --package"),
    ("opentelemetry-instrument",): _wrapper("--service_name"),
    ("pdm", "run"): _wrapper(),
    ("pipenv", "run"): _wrapper(),
    ("pipx", "run"): _wrapper("--spec"),
    ("pnpm", "dlx"): _wrapper(),
    ("pnpm", "exec"): _wrapper(),
    ("poetry", "run"): _wrapper(),
    ("python", "-m"): _wrapper(),
    ("rye", "run"): _wrapper(),
    ("setpriv",): _wrapper("--reuid --regid"),
    ("ssh-agent",): _wrapper(),
    ("stdbuf",): _wrapper("-o -e -i"),
    ("su-exec",): _wrapper(operands=1),
    ("sudo",): _wrapper("-u -g"),
    ("tini",): _wrapper(),
    ("timeout",): _wrapper("-k -s", operands=1),
    ("uv", "run"): _wrapper("--extra --group --with --python -p --package --project --directory"),
    ("uvx",): _wrapper("--from --with --python"),
    ("xargs",): _wrapper("-I -L -n -P -a -d"),
    ("xvfb-run",): _wrapper("-n -s -e"),
    ("yarn", "dlx"): _wrapper("-p"),
    ("yarn", "exec"): _wrapper(),
}
PREFIXES = frozenset(key[0] for key in WRAPPERS)

# Scripts that a project ships in place of the program.
ALIASES = {
    "apt": "apt-get",
    "docker-php-ext-install": "docker-php-ext-install",
    "gradlew": "gradle",
    "mvnw": "mvn",
    "nodejs": "node",
    "python": "python",
    "pypy": "python",
    "xx-cargo": "cargo",
    "xx-go": "go",
    "yarnpkg": "yarn",
}
