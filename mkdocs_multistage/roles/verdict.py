"""Decides what a stage is for: its facts and its users' roles in, a role and the clues to it out.

Rules are tried in order, and the first that answers decides. What a stage *does* and who uses it come before what it
is called: a name only breaks ties. The stages are visited from the last to the first, so that the roles of those that
use a stage are known when its turn comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.roles import clues
from mkdocs_multistage.roles.names import goods

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mkdocs_multistage.roles.clues import Clue
    from mkdocs_multistage.roles.deeds import Deed
    from mkdocs_multistage.roles.facts import Facts, Taking
    from mkdocs_multistage.roles.model import Role

    Verdict = tuple[Role, list[Clue]]
    Roles = Mapping[int, Role]
    Rule = Callable[[Facts, Roles], Verdict | None]

_RUNNABLE: frozenset[Role] = frozenset({"runtime", "dev", "test"})

# Deeds that speak for a role though they did not decide it.
_SUPPORTING: dict[Role, tuple[str, ...]] = {
    "base": ("toolchain", "extension", "system", "tool"),
    "deps": ("deps", "packages"),
    "build": ("build", "generate", "extension"),
    "test": ("test", "lint", "diff"),
    "tool": ("fetch", "tool", "system"),
    "dev": ("dev", "devtools"),
    "runtime": (),
    "export": (),
}


def decide(facts: Sequence[Facts]) -> list[Verdict]:
    """The role of each stage, in file order."""
    roles: dict[int, Role] = {}
    verdicts: dict[int, Verdict] = {}
    for f in reversed(facts):
        verdicts[f.stage.index] = _first(f, roles)
        roles[f.stage.index] = verdicts[f.stage.index][0]
    # Another name for a stage is what that stage is; its role is known only now.
    for f in facts:
        if f.alias and f.parents:
            role = _commonest([roles[parent] for parent in f.parents])
            called = f.leaf and roles[f.stage.index] in {"test", "dev"}
            if not called and (not f.last or role in {"dev", "test", "export"}):
                roles[f.stage.index] = role
                verdicts[f.stage.index] = (role, [clues.base(f, "another name for that stage")])
    return [(role, _explained(facts[index], role, found)) for index, (role, found) in sorted(verdicts.items())]


def _first(f: Facts, roles: Roles) -> Verdict:
    for rule in _RULES:
        verdict = rule(f, roles)
        if verdict is not None:
            return verdict
    return "base", []


def _commonest(roles: Sequence[Role]) -> Role:
    """What most of the stages are that a variable may mean; the first of equals."""
    return max(roles, key=roles.count)


def _users(f: Facts, roles: Roles) -> list[Role]:
    """The roles of the stages that build on this one or take from it."""
    return [roles[index] for index in (*f.children, *(t.taker for t in f.given)) if index in roles]


def _explained(f: Facts, role: Role, decisive: list[Clue]) -> list[Clue]:
    """What decided, then what else speaks for the role; where nothing does, the image it starts from."""
    found = [*decisive, *clues.deeds(f.did(*_SUPPORTING[role]))]
    if role in f.hints and f.stage.name_span is not None:
        found.append(clues.name(f))
    if role == "base" and f.children:
        found.append(clues.parent(f))
    if role in {"deps", "build", "tool"} and f.given:
        found += clues.takings(f.given[:1], "another stage takes files from it")
    return found or [clues.base(f, "what it starts from; nothing tells more")]


# --- the rules -----------------------------------------------------------------------------------------------------


def _hands_out_files(f: Facts, _roles: Roles) -> Verdict | None:
    """`FROM scratch`, files and nothing to run; what it merely fetched for other stages makes it a tool."""
    if not f.scratch or f.runs or f.command or f.inherits_command or f.serving:
        return None
    # An empty stage to be overridden by a build context, or one that only sets variables, for two.
    empty = not f.files and not f.parents
    if empty and f.children and f.variables:
        return "base", [clues.parent(f)]
    foreign = (
        empty or bool(f.did("fetch")) or (not f.context and bool(f.takings) and all(t.giver is None for t in f.takings))
    )
    if not f.last and (empty if not f.children and not f.given else f.given and foreign):
        found = [*clues.deeds(f.did("fetch")), *clues.takings(f.given, "stages only copy from it")]
        return "tool", found or [clues.base(f, "an empty image")]
    bare = clues.base(f, "an empty image" if empty else "nothing in it but the files copied into it")
    return "export", [bare, *(clues.instruction(i, "hands out files") for i in f.files[:2])]


def _tests(f: Facts, roles: Roles) -> Verdict | None:  # noqa: PLR0911 - a case a line
    """Checks by its commands or its CMD; a stage that tests on the way to what others take is no test."""
    named = "test" in f.hints and "build" not in f.hints[: f.hints.index("test")]
    launched = f.launched("test", "lint", "diff") if named else f.launched("test", "diff")
    # Whatever its program is called, `benchmark` or `start-unit.sh`: what listens at a port is no test.
    if f.last and not named and ("runtime" in f.hints or any(i.keyword == "EXPOSE" for i in f.serving)):
        launched = []
    if launched and not f.given:
        return "test", clues.deeds(launched)
    if f.last and f.command and not launched and (not named or f.launched("run")):
        return None
    builds = f.did("build")
    served = [role for role in _users(f, roles) if role not in {"test", "export"}]
    tests = f.did("test", "lint") or (f.did("diff") if f.leaf or named or not served else [])
    if tests and builds:
        last = f.deeds.index(tests[-1]) > f.deeds.index(builds[-1])
        if not served and (named or (f.leaf and not f.last and last and not f.command)):
            return "test", clues.deeds(tests)
        return None
    if tests:
        if not served or named:
            return "test", clues.deeds(tests)
        taken = any(roles.get(t.taker) not in {"test", "export"} for t in f.given)
        if taken and f.did("deps", "write") and not f.did("fetch"):
            return "build", clues.deeds(tests)
        return None if f.children or (taken and f.did("fetch")) else ("test", clues.deeds(tests))
    common = "base" in f.hints and bool(f.children) and not f.command
    served = [role for role in served if role != "dev"]
    # `test-dependencies`, on which the tests are built, are dependencies.
    common = common or ("deps" in f.hints and bool(f.did("deps")) and bool(f.children))
    if named and not served and not builds and not common and (f.runs or f.command or f.files or f.parents):
        return "test", []
    return None


def _serves_people(f: Facts, roles: Roles) -> Verdict | None:  # noqa: PLR0911 - a case a line
    """Watches, reloads, debugs or waits for somebody's commands."""
    called = "dev" in f.hints
    launched = f.launched("dev")
    taken = any(roles.get(t.taker) not in {"dev", "test"} for t in f.given)
    # A last stage that took what others made ships it, whatever server it starts.
    ships = f.last and not called and any(t.giver is not None for t in f.takings)
    if launched and not taken and not ships:
        return "dev", clues.deeds(launched)
    if f.development and f.leaf:
        return "dev", [clues.base(f, "an image made for people to work in")]
    people = [*_waits(f), *f.did("devtools")]
    common = f.hints == ("base",)
    if f.leaf and people and not f.did("build") and not common:
        waits = bool(f.did("devtools")) and (_waits(f) or not f.command)
        if waits if f.last else not f.launched("run"):
            return "dev", clues.deeds(people)
    if not called or {"deps", "build"} & set(f.hints):
        return None
    if f.leaf or all(role in {"dev", "test"} for role in _users(f, roles)):
        return "dev", clues.deeds(people)
    works = f.context and f.sources and f.given and not f.did("build") and "base" not in f.hints
    if f.launched("shell", "dev") or (f.command and not f.given) or works:
        return "dev", clues.deeds([*launched, *people])
    return None


def _waits(f: Facts) -> list[Deed]:
    """The shell that a container starts; behind an ENTRYPOINT that is no shell it is what that runs by default."""
    shells = f.launched("shell")
    if f.command is None or not f.last:
        return shells
    return [d for d in shells if f.command.span.line <= d.span.line <= f.command.span.end_line]


def _runs(f: Facts, roles: Roles) -> Verdict | None:
    """The image that runs or ships, and its variants."""
    command = [clues.instruction(f.command, "what it runs")] if f.command else []
    if f.last or (f.alone and not f.alias and not f.did("build", "deps")):
        # Nothing to start, and all it does is build: handed to `--output`, or run as a builder. A project that is installed
        # in place is neither, and is started by a word behind `docker run`.
        makes = len(f.did("build")) > len(f.installs)
        alone = "build" in f.hints or (f.stage.index == 0 and f.sources and makes)
        if f.did("build") and alone and not (f.command or f.inherits_command or f.serving):
            return "build", clues.deeds(f.did("build"))
        return "runtime", [clues.last(f) if f.last else clues.base(f, "a stage that no other uses"), *command]
    if f.leaf:
        return _runs_beside(f, command)
    return _runs_below(f, roles, command)


def _runs_below(f: Facts, roles: Roles, command: list[Clue]) -> Verdict | None:  # noqa: PLR0911 - a case a line
    """An image of which other stages are variants."""
    if f.fronted and f.broad and not f.children:
        return "runtime", clues.takings(f.given, "the web server in front takes its static files from it")
    holds = bool(f.did("build", "deps", "packages")) or f.broad or f.assembled
    if f.onbuild or ("base" in f.hints and not holds) or any(t.taker not in f.children for t in f.given):
        return None
    users = _users(f, roles)
    if not all(role in _RUNNABLE for role in users):
        return None
    if command and not f.launched("shell") and not ("deps" in f.hints and f.did("deps")):
        return "runtime", command
    if (
        f.inherits_command
        and f.parents
        and not f.did("build", "deps", "packages")
        and not {"base", "build"} & set(f.hints)
    ):
        return "runtime", [clues.base(f, "a variant of an image that runs")]
    made = f.did("build", "deps", "packages") or {"base", "deps", "build"} & set(f.hints)
    if f.built and not made and "runtime" in users:
        return "runtime", _took(f.built)
    if "runtime" in f.hints and not {"base", "deps"} & set(f.hints) and any(t.giver is not None for t in f.takings):
        return "runtime", []
    return None


def _took(takings: Sequence[Taking]) -> list[Clue]:
    return [clues.instruction(t.reference.instruction, "takes what was built") for t in takings]


def _runs_beside(f: Facts, command: list[Clue]) -> Verdict | None:  # noqa: PLR0911 - a case a line
    """A target beside the last stage that no other stage needs."""
    if command and not f.launched("shell"):
        return "runtime", command
    builds = f.did("build")
    serving = [clues.instruction(i, "meant to run") for i in f.serving if i.keyword != "USER"]
    if serving and not builds:
        return "runtime", serving
    if "runtime" in f.hints and not builds:
        return "runtime", []
    plain = not builds and not f.did("deps", "test", "lint") and not {"deps", "build", "tool", "test"} & set(f.hints)
    built = [t for t in f.takings if t.giver is not None]
    if built and not f.scratch and (plain or not f.runs):
        return "runtime", _took(built)
    if f.inherits_built and f.parents and plain:
        return "runtime", [clues.base(f, "a variant of an image that runs")]
    if f.inherits_command and f.parents and (not builds or (built and "build" not in f.hints)):
        return "runtime", [clues.base(f, "a variant of an image that runs")]
    return None


def _certificates(f: Facts) -> bool:
    """Whether it is there for certificates, zones or users, whatever it packs them in."""
    return not f.children and not f.context and bool(f.given) and all(goods(t.paths) == "certificates" for t in f.given)


def _makes(f: Facts, _roles: Roles) -> Verdict | None:
    """Compiles, bundles or packs."""
    builds = f.did("build")
    if not builds or _certificates(f):
        return None
    # A tool built on the way to a common parent that holds nothing of the project.
    if f.children and not f.given and not f.broad and "base" in f.hints and not f.did("deps"):
        return "base", [clues.parent(f)]
    return "build", clues.deeds(builds)


def _obtains(f: Facts, _roles: Roles) -> Verdict | None:
    """Gets the application's dependencies, and no more than what comes with them."""
    only = bool(f.given) and all(goods(t.paths) == "dependencies" for t in f.given)
    made = f.did("generate")
    deps = f.did("deps")
    if deps:
        if made and not (only and not f.children) and "deps" not in f.hints:
            return "build", clues.deeds(made)
        return "deps", clues.deeds(deps)
    packages = f.did("packages")
    if packages and f.given and made:
        return "build", clues.deeds(made)
    if packages and (only or ((f.given or "deps" in f.hints) and not f.children)):
        programs = bool(f.given) and all(goods(t.paths) == "programs" for t in f.given)
        if "tool" in f.hints or programs or (f.did("fetch") and not only):
            return "tool", clues.deeds(f.did("fetch") or packages)
        return "deps", clues.deeds(packages)
    return None


def _gives_a_name(f: Facts, _roles: Roles) -> Verdict | None:
    """Nothing but FROM: a name for an image."""
    if not f.alias:
        return None
    if f.children:
        return "base", [clues.parent(f)]
    if f.given:
        return "tool", clues.takings(f.given, "stages only copy from it")
    if f.alone and f.hints:
        # What it does was left out; its name is all there is.
        return f.hints[0], []
    # A list of images, such as one that a bot keeps up to date.
    return ("tool", [clues.base(f, "an image under another name")]) if f.alone else None


def _supplies(f: Facts, roles: Roles) -> Verdict | None:
    """Exists to be copied from: made there (build), brought there (tool), or dependencies of unknown ways."""
    fetched = f.did("fetch")
    prepares = bool(f.did("system", "toolchain", "extension", "tool")) or "base" in f.hints
    if not f.given:
        sources = [d for d in fetched if d.words.startswith("git") or "://" in d.words]
        if sources and f.children and not prepares and not f.context:
            return "tool", clues.deeds(sources)
        return None
    checked = all(roles.get(child) == "test" for child in f.children)
    if f.children and not checked and (not fetched or prepares):
        return None
    return _supplies_copies(f)


def _supplies_copies(f: Facts) -> Verdict:  # noqa: PLR0911 - a case a line
    """What a stage is that others copy from, and that neither builds nor installs as far as its commands tell."""
    made = f.did("generate", "extension")
    if made:
        return "build", clues.deeds(made)
    kinds = {goods(t.paths) for t in f.given}
    if kinds == {"certificates"} or ("certificates" in kinds and not f.context and not f.takings):
        return "tool", clues.takings(f.given, "certificates, zones or users for other stages")
    made = f.did("opaque", "run")
    if f.did("fetch") and not (made and f.broad):
        return "tool", clues.deeds(f.did("fetch"))
    if kinds == {"dependencies"} and (made or "deps" in f.hints):
        return "deps", clues.takings(f.given, "dependencies for other stages")
    installed = f.did("tool", "packages", "devtools")
    if installed:
        return "tool", clues.deeds(installed)
    made = made or f.did("write")
    if made:
        return ("tool", []) if "tool" in f.hints else ("build", clues.deeds(made))
    assembled = any(t.giver is not None for t in f.takings)
    if f.runs and (assembled or (f.sources and (f.context or "build" in f.hints))):
        return "build", clues.takings(f.given, "made here for other stages")
    if not f.runs and "tool" not in f.hints and assembled:
        return "build", clues.takings(f.given, "gathered here for other stages")
    return "tool", clues.takings(f.given, "stages only copy from it")


def _sets_up(f: Facts, _roles: Roles) -> Verdict | None:  # noqa: PLR0911 - a case a line
    """What remains: a common parent, or a stage that nobody needs."""
    made = f.did("generate", "opaque")
    if f.children:
        if made and f.sources and "build" in f.hints and "base" not in f.hints:
            return "build", clues.deeds(made)
        return "base", [clues.parent(f)]
    if f.hints == ("base",) and not f.takings and not f.context:
        return "base", []
    if f.scratch:
        return "export", []
    if "build" in f.hints and f.runs:
        return "build", clues.deeds(made)
    if "tool" in f.hints or f.did("fetch"):
        return "tool", clues.deeds(f.did("fetch"))
    if f.takings and not f.runs:
        return "runtime", _took(f.takings[:1])
    if made and f.runs:
        return "build", clues.deeds(made)
    return None


_RULES: tuple[Rule, ...] = (
    _hands_out_files,
    _tests,
    _serves_people,
    _runs,
    _makes,
    _obtains,
    _gives_a_name,
    _supplies,
    _sets_up,
)
