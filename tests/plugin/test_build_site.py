"""What an author sees of a real `mkdocs build`."""

from __future__ import annotations

import filecmp
import re

import pytest

GOOD = """\
```dockerfile
FROM golang:1.24 AS build
RUN go build -o /app .
FROM scratch
COPY --from=build /app /app
```
"""
BAD = GOOD.replace("--from=build", "--from=build /etc /etc\nCOPY --from=biuld")
MATERIAL = "{name: material, features: [navigation.instant, content.code.copy, content.code.annotate]}"


def warnings(output):
    return [line.removeprefix("WARNING -  ") for line in output.splitlines() if line.startswith("WARNING")]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", MATERIAL])
def test_a_site_with_correct_dockerfiles_builds_strictly_and_silently(site, theme):
    site.configure(theme=theme)
    site.write("docs/index.md", f"# Home\n\n{GOOD}")
    site.write("docs/sub/page.md", f"# Page\n\n- a\n\n    {GOOD.replace(chr(10), chr(10) + '    ')}")
    output = site.build("--strict")
    assert "multistage" not in output
    for path, up in (("index.html", ""), ("sub/page/index.html", "../../")):
        html = site.html(path)
        assert html.count("multistage-code") == 1
        (href,) = re.findall(r'<link[^>]+href="([^"]*assets/multistage\.[0-9a-f]{8}\.css)"', html)
        assert href.startswith(up)
        assert (site.folder / "site" / path).parent.joinpath(href).is_file()


def test_a_mistake_fails_a_strict_build_at_its_place_and_no_other_build(site):
    site.configure()
    site.write(
        "docs/guide/deploy.md",
        f"---\ntitle: Deploy\n---\n\n# Deploy\n\n1. One\n\n    {BAD.replace(chr(10), chr(10) + '    ')}",
    )
    site.write("docs/index.md", "# Home\n")
    result = site.mkdocs("build", "--strict")
    assert result.returncode == 1
    (warning,) = warnings(result.stderr)
    assert warning.startswith("docs/guide/deploy.md:14:17: ")
    assert "`biuld`" in warning
    assert warning.endswith("[UnknownStage]")
    assert "Aborted with 1 warnings in strict mode!" in result.stdout + result.stderr
    assert warnings(site.build()) == [warning]


def test_a_quiet_strict_build_fails_too_and_says_why(site):
    site.configure()
    site.write("docs/index.md", BAD)
    result = site.mkdocs("build", "--strict", "--quiet")
    assert result.returncode == 1
    assert "docs/index.md:6:13: " in result.stderr


def test_a_quiet_build_is_quiet(site):
    site.configure()
    site.write("docs/index.md", BAD)
    result = site.mkdocs("build", "--quiet")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("level", "code", "shown"), [("warn", 1, "WARNING"), ("info", 0, "INFO   "), ("ignore", 0, "")]
)
def test_the_level_of_a_rule_is_the_sites(site, level, code, shown):
    site.configure(plugins=f"[{{multistage: {{checks: {{UnknownStage: {level}}}}}}}]")
    site.write("docs/index.md", BAD)
    result = site.mkdocs("build", "--strict")
    assert result.returncode == code
    lines = [line for line in result.stderr.splitlines() if "[UnknownStage]" in line]
    assert [line[:7] for line in lines] == [shown] * bool(shown)


def test_paths_can_be_opened_from_where_the_command_was_given(site):
    site.configure()
    site.write("docs/index.md", BAD)
    (inside,) = warnings(site.build())
    (above,) = warnings(site.mkdocs("build", "-f", f"{site.folder.name}/mkdocs.yml", cwd=site.folder.parent).stderr)
    (elsewhere,) = warnings(site.mkdocs("build", "-f", str(site.folder / "mkdocs.yml"), cwd="/").stderr)
    assert inside.startswith("docs/index.md:6:13: ")
    assert above.startswith(f"{site.folder.name}/docs/index.md:6:13: ")
    assert f"{site.folder.name}/docs/index.md:6:13: " in elsewhere


@pytest.mark.parametrize("order", ["[multistage, search]", "[search, multistage]"])
def test_neither_the_order_of_plugins_nor_listing_the_extension_decorates_twice(site, order):
    site.configure(plugins=order, extensions="[multistage, pymdownx.superfences, mkdocs_multistage.markdown]")
    site.write("docs/index.md", BAD)
    assert len(warnings(site.build())) == 1
    assert site.html().count("multistage-code") == 1


def test_without_superfences_plain_fences_are_decorated(site):
    site.configure(theme=MATERIAL, extensions="[]")
    site.write("docs/index.md", GOOD)
    site.build("--strict")
    assert site.html().count("multistage-code") == 1


def test_flat_addresses_another_folder_and_hooks_work(site):
    site.configure("use_directory_urls: false\nsite_dir: out/html\nhooks: [hook.py]\n")
    site.write("hook.py", "def on_page_markdown(markdown, **_):\n    return 'Inserted.\\n\\n' + markdown\n")
    site.write("docs/page.md", f"---\na: b\n---\n\n{BAD}")
    site.write("docs/index.md", "# Home\n")
    (warning,) = warnings(site.build())
    assert warning.startswith("docs/page.md:10:13: ")
    html = (site.folder / "out/html/page.html").read_text(encoding="utf-8")
    assert html.count("multistage-code") == 1
    assert re.search(r'href="assets/multistage\.[0-9a-f]{8}\.css"', html)


def test_the_style_sheet_comes_before_the_authors_own(site):
    site.configure("extra_css: [own.css]\n")
    site.write("docs/own.css", "")
    site.write("docs/index.md", GOOD)
    site.build("--strict")
    html = site.html()
    assert html.index("assets/multistage.") < html.index("own.css")


def test_links_to_stages_are_valid_anchors_and_others_are_not(site):
    site.configure("validation: {links: {anchors: warn}}\n")
    site.write("docs/index.md", GOOD)
    site.build()
    anchors = re.findall(r'id="(multistage-[0-9a-f]{8}-[^"]+)"', site.html())
    assert [re.sub(r"[0-9a-f]{8}", "…", anchor) for anchor in anchors] == ["multistage-…-build", "multistage-…-1"]
    site.write("docs/other.md", f"[a](index.md#{anchors[0]}) [b](index.md#multistage-none)\n")
    (warning,) = warnings(site.build())
    assert "multistage-none" in warning


def test_ids_are_unique_across_the_site_and_stable_under_edits_elsewhere(site):
    site.configure()
    two = GOOD.replace("build", "compile")
    site.write("docs/index.md", f"{GOOD}\n{GOOD}\n{two}")
    site.write("docs/other.md", f"{GOOD}\n{two}")
    site.build()

    def ids(path):
        return re.findall(r'\bid="(multistage-[^"]+)"', site.html(path))

    before = ids("index.html"), ids("other/index.html")
    together = [*before[0], *before[1]]
    assert len(together) == len(set(together)) == 15
    site.write(
        "docs/index.md",
        f"# New\n\n```dockerfile\nFROM x AS y\nFROM y\n```\n\n{GOOD}\n{GOOD}\n{two}".replace("-o /app", "-v -o /app"),
    )
    site.build()
    assert ids("index.html")[3:] == before[0]


def test_two_builds_are_the_same_to_the_byte_whatever_the_hash_seed(site):
    site.configure(theme=MATERIAL, extensions="[pymdownx.superfences, {pymdownx.highlight: {line_spans: __span}}]")
    site.write("docs/index.md", f"{GOOD}\n{BAD}\n```dockerfile roles='x=1, y=2' contexts='c,b,a'\nFROM c\n```\n")
    outputs = [
        warnings(site.build("-d", f"site{seed}", PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH="0")) for seed in ("0", "4242")
    ]
    assert outputs[0] == outputs[1]
    first, second = site.folder / "site0", site.folder / "site4242"
    files, others = (
        sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
        for folder in (first, second)
    )
    assert files == others
    _, different, missing = filecmp.cmpfiles(first, second, files, shallow=False)
    assert (different, missing) == ([], [])


@pytest.mark.parametrize("theme", ["mkdocs", MATERIAL])
def test_the_search_index_is_the_same_with_and_without_the_plugin(site, theme):
    comment = "<!--multistage:0-->\n\n<!--multistage:1:0-->a<!--multistage:1-->\n"
    site.write("docs/index.md", f"# Home\n\nText.\n\n{GOOD}\n## More\n\n{GOOD}\n{comment}")
    site.configure(theme=theme, plugins="[search]")
    site.build()
    without = site.search_index()
    site.configure(theme=theme)
    site.build()
    assert site.search_index() == without
    assert site.html().count("multistage-code") == 2
    assert site.html().count("<figure") == 2
    assert site.html().count("<!--multistage:") == 3


@pytest.mark.parametrize("theme", ["mkdocs", "{name: material, font: false}"])
def test_a_page_without_dockerfiles_is_the_same_with_the_plugin_and_without(site, theme):
    own = '<p class="multistage-builds no-multistage">Of multistage builds.</p>'
    site.write("docs/index.md", f"# Home\n\n{own}\n\n```python\nx = 1\n```\n")
    site.write("docs/other.md", GOOD)
    site.configure(plugins="[search]", theme=theme)
    site.build()
    without = site.html()
    site.configure(theme=theme)
    site.build()
    with_plugin, without = (re.sub(r"Build Date.*", "", html).split() for html in (site.html(), without))
    assert with_plugin == without
    assert "assets/multistage." in site.html("other/index.html")


@pytest.mark.parametrize("theme", ["mkdocs", "{name: material, font: false}"])
def test_a_page_that_the_theme_adds_is_the_same_with_the_plugin_and_without(site, theme):
    site.write("docs/index.md", GOOD)
    site.configure(plugins="[search]", theme=theme)
    site.build()
    without = site.html("404.html")
    site.configure(theme=theme)
    site.build()
    assert "assets/multistage." in site.html()
    assert site.html("404.html").split() == without.split()


def test_every_page_has_style_sheet_and_script_where_pages_come_into_one_another(site):
    site.write("docs/index.md", "# Home\n")
    site.write("docs/other.md", GOOD)
    site.configure(theme="{name: material, font: false, features: [navigation.instant]}")
    site.build()
    assert len(re.findall(r"assets/multistage\.[0-9a-f]{8}\.(?:css|js)\b", site.html())) == 2


def test_a_site_without_dockerfiles_is_the_same_with_the_plugin_and_without(site):
    site.write("docs/index.md", "# Home\n\nOf multistage builds.\n\n```python\nx = 1\n```\n")
    theme = "{name: material, font: false, features: [navigation.instant]}"
    site.configure("extra_css: [own.css]", plugins="[search]", theme=theme)
    site.build()
    without = site.html(), site.html("404.html")
    site.configure("extra_css: [own.css]", theme=theme)
    site.build()
    assert (site.html(), site.html("404.html")) == without
    site.write("docs/index.md", GOOD)
    site.build()
    assert "assets/multistage." in site.html()
    assert "assets/multistage." in site.html("404.html")


def test_a_page_that_is_encrypted_after_it_was_decorated_keeps_its_style_sheet(site):
    site.configure("hooks: [lock.py]\n")
    site.write(
        "lock.py",
        "from base64 import b64encode\n"
        "def on_page_context(context, page, **_):\n    page.content = b64encode(page.content.encode()).decode()\n",
    )
    site.write("docs/index.md", GOOD)
    site.write("docs/other.md", "# Other\n")
    site.build()
    assert "<figure" not in site.html()
    assert "assets/multistage." in site.html()
    assert "assets/multistage." not in site.html("other/index.html")


def test_a_dirty_build_of_a_page_without_dockerfiles_leaves_the_way_to_those_that_have_some(site):
    site.write("docs/index.md", "# Home\n")
    site.write("docs/other.md", GOOD)
    site.configure(theme="{name: material, font: false, features: [navigation.instant]}")
    site.build()
    site.write("docs/index.md", "# At home\n")
    site.build("--dirty")
    assert "At home" in site.html()
    assert "assets/multistage." in site.html()


def test_the_script_is_deferred_and_comes_before_the_authors_own(site):
    site.write("docs/index.md", GOOD)
    site.write("docs/own.js", "")
    site.configure("extra_javascript: [own.js]")
    site.build()
    html = site.html()
    (path,) = re.findall(r'<script src="(assets/multistage\.[0-9a-f]{8}\.js)" defer></script>', html)
    assert (site.folder / "site" / path).stat().st_size <= 6_000
    assert html.index(path) < html.index("own.js")


def test_a_link_to_a_choice_of_target_is_known_to_the_check_of_anchors(site):
    site.write(
        "docs/index.md", "[built](other.md#multistage-00000000:build) [not](other.md#multistage-00000000:biuld)\n"
    )
    site.write("docs/other.md", GOOD)
    site.configure("validation: {anchors: warn}")
    site.build()
    (figure,) = re.findall(r'<figure class="multistage" id="([^"]+)"', site.html("other/index.html"))
    text = (site.folder / "docs/index.md").read_text(encoding="utf-8")
    site.write("docs/index.md", text.replace("multistage-00000000", figure))
    log = site.build()
    assert f"#{figure}:build'" not in log
    assert f"#{figure}:biuld'" in log


def test_a_dirty_build_works(site):
    site.configure()
    site.write("docs/index.md", GOOD)
    site.build()
    site.write("docs/index.md", BAD)
    assert any("docs/index.md:6:13: " in warning for warning in warnings(site.build("--dirty")))


def test_an_included_file_is_reported_once_for_all_pages(site):
    site.configure(extensions="[pymdownx.superfences, {pymdownx.snippets: {base_path: [parts]}}]")
    site.write("parts/bad.md", BAD)
    site.write("docs/index.md", '--8<-- "bad.md"\n')
    site.write("docs/other.md", '# Other\n\n--8<-- "bad.md"\n')
    (warning,) = warnings(site.build())
    assert warning.startswith("parts/bad.md:6:13: ")
    assert "included by docs/index.md:1" in warning


def test_blog_excerpts_are_decorated_and_reported_once(site):
    post = "---\ndate: 2024-01-0{n}\n---\n\n# Post {n}\n\n{bad}\n<!-- more -->\n\n{good}"
    site.configure(theme=MATERIAL, plugins="[multistage, search, blog]")
    site.write("docs/index.md", "# Home\n")
    site.write("docs/blog/index.md", "# Blog\n")
    for n in (1, 2):
        site.write(f"docs/blog/posts/{n}.md", post.format(n=n, bad=BAD, good=GOOD))
    found = [warning for warning in warnings(site.build()) if "[UnknownStage]" in warning]
    assert [warning.split(": ")[0] for warning in sorted(found)] == [
        "docs/blog/posts/1.md:12:13",
        "docs/blog/posts/2.md:12:13",
    ]
    index = site.html("blog/index.html")
    assert index.count("multistage-code") == 2
    ids = re.findall(r'\bid="(multistage-[^"]+)"', index)
    assert len(ids) == len(set(ids)) == 6


def test_a_post_takes_as_long_to_read_as_without_the_plugin(site):
    site.write("docs/index.md", "# Home\n")
    site.write("docs/blog/index.md", "# Blog\n")
    post = f"---\ndate: 2024-01-01\n---\n\n# Post\n\n{GOOD}\n<!--multistage:0-->\n<!-- more -->\n\n{BAD}\n{GOOD}"
    site.write("docs/blog/posts/post.md", post)
    blog = "blog: {post_readtime_words_per_minute: 1}"
    times = {}
    for plugins in (f"[{blog}]", f"[{blog}, multistage]", f"[multistage, {blog}]"):
        site.configure(theme=MATERIAL, plugins=plugins)
        site.build()
        times[plugins] = re.findall(r"([0-9]+) min read", site.html("blog/2024/01/01/post/index.html"))
    assert len(set(map(tuple, times.values()))) == 1, times
    assert int(times.popitem()[1][0]) > 30
    html = site.html("blog/2024/01/01/post/index.html")
    assert html.count("<figure") == 3
    assert html.count("<!--multistage") == 1


def test_the_extension_alone_works_by_its_name_and_logs_the_place(site):
    code = (
        "import logging, markdown, sys\n"
        "logging.basicConfig(format='%(levelname)s %(name)s %(message)s')\n"
        "print(markdown.markdown(sys.argv[1], extensions=['multistage', 'pymdownx.superfences']).count('multistage-code'))\n"
        "assert 'mkdocs' not in sys.modules\n"
    )
    result = site.python("-c", code, f"text\n\n{BAD}")
    assert (result.returncode, result.stdout.strip()) == (0, "1"), result.stderr
    assert result.stderr.startswith("WARNING mkdocs_multistage 8:13: ")
    assert "[UnknownStage]" in result.stderr


def test_text_in_a_fence_never_breaks_a_build(site):
    site.configure(theme=MATERIAL)
    hostile = [
        'FROM "><script>alert(1)</script> AS <b>',
        "FROM a AS \u202eb\nFROM \u202eb",
        "RUN <<A\nx",
        "FROM \\",
        "\ufeffFROM x AS y\nFROM y",
    ]
    site.write("docs/index.md", "\n\n".join(f"```dockerfile\n{text}\n```" for text in hostile))
    site.build()
    assert "<script>alert" not in site.html()


LOG = "import logging\nlogging.basicConfig(format='%(levelname)s -  %(message)s')\n"


def test_each_build_reports_anew_as_serve_needs_it(site):
    site.configure()
    site.write("docs/index.md", BAD)
    code = (
        "from mkdocs.commands.build import build\nfrom mkdocs.config import load_config\n"
        "config = load_config()\nbuild(config)\nbuild(config)\n"
        "open('docs/index.md', 'a').write('\\n# More')\nbuild(load_config())\n"
        "open('docs/index.md', 'w').write('# Nothing')\nbuild(load_config())\n"
    )
    result = site.python("-c", LOG + code)
    assert len(warnings(result.stderr)) == 3, result.stderr


def test_a_build_within_a_build_reports_nothing_twice(site):
    site.configure("hooks: [again.py]\n")
    site.write(
        "again.py",
        "from copy import deepcopy\nfrom mkdocs.commands.build import build\ncount = 0\n"
        "def on_post_build(config, **_):\n    global count\n    count += 1\n"
        "    if count < 3:\n        build(config)\n",
    )
    site.write("docs/index.md", BAD)
    assert len(warnings(site.build())) == 1


def test_a_configuration_that_was_copied_deeply_reports_to_the_same_site(site):
    site.configure("hooks: [copy_config.py]\n")
    site.write(
        "copy_config.py",
        "from copy import deepcopy\nimport markdown\n"
        "def on_page_content(html, page, config, files):\n"
        "    page.file.page = None\n"
        "    copied = deepcopy(config.mdx_configs)\n"
        "    markdown.markdown(page.markdown, extensions=config.markdown_extensions, extension_configs=copied)\n"
        "    page.file.page = page\n",
    )
    site.write("docs/index.md", BAD)
    assert len(warnings(site.build())) == 1


@pytest.mark.parametrize("theme", ["{name: mkdocs, locale: pt_BR}", "{name: material, language: pt-BR}"])
def test_badges_speak_the_themes_language_unless_the_option_says_another(site, theme):
    def badges():
        site.build()
        return re.findall(r'data-multistage-label="([^"]*)"', site.html())

    site.write("docs/index.md", GOOD)
    site.configure()
    english = badges()
    site.configure(theme=theme)
    portuguese = badges()
    site.configure(theme=theme, plugins="[{multistage: {language: en}}]")
    assert badges() == english
    assert len(english) == len(portuguese) == 2
    assert english != portuguese


def test_the_authors_own_labels_win(site):
    site.configure(plugins="[{multistage: {labels: {tool: Assembly}, roles: {build: tool}}}]")
    site.write("docs/index.md", GOOD)
    site.build()
    assert 'data-multistage-label="Assembly"' in site.html()


def test_a_page_has_options_of_its_own_in_its_front_matter(site):
    site.configure(plugins="[{multistage: {roles: {build: test}, labels: {tool: Fetch}}}]")
    site.write("docs/index.md", GOOD)
    site.write(
        "docs/own.md", f"---\nmultistage:\n  roles: {{build: tool}}\n  diagram: off\n  badges: true\n---\n\n{GOOD}"
    )
    site.build("--strict")
    assert 'data-multistage-label="test"' in site.html()
    assert '<figure class="multistage' in site.html()
    own = site.html("own/index.html")
    assert 'data-multistage-label="Fetch"' in own
    assert '<figure class="multistage' not in own


def test_a_page_may_speak_a_language_of_its_own(site):
    site.configure()
    site.write("docs/index.md", GOOD)
    site.write("docs/pt.md", f"---\nmultistage:\n  language: pt-BR\n---\n\n{GOOD}")
    site.build("--strict")
    assert 'lang="en"' in site.html().split("<figure")[1][:80]
    assert 'lang="pt' in site.html("pt/index.html").split("<figure")[1][:80]


@pytest.mark.parametrize(
    ("front_matter", "place", "words"),
    [
        ("title: x\nmultistage:\n  diagram: big", "4:3", ["'big'", "'cards'"]),
        ("multistage: {dagram: rail}", "2:14", ["'dagram'", "Did you mean 'diagram'?"]),
        ("multistage: yes", "2:1", ["mapping", "True"]),
        ("multistage:\n  languages: [x]", "3:3", ["'languages'"]),
        (f"multistage:\n  ? 0x{'f' * 4000}\n  : x", "2:1", ["no option a number of too many digits.", "'diagram'"]),
        (f"multistage:\n  checks:\n    ? 0x{'f' * 4000}\n    : warn", "3:3", ["no rule 'a number of too many digits'"]),
    ],
)
def test_a_wrong_option_of_a_page_is_reported_at_its_place_and_the_page_is_built(site, front_matter, place, words):
    site.configure()
    site.write("docs/index.md", f"---\n{front_matter}\n---\n\n{GOOD}")
    (warning,) = warnings(site.build())
    assert warning.startswith(f"docs/index.md:{place}: ")
    assert warning.endswith("[InvalidPageOption]")
    for word in words:
        assert word in warning
    assert site.html().count("multistage-code") == 1


def test_a_page_that_a_plugin_has_made_is_named_as_it_names_it(site):
    site.configure("hooks: [make.py]\n")
    site.write(
        "make.py",
        "from mkdocs.structure.files import File\n"
        "def on_files(files, config):\n"
        f"    files.append(File.generated(config, 'made/page.md', content={BAD!r}))\n",
    )
    site.write("docs/index.md", "# Home\n")
    (warning,) = warnings(site.build())
    assert warning.startswith("made/page.md:6:13: ")


def test_a_docs_folder_behind_a_link_is_named_as_the_author_knows_it(site):
    site.configure("docs_dir: linked\n")
    site.write("docs/index.md", BAD)
    (site.folder / "linked").symlink_to(site.docs, target_is_directory=True)
    (warning,) = warnings(site.build())
    assert warning.startswith("linked/index.md:6:13: ")
