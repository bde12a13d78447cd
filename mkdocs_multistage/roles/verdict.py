"""Decides what a stage is for: its facts and its consumers' roles in, a role and the evidence for it out.

Rules are tried in order, and the first that fits decides. A rule answers with the role and the evidence that made it
fit, strongest first. What a stage *does* comes before what it is called: a name only breaks ties. The stages are
visited from the last to the first, so that the roles of those that use a stage are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_multistage.roles.acts import REASONS, Deed
from mkdocs_multistage.roles.model import Evidence, Role
from mkdocs_multistage.roles.names import goods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mkdocs_multistage.dockerfile import Instruction
    from mkdocs_multistage.roles.facts import Facts, Taking

Verdict = tuple[Role, list[Evidence]]
Roles = "Mapping[int, Role]"

# Enough to explain a verdict in a hover title.
_MOST = 4

_RUNNABLE: frozenset[Role] = frozenset({"runtime", "dev", "test"})


def decide(facts: Sequence[Facts]) -> list[Verdict]:
    """The role of each stage, in file order."""
    roles: dict[int, Role] = {}
    verdicts: dict[int, Verdict] = {}
    for f in reversed(facts):
        verdict = _decide(f, roles)
        verdicts[f.stage.index] = verdict
        roles[f.stage.index] = verdict[0]
    # An alias of a stage is what that stage is; its parent is known only now.
    for f in facts:
        if f.alias and f.parents:
            role = _commonest([roles[parent] for parent in f.parents])
            if not f.last or role in {"dev", "test", "export"}:
                roles[f.stage.index] = role
                verdicts[f.stage.index] = (role, [Evidence(f.stage.base, f.stage.base_span, "another name for that stage")])
    return [(role, _trim([*found, *_support(facts[index], role)])) for index, (role, found) in sorted(verdicts.items())]


def _commonest(roles: Sequence[Role]) -> Role:
    """What most of the stages are that a variable may mean; the first of equals."""
    return max(roles, key=roles.count)


def _decide(f: Facts, roles: Mapping[int, Role]) -> Verdict:
    for rule in _RULES:
        verdict = rule(f, roles)
        if verdict is not None:
            return verdict
    return "base", []


# --- the rules, in order -------------------------------------------------------------------------------------------


def _hands_out_files(f: Facts, _roles: Mapping[int, Role]) -> Verdict | None:
    if not f.scratch or f.runs or f.command or f.inherits_command or f.serving:
        return None
    scratch = Evidence(f.stage.base, f.stage.base_span, "nothing in it but the files copied into it")
    foreign = bool(f.did("fetch")) or (not f.context and bool(f.takings) and all(t.giver is None for t in f.takings))
    if f.given and not f.last and foreign:
        return "tool", [*_deeds(f.did("fetch")), *_given(f.given, "copied from")]
    return "export", [scratch, *(_instruction(i, 1, "hands out files") for i in f.files[:2])]


def _tests(f: Facts, roles: Mapping[int, Role]) -> Verdict | None:
    tests = f.did("test", "lint")
    builds = f.did("build")
    named = "test" in f.hints and "build" not in f.hints[: f.hints.index("test")]
    launched = f.launched("test", "lint") if named else f.launched("test")
    users = _users(f, roles)
    served = [role for role in users if role not in {"test", "export"}]
    if launched and not f.given:
        return "test", _deeds(launched)
    if not tests and (f.leaf or named or not served):
        tests = f.did("diff")
    if f.last and f.command and not launched and not (named and not f.launched("run")):
        return None
    if tests and not builds:
        if not served or named:
            return "test", _deeds(tests)
        taken = [t for t in f.given if roles.get(t.taker) not in {"test", "export"}]
        return ("build", _deeds(tests)) if taken and (f.did("deps") or f.did("write")) else (("test", _deeds(tests)) if not f.children else None)
    if tests and builds:
        after = max(f.deeds.index(d) for d in tests) > max(f.deeds.index(d) for d in builds)
        if not served and (named or (f.leaf and not f.last and after and not f.command)):
            return "test", _deeds(tests)
        return None
    if named and not served and not builds and not ("base" in f.hints and f.children) and (f.runs or f.command or f.files):
        return "test", []
    return None


def _serves_people(f: Facts, roles: Mapping[int, Role]) -> Verdict | None:
    users = _users(f, roles)
    named = "dev" in f.hints and "deps" not in f.hints and "build" not in f.hints
    launched = f.launched("dev")
    taken = [t for t in f.given if roles.get(t.taker) not in {"dev", "test"}]
    ships = f.last and "dev" not in f.hints and any(t.giver is not None and roles.get(t.giver) != "deps" for t in f.takings)
    if launched and not taken and not ships:
        return "dev", _deeds(launched)
    shell = [*f.launched("shell"), *f.did("devtools")]
    if f.development and f.leaf:
        return "dev", [Evidence(f.stage.base, f.stage.base_span, "an image made for people to work in")]
    if f.leaf and not f.last and shell and not f.did("build") and not f.launched("run"):
        return "dev", _deeds(shell)
    if f.leaf and f.last and f.did("devtools") and (f.launched("shell") or not f.command) and not f.did("build"):
        return "dev", _deeds(shell)
    if not named:
        return None
    if f.leaf or all(role in {"dev", "test"} for role in users):
        return "dev", [*_deeds(shell)]
    if f.launched("shell", "dev") or (f.command and not f.given) or (f.context and f.sources and not f.did("build") and "base" not in f.hints and f.given):
        return "dev", [*_deeds([*launched, *shell])]
    return None


def _runs(f: Facts, roles: Mapping[int, Role]) -> Verdict | None:
    builds = f.did("build")
    command = [_instruction(f.command, 0, "what it runs")] if f.command else []
    if f.last:
        alone = "build" in f.hints or (f.stage.index == 0 and f.sources)
        if builds and not f.command and not f.inherits_command and not f.serving and alone:
            return "build", _deeds(builds)
        return "runtime", [_from(f, "the last stage, which `docker build` makes"), *command]
    serving = [_instruction(i, 1, "meant to run") for i in f.serving if i.keyword != "USER"]
    if f.leaf:
        if command and not f.launched("shell"):
            return "runtime", command
        built = [t for t in f.takings if t.giver is not None]
        if serving and not builds:
            return "runtime", serving
        if "runtime" in f.hints and not builds:
            return "runtime", []
        plain = not builds and not f.did("deps", "test", "lint") and not {"deps", "build", "tool", "test"} & set(f.hints)
        if built and not f.scratch and (plain or not f.runs):
            return "runtime", [_instruction(t.reference.instruction, 2, "takes what was built") for t in built]
        if f.inherits_command and not builds and f.parents:
            return "runtime", [_from(f, "a variant of an image that runs")]
        return None
    users = _users(f, roles)
    holds = bool(f.did("build", "deps", "packages")) or f.broad or f.assembled
    if f.onbuild or ("base" in f.hints and not holds):
        return None
    if not f.given and all(role in _RUNNABLE for role in users):
        if command and not f.launched("shell"):
            return "runtime", command
        if f.inherits_command and f.parents and not f.did("build", "deps", "packages") and not {"base", "build"} & set(f.hints):
            return "runtime", [_from(f, "a variant of an image that runs")]
        if "runtime" in f.hints and "base" not in f.hints and [t for t in f.takings if t.giver is not None]:
            return "runtime", []
    return None


def _makes(f: Facts, _roles: Mapping[int, Role]) -> Verdict | None:
    builds = f.did("build")
    # A tool built from fetched sources on the way to a common parent.
    if builds and f.children and not f.given and not f.context and "base" in f.hints and f.did("fetch"):
        return "base", [_child(f)]
    if builds:
        return "build", _deeds(builds)
    return None


def _obtains(f: Facts, _roles: Mapping[int, Role]) -> Verdict | None:
    deps = f.did("deps")
    if deps:
        made = f.did("generate")
        if made and not _only_dependencies(f) and "deps" not in f.hints:
            return "build", _deeds(made)
        return "deps", _deeds(deps)
    packages = f.did("packages")
    dependencies = bool(f.given) and all(goods(t.paths) == "dependencies" for t in f.given)
    if packages and (dependencies or ((f.given or "deps" in f.hints) and not f.children)):
        if "tool" in f.hints or (f.did("fetch") and not dependencies):
            return "tool", _deeds(packages)
        return "deps", _deeds(packages)
    return None


def _supplies(f: Facts, roles: Mapping[int, Role]) -> Verdict | None:
    fetched = f.did("fetch")
    if f.alias:
        if f.children:
            return "base", [_child(f)]
        if f.given:
            return "tool", _given(f.given, "only copied from")
        return None
    made = f.did("generate")
    checked = bool(f.children) and all(roles.get(child) == "test" for child in f.children)
    if not f.given:
        sources = [d for d in fetched if d.words.startswith("git") or "://" in d.words]
        if sources and f.children and not f.did("system", "toolchain", "tool") and "base" not in f.hints:
            return "tool", _deeds(sources)
        return None
    if f.children and not checked and (not fetched or f.did("system", "toolchain", "tool") or "base" in f.hints):
        return None
    if made:
        return "build", _deeds(made)
    kinds = {goods(t.paths) for t in f.given}
    if kinds == {"certificates"}:
        return "tool", _given(f.given, "certificates, zones or users for other stages")
    if fetched:
        return "tool", _deeds(fetched)
    opaque = f.did("opaque", "run")
    if kinds == {"dependencies"} and (opaque or "deps" in f.hints):
        return "deps", _given(f.given, "dependencies for other stages")
    if f.did("tool", "packages"):
        return "tool", _deeds(f.did("tool", "packages"))
    if opaque or f.did("write"):
        if "tool" in f.hints:
            return "tool", []
        return "build", _deeds(opaque or f.did("write"))
    if f.runs and (f.context or "build" in f.hints or any(t.giver is not None for t in f.takings)) and f.sources:
        return "build", _given(f.given, "made here for other stages")
    if f.runs or not f.takings or "tool" in f.hints:
        return "tool", _given(f.given, "only copied from")
    if [t for t in f.takings if t.giver is not None]:
        return "build", _given(f.given, "gathered here for other stages")
    return "tool", _given(f.given, "only copied from")


def _sets_up(f: Facts, roles: Mapping[int, Role]) -> Verdict | None:
    if f.children:
        opaque = f.did("opaque", "generate")
        if opaque and f.sources and "build" in f.hints and "base" not in f.hints:
            return "build", _deeds(opaque)
        return "base", [_child(f)]
    made = f.did("generate", "opaque")
    if f.hints == ("base",) and not f.takings and not f.context:
        return "base", []
    if f.scratch:
        return "export", []
    if "build" in f.hints and f.runs:
        return "build", _deeds(made)
    if "tool" in f.hints or f.did("fetch"):
        return "tool", _deeds(f.did("fetch"))
    if f.takings and not f.runs:
        return "runtime", [_instruction(f.takings[0].reference.instruction, 2, "takes what was built")]
    if made and f.runs:
        return "build", _deeds(made)
    return None


_RULES: tuple[Callable[[Facts, Mapping[int, Role]], Verdict | None], ...] = (
    _hands_out_files,
    _tests,
    _serves_people,
    _runs,
    _makes,
    _obtains,
    _supplies,
    _sets_up,
)

# --- evidence ------------------------------------------------------------------------------------------------------

# Deeds that speak for a role though they did not decide it.
_SUPPORTING: dict[Role, tuple[str, ...]] = {
    "base": ("toolchain", "system", "tool"),
    "deps": ("deps", "packages"),
    "build": ("build", "generate"),
    "test": ("test", "lint", "diff"),
    "tool": ("fetch", "tool"),
    "dev": ("dev", "devtools"),
    "runtime": (),
    "export": (),
}


def _support(f: Facts, role: Role) -> list[Evidence]:
    found = _deeds(f.did(*_SUPPORTING[role]))
    if role in f.hints and f.stage.name_span is not None:
        span = f.stage.name_span
        found.append(Evidence(f.stage.name, span, "its name"))
    if role == "base" and f.children:
        found.append(_child(f))
    if role in {"deps", "build", "tool"} and f.given:
        found += _given(f.given[:1], "copied from")
    if not found:
        found.append(_from(f, "nothing more telling"))
    return found


def _trim(found: Iterable[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for evidence in found:
        if all(evidence.span != other.span for other in kept):
            kept.append(evidence)
    return kept[:_MOST]


def _deeds(deeds: Iterable[Deed]) -> list[Evidence]:
    return [Evidence(d.words, d.span, d.label or REASONS[d.act]) for d in deeds]


def _instruction(instruction: Instruction, words: int, reason: str) -> Evidence:
    """An instruction's keyword and as many of its flags and words as stand on its first line."""
    return Evidence(instruction.keyword, instruction.keyword_span, reason)


def _from(f: Facts, reason: str) -> Evidence:
    return Evidence(f.stage.base, f.stage.base_span, reason)


def _child(f: Facts) -> Evidence:
    return Evidence(f.stage.name or f.stage.base, f.stage.name_span or f.stage.base_span, "other stages are built on it")


def _given(given: Sequence[Taking], reason: str) -> list[Evidence]:
    return [Evidence(t.reference.source, t.reference.span, reason) for t in given[:2]]


def _users(f: Facts, roles: Mapping[int, Role]) -> list[Role]:
    return [roles[index] for index in (*f.children, *(t.taker for t in f.given)) if index in roles]


def _only_dependencies(f: Facts) -> bool:
    return bool(f.given) and not f.children and all(goods(t.paths) == "dependencies" for t in f.given)
