# One word for each thing one does with Lớp Số. `make help` lists them.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
APPS := lms reports certificates content assessments courses people common
N ?= 2
TIMES ?= 1
# The order of tests; the same for every commit, another to look for tests that lean on each other (SEED=default).
SEED ?= 202
ARGS ?=

# Compiled modules are kept: tests start the product dozens of times.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install install-dev run test test-production explore check format lock bench messages doctor

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

install: ## Install the locked dependencies into .venv
	@$(PYTHON) tools/bootstrap.py base

install-dev:
	@$(PYTHON) tools/bootstrap.py dev

run: install ## Start everything on 127.0.0.1:$PORT (8000), with demonstration data unless DEMO=0
	@STOP_WITH_PARENT=1 DEMO=$${DEMO-1} exec $(PY) -m lms.supervisor

test: install-dev ## Run all tests on the embedded profile (ARGS="-k roster" for some)
	@tools/test_packages.sh
	@env -u DATABASE_URL -u CELERY_BROKER_URL -u CACHE_URL $(PY) -m pytest -n $(N) --dist worksteal --randomly-seed=$(SEED) -q -rs $(ARGS)

# The suite makes databases of its own (lopso_template_…, lopso_test_…) through the one named here.
test-production: export DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
test-production: export CELERY_BROKER_URL ?= redis://127.0.0.1:6379/5
test-production: export CACHE_URL ?= redis://127.0.0.1:6379/6
test-production: install-dev ## Run the same tests on PostgreSQL and Redis (DATABASE_URL, CELERY_BROKER_URL, CACHE_URL)
	@tools/test_packages.sh
	@$(PY) tools/services.py
	@$(PY) -m pytest -n $(N) --dist worksteal --randomly-seed=$(SEED) -q -rs $(ARGS)

explore: export HYPOTHESIS_PROFILE = explore
explore: install-dev ## Run the tests of properties with examples that nobody has tried (TIMES=1)
	@for turn in $$(seq $(TIMES)); do $(PY) -m pytest -m hypothesis -n $(N) --dist worksteal -q $(ARGS) || exit 1; done

check: install-dev ## Lint, types, import contracts, migrations, deployment settings
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy $(APPS)
	@.venv/bin/lint-imports
	@.venv/bin/djlint --lint --quiet $(APPS)
	@$(PY) tools/check_project.py

format: install-dev ## Format the code
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

bench: install-dev ## Measure against the goals; prints a table, writes var/bench.json (BENCH=name,name for some)
	@$(PY) -m benchmarks

messages: install-dev ## Bring locale/en up to the source, list what lacks English, compile every catalogue
	@$(PY) tools/messages.py

doctor: install ## Say what is wrong with this installation
	@$(PY) manage.py doctor

lock: install-dev ## Lock the dependencies anew (UPGRADE=1 for newer versions)
	@for set in base dev; do \
	  $(PY) -m uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 \
	    $(if $(UPGRADE),--upgrade) requirements/$$set.in -o requirements/$$set.lock || exit 1; \
	done
