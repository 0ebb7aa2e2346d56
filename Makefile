# The guide's commands. `make` alone lists them.
#
# Everything is installed into .venv from the hashed locks in requirements/. State (the database,
# the collected static files, a secret) lives in var/, or in the directory that VAR names.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
export PORT

BIN := .venv/bin
PIP := $(BIN)/pip install -qq --disable-pip-version-check --require-hashes
# Tests of one file stay on one worker, so that what a file sets up is set up once; the longest files come first.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header

# What production needs to be told; good enough for `check --deploy`, useless as a secret.
PRODUCTION_CHECK := env -u DATABASE_URL -u DEBUG GUIDE_ENV=production ALLOWED_HOSTS=guide.example \
	SECRET_KEY=check-only-$$($(BIN)/python -c "import secrets; print(secrets.token_hex(32))")

.DEFAULT_GOAL := help
.PHONY: help install run dev test check format catalogues lock clean

help: ## List these commands
	@echo "Föräldraskapsguiden"
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' \
		| awk -F '\t' '{ printf "  make %-10s %s\n", $$1, $$2 }'

install: .venv/run.installed ## Only install what the guide needs, and compile translations (for deployment)
	@$(BIN)/python -c "from boras_guide import catalogues; catalogues.compile_stale()"

run: .venv/run.installed ## Start the guide at http://localhost:8000 (PORT=8001 for another port)
	@$(BIN)/python manage.py set_up
	@exec $(BIN)/gunicorn --config deploy/gunicorn.conf.py

dev: .venv/dev.installed ## Start it for development: reloads itself, shows errors
	@$(BIN)/python manage.py set_up
	@exec env DEBUG=1 $(BIN)/python manage.py runserver $(PORT)

test: .venv/dev.installed ## Run every test on SQLite, then on PostgreSQL (ARGS="-k name" for some)
	@$(BIN)/python manage.py compile_catalogues
	@failed=""; \
	echo "== Tests on SQLite"; env -u DATABASE_URL $(PYTEST) || failed="$$failed SQLite"; \
	echo "== Tests on PostgreSQL"; $(BIN)/python tests/with_postgres.py $(PYTEST) || failed="$$failed PostgreSQL"; \
	if [ -n "$$failed" ]; then echo "Tests failed on:$$failed"; exit 1; fi; \
	echo "Tests passed on SQLite and PostgreSQL."

check: .venv/dev.installed ## Everything short of tests: format, lint, types, spelling, migrations, settings
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/djade --check --target-version 5.2 $$(find templates -name '*.html')
	$(BIN)/codespell
	$(BIN)/python manage.py compile_catalogues
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	@echo "manage.py check --deploy, as in production"
	@$(PRODUCTION_CHECK) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/dev.installed ## Format Python and templates
	$(BIN)/ruff check --fix --exit-zero --quiet
	$(BIN)/ruff format --quiet
	$(BIN)/djade --target-version 5.2 $$(find templates -name '*.html') || true  # it fails when it mends

catalogues: .venv/dev.installed ## Bring the texts to translate (locale/) in step with code and templates
	@$(BIN)/python manage.py update_catalogues
	@$(BIN)/python manage.py compile_catalogues

lock: .venv/dev.installed ## Write requirements/*.txt anew from pyproject.toml (ARGS=--upgrade for newer versions)
	$(LOCK) $(ARGS) pyproject.toml --output-file requirements/run.txt
	$(LOCK) $(ARGS) pyproject.toml --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt

clean: ## Remove what can be made again: .venv, caches, compiled catalogues. Keeps var/
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -path '*/LC_MESSAGES/*.mo' -delete

# --- The virtual environment -----------------------------------------------------------------------
# The empty files *.installed say which lock .venv holds: a lock newer than its file is installed again.

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1)' 2>/dev/null || { \
		echo "The guide needs Python 3.11 or later, and $(PYTHON) is not that." >&2; \
		echo "Install a newer one and name it: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "That failed. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

.venv/run.installed: requirements/run.txt | .venv/bin/python
	@echo "Installing what the guide needs (requirements/run.txt)"
	@$(PIP) --requirement requirements/run.txt
	@touch $@

.venv/dev.installed: requirements/dev.txt | .venv/bin/python
	@echo "Installing what developing the guide needs (requirements/dev.txt)"
	@$(PIP) --requirement requirements/dev.txt
	@touch $@ .venv/run.installed
