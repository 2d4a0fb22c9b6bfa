"""Initiatives that the titles of texts propose, and that staff confirm."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.council.models import Session
from kb.records.models import Ledger
from tests.council.registers import words
from tests.desk.signing_in import staff_client
from tests.factories import make_initiative, make_resolution
from votes.models import Initiative, Resolution

pytestmark = pytest.mark.django_db

PROPOSED = "/admin/votes/initiative/proposed/"
TITLE = "The right to safe water"
SESSIONS = {2016: "hrc31", 2018: "hrc37", 2020: "hrc43"}


@pytest.fixture
def officer() -> Client:
    return staff_client("Records officer")


def make_family(*years: int, title: str = TITLE, **fields) -> list[Resolution]:
    return [
        make_resolution(
            title=f"{title} ({year})",
            session=Session.objects.get(code=SESSIONS[year]),
            acted_on=date(year, 6, 22),
            **fields,
        )
        for year in years
    ]


def said(texts: list[Resolution], first: Resolution | None = None, **fields) -> dict:
    """What a page sends to confirm these texts."""
    keys = [str(text.public_id) for text in texts]
    family = str((first or texts[0]).public_id)
    given = {"family": family, "texts": keys, "title": TITLE, "slug": "safe-water"}
    return given | fields


def test_texts_of_one_title_are_proposed_with_the_reason(officer):
    make_family(2018, 2020)

    shown = words(officer.get(PROPOSED))

    assert "1 proposed" in shown
    assert "Same title but for the year." in shown


def test_the_title_and_the_address_are_suggested_from_the_latest_text(officer):
    make_family(2018, 2020)

    page = officer.get(PROPOSED).content.decode()

    assert f'value="{TITLE} (2020)"' in page
    assert 'value="the-right-to-safe-water-2020"' in page


def test_confirming_makes_the_initiative_and_puts_its_texts_into_it(officer):
    texts = make_family(2018, 2020)

    answer = officer.post(PROPOSED, said(texts, is_public="on"), follow=True)

    initiative = Initiative.objects.get(slug="safe-water")
    assert set(initiative.resolutions.all()) == set(texts)
    assert (initiative.title, initiative.state) == (TITLE, "published")
    assert "2 texts put into" in answer.content.decode()


def test_each_text_tells_in_its_history_who_confirmed_it_and_why(officer):
    texts = make_family(2018, 2020)

    officer.post(PROPOSED, said(texts))

    for text in texts:
        row = Ledger.objects.filter(record=text.public_id).last()
        assert row.by == officer.user
        assert row.reason == "Proposed for its same title but for the year, and confirmed."


def test_without_the_tick_the_initiative_stays_a_draft(officer):
    officer.post(PROPOSED, said(make_family(2018, 2020)))

    assert Initiative.objects.get().state == "draft"


def test_a_text_that_was_unticked_stays_out(officer):
    first, second, third = make_family(2016, 2018, 2020)

    officer.post(PROPOSED, said([second, third], first))

    first.refresh_from_db()
    assert (first.initiative, Initiative.objects.get().resolutions.count()) == (None, 2)


def test_new_texts_join_the_initiative_that_the_others_are_in(officer):
    initiative = make_initiative(title=TITLE)
    before, new = make_family(2018, initiative=initiative) + make_family(2020)

    page = words(officer.get(PROPOSED))
    officer.post(PROPOSED, said([new], before))

    new.refresh_from_db()
    assert "in it already" in page
    assert (new.initiative, Initiative.objects.count()) == (initiative, 1)


def test_one_text_alone_is_refused_and_what_was_typed_stays(officer):
    texts = make_family(2018, 2020)

    answer = officer.post(PROPOSED, said(texts[:1], title="As I typed it"))

    assert answer.status_code == 409
    assert "Tick at least two texts" in words(answer)
    assert 'value="As I typed it"' in answer.content.decode()
    assert not Initiative.objects.exists()


def test_an_address_that_is_taken_is_refused_in_a_sentence(officer):
    make_initiative(slug="safe-water")

    answer = officer.post(PROPOSED, said(make_family(2018, 2020)))

    assert "Another initiative has this address already." in words(answer)
    assert not Resolution.objects.exclude(initiative=None).exists()


def test_a_family_that_somebody_else_confirmed_is_not_confirmed_again(officer):
    texts = make_family(2018, 2020)
    officer.post(PROPOSED, said(texts))

    answer = officer.post(PROPOSED, said(texts, slug="again"), follow=True)

    assert "This family is not proposed any more" in answer.content.decode()
    assert Initiative.objects.count() == 1


def test_a_text_outside_the_family_cannot_be_brought_in(officer):
    texts, other = make_family(2018, 2020), make_resolution(title="Something else")

    officer.post(PROPOSED, said([*texts, other]))

    other.refresh_from_db()
    assert other.initiative is None


def test_amendments_are_not_proposed(officer):
    make_family(2018, 2020, kind="amendment")

    assert "Nothing is proposed" in words(officer.get(PROPOSED))


def test_outcomes_of_the_universal_periodic_review_are_not_proposed(officer):
    for _ in range(2):
        make_resolution(title="Outcome of the universal periodic review: Chile")

    assert "Nothing is proposed" in words(officer.get(PROPOSED))


def test_the_list_is_narrowed_down_by_words_of_the_title(officer):
    make_family(2018, 2020)
    make_family(2018, 2020, title="Freedom of opinion and expression")

    shown = words(officer.get(PROPOSED + "?q=WATER safe"))

    assert "1 proposed with “WATER safe”" in shown
    assert "Freedom of opinion" not in shown


def test_the_list_is_paged_and_keeps_its_words(officer):
    for letter in "abcdefghijklmnopqrstu":
        make_family(2018, 2020, title=f"Water in the place called {letter * 3}")

    page = officer.get(PROPOSED + "?q=water").content.decode()

    assert "Page 1 of 2" in page
    assert 'href="?q=water&amp;page=2"' in page


def test_the_number_of_queries_does_not_grow_with_the_proposals(officer):
    def queries() -> int:
        officer.get(PROPOSED)
        with CaptureQueriesContext(connection) as asked:
            officer.get(PROPOSED)
        return len(asked)

    make_family(2018, 2020)
    few = queries()
    for place in ("Chile", "Fiji", "Peru"):
        make_family(2016, 2018, 2020, title=f"Water in {place} and around it")

    assert queries() == few


def test_links_lead_to_the_proposals_for_those_who_may_confirm(officer):
    for address in ("/admin/", "/admin/votes/initiative/"):
        assert f'href="{PROPOSED}"' in officer.get(address).content.decode()
        assert PROPOSED not in staff_client("Editor").get(address).content.decode()


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=99999999999", "?q=%F0%9F%8C%8A"])
def test_any_page_and_any_words_are_answered(officer, query):
    assert officer.get(PROPOSED + query).status_code == 200
