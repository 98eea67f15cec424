# The first call of any target sets up; a later one does not set up again.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
SAMPLE := corpora/chats/slowgrowth
LOWEST := build/lowest
# tests side by side, a process for each processor; without it one after another
TOGETHER := --numprocesses logical --maxprocesses 4 --dist worksteal
AXE := build/axe/node_modules/axe-core/axe.min.js

.PHONY: recap repro test check lint types docs site axe licences audit lowest setup clean

recap: $(READY)
	$(BIN)/standout run $(SAMPLE) --show

# every chat of the house, as far as something changed (docs/dvc.md)
repro: $(READY)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/dvc repro

test: $(READY)
	$(BIN)/pytest $(TOGETHER)

check: $(READY) lint types test docs

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

docs: $(READY)
	$(BIN)/pytest tests/test_docs.py

# the pages to learn from, into build/site: open index.html there
site: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# what looks for barriers in the editors' page; the browser tests skip that part without it
axe: $(AXE)

$(AXE):
	npm install --no-save --no-audit --no-fund --ignore-scripts --silent --prefix build/axe axe-core@4.14.1

# what a run needs, each with its licence; ends with an error where one would bind our users
licences: $(READY)
	$(BIN)/pip-licenses --from mixed --packages $$($(BIN)/python tools/needs.py)
	$(BIN)/pip-licenses --from mixed --packages $$($(BIN)/python tools/needs.py) --partial-match \
		--fail-on "GPL;GNU;SSPL;Commons Clause;Proprietary;UNKNOWN" >/dev/null

# known weaknesses of the pinned versions; says so where no database of them can be reached
audit: $(READY)
	$(BIN)/python tools/audit.py

# the lowest direct versions that pyproject.toml allows, in an environment of their own (minutes);
# the same bytes are promised for the pinned versions, so the recap of the README is not held here
lowest: $(READY)
	mkdir -p $(LOWEST)
	$(BIN)/python tools/lowest.py archive > $(LOWEST)/constraints.txt
	test -x $(LOWEST)/venv/bin/python || $(PYTHON) -m venv $(LOWEST)/venv
	$(LOWEST)/venv/bin/python -m pip install --quiet --disable-pip-version-check --prefer-binary \
		-c $(LOWEST)/constraints.txt "$$(grep '^torch==' constraints.txt)"
	$(LOWEST)/venv/bin/python -m pip install --quiet --disable-pip-version-check --prefer-binary \
		-c $(LOWEST)/constraints.txt -e '.[archive]' pytest pytest-xdist hypothesis
	$(LOWEST)/venv/bin/python -m pytest $(TOGETHER) tests/test_main_job.py tests/test_jsonl.py \
		tests/test_runs.py tests/test_spans.py tests/test_settings.py tests/test_kills.py \
		--deselect tests/test_main_job.py::test_the_readme_shows_what_comes_out

setup: $(READY)

# torch comes first and alone: its exact version is the one that needs no GPU libraries
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "standout needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt "$$(grep '^torch==' constraints.txt)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) runs
