"""What the documentation shows can be done as it stands."""

from __future__ import annotations

import logging
import re
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "getting-started.md").read_text(encoding="utf-8")
EXAMPLES = [textwrap.dedent(code) for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)]
TEXT = "```dockerfile\nFROM a AS build\nFROM scratch\nCOPY --from=build /a /\nCOPY --from=biuld /a /\n```\n"


def test_the_extension_works_alone_as_getting_started_shows_it(tmp_path, monkeypatch, caplog, capsys):
    monkeypatch.chdir(tmp_path)
    alone, files, pure = EXAMPLES
    names = {"text": TEXT}
    with caplog.at_level(logging.INFO, "mkdocs_multistage"):
        exec(alone, names)
    assert '<figure class="multistage" ' in names["html"]
    assert [record.getMessage().split(": ")[0] for record in caplog.records] == ["5:13"]
    exec(files, names)
    assert ".multistage" in (tmp_path / "multistage.css").read_text(encoding="utf-8")
    assert "mkdocs-multistage" in (tmp_path / "multistage.js").read_text(encoding="utf-8")
    exec(pure, {"text": TEXT.split("\n", 1)[1].removesuffix("```\n")})
    assert capsys.readouterr().out.startswith("4 UnknownStage No stage is named `biuld`")


def test_options_of_the_extension_are_the_plugins_where_it_has_none(site):
    site.configure(extensions="[pymdownx.superfences, {multistage: {diagram: rail, badges: false}}]")
    site.write("docs/index.md", f"# Home\n\n{TEXT}")
    assert site.build().count("WARNING") == 1  # the mistake in the example
    assert 'data-multistage-diagram="rail"' in site.html()
    assert "data-multistage-label" not in site.html()


def test_options_of_the_extension_beside_those_of_the_plugin_are_told_to_have_no_effect(site):
    site.configure(
        plugins="[{multistage: {labels: {build: make}}}]",
        extensions="[pymdownx.superfences, {multistage: {diagram: rail, badges: false}}]",
    )
    site.write("docs/index.md", f"# Home\n\n{TEXT}")
    told = site.build()
    assert (
        "The options of the Markdown extension 'multistage' ('diagram', 'badges') have no effect, because the plugin of "
        "that name has its own options; put all options in one of the two places." in " ".join(told.split())
    )
    assert 'data-multistage-diagram="cards"' in site.html()
    assert told.count("[UnknownStage]") == 1


def test_the_same_options_in_both_places_are_as_good_as_once(site):
    options = "{multistage: {diagram: rail}}"
    site.configure(plugins=f"[{options}]", extensions=f"[pymdownx.superfences, {options}]")
    site.write("docs/index.md", f"# Home\n\n{TEXT.replace('biuld', 'build')}")
    assert "WARNING" not in site.build("--strict")
    assert 'data-multistage-diagram="rail"' in site.html()


def test_a_wrong_option_of_the_extension_ends_the_build_and_is_named(site):
    site.configure(extensions="[pymdownx.superfences, {multistage: {diagram: rial}}]")
    site.write("docs/index.md", "# Home\n")
    result = site.mkdocs("build")
    assert result.returncode == 1
    assert "Failed to load extension 'multistage'" in result.stderr
    assert "Option 'diagram': Expected one of" in result.stderr


def test_the_extension_may_be_listed_beside_the_plugin(site):
    site.configure(extensions="[pymdownx.superfences, multistage]")
    site.write("docs/index.md", f"# Home\n\n{TEXT.replace('biuld', 'build')}")
    assert "WARNING" not in site.build("--strict")
    assert site.html().count("<figure") == 1
