"""What is remembered of blocks, and what is not."""

from __future__ import annotations

import threading

import pytest
from recorder import Recorder

from mkdocs_multistage.markdown import decoration, examples, memory
from mkdocs_multistage.markdown.memory import Memory

ONE = "FROM golang:1.24 AS build\nRUN go build -o /app .\n\nFROM alpine:3.22\nCOPY --from=build /app /app\n"
TWO = ONE.replace("golang", "rust")


def fence(body=ONE, header=""):
    return f"```dockerfile {header}\n{body}```\n".replace(" \n", "\n", 1)


@pytest.fixture
def counted(monkeypatch):
    """How often a Dockerfile is analysed, and how often a block is made."""
    counts = {"analysed": 0, "made": 0}

    def count(module, name, key):
        original = getattr(module, name)

        def counting(*arguments, **named):
            counts[key] += 1
            return original(*arguments, **named)

        monkeypatch.setattr(module, name, counting)

    count(examples, "analyze", "analysed")
    count(decoration, "figure", "made")
    return counts


def test_a_block_that_is_as_it_was_is_neither_analysed_nor_made_again(convert, counted):
    page = fence() + "\ntext\n\n" + fence(TWO)
    first = convert(page).html
    assert counted == {"analysed": 2, "made": 2}
    assert convert(page).html == first
    assert counted == {"analysed": 2, "made": 2}


def test_of_a_changed_page_only_the_changed_block_is_analysed(convert, counted):
    convert(fence() + "\ntext\n\n" + fence(TWO))
    html = convert(fence() + "\nother text\n\n" + fence(TWO.replace("rust", "gcc"))).html
    assert counted == {"analysed": 3, "made": 3}
    assert "gcc" in html


@pytest.mark.parametrize(
    ("body", "header", "options", "again"),
    [
        (ONE, "", {"contexts": ["other"]}, 1),
        (ONE, "", {"build_args": {"A": "1"}}, 1),
        (ONE, "", {"roles": {"build": "tool"}}, 1),
        (ONE, "", {"checks": {"UnpinnedBaseImage": "warn"}}, 1),
        (ONE, "", {"diagram": "rail"}, 0),
        (ONE, "", {"badges": False}, 0),
        (ONE, "", {"labels": {"build": "compilation"}}, 0),
        (ONE, "", {"language": "pt"}, 0),
        (ONE, 'diagram="off"', {}, 0),
        (ONE, 'badges="off"', {}, 0),
        (ONE, 'target="build"', {}, 0),
        (ONE, 'linenums="5"', {}, 0),
        (ONE, 'roles="build=dev"', {}, 1),
        (ONE.replace("--from=build", "--from=biuld"), "", {}, 1),
        (ONE.replace("--from=build", "--from=biuld"), "", {"findings": "always"}, 1),
    ],
)
def test_what_an_option_decides_is_never_stale(convert, body, header, options, again):
    convert(fence())
    changed = convert(fence(body, header), **options).html
    assert len(memory.analyses) == 1 + again
    memory.analyses.clear()
    memory.blocks.clear()
    assert convert(fence(body, header), **options).html == changed


def test_what_the_preview_shows_is_not_what_a_build_shows(convert):
    body = ONE.replace("--from=build", "--from=biuld")
    host = Recorder()
    assert "ms-fault" not in convert(fence(body), host=host).html
    host.serving = True
    assert "ms-fault" in convert(fence(body), host=host).html
    host.serving = False
    assert "ms-fault" not in convert(fence(body), host=host).html


def test_what_another_block_of_the_page_decides_is_not_stale(convert):
    fragment = "COPY --from=biuld /app /app\nRUN true\n"
    first = convert(fence() + "\n" + fence(fragment), findings="always").html
    second = convert(fence(fragment), findings="always").html
    assert "ms-fault" in first
    assert "ms-fault" not in second


def test_findings_are_reported_again_though_the_block_is_remembered(convert, counted):
    page = fence(ONE.replace("--from=build", "--from=biuld"))
    assert [len(convert(page).host.reports) for _ in range(2)] == [1, 1]
    assert counted["analysed"] == 1


def test_two_pages_with_one_text_have_ids_of_their_own(convert):
    one = convert(fence(), host=Recorder(key="one.md")).html
    other = convert(fence(), host=Recorder(key="other.md")).html
    assert one != other


def keep(memory, *keys):
    made = []
    for key in keys:
        memory.recall(key, lambda key=key: made.append(key), lambda _: 1)
    return made


def test_a_memory_is_bounded():
    memory = Memory(10)
    keep(memory, *range(100))
    assert len(memory) <= 10


def test_a_memory_without_room_is_not_used():
    assert keep(Memory(0), "a", "a") == ["a", "a"]


def test_a_single_build_remembers_no_blocks_and_a_preview_all(convert, counted):
    memory.expect(rebuilds=False)
    single = convert(fence()).html
    assert (len(memory.analyses), len(memory.blocks)) == (1, 0)
    memory.expect(rebuilds=True)
    assert convert(fence()).html == convert(fence()).html == single
    assert (counted["analysed"], len(memory.blocks)) == (1, 1)


def test_what_is_too_large_is_not_remembered():
    memory = Memory(10)
    memory.recall("a", lambda: 1, lambda _: 6)
    assert len(memory) == 0


def test_what_fails_is_not_remembered():
    memory = Memory(10)
    with pytest.raises(ZeroDivisionError):
        memory.recall("a", lambda: 1 // 0, lambda _: 1)
    assert memory.recall("a", lambda: 2, lambda _: 1) == 2


def test_a_site_larger_than_the_memory_keeps_what_fits_from_build_to_build():
    memory = Memory(10)
    for _ in range(3):
        memory.age()
        made = keep(memory, *range(15))
    assert made == [10, 11, 12, 13, 14]


def test_what_two_builds_do_not_want_is_forgotten():
    memory = Memory(10)
    memory.age()
    keep(memory, "a", "b")
    for _ in range(2):
        memory.age()
        keep(memory, "b")
    assert keep(memory, "a", "b") == ["a"]


def test_what_changes_from_build_to_build_finds_room():
    memory = Memory(4)
    for turn in range(10):
        memory.age()
        assert keep(memory, "a", "b", turn) == (["a", "b", turn] if turn == 0 else [turn])


def test_a_memory_serves_several_threads():
    memory = Memory(50)
    wrong = []

    def work():
        for turn in range(2_000):
            key = turn % 80
            if memory.recall(key, lambda key=key: key * 2, lambda _: 1) != key * 2:
                wrong.append(key)
            if turn % 500 == 0:
                memory.age()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(memory) <= 50
