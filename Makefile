# Two commands do everything on a machine with Python, pip, git and make:
#
#   make serve   sets up, then serves the documentation at http://127.0.0.1:8000/
#   make test    sets up, then runs lint, types, import direction and every test
#
# and a third measures:
#
#   make benchmark   how fast it is; `make benchmark BENCHMARK=--quick` takes a minute
#
# All keep what they install in .venv; only `make test` may install a Debian package, the browser.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

# Where Python is told to write no bytecode, each of the hundreds of processes that the tests start compiles the package.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help audit setup docs serve test lint types imports pytest matrix matrix-quick schema browser benchmark fuzz tutorial format clean

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile

setup: $(READY)

# Debian splits ensurepip off into python3-venv, which a machine with python3-pip need not have:
# so the environment is made without pip, and the machine's pip fills it. --group wants pip 25.1.
$(READY): pyproject.toml
	$(PYTHON) -m venv --clear --without-pip .venv
	$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable . --group docs --group test --group lint
	touch $@

docs: setup
	$(BIN)/mkdocs build --strict

serve: setup
	$(BIN)/mkdocs serve

# What does not need both processors runs side by side, and what BESIDE names as well. pytest comes last, so that its
# summary is the last thing to be read; it builds the documentation too, strictly.
test: setup
	$(MAKE) --jobs=2 matrix-quick browser types lint imports $(BESIDE)
	$(MAKE) pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

browser:
	sh tests/browser/install.sh

pytest: setup browser
	$(BIN)/pytest --numprocesses auto --dist worksteal

# Every program, theme and neighbour, each in an environment of its own, kept in .cache/matrix. Writes docs/engines.md.
matrix: setup
	$(BIN)/python tests/matrix

matrix-quick: setup
	$(BIN)/python tests/matrix --quick

# What editors know of the plugin's options, from mkdocs_multistage/config.py.
schema: setup
	$(BIN)/python tests/plugin/options_schema.py

# Until it is stopped; `make fuzz FUZZ="analyze -runs=100000"` says what and how often. tests/fuzz/ tells more.
fuzz: setup
	$(BIN)/python -m pip install --quiet atheris
	$(BIN)/python tests/fuzz $(or $(FUZZ),page)

# The tutorials, done in new folders with new environments.
tutorial: setup
	$(BIN)/python tests/acceptance/walkthrough.py docs/tutorial.md docs/pt/tutorial.md
# Known vulnerabilities of what is installed; asks the network, and is no part of `make test`.
audit: setup
	$(BIN)/python -m pip --disable-pip-version-check install --quiet pip-audit
	$(BIN)/pip-audit --skip-editable

# Nothing fails for a time: machines differ.
benchmark: setup
	$(BIN)/python -m benchmarks $(BENCHMARK)

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .cache/matrix site build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
