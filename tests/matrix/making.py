"""Environments: rows of `environments.ENVIRONMENTS` in, virtual environments with the project's wheel in them out.

They are kept in ``.cache/matrix``, each until its row changes; the wheel is installed anew when it has changed.
Those that are made at the same time share nothing but pip's cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CACHE = ROOT / ".cache" / "matrix"
PROJECT = "mkdocs-multistage"


class NotMadeError(Exception):
    """An environment cannot be made; its message says why."""


def python_of(name):
    """The Python of an environment that has been made, or ``None``."""
    python = CACHE / name / "bin" / "python"
    return python if (CACHE / name / "made.json").is_file() else None


def build_distributions():
    """Build the sdist, and the wheel from it; gives both paths."""
    dist = CACHE / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    builder = CACHE / "builder"
    if not (builder / "bin" / "python").is_file():
        _venv(sys.executable, builder)
        _pip(builder, "install", "build", "hatchling>=1.25")
    _run([builder / "bin" / "python", "-m", "build", "--no-isolation", "--outdir", dist, ROOT])
    (sdist,) = dist.glob("*.tar.gz")
    (wheel,) = dist.glob("*.whl")
    return sdist, wheel


def make(environment, wheel):
    """Make an environment, or bring it up to date.

    Raises:
        NotMadeError: This machine has no such Python, or the registry not these versions.
    """
    folder = CACHE / environment.name
    recipe = {
        "requirements": environment.requirements,
        "without": environment.without,
        "lowest": lowest_versions() if environment.lowest else [],
        "python": environment.python or sys.version.split()[0],
    }
    digest = hashlib.sha256(json.dumps(recipe).encode()).hexdigest()
    content = hashlib.sha256(wheel.read_bytes()).hexdigest()
    made = folder / "made.json"
    before = json.loads(made.read_text()) if made.is_file() else {}
    if before == {"recipe": digest, "wheel": content}:
        return
    if before.get("recipe") == digest:
        _pip(folder, "install", "--no-deps", "--force-reinstall", wheel)
    else:
        shutil.rmtree(folder, ignore_errors=True)
        _venv(_interpreter(environment.python), folder)
        _pip(folder, "install", wheel, *environment.requirements, *recipe["lowest"])
    made.unlink(missing_ok=True)
    for name in environment.without:
        _pip(folder, "uninstall", "--yes", name)
    made.write_text(json.dumps({"recipe": digest, "wheel": content}))


def lowest_versions():
    """The project's dependencies, each pinned to the lowest version that pyproject.toml allows."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (block,) = re.findall(r"^dependencies = \[$(.*?)^\]$", text, re.DOTALL | re.MULTILINE)
    return [f"{name}=={version}" for name, version in re.findall(r'"([A-Za-z0-9_.-]+)>=([0-9][0-9.]*)[^"]*"', block)]


def versions(python, names):
    """The versions of packages in an environment; what is not there is left out."""
    code = (
        "import json, sys\nfrom importlib import metadata\nfound = {}\n"
        "for name in sys.argv[1:]:\n"
        "    try: found[name] = metadata.version(name)\n"
        "    except metadata.PackageNotFoundError: pass\n"
        "print(json.dumps(found))"
    )
    return json.loads(subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=True).stdout)


def installed(python, modules):
    """The plugins of MkDocs's that an environment has, and those of the modules that can be loaded there."""
    code = (
        "import importlib, json, sys\nfrom importlib import metadata\nloaded = []\n"
        "for name in sys.argv[1:]:\n"
        "    try: importlib.import_module(name)\n"
        "    except (ImportError, OSError): continue\n"
        "    loaded.append(name)\n"
        "plugins = [entry.name for entry in metadata.entry_points(group='mkdocs.plugins')]\n"
        "print(json.dumps({'plugins': plugins, 'modules': loaded}))"
    )
    return json.loads(subprocess.run([python, "-c", code, *modules], capture_output=True, text=True, check=True).stdout)


def _interpreter(version):
    if not version:
        return sys.executable
    name = f"python{version}"
    for python in (shutil.which(name), *sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/{name}"))):
        # A shim of pyenv's is there for versions that are not, and fails.
        if python and subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0:
            return str(python)
    raise NotMadeError(f"this machine has no Python {version}")


def _venv(python, folder):
    # Debian splits ensurepip off, which a machine need not have: the running Python's pip fills the environment.
    _run([python, "-m", "venv", "--clear", "--without-pip", folder])


def _pip(folder, *arguments):
    # Of all that is installed a few modules are used, and those are compiled when they are.
    compile_less = ["--no-compile"] if arguments[0] == "install" else []
    _run([sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "--quiet", *arguments, *compile_less])


def _run(command):
    result = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        cwd=CACHE,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"},
    )
    if result.returncode:
        lines = [line for line in result.stderr.splitlines() if line.strip() and not line.startswith("WARNING")]
        raise NotMadeError(lines[-1] if lines else f"{command[0]} ended with {result.returncode}")
