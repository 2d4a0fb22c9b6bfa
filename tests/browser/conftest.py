"""The site as it is served, in a real browser: its own database, its own server, a Chromium."""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.__main__ import browser
from tests.conftest import missing
from tests.desk.signing_in import PASSWORD, code
from tests.served import environment_in, load_demonstration, manage, serving

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the server and its commands are told: a folder and a database of their own."""
    return environment_in(tmp_path_factory.mktemp("var"))


@pytest.fixture(scope="session")
def site(environment: dict[str, str]) -> Iterator[str]:
    """The address of a server that shows the demonstration. It ends with the tests."""
    load_demonstration(environment)
    with serving(environment) as address:
        yield address


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
        printed = manage(environment, "staff", *arguments)
        return site + re.search(r"/account/enrol/\S+", printed)[0]

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
