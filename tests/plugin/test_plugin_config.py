"""Wrong configuration gets MkDocs's own kind of message: the option, the value, and what is allowed."""

from __future__ import annotations

import pytest

from mkdocs_multistage.config import MultistageConfig
from mkdocs_multistage.markdown import MultistageExtension, Options

WRONG = {
    "a language of two words": ({"languages": ["docker file"]}, ["languages", "'docker file'", "one word"]),
    "languages as text": ({"languages": "docker"}, ["languages", "list", "'docker'"]),
    "a drawing that is none": ({"diagram": "card"}, ["diagram", "'card'", "'cards'", "'off'"]),
    "badges as text": ({"badges": "yes please"}, ["badges", "'yes please'", "true or false"]),
    "an unknown rule": (
        {"checks": {"UnkownStage": "warn"}},
        ["checks", "'UnkownStage'", "Did you mean 'UnknownStage'?"],
    ),
    "a rule in another case": ({"checks": {"unknownstage": "warn"}}, ["checks", "Did you mean 'UnknownStage'?"]),
    "an unknown level": (
        {"checks": {"UnknownStage": "error"}},
        ["checks", "'UnknownStage'", "'error'", "'warn', 'info', 'ignore'"],
    ),
    "a level that YAML has read": ({"checks": {"UnknownStage": False}}, ["checks", "False", "'ignore'"]),
    "checks as a list": ({"checks": ["UnknownStage"]}, ["checks", "mapping"]),
    "a context with a space": ({"contexts": ["my source"]}, ["contexts", "'my source'"]),
    "contexts as text": ({"contexts": "src"}, ["contexts", "list"]),
    "a number YAML has rounded": (
        {"build_args": {"GO_VERSION": 1.20}},
        ["build_args", "'GO_VERSION'", "1.2", "quotes"],
    ),
    "a number that Python does not write": ({"build_args": {"A": 16**4000}}, ["'A'", "too many digits", "quotes"]),
    "a name that Python does not write": ({"build_args": {16**4000: "x"}}, ["a number of too many digits", "one word"]),
    "a rule that Python does not write": ({"checks": {16**4000: "warn"}}, ["There is no rule", "too many digits"]),
    "a mapping that Python does not write": ({"checks": [{"x": 16**4000}]}, ["[{'x': a number of too many digits}]"]),
    "a value YAML has read": ({"build_args": {"DEBUG": True}}, ["build_args", "'DEBUG'", "quotes"]),
    "an unknown role": (
        {"roles": {"build*": "builder"}},
        ["roles", "'build*'", "'builder'", "Did you mean 'build'?", "'runtime'"],
    ),
    "a role that is no text": ({"roles": {"build": 1}}, ["roles", "'build'", "1"]),
    "a bad pattern": ({"roles": {"build[": "build"}}, ["roles", "'build['", "bracket"]),
    "an empty pattern": ({"roles": {"": "build"}}, ["roles", "''"]),
    "a label without its hole": ({"labels": {"unnamed": "one of them"}}, ["labels", "'unnamed'", "{number}"]),
    "a label with a hole of its own": ({"labels": {"build": "{x}"}}, ["labels", "'build'", "{x}", "Remove it."]),
    "a label that is grammar": ({"labels": {"direction": "rtl"}}, ["labels", "'direction'"]),
    "a label of no role": ({"labels": {"runtme": "x"}}, ["labels", "'runtme'", "Did you mean 'runtime'?"]),
    "an empty label": ({"labels": {"runtime": " "}}, ["labels", "'runtime'", "word"]),
    "a label of two lines": ({"labels": {"build": "a\nb"}}, ["labels", "'build'", "word"]),
    "a label as long as a sentence": ({"labels": {"build": "a" * 41}}, ["labels", "'build'", "word"]),
    "an argument of two words": ({"build_args": {"A B": "x"}}, ["build_args", "'A B'", "one word"]),
    "a language that is none": ({"language": "Português!"}, ["language", "'Português!'", "'pt-BR'"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_refused_by_the_plugin_with_what_is_allowed(name):
    values, words = WRONG[name]
    config = MultistageConfig()
    config.load_dict(values)
    errors, warned = config.validate()
    ((option, error),) = errors
    assert warned == []
    for word in words:
        assert word in f"{option}: {error}"


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_refused_by_the_extension_in_the_same_words(name):
    values, words = WRONG[name]
    with pytest.raises(ValueError, match=r".") as raised:
        MultistageExtension(**values)
    for word in words:
        assert word in str(raised.value)


def test_an_option_that_does_not_exist_is_refused_by_the_extension():
    with pytest.raises(ValueError, match=r"There is no option 'diagramm'. Did you mean 'diagram'"):
        MultistageExtension(diagramm="rail")


@pytest.mark.parametrize(("given", "meant"), [(False, "off"), (True, "auto"), ("rail", "rail"), ("off", "off")])
def test_what_yaml_makes_of_off_is_understood(given, meant):
    assert Options.read({"diagram": given}).diagram == meant


def test_the_plugin_has_every_option_of_the_extension_with_the_same_default():
    config = MultistageConfig()
    config.load_dict({})
    assert config.validate() == ([], [])
    assert config.options() == Options()


def test_every_value_reaches_the_extension():
    values = {
        "languages": ["Imagefile"],
        "diagram": "cards",
        "badges": False,
        "checks": {"UnknownStage": "info"},
        "contexts": ["src"],
        "build_args": {"A": 1, "B": "2"},
        "roles": {"*-dev": "dev", 0: "base"},
        "labels": {"runtime": "Production"},
        "language": "pt-BR",
    }
    config = MultistageConfig()
    config.load_dict(values)
    assert config.validate() == ([], [])
    assert config.options() == Options.read(values)
    assert config.options().roles == {"*-dev": "dev", "0": "base"}
    assert config.options().languages == frozenset({"imagefile"})
    assert config.options().build_args == {"A": "1", "B": "2"}


def test_a_build_with_a_wrong_option_stops_with_mkdocs_own_message(site):
    site.configure(plugins="[{multistage: {checks: {UnkownStage: warn}}}]")
    site.write("docs/index.md", "# Home\n")
    result = site.mkdocs("build")
    assert result.returncode == 1
    assert (
        "Config value 'plugins': Plugin 'multistage' option 'checks': There is no rule 'UnkownStage'." in result.stderr
    )
    assert "Aborted with a configuration error!" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_an_option_that_does_not_exist_is_mkdocs_own_warning(site):
    site.configure(plugins="[{multistage: {diagrams: rail}}]")
    site.write("docs/index.md", "# Home\n")
    assert "Plugin 'multistage' option 'diagrams': Unrecognised configuration name: diagrams" in site.build()
