# make run      start the demo at http://127.0.0.1:8000 (PORT=9000 for another port)
# make check    the quick checks: format, lint, types, boundaries, texts, fast tests
# make test     everything: the checks, all tests on SQLite and PostgreSQL, the browser
# make bench    what the product costs (NAME=human for one)
# make format   bring code into shape
# make messages bring new texts into the catalogue
# make wheel    build the installable package in dist/
# make clean    remove what the above made (not var/, which holds data)

PORT ?= 8000
NAME ?=
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
SOURCES := src tools tests $(wildcard bench)
TEMPLATES := src/laeringskontrakt/templates

# Checks never touch the data of a running product.
CHECK := LK_DATA_DIR=$(CURDIR)/.tools/check LK_DATABASE_URL=sqlite:///:memory: LK_DEMO=1
SECTION = @printf '\n== %s ==\n'

.PHONY: run test check bench format messages wheel clean ready ready-dev system
.PHONY: static fast-tests all-tests browser-tests
.NOTPARALLEL:
.DEFAULT_GOAL := run

run: ready
	@PORT=$(PORT) exec $(BIN)/laeringskontrakt demo --serve

ready:
	@$(PYTHON) tools/bootstrap.py
	@$(PY) tools/assets.py
	@$(PY) tools/messages.py compile

ready-dev:
	@$(PYTHON) tools/bootstrap.py --dev
	@$(PY) tools/assets.py
	@$(PY) tools/messages.py compile

check: ready-dev static fast-tests

static:
	$(SECTION) 'Format'
	@$(BIN)/ruff format --quiet --check $(SOURCES)
	$(SECTION) 'Lint'
	@$(BIN)/ruff check --quiet $(SOURCES)
	$(SECTION) 'Types'
	@$(CHECK) $(BIN)/mypy src tools $(wildcard bench)
	$(SECTION) 'Boundaries'
	@$(BIN)/lint-imports --no-logo
	$(SECTION) 'Page templates'
	@$(BIN)/djlint --quiet --lint $(TEMPLATES)
	$(SECTION) 'Texts'
	@$(PY) tools/messages.py check
	$(SECTION) 'Migrations'
	@$(CHECK) $(PY) -m django makemigrations --check --dry-run \
	  --settings laeringskontrakt.config.settings

fast-tests:
	$(SECTION) 'Fast tests'
	@$(PY) -m pytest -q -n 2 -m 'not browser and not slow'

test: ready-dev system static all-tests browser-tests
	$(SECTION) 'Everything passed'

system:
	$(SECTION) 'System packages'
	@$(PY) -m tools.system

all-tests:
	$(SECTION) 'Tests on SQLite'
	@LK_TEST_DB=sqlite $(PY) -m pytest -q -n 2 -m 'not browser'
	$(SECTION) 'Tests on PostgreSQL'
	@LK_TEST_DB=postgresql $(PY) -m pytest -q -n 2 -m 'not browser'

browser-tests:
	$(SECTION) 'Tests in the browser'
	@LK_TEST_DB=sqlite $(PY) -m pytest -q -n 2 -m browser

bench: ready-dev system
	@$(PY) tools/bench.py $(NAME)

format: ready-dev
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

messages: ready-dev
	@$(PY) tools/messages.py update

wheel: ready
	@.tools/uv build --quiet --wheel
	@ls -l dist/*.whl

clean:
	rm -rf .venv .tools node_modules dist bench/results .mypy_cache .ruff_cache .pytest_cache
	rm -rf .hypothesis .import_linter_cache src/laeringskontrakt/static/vendor
	rm -rf src/laeringskontrakt/portfolio/paper/fonts
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
