"""The way to the desk in Chromium: by app and by passkey, accessible, within the policy."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import enrol_with_app
from tests.browser.rules import problems
from tests.desk.signing_in import PASSWORD, code

pytestmark = pytest.mark.browser

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
DESK = "**/admin/"


class Watched:
    """A page whose console is listened to."""

    def __init__(self, page: Page) -> None:
        self.page, self.said = page, []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def has_key(self) -> None:
        """A device that holds passkeys and recognises its owner."""
        developer = self.page.context.new_cdp_session(self.page)
        developer.send("WebAuthn.enable")
        developer.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


@pytest.fixture
def watched(chromium: Browser, site: str) -> Iterator[Watched]:
    context = chromium.new_context(base_url=site)
    watched = Watched(context.new_page())
    yield watched
    context.close()
    assert watched.said == []


def set_password(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/login/")


def test_from_the_link_to_the_desk_and_in_again_with_an_app(
    watched: Watched, enrolment_link: Callable[..., str]
):
    page = watched.page
    secret = enrol_with_app(page, enrolment_link("app"))
    page.wait_for_url(DESK)
    sign_out(page)

    page.locator("[name=login]").fill("app")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.locator("[name=code]").fill(code(secret))
    page.get_by_role("button", name="Sign in").click()

    page.wait_for_url(DESK)


def test_from_the_link_to_the_desk_and_in_again_with_a_passkey_alone(
    watched: Watched, enrolment_link: Callable[..., str]
):
    page = watched.page
    watched.has_key()
    set_password(page, enrolment_link("key"))
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="to the desk").click()
    page.wait_for_url(DESK)
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url(DESK)


def test_a_passkey_serves_as_second_factor_after_a_password(
    watched: Watched, enrolment_link: Callable[..., str]
):
    page = watched.page
    watched.has_key()
    set_password(page, enrolment_link("both"))
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="to the desk").click()
    sign_out(page)

    page.locator("[name=login]").fill("both")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Use your passkey").click()

    page.wait_for_url(DESK)


def test_a_passkey_that_is_not_known_is_said_on_the_page(watched: Watched):
    watched.has_key()
    watched.page.goto("/account/login/")

    watched.page.get_by_role("button", name="Sign in with a passkey").click()

    watched.page.get_by_text("The passkey was not used").wait_for()


def test_without_scripts_a_password_and_an_app_suffice(
    chromium: Browser, site: str, enrolment_link: Callable[..., str]
):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()

    enrol_with_app(page, enrolment_link("plain"))

    page.wait_for_url(DESK)
    context.close()


def test_who_types_for_long_is_not_idle(desk_page: Page):
    desk_page.clock.install()
    desk_page.goto("/admin/auth/user/add/")
    desk_page.clock.fast_forward("06:00")

    with desk_page.expect_request(lambda r: (r.method, r.url[-9:]) == ("HEAD", "/account/")):
        desk_page.locator("[name=first_name]").press_sequentially("A")


# Every page: accessible, narrow enough, within the policy

OPEN = ["login/", "enrol/1/over/"]
SIGNED_IN = ["", "password/", "logout/", "confirm/?next=/account/", "confirm/code/?next=/account/"]
CONFIRMED = ["app/remove/", "passkeys/", "passkeys/add/", "codes/", "codes/new/"]
OF_ACCOUNTS = ["/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/user/1/change/",
               "/admin/auth/user/1/history/", "/admin/exchange/partnerkey/",
               "/admin/exchange/partnerkey/add/"]  # fmt: skip


def is_narrow_enough(page: Page) -> bool:
    page.set_viewport_size({"width": 360, "height": 740})
    return page.evaluate("document.documentElement.scrollWidth") <= 360


def confirm(page: Page) -> None:
    page.goto("/account/confirm/")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(DESK)


@pytest.fixture(params=["light", "dark"])
def open_page(request, chromium: Browser, site: str) -> Iterator[Page]:
    # The rules run as a script of the test, which the site's own policy would refuse.
    context = chromium.new_context(base_url=site, color_scheme=request.param, bypass_csp=True)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_on_the_way_in(
    open_page: Page, enrolment_link: Callable[..., str], request
):
    page = open_page
    link = enrolment_link(f"axe-{request.node.callspec.params['open_page']}")
    steps = [*(f"/account/{address}" for address in OPEN), link]
    for address in steps:
        page.goto(address)
        assert (address, problems(page)) == (address, [])
    set_password(page, link)
    page.wait_for_url("**/second-factor/")
    assert problems(page) == []
    page.goto("/account/app/")
    assert problems(page) == []
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("This code is not right").wait_for()
    assert problems(page) == []
    assert is_narrow_enough(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_account_and_no_page_is_too_wide(
    chromium: Browser, site: str, signed_in: dict[str, object], scheme: str
):
    context = chromium.new_context(
        base_url=site, storage_state=signed_in, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    confirm(page)
    for address in [*(f"/account/{a}" for a in SIGNED_IN + CONFIRMED), *OF_ACCOUNTS]:
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.goto(address).status == 200
        assert (address, problems(page)) == (address, [])
        assert (address, is_narrow_enough(page)) == (address, True)
    context.close()


def test_no_page_of_the_account_breaks_the_policy_or_asks_anybody_else(desk_page: Page, site: str):
    watched, asked = Watched(desk_page), []
    desk_page.on("request", lambda request: asked.append(request.url))
    confirm(desk_page)

    for address in [*(f"/account/{a}" for a in SIGNED_IN + CONFIRMED), *OF_ACCOUNTS]:
        desk_page.goto(address)

    assert watched.said == []
    assert {url for url in asked if not url.startswith(f"{site}/")} == set()
