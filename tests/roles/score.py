"""Prints how well the classifier agrees with a labelled folder: ``python tests/roles/score.py tests/data/roles/tune``."""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path

from mkdocs_multistage.dockerfile import read
from mkdocs_multistage.roles import ROLES, classify


def compare(folder):
    """Each labelled stage of a folder as (file, stage, accepted roles, answer); the first accepted role is the label."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    for name, entry in sorted(labels.items()):
        parsed = read((folder / f"{name}.Dockerfile").read_text(encoding="utf-8"))
        answers = classify(parsed)
        for index, label in enumerate(entry["roles"]):
            accepted = [label, *entry.get("alternatives", {}).get(str(index), [])]
            stage = parsed.stages[index] if index < len(parsed.stages) else None
            yield name, stage, accepted, answers[index] if stage else None


def describe(name, stage, accepted, answer):
    """A line for a person: the file, the stage, both roles and why."""
    if answer is None:
        return f"{name}: a stage labelled {accepted[0]} was not read"
    evidence = "; ".join(f"{e.words!r} at {e.span.line}:{e.span.column} ({e.reason})" for e in answer.evidence)
    return f"{name}: stage {stage.index} {stage.name or '(no name)'} is {accepted[0]}, got {answer.role}: {evidence}"


def main():
    folder = Path(sys.argv[1])
    table = collections.Counter()
    wrong = []
    for name, stage, accepted, answer in compare(folder):
        role = answer.role if answer else "none"
        table[accepted[0], role if role not in accepted else accepted[0]] += 1
        if role not in accepted:
            wrong.append(describe(name, stage, accepted, answer))
    print("label   →  " + "".join(f"{role:>9}" for role in ROLES))
    for label in ROLES:
        print(f"{label:11}" + "".join(f"{table[label, role] or '·':>9}" for role in ROLES))
    total = sum(table.values())
    print(f"{total - len(wrong)} of {total} stages agree: {(total - len(wrong)) / max(total, 1):.1%}")
    print(*wrong, sep="\n")


if __name__ == "__main__":
    main()
