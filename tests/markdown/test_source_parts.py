"""Whatever a file holds and a header asks for: what is shown is the file's own lines, in their order, without marks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_multistage.markdown.fence_options import read_fence_options
from mkdocs_multistage.markdown.files import File
from mkdocs_multistage.markdown.sources import read_source

LINES = st.sampled_from(
    [
        "FROM a AS b", "FROM b AS c", "from d", "FROM", "", "  ", "# comment", "# syntax=x", "RUN x \\", "COPY --from=b / /",
        "# --8<-- [start:r]", "# --8<-- [end:r]", "// -8<- [ START : q ]", "# ;--8<-- [start:r]", "RUN <<EOF", "EOF",
        "# multistage: hide", "# multistage: show", "\ufeffFROM x", "\x0c", "a\rb",
    ]
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        ["b", "c", "last", "0", "7", "-1", "b,c", "1-3", "2-", "-2", "9-", "1-3,5-", "r", "q", "R", ",", "é"]
    ),
    st.text(max_size=6),
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(
    lines=st.lists(LINES, max_size=14),
    options=st.dictionaries(st.sampled_from(["stages", "lines", "region", "sync", "reveal"]), VALUES, max_size=2),
)
def test_what_is_shown_are_lines_of_the_file_in_their_order_without_marks(lines, options):
    text = "\n".join(lines)
    chosen = read_fence_options({"source": "x", **options})
    source = read_source(chosen, lambda path: File(path, text))
    if source.excerpt is None:
        assert source.problems
        return
    excerpt = source.excerpt
    own = text.removesuffix("\n").split("\n")
    numbers = tuple(range(1, len(own) + 1)) if excerpt.lines is None else excerpt.lines
    assert list(numbers) == sorted(set(numbers))
    assert numbers
    if excerpt.lines is not None:
        assert excerpt.text.split("\n") == [own[number - 1] for number in numbers]
        assert "[start:r]" not in excerpt.text.replace(";--8<-- [start:r]", "")
    assert excerpt.whole.count("\n") == len(own) - 1
    assert all(0 <= problem.line <= len(own) for problem in (*source.problems, *excerpt.problems))
    assert all(str(problem.message).isprintable() for problem in source.problems)
