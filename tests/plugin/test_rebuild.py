"""Build after build in one process, as a server makes them; and builds in which our own program fails."""

from __future__ import annotations

import json

import pytest

PAGE = (
    "# {name}\n\n```dockerfile\nFROM {name}:1 AS build\nRUN make\n\nFROM alpine:3.22\nCOPY --from={stage} /a /a\n```\n"
)

# Builds, saves files, builds again; prints what was analysed and made each time.
REBUILDS = """
import json, sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs_multistage.markdown import decoration, examples

counts = {"analysed": [], "made": []}

def count(module, name, key, argument):
    original = getattr(module, name)
    def counting(*arguments, **named):
        counts[key].append(argument(*arguments))
        return original(*arguments, **named)
    setattr(module, name, counting)

count(examples, "analyze", "analysed", lambda text: text.split()[1])
count(decoration, "figure", "made", lambda analysis: analysis.dockerfile.stages[0].base)
command, edits = sys.argv[1], json.loads(sys.argv[2])
config = load_config("mkdocs.yml")
config.plugins.on_startup(command=command, dirty=False)
plugin = config.plugins["multistage"]
said = []
for edit in [{}, *edits]:
    for path, text in edit.items():
        Path(path).write_text(text)
    for found in counts.values():
        found.clear()
    config = load_config("mkdocs.yml")
    assert config.plugins["multistage"] is plugin
    build(config)
    site = Path("site/index.html")  # which a build that fails has taken away
    html = site.read_text().partition("Build Date")[0] if site.exists() else ""
    said.append({**{key: sorted(found) for key, found in counts.items()}, "html": html})
print(json.dumps(said))
"""


@pytest.fixture
def rebuild(site):
    def rebuild(*edits, command="serve"):
        done = site.python("-c", REBUILDS, command, json.dumps(edits))
        assert done.returncode == 0, done.stderr
        rebuild.log = done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return rebuild


@pytest.fixture
def pages(site):
    site.configure()
    for name in ("index", "one", "two"):
        site.write(f"docs/{name}.md", PAGE.format(name=name, stage="build"))


@pytest.mark.usefixtures("pages")
def test_a_rebuild_analyses_and_draws_only_what_changed(rebuild):
    first, again, edited, back = rebuild(
        {},
        {"docs/one.md": "# Words changed\n\n" + PAGE.format(name="one", stage="build")},
        {"docs/one.md": PAGE.format(name="other", stage="build")},
    )
    assert first["analysed"] == first["made"] == ["index:1", "one:1", "two:1"]
    assert again["analysed"] == again["made"] == []
    assert again["html"] == first["html"]
    assert edited["analysed"] == edited["made"] == []
    assert back["analysed"] == back["made"] == ["other:1"]


@pytest.mark.usefixtures("pages")
def test_an_option_that_changes_while_the_server_runs_is_not_stale(rebuild, site):
    settings = (site.folder / "mkdocs.yml").read_text(encoding="utf-8")
    first, second = rebuild({"mkdocs.yml": settings.replace("multistage]", "{multistage: {diagram: 'off'}}]")})
    assert "<figure" in first["html"]
    assert "<figure" not in second["html"]
    assert second["analysed"] == []
    assert len(second["made"]) == 3


@pytest.mark.usefixtures("pages")
def test_a_finding_is_told_in_every_rebuild(rebuild, site):
    site.write("docs/index.md", PAGE.format(name="index", stage="biuld"))
    rebuild({}, {"docs/one.md": "# Nothing\n"})
    assert rebuild.log.count("[UnknownStage]") == 3


@pytest.mark.usefixtures("pages")
def test_a_rebuild_after_one_that_failed_is_like_any_other(site):
    site.write(
        "hook.py", "def on_page_markdown(markdown, **_):\n    assert 'STOP' not in markdown\n    return markdown\n"
    )
    site.configure("hooks: [hook.py]")
    script = REBUILDS.replace(
        "    build(config)\n", "    try:\n        build(config)\n    except AssertionError:\n        pass\n"
    )
    stop = {"docs/one.md": "STOP\n"}
    edits = [stop, {"docs/one.md": PAGE.format(name="one", stage="biuld")}]
    done = site.python("-c", script, "serve", json.dumps(edits))
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("[UnknownStage]") == 1


FAILING = """
from mkdocs_multistage.markdown import decoration
def on_startup(**_):
    def broken(*_, **__):
        raise RuntimeError("ouch")
    decoration.figure = broken
"""


@pytest.fixture
def failing(site):
    site.configure("hooks: [hook.py]")
    site.write("hook.py", FAILING)
    site.write("docs/index.md", PAGE.format(name="index", stage="build"))


@pytest.mark.usefixtures("failing")
def test_a_fault_of_ours_is_one_warning_and_leaves_the_plain_code(site):
    log = site.build()
    (line,) = [line for line in log.splitlines() if "RuntimeError: ouch" in line]
    assert line.startswith("WARNING")
    assert "docs/index.md:3:1" in line
    assert "report" in line
    html = site.html()
    assert "<figure" not in html
    assert "multistage-code" not in html
    assert "highlight" in html


@pytest.mark.parametrize("place", ["for_page", "shown_path"])
def test_a_fault_of_ours_in_what_is_known_of_a_page_leaves_it_plain(site, place):
    site.configure("hooks: [hook.py]")
    site.write(
        "hook.py", FAILING.replace("decoration.figure", f"from mkdocs_multistage import plugin\n    plugin.{place}")
    )
    site.write("docs/index.md", "---\nmultistage: {diagram: rail}\n---\n" + PAGE.format(name="index", stage="biuld"))
    log = site.build()
    (line,) = [line for line in log.splitlines() if line.startswith("WARNING")]
    assert line.startswith("WARNING -  index.md: mkdocs-multistage")
    assert "RuntimeError: ouch" in line
    assert "<figure" not in site.html()
    assert "highlight" in site.html()


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("arguments", [["--strict"], ["--strict", "--quiet"]])
def test_a_fault_of_ours_fails_a_strict_build(site, arguments):
    assert site.mkdocs("build", *arguments).returncode == 1


@pytest.mark.parametrize("place", ["markdown.examples.analyze", "markdown.front_matter.for_page"])
def test_the_command_says_that_it_could_not_check_and_exits_with_2(site, place):
    module, _, name = place.rpartition(".")
    script = (
        f"import sys\nfrom mkdocs_multistage import cli\nimport mkdocs_multistage.{module} as module\n"
        "def broken(*_, **__):\n    raise RuntimeError('ouch')\n"
        f"module.{name} = broken\nsys.exit(cli.main(['check', *sys.argv[1:]]))\n"
    )
    site.configure()
    site.write("docs/index.md", "---\nmultistage: {diagram: off}\n---\n" + PAGE.format(name="index", stage="build"))
    for path in ("docs/index.md", "mkdocs.yml"):
        done = site.python("-c", script, path)
        assert done.returncode == 2
        assert "RuntimeError: ouch" in done.stderr + done.stdout


def test_a_site_checked_after_another_in_one_process_is_told_of_in_full(site):
    site.configure()
    site.write("docs/index.md", PAGE.format(name="index", stage="biuld"))
    script = (
        "import sys\nfrom mkdocs_multistage import cli\nfor _ in range(2):\n"
        "    try:\n        cli.main(['check', 'mkdocs.yml'])\n    except SystemExit as end:\n        assert end.code == 1\n"
    )
    done = site.python("-c", script)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1 warning in 1 of 1 file") == 2
