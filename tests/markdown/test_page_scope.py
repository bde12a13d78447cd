"""What the blocks of a page have to do with each other."""

from __future__ import annotations

import re

import pytest
from markdown_extensions import EVERYTHING

WHOLE = """\
```dockerfile
FROM golang:1.24 AS builder
RUN go build -o /app .

FROM alpine:3.22 AS runner
COPY --from=builder /app /app
```
"""
PARTS = """\
```dockerfile example="site"
FROM golang:1.24 AS build
RUN go build -o /app .
```

Then:

```dockerfile continues="site"
RUN go test ./...

FROM build AS lint
```

And at last:

```dockerfile continues="site" title="Dockerfile"
FROM alpine:3.22
COPY --from=build /app /app
```
"""


def messages(converted, rule):
    return [report.message for report in converted.host.reports if report.rule == rule]


def blocks(html):
    return re.findall(r'<div class="(?:language-dockerfile )?highlight multistage-code.*?</div>', html, re.DOTALL)


def test_a_misspelt_stage_in_a_fragment_is_a_remark_and_no_warning(convert):
    (report,) = convert(f"{WHOLE}\n```dockerfile\nCOPY --from=buidler /app /\n```\n").host.reports
    assert (report.level, report.place.line, report.place.column) == ("info", 10, 13)
    assert "Did you mean `builder`?" in report.message


def test_a_fragment_above_the_dockerfile_is_not_held_against_it(convert):
    assert convert(f"```dockerfile\nCOPY --from=buidler /app /\n```\n\n{WHOLE}").host.reports == []


def test_an_unknown_target_is_a_warning_with_the_stage_that_was_meant(convert):
    (report,) = convert(f"{WHOLE}\n```console\n$ docker build --target runer .\n```\n").host.reports
    assert (report.level, report.rule) == ("warn", "UnknownTarget")
    assert "Did you mean `runner`?" in report.message


def test_an_unknown_target_that_is_near_to_nothing_comes_with_the_stages_there_are(convert):
    (message,) = messages(convert(f"{WHOLE}\n```sh\ndocker build --target assets .\n```\n"), "UnknownTarget")
    assert "`builder`, `runner`" in message


def test_the_level_of_an_unknown_target_is_the_sites_to_choose(convert):
    text = f"{WHOLE}\n```sh\ndocker build --target assets .\n```\n"
    assert convert(text, checks={"UnknownTarget": "ignore"}).host.reports == []
    (report,) = convert(text, checks={"UnknownTarget": "info"}).host.reports
    assert report.level == "info"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "```text\nFROM alpine AS assets\n```\n",
        "The last line is `FROM alpine AS assets`.\n",
        "```dockerfile\nRUN make\nFROM alpine AS assets\n```\n",
        '```dockerfile check="off"\nFROM alpine AS assets\n```\n',
    ],
)
def test_a_stage_that_is_named_anywhere_on_the_page_can_be_a_target(convert, elsewhere):
    text = f"{elsewhere}\n{WHOLE}\n```sh\ndocker build --target assets .\n```\n"
    assert messages(convert(text), "UnknownTarget") == []


@pytest.mark.parametrize(
    "dockerfiles",
    [
        "",
        "```dockerfile\nFROM alpine\n```\n",
        "```dockerfile\nCOPY --from=builder /a /a\n```\n",
        "```dockerfile\nFROM builder AS runner\nFROM runner\n```\n",
        "```dockerfile\n{% include 'x' %}\nFROM alpine AS runner\n```\n",
    ],
)
def test_a_page_that_does_not_show_its_whole_dockerfile_has_no_unknown_targets(convert, dockerfiles):
    assert messages(convert(f"{dockerfiles}\n```sh\ndocker build --target assets .\n```\n"), "UnknownTarget") == []


def test_a_command_above_the_dockerfile_may_be_about_another(convert):
    command = "```sh\ndocker build --target {} .\n```\n"
    assert messages(convert(f"{command.format('assets')}\n{WHOLE}"), "UnknownTarget") == []
    assert len(messages(convert(f"{command.format('runer')}\n{WHOLE}"), "UnknownTarget")) == 1


@pytest.mark.parametrize("extensions", [EVERYTHING, ("fenced_code",), ("fenced_code", "attr_list", "codehilite")])
@pytest.mark.parametrize("language", ["console", "bash", "text", "yaml", "hcl", "powershell"])
def test_a_fence_that_asks_for_a_stage_has_the_html_that_it_has_without_us(convert, plainly, extensions, language):
    text = f'# x\n\n```{language}\n$ docker build --target runer .\ntarget = "x"\ntarget: <b>&amp;</b>\n```\n'
    assert convert(text, extensions=extensions).html == plainly(text, extensions=extensions)
    after = f"{WHOLE}\n{text}"
    block = plainly(text, extensions=["pymdownx.superfences"] if extensions is EVERYTHING else extensions)
    block = block[block.index("</h1>") + 5 :].strip()
    html = convert(after, extensions=["pymdownx.superfences"] if extensions is EVERYTHING else extensions).html
    assert html.endswith(block)
    assert "data-multistage-block" not in html


def test_plain_fences_are_searched_for_targets_too(convert):
    text = f"{WHOLE}\n```sh\ndocker build --target runer .\n```\n"
    assert len(messages(convert(text, extensions=("fenced_code",)), "UnknownTarget")) == 1


def test_an_option_of_ours_on_a_fence_of_another_language_is_not_ours(convert, plainly):
    text = '```console target="x"\n$ docker build --target x .\n```\n'
    assert convert(text).html == plainly(text)


def test_the_parts_of_an_example_are_drawn_once_above_the_last(convert):
    html = convert(PARTS).html
    assert html.count("<figure") == 1
    assert html.index("And at last") < html.index("<figure") < html.index("Dockerfile</span>")


def test_each_part_of_an_example_has_its_own_bands_and_badges(convert):
    first, second, third = blocks(convert(PARTS).html)
    assert [block.count("ms-badge") for block in (first, second, third)] == [1, 1, 1]
    assert re.findall(r'data-multistage-stage="(\d)"', first) == ["0", "0"]
    # The first stage goes on in the second part, so its bar begins in one and ends in the other.
    assert re.findall(r'data-multistage-stage="(\d)"', second) == ["0", "1"]
    assert re.findall(r'data-multistage-stage="(\d)"', third) == ["2", "2"]
    assert "ms-last" in second


def test_a_reference_leads_to_the_part_in_which_its_stage_begins(convert):
    first, second, third = blocks(convert(PARTS).html)
    (anchor,) = re.findall(r'id="(multistage-[0-9a-f]{8}-build)"', first)
    assert f'href="#{anchor}"' in second
    assert f'href="#{anchor}"' in third
    assert 'title="Stage build (build), in another block"' in third


def test_ids_of_parts_are_unique_and_led_to(convert):
    html = convert(PARTS + PARTS.replace("site", "other")).html
    ids = re.findall(r'id="(multistage-[^"]+)"', html)
    assert len(ids) == len(set(ids)) == 8  # of two examples three stages each, and the figure
    assert set(re.findall(r'href="#(multistage-[^"]+)"', html)) <= set(ids)


def test_a_stage_that_another_part_defines_is_known(convert):
    assert convert(PARTS).host.reports == []


def test_a_finding_in_a_part_has_the_line_numbers_of_the_page(convert):
    (report,) = convert(PARTS.replace("--from=build", "--from=biuld")).host.reports
    assert (report.place.line, report.place.column) == (18, 13)
    assert "`build` (line 2)" in report.message


def test_a_part_continues_only_what_is_above_it(convert):
    text = '```dockerfile continues="app"\nFROM a\n```\n\n```dockerfile example="app"\nFROM alpine AS b\n```\n'
    (message,) = messages(convert(text), "InvalidFenceOption")
    assert 'Give the first part example="app".' in message


def test_an_unknown_example_comes_with_a_near_name(convert):
    text = PARTS.replace('continues="site"', 'continues="sit"')
    assert all("Did you mean 'site'?" in message for message in messages(convert(text), "InvalidFenceOption"))


def test_a_hidden_part_is_no_part(convert):
    hidden = PARTS.replace("```dockerfile example", "<!--\n```dockerfile example").replace("Then:", "-->\n\nThen:")
    assert len(messages(convert(hidden), "InvalidFenceOption")) == 2


def test_parts_of_one_name_on_two_pages_have_nothing_to_do_with_each_other(convert):
    first = convert(PARTS.split("Then:", maxsplit=1)[0]).host
    assert len(messages(convert(PARTS.split("Then:")[1]), "InvalidFenceOption")) == 2
    assert first.reports == []


def test_a_target_by_a_stages_old_name_is_a_warning_with_the_new_one(convert):
    first = "```dockerfile\nFROM golang:1.24 AS build\nRUN go build -o /app .\n```\n"
    second = first.replace("AS build", "AS builder")
    command = "```sh\ndocker build --target build .\n```\n"
    (report,) = convert(f"{first}\n{second}\n{command}").host.reports
    assert (report.rule, report.level, report.place.line, report.place.column) == ("StageRenamed", "warn", 12, 23)
    assert "Write `builder`." in report.message
    assert convert(f"{first}\n{command}\n{second}").host.reports == []
    assert convert(f"{first}\n{second}\n{first}\n{command}").host.reports == []


def test_an_old_name_in_a_fragment_is_a_remark(convert):
    first = "```dockerfile\nFROM golang:1.24 AS build\nRUN go build -o /app .\n```\n"
    second = first.replace("AS build", "AS builder")
    (report,) = convert(f"{first}\n{second}\n```dockerfile\nCOPY --from=build /app /\n```\n").host.reports
    assert (report.rule, report.level, report.place.line) == ("StageRenamed", "info", 12)


def test_an_old_name_in_the_dockerfile_that_renames_it_is_a_warning_with_the_new_one(convert):
    first = "```dockerfile\nFROM golang:1.24 AS build\nRUN go build -o /app .\n```\n"
    second = (
        "```dockerfile\nFROM golang:1.24 AS compiler\nRUN go build -o /app .\n\n"
        "FROM alpine:3.22\nCOPY --from=compiler /app /\nCOPY --from=build /etc /etc\n```\n"
    )
    (report,) = convert(f"{first}\n{second}").host.reports
    assert (report.rule, report.level, report.place.line, report.place.column) == ("StageRenamed", "warn", 12, 13)
    assert "Write `compiler`." in report.message


def test_a_near_name_in_the_same_dockerfile_says_enough(convert):
    first = "```dockerfile\nFROM golang:1.24 AS build\nRUN go build -o /app .\n```\n"
    second = (
        "```dockerfile\nFROM golang:1.24 AS builder\nRUN go build -o /app .\n\n"
        "FROM alpine:3.22\nCOPY --from=builder /app /\nCOPY --from=build /etc /etc\n```\n"
    )
    (report,) = convert(f"{first}\n{second}").host.reports
    assert (report.rule, report.level) == ("UnknownStage", "warn")


def test_a_block_that_goes_on_with_a_dockerfile_above_may_use_its_stages(convert):
    more = (
        "```dockerfile\nFROM node:24 AS site\nRUN npm run build\n\n"
        "FROM nginx:1.29\nCOPY --from=site /dist /srv\nCOPY --from={} /app /app\n```\n"
    )
    (report,) = convert(f"{WHOLE}\n{more.format('builder')}").host.reports
    assert (report.rule, report.level) == ("UnknownStage", "info")
    (report,) = convert(f"{WHOLE}\n{more.format('assets')}").host.reports
    assert (report.rule, report.level) == ("UnknownStage", "warn")


def test_a_version_of_a_dockerfile_above_that_has_lost_a_stage_is_wrong(convert):
    lost = WHOLE.replace(" AS builder", "").replace("FROM alpine:3.22 AS runner", "FROM alpine AS a\nFROM a")
    reports = convert(f"{WHOLE}\n{lost}").host.reports
    assert [(r.rule, r.level) for r in reports] == [("UnknownStage", "warn")]


def test_a_single_stage_by_an_old_name_is_read_like_a_fragment(convert):
    first = "```dockerfile\nFROM golang:1.24 AS build\nRUN go build -o /app .\n```\n"
    second = first.replace("AS build", "AS compiler")
    last = "```dockerfile\nFROM scratch\nCOPY --from=build /app /\n```\n"
    (report,) = convert(f"{first}\n{second}\n{last}").host.reports
    assert (report.rule, report.level) == ("StageRenamed", "info")
