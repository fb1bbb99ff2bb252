# make setup | run | test | lint | lock ; needs Python >= 3.11 and the package index, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup run test lint lock golden docs clean

setup: $(STAMP)

$(STAMP): pyproject.toml requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $(STAMP)

run: setup
	$(BIN)/terugblik run corpus/recaps --output outputs

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Pins what is installed for development, from the lower bounds in pyproject.toml.
lock:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --no-header --no-emit-index-url --universal --python-version 3.11 \
		pyproject.toml requirements-dev.in --extra notebook -o requirements-dev.txt

# Rewrites the expected tables in tests/golden from the recaps beside them; read the diff.
golden: setup
	$(BIN)/python -m tests.golden.regenerate

# Rewrites the parts of the documentation and the notebooks that come from the program itself.
docs: setup
	$(BIN)/python -m docs.build

clean:
	rm -rf $(VENV) build dist *.egg-info
