"""Amendments on which no vote was taken: on the page of their text, and on their own."""

from datetime import date

import pytest
from django.urls import reverse

from kb.council.models import AgendaItem
from kb.records.services import withdraw
from tests.factories import make_resolution, make_vote
from tests.pages.reading_pages import page_of, queries_of, text_of, words_of
from tests.pages.voting import absent_but
from votes.models import Resolution

pytestmark = pytest.mark.django_db


def make_amendment(amends: Resolution | None, number: int = 70, **fields) -> Resolution:
    symbol = f"A/HRC/43/L.{number}"
    fields = {
        "symbol": "",
        "slug": f"a-hrc-43-l-{number}",
        "kind": "amendment",
        "outcome": "withdrawn",
        "acted_on": date(2020, 6, 22),
        "title": amends.title if amends else "Safe water",
        "drafts": (symbol,),
    } | fields
    return make_resolution(amends=amends, **fields)


@pytest.fixture
def text() -> Resolution:
    return make_resolution(number=21, title="Safe water")


def test_the_page_of_a_text_lists_its_amendments_with_what_became_of_them(client, text):
    withdrawn = make_amendment(text)
    make_amendment(text, 71, outcome="not_considered")
    make_amendment(text, 72, outcome="adopted_without_vote")

    shown = text_of(client, text)

    assert "Amendments without a vote Withdrawn: amendment A/HRC/43/L.70 22 June 2020" in shown
    assert "Not considered: amendment A/HRC/43/L.71" in shown
    assert "Adopted without a vote: amendment A/HRC/43/L.72" in shown
    assert f'href="{withdrawn.get_absolute_url()}"' in page_of(client, text)


def test_amendments_stand_in_the_order_of_their_numbers(client, text):
    for number in (10, 9):
        make_amendment(text, number)

    shown = text_of(client, text)

    assert shown.index("L.9 22 June") < shown.index("L.10 22 June")


def test_an_amendment_with_a_title_of_its_own_shows_it(client, text):
    make_amendment(text, title="Oral amendment to paragraph 4")

    assert "Oral amendment to paragraph 4" in text_of(client, text)


def test_a_vote_on_an_amendment_stands_among_the_votes(client, text):
    make_vote(absent_but(AGO="no"), resolution=text, is_final=False, slug="a-hrc-43-l-80",
              subject="amendment", subject_symbol="A/HRC/43/L.80")  # fmt: skip
    make_amendment(text)

    shown = text_of(client, text)

    assert "The vote on it Amendment A/HRC/43/L.80 not adopted 0–1–0" in shown
    assert "Withdrawn: amendment A/HRC/43/L.80" not in shown


def test_a_text_without_amendments_has_no_heading_for_them(client, text):
    assert "Amendments" not in text_of(client, text)


def test_an_amendment_that_is_not_public_leaves_no_trace(client, text):
    make_amendment(text, title="canary", published=False)
    withdraw(make_amendment(text, 71, title="canary"), by=None, reason="Not ours.")

    assert "canary" not in page_of(client, text)
    assert "Amendments" not in text_of(client, text)


def test_the_title_of_an_amendment_says_that_it_is_one_and_what_it_amends(client, text):
    amendment = make_amendment(text)

    page = page_of(client, amendment)

    assert "<title>Withdrawn: amendment A/HRC/43/L.70 to A/HRC/RES/43/21: Safe water –" in page
    assert "Amendment A/HRC/43/L.70 to A/HRC/RES/43/21, Human Rights Council" in text_of(
        client, amendment
    )


def test_an_amendment_leads_to_the_text_that_it_was_to_change(client, text):
    page = page_of(client, make_amendment(text))

    link = f'<a href="{text.get_absolute_url()}">'
    assert f"It was to change {link}A/HRC/RES/43/21: Safe water</a>." in page


def test_an_amendment_with_the_title_of_its_text_says_what_it_is(client, text):
    assert "<h1>Amendment to “Safe water”</h1>" in page_of(client, make_amendment(text))


def test_the_trail_of_an_amendment_goes_through_its_text(client, text):
    item = AgendaItem.objects.get(body__code="hrc", number=3)

    shown = text_of(client, make_amendment(text, agenda_item=item))

    assert "43rd session Item 3 A/HRC/RES/43/21 A/HRC/43/L.70" in shown


def test_an_amendment_to_a_draft_names_the_latest_draft(client):
    draft = make_resolution(symbol="", slug="x", outcome="pending",
                            drafts=("A/HRC/43/L.2", "A/HRC/43/L.2/Rev.1"))  # fmt: skip

    assert "amendment A/HRC/43/L.70 to A/HRC/43/L.2/Rev.1" in page_of(client, make_amendment(draft))


def test_an_amendment_says_nothing_of_a_text_that_is_not_public(client):
    hidden = make_resolution(number=7777, title="canary", published=False)
    amendment = make_amendment(hidden, title="Safe water")

    page = page_of(client, amendment)

    assert "canary" not in page
    assert "43/7777" not in page
    assert "<title>Withdrawn: amendment A/HRC/43/L.70: Safe water –" in page


def test_the_number_of_queries_does_not_grow_with_the_amendments(client, text):
    make_amendment(text)
    few = queries_of(client, text.get_absolute_url())
    for number in range(71, 80):
        make_amendment(text, number)

    assert queries_of(client, text.get_absolute_url()) == few


def test_the_list_of_texts_names_an_amendment_as_one(client, text):
    make_amendment(text)

    page = client.get(reverse("resolutions") + "?kind=amendment").content.decode()

    assert "<span>Amendment</span>" in page
    assert text.get_absolute_url() not in page


def test_the_search_names_an_amendment_as_one(client, text):
    make_amendment(text)

    page = client.get("/search?q=water&kind=resolutions").content.decode()

    assert words_of(page).count("Safe water Amendment A/HRC/43/L.70") == 1
