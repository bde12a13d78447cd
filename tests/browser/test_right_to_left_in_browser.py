"""On a page that is read from right to left, drawings and code keep to theirs, and sentences go the page's way."""

import pytest

from mkdocs_multistage.render import labels

DOCKERFILE = """\
FROM node:22-alpine AS deps
RUN npm ci
FROM deps AS build
RUN npm run build
FROM deps AS test
RUN npm test
FROM nginx:1.29-alpine AS final
COPY --from=build /app/dist /usr/share/nginx/html
"""
# Whether what is drawn lies in what it is drawn in, and which way each kind of text runs.
SHAPE = """() => {
  const seen = one => one.getClientRects().length > 0;
  const box = one => one.getBoundingClientRect();
  const inside = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
  const all = selector => [...document.querySelectorAll(selector)].filter(seen);
  const figure = box(document.querySelector('.multistage')), code = document.querySelector('.multistage-code code');
  const way = selector => [...new Set(all(selector).map(one => getComputedStyle(one).direction))];
  return {
    page: getComputedStyle(document.body).direction,
    scrolls: document.documentElement.scrollWidth > innerWidth,
    fits: figure.left >= 0 && figure.right <= innerWidth,
    out: [
      ...all('.ms-cards .ms-n text').filter(one => !inside(box(one), box(one.closest('.ms-n').querySelector('.ms-bx')))),
      ...all('.multistage :is(.ms-row, .ms-row *, .ms-cap, .ms-cap *)').filter(one => !inside(box(one), figure)),
    ].map(one => one.getAttribute('class') || one.tagName),
    sentence: way('.ms-say > [dir]'),
    command: way('.ms-say code'),
    code: way('.multistage-code code'),
    // The bar of a band is where its lines begin.
    bars: [...code.querySelectorAll('.ms-band')].every(one => parseFloat(getComputedStyle(one).borderLeftWidth) > 0),
    badges: all('.ms-badge').map(one => one.dataset.multistageLabel),
  };
}"""


@pytest.mark.parametrize("theme", ["material", "materialx"])
@pytest.mark.parametrize("width", [1280, 360])
def test_drawings_and_code_hold_and_sentences_follow_the_page(build_site, material, only_look, theme, width):
    site = build_site(
        {"index.md": f"# Node\n\n```dockerfile\n{DOCKERFILE}```\n"},
        environment="materialx" if theme == "materialx" else "",
        theme={**material, "name": theme, "language": "ar"},
        plugins=["multistage"],
        markdown_extensions=["pymdownx.highlight", "pymdownx.superfences"],
    )
    found = only_look(f"{site.address}/", width=width).evaluate(SHAPE)
    assert found.pop("badges") == [labels("ar")[role] for role in ("deps", "build", "test", "runtime")]
    assert found == {
        "page": "rtl",
        "scrolls": False,
        "fits": True,
        "out": [],
        "sentence": ["rtl"],
        "command": ["ltr"],
        "code": ["ltr"],
        "bars": True,
    }
