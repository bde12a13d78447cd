"""Words: languages, fallbacks, joining, the caption's grammar, accessible names."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from figure_tools import draw, having, parse

from mkdocs_multistage import analyze
from mkdocs_multistage.render import figure, labels
from mkdocs_multistage.render.labels import languages
from mkdocs_multistage.roles import ROLES

LOCALES = files("mkdocs_multistage.render").joinpath("locales")


def read(code):
    return json.loads(LOCALES.joinpath(f"{code}.json").read_text(encoding="utf-8"))


ENGLISH = read("en")


def holes(text):
    return sorted(re.findall(r"\{\w+\}", text))


WANTED = "ar de en es fr he it ja ko nl pl pt pt-BR ru tr uk zh zh-Hant"
# A region leans on its language, another script does not.
REGIONAL = [code for code in languages() if code.rpartition("-")[0] in languages() and code != "zh-Hant"]
# A file of its own language with nothing to lean on but English.
WHOLE = [code for code in languages() if code not in {"en", *REGIONAL}]


def test_the_languages_of_most_readers_are_there():
    assert set(WANTED.split()) <= set(languages())


def test_every_role_has_a_label_in_every_language():
    for code in languages():
        assert all(labels(code)[role] != "" for role in (*ROLES, "image", "context", "stage"))
        assert set(ROLES) <= set(labels(code))


@pytest.mark.parametrize("code", WHOLE)
def test_a_language_lacks_no_word(code):
    assert list(read(code)) == [key for key in ENGLISH if key != "_comment"]


@pytest.mark.parametrize("code", WHOLE)
def test_a_language_is_no_copy_of_the_english_one(code):
    same = [key for key, text in read(code).items() if text == ENGLISH[key] and len(text.split()) > 2]
    assert not same


@pytest.mark.parametrize("code", languages())
def test_no_role_is_cut_in_three_columns_of_cards(code):
    text = "FROM a AS x\nRUN t\nFROM x AS y\nRUN t\nFROM y AS z\nRUN t\n"
    for role in ROLES:
        (svg,) = having(parse(draw(text, [role] * 3, code)), "ms-cards")
        assert {"".join(word.itertext()) for word in having(svg, "ms-rl")} == {labels(code)[role]}


def test_languages_written_from_right_to_left_say_so():
    assert [code for code in languages() if labels(code)["direction"] == "rtl"] == ["ar", "he"]


@pytest.mark.parametrize("code", languages())
def test_a_language_has_only_known_keys_and_the_same_holes(code):
    for key, text in read(code).items():
        if key != "_comment":
            assert holes(text) == holes(ENGLISH[key]), key


def test_every_english_text_is_explained_to_translators():
    assert set(ENGLISH["_comment"]) == set(ENGLISH) - {"_comment"}


@pytest.mark.parametrize("code", REGIONAL)
def test_a_regional_file_holds_only_what_differs(code):
    assert not set(read(code).items()) & set(read(code.rpartition("-")[0]).items())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("pt-BR", "pt-BR"), ("pt_BR", "pt-BR"), ("PT-br", "pt-BR"), ("pt_BR.UTF-8", "pt-BR"), ("pt", "pt"),
        ("pt-PT", "pt"), ("pt-BR-x-sp", "pt-BR"), ("en-GB", "en"), ("zh_CN", "zh"), ("zh-Hans", "zh"), ("", "en"),
        ("zh_TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"), ("zh-HK", "zh-Hant"), ("iw", "he"), ("sv", "en"), ("de_AT.UTF-8", "de"),
        ("../../../etc/passwd", "en"), ("en.json", "en"), ("README", "en"), ("\x00", "en"),
    ],
)  # fmt: skip
def test_the_nearest_language_is_taken(asked, found):
    assert labels(asked).language == found


def test_what_a_region_lacks_comes_from_its_language():
    assert labels("pt-BR")["deps"] == "dependências"
    assert labels("pt-BR")["default_target"] == "alvo padrão"
    assert labels("pt")["default_target"] == "alvo predefinido"


def test_an_author_may_name_a_role():
    found = labels("pt", {"build": "compilação"})
    assert (found["build"], found["deps"]) == ("compilação", "dependências")


def test_an_unknown_key_is_shown_as_it_is():
    assert labels("en")["nonsense"] == "nonsense"


@pytest.mark.parametrize(
    ("items", "english", "portuguese"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a e b"),
        (["a", "b", "c"], "a, b and c", "a, b e c"),
    ],
)
def test_lists_are_joined_as_the_language_does(items, english, portuguese):
    assert labels("en").join(items) == english
    assert labels("pt").join(items) == portuguese


def test_braces_that_mean_nothing_stay():
    assert labels("en", {"unnamed": "{x} {number} {"}).fill("unnamed", number="{x}") == "{x} {x} {"


def sentence(text, language="en", **options):
    (caption,) = having(parse(draw(text, language=language, **options)), "ms-cap")
    return "".join(caption.itertext())


def stages(*tests):
    return "FROM a AS x\nRUN t\n" + "".join(f"FROM x AS {name}\nRUN t\n" for name in tests)


@pytest.mark.parametrize(
    ("tests", "english", "portuguese"),
    [
        ((), "docker build . produces final.", "docker build . produz final."),
        (("a",), "docker build . produces final; does not build a.", "docker build . produz final; não constrói a."),
        (
            ("a", "b", "c"),
            "docker build . produces final; does not build a, b and c.",
            "docker build . produz final; não constrói a, b e c.",
        ),
        (
            tuple("abcdef"),
            "docker build . produces final; does not build a, b, c, d, e and f.",
            "docker build . produz final; não constrói a, b, c, d, e e f.",
        ),
        (
            tuple("abcdefg"),
            "docker build . produces final; does not build a, b, c, d, e and 2 more.",
            "docker build . produz final; não constrói a, b, c, d, e e mais 2.",
        ),
    ],
    ids=["none", "one", "three", "six", "seven"],
)
def test_the_caption_is_a_sentence(tests, english, portuguese):
    text = stages(*tests) + "FROM x AS final\nRUN t\n"
    assert sentence(text) == english
    assert sentence(text, "pt-BR") == portuguese


def test_the_caption_names_an_unnamed_stage_by_its_number():
    text = "FROM a AS x\nRUN t\nFROM b\nCOPY --from=x /a /\n"
    assert sentence(text) == "docker build . produces stage 1."
    assert sentence(text, "pt") == "docker build . produz estágio 1."


def test_the_caption_gives_the_command_for_another_target():
    text = "FROM a AS x\nRUN t\nFROM b\nCOPY --from=x /a /\n"
    assert sentence(text, target=0) == "docker build --target x . produces x; does not build stage 1."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Docker refuses this Dockerfile: docker build . builds nothing."),
        ("pt", "O Docker recusa este Dockerfile: docker build . não constrói nada."),
        ("pt-BR", "O Docker recusa este Dockerfile: docker build . não constrói nada."),
    ],
)
def test_the_caption_promises_nothing_of_a_file_that_docker_refuses(language, said):
    text = "FROM a AS one\nCOPY --from=two /x /x\nFROM b AS two\nCOPY --from=one /y /y\n"
    assert sentence(text, language) == said


def test_a_refused_file_stays_refused_where_its_findings_are_set_aside():
    found = analyze("FROM a AS one\nCOPY --from=two /x /x\nFROM b AS two\nCOPY --from=one /y /y\n")
    assert found.findings
    markup = figure(replace(found, findings=()), labels=labels("en"), anchors=[])
    assert "builds nothing" in markup
    assert "produces" not in markup


def test_a_finding_that_docker_builds_in_spite_of_leaves_the_caption_as_it_is():
    text = "FROM a AS build\nFROM b AS last\nCOPY --from=build /y /y\nCOPY --from=biuld /x /x\n"
    assert analyze(text).findings
    assert sentence(text) == "docker build . produces last."


def test_names_in_the_caption_are_isolated():
    (caption,) = having(parse(draw(stages("a", "b"))), "ms-cap")
    assert ["".join(name.itertext()) for name in caption.iter("bdi")] == ["b", "a"]


def test_the_sentence_keeps_its_own_direction():
    (caption,) = having(parse(draw(stages("a"))), "ms-cap")
    assert [part.get("dir") for part in caption.iter("span") if part.get("dir")] == ["ltr"]


def test_accessible_names_say_what_the_card_shows():
    text = (
        "FROM node AS base\nRUN t\nFROM base AS deps\nRUN t\nFROM deps AS build\nRUN t\nFROM deps AS test\n"
        "COPY --from=build /app/dist ./\nFROM nginx AS final\nCOPY --from=tini:1 /tini /\n"
        "COPY --from=build /app/dist /app/public ./\nRUN --mount=type=bind,from=deps,source=/m,target=/m true\n"
    )
    root = parse(draw(text, ["base", "deps", "build", "test", "runtime"], "pt-BR"))
    (svg,) = having(root, "ms-cards")
    assert [node.get("aria-label") for node in having(svg, "ms-n")] == [
        "base; base; FROM node",
        "deps; dependências; FROM base",
        "build; construção; FROM deps",
        "test; teste; FROM deps; recebe /app/dist de build; fora do build padrão",
        "tini:1; imagem externa",
        "final; execução; FROM nginx; recebe /tini de tini:1; recebe /app/dist, /app/public de build; monta /m de deps; alvo padrão",
    ]
