# Backprop by Hand. "make" alone says what there is; every target sets itself up.
#
# Works with GNU make 3.81 (macOS) and later.

VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/set-up.seconds
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help set-up demo test test-torch prove lab course verify lint bench release goldens screenshot messages pictures site lock clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/make \1|\2/p' Makefile | awk -F'|' '{ printf "  %-16s %s\n", $$1, $$2 }'

$(STAMP): requirements.lock tools/installer.lock tools/set_up.sh pyproject.toml
	@PYTHON="$(PYTHON)" sh tools/set_up.sh $(VENV) $@

set-up: $(STAMP) ## make .venv from requirements.lock

demo: $(STAMP) ## make a class of 40, grade it, say where the reports are
	@$(BIN)/python -m autograder.authoring.sample_class

test: $(STAMP) ## every test but the long proof and the measurements
	@$(PYTEST) -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

test-torch: $(STAMP) ## install torch into .venv (about 1 GB), and test unit 08's PyTorch section
	@$(BIN)/python -m pip install "torch>=2.2"
	@$(PYTEST) tests/course/test_08_figures.py -k torch $(ARGS)

prove: $(STAMP) ## the long proofs: pairs, strangers, a thousand seeds, kills, mutated notebooks (three hours)
	@$(BIN)/autograder verify --long
	@$(PYTEST) -m "prove or hypothesis" --hypothesis-profile=long $(ARGS)

lab: $(STAMP) ## open course/ in JupyterLab, as a student sees it
	@$(BIN)/python tools/lab.py $(ARGS)

course: $(STAMP) ## solutions/ to course/ (and the public answer keys)
	@$(BIN)/autograder build

verify: $(STAMP) ## every solution passes, every stub gets nothing, nothing is stale
	@$(BIN)/autograder verify

lint: $(STAMP) ## ruff, mypy, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(STAMP) ## measure: every script in benchmarks/
	@set -e; for script in benchmarks/*.py; do echo "$$script"; $(BIN)/python $$script; done

release: $(STAMP) ## what students get, in dist/: notebooks and wheel, no solutions
	@$(BIN)/autograder release

goldens: $(STAMP) ## accept a change of the expected output in tests/goldens
	@UPDATE_GOLDENS=1 $(PYTEST) tests/authoring $(ARGS)

screenshot: $(STAMP) ## the README's picture, taken anew in the browser
	@$(PYTEST) tests/browser -k mistake_is_named $(ARGS)
	@mkdir -p docs
	@cp build/screenshots/failed-check.png docs/failed-check.png

messages: $(STAMP) ## docs/messages.md, what a check says, written anew
	@$(BIN)/python -m autograder.authoring.messages

pictures: $(STAMP) ## the syllabus page's pictures, drawn anew by the solutions
	@$(BIN)/python -m autograder.authoring.pictures $(ARGS)
	@$(BIN)/autograder build

site: $(STAMP) ## the documentation as a site, in build/site/html (needs no network)
	@$(BIN)/python -m autograder.authoring.site

# Needs uv. Run it after a change of the dependencies in pyproject.toml.
lock: ## resolve pyproject.toml into requirements.lock anew
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate --fork-strategy fewest --upgrade \
	    --extra dev pyproject.toml --output-file requirements.lock

clean: ## remove what can be made again (never marks or submissions)
	rm -rf build dist demo-class .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
