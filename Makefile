# muster: set-up, demonstration, tests and checks. Needs python3 (3.11 or newer) and make; everything else comes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := demo-out

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types contracts bench docs golden lock clean setup setup-dev

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "muster needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Run: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.run
setup-dev: $(VENV)/.dev

demo: setup ## read the ten demonstration reports and write demo-out/brief.html
	@mkdir -p $(OUT)
	$(BIN)/muster run examples/border-drills-2021 --case $(OUT)/demo.case --brief $(OUT)/brief.html
	@echo "Open $(OUT)/brief.html in a browser."

test: setup-dev ## run the tests
	$(BIN)/pytest

check: setup-dev format-check lint types contracts test ## format, lint, types, import contracts, tests

format: setup-dev ## write the code in one form
	$(BIN)/ruff format src tests training benchmarks scripts
	$(BIN)/ruff check --fix --select I src tests training benchmarks scripts

.PHONY: format-check
format-check: setup-dev
	$(BIN)/ruff format --check src tests training benchmarks scripts

lint: setup-dev
	$(BIN)/ruff check src tests training benchmarks scripts

types: setup-dev
	$(BIN)/mypy

contracts: setup-dev
	$(BIN)/lint-imports

golden: setup-dev ## write the table of events that tests/e2e compares with; read the difference before you keep it
	$(BIN)/python tests/e2e/demo.py > tests/e2e/demo.golden.txt.new
	mv tests/e2e/demo.golden.txt.new tests/e2e/demo.golden.txt

bench: setup-dev ## measure speed, memory and accuracy (see benchmarks/)
	$(BIN)/python -m benchmarks

docs: setup ## write the generated pages: docs/cli.md, docs/codebook.md, docs/record.schema.json
	$(BIN)/python -m scripts.build_docs

lock: ## pin every dependency again, with hashes
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o requirements/run.txt pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml

clean: ## remove what the commands made
	rm -rf $(VENV) $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache
