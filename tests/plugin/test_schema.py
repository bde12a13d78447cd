"""What editors say of a configuration is what the plugin says of it."""

from __future__ import annotations

import json

import jsonschema
import options_schema as schema
import pytest

from mkdocs_multistage.config import MultistageConfig
from mkdocs_multistage.render.labels import texts_to_override
from mkdocs_multistage.roles import ROLES

OPTIONS = [name for name, _ in MultistageConfig._schema]
# Of every shape an option may have, right for some of them and wrong for the others.
VALUES = [
    None, True, False, 3, 1.5, "", "off", "on", "cards", "pt-BR", "serve", "warn", [], ["docker"], [1], {},
    {"UnknownStage": "info"}, {"UnknownStage": "loud"}, {"UnknwonStage": "info"}, {"*-dev": "dev"}, {"*-dev": "none"},
    {"runtime": "Production"}, {"NAME": 24}, {"NAME": "24"}, {"NAME": True}, {"NAME": ["x"]},
]  # fmt: skip
SCHEMA = jsonschema.Draft7Validator(schema.schema())


def of_the_plugin(values):
    config = MultistageConfig()
    config.load_dict(values)
    errors, warnings = config.validate()
    return not errors and not warnings


def test_the_file_is_what_the_configuration_class_says():
    assert schema.FILE.read_text(encoding="utf-8") == schema.text(), "`make schema` writes it anew"


def test_it_is_a_valid_schema_in_the_form_that_materials_refers_to():
    found = json.loads(schema.FILE.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(found)
    name, options = found["oneOf"]
    assert name["enum"] == ["multistage"]
    assert list(options["properties"]) == ["multistage"]
    assert list(options["properties"]["multistage"]["properties"]) == OPTIONS


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_described(option):
    described = schema.schema()["oneOf"][1]["properties"]["multistage"]["properties"][option]
    assert described["title"]
    assert len(described["markdownDescription"]) >= len(described["title"])


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_editor_and_plugin_agree_on_a_value(option, value):
    assert SCHEMA.is_valid({"multistage": {option: value}}) == of_the_plugin({option: value})


def test_editor_and_plugin_agree_on_names_of_options():
    assert SCHEMA.is_valid("multistage")
    assert not SCHEMA.is_valid({"multistage": {"diagrm": "auto"}})
    assert not of_the_plugin({"diagrm": "auto"})


@pytest.mark.parametrize("role", ROLES)
def test_an_editor_offers_every_role(role):
    assert SCHEMA.is_valid({"multistage": {"roles": {"x": role}, "labels": {role: "word"}}})


def test_an_editor_offers_every_text_that_a_site_may_replace():
    texts = dict(texts_to_override())
    assert of_the_plugin({"labels": texts})
    assert SCHEMA.is_valid({"multistage": {"labels": texts}})
