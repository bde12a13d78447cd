"""What the commands of Python projects do."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import Table, any_of, words

# A requirement that is a folder: the project itself.
_FOLDER = any_of("~. ~.. ~.[[]* ~./* ~/*")
_PEOPLES = any_of("~debugpy ~watchdog* ~ipython ~ipdb ~jupyter* ~ptvsd ~watchfiles")
_SERVERS = any_of("uvicorn gunicorn hypercorn daphne granian waitress-serve sanic")
_APPLICATIONS = any_of(
    "airflow alembic arq bentoml celery chainlit circusd dramatiq faust gradio mlflow prefect rq streamlit supervisord superset uwsgi"
)
_CHECKERS = any_of(
    "behave black check-manifest codespell coverage djlint doc8 flake8 interrogate isort molecule mypy nox pre-commit pycodestyle "
    "pylint pyright pytest robot ruff tox twine unittest vulture"
)
_PACKERS = any_of(
    "auditwheel cibuildwheel compileall cxfreeze cython cythonize maturin nuitka pex pybabel pyinstaller shiv zipapp"
)

PYTHON: Table = {
    # pip
    "pip install|download|wheel -r|--requirement|--requirement=*|-r*": "deps",
    "pip wheel .|./*|/*": "build",
    "pip wheel|download": "deps",
    "pip install --group|--group=*": "deps",
    "pip install -e|--editable": "project",
    "pip install ~*.whl|~*.tar.gz|~/wheels*|~/dist*|~*/dist/*|~*/wheels/*": "packages",
    f"pip install {_FOLDER}": "project",
    "pip install --find-links=*|--find-links|--no-index": "packages",
    f"pip install {_PEOPLES}": "devtools",
    "pip install <installers>": "tool",
    "pip install": "packages",
    "pip check": "test",
    "pip-sync|pip-compile": "deps",
    "pip-audit|safety|bandit": "test",
    # uv
    "uv pip install|sync -r|--requirement|--requirements|-r*": "deps",
    "uv pip sync|compile": "deps",
    "uv pip install --group": "deps",
    "uv pip install -e|--editable": "project",
    "uv pip install ~*.whl|~*.tar.gz|~/wheels*|~/dist*|~*/dist/*|~*/wheels/*": "packages",
    f"uv pip install {_FOLDER}": "project",
    f"uv pip install {_PEOPLES}": "devtools",
    "uv pip install <installers>": "tool",
    "uv pip install": "packages",
    "uv sync --no-install-project|--no-install-workspace|--only-group|--only-dev": "deps",
    "uv sync": "project",
    "uv lock|export|fetch": "deps",
    "uv add": "packages",
    "uv build": "build",
    "uv tool install": "tool",
    "uv python install": "toolchain",
    "uv": "idle",
    # Poetry and its kin
    "poetry install --no-root|--no-directory": "deps",
    "poetry install|sync": "project",
    "poetry export|lock|update": "deps",
    "poetry build": "build",
    "poetry check": "test",
    "poetry add": "packages",
    "poetry self add": "tool",
    "poetry": "idle",
    "pdm install|sync": "project",
    "pdm export|lock": "deps",
    "pdm build": "build",
    "pipenv install|sync|requirements|lock": "deps",
    "hatch build": "build",
    "hatch env create": "deps",
    "hatch test": "test",
    "flit build": "build",
    "flit install": "project",
    "rye sync": "project",
    "rye build": "build",
    "pixi install": "project",
    "pixi run <script>": "opaque",
    "pixi": "idle",
    # Conda
    "conda|mamba|micromamba env create|update": "deps",
    "conda|mamba|micromamba create|install|update|env -f|--file|--file=*|-yqf|-yf": "deps",
    "conda|mamba|micromamba create|install ~*conda-lock*": "deps",
    "conda|mamba|micromamba create|install": "packages",
    "conda|mamba|micromamba": "idle",
    "conda-lock install": "deps",
    "conda-pack": "build",
    # building
    "build|whitenoise.compress": "build",
    f"{_PACKERS}": "build",
    "python *waf": "build",
    "python *setup.py test": "test",
    "python *setup.py build|bdist*|sdist|install|develop|build_ext": "build",
    # Django and other frameworks
    "django-admin startproject": "generate",
    "python *manage.py test|check": "test",
    "python *manage.py collectstatic|compilemessages|compress|build*|assets": "build",
    "python *manage.py": "run",
    "manage.py|django-admin test|check": "test",
    "manage.py|django-admin collectstatic|compilemessages|compress": "build",
    "manage.py|django-admin": "run",
    "flask run --debug|--reload": "dev",
    "flask --debug run": "dev",
    "flask assets|digest|translate": "build",
    "flask": "run",
    "fastapi dev": "dev",
    "fastapi": "run",
    f"{_SERVERS} --reload|--dev|--auto-reload": "dev",
    f"{_SERVERS}|{_APPLICATIONS}": "run",
    # checks and people
    "ruff --fix": "generate",
    f"{_CHECKERS}": "test",
    "debugpy|ptvsd|watchmedo|watchfiles|ipdb|hupper|jurigged": "dev",
    "jupyter|jupyter-lab|jupyter-notebook lab|notebook|$": "dev",
    # plain scripts and task runners
    "python -c": "idle",
    "python *test*.py": "test",
    "python *build*.py|*compile*.py|*package*.py": "build",
    "python *download*.py": "fetch",
    "python *generate*.py|*gen*.py": "generate",
    "python": "run",
    "invoke|inv|doit|just|task|poe <script>": "opaque",
    "snakemake|dvc|kedro": "build",
    "spacy|nltk|nltk.downloader download|$|*": "fetch",
}

# What `pip install` brings when it only prepares the installation of others.
INSTALLERS = words(
    "awscli build cmake conan cython flit hatch hatchling maturin meson micropipenv ninja pdm pex pip pip-tools pipenv pipx poetry "
    "poetry-core poetry-plugin-export rye setuptools setuptools-scm tox-uv uv virtualenv wheel"
)
