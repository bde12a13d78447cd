"""What is remembered is bounded, in entries and in characters."""

from mkdocs_multistage.remembered import remembered


def asked(texts, most, longest):
    """The texts that a function was asked for, while it remembers some."""
    found = []

    @remembered(most, longest)
    def length(text):
        found.append(text)
        return len(text)

    assert [length(text) for text in texts] == [len(text) for text in texts]
    return found


def test_a_short_text_is_worked_out_once():
    assert asked(["a", "b", "a", "a"], 8, 3) == ["a", "b"]


def test_a_long_text_is_worked_out_each_time():
    assert asked(["long", "long"], 8, 3) == ["long", "long"]


def test_of_many_texts_the_oldest_is_forgotten():
    assert asked(["a", "b", "c", "a"], 2, 3) == ["a", "b", "c", "a"]
