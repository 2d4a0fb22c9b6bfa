"""A key of a partner, made and revoked in Chromium with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.rules import problems
from tests.browser.test_signin import Watched, confirm, is_narrow_enough

pytestmark = pytest.mark.browser


def press_to(page: Page, selector: str) -> None:
    """Tab on until the element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"The keyboard does not reach {selector}.")


def make_by_keyboard(page: Page, partner: str) -> str:
    page.goto("/admin/exchange/partnerkey/add/")
    press_to(page, "[name=partner]")
    page.keyboard.type(partner)
    press_to(page, "[name=scopes]")
    page.keyboard.press("ArrowDown")
    press_to(page, "[name=_save]")
    page.keyboard.press("Enter")
    page.get_by_text("It is shown once").wait_for()
    return page.locator("p.address").inner_text()


def test_a_key_is_made_and_revoked_with_the_keyboard_and_within_the_policy(desk_page: Page):
    watched = Watched(desk_page)
    confirm(desk_page)

    key = make_by_keyboard(desk_page, "A newsroom")
    press_to(desk_page, "#content a")
    desk_page.keyboard.press("Enter")
    desk_page.wait_for_url("**/change/")
    expect(desk_page.locator("[name=scopes]:checked")).to_have_value("public embargoed")
    press_to(desk_page, "a[href$='/revoke/']")
    desk_page.keyboard.press("Enter")
    desk_page.wait_for_url("**/revoke/")
    press_to(desk_page, "[name=reason]")
    desk_page.keyboard.type("Seen in a public file.")
    press_to(desk_page, "#content [type=submit]")
    desk_page.keyboard.press("Enter")

    desk_page.get_by_text("opens nothing any more").wait_for()
    assert re.fullmatch(r"otr_[0-9a-f]{12}_[0-9a-f]{64}", key)
    assert key not in desk_page.content()
    assert watched.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_a_key(
    chromium: Browser, site: str, signed_in: dict[str, object], scheme: str
):
    context = chromium.new_context(
        base_url=site, storage_state=signed_in, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    confirm(page)
    make_by_keyboard(page, f"A library, {scheme}")
    assert problems(page) == []
    assert is_narrow_enough(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator("#content a").click()
    page.wait_for_url("**/change/")
    record = page.url.removesuffix("change/")
    for address in ("change/", "history/", "revoke/"):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(record + address)
        assert (address, problems(page)) == (address, [])
        assert (address, is_narrow_enough(page)) == (address, True)
    context.close()
