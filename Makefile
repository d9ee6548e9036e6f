PYTHON ?= python3
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test soak check lint systems format messages release locks benchmarks browser office clean

demo: .venv/ready  ## the whole way from invented interviews to a draft, in the folder demo/ (made anew each time)
	rm -rf demo
	$(BIN)/spegla demo demo

test: .venv/ready browser office  ## all tests
	$(BIN)/pytest -n auto --maxprocesses 6 --dist worksteal -m "not soak"

soak: .venv/ready browser  ## the long versions of the figures of docs/reliability.md; takes an hour or more
	$(BIN)/pytest -n 2 -m soak

browser:  ## Chromium for the walks in tests/browser; installed with apt where it is missing
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }

office:  ## LibreOffice for the round trips of Word files; installed with apt where it is missing, else they are skipped
	@command -v soffice >/dev/null \
		|| { apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-writer; } \
		|| echo "No LibreOffice here: the round trips through it are skipped."

lint: .venv/ready  ## format, lint, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

systems: .venv/ready  ## types as Windows and macOS see them
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 toolkit
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin toolkit

check: lint  ## format, lint, types, layers, and the tests that are quick (tests/slow.toml lists the others)
	$(BIN)/pytest -q -n auto --maxprocesses 6 --dist worksteal --ignore tests/browser -m "not slow and not soak"

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: .venv/ready  ## gather the texts for people into the catalogue, keep what is translated, and compile it
	$(BIN)/python scripts/messages.py

benchmarks: demo  ## all figures of docs/performance.md: half an hour, on a machine that does nothing else
	$(BIN)/python scripts/performance.py

release: .venv/ready  ## wheel and source archive in dist/, the list of what others made inside
	PYTHONPATH=. $(BIN)/python scripts/sbom.py
	rm -rf dist
	$(BIN)/python -m hatchling build
	ls -l dist

locks:  ## needs uv; the lock of uv itself holds host names and stays out of git
	uv lock
	uv export --quiet --no-emit-project --no-dev --no-header -o requirements.lock
	uv export --quiet --no-emit-project --all-groups --no-header -o requirements-dev.lock

clean:
	rm -rf .venv demo build dist

.venv/ready: requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Spegla needs Python 3.11 or newer.")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
