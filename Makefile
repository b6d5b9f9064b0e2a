# Samplan: everything a checkout needs besides Python 3.11 or newer, make and git is installed into it.
#
#   make demo        set up, fill with demo data, serve on 127.0.0.1:8000 (PORT= changes it)
#   make test        everything, in the short profile (ARGS= goes to pytest)
#   make test-long   everything, with the full counts of races and examples
#   make check       linters, types, import contracts, migration and deployment checks
#   make bench       the inbox, the case page and a step, with 10,000 cases and with SIZE=
#   make bench-rollup  the figures from SIZE= cases, beside one plain scan of what they are counted from
#   make bench-clinic  a clinic's list with thirty children and with SIZE=
#   make catalogue   bring the Swedish catalogue up to the source
#   make pins        requirements.txt and tests/requirements.txt from pyproject.toml
#   make stop        stop the database as well
#   make clean       stop, and remove all that was installed or stored, the demo data too

PORT ?= 8000
ARGS ?=
SIZE ?= 10000
OLDEST := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c '$(OLDEST)' 2>/dev/null && echo $$each && break; done)
PY := .venv/bin/python
ROOMS := accounts agreements cases config workflows
PRODUCTION := SAMPLAN_PROFILE=production ALLOWED_HOSTS=samplan.example DATABASE_URL=postgresql://web@localhost/samplan

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-long check bench bench-rollup bench-clinic catalogue pins stop clean packages test-packages database

help:
	@sed -n 's/^#   //p' Makefile

demo:
	@echo "1/7 Installing the packages …"
	@$(MAKE) --no-print-directory packages
	@$(PY) manage.py serve --check-port --port "$(PORT)"
	@echo "2/7 Starting the database …"
	@$(MAKE) --no-print-directory database
	@echo "3/7 Compiling the translations …"
	@$(PY) manage.py compile_catalogue
	@echo "4/7 Bringing the tables up to date …"
	@$(PY) manage.py migrate --no-input
	@echo "5/7 Collecting the static files …"
	@$(PY) manage.py collectstatic --no-input --verbosity 0
	@echo "6/7 Telling the demo's story …"
	@for command in */management/commands/seed_demo.py; do \
		if test -f "$$command"; then $(PY) manage.py seed_demo || exit 1; fi; done
	@echo "7/7 Starting the web server and the worker …"
	@exec $(PY) manage.py serve --port "$(PORT)"

test: test-packages database
	@$(PY) manage.py compile_catalogue
	$(PY) -m pytest -n 4 --dist load --maxschedchunk 1 $(ARGS)

test-long:
	@SAMPLAN_TEST_PROFILE=long $(MAKE) --no-print-directory test

check: test-packages
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m bandit --quiet --recursive --configfile pyproject.toml $(ROOMS) manage.py
	test ! -d templates || $(PY) -m djlint --lint --quiet templates
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) .ci/lint_migrations.py
	$(PRODUCTION) SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(PY) manage.py check --deploy --fail-level WARNING

bench: test-packages database
	@$(PY) manage.py compile_catalogue
	@$(PY) -m benchmarks "$(SIZE)"

bench-rollup: test-packages database
	@$(PY) -m benchmarks.rollup "$(SIZE)"

bench-clinic: test-packages database
	@$(PY) -m benchmarks.clinic "$(SIZE)"

catalogue: packages
	$(PY) manage.py update_catalogue

pins: packages
	@test -x var/pins/bin/uv || { $(PYTHON) -m venv var/pins && var/pins/bin/python -m pip install --quiet uv; }
	@for file in requirements.txt tests/requirements.txt; do \
		groups=; test "$$file" = requirements.txt || groups="--group test --group check"; \
		about="$$(head -n 1 "$$file")"; \
		cp "$$file" var/pins/new.txt; \
		var/pins/bin/uv pip compile pyproject.toml $$groups --universal --python-version 3.11 --generate-hashes \
			--no-header --no-emit-index-url --no-emit-find-links --no-annotate --quiet \
			--output-file var/pins/new.txt || exit 1; \
		{ echo "$$about"; grep -v '^#' var/pins/new.txt; } > var/pins/whole.txt && cp var/pins/whole.txt "$$file"; \
	done

stop:
	@test ! -x $(PY) || $(PY) -m config.database stop

clean: stop
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(ROOMS) tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -exec rm -f {} +

database:
	@$(PY) -m config.database start

# The list that was installed lies in .venv: another one, or another Python, builds it anew.
packages:
	@cmp -s requirements.txt .venv/installed.txt && $(PY) -c '$(OLDEST)' || { \
		if test -z "$(PYTHON)"; then \
			echo "Samplan needs Python 3.11 or newer: install it, or name it: make PYTHON=…" >&2; exit 1; fi; \
		$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
			echo "Python cannot make a virtual environment here: on Debian, apt install python3-venv" >&2; exit 1; }; \
		rm -rf .venv && $(PYTHON) -m venv .venv || { \
			echo "The virtual environment .venv could not be made: Python says why above." >&2; exit 1; }; \
		$(call install,requirements.txt,.venv/installed.txt); }

test-packages: packages
	@cmp -s tests/requirements.txt .venv/installed-tests.txt || { \
		$(call install,tests/requirements.txt,.venv/installed-tests.txt); }

# $(call install,<list>,<mark>): installs the list, says how far it is, and leaves the mark when all went well.
define install
{ $(PY) -m pip install --progress-bar off --require-hashes -r $(1) && cp $(1) $(2); } | \
awk -v all="$$(grep -c == $(1))" '\
	/^ *(Collecting|Requirement already)/ && ++n % 10 == 0 { print "    package " n " of " all; fflush() } \
	/^Installing/ { print "    unpacking"; fflush() }'; \
test -f $(2) || { echo "The packages could not be installed: pip says why above." >&2; exit 1; }
endef
