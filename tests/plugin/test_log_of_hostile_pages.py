"""The log of a build, and of a preview, says nothing that a terminal would obey."""

from __future__ import annotations

import pytest

EVIL = "\x1b]0;x\x07\x1b[31m\x9b2J\x08\x7f\u202e\u2028\x85"
DOCKERFILE = f"FROM golang{EVIL} AS build\nRUN {EVIL}\nFROM alpine\nCOPY --from=biuld{EVIL} /a /b\n{EVIL} x\n"
PAGE = f"""\
---
multistage:
  labels:
    "x\\e[31m": "y\\e[31m"
  roles: "\\e[31m"
---

# Page

```dockerfile target="{EVIL}" taget="{EVIL}" sizes="{EVIL}=1MB" roles="{EVIL}=x"
{DOCKERFILE}```

```dockerfile source="{EVIL}"
```

```dockerfile source="/Dockerfile" sync="check"
FROM x{EVIL}
```

```sh
docker build --target biuld{EVIL} .
```
"""


@pytest.mark.parametrize("fault", [False, True])
def test_no_message_of_a_build_holds_a_control_character(site, fault):
    site.configure()
    site.write("docs/index.md", PAGE)
    site.write("Dockerfile", DOCKERFILE)
    site.write("multistage-sizes.json", "{\x1b[31m\r")
    if fault:  # of our own, whose message is anybody's
        site.write(
            "fault/sitecustomize.py",
            f"import mkdocs_multistage.analysis as a\n\n\ndef analyze(*_, **__):\n    raise ValueError({EVIL!r})\n\n\na.analyze = analyze\n",
        )
    log = site.mkdocs("build", PYTHONPATH=f"{site.folder / 'fault'}:{site.python_path}").stderr
    assert "No measured sizes are shown" in log
    assert ("This is a bug." in log) == fault
    assert "InvalidPageOption" in log
    assert not {character for character in log if not character.isprintable()} - {"\n"}


def test_no_message_of_a_build_is_a_command_to_a_runner_of_workflows(site):
    site.configure()
    site.write("Dockerfile", "::error::x\nFROM x\n::error::x\n")
    site.write(
        "docs/index.md",
        '```dockerfile target="##[stop-commands]x"\nFROM a\n```\n\n'
        '```dockerfile source="/Dockerfile" sync="check"\n::error::x\nFROM y\n::error::x\n```\n',
    )
    log = site.build()
    assert "stop-commands" in log
    assert "-FROM y" in log
    assert [line for line in log.splitlines() if line.lstrip().startswith("::") or "##[" in line] == []
