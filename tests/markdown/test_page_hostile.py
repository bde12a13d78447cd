"""Pages that nobody would write: nothing is raised, nothing takes long, every mark is gone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recorder import Recorder

LINES = st.lists(
    st.sampled_from(
        [
            "FROM golang:1.24 AS build",
            "FROM golang:1.24 AS builder",
            "FROM build",
            "FROM scratch AS x",
            "from a as \u202eb",
            "COPY --from=build /a /b",
            "COPY --from=biuld /a /b",
            "COPY --from=9 /a \\",
            "RUN go build",
            "RUN --mount=from=builder,target=/x ls",
            "RUN <<EOF",
            "EOF",
            "# ...",
            "",
            "<b>&amp;",
            "ONBUILD COPY --from=x / /",
        ]
    ),
    max_size=7,
)
HEADERS = st.sampled_from(
    [
        "",
        ' example="a"',
        ' continues="a"',
        ' continues="b" example="a"',
        ' example="b" target="x"',
        ' expect="UnknownStage"',
        ' expect="UnknownStage StageRenamed UnreachableStage" example="a"',
        ' check="off" continues="b"',
        ' example="a" diagram="rail" badges="off"',
    ]
)
COMMANDS = st.sampled_from(
    [
        "```sh\ndocker build --target build .\n```",
        "```console\n$ docker build --target 'biuld\n```",
        "```yaml\nservices:\n  a:\n    build: {target: bulid}\n```",
        '```hcl\ntarget "a" {\n  target = "buidl"\n```',
        "<!--",
        "-->",
        "text",
    ]
)


@st.composite
def pages(draw):
    blocks = []
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            body = "\n".join(draw(LINES))
            blocks.append(f"```dockerfile{draw(HEADERS)}\n{body}\n```")
        else:
            blocks.append(draw(COMMANDS))
    return "\n\n".join(blocks)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=pages())
def test_any_page_is_read(convert, text):
    converted = convert(text, extensions=("pymdownx.superfences",))
    assert converted.host.apologies == []
    assert "data-multistage-block" not in converted.html
    lines = text.split("\n")
    for report in converted.host.reports:
        assert 0 < report.place.line <= len(lines)
        assert report.place.column <= len(lines[report.place.line - 1]) + 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=pages())
def test_ids_are_unique_and_links_lead_somewhere(convert, text):
    import re

    html = convert(text, extensions=("pymdownx.superfences",)).html
    html = re.sub(r"<!--.*?(-->|\Z)", "", html, flags=re.DOTALL)
    ids = re.findall(r'id="(multistage-[^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(multistage-[^"]+)"', html)) <= set(ids)


@pytest.mark.parametrize(
    "text",
    [
        "```dockerfile\nFROM a AS b\nFROM b\n```\n\n" * 200,
        "```dockerfile\nFROM golang:1 AS build\nRUN x\nFROM build\n```\n\n```sh\n"
        + "docker build --target bulid .\n" * 3000
        + "```\n",
        "```dockerfile\nFROM golang:1 AS build\nFROM build\n```\n\n```sh\ntarget " + "$(" * 50_000 + "\n```\n",
        '```dockerfile example="a"\nFROM golang:1 AS build\nRUN x\n```\n\n' * 200,
        "```dockerfile\nFROM golang:1 AS builder\nFROM builder\n```\n\n```dockerfile\n"
        + "COPY --from=biulder a b\n" * 3000
        + "```\n",
    ],
)
def test_a_long_page_is_read(convert, text):
    converted = convert(text, extensions=("pymdownx.superfences",))
    assert converted.host.apologies == []


STAGES = "".join(f"FROM a AS stage{number}\n" for number in range(50))


@pytest.mark.parametrize(
    ("option", "hinted"),
    [
        ("sizes", [f"stgae{number}=1MB" for number in range(40)]),
        ("stages", [f"stgae{number}" for number in range(40)]),
    ],
)
def test_of_a_long_list_of_wrong_names_the_first_are_compared_with_others(convert, tmp_path, option, hinted):
    (tmp_path / "Dockerfile").write_text(STAGES)
    header = f'{option}="{" ".join(hinted)}"' + (' source="Dockerfile"' if option == "stages" else "")
    page = f"```dockerfile {header}\n{STAGES}```\n"
    host = Recorder(folder=str(tmp_path), root=str(tmp_path))
    reports = convert(page, extensions=("pymdownx.superfences",), host=host).host.reports
    assert len(reports) == 40
    assert sum("Did you mean" in report.message for report in reports) == 10


@pytest.mark.parametrize("option", ["sizes", "stages", "roles", "expect", "contexts", "build_args"])
def test_a_list_without_end_is_no_option(convert, option):
    names = ", ".join(f"a{number}=1MB" for number in range(1_001))
    (report,) = convert(
        f'```dockerfile {option}="{names}"\nFROM a\n```\n', extensions=("pymdownx.superfences",)
    ).host.reports
    assert "1000" in report.message
