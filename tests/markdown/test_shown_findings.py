"""What is wrong in an example, shown to its author beside the code."""

from __future__ import annotations

import re
from html import unescape

import pytest
from recorder import Recorder

from mkdocs_multistage.render import Remark, findings, labels

BODY = """\
FROM golang:1.24 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=biuld /app /app
COPY --from=build /etc /etc
"""


def fence(options="", body=BODY, language="dockerfile"):
    return f"```{language} {options}\n{body}```\n".replace(" \n", "\n", 1)


def rows(html):
    return [row for found in re.findall(r'<ul class="ms-fs">(.*?)</ul>', html) for row in found.split("<li")[1:]]


def text(html):
    return unescape(re.sub(r"<[^>]*>", "", f"<{html}")).strip()


def texts(html):
    return [text(row) for row in rows(html)]


@pytest.fixture
def show(convert):
    def show(page, **options):
        return convert(page, findings="always", **options).html

    return show


def underlined(html):
    return re.findall(r'<span class="ms-fault ([^"]*)">([^<]*)</span>', html)


@pytest.mark.parametrize(
    ("findings", "serving", "shown"),
    [
        ("serve", True, True),
        ("serve", False, False),
        ("always", True, True),
        ("always", False, True),
        ("never", True, False),
        ("never", False, False),
    ],
)
def test_findings_are_shown_where_the_option_says(convert, findings, serving, shown):
    host = Recorder()
    host.serving = serving
    converted = convert(fence(), host=host, findings=findings)
    assert bool(rows(converted.html)) is shown
    assert ("ms-fault" in converted.html) is shown
    assert len(converted.host.reports) == 1


def test_a_page_without_findings_is_the_same_with_and_without_them_shown(convert):
    good = fence(body=BODY.replace("biuld", "build"))
    assert convert(good, findings="always").html == convert(good, findings="never").html


def test_a_row_stands_between_caption_and_code_and_says_level_line_rule_message_and_suggestion(show):
    html = show(fence())
    assert html.index("</figcaption>") < html.index('<ul class="ms-fs">') < html.index("</figure>")
    (said,) = texts(html)
    assert said.startswith("error line 5 UnknownStage No stage is named biuld")
    assert "Did you mean build" in said


def test_the_row_leads_to_the_line_and_exactly_the_place_is_underlined(show):
    html = show(fence())
    (anchor,) = re.findall(r'href="#([^"]+)"', rows(html)[0])
    line = next(line for line in html[html.index("</figure>") :].split("\n") if f'id="{anchor}"' in line)
    assert underlined(html) == [("ms-found ms-r-error", "biuld")]
    assert '<span class="ms-fault' in line
    assert 'class="ms-line ms-band' in line
    assert "ms-bad ms-bad-error" in line


def test_the_line_is_told_as_it_is_numbered_beside_the_code(show):
    assert texts(show(fence('linenums="40"')))[0].startswith("error line 44 UnknownStage")
    assert "build (line 40)" in texts(show(fence('linenums="40"')))[0]


def test_blank_lines_that_the_highlighter_drops_are_not_counted(show):
    assert texts(show(fence(body=f"\n\n{BODY}")))[0].startswith("error line 5 UnknownStage")


def test_the_words_around_a_message_are_the_readers_and_the_message_says_that_it_is_english(show):
    html = show(fence(), language="pt-BR")
    assert texts(html)[0].startswith("erro linha 5 UnknownStage No stage is named")
    assert texts(html)[0].endswith("Você quis dizer build (linha 1)?")
    assert re.search(r'<span lang="en">No stage is named', rows(html)[0])


def test_a_suggestion_that_the_message_does_not_make_is_made_in_the_readers_language(show):
    body = "FROM a:1 AS one\nRUN true\nFROM scratch\nCOPY --form=one / /\n"
    assert texts(show(fence(body=body)))[0].endswith("Did you mean --from?")
    assert texts(show(fence(body=body), language="pt-BR"))[0].endswith("Você quis dizer --from?")
    assert texts(show(fence(body=body), language="pt"))[0].endswith("Quis dizer --from?")


@pytest.mark.parametrize(
    ("level", "word", "classes"),
    [("warn", "error", "ms-found ms-r-error"), ("info", "info", "ms-found ms-calm ms-r-info")],
)
def test_a_finding_has_the_tone_of_the_level_that_the_site_gives_it(show, level, word, classes):
    html = show(fence(), checks={"UnknownStage": level})
    assert texts(html)[0].startswith(f"{word} line 5")
    assert underlined(html) == [(classes, "biuld")]
    assert ("ms-bad-" in html) is (level == "warn")


def test_what_can_be_built_all_the_same_is_a_warning(show):
    html = show(fence(body=BODY.replace("biuld", "build")), checks={"UnpinnedBaseImage": "warn"})
    body = "FROM alpine\nRUN true\n"
    html = show(fence(body=body), checks={"UnpinnedBaseImage": "warn"})
    assert [said.split()[0] for said in texts(html)] == ["warning"]
    assert "ms-bad-warning" in html


def test_what_is_ignored_or_not_checked_is_not_shown(show):
    assert rows(show(fence(), checks={"UnknownStage": "ignore"})) == []
    assert rows(show(fence('check="off"'))) == []


def test_a_single_stage_has_a_figure_for_its_rows_alone(show):
    html = show(fence(body="FROM alpine:3.22 # small\nRUN true\n"))
    assert html.count('<figure class="multistage ms-found"') == 1
    assert "<figcaption" not in html
    assert [said.split()[:3] for said in texts(html)] == [["error", "line", "1"]]
    assert underlined(html) == [("ms-found ms-r-error", "# small")]


def test_a_fragment_has_a_figure_for_its_rows_and_no_badges(show):
    html = show(fence() + "\n" + fence(body="COPY --from=biuld /app /app\nRUN true\n"))
    fragment = html[html.rindex("<figure") :]
    assert texts(fragment)[0].startswith("info line 1 UnknownStage")
    assert underlined(fragment) == [("ms-found ms-calm ms-r-info", "biuld")]
    assert "ms-badge" not in fragment
    assert "ms-band " not in fragment


def test_what_is_wrong_in_a_header_has_a_row_without_a_line(show):
    html = show(fence('diagrm="off"', BODY.replace("biuld", "build")))
    assert texts(html) == ["warning InvalidFenceOption There is no fence option diagrm. Did you mean diagram?"]
    assert 'href="#' not in rows(html)[0]
    html = show(fence('target="nothing"', BODY.replace("biuld", "build")))
    assert texts(html)[0].startswith("warning InvalidFenceOption The fence option target is 'nothing'")


def test_an_expectation_that_failed_has_a_row(show):
    html = show(fence('expect="SelfReference"', BODY.replace("biuld", "build")))
    assert texts(html)[0].startswith("warning ExpectationFailed")


def test_a_stage_that_a_command_asks_for_in_vain_is_shown_above_the_command(show):
    page = fence(body=BODY.replace("biuld", "build")) + "\n```sh\necho\ndocker build --target biuld .\n```\n"
    html = show(page)
    command = html[html.rindex("<figure") :]
    assert texts(command)[0].startswith("error line 2 UnknownTarget No Dockerfile of this page has a stage named biuld")
    (anchor,) = re.findall(r'href="#([^"]+)"', rows(command)[0])
    line = next(line for line in command.split("\n") if f'id="{anchor}"' in line)
    assert "ms-fault" in line
    assert "docker" in line


def test_a_finding_on_a_hidden_line_has_a_row_without_a_link_and_is_underlined_in_the_whole(show):
    body = BODY.replace("COPY --from=biuld", "# multistage: hide\nCOPY --from=biuld") + "# multistage: show\nRUN true\n"
    html = show(fence('reveal="on"', body))
    assert texts(html)[0].startswith("error UnknownStage")
    assert 'href="#' not in rows(html)[0]
    whole, shown = html[html.index("<details") : html.index("</details>")], html[html.index("</figure>") :]
    assert underlined(whole) == [("ms-found ms-r-error", "biuld")]
    assert underlined(shown) == []


def test_each_part_of_an_example_shows_what_is_wrong_in_it(show):
    first, last = BODY.split("\n\n")
    html = show(fence('example="a"', f"{first}\n") + "\ntext\n\n" + fence('continues="a"', last))
    figures = html.split("<figure")[1:]
    assert len(figures) == 1
    assert texts(html)[0].startswith("error line 2 UnknownStage")
    assert texts(html)[0].endswith("Did you mean build?")


def test_of_a_long_list_the_worst_are_shown_and_the_rest_is_counted(show):
    body = "FROM a:1 AS build\n" + "run true\n" * 30 + "RUN true\n" * 40 + "FROM b:1\nCOPY --from=biuld / /\n"
    html = show(fence(body=body), checks={"ConsistentInstructionCasing": "info"})
    said = texts(html)
    assert len(said) == 11
    assert [line.split()[0] for line in said[:-1]].count("error") == 1
    assert said[-1] == "… and 21 more"


def test_whatever_a_row_says_is_text():
    bad = '"><script>alert(1)</script>`<img src=x>`'
    remark = Remark(bad, bad, "error", number=1, anchor=bad, suggestion=bad, url=f"https://example.org/{bad}")
    html = findings.rows([remark], labels("en"), more=1)
    assert "<script" not in html
    assert "<img" not in html
    assert '"&gt;' not in html
    assert html.count("<li") == html.count("</li>") == 2


def test_ids_of_lines_are_unique_on_a_page(show):
    html = show((fence() + "\n") * 3 + ("```sh\ndocker build --target biuld .\n```\n\n" * 2))
    ids = re.findall(r'\bid="(multistage-[^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(multistage-[^"]+)"', html)) <= set(ids)


def test_a_conversion_whose_findings_are_anothers_shows_none(convert):
    host = Recorder()
    host.serving = host.silent = True
    assert rows(convert(fence(), host=host).html) == []


@pytest.mark.parametrize(
    "configs",
    [{"linenums_style": "table"}, {"linenums_style": "pymdownx-inline"}, {"noclasses": True}, {"use_pygments": False}],
)
def test_the_place_is_underlined_whatever_the_highlighter_made_of_the_code(convert, configs):
    plain = configs == {"use_pygments": False}  # which numbers no lines
    header = "" if plain else 'linenums="3"'
    html = convert(fence(header), configs={"pymdownx.highlight": configs}, findings="always").html
    assert [place for _, place in underlined(html)] == ["biuld"]
    assert texts(html)[0].startswith(f"error line {5 if plain else 7} ")


def test_a_name_in_a_line_that_is_not_shown_is_suggested_in_the_readers_language(show):
    body = "# multistage: hide\nFROM golang AS build\nRUN x\n# multistage: show\nFROM alpine\nCOPY --from=buidl /a /a\n"
    assert texts(show(fence(body=body), language="pt"))[0].endswith("Quis dizer build?")
