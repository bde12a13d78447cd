"""The rules, as a table: what each is called, how bad it is, whose it is, and the function that finds it.

A rule's page in the documentation is ``rules/<name>.md``; its examples are tests.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from mkdocs_multistage.checks import advice, flags, references, refused, remarks, sizes, stages
from mkdocs_multistage.checks.buildkit import casing, forms, platforms, ports, variables
from mkdocs_multistage.checks.buildkit.directives import place_of
from mkdocs_multistage.checks.names import nearest
from mkdocs_multistage.checks.subject import Hit
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mkdocs_multistage.checks.finding import Level, Origin
    from mkdocs_multistage.checks.subject import Subject


@record(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with a Dockerfile.

    Attributes:
        name: As in findings, in the `checks` option and in the page's address. BuildKit's own name where it has one.
        level: How bad it is, unless the site decides otherwise; ``ignore`` where it is not looked for until then.
        origin: ``buildkit`` where BuildKit itself objects, ``docs`` where only this project does.
        fatal: Whether BuildKit refuses a file for it (for some hits only, where a `Hit` says so itself).
        summary: What is wrong, in one short sentence.
        find: Yields the hits in a text.
        in_examples: Whether blocks of documentation are held against it, unless asked for otherwise. BuildKit's checks
            of style are left to the Dockerfile itself: a page would have one on every second block.
        experimental: Whether a file has to ask for it by ``# check=experimental=…``.
        of_reader: Whether the reader has found all its hits: where it found no problem, there are none.
    """

    name: str
    level: Level | Literal["ignore"]
    origin: Origin
    fatal: bool
    summary: str
    find: Callable[[Subject], Iterator[Hit]]
    in_examples: bool = True
    experimental: bool = False
    of_reader: bool = False

    @property
    def page(self) -> str:
        """The rule's page, relative to the documentation's root."""
        return f"rules/{self.name}.md"


def _refusal(name: str, summary: str, *, in_examples: bool = True) -> Rule:
    """A rule that the reader itself applies, since BuildKit does."""
    return Rule(
        name,
        "warning",
        "buildkit",
        fatal=True,
        summary=summary,
        find=refused.refused(name),
        in_examples=in_examples,
        of_reader=True,
    )


def _check(
    name: str,
    summary: str,
    find: Callable[[Subject], Iterator[Hit]],
    *,
    level: Level = "info",
    in_examples: bool = False,
    experimental: bool = False,
) -> Rule:
    """One of BuildKit's build checks."""
    return Rule(
        name,
        level,
        "buildkit",
        fatal=False,
        summary=summary,
        find=find,
        in_examples=in_examples,
        experimental=experimental,
    )


def is_wanted(hit: Hit, rule: Rule, subject: Subject) -> bool:
    """Whether no ``# check=`` comment of the text rules a hit out. What is refused stays."""
    fatal = rule.fatal if hit.refused is None else hit.refused
    options = subject.options.with_comments(hit.comments) if hit.comments else subject.options
    return fatal or options.wants(rule.name, experimental=rule.experimental)


def _failed_checks(subject: Subject) -> Iterator[Hit]:
    """A file that wants to be refused for any of BuildKit's warnings, and has some."""
    if not subject.options.error:
        return
    names = [
        rule.name
        for rule in _TABLE
        if rule.origin == "buildkit"
        and not rule.fatal
        and any(is_wanted(hit, rule, subject) for hit in rule.find(subject))
    ]
    if names:
        yield Hit(
            place_of(subject.dockerfile),
            f"With `error=true` here, BuildKit refuses the file because of these warnings: {', '.join(names)}.",
        )


_TABLE: tuple[Rule, ...] = (
    # Ours: what Docker accepts, or refuses in words that do not help.
    Rule(
        "UnknownStage",
        "warning",
        "docs",
        fatal=False,
        summary="A name that is not a stage, so Docker would pull it as an image.",
        find=references.unknown_stages,
    ),
    Rule(
        "CopyFromSpace",
        "warning",
        "buildkit",
        fatal=True,
        summary="`COPY --from image`, with a space where the `=` belongs.",
        find=refused.copies_from_space,
    ),
    Rule(
        "MisplacedFlag",
        "warning",
        "docs",
        fatal=False,
        summary="A flag of `COPY` or `ADD` after an argument, or without its dashes.",
        find=flags.misplaced_flags,
    ),
    Rule(
        "TrailingComment",
        "warning",
        "docs",
        fatal=False,
        summary="A comment after an instruction, where `#` is an argument.",
        find=remarks.trailing_comments,
    ),
    Rule(
        "UnreachableStage",
        "info",
        "docs",
        fatal=False,
        summary="A stage that no build includes.",
        find=advice.unreachable_stages,
    ),
    Rule(
        "UnpinnedBaseImage",
        "ignore",
        "docs",
        fatal=False,
        summary="A base image without a version, or with `latest`.",
        find=advice.unpinned_base_images,
    ),
    Rule(
        "HeavyFinalStage",
        "ignore",
        "docs",
        fatal=False,
        summary="A last stage on a build image, although an earlier stage has done the build.",
        find=advice.heavy_final_stages,
    ),
    Rule(
        "TooLarge",
        "info",
        "docs",
        fatal=False,
        summary="A Dockerfile too large to be checked.",
        find=sizes.too_large,
    ),
    # What BuildKit refuses.
    _refusal("StageIndexOutOfRange", "A number in `--from=` that no stage has."),
    _refusal("SelfReference", "A stage that copies from itself."),
    _refusal("ForwardReference", "A stage that copies from a later one."),
    _refusal("CircularReference", "Stages that depend on each other in a cycle."),
    _refusal("VariableInFrom", "A variable in `--from=` or in a mount's `from=`."),
    _refusal("InvalidStageName", "A stage name that Docker does not accept."),
    _refusal("InvalidImageReference", "A name that is neither a stage nor a valid image name."),
    _refusal("EmptyBaseName", "A `FROM` whose image is empty once variables are expanded."),
    _refusal("InvalidPlatform", "A `--platform` value that is not a platform."),
    _refusal("UnknownInstruction", "A line that does not start with an instruction."),
    _refusal("UnknownFlag", "A flag that the instruction does not have."),
    _refusal("DuplicateFlag", "A flag given twice."),
    _refusal("InvalidFlagValue", "A flag with an invalid value, or with none."),
    _refusal("InvalidMount", "A `RUN --mount` whose options do not fit together."),
    _refusal(
        "RelativeMountTarget",
        "A mount on the working directory, where the file sets none.",
        in_examples=False,  # most images that such examples use do set one
    ),
    _refusal("MissingArguments", "An instruction that lacks arguments."),
    _refusal("InvalidArguments", "Arguments in a form that the instruction does not take."),
    _refusal("InvalidOnbuild", "A trigger that `ONBUILD` does not allow, or that fails."),
    _refusal("BadSubstitution", "A variable, quotation mark or brace that cannot be expanded."),
    _refusal("UnterminatedHeredoc", "A heredoc without an end."),
    _refusal("InvalidDirective", "A directive that is repeated, or has no valid value."),
    _refusal("LineTooLong", "A line longer than BuildKit reads."),
    _refusal("InstructionBeforeFrom", "An instruction above the first `FROM`."),
    _refusal("NoStages", "A file without `FROM`."),
    _refusal("NoInstructions", "A file without instructions."),
    Rule(
        "FailedChecks",
        "warning",
        "buildkit",
        fatal=True,
        summary="Warnings in a file that says `# check=error=true`.",
        find=_failed_checks,
        in_examples=False,
    ),
    # BuildKit's build checks.
    _check(
        "DuplicateStageName",
        "Two stages with the same name.",
        stages.duplicate_stage_names,
        level="warning",
        in_examples=True,
    ),
    _check("ReservedStageName", "A stage named `scratch` or `context`.", stages.reserved_stage_names, in_examples=True),
    _check("StageNameCasing", "A stage name that is not in lower case.", casing.stage_name_casing),
    _check("FromAsCasing", "`AS` in a different case from `FROM`.", casing.from_as_casing),
    _check(
        "ConsistentInstructionCasing",
        "Instructions in both upper and lower case.",
        casing.consistent_instruction_casing,
    ),
    _check("NoEmptyContinuation", "A blank line inside an instruction.", forms.no_empty_continuation),
    _check("JSONArgsRecommended", "`CMD` or `ENTRYPOINT` in shell form.", forms.json_args_recommended),
    _check("MaintainerDeprecated", "`MAINTAINER`, which `LABEL` replaces.", forms.maintainer_deprecated),
    _check("UndefinedArgInFrom", "A variable in `FROM` that no `ARG` declares.", variables.undefined_args_in_from),
    _check("WorkdirRelativePath", "A relative `WORKDIR` before any absolute one.", forms.workdir_relative_path),
    _check("UndefinedVar", "A variable that nothing sets.", variables.undefined_variables),
    _check(
        "MultipleInstructionsDisallowed",
        "A `CMD`, `ENTRYPOINT` or `HEALTHCHECK` that a later one replaces.",
        forms.multiple_instructions_disallowed,
    ),
    _check("LegacyKeyValueFormat", "`ENV` or `LABEL` with a space instead of `=`.", forms.legacy_key_value_format),
    _check(
        "RedundantTargetPlatform",
        "`--platform=$TARGETPLATFORM`, which is what `FROM` does anyway.",
        platforms.redundant_target_platform,
    ),
    _check("SecretsUsedInArgOrEnv", "A secret in `ARG` or `ENV`.", variables.secrets),
    _check(
        "InvalidDefaultArgInFrom",
        "A `FROM` that is not a valid image without `--build-arg`.",
        variables.invalid_default_args,
    ),
    _check("FromPlatformFlagConstDisallowed", "A `--platform` that nothing can change.", platforms.constant_platform),
    _check("ExposeProtoCasing", "A protocol that is not in lower case.", ports.expose_proto_casing),
    _check("ExposeInvalidFormat", "`EXPOSE` with an address or a host port.", ports.expose_invalid_format),
    _check(
        "InvalidDefinitionDescription",
        "A comment that does not start with the name it describes.",
        forms.invalid_definition_description,
        experimental=True,
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in _TABLE})
"""Every rule by its name, in the order in which they are documented."""


def nearest_rule(name: str) -> str | None:
    """The rule that was probably meant by a name that is none, for the message about a wrong option."""
    return nearest(name, RULES)
