"""Texts on their way: drafts, adoption, and the addresses that follow them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kb.council.models import AgendaItem, Body, Session
from kb.records.models import FormerAddress, Ledger
from kb.records.services import Refused, publish
from kb.search.models import SearchEntry
from tests.factories import make_resolution, make_roll_call
from votes.models import Resolution, Sponsorship
from votes.services import add_draft, add_to_text, adopt

pytestmark = pytest.mark.django_db


def new_text(**fields) -> Resolution:
    return Resolution(
        body=Body.objects.get(code="hrc"),
        session=Session.objects.get(code="hrc43"),
        title="A text",
        **fields,
    )


def tabled(symbol: str = "A/HRC/43/L.950") -> Resolution:
    text = new_text()
    add_draft(resolution=text, symbol=symbol, by=None)
    return publish(text, by=None)


def test_a_text_without_symbol_and_draft_is_refused():
    with pytest.raises(ValidationError, match="symbol or its first draft"):
        new_text().full_clean()


def test_a_text_has_the_address_of_its_latest_draft():
    text = tabled()
    assert text.slug == "a-hrc-43-l-950"

    add_draft(resolution=text, symbol="A/HRC/43/L.950/Rev.1", by=None)

    assert text.slug == "a-hrc-43-l-950-rev-1"
    assert [draft.order for draft in text.drafts.all()] == [1, 2]


def test_once_adopted_text_and_final_vote_move_and_are_still_found():
    text = tabled()
    roll_call = make_roll_call(resolution=text, slug=text.slug)
    old = [text.get_absolute_url(), roll_call.get_absolute_url()]

    adopt(
        resolution=text,
        symbol="A/HRC/RES/43/950",
        outcome=Resolution.Outcome.ADOPTED_BY_VOTE,
        acted_on=date(2020, 6, 22),
        by=None,
    )

    roll_call.refresh_from_db()
    assert text.slug == roll_call.slug == "a-hrc-res-43-950"
    assert set(FormerAddress.objects.values_list("path", flat=True)) == set(old)


def test_a_vote_with_an_address_of_its_own_stays_where_it_is():
    text = tabled()
    amendment = make_roll_call(
        resolution=text, slug="a-hrc-43-l-951", subject="amendment", is_final=False
    )

    add_draft(resolution=text, symbol="A/HRC/43/L.950/Rev.1", by=None)

    amendment.refresh_from_db()
    assert amendment.slug == "a-hrc-43-l-951"


def test_a_new_draft_is_found_and_stands_in_the_ledger():
    text = tabled()

    add_draft(resolution=text, symbol="A/HRC/43/L.950/Rev.1", by=None)

    assert "L.950/Rev.1" in SearchEntry.objects.get(record=text.public_id).body
    assert Ledger.objects.about(text).last().changes["draft"] == [None, "A/HRC/43/L.950/Rev.1"]


def test_a_sponsor_stands_in_the_ledger_of_its_text():
    text = make_resolution()

    add_to_text(Sponsorship(resolution=text, name_as_printed="Fiji", role="main"), by=None)

    assert Ledger.objects.about(text).last().changes["sponsorship"] == [None, "Fiji"]


def test_a_text_belongs_to_a_session_and_an_item_of_its_body():
    other = Body.objects.get(code="ga")
    session = Session.objects.create(
        body=other, code="ga75", label="75th session", kind="regular", number=75
    )
    item = AgendaItem.objects.create(body=other, number=72, title="Human rights")

    with pytest.raises(ValidationError, match="session of another body"):
        make_resolution(session=session)
    with pytest.raises(ValidationError, match="agenda item of another body"):
        make_resolution(agenda_item=item)


def test_a_vote_is_taken_on_a_draft_of_its_own_text():
    other = make_resolution(drafts=("A/HRC/43/L.960",))

    with pytest.raises(ValidationError, match="belongs to another text"):
        make_roll_call(draft=other.drafts.get())


def test_a_second_text_with_the_same_draft_symbol_needs_words_of_its_own_in_its_address():
    tabled("A/HRC/43/L.970")

    with pytest.raises(Refused, match="such as “a-hrc-43-l-970-on-torture”"):
        tabled("A/HRC/43/L.970")

    second = new_text()
    add_draft(
        resolution=second, symbol="A/HRC/43/L.970", address="a-hrc-43-l-970-on-water", by=None
    )
    assert second.slug == "a-hrc-43-l-970-on-water"
