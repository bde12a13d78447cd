"""Texts that are hard for a regular expression: a pattern in, texts of any length out.

Whatever repeats in a pattern is fed with a long run of what it takes, behind a text that leads there and before one
that spoils the match at the very end. That is where a matcher that can divide the run in several ways tries them all.
"""

from __future__ import annotations

from itertools import product

from backtracking import ops, takes

# Of each kind of character that patterns tell apart, one; and what spoils a match.
_COMMON = "aA0_- \t\n\"'\\$/=.é"
_ENDS = ("", "\x00", "\n")
_REPEATS = frozenset({ops.MAX_REPEAT, ops.MIN_REPEAT})
_MOST_RUNS = 24
_MOST_LEADS = 10


def worst_cases(tree):
    """For a parsed pattern its hard texts: functions from a length to a text, each with a name."""
    runs, leads = _some(_runs(tree), _MOST_RUNS), _some(sorted({"", *_leads(tree)}), _MOST_LEADS)
    for lead, run, end in product(leads, runs, _ENDS):
        yield f"{lead!r} + n times {run!r} + {end!r}", lambda n, lead=lead, run=run, end=end: lead + run * n + end


def _some(items, most):
    """The items, or as many of them from all along the list."""
    return [items[place * len(items) // most] for place in range(most)] if len(items) > most else items


def _runs(tree):
    """What may repeat: single characters that some item takes, and the shortest texts of groups that repeat."""
    alphabet = list(dict.fromkeys([*_COMMON, *_literals(tree.data)]))
    found = {}
    for body in _repeated(tree.data):
        if len(body) == 1 and body[0][0] in {ops.LITERAL, ops.NOT_LITERAL, ops.ANY, ops.IN}:
            for character in alphabet:
                if takes(*body[0], character, tree.state.flags):
                    found[character] = None
        else:
            for text in _samples(body, tree.state.flags):
                if text:
                    found[text] = None
    return list(found)


def _leads(tree):
    """Texts that bring a matcher to each of the things that repeat."""
    yield from _leads_in(tree.data, tree.state.flags)


def _leads_in(nodes, flags):
    before = ""
    for op, argument in nodes:
        if op in _REPEATS:
            yield before
        for inner in _inside(op, argument):
            yield from (before + lead for lead in _leads_in(inner, flags))
        before += next(iter(_samples([(op, argument)], flags)), "")


def _repeated(nodes):
    for op, argument in nodes:
        if op in _REPEATS and (argument[1] is ops.MAXREPEAT or argument[1] > 20):
            yield argument[2].data
        for inner in _inside(op, argument):
            yield from _repeated(inner)


def _literals(nodes):
    for op, argument in nodes:
        if op in {ops.LITERAL, ops.NOT_LITERAL}:
            yield chr(argument)
        elif op is ops.IN:
            yield from (chr(value) for inner, value in argument if inner is ops.LITERAL)
            yield from (chr(value[0]) for inner, value in argument if inner is ops.RANGE)
        for inner in _inside(op, argument):
            yield from _literals(inner)


def _inside(op, argument):
    """The parts of a pattern that are inside of another."""
    if op in _REPEATS:
        return [argument[2].data]
    if op is ops.SUBPATTERN:
        return [argument[3].data]
    if op is ops.BRANCH:
        return [branch.data for branch in argument[1]]
    return [argument[1].data] if op in {ops.ASSERT, ops.ASSERT_NOT} else []


def _samples(nodes, flags, most=6):
    """A few short texts that a part of a pattern matches, or nearly."""
    texts = [""]
    for op, argument in nodes:
        options = list(_options(op, argument, flags))[:most]
        texts = [text + option for text in texts for option in options or [""]][:most]
    return texts


def _options(op, argument, flags):
    if op is ops.LITERAL:
        yield chr(argument)
    elif op in {ops.NOT_LITERAL, ops.ANY, ops.IN}:
        own = _literals([(op, argument)]) if op is ops.IN and argument[0][0] is not ops.NEGATE else ()
        yield from (character for character in dict.fromkeys([*own, *_COMMON]) if takes(op, argument, character, flags))
    elif op in _REPEATS:
        least, _, inner = argument
        for text in _samples(inner.data, flags):
            yield text * max(least, 1)
    elif op is ops.SUBPATTERN:
        yield from _samples(argument[3].data, flags)
    elif op is ops.BRANCH:
        for branch in argument[1]:
            yield from _samples(branch.data, flags, 2)
