"""Every page of the desk in Chromium: accessible, quiet under the strict policy, narrow enough."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.rules import open_everything, problems
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

KINDS = [
    "records/source",
    "records/conflict",
    "council/body",
    "council/session",
    "council/state",
    "council/group",
    "council/seat",
    "votes/initiative",
    "votes/resolution",
    "votes/rollcall",
    "votes/reading",
    "statements/statement",
    "statements/article",
    "statements/organisation",
    "statements/person",
    "statements/signature",
    "statements/ask",
    "statements/quote",
    "statements/mention",
    "statements/claimcheck",
]
# What is recorded elsewhere is only looked at here; a reading's page is the grid of its cells.
LESS = {"records/conflict": ["list", "record", "history"], "votes/reading": ["list", "record"]}
LOOKED_AT = ["list", "record", "history", "new"]
PAGES = [(kind, page) for kind in KINDS for page in LESS.get(kind, LOOKED_AT)]


def visit(page: Page, kind: str, which: str) -> None:
    page.goto(f"/admin/{kind}/{'add/' if which == 'new' else ''}")
    if which in ("record", "history"):
        page.locator("#result_list tbody a").first.click()
    if which == "history":
        page.locator("a.historylink").click()
    page.wait_for_load_state("networkidle")


@pytest.fixture
def open_page(chromium: Browser, site: str, signed_in: dict[str, object]):
    context = chromium.new_context(base_url=site, storage_state=signed_in, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("kind", "which"), PAGES, ids=[" ".join(each) for each in PAGES])
def test_axe_finds_nothing_at_the_desk_and_nothing_is_wider_than_the_window(
    open_page: Page, kind: str, which: str
):
    visit(open_page, kind, which)
    open_everything(open_page)

    assert problems(open_page) == []
    for width in (360, 1280):
        open_page.set_viewport_size({"width": width, "height": 800})
        assert open_page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_click_through_the_whole_desk_keeps_the_policy_and_asks_nobody_else(
    desk_page: Page, site: str
):
    said, asked = [], []
    desk_page.on("console", lambda message: said.append((desk_page.url, message.text)))
    desk_page.on("request", lambda request: asked.append(request.url))

    desk_page.goto("/admin/")
    for kind, which in PAGES:
        visit(desk_page, kind, which)

    assert said == []
    assert {url for url in asked if not url.startswith(f"{site}/")} == set()


BESIDE = ["votes/rollcall/import/", "votes/initiative/proposed/"]


@pytest.mark.parametrize("address", BESIDE)
def test_axe_finds_nothing_on_pages_beside_the_lists(open_page: Page, address: str):
    open_page.goto(f"/admin/{address}")

    assert problems(open_page) == []
    for width in (360, 1280):
        open_page.set_viewport_size({"width": width, "height": 800})
        assert open_page.evaluate("document.documentElement.scrollWidth") <= width


def test_files_are_imported_by_keyboard_and_without_a_script(
    chromium: Browser, site: str, signed_in: dict[str, object], tmp_path: Path
):
    context = chromium.new_context(
        base_url=site, storage_state=signed_in, java_script_enabled=False
    )
    page = context.new_page()
    record = (ROOT / "tests" / "records" / "ohchr-43-21.xml").read_text()
    file = tmp_path / "records.xml"
    file.write_text(record.replace("29343", "99343").replace("43/21", "43/921"))
    page.goto("/admin/votes/rollcall/import/")
    page.set_input_files("#id_files", file)
    page.get_by_label("Nothing yet").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("1 record: 1 new").wait_for()
    page.get_by_role("button", name="Import", exact=True).press("Enter")

    page.get_by_text("Imported from “records.xml”").wait_for()
    context.close()
