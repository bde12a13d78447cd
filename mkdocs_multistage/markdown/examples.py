"""The Dockerfiles of a page: its blocks in, examples out, each analysed as a whole.

Most blocks are an example by themselves. Those that share a name, by ``example="name"`` or ``continues="name"`` in
their headers, are parts of one: their texts are put together and read as one Dockerfile. What is known of the whole
then goes back to the parts, each with lines counted as in its own fence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mkdocs_multistage.analysis import Analysis, analyze
from mkdocs_multistage.checks import RULES
from mkdocs_multistage.dockerfile import Span
from mkdocs_multistage.markdown import memory
from mkdocs_multistage.markdown.fence_options import FenceProblem
from mkdocs_multistage.markdown.options import listed, near, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from mkdocs_multistage.checks import Finding
    from mkdocs_multistage.markdown.blocks import Block
    from mkdocs_multistage.markdown.fence_options import FenceOptions
    from mkdocs_multistage.markdown.options import Options
    from mkdocs_multistage.render import Size

_LINE_NUMBER = re.compile(r"\bline ([0-9]{1,7})\b")

# Options that an example has one of, so that two of its parts cannot differ in them.
_ONE_FOR_ALL = ("diagram", "target")
_MERGED = ("build_args", "roles", "sizes")


@dataclass(slots=True)
class Part:
    """One fence's share of an example.

    Attributes:
        block: The fence.
        above: How many lines of the example stand in the parts before.
        count: How many are its own, hidden ones included.
        findings: What is wrong in it, lines counted as in the fence, hidden ones included.
        expected: What is wrong in it and meant to be.
        problems: Options that do not fit with those of other fences.
    """

    block: Block
    above: int = 0
    count: int = 0
    findings: list[Finding] = field(default_factory=list)
    expected: list[Finding] = field(default_factory=list)
    problems: list[FenceProblem] = field(default_factory=list)

    @property
    def shown(self) -> Sequence[int]:
        """For each line that the fence shows its number in the example."""
        own = self.block.excerpt.lines
        if own is None:
            return range(self.above + 1, self.above + self.count + 1)
        return tuple(self.above + line for line in own)

    @property
    def all_lines(self) -> tuple[int, ...]:
        """The same with the hidden ones, for a reader who asks for them."""
        return tuple(self.above + line for line in self.block.excerpt.whole_lines)

    def in_example(self, finding: Finding) -> Finding:
        """The finding with lines counted as in the example."""
        return replace(finding, span=_shifted(finding.span, self.above)) if self.above else finding


@dataclass(slots=True)
class Example:
    """A Dockerfile of the page.

    Attributes:
        parts: Its fences, in the order of the page.
        options: What their headers decide together.
        analysis: Of the whole.
        target: The stage that it is built for; ``None`` is the last.
        prefix: What the ids of its places begin with.
        anchors: For each stage the id of its FROM line; empty where no reader can see that.
        is_one_file: Whether the parts show one file, which is the whole for each of them.
        hidden_anchors: The same for the text that a reader has to ask for.
        build_args: The build arguments of the site and of its headers.
        sizes: How large the images of its stages are, by index, as far as that is known.
        key: All that decides the analysis.
    """

    parts: tuple[Part, ...]
    options: FenceOptions
    analysis: Analysis
    target: int | None = None
    prefix: str = ""
    is_one_file: bool = False
    anchors: list[str] = field(default_factory=list)
    hidden_anchors: list[str] = field(default_factory=list)
    build_args: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[int, Size] = field(default_factory=dict)
    key: Hashable = ()

    @property
    def text(self) -> str:
        """The whole Dockerfile."""
        return self.analysis.dockerfile.text

    @property
    def shown_stages(self) -> frozenset[int] | None:
        """The stages of which some part shows a line; ``None`` where that is all of them."""
        if all(part.block.excerpt.lines is None for part in self.parts):
            return None
        shown = {line for part in self.parts for line in part.shown}
        stages = self.analysis.dockerfile.stages
        found = frozenset(s.index for s in stages if not shown.isdisjoint(range(s.line, s.span.end_line + 1)))
        return None if len(found) == len(stages) else found

    def anchors_in(self, part: Part) -> list[str]:
        """The ids of the stages as one part may use them: where two parts show the same line of a file, one has its id."""
        if not self.is_one_file:
            return self.anchors
        stages = self.analysis.dockerfile.stages
        return [
            anchor if self.part_of(stage.line) is part or part.block.excerpt.number(stage.line) is None else ""
            for anchor, stage in zip(self.anchors, stages, strict=True)
        ]

    def reveals_in(self, part: Part) -> bool:
        """Whether a reader can ask for the rest of the Dockerfile at a part: of one file, it is there once."""
        return not self.is_one_file or part is next((part for part in self.parts if part.block.whole), None)

    def part_of(self, line: int) -> Part:
        """The part in which a line of the whole stands; of several that show parts of one file, the first to show it."""
        if self.is_one_file:
            return next((part for part in self.parts if part.block.excerpt.number(line) is not None), self.parts[-1])
        return next((part for part in reversed(self.parts) if line > part.above), self.parts[0])

    def add(self, finding: Finding) -> None:
        """Hand a finding in the whole to the part in which it stands."""
        part = self.part_of(finding.span.line)
        part.findings.append(replace(finding, span=_shifted(finding.span, -part.above)))

    def revise(self, revised: Callable[[Finding, str], Finding]) -> None:
        """Replace each finding by what a function makes of it and of the text in its place."""
        for part in self.parts:
            lines = part.block.excerpt.whole.split("\n") if part.findings else ()
            part.findings = [revised(finding, _text_of(finding.span, lines)) for finding in part.findings]

    def with_lines(self, message: str, say: Callable[[int], str]) -> str:
        """A message about the whole with each ``line 5`` in it said in another way."""
        most = self.parts[-1].above + self.parts[-1].count

        def said(found: re.Match[str]) -> str:
            line = int(found[1])
            return say(line) if 0 < line <= most else found[0]

        # What stands between backticks is the author's text.
        parts = message.split("`")
        parts[::2] = [_LINE_NUMBER.sub(said, part) for part in parts[::2]]
        return "`".join(parts)

    def for_readers_of(self, part: Part, message: str, numbers: Mapping[int, int]) -> str:
        """The message as it is to be shown beside one part.

        Args:
            part: The part.
            message: About the whole.
            numbers: For each line of the whole that the part shows the number beside it.
        """

        def said(line: int) -> str:
            number = numbers.get(line) if numbers else part.block.excerpt.number(line - part.above)
            if number is not None and line in part.shown:
                return f"line {number}"
            return "a line that is not shown" if self.part_of(line) is part else "another block"

        return self.with_lines(message, said)


def group(blocks: Iterable[Block]) -> list[tuple[Part, ...]]:
    """The blocks of each example, in the order of their first parts."""
    groups: dict[str, list[Part]] = {}
    named: dict[str, list[Part]] = {}
    for block in blocks:
        part = Part(block)
        options = block.options
        if options.example and options.continues and options.example != options.continues:
            message = (
                f"The fence options `example` and `continues` name two examples, {shown(options.example)} and "
                f"{shown(options.continues)}; a block belongs to only one."
            )
            part.problems.append(FenceProblem("continues", message))
            groups[block.mark] = [part]
            continue
        name = options.example or options.continues
        if options.continues and not options.example and name not in named:
            hint = near(name, named) or (f" Examples above: {listed(list(named), most=8)}." if named else "")
            message = (
                f"The fence option `continues` is {shown(name)}, but no block above has that `example` name."
                f"{hint or ' Give the first part example=' + chr(34) + name + chr(34) + '.'}"
            )
            part.problems.append(FenceProblem("continues", message))
            groups[block.mark] = [part]
        elif name in named:
            named[name].append(part)
        else:
            groups[block.mark] = [part]
            if name:
                named[name] = groups[block.mark]
    return [tuple(parts) for parts in groups.values()]


def read_example(parts: tuple[Part, ...], site: Options) -> Example:
    """Put the parts together and analyse the whole."""
    options = _together(parts)
    files = {part.block.excerpt.file for part in parts} if len(parts) > 1 else ()
    is_one_file = len(files) == 1 and "" not in files
    above = 0
    for part in parts:
        part.above, part.count = above, part.block.excerpt.whole.count("\n") + 1
        above += 0 if is_one_file else part.count
    text = "\n".join(part.block.excerpt.whole for part in (parts[:1] if is_one_file else parts))
    contexts = (*site.contexts, *options.contexts)
    build_args = {**site.build_args, **options.build_args}
    roles = options.roles
    if site.roles:
        roles = {**roles, **{pattern: role for pattern, role in site.roles.items() if pattern not in roles}}
    rules = (*[rule for rule, level in site.checks.items() if level != "ignore"], *options.expect)
    # In the order in which they are given: of two patterns for roles the first counts.
    key = text, contexts, tuple(build_args.items()), tuple(roles.items()), rules
    analysis = memory.analyses.recall(
        key,
        lambda: analyze(
            text, scope="example", contexts=contexts, build_args=build_args, role_overrides=roles, extra_rules=rules
        ),
        lambda _: len(text),
    )
    example = Example(
        parts,
        options,
        analysis,
        target=_target(options, analysis),
        is_one_file=is_one_file,
        build_args=build_args,
        key=key,
    )
    for finding in analysis.findings:
        example.add(finding)
    for part in parts:  # what one part expects, and only that one, no other is held against
        part.findings = [
            finding
            for finding in part.findings
            if finding.rule not in options.expect
            or finding.rule in part.block.options.expect
            or _is_wanted(finding, site)
        ]
    return example


def _is_wanted(finding: Finding, site: Options) -> bool:
    """Whether a page is held against a finding's rule, unless a fence asks for it."""
    rule = RULES.get(finding.rule)
    return finding.rule in site.checks or rule is None or (rule.in_examples and rule.level != "ignore")


def _together(parts: tuple[Part, ...]) -> FenceOptions:
    """One set of options for all parts; a later one that contradicts an earlier one is a problem of its own part."""
    together = parts[0].block.options
    for part in parts[1:]:
        own = part.block.options
        values: dict[str, Any] = {
            "contexts": (*together.contexts, *own.contexts),
            "expect": (*together.expect, *own.expect),
            "outline": together.outline or own.outline,
            "measure": together.measure and own.measure,
        }
        for key in _ONE_FOR_ALL:
            old, new = getattr(together, key), getattr(own, key)
            if old and new and old != new:
                part.problems.append(_conflict(key, new, old))
            values[key] = old or new
        for key in _MERGED:
            old, new = getattr(together, key), getattr(own, key)
            part.problems += [
                _conflict(key, f"{name}={value}", f"{name}={old[name]}")
                for name, value in new.items()
                if old.get(name, value) != value
            ]
            values[key] = {**new, **old}
        together = replace(together, **values)
    return together


def _conflict(key: str, new: str, old: str) -> FenceProblem:
    message = f"The fence option `{key}` is {shown(new)} here, and {shown(old)} in an earlier part of the same example."
    return FenceProblem(key, f"{message} Set it once.")


def _target(options: FenceOptions, analysis: Analysis) -> int | None:
    """The stage that ``target`` names, as ``docker build --target`` finds it."""
    wanted = options.target.lower()
    if not wanted:
        return None
    return next((s.index for s in reversed(analysis.dockerfile.stages) if s.name == wanted), None)


def _text_of(span: Span, lines: Sequence[str]) -> str:
    """The text of a span on one line; nothing of any other."""
    if span.line != span.end_line or not 0 < span.line <= len(lines):
        return ""
    return lines[span.line - 1][span.column - 1 : span.end_column - 1]


def _shifted(span: Span, by: int) -> Span:
    return Span(span.line + by, span.column, span.end_line + by, span.end_column) if by else span
