# Two commands on a fresh machine: `make build` and `make test`.
# PYTHON chooses the interpreter (3.11 or newer); everything is installed into .venv.

PYTHON ?= python3
PYTHONS ?= $(PYTHON)
# One more than there are cores: many tests wait for servers, browsers and stalled engines.
WORKERS ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 1)))
BIN := .venv/bin

.PHONY: build test check-code lock lowest size sbom clean

build: .venv/built ## the sample publication into dist/
	$(BIN)/audiobuild build

# The seed and the corpus, which stand beside the project and not in it.
SHARED := $(abspath ../shared)

test: .venv/tested ## all checks and tests as a clone alone has them, then the seed's own; installs what they need
	$(MAKE) check-code
	AUDIOBUILD_SHARED=/nowhere $(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal
	if [ -d $(SHARED) ]; then $(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal -m seed; fi

check-code: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.venv/built: pyproject.toml requirements.txt
	PYTHON="$(PYTHON)" sh tools/make-venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/tested: .venv/built requirements-dev.txt tests/node/package-lock.json tools/install-test-tools
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	sh tools/install-test-tools
	touch $@

lock: ## new versions of everything, with hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --no-header --generate-hashes --group build --output-file requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --no-header --generate-hashes --group build --group dev --all-extras --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	cd tests/node && npm update --ignore-scripts

lowest: ## are the minimum versions in pyproject.toml true? all tests with them, in .lowest/
	PYTHON="$(PYTHON)" sh tools/lowest --numprocesses auto

size: .venv/built ## megabytes and packages of an installation, and the main job with it, on each of PYTHONS
	$(BIN)/python tools/install-size $(PYTHONS)

sbom: .venv/tested ## what runs with the program: sbom.json, and the licences, which must go with ours
	$(BIN)/python tools/inventory licences
	$(BIN)/python tools/inventory sbom > sbom.json

clean: ## everything that can be made again
	rm -rf .venv .lowest sbom.json .audiobuild tests/node/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find dist -mindepth 1 ! -name README.md -delete
