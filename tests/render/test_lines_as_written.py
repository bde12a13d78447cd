"""A line that is edited as it is written comes out as one that is taken apart first."""

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_multistage.render import code_html

RUN = st.text("ab =-", max_size=4)
SPAN = RUN.map('<span class="k">{}</span>'.format)
LINES = st.tuples(st.sampled_from(["", '<a id="q"></a>']), st.lists(st.one_of(RUN, SPAN), max_size=5)).map(
    lambda parts: f'<span id="x">{parts[0]}{"".join(parts[1])}\n</span>'
)


@given(
    LINES, st.lists(st.integers(0, 20), max_size=4), st.sampled_from(["", "<i></i>"]), st.sampled_from(["", "<b></b>"])
)
def test_both_ways_of_editing_a_line_agree(html, places, at_start, at_end):
    block = code_html.take_apart(f"<pre><code>{html}</code></pre>")
    (line,) = block.lines
    length = len(line.text) - 1
    ends = sorted(min(place, length) for place in places[: len(places) // 2 * 2])
    wraps = [
        code_html.Wrap(start, end, f"<u{start}>", f"</u{start}>")
        for start, end in zip(ends[::2], ends[1::2], strict=True)
    ]
    taken_apart = code_html.Line()
    taken_apart.items = list(code_html.take_apart(f"<pre><code>{html}</code></pre>").lines[0].items)
    code_html.edit(line, wraps=wraps, at_start=at_start, at_end=at_end)
    code_html.edit(taken_apart, wraps=wraps, at_start=at_start, at_end=at_end)
    assert line.html == taken_apart.html
    assert line.text == taken_apart.text
