"""The site as it is served, in a real browser: its own database, its own server, a Chromium."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.__main__ import browser
from tests.conftest import ROOT, missing

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

GUNICORN = [sys.executable, "-m", "gunicorn", "kb.wsgi", "--threads", "4"]
GUNICORN += ["--no-control-socket", "--log-level", "warning"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that shows the demonstration. It ends with the tests."""
    var = tmp_path_factory.mktemp("var")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        "DATABASE_URL": f"sqlite:///{var / 'kb.sqlite3'}",
        "KB_VAR_DIR": str(var),
        "KB_LOCAL": "1",
        "KB_SECRET_KEY": "only-for-tests-" + "x" * 50,
    }
    for command in ("migrate", "load_reference", "demo", "collectstatic"):
        _manage(command, environment)
    port = _free_port()
    server = subprocess.Popen(
        [*GUNICORN, "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
    )
    try:
        address = f"http://localhost:{port}"
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def _manage(command: str, environment: dict[str, str]) -> None:
    options = ["--noinput"] if command in ("migrate", "collectstatic") else []
    subprocess.run(
        [sys.executable, "manage.py", command, *options, "-v0"],
        cwd=ROOT,
        env=environment,
        check=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 (our own server)
            return
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"the server at {address} did not answer within ten seconds")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    needed = browser(os.environ)
    if not needed.found:
        missing(needed.name, needed.otherwise)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=needed.found, args=QUIET)
        yield chromium
        chromium.close()
