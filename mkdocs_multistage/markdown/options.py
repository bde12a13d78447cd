"""The options of the site, checked: plain values from a configuration file in, frozen values out.

Each option has one reader: a function that takes what the configuration says and returns what the code
uses, or raises `ValueError` with a message for the author. The extension and the MkDocs plugin read with
the same functions.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import field, replace
from reprlib import Repr
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mkdocs_multistage.render import Diagram
    from mkdocs_multistage.roles import Role

Level = Literal["warn", "info", "ignore"]
LEVELS: tuple[Level, ...] = get_args(Level)

Findings = Literal["serve", "always", "never"]
FINDINGS: tuple[Findings, ...] = get_args(Findings)

DIAGRAMS: tuple[Diagram, ...] = ("auto", "cards", "rail", "mermaid", "gutter", "off")
LANGUAGES = ("dockerfile", "docker", "containerfile")

# The rules that are about the page and not about a Dockerfile.
INVALID_FENCE_OPTION = "InvalidFenceOption"
INVALID_PAGE_OPTION = "InvalidPageOption"

_LONGEST_SHOWN = 80


class _Short(Repr):
    def repr_int(self, x: int, level: int) -> str:
        try:
            repr(x)
        except ValueError:
            return "a number of too many digits"  # for Python to write
        return super().repr_int(x, level)


_SHORT = _Short()
_SHORT.maxlevel = 2
_SHORT.maxdict = _SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxset = _SHORT.maxfrozenset = _LONGEST_SHOWN // 2
_SHORT.maxstring = 12 * _LONGEST_SHOWN  # all that is kept of one, however it is escaped
_SHORT.maxother = _SHORT.maxlong = 2 * _LONGEST_SHOWN
# It stands in a badge.
_HOLE = re.compile(r"\{\w+\}")
_LONGEST_SENTENCE = 200
_LONGEST_LABEL = 40
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_FENCE_LANGUAGE = re.compile(r"[\w#.+-]+")
# The first level of an own rule, in the configuration's words.
DEFAULT_LEVELS: Mapping[str, Level] = {"warning": "warn", "info": "info"}


@record(frozen=True, slots=True)
class Options:
    """What a site decided for all its examples; the page on configuration tells more of each.

    Attributes:
        languages: Names of fences that are read as Dockerfiles, in lower case.
        diagram: Which drawing.
        badges: Whether FROM lines bear the role of their stage.
        checks: The level of rules, by name.
        contexts: Names given by ``--build-context``.
        build_args: Values given by ``--build-arg``.
        roles: The role of stages, by name or pattern.
        labels: Words in place of those of the language, by their key.
        language: Of the words; empty is the theme's.
        sizes_file: The file of measured sizes, from the site's folder; empty is the usual one.
        findings: Where findings are shown in the page.
    """

    languages: frozenset[str] = frozenset(LANGUAGES)
    diagram: Diagram = "auto"
    badges: bool = True
    checks: Mapping[str, Level] = field(default_factory=dict)
    contexts: tuple[str, ...] = ()
    build_args: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    sizes_file: str = ""
    findings: Findings = "serve"

    def __hash__(self) -> int:
        """Options that are equal are so in these, too; mappings cannot be hashed."""
        return hash((self.diagram, self.badges, self.language, self.findings))

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Options:
        """Options from plain values; what is absent has its default.

        Raises:
            ValueError: An option does not exist, or its value is not allowed; says which and what is.
        """
        read: dict[str, Any] = {}
        for name, value in values.items():
            if name not in READERS:
                guess = near(_written(name), READERS)
                raise ValueError(f"There is no option {shown(name)}.{guess} Options: {listed(READERS)}.")
            try:
                read[name] = READERS[name](value)
            except ValueError as error:
                raise ValueError(f"Option {shown(name)}: {error}") from None
        return cls(**read)


def for_page(site: Options, values: object) -> tuple[Options, dict[str, str]]:
    """The options of one page.

    Args:
        site: Those of its site.
        values: What its front matter says below ``multistage``.

    Returns:
        The options, and the messages about those that are wrong and have no effect, by name.
    """
    if not isinstance(values, dict):
        return site, {"": f"Expected a mapping of options below `multistage`, got {shown(values)}."}
    read: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, value in values.items():
        if name not in PAGE_OPTIONS:
            written = _written(name)
            known = near(written, PAGE_OPTIONS)
            wrong[written] = f"A page has no option {shown(name)}.{known or f' Options: {listed(PAGE_OPTIONS)}.'}"
            continue
        try:
            new = READERS[name](value)
        except ValueError as error:
            wrong[name] = f"Option {shown(name)}: {error}"
            continue
        old = getattr(site, name)
        if isinstance(new, dict):  # the page's come first, for the first pattern counts
            new = {**new, **{key: item for key, item in old.items() if key not in new}}
        elif isinstance(new, tuple):
            new = (*old, *new)
        read[name] = new
    return replace(site, **read), wrong


MOST_HINTS = 10
"""Names of one option for which others are looked for that may have been meant: a long list is no list of slips."""


def near(name: str, known: Iterable[str]) -> str:
    """A suggestion to append to a message; empty where nothing is near."""
    import difflib  # noqa: PLC0415 - for a mistake only

    folded = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold()[:_LONGEST_SHOWN], folded, n=1, cutoff=0.6)
    return f" Did you mean {folded[found[0]]!r}?" if found else ""


def shown(value: object) -> str:
    """A value for a message, shortened where it is long.

    YAML may say in a few lines what written out would fill the memory: a list ten times in a list, and so on.
    """
    text = _SHORT.repr(value[: _LONGEST_SHOWN + 1] if isinstance(value, str) else value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def listed(names: Sequence[str] | Mapping[str, object], most: int = 100) -> str:
    """Names for a message, the first of them where there are many."""
    shortened = [shown(name) for name in list(names)[:most]]
    return ", ".join([*shortened, "…"] if len(names) > most else shortened)


def known_rules() -> tuple[str, ...]:
    """The names of all rules, the page's own ones last."""
    from mkdocs_multistage import checks  # noqa: PLC0415 - loads the house, for a site that sets levels
    from mkdocs_multistage.checks.page_rules import PAGE_RULES  # noqa: PLC0415

    return (*checks.RULES, *PAGE_RULES, INVALID_FENCE_OPTION, INVALID_PAGE_OPTION)


def read_languages(value: object) -> frozenset[str]:
    """The names after the fence that mean a Dockerfile, in any case."""
    names = _strings(value, "names of languages, such as ['dockerfile', 'docker']")
    for name in names:
        if not _FENCE_LANGUAGE.fullmatch(name):
            raise ValueError(f"{shown(name)} cannot be the language of a fence; a language is one word.")
    return frozenset(name.casefold() for name in names)


def read_diagram(value: object) -> Diagram:
    """Which drawing; YAML reads a bare ``off`` as false."""
    if isinstance(value, bool):
        return "auto" if value else "off"
    if value not in DIAGRAMS:
        raise ValueError(f"Expected one of {listed(DIAGRAMS)}, got {shown(value)}.")
    return value


def read_badges(value: object) -> bool:
    """Whether FROM lines bear a badge."""
    if not isinstance(value, bool):
        raise ValueError(f"Expected true or false, got {shown(value)}.")  # noqa: TRY004 - one kind of error for a value
    return value


def read_checks(value: object) -> dict[str, Level]:
    """Levels by rule."""
    levels: dict[str, Level] = {}
    for rule, level in _mapping(value, "rules with their levels, such as {UnknownStage: info}").items():
        rules = known_rules()
        if rule not in rules:
            raise ValueError(f"There is no rule {shown(rule)}.{near(rule, rules) or f' Rules: {listed(rules)}.'}")
        if level not in LEVELS:
            raise ValueError(f"The level of {shown(rule)} is {shown(level)}; expected one of {listed(LEVELS)}.")
        levels[rule] = cast("Level", level)
    return levels


def read_contexts(value: object) -> tuple[str, ...]:
    """Names given by ``--build-context``."""
    names = _strings(value, "names of build contexts")
    for name in names:
        if not name.strip() or any(c.isspace() for c in name):
            raise ValueError(f"{shown(name)} cannot name a build context; a name is one word.")
    return names


def read_build_args(value: object) -> dict[str, str]:
    """Values given by ``--build-arg``."""
    arguments: dict[str, str] = {}
    for name, given in _mapping(value, "names with their values, such as {GO_VERSION: '1.24'}").items():
        if not name or any(c.isspace() or c == "=" for c in name):
            raise ValueError(f"{shown(name)} cannot name an argument; a name is one word.")
        with suppress(ValueError):  # a number of more digits than Python writes
            if isinstance(given, (int, str)) and not isinstance(given, bool):
                arguments[name] = str(given)
                continue
        # YAML has turned 1.20 into 1.2, or `on` into true: only the author knows what was meant.
        raise ValueError(f"The value of {shown(name)} is {shown(given)}, which is not text; put it in quotes.")
    return arguments


def read_roles(value: object) -> dict[str, Role]:
    """Roles by pattern of stage names."""
    known = _roles() if value else ()
    roles: dict[str, Role] = {}
    for pattern, role in _mapping(value, "stage names with their roles, such as {'*-dev': dev}").items():
        if not pattern.strip() or any(c.isspace() for c in pattern):
            raise ValueError(f"{shown(pattern)} is not a stage name or pattern; it must be one word.")
        if pattern.count("[") != pattern.count("]"):
            raise ValueError(f"The pattern {shown(pattern)} has an unclosed bracket.")
        if role not in known:
            guess = near(role, known) if isinstance(role, str) else ""
            raise ValueError(f"The role of {shown(pattern)} is {shown(role)}.{guess} Expected one of {listed(known)}.")
        roles[pattern] = cast("Role", role)
    return roles


def read_labels(value: object) -> dict[str, str]:
    """Words for readers: by role, or by another key of the texts in the locales."""
    roles, known = _labels() if value else ((), {})
    words: dict[str, str] = {}
    for key, text in _mapping(value, "roles with their labels, such as {runtime: Production}").items():
        if key not in known:
            raise ValueError(
                f"There is no role or other text {shown(key)}.{near(key, known)} Roles: {listed(roles)}. "
                f"Other texts: {listed([name for name in known if name not in roles])}."
            )
        longest = _LONGEST_LABEL if key in roles else _LONGEST_SENTENCE
        if not isinstance(text, str) or not text.strip() or not text.isprintable() or len(text) > longest:
            expected = "a word or two" if key in roles else f"a text of at most {longest} characters"
            raise ValueError(f"The label of {shown(key)} is {shown(text)}; expected {expected}.")
        holes, wanted = (sorted(set(_HOLE.findall(said))) for said in (text, known[key]))
        if holes != wanted:
            raise ValueError(
                f"The label of {shown(key)} is {shown(text)}; expected a text with {' and '.join(wanted)} in it."
                if wanted
                else f"The label of {shown(key)} has {holes[0]}, which is not filled in here. Remove it."
            )
        words[key] = text.strip()
    return words


def read_language(value: object) -> str:
    """A language tag."""
    if value is None or value == "":
        return ""
    if not isinstance(value, str) or not _LANGUAGE_TAG.fullmatch(value):
        raise ValueError(f"Expected a language such as 'en' or 'pt-BR', got {shown(value)}.")
    return value


def read_sizes_file(value: object) -> str:
    """The path of a file that `mkdocs-multistage measure` writes."""
    if value is None or value == "":
        return ""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError(f"Expected the path of a file, such as 'multistage-sizes.json', got {shown(value)}.")
    return value


def read_findings(value: object) -> Findings:
    """Where findings are shown."""
    if value not in FINDINGS:
        raise ValueError(f"Expected one of {listed(FINDINGS)}, got {shown(value)}.")
    return value


def level_of(options: Options, rule: str, level: str) -> str:
    """The level of a finding, in the configuration's words.

    Args:
        options: Those of its page.
        rule: Its rule.
        level: The level that it has by itself, ``warning`` or ``info``.
    """
    return options.checks.get(rule, DEFAULT_LEVELS[level])


READERS: Mapping[str, Callable[[object], Any]] = {
    "languages": read_languages,
    "diagram": read_diagram,
    "badges": read_badges,
    "checks": read_checks,
    "contexts": read_contexts,
    "build_args": read_build_args,
    "roles": read_roles,
    "labels": read_labels,
    "language": read_language,
    "sizes_file": read_sizes_file,
    "findings": read_findings,
}

# What a page may say in its front matter; which fences are Dockerfiles and what was measured is the site's to say.
PAGE_OPTIONS = tuple(name for name in READERS if name not in {"languages", "sizes_file"})


def _roles() -> tuple[Role, ...]:
    """All roles."""
    from mkdocs_multistage.roles import ROLES  # noqa: PLC0415 - loads the classifier, for a site that names some

    return ROLES


def _labels() -> tuple[tuple[Role, ...], Mapping[str, str]]:
    """All roles, and the texts that an author may replace."""
    from mkdocs_multistage.render.labels import texts_to_override  # noqa: PLC0415 - as above

    return _roles(), texts_to_override()


def _written(value: object) -> str:
    """A key or a value of a configuration as text, which in YAML may be something else."""
    try:
        return str(value)
    except ValueError:  # a whole number of more digits than Python writes
        return shown(value)


def _strings(value: object, expected: str) -> tuple[str, ...]:
    if isinstance(value, (list, tuple, set, frozenset)) and all(isinstance(item, str) for item in value):
        return tuple(sorted(value) if isinstance(value, (set, frozenset)) else value)
    raise ValueError(f"Expected a list of {expected}, got {shown(value)}.")


def _mapping(value: object, expected: str) -> dict[str, Any]:
    if value is None:
        return {}
    if isinstance(value, dict) and all(
        isinstance(key, str) or (isinstance(key, int) and not isinstance(key, bool)) for key in value
    ):
        return {_written(key): item for key, item in value.items()}
    raise ValueError(f"Expected a mapping of {expected}, got {shown(value)}.")
