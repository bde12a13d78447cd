"""PROVISIONAL reader, good for well-formed files: replaced by the real one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_multistage.dockerfile.model import (
    Comment, Dockerfile, Flag, Instruction, Reference, Span, Stage, Target, Word,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def read(text: str, *, build_args: Mapping[str, str] | None = None) -> Dockerfile:
    """Read a Dockerfile; raises on no text whatever."""
    lines = text.split("\n")
    instructions, comments = [], []
    i = 0
    while i < len(lines):
        line = lines[i]
        if not line.strip():
            i += 1
            continue
        if line.lstrip().startswith("#"):
            col = line.index("#") + 1
            comments.append(Comment(line.strip()[1:].strip(), Span(i + 1, col, i + 1, len(line) + 1)))
            i += 1
            continue
        first, words = i, []
        while True:
            body = lines[i].rstrip()
            cont = body.endswith("\\")
            if cont:
                body = body[:-1]
            if not lines[i].lstrip().startswith("#"):
                words += [Word(m[0], Span(i + 1, m.start() + 1, i + 1, m.end() + 1)) for m in re.finditer(r"\S+", body)]
            else:
                cont = True
            if not cont or i + 1 >= len(lines):
                break
            i += 1
        span = Span(first + 1, words[0].span.column, i + 1, len(lines[i]) + 1)
        flags, rest = [], words[1:]
        while rest and rest[0].text.startswith("--"):
            w = rest.pop(0)
            name, eq, value = w.text[2:].partition("=")
            s = w.span
            flags.append(Flag(name, value if eq else None, s, Span(s.line, s.column + 2 + len(name) + len(eq), s.line, s.end_column)))
        instructions.append(Instruction(words[0].text.upper(), words[0].span, span, tuple(flags), " ".join(w.text for w in rest), tuple(rest)))
        i += 1
    heads = [k for k, ins in enumerate(instructions) if ins.keyword == "FROM" and ins.words]
    names = {}
    for n, k in enumerate(heads):
        w = instructions[k].words
        if len(w) == 3 and w[1].text.upper() == "AS":
            names[w[2].text.lower()] = n
    stages: list[Stage] = []
    for n, k in enumerate(heads):
        end = heads[n + 1] if n + 1 < len(heads) else len(instructions)
        body = tuple(instructions[k:end])
        w = body[0].words
        refs = []
        for ins in body:
            for f in ins.flags:
                if ins.keyword == "COPY" and f.name == "from" and f.value:
                    s = int(f.value) if f.value.isdigit() else names.get(f.value.lower())
                    refs.append(Reference("copy", f.value, f.value_span, s, ins.line, tuple(x.text for x in ins.words[:-1]), ins))
                if ins.keyword == "RUN" and f.name == "mount" and f.value:
                    m = re.search(r"(?:^|,)from=([^,]*)", f.value)
                    if m:
                        src = re.search(r"(?:^|,)(?:source|src)=([^,]*)", f.value)
                        c = f.value_span.column + m.start(1)
                        refs.append(Reference("mount", m[1], Span(f.span.line, c, f.span.line, c + len(m[1])), names.get(m[1].lower()), ins.line, (src[1] if src else "/",), ins))
        named = len(w) == 3
        plat = body[0].flag("platform")
        earlier = {st.name: st.index for st in stages if st.name}
        stages.append(Stage(n, w[2].text.lower() if named else "", w[2].span if named else None, w[0].text, w[0].span, w[0].text,
                            earlier.get(w[0].text), (plat.value or "") if plat else "",
                            Span(body[0].span.line, body[0].span.column, body[-1].span.end_line, body[-1].span.end_column), body, tuple(refs)))
    targets = []
    reach: list[set[int]] = []
    for st in stages:
        r = {st.index}
        for d in [st.base_stage, *(ref.stage for ref in st.references)]:
            if d is not None and d < st.index:
                r |= reach[d]
        reach.append(r)
        targets.append(Target(st.index, st.name, tuple(sorted(r))))
    return Dockerfile(text, tuple(instructions), tuple(stages), tuple(targets), (), tuple(comments))
