"""What names mean: the three look-ups, what a target reaches, ARGs in FROM, triggers."""

from __future__ import annotations

from mkdocs_multistage.dockerfile import Span, read


def edges(text: str, **options):
    return [[(ref.kind, ref.source, ref.stage) for ref in stage.references] for stage in read(text, **options).stages]


def bases(text: str, **options):
    return [(stage.resolved_base, stage.base_stage) for stage in read(text, **options).stages]


def rules(text: str, **options):
    return [problem.rule for problem in read(text, **options).problems]


def test_from_means_the_latest_stage_of_that_name_above():
    assert bases("FROM x AS a\nFROM a AS a\nFROM a\n") == [("x", None), ("a", 0), ("a", 1)]


def test_from_takes_a_number_for_an_image():
    assert bases("FROM x AS a\nFROM 0\n") == [("x", None), ("0", None)]


def test_copy_means_the_last_stage_of_that_name_in_the_file():
    text = "FROM x AS a\nFROM y AS a\nFROM z\nCOPY --from=A / /\n"
    assert edges(text)[2] == [("copy", "A", 1)]


def test_copy_takes_a_number_for_an_index():
    text = "FROM x\nFROM y\nFROM z\nCOPY --from=+0 / /\nCOPY --from=01 / /\n"
    assert edges(text)[2] == [("copy", "+0", 0), ("copy", "01", 1)]


def test_an_index_behind_the_stages_may_mean_an_image_above():
    text = "FROM x\nCOPY --from=nginx / /\nCOPY --from=1 / /\n"
    assert edges(text) == [[("copy", "nginx", None), ("copy", "1", None)]]
    assert rules(text) == []
    assert rules("FROM x\nCOPY --from=1 / /\nCOPY --from=nginx / /\n") == ["StageIndexOutOfRange"]


def test_a_mount_takes_a_number_for_an_image():
    text = "FROM x AS a\nFROM y\nRUN --mount=from=0,target=/m --mount=FROM=A,source=/s,target=/n true\n"
    assert edges(text)[1] == [("mount", "0", None), ("mount", "A", 0)]


def test_of_two_sources_of_a_mount_the_last_counts():
    text = "FROM x AS a\nFROM x AS b\nFROM y\nRUN --mount=from=a,from=b,target=/x true\n"
    assert edges(text)[2] == [("mount", "b", 1)]


def test_an_empty_source_is_the_build_context():
    assert edges("FROM x AS a\nFROM y\nCOPY --from= /a /b\n")[1] == []


def test_a_reference_says_what_is_taken_and_where_it_stands():
    text = (
        "FROM x AS a\nFROM y\n"
        'COPY --from=a ["/a b", "/c", "/d/"]\n'
        "COPY --from=a /e <<EOF /f/\nhi\nEOF\n"
        "RUN --mount=type=bind,source=/s,from=a,target=/t --mount=from=a,target=/u true\n"
    )
    found = read(text).stages[1].references
    assert [ref.paths for ref in found] == [("/a b", "/c"), ("/e",), ("/s",), ("/",)]
    assert [ref.line for ref in found] == [3, 4, 7, 7]
    assert found[0].span == Span(3, 13, 3, 14)
    assert found[2].span == Span(7, 38, 7, 39)
    assert found[2].instruction.keyword == "RUN"


def test_a_target_reaches_what_it_is_built_on_and_copies_from():
    text = (
        "FROM x AS deps\nFROM deps AS build\nFROM x AS unused\nFROM x\nCOPY --from=build / /\n"
        "FROM x\nRUN --mount=from=deps,target=/d true\n"
    )
    assert [target.reachable for target in read(text).targets] == [(0,), (0, 1), (2,), (0, 1, 3), (0, 4)]


def test_a_cache_mount_without_a_source_means_a_stage_called_scratch():
    text = "FROM x AS scratch\nFROM y\nRUN --mount=type=cache,target=/c true\n"
    assert edges(text)[1] == []
    assert read(text).targets[1].reachable == (0, 1)


def test_build_args_win_over_the_defaults_of_global_args():
    text = "ARG BASE=alpine\nARG TAG\nFROM ${BASE}:${TAG:-3}\n"
    assert bases(text) == [("alpine:3", None)]
    assert bases(text, build_args={"BASE": "busybox", "TAG": "1"}) == [("busybox:1", None)]
    assert bases("FROM a:$TARGETARCH\n", build_args={"TARGETARCH": "arm64"}) == [("a:arm64", None)]
    assert bases("FROM a:$UNDECLARED\n", build_args={"UNDECLARED": "1"}) == [("a:", None)]


def test_from_knows_the_platform_and_global_args_only():
    assert bases("FROM --platform=$BUILDPLATFORM a:$TARGETARCH AS x\nARG A=1\nFROM b:${A:-none}\n") == [
        ("a:amd64", None),
        ("b:none", None),
    ]
    assert bases("ARG A=1\nARG B=${A}2\nFROM x:$B\n") == [("x:12", None)]


def test_a_trigger_runs_in_the_stages_built_directly_on_it():
    text = "FROM x AS dep\nFROM y AS a\nONBUILD COPY --from=dep / /\nFROM a AS b\nFROM b\n"
    assert edges(text) == [[], [], [("onbuild-copy", "dep", 0)], []]
    assert [target.reachable for target in read(text).targets] == [(0,), (1,), (0, 1, 2), (0, 1, 2, 3)]


def test_a_trigger_is_checked_only_where_the_default_target_needs_it():
    bad = "ONBUILD COPY --from=9 / /\n"
    assert rules(f"FROM x AS a\n{bad}FROM y\n") == []
    assert rules(f"FROM x AS a\n{bad}FROM a\n") == ["StageIndexOutOfRange"]
    assert rules(f"FROM x AS a\n{bad}FROM a AS b\nFROM y\n") == []


def test_a_trigger_knows_the_backslash_whatever_the_escape_directive_says():
    text = "# escape=`\nFROM x AS a\nONBUILD COPY --from=\\a c:\\x /y\nFROM a\n"
    assert edges(text)[1] == [("onbuild-copy", "a", 0)]


def test_a_name_that_buildkit_refuses_still_links_what_means_it():
    text = "FROM x AS 1a\nFROM y\nCOPY --from=1A / /\n"
    assert edges(text)[1] == [("copy", "1A", 0)]
    assert rules(text) == ["InvalidStageName"]


def test_the_last_stage_is_the_default_target():
    assert read("FROM x\nFROM y\n").default_target == 1
    assert read("RUN x\n").default_target is None


def test_a_fragment_has_instructions_and_no_stages():
    dockerfile = read("COPY --from=build /a /b\nRUN true\n")
    assert [i.keyword for i in dockerfile.instructions] == ["COPY", "RUN"]
    assert dockerfile.stages == ()
    assert dockerfile.targets == ()


def test_stages_are_not_counted_where_a_from_is_misspelt():
    assert rules("FORM x AS a\nFROM y\nCOPY --from=1 / /\n") == ["UnknownInstruction"]
