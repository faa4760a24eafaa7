# `make video` renders the example lecture, `make test` tests; both set everything up first, and only once.

SHELL := /bin/bash
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/.ready
FILMS := scenes/lecture.md $(addprefix scenes/,rolling-update.yaml self-healing.yaml single-point-of-failure.yaml)

# What Python has compiled is kept, whatever the machine says: else each process of the tests compiles all of it again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup video test quick test-delivery sweep check bench fuzz gallery clean

help: ## What there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(READY) ## Install what is needed: system libraries (apt, with sudo where needed) and Python packages

$(READY): pyproject.toml uv.lock .ci/setup
	@.ci/setup $(VENV)
	@touch $@

video: $(READY) ## Render the example lecture and scenes into output/
	$(RUN)/diagram-anim render $(FILMS) -o output

test: $(READY) ## All tests but those that need a browser or an office
	$(RUN)/pytest -n 2 --dist loadscope -m "not delivery"

quick: $(READY) ## The tests that take no time
	$(RUN)/pytest -n 2 --dist loadscope -m "not delivery and not slow"

test-delivery: $(READY) ## Films, pages and decks in a browser, an office and ffprobe; installs them
	@.ci/setup $(VENV) chromium
	$(RUN)/pytest -m "delivery and not sweep"

sweep: $(READY) ## Films of all scenes in all themes: do they flash, can they be read? About an hour
	$(RUN)/pytest -n 2 -m sweep

check: $(READY) ## All checks of a change: style, types, quick tests
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(MAKE) quick

bench: $(READY) ## Measure: time, memory, and how near to the encoder's limit
	$(RUN)/python -m tests.bench

fuzz: $(READY) ## Read made-up and mangled files for SECONDS=600, and say how many
	$(RUN)/python -m tests.fuzz --seconds $(or $(SECONDS),600)

gallery: $(READY) ## A page with a picture of everything that can be drawn, into output/gallery/
	$(RUN)/python -m tests.gallery

clean: ## Empty output/ and remove what tests leave, but not the environment
	find output -mindepth 1 ! -name .gitkeep -delete
	rm -rf dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
