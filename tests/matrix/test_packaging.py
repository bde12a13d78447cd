"""What is shipped: the sdist, the wheel that is built from it, and what a new user has after installing that."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser

import making
import pytest
from environments import BY_COMMAND

ENVIRONMENT = "installed"
pytestmark = pytest.mark.skipif(not BY_COMMAND, reason="`make matrix` builds and installs what is shipped")
PAGE = """\
# Deploy

```dockerfile
FROM node:24-alpine AS build
RUN npm ci && npm run build
FROM nginx:1.29-alpine
COPY --from=build /app/dist /usr/share/nginx/html
```
"""


@pytest.fixture(scope="session")
def distributions():
    found = sorted((making.CACHE / "dist").glob("mkdocs_multistage-*"))
    if len(found) != 2:
        pytest.skip("the distributions have not been built; `make matrix` builds them")
    return {path.suffix: path for path in found}


@pytest.fixture
def new_site(make_site):
    """A new site of three files, in an environment in which nothing but the wheel was installed."""
    site = make_site("new", ENVIRONMENT)
    site.write("mkdocs.yml", "site_name: New\nplugins:\n  - search\n  - multistage\n")
    site.write("docs/index.md", "# Home\n\n[Deploy](deploy.md)\n")
    site.write("docs/deploy.md", PAGE)

    def command(name, *arguments):
        """The command as it lies in the environment's folder of programs."""
        program = making.CACHE / ENVIRONMENT / "bin" / name
        return subprocess.run(
            [program, *arguments], cwd=site.folder, capture_output=True, text=True, check=False, timeout=120
        )

    site.command = command
    return site


def test_the_wheel_installed_alone_builds_a_site(new_site):
    result = new_site.command("mkdocs", "build", "--strict")
    assert result.returncode == 0, result.stderr
    html = new_site.html("deploy/index.html")
    assert html.count('<figure class="multistage"') == 1
    (href,) = re.findall(r'href="([^"]*assets/multistage\.[0-9a-f]{8}\.css)"', html)
    assert (new_site.folder / "site" / "deploy" / href).is_file()


def test_the_wheel_installed_alone_checks_a_site(new_site):
    assert new_site.command("mkdocs-multistage", "check", ".").returncode == 0
    new_site.write("docs/deploy.md", PAGE.replace("--from=build", "--from=biuld"))
    result = new_site.command("mkdocs-multistage", "check", ".")
    assert result.returncode == 1
    assert result.stdout.startswith("docs/deploy.md:7:13: warning: ")
    assert new_site.command("mkdocs", "build", "--strict").returncode == 1


def test_the_wheel_installed_alone_explains_its_rules(new_site):
    result = new_site.command("mkdocs-multistage", "rules", "UnknownStage")
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) > 20


def test_the_wheel_installed_alone_brings_no_theme(new_site):
    code = "from importlib import metadata; print(*(e.name for e in metadata.entry_points(group='mkdocs.themes')))"
    result = subprocess.run([new_site.python, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["mkdocs", "readthedocs"]  # MkDocs's own two


def test_the_wheel_has_the_package_and_nothing_else(distributions):
    with zipfile.ZipFile(distributions[".whl"]) as wheel:
        names = wheel.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"mkdocs_multistage"}
    for path in (making.ROOT / "mkdocs_multistage").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(making.ROOT).as_posix() in names
    rules = {path.name for path in (making.ROOT / "docs" / "rules").glob("*.md")}
    assert {name.rsplit("/", 1)[1] for name in names if name.startswith("mkdocs_multistage/cli/rules/")} == rules


def test_the_sdist_has_what_it_takes_to_test_and_to_document_it(distributions):
    with tarfile.open(distributions[".gz"]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "mkdocs.yml", "docs/index.md"):
        assert name in names
    assert "tests/conftest.py" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith((".cache", ".venv", "site/"))]


def test_the_metadata_says_what_is_known_and_no_more(distributions):
    with zipfile.ZipFile(distributions[".whl"]) as wheel:
        (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = Parser().parsestr(wheel.read(name).decode("utf-8"))
    assert metadata["Requires-Python"] == ">=3.10"
    needed = [line for line in metadata.get_all("Requires-Dist") if "extra" not in line]
    assert sorted(re.match(r"[\w-]+", line)[0].lower() for line in needed) == [
        "click", "dockerfile-parse", "markdown", "mkdocs", "pymdown-extensions", "pyyaml",
    ]  # fmt: skip
    assert metadata.get_all("Project-URL") is None  # nobody has told the project's address
    declared = {line.rsplit(" ", 1)[1] for line in metadata.get_all("Classifier") if ":: 3." in line}
    assert declared == {"3.10", "3.11", "3.12", "3.13", "3.14"}


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 has no reader of TOML")
def test_every_lowest_version_is_the_one_that_pyproject_declares():
    import tomllib

    declared = tomllib.loads((making.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert [line.split(",")[0].replace(">=", "==") for line in declared] == making.lowest_versions()
