"""In a browser, what is wrong is seen where it is, and moves nothing."""

import pytest
from test_code_in_browser import MEASURE, copied

BODY = """\
FROM golang:1.24 AS build
RUN go build -o /app . && echo "a line that is much longer than a phone is wide, and has to be scrolled sideways"

FROM alpine:3.22
COPY --from=biuld /app /app
# A remark. (1)
COPY --from=build /etc /etc
WORKDIR app
"""
SINGLE = "FROM alpine:3.22 # small\nRUN apk add --no-cache curl\n"
FRAGMENT = "COPY --from=biuld /app /app\nRUN true\n"
PAGE = "\n".join((
    "# Page\n",
    f"~~~ {{.dockerfile .annotate}}\n{BODY}~~~\n\n1.  Said aside.\n",
    f'~~~ dockerfile linenums="5" hl_lines="5 7"\n{BODY}~~~\n',
    f"~~~ dockerfile\n{SINGLE}~~~\n",
    f'~~~ dockerfile linenums="1" title="Dockerfile"\n{SINGLE}~~~\n',
    f"~~~ dockerfile\n{FRAGMENT}~~~\n",
    "~~~ sh\ndocker build --target biuld .\ndocker run app\n~~~\n",
))  # fmt: skip
STYLES = {
    "bare": {},
    "spans": {"line_spans": "__span", "anchor_linenums": True, "pygments_lang_class": True},
    "inline": {"linenums_style": "inline"},
    "pymdownx-inline": {"linenums_style": "pymdownx-inline", "line_spans": "__span", "anchor_linenums": True},
}
ROWS = ".ms-f.ms-found"


@pytest.fixture(scope="session")
def build(build_site, material):
    def build(style, findings, theme=None):
        return build_site(
            {"index.md": PAGE},
            theme=theme or material,
            plugins=["search", {"multistage": {"findings": findings, "checks": {"WorkdirRelativePath": "info"}}}],
            markdown_extensions=[
                "attr_list",
                "md_in_html",
                {"pymdownx.highlight": STYLES[style]},
                "pymdownx.superfences",
            ],
        )

    return build


@pytest.fixture
def open_page(only_look):
    """No test here leaves anything behind."""
    return only_look


@pytest.fixture
def shown(build, open_page):
    def shown(style="spans", theme=None, **options):
        return open_page(f"{build(style, 'always', theme).address}/", **options)

    return shown


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("style", STYLES)
def test_findings_move_no_character_and_change_no_copied_text(build, open_page, style, width):
    without, with_ = (
        open_page(f"{build(style, findings).address}/", width=width).evaluate(MEASURE)
        for findings in ("never", "always")
    )
    assert len(without) == len(with_) == 6
    for plain, marked in zip(without, with_, strict=True):
        assert marked["text"] == plain["text"]
        assert marked["selected"].strip() == plain["selected"].strip()
        assert marked["height"] == pytest.approx(plain["height"], abs=0.6)
        for one, other in zip(plain["lines"], marked["lines"], strict=True):
            assert one["text"] == other["text"]
            if one["text"]:
                assert [other[key] for key in ("left", "right", "top")] == pytest.approx(
                    [one[key] for key in ("left", "right", "top")], abs=0.6
                )


def test_copy_buttons_copy_the_same_text_with_findings_shown(build, open_page):
    without, with_ = (copied(open_page(f"{build('spans', findings).address}/")) for findings in ("never", "always"))
    assert len(without) >= 5
    assert with_ == without


def test_mistakes_are_waved_under_exactly_and_remarks_are_dotted(shown):
    marks = shown().evaluate(
        "() => [...document.querySelectorAll('.ms-fault')].map(e => [e.textContent, getComputedStyle(e).textDecorationStyle])"
    )
    assert next(mark for mark in marks if mark[0] == "biuld") == ["biuld", "wavy"]
    assert ["# small", "wavy"] in marks
    assert ["WORKDIR", "dotted"] in marks
    assert marks[-1] == ["biuld", "wavy"]


@pytest.mark.parametrize("style", STYLES)
def test_the_link_in_a_row_leads_to_the_line(shown, style):
    page = shown(style)
    for link in page.query_selector_all(f"{ROWS} a[href^='#']"):
        link.click()
        found = page.evaluate(
            """() => {
              const target = document.querySelector(':target').getBoundingClientRect();
              const middle = target.top + 8;
              const marks = [...document.querySelectorAll('.ms-fault')].map(e => e.getBoundingClientRect());
              return target.top >= 0 && target.top < innerHeight && marks.some(m => m.top <= middle && middle <= m.bottom);
            }"""
        )
        assert found


@pytest.mark.parametrize("theme", [None, "mkdocs", "readthedocs"])
def test_a_line_with_a_mistake_is_tinted_from_edge_to_edge(shown, theme):
    lines = shown(theme=theme).evaluate(
        """() => [...document.querySelectorAll('.ms-bad')].map(line => {
          const code = line.closest('code'), box = line.getBoundingClientRect(), own = code.getBoundingClientRect();
          return [getComputedStyle(line).backgroundColor, getComputedStyle(code).backgroundColor, box.left - own.left, box.width - code.scrollWidth];
        })"""
    )
    assert len(lines) == 5
    for tint, ground, left, width in lines:
        assert tint != ground
        assert "rgba(0, 0, 0, 0)" not in tint
        assert left == pytest.approx(0, abs=1.1)
        assert width == pytest.approx(0, abs=1.1)


@pytest.mark.parametrize("theme", [None, "mkdocs", "readthedocs"])
def test_icon_and_first_line_of_a_row_stand_side_by_side_in_every_theme(shown, theme):
    tops = shown(theme=theme).evaluate(
        f"() => [...document.querySelectorAll('{ROWS}')].map(row => [...row.children].map(e => e.getClientRects()[0].top))"
    )
    assert len(tops) >= 6
    assert all(abs(icon - said) < 8 for icon, said in tops)


def test_findings_are_left_out_of_print(shown):
    page = shown()
    page.emulate_media(media="print")
    assert page.evaluate(f"() => [...document.querySelectorAll('{ROWS}')].every(e => !e.getClientRects().length)")
    assert page.evaluate(
        "() => [...document.querySelectorAll('.ms-fault')].every(e => getComputedStyle(e).textDecorationLine === 'none')"
    )
    assert page.evaluate(
        "() => [...document.querySelectorAll('figure.multistage.ms-found')].every(e => !e.getClientRects().length)"
    )


def test_rows_fit_a_phone(shown):
    page = shown(width=360)
    assert page.evaluate(f"() => [...document.querySelectorAll('{ROWS}')].every(e => e.scrollWidth <= e.clientWidth)")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
