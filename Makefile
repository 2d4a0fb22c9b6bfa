# Two commands matter: `make run` and `make test`. Bare `make` lists all of them.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
VENV := .venv/bin
MANAGE := $(VENV)/python manage.py
PIP := $(VENV)/python -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url

# A .venv whose Python is gone, as after an upgrade of the system's, is made anew.
$(shell test -x .venv/bin/python || rm -rf .venv)

.DEFAULT_GOAL := help
.PHONY: help setup run staff test check bench fuzz api-test lock free-port

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/requirements ## Make .venv and install the locked requirements, nothing more

run staff: export KB_LOCAL = 1
run staff: export KB_VAR_DIR = $(CURDIR)/var
run staff: export KB_PUBLIC_URL = http://localhost:$(PORT)
run: free-port setup var/secret-key var/signing-key ## Serve the site on this machine, with the first case in an empty database
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_reference
	@$(MANAGE) load_roles --verbosity 0
	@$(MANAGE) demo --if-empty
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@echo "On the Record: http://localhost:$(PORT) (Ctrl-C stops it)"
	@exec $(VENV)/python -m gunicorn kb.wsgi --bind 127.0.0.1:$(PORT) --worker-class gthread \
		--threads 8 --no-control-socket --log-level warning

staff: setup var/secret-key ## Make an account for the desk, or a new link into one (NAME=ana)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) staff $(NAME)

test: .venv/requirements-dev ## Test on SQLite, on PostgreSQL and in a browser where they are found (ARGS="-k board")
	@$(VENV)/python -m tests $(ARGS)

check: .venv/requirements-dev ## Check style, templates, imports, types, migrations and deployment settings
	@$(VENV)/ruff check --quiet .
	@$(VENV)/ruff format --quiet --check .
	@find templates -name '*.html' -exec $(VENV)/djade --check {} +
	@$(VENV)/lint-imports --no-logo
	@$(VENV)/mypy
	@DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	@KB_LOCAL=0 KB_ALLOWED_HOSTS=example.org KB_SECRET_KEY="$$($(NEW_KEY))" \
		$(MANAGE) check --deploy --fail-level WARNING

bench: .venv/requirements-dev ## Measure speed and memory beside plain ways of doing the same (ARGS="agreement page")
	@$(VENV)/python -m benchmarks $(ARGS)

fuzz: .venv/requirements-dev ## Feed the readers of outside files with damaged ones (ARGS="marcxml 60")
	@$(VENV)/python -m tests.fuzz $(ARGS)

api-test: .venv/requirements-dev ## Hold the API against its own description in ten thousand requests (CASES=300)
	@$(VENV)/python -m tests.api $(CASES)

lock: .venv/requirements-dev ## Make both lists of locked requirements again from the *.in files
	@$(COMPILE) --output-file requirements.txt requirements.in
	@$(COMPILE) --constraint requirements.txt --output-file requirements-dev.txt requirements-dev.in

# Below: what the commands stand on.

NEW_KEY := $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))'

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "On the Record needs Python 3.11 or newer, and there is no $(PYTHON) here." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "On the Record needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1)." \
			"Name another: make PYTHON=python3.12 setup" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "$(PYTHON) cannot make .venv: install its venv module (Debian: python3-venv)." >&2; exit 1; }

# Each list is installed again only when it changed.
.venv/requirements: requirements.txt | .venv/bin/python
	@echo "Installing what the site needs into .venv"
	@$(PIP) --requirement requirements.txt
	@touch $@

.venv/requirements-dev: requirements-dev.txt .venv/requirements
	@echo "Installing what tests and checks need into .venv"
	@$(PIP) --requirement requirements-dev.txt
	@touch $@

# Written once, for `make run` alone; whoever can read it can forge what the site signs.
var/secret-key:
	@mkdir -p var
	@umask 077 && $(NEW_KEY) > $@.new && mv $@.new $@

# 32 random bytes are an Ed25519 key; whoever can read it can sign in this machine's name.
var/signing-key:
	@mkdir -p var
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_hex(32))' > $@.new && mv $@.new $@

free-port:
	@$(PYTHON) -c 'import socket, sys; s = socket.socket(); \
		s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' \
		$(PORT) 2>/dev/null || { \
		echo "Port $(PORT) is taken or cannot be used. Choose another: make run PORT=8001" >&2; exit 1; }
