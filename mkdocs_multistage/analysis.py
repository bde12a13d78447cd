"""`analyze`: a Dockerfile's text in, its stages, roles and findings out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mkdocs_multistage import checks, dockerfile, roles
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mkdocs_multistage.checks import Finding, Kind, Scope
    from mkdocs_multistage.dockerfile import Dockerfile
    from mkdocs_multistage.roles import Role, StageRole


@record(frozen=True, slots=True)
class Analysis:
    """All that is known of one Dockerfile.

    Attributes:
        dockerfile: Its instructions, stages and references.
        roles: What each stage is for, in stage order.
        findings: What is wrong with it, in the order of the text.
        filename: The name given to `analyze`.
        kind: ``dockerfile`` for a whole one; ``fragment`` for a part of one, ``other`` for another language,
            both of which a page shows as they are.
        reason: Why it is of this kind, to follow "it".
        contexts: The names given by ``--build-context``, as they were given.
        is_refused: Whether some finding says that BuildKit refuses it; stays so when findings are set aside.
    """

    dockerfile: Dockerfile
    roles: tuple[StageRole, ...]
    findings: tuple[Finding, ...]
    filename: str | None = None
    kind: Kind = "dockerfile"
    reason: str = ""
    contexts: tuple[str, ...] = ()
    is_refused: bool = False

    @property
    def is_connected(self) -> bool:
        """Whether this is one build, not several side by side: some stage uses another, or was meant to.

        A misspelt name counts as one that was meant: the example is drawn, mistake included.
        """
        misses_one = any(finding.rule == "UnknownStage" for finding in self.findings)
        return self.kind == "dockerfile" and (self.dockerfile.has_edges or misses_one)

    def to_dict(self) -> dict[str, Any]:
        """The same in plain JSON types, stable across releases.

        Returns:
            The keys ``kind``, ``instructions`` (keyword, first and last line of each), ``stages``, ``targets`` and
            ``findings``: what `inspect --format json` prints.
        """
        parsed = self.dockerfile
        return {
            "kind": self.kind,
            "instructions": [[i.keyword, i.line, i.last_line] for i in parsed.instructions],
            "stages": [
                {
                    "index": stage.index,
                    "name": stage.name,
                    "base": stage.base,
                    "resolved_base": stage.resolved_base,
                    "base_stage": stage.base_stage,
                    "platform": stage.platform,
                    "line": stage.line,
                    "role": role.role,
                    "properties": list(role.properties),
                    "evidence": [
                        {"words": e.words, "line": e.span.line, "column": e.span.column, "reason": e.reason}
                        for e in role.evidence
                    ],
                    "references": [
                        {"kind": ref.kind, "source": ref.source, "stage": ref.stage, "line": ref.line}
                        for ref in stage.references
                        if not ref.kind.startswith("onbuild")
                    ],
                }
                for stage, role in zip(parsed.stages, self.roles, strict=True)
            ],
            "targets": [{"index": t.index, "name": t.name, "reachable": list(t.reachable)} for t in parsed.targets],
            "findings": [
                {
                    "rule": f.rule,
                    "level": f.level,
                    "line": f.span.line,
                    "column": f.span.column,
                    "end_line": f.span.end_line,
                    "end_column": f.span.end_column,
                    "message": f.message,
                    "suggestion": f.suggestion,
                    "origin": f.origin,
                    "fatal": f.fatal,
                }
                for f in self.findings
            ],
        }


def analyze(
    text: str,
    *,
    filename: str | None = None,
    build_args: Mapping[str, str] | None = None,
    contexts: Collection[str] = (),
    role_overrides: Mapping[str, Role] | None = None,
    scope: Scope = "file",
    extra_rules: Collection[str] = (),
) -> Analysis:
    """Read, classify and check a Dockerfile.

    Nothing is built, fetched or run, and no text makes it raise.

    Args:
        text: The Dockerfile.
        filename: A name for reports; no file is read.
        build_args: Values given by ``--build-arg``.
        contexts: Names given by ``--build-context``, which a reference may mean.
        role_overrides: Roles the author decided, by the stage's name, a pattern for it (`fnmatch`), or its index as digits.
        scope: ``file`` reads the text as a whole Dockerfile, as `docker build` would. ``example``
            reads it as a block in documentation: fragments, placeholders and ellipses are no mistakes.
        extra_rules: Names of rules that blocks are held against only where a site asks for it: BuildKit's
            checks of style; and names of rules that are ignored by default.

    Returns:
        What the text is, its stages and references, a role for each stage, and the findings.

    Raises:
        TypeError: `contexts` or `extra_rules` is one string, whose letters would be taken for names.
    """
    for argument, names in (("contexts", contexts), ("extra_rules", extra_rules)):
        if isinstance(names, str):
            raise TypeError(f"{argument} takes several names, not one string: write ({names!r},).")
    parsed = dockerfile.read(text if scope == "file" else checks.join_templates(text), build_args=build_args)
    if parsed.text != text:
        parsed = replace(parsed, text=text)
    block = checks.read_block(parsed, scope=scope)
    findings = checks.check(parsed, scope=scope, contexts=contexts, block=block, extra_rules=extra_rules)
    return Analysis(
        dockerfile=parsed,
        roles=roles.classify(parsed, overrides=role_overrides),
        findings=findings,
        filename=filename,
        kind=block.kind,
        reason=block.reason,
        contexts=tuple(contexts),
        is_refused=any(finding.fatal for finding in findings),
    )
