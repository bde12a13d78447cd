"""Fuzzing: ``python tests/fuzz page -runs=100000``, or ``python tests/fuzz page --random 100000 --seed 1``.

The first argument is a target of `targets.py`. Without ``--random`` the others are libFuzzer's, and atheris guides the
search by what code a text reaches (``pip install atheris``; it is no dependency of the tests). What it finds
interesting is kept beside the checkout in ``.fuzz/``. With ``--random`` that and the corpus are changed blindly, which
tries several times as many texts in the same time.

What breaks a promise is written to ``.fuzz/crash-…``, and belongs into ``corpus/`` once it is understood.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from pathlib import Path
from time import monotonic

HERE = Path(__file__).parent
GROWN = Path(".fuzz")
LONGEST = 1000
# Seconds between two lines about how far it is.
_PAUSE = 30


def main() -> None:
    """Run one target until it breaks, or as often as it is told."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if "--random" in sys.argv:
        at_random(name)
        return
    import atheris

    with atheris.instrument_imports(include=["mkdocs_multistage"]):
        from targets import TARGETS

    run = target(name, TARGETS)
    grown = GROWN / name
    grown.mkdir(parents=True, exist_ok=True)
    options = [f"-artifact_prefix={grown.parent}/", f"-max_len={LONGEST}", *sys.argv[2:]]
    atheris.Setup([sys.argv[0], str(grown), str(HERE / "corpus"), *options], run)
    atheris.Fuzz()


def at_random(name: str) -> None:
    """Run a target on so many changed entries of the corpus and what was added to it."""
    from targets import TARGETS

    parser = argparse.ArgumentParser(prog="python tests/fuzz TARGET")
    parser.add_argument("--random", type=int, metavar="N", help="how many texts")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(sys.argv[2:])
    run = target(name, TARGETS)
    chance = random.Random(options.seed)
    folders = (HERE / "corpus", GROWN / name)
    entries = [file.read_bytes() for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())]
    said = monotonic()
    for number in range(options.random):
        data = changed(entries, chance)
        try:
            run(data)
        except BaseException:
            GROWN.mkdir(exist_ok=True)
            crash = GROWN / f"crash-{hashlib.sha1(data).hexdigest()}"
            crash.write_bytes(data)
            print(f"{name}: text {number + 1} of seed {options.seed} breaks a promise; it is in {crash}")
            raise
        if monotonic() - said > _PAUSE:
            said = monotonic()
            print(f"{name}: {number + 1:,} texts", flush=True)
    print(f"{name}: {options.random:,} texts of seed {options.seed}, and no promise broken")


def changed(entries: list[bytes], chance: random.Random) -> bytes:
    """An entry with a few changes, or parts of two."""
    data = bytearray(chance.choice(entries))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        kind = chance.randrange(7)
        if kind == 0:
            del data[at : min(end, at + chance.choice((1, 2, 8, LONGEST)))]
        elif kind == 1:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 1, 2, 4, 12))))
        elif kind == 2:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 3:  # what is there once more
            data[at:at] = data[at:end] * chance.choice((1, 1, 2, 5))
        elif kind == 4:  # another's beginning, end or middle
            other = chance.choice(entries)
            start, stop = sorted((chance.randint(0, len(other)), chance.randint(0, len(other))))
            data[at : chance.choice((at, end))] = other[start:stop]
        elif kind == 5:
            piece = data[at:end]
            del data[at:end]
            to = chance.randint(0, len(data))
            data[to:to] = piece
        elif data:
            at = chance.randrange(len(data))
            data[at] = (data[at] + chance.choice((1, -1))) % 256
    return bytes(data[:LONGEST])


def target(name, targets):
    """A target by its name."""
    if name not in targets:
        sys.exit(f"usage: python tests/fuzz TARGET [OPTION]...   (targets: {', '.join(targets)})")
    return targets[name]


main()
