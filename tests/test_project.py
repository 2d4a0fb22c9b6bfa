"""The rules of the house that hold for the project as a whole."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
CODE = ("kb", "votes", "statements")
NO_ROOMS = {"core", "common", "utils", "helpers", "signals", "selectors"}
KEY = "only-for-tests-" + "0123456789abcdef" * 4
PUBLIC_SITE = {"KB_LOCAL": "0", "KB_ALLOWED_HOSTS": "example.org", "KB_SECRET_KEY": KEY}
OWN_APPS = [app for app in apps.get_app_configs() if app.name.partition(".")[0] in CODE]
APPS_WITH_MODELS = [app for app in OWN_APPS if app.models_module]


# A checkout has no collected static files, and whitenoise says so; nothing else is tolerated.
WARNINGS = ("-W", "error", "-W", "ignore:No directory at:UserWarning")


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the project as a site does, with the settings of `environment` alone."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
    own |= {"DJANGO_SETTINGS_MODULE": "kb.settings", "DATABASE_URL": "sqlite://:memory:"}
    return run([sys.executable, *WARNINGS, *arguments], own | environment, ROOT)


def make(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a target of the project's Makefile in another folder."""
    command = ["make", "-s", "-f", str(ROOT / "Makefile"), f"PYTHON={sys.executable}", *arguments]
    return run(command, dict(os.environ), folder)


def run(
    command: list[str], environment: dict[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def last_line(finished: subprocess.CompletedProcess[str]) -> str:
    return (finished.stderr.splitlines() or [""])[-1]


def test_no_module_has_a_name_that_swallows_everything():
    found = {
        str(path.relative_to(ROOT))
        for folder in CODE
        for path in (ROOT / folder).rglob("*")
        if path.stem in NO_ROOMS
    }
    assert found == set()


@pytest.mark.parametrize("app", APPS_WITH_MODELS, ids=lambda app: app.label)
def test_an_app_with_models_has_a_folder_of_migrations(app):
    assert (Path(app.path) / "migrations" / "__init__.py").is_file()


def test_the_apps_with_models_are_found():
    assert {app.label for app in APPS_WITH_MODELS} >= {"records", "council", "votes", "statements"}


def test_the_server_does_not_start_without_a_secret_key():
    finished = python("-c", "import kb.wsgi", **(PUBLIC_SITE | {"KB_SECRET_KEY": ""}))
    assert finished.returncode == 1
    assert "Set KB_SECRET_KEY to a long random text; see .env.example." in last_line(finished)


def test_the_server_starts_with_a_secret_key():
    finished = python("-c", "import kb.wsgi", **PUBLIC_SITE)
    assert (finished.returncode, finished.stderr) == (0, "")


def test_a_command_that_signs_nothing_works_without_a_secret_key():
    finished = python("manage.py", "compare", "--help", KB_SECRET_KEY="")
    assert (finished.returncode, finished.stderr) == (0, "")


def test_plain_http_is_refused_under_a_public_name():
    finished = python("-c", "import kb.settings", **(PUBLIC_SITE | {"KB_LOCAL": "1"}))
    assert finished.returncode == 1
    assert "KB_ALLOWED_HOSTS may then hold only localhost" in last_line(finished)


def test_the_settings_of_a_public_site_pass_djangos_deployment_check():
    finished = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PUBLIC_SITE)
    assert finished.returncode == 0, finished.stderr


def test_nothing_switches_debug_on():
    code = "from kb.settings import DEBUG; print(DEBUG)"
    assert python("-c", code, DEBUG="1", KB_DEBUG="1", **PUBLIC_SITE).stdout == "False\n"


@pytest.fixture(scope="module")
def manifest(tmp_path_factory) -> dict[str, str]:
    """{name: name with the digest of its content}, as `collectstatic` makes it for a site."""
    folder = tmp_path_factory.mktemp("var")
    finished = python(
        "manage.py", "collectstatic", "--no-input", KB_VAR_DIR=str(folder), **PUBLIC_SITE
    )
    assert finished.returncode == 0, finished.stderr
    return json.loads((folder / "static" / "staticfiles.json").read_text())["paths"]


def test_static_files_bear_a_digest_of_their_content(manifest):
    assert re.fullmatch(r"on-the-record\.[0-9a-f]{12}\.css", manifest["on-the-record.css"])


def test_every_static_file_that_a_template_names_is_collected(manifest):
    named = {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"{% static ['\"]([^'\"]+)", template.read_text(encoding="utf-8"))
    }
    assert named
    assert named - manifest.keys() == set()


def test_the_local_secret_key_is_for_its_owner_alone(tmp_path):
    make("var/secret-key", folder=tmp_path)
    key = tmp_path / "var" / "secret-key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_text().strip()) >= 50


def test_the_local_secret_key_is_written_once(tmp_path):
    make("var/secret-key", folder=tmp_path)
    key = (tmp_path / "var" / "secret-key").read_text()
    make("var/secret-key", folder=tmp_path)
    assert (tmp_path / "var" / "secret-key").read_text() == key


def test_a_taken_port_is_said_with_how_to_choose_another(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        finished = make("free-port", f"PORT={port}", folder=tmp_path)
    assert finished.returncode != 0
    assert f"Port {port} is taken" in finished.stderr
    assert "make run PORT=" in finished.stderr


def test_an_old_python_is_refused_with_a_sentence(tmp_path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2"\nexit 1\n')
    old.chmod(0o755)
    finished = make(".venv/bin/python", f"PYTHON={old}", folder=tmp_path)
    assert finished.returncode != 0
    assert "needs Python 3.11 or newer" in finished.stderr
    assert "Python 3.9.2" in finished.stderr


def test_bare_make_lists_the_commands(tmp_path):
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"))
    listed = {line.split()[1] for line in make(folder=tmp_path).stdout.splitlines()}
    assert listed >= {"setup", "run", "test", "check", "lock"}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_direct_dependency_is_locked(name):
    direct = re.findall(r"^([a-z][\w-]*)", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
    locked = re.findall(r"^([a-z][\w-]*)==", (ROOT / f"{name}.txt").read_text(), re.MULTILINE)
    assert direct
    assert set(direct) - set(locked) == set()


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_a_lock_names_no_package_index(name):
    assert "://" not in (ROOT / f"{name}.txt").read_text()
