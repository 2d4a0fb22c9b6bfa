"""The site as it is served, in a real browser: its own database, its own server, a Chromium."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.__main__ import browser
from tests.conftest import ROOT, missing
from tests.desk.signing_in import PASSWORD, code

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
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the server and its commands are told: a folder and a database of their own."""
    var = tmp_path_factory.mktemp("var")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        "DATABASE_URL": f"sqlite:///{var / 'kb.sqlite3'}",
        "KB_VAR_DIR": str(var),
        "KB_LOCAL": "1",
        "KB_SECRET_KEY": "only-for-tests-" + "x" * 50,
    }


@pytest.fixture(scope="session")
def site(environment: dict[str, str]) -> Iterator[str]:
    """The address of a server that shows the demonstration. It ends with the tests."""
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


@pytest.fixture(scope="session")
def enrolment_link(site: str, environment: dict[str, str]) -> Callable[..., str]:
    """link("ana"), link("ana", "--reset"): what `make staff` prints, for this server."""

    def link(*arguments: str) -> str:
        command = [sys.executable, "manage.py", "staff", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
        return site + re.search(r"/account/enrol/\S+", done.stdout)[0]

    return link


@pytest.fixture(scope="session")
def signed_in(
    chromium: Browser, site: str, enrolment_link: Callable[..., str]
) -> dict[str, object]:
    """The cookies of somebody with every role, who has really signed in. Do not sign out."""
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    enrol_with_app(page, enrolment_link("desk"))
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def desk_page(chromium: Browser, site: str, signed_in: dict[str, object]) -> Iterator[Page]:
    """A page signed in at the desk, with every role."""
    context = chromium.new_context(base_url=site, storage_state=signed_in)
    yield context.new_page()
    context.close()


def enrol_with_app(page: Page, link: str, password: str = PASSWORD) -> str:
    """From the link to the desk, with an authenticator app. Its secret."""
    page.goto(link)
    page.locator("[name=password1]").fill(password)
    page.locator("[name=password2]").fill(password)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator(".secret").inner_text()
    page.locator("[name=code]").fill(code(secret))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="to the desk").click()
    return secret
