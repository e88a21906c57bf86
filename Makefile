# Two commands for a newcomer: `make brief` and `make test`. Each sets up what it needs in .venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: brief test lint types contracts schemas pytest lock clean

brief: .venv/.run
	$(BIN)/bongsu brief --force --out brief.html

test: lint types contracts schemas pytest

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.dev
	$(BIN)/mypy

contracts: .venv/.dev
	$(BIN)/lint-imports

schemas: .venv/.dev
	$(BIN)/bongsu systems check

# A module's tests run in one process, so that what they share is made once.
pytest: .venv/.dev
	$(BIN)/python -m pytest -n 2 --dist loadscope

# A stamp a set of requirements: pip runs again only when they change. An editable install leaves
# bytecode to the first run, which some environments forbid: it would be made anew at every start.
# The examples of the rules leave most patterns of `bongsu check` compiled in the user's cache.
.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "bongsu needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv

WARM := $(BIN)/bongsu check src/bongsu/audit/pages/*.md --fail-on never --format json > /dev/null || true

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	$(WARM)
	touch $@

.venv/.dev: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	$(WARM)
	touch $@ .venv/.run

# Renew the pinned versions and hashes; the files hold no addresses.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

lock: .venv/.dev
	$(PIP) install uv
	$(COMPILE) --upgrade --group build pyproject.toml --output-file requirements/run.txt
	$(COMPILE) --upgrade --extra dask --group dev --constraint requirements/run.txt \
		pyproject.toml --output-file requirements/dev.txt

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
