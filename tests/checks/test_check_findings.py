"""What a finding says, and where."""

import pytest

from mkdocs_multistage import analyze


def only(text, **options):
    (finding,) = analyze(text, **options).findings
    return finding


def rules(text, **options):
    return [finding.rule for finding in analyze(text, **options).findings]


def quoted(text, span):
    assert span.line == span.end_line
    return text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]


PAIR = "FROM golang AS build\nFROM alpine\n"


def test_an_unknown_stage_is_told_with_what_docker_would_do_and_what_was_meant():
    finding = only(f"{PAIR}COPY --from=biuld /a /b\n")
    assert finding.message == (
        "No stage is named `biuld`, so Docker would pull the image docker.io/library/biuld:latest. "
        "Did you mean `build` (line 1)?"
    )
    assert finding.suggestion == "build"
    assert (finding.level, finding.origin, finding.fatal) == ("warning", "docs", False)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("COPY --from=biuld /a /b", "biuld"),
        ("COPY --link --from=biuld --chown=1 /a /b", "biuld"),
        ("RUN --mount=type=bind,from=biuld,source=/a,target=/b true", "biuld"),
        ('COPY --from="biuld" /a /b', "biuld"),
        ("FROM biuld AS test", "biuld"),
        ("COPY --from biuld /a /b", "--from biuld"),
        ("EXPOSE 80 # the web", "# the web"),
    ],
)
def test_the_span_covers_exactly_what_is_wrong(line, name):
    text = f"{PAIR}{line}\n"
    assert quoted(text, only(text).span).strip('"') == name


def test_a_stage_far_from_every_name_is_told_without_a_suggestion():
    finding = only(f"{PAIR}COPY --from=assets /a /b\n")
    assert finding.suggestion is None
    assert "The only named stage above is `build`." in finding.message
    assert "`contexts`" in finding.message


def test_only_some_stages_are_listed_in_a_message():
    stages = "".join(f"FROM alpine AS part-{letter}\n" for letter in "abcdefgh")
    finding = only(f"{stages}FROM alpine\nCOPY --from=qqqqq /a /b\n")
    assert "The nearest stages above are `part-e`, `part-f`, `part-g`, `part-h`." in finding.message


def test_a_file_without_names_is_told_to_give_one():
    finding = only("FROM golang\nFROM alpine\nCOPY --from=build /a /b\n")
    assert "give the one you mean a name with `AS`" in finding.message


@pytest.mark.parametrize("context", ["assets", "Assets"])
def test_a_declared_context_is_known_in_any_case(context):
    assert rules(f"{PAIR}COPY --from=assets /a /b\n", contexts=[context]) == []


@pytest.mark.parametrize("argument", ["contexts", "extra_rules"])
def test_one_string_is_not_taken_for_names_of_a_letter_each(argument):
    with pytest.raises(TypeError, match=rf"{argument} takes several names, not one string: write \('assets',\)"):
        analyze(PAIR, **{argument: "assets"})


@pytest.mark.parametrize(
    "source",
    [
        "nginx",
        "busybox",
        "scratch",
        "nginx:1.27",
        "acme/tools",
        "ghcr.io/acme/tools",
        "localhost:5000/x",
        "build",
        "BUILD",
        "0",
    ],
)
def test_a_stage_an_image_or_an_index_is_known(source):
    assert rules(f"{PAIR}COPY --from={source} /a /b\n") == []


def test_a_base_is_an_image_of_ones_own_unless_it_is_near_to_a_stage():
    assert rules("FROM golang AS build\nFROM toolbox\n") == []
    assert rules("FROM golang AS build\nFROM biuld\n") == ["UnknownStage"]


def test_a_base_that_differs_from_a_stage_in_a_number_is_an_image():
    assert rules("FROM alpine AS python311\nFROM python312\n") == []


def test_a_base_that_a_later_stage_is_named_after_is_told_to_move():
    finding = only("FROM deps AS build\nFROM node AS deps\n")
    assert "starts on line 2" in finding.message
    assert finding.suggestion is None


def test_a_base_named_after_its_own_stage_is_an_image():
    assert rules("FROM base AS base\nFROM base\n") == []


def test_a_number_for_a_base_means_the_stage_of_that_number():
    finding = only("FROM golang AS build\nFROM 0\n")
    assert finding.suggestion == "build"
    assert "never its number" in finding.message


def test_a_number_in_a_mount_means_the_stage_of_that_number():
    finding = only(f"{PAIR}RUN --mount=type=bind,from=0,target=/b true\n")
    assert (finding.rule, finding.suggestion) == ("UnknownStage", "build")


def test_a_base_in_another_case_is_given_the_stages_own():
    finding = only("FROM golang AS build\nFROM Build\n")
    assert (finding.rule, finding.suggestion, finding.fatal) == ("InvalidImageReference", "build", True)


def test_a_name_that_is_refused_is_reported_once():
    assert rules(f"{PAIR}COPY --from=Biuld /a /b\n") == ["InvalidImageReference"]
    assert rules("FROM ${BASE}\n") == ["EmptyBaseName"]


def test_a_trigger_is_reported_once_however_many_stages_run_it():
    text = "FROM alpine AS a\nONBUILD COPY --from=biuld /x /y\nFROM a\nFROM a\n"
    assert rules(text) == ["UnknownStage"]


def test_a_trigger_that_no_stage_runs_is_left_to_those_who_build_on_the_image():
    assert rules("FROM alpine AS build\nONBUILD COPY --from=biuld /x /y\n") == []


def test_copy_from_with_a_space_is_reported_once_and_fatal():
    finding = only(f"{PAIR}COPY --from build /a /b\n")
    assert (finding.rule, finding.suggestion, finding.fatal) == ("CopyFromSpace", "--from=build", True)


def test_copy_from_with_a_space_behind_the_sign_is_accepted_by_docker():
    finding = only(f"{PAIR}COPY --from= build /a /b\n")
    assert (finding.rule, finding.suggestion, finding.fatal, finding.origin) == (
        "CopyFromSpace",
        "--from=build",
        False,
        "docs",
    )


def test_an_empty_source_is_the_build_context():
    assert rules(f"{PAIR}COPY --from= /a /b\n") == []


@pytest.mark.parametrize(
    ("line", "fatal"),
    [
        ("FROM alpine # base", True),
        ("FROM alpine AS x # base", True),
        ("EXPOSE 80 # web", True),
        ("ENV A=1 # one", True),
        ("LABEL a=b # c", True),
        ("STOPSIGNAL SIGTERM # soft", True),
        ('SHELL ["sh"] # plain', True),
        ("ENV A 1 # one", False),
        ("ARG A=1 # one", False),
        ("USER me # not root", False),
        ("WORKDIR /a # here", False),
        ("VOLUME /a # kept", False),
        ("COPY a b # sources", False),
        ("ADD a b # sources", False),
        ("COPY a b #sources they are", False),
        ('COPY ["a", "b"] # sources', False),
        ('CMD ["a"] # starts', False),
        ('ENTRYPOINT ["a"] # starts', False),
        ('RUN ["a"] # runs', False),
    ],
)
def test_a_remark_behind_an_instruction_is_fatal_where_docker_refuses_it(line, fatal):
    findings = [f for f in analyze(f"FROM scratch\n{line}\n").findings if f.level == "warning"]
    assert [(finding.rule, finding.fatal) for finding in findings] == [("TrailingComment", fatal)]
    assert findings[0].origin == ("buildkit" if fatal else "docs")


@pytest.mark.parametrize(
    "line",
    [
        "RUN make # all",
        "CMD ./a # starts",
        "ENTRYPOINT ./a # starts",
        "HEALTHCHECK CMD ./a # asks",
        'ENV A="1 # one"',
        "ENV A='1 # one'",
        "ENV A=#fff",
        "ENV A see # 5",
        'LABEL a="b # c" d=e',
        "WORKDIR /c#",
        "COPY a #b",
        "COPY #a# b",
        "ADD https://example.com/a#b c d/",
        "COPY a b\\\n# a comment\n c/",
    ],
)
def test_a_number_sign_that_may_be_meant_is_left_alone(line):
    assert "TrailingComment" not in rules(f"FROM scratch\n{line}\n")


def test_an_annotation_is_left_alone_on_a_page_only():
    text = "FROM alpine AS base # (1)!\nFROM base\n"
    assert rules(text) == ["TrailingComment"]
    assert rules(text, scope="example") == []


def test_findings_are_in_the_order_of_the_text():
    text = f"{PAIR}COPY --from=zzz /a /b\nUSER me # x\nCOPY --from=yyy /a /b\n"
    lines = [finding.span.line for finding in analyze(text).findings]
    assert lines == [3, 4, 5]


def test_a_message_shows_nothing_invisible_and_nothing_long():
    finding = only(f"{PAIR}COPY --from=a\u202eb{'c' * 300} /a /b\n")
    assert "\u202e" not in finding.message
    assert len(finding.message) < 500


def test_the_files_own_comments_switch_rules_off():
    assert rules(f"# check=skip=UnknownStage\n{PAIR}COPY --from=biuld /a /b\n") == []
    assert rules("# check=skip=DuplicateStageName\nFROM a AS x\nFROM b AS x\n") == []
    assert rules("FROM a AS x\n# check=skip=TrailingComment\nFROM b\nUSER me # x\n") == ["TrailingComment"]
    assert rules("FROM b\n# check=skip=TrailingComment\nUSER me # x\n") == []


def test_what_is_refused_cannot_be_switched_off_in_the_file():
    assert rules("# check=skip=all\nFROM alpine\nCOPY --from=7 /a /b\n") == ["StageIndexOutOfRange"]


def test_a_text_too_large_is_said_to_be():
    text = "FROM alpine\n" * 60_000
    assert [(f.rule, f.level) for f in analyze(text).findings] == [("TooLarge", "info")]
    assert rules(text, scope="example") == ["TooLarge"]
    assert rules('{"a": 1}\n' * 60_000, scope="example") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FROM alpine AS x\nCOPY --from=y /a /b\nFROM alpine AS y\n", "ForwardReference"),
        ("FROM alpine AS stage\nCOPY --from=stage /a /b\nFROM alpine\nCOPY --from=stage /a /b\n", "SelfReference"),
        ("FROM alpine AS build/x\nFROM alpine\nCOPY --from=0 /a /b\n", "InvalidStageName"),
        ("FROM alpine AS Build Stage\nFROM alpine\nCOPY --from=0 /a /b\n", "InvalidArguments"),
    ],
)
def test_a_name_that_a_stage_bears_is_no_placeholder(text, rule):
    assert rules(text, scope="example") == [rule]


def test_a_remark_that_begins_like_its_instruction_is_still_one():
    assert rules(f"{PAIR}COPY --from=build /app /app # copy it\n", scope="example") == ["TrailingComment"]
    assert rules("FROM alpine\nWORKDIR $DIR # WORKDIR /b\n", scope="example") == []


@pytest.mark.parametrize(
    "base",
    [
        "php:{{ $image.php_version }}-apache",
        "${{ inputs.image }}",
        "<your image>",
        "[your image]",
        "<%= image.name %>",
    ],
)
def test_a_stage_is_known_whatever_its_image_is_a_template_of(base):
    text = f"FROM {base} AS build\nRUN make\nFROM alpine\nCOPY --from=build /a /b\nCOPY --from=buidl /a /b\n"
    finding = only(text, scope="example")
    assert quoted(text, finding.span) == "buidl"
    assert analyze(text, scope="example").dockerfile.text == text


def test_a_template_with_spaces_behind_from_is_a_placeholder():
    text = "FROM alpine AS build\nRUN make\nFROM alpine\nCOPY --from=build /a /b\nCOPY --from=<your stage> /a /b\n"
    assert rules(text, scope="example") == []


@pytest.mark.parametrize("image", ["cgr.dev/ORG/php:8.3", "gcr.io/PROJECT-ID/app", "REGISTRY/PROJECT_ID/app:1"])
def test_a_part_of_an_images_path_in_capitals_is_a_placeholder(image):
    assert rules(f"FROM {image}\nRUN true\n", scope="example") == []
    assert rules(f"FROM {image}\nRUN true\n") == ["InvalidImageReference"]


def test_a_slip_in_a_name_that_looks_like_a_placeholder_is_found_where_a_stage_bears_it():
    text = "FROM golang AS my-builder\nRUN make\nFROM alpine\nCOPY --from={} /a /b\n"
    assert only(text.format("my-bulider"), scope="example").suggestion == "my-builder"
    assert rules(text.format("your-stage"), scope="example") == []


def test_a_from_with_a_slip_in_its_keyword_begins_a_whole_dockerfile():
    text = "FORM node:22 AS builder\nCOPY . .\nRUN make\nFROM nginx\nCOPY --from=builder /a /b\n"
    finding = only(text, scope="example")
    assert (finding.rule, finding.suggestion) == ("UnknownInstruction", "FROM")


def test_a_keyword_glued_to_its_list_is_told_to_take_a_space():
    finding = only('FROM alpine\nCMD["serve"]\n', scope="example")
    assert (finding.rule, finding.suggestion) == ("UnknownInstruction", 'CMD ["serve"]')


def test_a_name_of_a_stage_takes_no_variable_on_a_page_either():
    assert rules("ARG N\nFROM alpine AS $N\nFROM alpine\nCOPY --from=0 /a /b\n", scope="example") == [
        "InvalidStageName"
    ]


@pytest.mark.parametrize(
    ("name", "expected"), [("bse", ["UnknownStage"]), ("bas", ["UnknownStage"]), ("app", []), ("ase", [])]
)
def test_a_short_base_is_told_only_where_it_lacks_a_letter_of_a_stage(name, expected):
    assert rules(f"FROM alpine AS base\nRUN true\nFROM {name} AS test\nRUN true\n", scope="example") == expected
