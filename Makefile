# One door per job; `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
SETTINGS := $(or $(DJANGO_SETTINGS_MODULE),config.settings.dev)

.DEFAULT_GOAL := help
.PHONY: help install dev run seed reset test quality fix e2e bench migrations messages screenshots clean

help: ## List the jobs
	@grep -hE '^[a-z0-9_-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.venv/.runtime: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the product needs (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.development: .venv/.runtime requirements-dev.txt
	@echo "Installing what developing and testing need (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

install: .venv/.runtime ## Create .venv with the pinned libraries

dev: .venv/.development ## Add the pinned development set

run: .venv/.runtime ## Serve the demo council on http://127.0.0.1:8000 (PORT= to change)
	@mkdir -p var/static
	@BASE_URL=$${BASE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/python manage.py start
	@BASE_URL=$${BASE_URL:-http://127.0.0.1:$(PORT)} exec env DJANGO_SETTINGS_MODULE=$(SETTINGS) $(BIN)/gunicorn config.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --log-level warning

seed: .venv/.runtime ## Load the demo council into the present database
	@mkdir -p var
	@$(BIN)/python manage.py start --quiet

reset: ## Forget the embedded database and its files; the next `make run` starts anew
	@rm -rf var && echo "The embedded database and its files are gone."

quality: .venv/.development ## Lint, layers, types, missing migrations, catalogues complete
	@mkdir -p var
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy --no-error-summary .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m tools.catalogues --check

test: quality ## Quality, then every test but the browser's, on DATABASE_URL or the embedded database
	$(BIN)/python -m pytest

e2e: .venv/.development ## The browser tests (Chromium of the system)
	$(BIN)/python -m pytest tests/e2e --override-ini addopts="-q --strict-markers --ds=config.settings.test"

bench: .venv/.development ## Measure what docs/performance.md promises, as ratios
	$(BIN)/python bench/minutes_pdf.py
	$(BIN)/python bench/secrecy.py
	$(BIN)/python bench/large.py
	$(BIN)/python bench/votes.py
	$(BIN)/python bench/closings.py
	$(BIN)/python bench/killed.py
	$(BIN)/python bench/desk.py
	$(BIN)/python bench/finding.py
	$(BIN)/python bench/pages.py

fix: .venv/.development ## Put the style right
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

migrations: .venv/.development ## Write the migrations that the models ask for
	$(BIN)/python manage.py makemigrations

messages: .venv/.development ## Collect the sentences to translate and compile the catalogues (no gettext needed)
	$(BIN)/python -m tools.catalogues

clean: ## Remove the environment and caches
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
