"""A statement at the desk in Chromium: entered by keyboard alone, accessible, narrow enough."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.rules import problems

pytestmark = pytest.mark.browser

FOCUSED = "selector => document.activeElement.matches(selector)"
DESK = "/admin/statements"
STATEMENTS = f"{DESK}/statement/?q=Joint+statement+in+the+general+debate"
PAGES = {
    "statements": f"{DESK}/statement/",
    "new statement": f"{DESK}/statement/add/",
    "statement": STATEMENTS,
    "articles": f"{DESK}/article/",
    "new article": f"{DESK}/article/add/",
    "organisations": f"{DESK}/organisation/",
    "new person": f"{DESK}/person/add/",
    "signatures": f"{DESK}/signature/",
    "asks": f"{DESK}/ask/",
    "new ask": f"{DESK}/ask/add/",
    "new quote": f"{DESK}/quote/add/",
}


def visit(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    if name == "statement":
        page.locator("#result_list th a").first.click()
    page.wait_for_load_state("networkidle")


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        if page.evaluate(FOCUSED, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {selector}")


def fill(page: Page, name: str, typed: str) -> None:
    tab_to(page, f"[name='{name}']")
    page.keyboard.type(typed)


def choose(page: Page, name: str, typed: str) -> None:
    """In a box to search in: open it, type, take what is found."""
    tab_to(page, f"[aria-labelledby~='id_{name}_label'][role=combobox]")
    page.keyboard.press("Enter")
    page.wait_for_function(FOCUSED, arg=".select2-search__field")
    page.keyboard.type(typed)
    page.locator(".select2-results__option--highlighted", has_text=typed).wait_for()
    page.keyboard.press("Enter")


def add_row(page: Page, of: str) -> None:
    tab_to(page, f"#{of}-group .add-row a")
    page.keyboard.press("Enter")


def test_a_statement_with_a_signature_and_an_ask_is_entered_by_keyboard_alone(desk_page: Page):
    page = desk_page
    page.goto(PAGES["new statement"])
    fill(page, "title", "A statement typed by hand")
    fill(page, "kind", "Panel")
    fill(page, "modality", "Oral")
    choose(page, "session", "43rd session")
    choose(page, "delivered_by", "DefendDefenders")
    fill(page, "text", "Madam President,\n\nWe call on the Council to reject the draft.")
    add_row(page, "signatures")
    choose(page, "signatures-0-organisation", "Amnesty International")
    add_row(page, "asks")
    fill(page, "asks-0-segment", "p2s1")
    fill(page, "asks-0-text", "We call on the Council to reject the draft.")
    fill(page, "asks-0-target_kind", "The Council")
    fill(page, "asks-0-act", "Reject")
    page.keyboard.press("Enter")
    tab_to(page, "[name=_continue]")
    page.keyboard.press("Enter")

    page.locator(".messagelist .success").wait_for()
    assert page.locator("[name=slug]").input_value() == "a-statement-typed-by-hand"
    assert page.locator("[name='asks-0-segment']").input_value() == "p2s1"
    assert "1 of 1 not published yet" in page.locator(".field-unpublished_signatures").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    chromium: Browser, site: str, signed_in: dict[str, object], name: str, scheme: str
):
    context = chromium.new_context(
        base_url=site, storage_state=signed_in, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    visit(page, name)

    found = problems(page)

    context.close()
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_policy_and_is_no_wider_than_the_window(desk_page: Page, name: str):
    said: list[str] = []
    desk_page.on("console", lambda message: said.append(message.text))
    visit(desk_page, name)

    for width in (360, 768, 1280):
        desk_page.set_viewport_size({"width": width, "height": 800})
        assert desk_page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
