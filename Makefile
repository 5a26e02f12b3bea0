# make run: a folder of releases to event records, from a fresh clone.    make test: everything that must hold.
# Needs python3 (3.11 or later) with venv and pip, nothing else.

PYTHON ?= python3
VENV ?= .venv
OUT ?= out
TEXTS ?= ../shared/corpora/text/saudinews_sample.jsonl.xz
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run test lint format fixtures bench clean

run: $(INSTALLED)
	$(BIN)/arextract run fixtures/releases --out $(OUT)

test: lint
	$(BIN)/python -m pytest

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format src tests benchmarks

# The releases and their gold, from the marked texts in fixtures/marked.
fixtures: $(INSTALLED)
	$(BIN)/python fixtures/build.py

bench: $(INSTALLED)
	$(BIN)/python benchmarks/pipeline.py --texts $(TEXTS) --limit 500

clean:
	rm -rf $(OUT) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# One environment, made again when what it is made of changes.
$(INSTALLED): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,notebooks,xlsx]"
	touch $@
