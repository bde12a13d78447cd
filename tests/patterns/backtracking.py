"""How much work a regular expression does: a pattern and a text in, a number of steps out.

Python's own matcher does not tell, and a clock is no judge: the time of one match is too short, and machines differ. So
this one walks the pattern as Python parses it, tries what Python's would try in the same order, and counts. It is slow
and knows no shortcuts, which is no matter: a pattern whose steps grow with the square of the text here has its time
grow so there.
"""

from __future__ import annotations

import re
import unicodedata

from recursion import recursion_limit

try:
    from re import _constants as ops
    from re import _parser as parser
except ImportError:  # Python 3.10
    import sre_constants as ops
    import sre_parse as parser

_DEEPEST = 20_000

MOST_STEPS = 100_000
"""Where a count ends: no linear pattern comes near it on the texts that are tried."""


def parse(pattern: str, flags: int = 0):
    """The pattern as Python sees it."""
    return parser.parse(pattern, flags)


def steps(tree, text: str, *, how: str) -> int:
    """The steps that it takes to find all (``search``) or to hold a pattern against the text's beginning.

    Args:
        tree: What `parse` gives.
        text: The text.
        how: The method that is called: ``match``, ``fullmatch`` or any of those that look everywhere.
    """
    machine = Machine(tree, text)
    try:
        with recursion_limit(_DEEPEST):
            if how == "fullmatch":
                machine.at(0, lambda end: end == len(text))
            elif how == "match":
                machine.at(0, _anywhere)
            else:
                machine.everywhere(once=how == "search")
    except TooManyStepsError:
        return MOST_STEPS
    return machine.count


class TooManyStepsError(Exception):
    """More steps than anybody wants to wait for."""


class Machine:
    """One match of one pattern against one text."""

    def __init__(self, tree, text):
        self.tree = tree
        self.text = text
        self.flags = tree.state.flags
        self.count = 0
        self.groups = {}
        self.taken = {}

    def at(self, place, then):
        return self._sequence(self.tree.data, 0, place, then)

    def everywhere(self, *, once):
        place = 0
        while place <= len(self.text):
            ends = []

            def found(end, ends=ends):
                ends.append(end)
                return True

            self.groups = {}
            if self.at(place, found):
                if once:
                    return
                place = max(ends[-1], place + 1)
            else:
                place += 1

    def _step(self):
        self.count += 1
        if self.count > MOST_STEPS:
            raise TooManyStepsError

    def _sequence(self, nodes, index, place, then):
        if index == len(nodes):
            return then(place)
        op, argument = nodes[index]
        self._step()
        if op in _ONE:
            return (
                place < len(self.text)
                and self._takes(op, argument, place)
                and self._sequence(nodes, index + 1, place + 1, then)
            )

        def go_on(end):
            return self._sequence(nodes, index + 1, end, then)

        return _WAYS[op](self, argument, place, go_on)

    def _branch(self, argument, place, then):
        return any(self._sequence(branch.data, 0, place, then) for branch in argument[1])

    def _group(self, argument, place, then):
        number, _, _, inner = argument
        before = self.groups.get(number)

        def close(end):
            old = self.groups.get(number)
            self.groups[number] = self.text[place:end]
            if then(end):
                return True
            self.groups[number] = old
            return False

        if self._sequence(inner.data, 0, place, close):
            return True
        self.groups[number] = before
        return False

    def _reference(self, number, place, then):
        said = self.groups.get(number)
        return said is not None and self.text.startswith(said, place) and then(place + len(said))

    def _condition(self, argument, place, then):
        number, yes, no = argument
        chosen = yes if self.groups.get(number) is not None else no
        return self._sequence(chosen.data if chosen else [], 0, place, then)

    def _repeat(self, argument, place, then, *, greedy):
        least, most, inner = argument
        body = inner.data
        if len(body) == 1 and body[0][0] in _ONE:  # Python runs through those without a stack, and so do we
            return self._run(least, most, body[0], place, then, greedy=greedy)

        def again(count, start):
            self._step()

            def one_more(end):
                return end != start and again(count + 1, end)

            if count < least:
                return self._sequence(body, 0, start, lambda end: again(count + 1, end))
            if greedy:
                return (count < most and self._sequence(body, 0, start, one_more)) or then(start)
            return then(start) or (count < most and self._sequence(body, 0, start, one_more))

        return again(0, place)

    def _run(self, least, most, item, place, then, *, greedy):
        op, argument = item
        limit = min(len(self.text), place + most) if most is not ops.MAXREPEAT else len(self.text)
        end = place
        if not greedy:
            while True:
                self._step()
                if end - place >= least and then(end):
                    return True
                if end >= limit or not self._takes(op, argument, end):
                    return False
                end += 1
        while end < limit and self._takes(op, argument, end):
            self._step()
            end += 1
        while end - place >= least:
            self._step()
            if then(end):
                return True
            end -= 1
        return False

    def _look(self, argument, place):
        direction, inner = argument
        groups = dict(self.groups)
        if direction > 0:
            seen = self._sequence(inner.data, 0, place, _anywhere)
        else:
            low, high = inner.getwidth()
            assert low == high, "Python allows no other"
            seen = place >= low and self._sequence(inner.data, 0, place - low, lambda end: end == place)
        if not seen:
            self.groups = groups
        return bool(seen)

    def _stands(self, where, place):
        text = self.text
        if where in {ops.AT_BEGINNING, ops.AT_BEGINNING_STRING}:
            return place == 0 or (
                where is ops.AT_BEGINNING and bool(self.flags & re.MULTILINE) and text[place - 1] == "\n"
            )
        if where is ops.AT_END:
            last = place == len(text) or (place == len(text) - 1 and text[place] == "\n")
            return last or (bool(self.flags & re.MULTILINE) and text[place] == "\n")
        if where is ops.AT_END_STRING:
            return place == len(text)
        sides = [0 <= side < len(text) and _is_word(text[side]) for side in (place - 1, place)]
        return (sides[0] != sides[1]) is (where is ops.AT_BOUNDARY)

    def _takes(self, op, argument, place):
        # Most of what is asked was asked before: texts are runs of a few characters. The tree outlives the machine.
        asked = (op, id(argument) if op is ops.IN else argument, self.text[place])
        if asked not in self.taken:
            self.taken[asked] = takes(op, argument, self.text[place], self.flags)
        return self.taken[asked]


def _anywhere(_):
    return True


_WAYS = {
    ops.BRANCH: Machine._branch,
    ops.SUBPATTERN: Machine._group,
    ops.MAX_REPEAT: lambda machine, argument, place, then: machine._repeat(argument, place, then, greedy=True),
    ops.MIN_REPEAT: lambda machine, argument, place, then: machine._repeat(argument, place, then, greedy=False),
    ops.ASSERT: lambda machine, argument, place, then: machine._look(argument, place) and then(place),
    ops.ASSERT_NOT: lambda machine, argument, place, then: not machine._look(argument, place) and then(place),
    ops.AT: lambda machine, argument, place, then: machine._stands(argument, place) and then(place),
    ops.GROUPREF: Machine._reference,
    ops.GROUPREF_EXISTS: Machine._condition,
}
_ONE = {ops.LITERAL, ops.NOT_LITERAL, ops.ANY, ops.IN}


def takes(op, argument, character, flags):
    """Whether one item of a pattern takes a character."""
    if op is ops.ANY:
        return character != "\n" or bool(flags & re.DOTALL)
    forms = {character, character.lower(), character.upper()} if flags & re.IGNORECASE else {character}
    if op is ops.IN:
        negated = argument[0][0] is ops.NEGATE
        inside = any(_in(item, form) for item in argument for form in forms)
        return inside is not negated
    is_it = any(argument == ord(form) for form in forms if len(form) == 1)
    return is_it is (op is ops.LITERAL)


def _in(item, character):
    op, argument = item
    if op is ops.NEGATE or len(character) != 1:
        return False
    if op is ops.LITERAL:
        return argument == ord(character)
    if op is ops.RANGE:
        return argument[0] <= ord(character) <= argument[1]
    wanted = {
        ops.CATEGORY_DIGIT: character.isdecimal(),
        ops.CATEGORY_SPACE: character.isspace(),
        ops.CATEGORY_WORD: _is_word(character),
    }
    opposite = {
        ops.CATEGORY_NOT_DIGIT: ops.CATEGORY_DIGIT,
        ops.CATEGORY_NOT_SPACE: ops.CATEGORY_SPACE,
        ops.CATEGORY_NOT_WORD: ops.CATEGORY_WORD,
    }
    return wanted[argument] if argument in wanted else not wanted[opposite[argument]]


def _is_word(character):
    return character == "_" or character.isalnum() or unicodedata.category(character) == "Nl"
