"""`analyze`: a Dockerfile's text in, its stages, roles and findings out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mkdocs_multistage import checks, dockerfile, roles
from mkdocs_multistage.memory import LONGEST, Memory

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mkdocs_multistage.checks import Finding, Kind, Scope
    from mkdocs_multistage.dockerfile import Dockerfile
    from mkdocs_multistage.roles import Role, StageRole


@dataclass(frozen=True, slots=True)
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

        A misspelt name is shown as Docker takes it, as an image, rather than not at all.
        """
        misses_one = any(finding.rule == "UnknownStage" for finding in self.findings)
        return self.kind == "dockerfile" and (self.dockerfile.has_edges or misses_one)

    def to_dict(self) -> dict[str, Any]:
        """The same in plain JSON types, stable across releases."""
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


_MEMORY: Final[Memory[Analysis]] = Memory()


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

    Args:
        text: The Dockerfile. Raises on no text whatever.
        filename: A name for reports.
        build_args: Values given by ``--build-arg``.
        contexts: Names given by ``--build-context``, which a reference may mean.
        role_overrides: Roles the author decided, by stage-name pattern (`fnmatch`) or index.
        scope: ``file`` reads the text as a whole Dockerfile, as `docker build` would. ``example``
            reads it as a block in documentation: fragments, placeholders and ellipses are no mistakes.
        extra_rules: Names of rules that blocks are held against only where a site asks for it: BuildKit's
            checks of style; and names of rules that are ignored by default.
    """
    asked = _Asked(
        text=text,
        filename=filename,
        build_args=tuple(build_args.items()) if build_args else (),
        contexts=tuple(contexts),
        role_overrides=tuple(role_overrides.items()) if role_overrides else (),
        scope=scope,
        extra_rules=tuple(extra_rules),
    )
    return _analyze(asked) if len(text) > LONGEST else _MEMORY.get(asked, lambda: _analyze(asked))


class _Asked(NamedTuple):
    """What `analyze` was asked: all that its answer depends on."""

    text: str
    filename: str | None
    build_args: tuple[tuple[str, str], ...]
    contexts: tuple[str, ...]
    role_overrides: tuple[tuple[str, Role], ...]
    scope: Scope
    extra_rules: tuple[str, ...]


def _analyze(asked: _Asked) -> Analysis:
    text, scope = asked.text, asked.scope
    parsed = dockerfile.read(
        text if scope == "file" else checks.join_templates(text), build_args=dict(asked.build_args)
    )
    if parsed.text != text:
        parsed = replace(parsed, text=text)
    block = checks.read_block(parsed, scope=scope)
    findings = checks.check(parsed, scope=scope, contexts=asked.contexts, block=block, extra_rules=asked.extra_rules)
    return Analysis(
        dockerfile=parsed,
        roles=roles.classify(parsed, overrides=dict(asked.role_overrides)),
        findings=findings,
        filename=asked.filename,
        kind=block.kind,
        reason=block.reason,
        contexts=asked.contexts,
        is_refused=any(finding.fatal for finding in findings),
    )
