# Huying. `make` lists the targets. Python 3.11 or later and make are all a machine needs.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
DATA ?= ./var
export HUYING_SKIP_PACKAGES ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# Tests start huying some hundred times; where nothing compiled is kept, a third of each command is compiling.
unexport PYTHONDONTWRITEBYTECODE
INSTALL = $(1)/bin/python -m pip install --quiet --require-hashes -r requirements/$(2).txt; \
	$(1)/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
TESTS = $(wildcard tests/unit tests/integration tests/attacks tests/scenarios tests/e2e)
BACKLOG ?= 1000000
WORKERS ?= 2
SIMULATE ?= 300
REQUESTS ?= 25
BESIDE = -n $(WORKERS) --dist loadfile --no-loadscope-reorder  # two cores, two workers, each with servers of its own

.PHONY: help run setup secrets test test-long check format bench requirements clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-13s %s\n", $$1, $$2}'

run: $(VENV)/.run  ## set up, then run the whole system with demo data on 127.0.0.1 (PORT=8000 DATA=./var)
	@exec $(BIN)/huying up --demo --data $(DATA) --port $(PORT)

setup: $(VENV)/.run  ## the virtual environment alone

secrets:  ## passwords and the services' secrets for docker-compose.yml, made once in deploy/secrets
	@scripts/make-secrets

test: $(VENV)/.test  ## unit, integration and end-to-end tests with private servers on free ports, one scenario a feature on them
	@scripts/debian-packages
	$(BIN)/python -m pytest $(TESTS) -m "not long" $(BESIDE) $(PYTEST_ARGS)

test-long: $(VENV)/.test  ## every Python version, the whole of what test does in part, every scenario on real servers, simulated histories for minutes, the faults, then docker-compose.yml on a Docker engine
	@scripts/debian-packages docker
	@for version in 3.12 3.13; do \
		if python=$$(scripts/find-python $$version); then \
			echo "== Python $$version"; \
			$$python -m venv $(VENV)-$$version; \
			$(call INSTALL,$(VENV)-$$version,test); \
			$(VENV)-$$version/bin/python -m pytest $(wildcard tests/unit tests/integration) -m "not long" $(BESIDE) $(PYTEST_ARGS); \
		fi; \
	done
	$(BIN)/python -m pytest tests/integration -m long $(PYTEST_ARGS)
	HUYING_WALK=1 $(BIN)/python -m pytest tests/e2e/test_every_page.py $(PYTEST_ARGS)
	$(BIN)/python -m pytest tests/simulation $(PYTEST_ARGS)
	HUYING_SCENARIOS=all $(BIN)/python -m pytest tests/scenarios -k real $(PYTEST_ARGS)
	HUYING_OPENAPI_EXAMPLES=$(REQUESTS) $(BIN)/python -m pytest tests/integration/openapi $(PYTEST_ARGS)
	$(BIN)/python -m tests.simulation $(SIMULATE)
	FAULT_BACKLOG=$(BACKLOG) $(BIN)/python -m pytest tests/faults $(PYTEST_ARGS)
	$(BIN)/python -m pytest tests/compose $(PYTEST_ARGS)

check: $(VENV)/.test  ## format, lint, types, import contracts, unit tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.apart $(WORKERS) tests/unit -q -m "not slow" $(PYTEST_ARGS)

format: $(VENV)/.test  ## format and mend what ruff can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/.bench  ## every benchmark: a table and build/bench.json (GROWTH=1000000: growth to the end, for hours)
	@scripts/debian-packages
	$(BIN)/python -m tests.bench

requirements:  ## pin requirements/*.in anew, with hashes, for every supported Python
	scripts/pin-requirements

clean:  ## remove what was made, but no data
	rm -rf build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info

# A stamp says which requirements the environment holds; test holds run, bench holds both.
$(VENV)/bin/python:
	@python=$$(scripts/find-python) && echo "Making $(VENV) with $$python" && $$python -m venv $(VENV)

$(VENV)/.run $(VENV)/.test $(VENV)/.bench: $(VENV)/.%: requirements/%.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing requirements/$*.txt"
	@$(call INSTALL,$(VENV),$*)
	@touch $@ $(if $(filter test bench,$*),$(VENV)/.run) $(if $(filter bench,$*),$(VENV)/.test)
