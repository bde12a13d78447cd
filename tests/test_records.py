"""Values that nobody changes."""

from __future__ import annotations

import pickle
from copy import copy
from dataclasses import field, replace

import pytest

from mkdocs_multistage.records import record


@record(frozen=True, slots=True)
class Point:
    """With a default, as many have."""

    x: int
    names: tuple[str, ...] = field(default=())


@record(frozen=True)
class Named:
    """A hash of its own is kept."""

    name: str

    def __hash__(self):
        return 7


@record(frozen=True, slots=True)
class Measured:
    """Not all of it is compared, or shown."""

    name: str
    size: int = field(default=0, compare=False, repr=False)
    parts: list[Measured] = field(default_factory=list, compare=False)


@record(frozen=True, eq=False)
class Thing:
    """Compared as what it is."""

    name: str


def test_values_are_equal_and_hashed_by_what_is_in_them():
    assert Point(1, ("a",)) == Point(1, ("a",)) != Point(2)
    assert len({Point(1), Point(1), replace(Point(2), x=1)}) == 1
    assert repr(Point(1)) == "Point(x=1, names=())"
    assert hash(Named("a")) == 7
    assert Thing("a") != Thing("a")


def test_values_of_other_classes_are_others():
    assert Named("a") != Measured("a")
    assert Named("a") == Named("a")
    assert Named("a") != "a"


def test_what_is_not_compared_or_shown_is_not():
    one, other = Measured("a", 1), Measured("a", 2)
    assert one == other
    assert hash(one) == hash(other)
    one.parts.append(one)
    assert repr(one) == "Measured(name='a', parts=[...])"


def test_values_can_be_copied_and_sent_to_other_processes():
    assert pickle.loads(pickle.dumps(Point(1, ("a",)))) == copy(Point(1, ("a",)))


def test_values_with_slots_have_no_room_for_more():
    with pytest.raises(AttributeError):
        Point(1).z = 3


def test_the_type_checker_lets_nobody_change_one(tmp_path):
    mypy = pytest.importorskip("mypy.api", reason="waits for the group `lint`, which brings mypy")
    code = tmp_path / "changed.py"
    code.write_text(
        "from mkdocs_multistage.analysis import Analysis\n"
        "def change(analysis: Analysis) -> None:\n"
        "    analysis.kind = 'fragment'\n",
        encoding="utf-8",
    )
    said, _, failed = mypy.run([str(code)])
    assert failed
    assert f"{code.name}:3: error: " in said
    assert "read-only" in said
