"""In a browser, nothing that a page says of a Dockerfile becomes an element, an attribute, an address or a script."""

import json
import re
from urllib.parse import quote

import pytest

from mkdocs_multistage import analyze
from mkdocs_multistage.render import labels
from mkdocs_multistage.render.labels import texts_to_override
from mkdocs_multistage.render.picture import picture
from mkdocs_multistage.render.standalone import standalone

# Each breaks out of another context: text, an attribute in either kind of quotes, an element's end, an address.
PAYLOADS = (
    "<img/src=x/onerror=pwn('{0}')>",
    "x'onmouseover='pwn(`{0}`)'y='",
    'x"onfocus="pwn(`{0}`)"autofocus="',
    "</code></pre></figure></svg><svg/onload=pwn('{0}')>",
    "--><script>pwn('{0}')</script><!--",
    "javascript:pwn('{0}')",
    "&lt;img/src=x/onerror=pwn('{0}')&gt;",
    "</style><style>*{{color:red}}</style>",
)
# Where a text of a Dockerfile is read as something: {0} is that place.
PLACES = {
    "stage": "FROM golang AS {0}\nRUN make\nFROM alpine AS final\nCOPY --from={0} /a /b\n",
    "image": "FROM {0} AS build\nRUN make\nFROM alpine AS final\nCOPY --from=build /a /b\n",
    "tag": "FROM alpine:{0} AS build\nRUN make\nFROM alpine AS final\nCOPY --from=build /a /b\n",
    "platform": "FROM --platform={0} golang AS build\nRUN make\nFROM alpine\nCOPY --from=build /a /b\n",
    "path": "FROM golang AS build\nRUN make\nFROM alpine AS final\nCOPY --from=build /{0} /b\n",
    "mount": "FROM golang AS build\nRUN make\nFROM alpine\nRUN --mount=type=bind,from=build,source=/{0},target=/x ls\n",
    "reference": "FROM golang AS build\nRUN make\nFROM alpine\nCOPY --from=build /a /b\nCOPY --from=buidl{0} /c /d\n",
    "value": "ARG V={0}\nFROM golang:$V AS build\nRUN make $V\nFROM alpine AS final\nCOPY --from=build /$V /b\n",
    "argument": "FROM golang AS build\nARG V={0}\nARG {0}=1\nFROM alpine AS final\nARG W={0}\nCOPY --from=build /a /b\n",
    "description": "# V {0}\nARG V=1\n# build {0}\nFROM golang:$V AS build\nRUN a\n# final {0}\nFROM build AS final\nARG V\n",
    "heredoc": "FROM golang AS build\nRUN <<{0}\nmake\n{0}\nFROM alpine\nCOPY --from=build /a /b\nCOPY <<'{0}' /{0}\n{0}\n{0}\n",
    "onbuild": "FROM golang AS build\nONBUILD COPY --from=build /{0} /b\nFROM build AS final\nONBUILD RUN {0}\n",
    "url": "FROM golang AS build\nADD https://example.com/{0} /a\nADD {0} /b\nFROM alpine AS final\nCOPY --from=build /a /b\n",
    "repository": "FROM golang AS build\nADD https://github.com/a/b.git#{0} /a\nFROM alpine AS final\nCOPY --from=build /a /b\n",
    "secret": "FROM golang AS build\nRUN --mount=type=secret,id={0} --mount=type=ssh,id={0} x\nFROM build AS final\nRUN a\n",
    "port": "FROM golang AS build\nRUN x\nFROM build AS final\nEXPOSE {0} 80/{0} ${{P:-{0}}}\n",
    "flag": "FROM golang AS build\nRUN --{0}=x ls\nFROM alpine AS final\nCOPY --from=build --{0}=x /a /b\n",
    "instruction": "FROM golang AS build\n{0} x\nFROM alpine AS final\nCOPY --from=build /a /b\n",
    "directive": "# syntax={0}\n# check=skip={0}\nFROM golang AS build\nRUN a\nFROM build AS final\n",
    "label": "FROM golang AS build\nLABEL a={0} {0}=b\nENV A={0}\nFROM build AS final\nUSER {0}\nWORKDIR {0}\n",
}
# What only an outline tells of.
IN_OUTLINES = {"argument", "description", "port", "secret", "value"}
HEADERS = {
    "title": 'title="{0}"',
    "target": 'target="{0}"',
    "roles": 'roles="{0}=build"',
    "role": 'roles="build={0}"',
    "sizes": 'sizes="{0}=1MB build={0}"',
    "example": 'example="{0}"',
    "continues": 'continues="{0}"',
    "contexts": 'contexts="{0}"',
    "expect": 'expect="{0}"',
    "diagram": 'diagram="{0}"',
    "source": 'source="{0}"',
    "stages": 'source="/docs/Dockerfile" stages="{0}"',
    "region": 'source="/docs/Dockerfile" region="{0}"',
    "check": 'check="{0}"',
    "misspelt": 'taget="{0}"',
}
HONEST = "FROM golang AS build\nRUN make\nFROM alpine AS final\nCOPY --from=build /a /b\n"
FORMS = (
    'outline="true" sizes="0=10MB 1=5MB"',
    'diagram="cards"',
    'diagram="rail" linenums="1"',
    'diagram="gutter"',
    'diagram="mermaid"',
)
SOURCE = "<img src=x onerror=pwn('file')>.Dockerfile"


def payloads(key):
    return [payload.format(key) for payload in PAYLOADS]


def fence(header, body):
    return f"~~~~ dockerfile {header}".rstrip() + f"\n{body}~~~~\n"


def page(front, blocks):
    # JSON is YAML.
    return "\n".join((f"---\nmultistage: {json.dumps(front)}\n---\n\n# Page\n", *blocks))


def by_place():
    for number, (place, template) in enumerate(PLACES.items()):
        # Half of them, another half at the next place.
        for payload in payloads(place)[number % 2 :: 2]:
            yield fence(FORMS[0] if place in IN_OUTLINES else FORMS[number % len(FORMS)], template.format(payload))


def by_header():
    for number, (key, header) in enumerate(HEADERS.items()):
        for payload in payloads(key)[number % 2 :: 2]:
            if '"' not in payload:
                yield fence(header.format(payload), HONEST)


def by_file():
    for number in range(2):
        header = f'source="{SOURCE}"' + (' sync="check"' if number else "")
        yield fence(header, "FROM a\n" if number else "")
    yield f'--8<-- "docs/{SOURCE}"\n'


def by_command():
    for payload in payloads("command"):
        yield f"~~~~ sh\ndocker build --target \"{payload}\" .\ndocker build --target 'buidl' .\n~~~~\n"


# All words of the figures, with the places in them where something is put in.
LABELS = {
    key: " ".join(["<img/src=x/onerror=pwn(1)>", *sorted(set(re.findall(r"\{\w+\}", text)))])
    for key, text in texts_to_override().items()
}
PAGES = {
    "index.md": page({"roles": {p: "build" for p in payloads("pattern") if " " not in p}}, by_place()),
    "headers.md": page({"<img src=x onerror=pwn('option')>": "<b>", "language": "<img/src=x>"}, by_header()),
    "files.md": page({}, [*by_file(), *by_command(), fence("", HONEST)]),
    "labels.md": page({"labels": LABELS}, [fence(form, HONEST) for form in FORMS]),
    "<img src=x onerror=pwn('page')>.md": page({}, [fence(form, HONEST.replace("=build", "=biuld")) for form in FORMS]),
    SOURCE: HONEST.replace("/a", "/<img/src=x/onerror=pwn('text')>"),
    "Dockerfile": HONEST,
    "sizes.json": json.dumps(
        {
            "version": 1,
            "examples": [
                {"digest": p, "engine": p, "file": p, "measured": p, "sizes": {p: 1}, "stages": [p]}
                for p in payloads("json")
            ],
        }
    ),
}

WATCH = """
  window.pwned = [];
  window.pwn = what => pwned.push(String(what));
  window.mermaid = { initialize() {}, render: async () => ({ svg: "", fn() {} }) };
  window.alert = window.confirm = window.prompt = what => pwned.push(`dialog ${what}`);
"""
# What the page has that neither the theme nor we have put there.
FOREIGN = """() => {
  const found = [];
  const names = new Set(('a,b,bdi,br,button,caption,circle,code,details,div,figcaption,figure,g,i,li,nav,ol,option,p,path,pre,rect,select,'
    + 'span,style,summary,svg,table,tbody,td,text,textarea,th,thead,title,tr,ul,wbr,desc,defs,marker,use,tspan').split(','));
  for (const el of document.querySelectorAll('*')) {
    const name = el.localName;
    for (const { name: key, value } of el.attributes) {
      if (/^on/i.test(key) || key === 'autofocus' || key === 'srcdoc') found.push(`${name} ${key}`);
      if (/^(xlink:)?href|src|action$/i.test(key) && /^\\s*(javascript|data|vbscript):/i.test(value)) found.push(`${name} ${key}=${value}`);
      if (key === 'style' && el.closest('.multistage, .multistage-code')) found.push(`${name} style`);
    }
    if (el.closest('.multistage, .multistage-code') && !names.has(name)) found.push(name);
    if (name === 'img' || name === 'iframe' || name === 'object' || name === 'embed' || name === 'base') found.push(name);
    if (name === 'script' && /^\\s*pwn\\(/.test(el.textContent)) found.push('script');
    if (name === 'style' && el.textContent.includes('color:red')) found.push('style');
  }
  return [...found, ...pwned];
}"""
HASHES = (
    '"><img src=x onerror=pwn(1)>',
    "<img src=x onerror=pwn(2)>:build",
    "{id}:<img src=x onerror=pwn(3)>",
    "{id}:build",
    "{id}:",
    "{id}:__proto__",
    "{id}:constructor",
    "__proto__:x",
    '{id}"]:build',
    "javascript:pwn(4)",
    "%22%3E%3Cimg%20src=x%20onerror=pwn(5)%3E:build",
    "{id}:build:final",
)
# MkDocs's own themes, such that highlight.js writes the code anew in the browser and we put ours around it; and without.
COLOURED = {"highlightjs": True, "hljs_languages": ["dockerfile"]}
THEMES = {
    "material": None,
    "mkdocs": {"name": "mkdocs", **COLOURED},
    "readthedocs": {"name": "readthedocs", **COLOURED},
    "plain": {"name": "mkdocs", "highlightjs": False},
}


# As the page came: Material puts drawings in the place of Mermaid's sources.
SHOWN = """async () => {
  const html = await (await fetch(location.href)).text();
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...page.querySelectorAll('figure.multistage')].map(el => el.textContent).join();
}"""
# Pointer, focus, choice and copying, wherever the script answers to one.
EVERYTHING = """async () => {
  document.querySelectorAll('details').forEach(el => { el.open = true; });
  // What is lit is the same, whichever card, row or line of a stage the pointer is on.
  const pointedAt = new Set();
  for (const el of document.querySelectorAll('[data-multistage-stage], [data-multistage-ref]')) {
    const { multistageStage, multistageRef } = el.dataset;
    const what = [el.closest('[data-multistage-example]')?.dataset.multistageExample, multistageStage, multistageRef].join();
    if (pointedAt.has(what)) continue;
    pointedAt.add(what);
    el.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
  }
  // The focus does what the pointer does, and has the browser lay out the page each time: one in five gets it.
  for (const [number, part] of document.querySelectorAll('figure.multistage, .multistage-code').entries()) {
    if (number % 5 === 0) part.querySelector('a')?.focus({ preventScroll: true });
  }
  for (const [number, select] of document.querySelectorAll('.multistage select').entries()) {
    for (const option of select.options) {
      select.value = option.value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    // Each copy moves the focus and announces itself, which is a page laid out twice.
    if (number % 4 === 0) select.parentElement.querySelector('button').click();
  }
  // One link to each address.
  const links = [...document.querySelectorAll('.multistage a, .multistage-code a.ms-ref')];
  for (const el of new Map(links.map(link => [link.href.baseVal ?? link.href, link])).values()) {
    el.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture
def visit(build_site, material, open_page, bring_highlight_js):
    """Open a page of the site that a theme has."""

    def visit(theme, name):
        settings = THEMES[theme] or material
        coloured = settings.get("highlightjs", False)
        site = build_site(
            # Without Pygments SuperFences takes no fence that asks for numbers: it would be text, and its HTML the author's.
            {path: text.replace(' linenums="1"', "") for path, text in PAGES.items()} if coloured else PAGES,
            theme=settings,
            use_directory_urls=False,
            plugins=[
                "search",
                {"multistage": {"findings": "always", "sizes_file": "docs/sizes.json", "labels": {"build": "<b>&"}}},
            ],
            markdown_extensions=[
                "attr_list",
                "md_in_html",
                {"pymdownx.highlight": {"use_pygments": not coloured}},
                "pymdownx.superfences",
                "pymdownx.snippets",
            ],
        )
        return Visit(open_page, f"{site.address}/{quote(name.removesuffix('.md'))}.html", bring_highlight_js)

    return visit


UNREACHED = re.compile(r"net::ERR_(?:FAILED|NAME_NOT_RESOLVED)\b")


class Visit:
    """A page with all that it has said."""

    def __init__(self, open_page, address, prepare=None):
        self.said = []
        self.page = open_page("about:blank", java_script_enabled=True)
        if prepare:
            prepare(self.page)
        self.page.add_init_script(WATCH)
        self.page.on("dialog", lambda dialog: (self.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", self._hear)
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")

    def _hear(self, message):
        # What the themes load from other machines is not to be had here; an address of an odd kind is another matter.
        if message.type == "error" and not UNREACHED.search(message.text):
            self.said.append(message.text)

    def foreign(self):
        return self.page.evaluate(FOREIGN) + self.said


PAGE_NAMES = [name for name in PAGES if name.endswith(".md")]
# Without scripts of its own a theme does nothing to our markup that another would not: one page tells.
VISITS = [(theme, name) for theme in THEMES for name in PAGE_NAMES if theme != "plain" or name == "files.md"]


@pytest.mark.parametrize(("theme", "name"), VISITS)
def test_no_text_becomes_markup_or_is_run_whatever_the_reader_does(visit, theme, name):
    seen = visit(theme, name)
    assert seen.page.locator("figure.multistage").count() > 3
    if theme in {"mkdocs", "readthedocs"}:
        assert seen.page.locator("code.hljs .ms-band").count() > 3
    assert seen.foreign() == []
    seen.page.evaluate(EVERYTHING)
    seen.page.wait_for_timeout(200)
    assert seen.foreign() == []


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_no_address_becomes_markup_or_is_run(visit, theme):
    seen = visit(theme, "files.md")
    figure = seen.page.locator("figure[data-multistage-targets]").last.get_attribute("id")
    for hash_ in HASHES:
        seen.page.evaluate("hash => { location.hash = hash; }", hash_.replace("{id}", figure))
        seen.page.wait_for_timeout(20)
    seen.page.goto(f"{seen.page.url.partition('#')[0]}#{figure}:<img src=x onerror=pwn(6)>")
    seen.page.reload()
    assert seen.page.locator(f"#{figure} select").count() == 1
    assert seen.foreign() == []


def test_what_is_planted_is_shown_as_the_text_that_it_is(visit):
    shown = visit("material", "index.md").page.evaluate(SHOWN)
    for place in (
        "image",
        "tag",
        "platform",
        "path",
        "mount",
        "reference",
        "value",
        "description",
        "url",
        "secret",
        "port",
    ):
        assert re.search(rf"pwn\(\W*{place}\W*\)", shown), place
    shown = visit("material", "labels.md").page.inner_text("figure.multistage >> nth=0")
    assert "<img/src=x/onerror=pwn(1)>" in shown


DRAWN = """() => {
  const drawn = [...document.querySelectorAll('iframe')].map(frame => frame.contentDocument);
  return drawn.map(svg => {
    const elements = [...svg.querySelectorAll('*')];
    const odd = elements.flatMap(el => [...el.attributes]).filter(({ name }) => /^on|href|style|src/i.test(name));
    return [svg.documentElement.localName, [...new Set(elements.map(el => el.localName))], odd.map(a => a.name), svg.defaultView.pwned];
  });
}"""


def test_a_drawing_that_stands_alone_runs_nothing_and_holds_nothing_but_shapes_and_text(served, open_page):
    folder, address = served
    names = []
    for place, template in PLACES.items():
        for payload in payloads(place):
            analysis = analyze(template.format(payload))
            drawn = picture(analysis, None, connected=False)
            if drawn is not None:
                names.append(f"drawing{len(names)}.svg")
                (folder / names[-1]).write_text(standalone(drawn, labels=labels("en", LABELS)), encoding="utf-8")
    assert len(names) > 100
    frames = "".join(f'<iframe src="{name}"></iframe>' for name in names)
    (folder / "drawings.html").write_text(f"<!doctype html>{frames}", encoding="utf-8")
    visit = Visit(open_page, f"{address}/drawings.html")
    drawings = visit.page.evaluate(DRAWN)
    assert len(drawings) == len(names)
    for root, elements, attributes, ran in drawings:
        assert root == "svg"
        assert set(elements) <= {"svg", "style", "g", "path", "rect", "circle", "text", "tspan", "title", "desc"}
        assert (attributes, ran) == ([], [])
    assert visit.said == []


# What Material does with a flowchart's source, in the page itself.
FLOWCHARTS = """async () => {
  mermaid.initialize({ startOnLoad: false });
  const results = [];
  for (const [place, code] of [...document.querySelectorAll('pre.mermaid > code')].entries()) {
    const pre = code.parentElement;
    try {
      await mermaid.parse(code.textContent);
      // Drawing takes most of the time; each third is.
      if (place % 3) {
        results.push([]);
        continue;
      }
      const { svg } = await mermaid.render(`drawn${place}`, code.textContent);
      const div = document.createElement('div');
      div.innerHTML = svg;
      pre.replaceWith(div);
      results.push([...div.querySelectorAll('img, script, iframe, [onload], [onerror], [onfocus]')].map(el => el.outerHTML));
    } catch (error) {
      results.push([String(error), code.textContent]);
    }
  }
  return results;
}"""


def test_mermaid_takes_every_flowchart_and_runs_nothing(build_site, open_page, fetched):
    blocks = [
        fence('diagram="mermaid"', template.format(payload))
        for number, (place, template) in enumerate(PLACES.items())
        for payload in (
            *payloads(place)[number % 4 :: 4],
            '%%{{init:{{"theme":"dark"}}}}%%',
            "a;b]|end`x`",
            "#quot;#lt;img/src=x#gt;",
        )
    ]
    site = build_site(
        {"index.md": "# Page\n\n" + "\n".join(blocks)},
        theme={"name": "mkdocs", "highlightjs": False},
        plugins=["multistage"],
        markdown_extensions=["pymdownx.highlight", "pymdownx.superfences"],
    )
    seen = Visit(open_page, f"{site.address}/")
    seen.page.evaluate("() => { delete window.mermaid; }")
    seen.page.add_script_tag(content=fetched("mermaid.js"))
    results = seen.page.evaluate(FLOWCHARTS)
    assert len(results) > 50
    assert [result for result in results if result] == []
    assert seen.page.evaluate("() => pwned") == []
