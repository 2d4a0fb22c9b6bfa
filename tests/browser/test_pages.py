"""Every public page in Chromium: accessible, quiet, narrow enough, and whole without scripts."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.rules import open_everything, problems

pytestmark = pytest.mark.browser

VOTE = "/votes/a-hrc-res-43-21/"
PAGES = {
    "home": "/",
    "about": "/about/",
    "method": "/about/method/",
    "data": "/about/data/",
    "vote with two readings": VOTE,
    "first vote of the initiative": "/votes/a-hrc-res-37-23/",
    "last vote of the initiative": "/votes/a-hrc-res-46-13/",
    "resolution": "/resolutions/a-hrc-res-43-21/",
    "resolution adopted without a vote": "/resolutions/a-hrc-res-43-38/",
    "statement": "/statements/joint-statement-item-10-general-debate-june-2020/",
    "article": "/articles/hrc43-vote-on-mutually-beneficial-cooperation/",
    "session": "/sessions/hrc43/",
    "State": "/states/chl/",
    "State without a seat": "/states/btn/",
    "initiative": "/initiatives/mutually-beneficial-cooperation/",
    "organisation": "/organisations/defenddefenders/",
    "person": "/people/sarah-m-brooks/",
    "symbol in conflict": "/symbol/L.13/Rev.1",
    "search": "/search?q=cooperation",
    "search without a result": "/search?q=zebra",
    "what changed": f"{VOTE}changes/",
    "list of votes": "/votes/?session=hrc43",
    "list of texts": "/resolutions/",
    "list of statements": "/statements/",
    "list of asks": "/asks/",
    "list of States": "/states/",
    "list of sessions": "/sessions/",
    "list of initiatives": "/initiatives/",
    "list of organisations": "/organisations/",
    "list of people": "/people/",
    "list of articles": "/articles/",
    "agreement": "/agreement/",
    "agreement of one State": "/agreement/chl/",
    "agreement of two States": "/agreement/chl/cod/",
    "two votes": "/compare/a-hrc-res-37-23/a-hrc-res-43-21/",
    "choice of two votes": "/compare/",
    "groups": "/groups/",
    "group": "/groups/weog/",
    "closest votes": "/closest/",
    "list without a match": "/votes/?q=zebra",
    "nothing there": "/votes/a-hrc-res-99-99/",
    "unknown parameter": "/?colour=blue",
}
ERRORS = {"nothing there", "unknown parameter"}


@pytest.fixture
def page(chromium: Browser, site: str):
    context = chromium.new_context(base_url=site)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(chromium: Browser, site: str, name: str, scheme: str):
    context = chromium.new_context(base_url=site, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(PAGES[name])
    open_everything(page)

    found = problems(page)

    context.close()
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_nobody_else_sets_no_cookie_and_keeps_its_policy(
    page: Page, site: str, name: str
):
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(PAGES[name])

    # Chromium itself notes the status of an error page.
    said = [text for text in said if not (name in ERRORS and "status of 40" in text)]
    assert said == []
    assert {url for url in asked if not url.startswith(f"{site}/")} == set()
    assert page.context.cookies() == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window(page: Page, name: str):
    page.goto(PAGES[name])
    open_everything(page)

    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_a_count_still_opens_its_list(chromium: Browser, site: str):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(VOTE)

    page.get_by_text("16 did as asked").click()

    assert page.get_by_text("Marshall Islands").first.is_visible()
    context.close()


def test_the_answer_stands_above_the_fold_on_a_phone(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(VOTE)

    answer = page.locator(".answer").bounding_box()

    assert answer["y"] + answer["height"] < 740


def test_a_symbol_is_looked_up_by_keyboard_alone(page: Page):
    page.goto("/")
    page.get_by_label("Search: symbol, title or name").first.focus()
    page.keyboard.type("a/hrc/res/43/21")
    page.keyboard.press("Enter")

    page.wait_for_url("**/resolutions/a-hrc-res-43-21/")


def test_on_paper_the_lists_behind_the_counts_are_there(page: Page):
    page.emulate_media(media="print")
    page.goto(VOTE)

    assert page.locator(".counts .names li").first.is_visible()
