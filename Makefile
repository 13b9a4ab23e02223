# Everything a fresh machine needs to run kaa and its tests: Python 3.11 or later, git and make.
# Second runs are quick: a stamp in .venv says what is installed, and a changed lock or
# pyproject.toml installs again.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test lint words docs bench faults lock clean

# The first of these that is new enough makes .venv; PYTHON=... chooses another.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/  make \1 \2/p' Makefile \
	  | awk '{ printf "  make %-8s", $$2; $$1 = $$2 = ""; print }'

demo: .venv/.runtime ## set up and run the main job on an invented roster
	@$(BIN)/kaa demo

test: .venv/.dev ## set up and run the tests; ARGS="-k ladder" chooses
	@$(BIN)/python -m pytest -n auto $(ARGS)

lint: .venv/.dev ## linter, formatter check and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

words: .venv/.dev ## gather the sentences and compile both languages
	$(BIN)/python tools/words.py

docs: .venv/.dev ## write the command reference in docs/ from the program itself
	$(BIN)/python tools/docs.py

bench: .venv/.dev ## measure and write docs/performance.md; ARGS=--nation docs/scale.md
	$(BIN)/python bench/run.py $(ARGS)

# The tests that try a fault as often as it takes, on plain registers and on encrypted ones; the
# other numbered faults are tried in full by every `make test`.
FAULTS := tests/faults $(addprefix tests/register/test_,engine.py migrations.py encryption.py)
RECORD := .venv/faults.jsonl

faults: .venv/.dev ## try every fault hundreds of times and write docs/reliability.md
	@rm -f $(RECORD)
	@for mode in off on; do \
	  KAA_TEST_ENCRYPTION=$$mode KAA_FAULTS="$(CURDIR)/$(RECORD)" \
	    $(BIN)/python -m pytest -n auto $(FAULTS) $(ARGS) || exit 1; \
	done
	@$(if $(ARGS),echo "A part of them only: no page is written.",PYTHONPATH=tests $(BIN)/python tools/reliability.py $(RECORD))

# The runtime follows the versions that the tests ran with. Pins are kept where they still fit;
# `make lock ARGS=--upgrade` takes the newest.
LOCK := .venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock"

lock: .venv/lock/bin/uv ## pin every package anew, with hashes for all systems
	$(LOCK) $(ARGS) --group dev --group bench pyproject.toml -o requirements-dev.lock
	$(LOCK) $(ARGS) --constraint requirements-dev.lock pyproject.toml -o requirements.lock

clean: ## remove .venv and what the tools left
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@seen=; for python in $(PYTHON); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  seen=$$python; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  echo "Making .venv with $$("$$python" --version)"; \
	  "$$python" -m venv --clear .venv || { rm -rf .venv; exit 1; }; \
	  exit 0; \
	done; \
	if [ -n "$$seen" ]; then \
	  echo "$$seen cannot make a virtual environment: its venv or ensurepip module is missing." \
	    "On Debian and Ubuntu: apt-get install python3-venv. Then run make again."; \
	else \
	  echo "kaa needs Python 3.11 or later and none was found. Looked for: $(PYTHON)." \
	    "Install one, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; \
	fi >&2; exit 1

.venv/.runtime: .venv/pyvenv.cfg requirements.lock pyproject.toml
	@echo "Installing what kaa runs on (requirements.lock)"
	@$(PIP) --require-hashes -r requirements.lock
	@echo "Installing kaa"
	@$(PIP) --no-deps -e .
	@touch $@

.venv/.dev: .venv/pyvenv.cfg requirements.lock requirements-dev.lock pyproject.toml
	@echo "Installing what kaa and its tests run on (requirements-dev.lock): about a minute"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@echo "Installing kaa"
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch .venv/.runtime $@

.venv/lock/bin/uv: .venv/pyvenv.cfg
	@echo "Installing uv, which makes the lock files"
	@$(BIN)/python -m venv .venv/lock
	@.venv/lock/bin/python -m pip --disable-pip-version-check --no-input install -qq uv
