"""On paper both drawings and the code keep to an A4 page, in black, white and grey."""

import pytest
from conftest import settle

# A4 at 96 pixels to the inch, less a centimetre at each side.
WIDTH, HEIGHT = 718, 1047
# What of the examples leaves its figure or its block, and what is painted in a colour.
PRINTED = """() => {
  const grey = colour => {
    const [red, green, blue, alpha = 1] = (colour.match(/[\\d.]+/g) || [0, 0, 0]).map(Number);
    return alpha === 0 || Math.max(red, green, blue) - Math.min(red, green, blue) <= (colour.startsWith('rgb') ? 2 : .01);
  };
  const said = one => one.getAttribute('class') || one.tagName;
  const found = {drawings: [], cut: [], coloured: [], figures: 0};
  for (const figure of document.querySelectorAll('figure.multistage')) {
    if (!figure.getClientRects().length) continue;
    found.figures++;
    const edge = figure.getBoundingClientRect();
    if (edge.left < 0 || edge.right > innerWidth) found.cut.push('figure');
    for (const kind of ['.ms-cards', '.ms-rail'])
      if (figure.querySelector(kind)?.getClientRects().length) found.drawings.push(kind);
    for (const one of figure.querySelectorAll('*')) {
      const {left, right, width} = one.getBoundingClientRect();
      if (!width) continue;
      if (left < edge.left - 1 || right > edge.right + 1) found.cut.push(said(one));
      const style = getComputedStyle(one);
      const painted = one instanceof SVGElement
        ? ['fill', 'stroke']
        : ['color', 'backgroundColor', ...(style.borderLeftWidth === '0px' ? [] : ['borderLeftColor'])];
      for (const property of painted) if (!grey(style[property])) found.coloured.push(`${said(one)}: ${property}`);
    }
  }
  for (const code of document.querySelectorAll('.multistage-code code')) {
    if (code.scrollWidth > code.clientWidth + 1) found.cut.push(code.textContent.slice(0, 40));
    for (const one of code.querySelectorAll('.ms-band, .ms-badge')) {
      const style = getComputedStyle(one);
      for (const property of ['borderLeftColor', 'backgroundColor', ...(one.matches('.ms-badge') ? ['color'] : [])])
        if (!grey(style[property])) found.coloured.push(`${said(one)}: ${property}`);
    }
  }
  found.drawings = [...new Set(found.drawings)].sort();
  found.coloured = [...new Set(found.coloured)];
  return found;
}"""


@pytest.mark.parametrize("name", ["states", "larger"])
def test_both_drawings_and_the_code_fit_a_page_of_paper_without_colours(built_sites, served, only_look, name):
    page = only_look(f"{served[1]}/{built_sites.documentation()}/gallery/{name}/", width=WIDTH, height=HEIGHT)
    page.emulate_media(media="print")
    settle(page)
    found = page.evaluate(PRINTED)
    assert found.pop("figures") >= 2
    assert found == {"drawings": [".ms-cards", ".ms-rail"], "cut": [], "coloured": []}


# As a program sees the style sheet that knows no @supports.
WITHOUT_SUPPORTS = """() => {
  for (const sheet of document.styleSheets)
    if (sheet.href?.includes('assets/multistage.'))
      for (let place = sheet.cssRules.length - 1; place >= 0; place--)
        if (sheet.cssRules[place] instanceof CSSSupportsRule) sheet.deleteRule(place);
}"""


def test_where_a_pdf_is_made_without_a_browser_the_list_is_shown_and_no_picture(built_sites, served, only_look):
    page = only_look(f"{served[1]}/{built_sites.documentation()}/gallery/larger/", width=WIDTH, height=HEIGHT)
    page.evaluate(WITHOUT_SUPPORTS)
    settle(page)
    figures = page.locator("figure.multistage:has(.ms-rail)")
    assert figures.count() >= 2
    for figure in figures.all():
        assert figure.locator(".ms-rail").is_visible()
        assert not [svg for svg in figure.locator("svg").all() if svg.is_visible()]
