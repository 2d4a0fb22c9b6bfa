"""The board of the day by keyboard alone, in Chromium; its pages accessible and narrow enough."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import enrol_with_app
from tests.browser.rules import open_everything, problems
from tests.conftest import ROOT
from tests.desk.signing_in import PASSWORD, code

pytestmark = pytest.mark.browser

BEFORE_THE_DAY = """
from datetime import date
from kb.council.models import Body, Seat, Session, State
from kb.records.models import Source
from kb.records.services import publish, save_record
from votes.models import Resolution, RollCall
from votes.reading.cells import Cell, Transcript
from votes.services import add_draft, record_reading

def make_vote(symbol, title):
    hrc = Body.objects.get(code="hrc")
    text = Resolution(body=hrc, session=Session.objects.get(code="hrc43"), title=title)
    draft = add_draft(resolution=text, symbol=symbol, by=None)
    publish(text, by=None)
    vote = RollCall(
        resolution=text, draft=draft, slug=text.slug, is_final=True, held_on=date(2020, 6, 22)
    )
    return save_record(vote, by=None)

def make_reading(vote, kind, names, misprint, position):
    printed = [misprint if name == "Fiji" else name for name in names]
    cells = [Cell(row, name, position, position) for row, name in enumerate(printed, start=1)]
    source = save_record(Source(kind=kind, title=f"{vote.slug}: {kind}"), by=None)
    text = f"{kind} of {vote.slug}"
    return record_reading(
        roll_call=vote, source=source, transcript=Transcript(tuple(cells)), text=text, by=None
    ).public_id

make_vote("A/HRC/43/L.90", "The vote of the day")
seats = Seat.objects.filter(body__code="hrc").on(date(2020, 6, 22))
seated = list(seats.values_list("state__name", flat=True))
members = list(State.objects.filter(kind="member").values_list("name", flat=True))
small = make_vote("A/HRC/43/L.91", "A vote of the Council")
first = make_reading(small, "board", seated, "FIJII", "yes")
make_reading(small, "adopted_text", seated, "Fiji", "no")
large = make_reading(make_vote("A/HRC/43/L.92", "A vote of all"), "board", members, "FIGI", "yes")
print(first, large, small.public_id)
"""


@pytest.fixture(scope="session")
def made(site: str, environment: dict[str, str]) -> dict[str, str]:
    """A text and a vote without a reading, and readings of 47 and 193 States."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", BEFORE_THE_DAY],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(zip(["47", "193", "vote"], done.stdout.split(), strict=True))


class Typist:
    """Somebody without a mouse, whose steps are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.fields, self.letters = page, 0, 0, 0
        self.began = time.monotonic()

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.keys += times

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.fields, self.letters = self.fields + 1, self.letters + len(words)

    def paste(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.fields, self.keys = self.fields + 1, self.keys + 1

    def tab_to(self, selector: str) -> None:
        for _ in range(60):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"no Tab leads to {selector}")

    @property
    def said(self) -> str:
        seconds = time.monotonic() - self.began
        return (
            f"{self.fields} fields, {self.keys} keys and {self.letters} letters typed, "
            f"{seconds:.1f} seconds"
        )


@pytest.mark.shared
def test_the_board_of_the_seed_from_sign_in_to_a_public_page_by_keyboard_alone(
    chromium: Browser,
    site: str,
    made: dict[str, str],
    enrolment_link: Callable[..., str],
    shared: Path,
):
    first = chromium.new_context(base_url=site)
    secret = enrol_with_app(first.new_page(), enrolment_link("typist"))
    first.close()
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    page.goto("/admin/")
    typist = Typist(page)

    typist.tab_to("[name=login]")
    typist.type("typist")
    typist.tab_to("[name=password]")
    typist.type(PASSWORD)
    typist.press("Enter")
    page.wait_for_selector("[name=code]")
    typist.tab_to("[name=code]")
    typist.type(code(secret))
    typist.press("Enter")
    page.wait_for_url("**/admin/")

    typist.tab_to("a[href$='/reading/new/']")
    typist.press("Enter")
    page.wait_for_url("**/reading/new/")
    typist.tab_to("[name=vote]")
    typist.type("L.90")
    typist.tab_to("[name=text]")
    typist.paste((shared / "seed/hrc43-article.txt").read_text(encoding="utf-8"))
    typist.press("Control+Enter")

    page.wait_for_url("**/cells/")
    expect(page.locator("tr.cell")).to_have_count(47)
    expect(page.get_by_label("Fiji?")).to_be_focused()
    typist.press("Enter")
    typist.press("Control+Enter")
    expect(page.get_by_text("Saved: one cell decided.")).to_be_visible()
    typist.tab_to("a[href$='/accept/']")
    typist.press("Enter")
    page.wait_for_url("**/accept/")
    typist.tab_to("[value=Accept]")
    typist.press("Enter")
    page.wait_for_url("**/changed/*/")
    typist.tab_to("a[href*='to=publish']")
    typist.press("Enter")
    page.wait_for_url("**/standing/**")
    typist.tab_to("input[type=submit]")
    typist.press("Enter")
    page.wait_for_url("**/rollcall/*/change/")
    print(f"\nFrom sign-in to a public page: {typist.said}.")  # noqa: T201 (the measure)

    reader = chromium.new_context(base_url=site).new_page()
    reader.goto("/votes/a-hrc-43-l-90/")
    expect(reader).to_have_title(
        "Adopted 23–16–6 (provisional): The vote of the day (A/HRC/43/L.90) – On the Record"
    )
    reader.context.close()
    context.close()


def cells(made: dict[str, str], which: str = "47") -> str:
    return f"/admin/votes/reading/{made[which]}/cells/"


def focused_row(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('tr.cell')?.id")


def test_keys_move_set_and_confirm(desk_page: Page, made: dict[str, str]):
    page = desk_page
    page.goto(cells(made))
    expect(page.get_by_label("Fiji?")).to_be_focused()

    page.keyboard.press("Home")
    for key in ("n", "ArrowDown", "a", "ArrowDown", ".", "ArrowDown", "?", "ArrowDown", "y"):
        page.keyboard.press(key)

    chosen = [page.locator(f"[name=position-{n}]:checked").input_value() for n in range(5)]
    assert chosen == ["no", "abstain", "absent", "not_recorded", "yes"]
    assert focused_row(page) == "cell-4"
    assert page.locator("[data-count=no]").inner_text() == "1"
    page.keyboard.press("End")
    page.keyboard.press("k")
    assert focused_row(page) != "cell-46"
    page.keyboard.press("Enter")
    assert page.get_by_label("Fiji?").is_checked()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Saved: 5 cells decided.")).to_be_visible()


def test_only_the_row_that_has_the_focus_is_in_the_order_of_the_tab_key(
    desk_page: Page, made: dict[str, str]
):
    page = desk_page
    page.goto(cells(made, "193"))

    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "reason":
            return
    raise AssertionError("the reason is more than eight Tabs away")


def test_without_scripts_a_suggestion_is_confirmed_by_a_plain_form(
    chromium: Browser, site: str, signed_in: dict[str, object], made: dict[str, str]
):
    context = chromium.new_context(
        base_url=site, storage_state=signed_in, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(cells(made, "193"))

    page.get_by_label("Fiji?").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved: one cell decided.")).to_be_visible()
    context.close()


PAGES = ["new", "47", "193", "accept", "correct", "readings"]


def address(made: dict[str, str], name: str) -> str:
    of_vote = f"/admin/votes/rollcall/{made['vote']}"
    others = {
        "new": "/admin/votes/reading/new/",
        "readings": "/admin/votes/reading/",
        "accept": f"{of_vote}/accept/",
        "correct": f"{of_vote}/correct/",
    }
    return others.get(name) or cells(made, name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_the_pages_for_readings(
    chromium: Browser,
    site: str,
    signed_in: dict[str, object],
    made: dict[str, str],
    name: str,
    scheme: str,
):
    context = chromium.new_context(
        base_url=site, storage_state=signed_in, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(address(made, name))
    open_everything(page)

    found = problems(page)

    context.close()
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_for_readings_keep_the_policy_and_are_narrow_enough(
    desk_page: Page, made: dict[str, str], name: str
):
    said = []
    desk_page.on("console", lambda message: said.append(message.text))
    desk_page.on("pageerror", lambda error: said.append(str(error)))
    desk_page.goto(address(made, name))

    for width in (360, 768, 1280):
        desk_page.set_viewport_size({"width": width, "height": 800})
        assert desk_page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
