"""Initiatives and texts at the desk: drafts, adoption, and the addresses that follow them."""

from datetime import date

import pytest
from django.urls import reverse

from kb.council.models import Body, Session, State
from kb.records.models import FormerAddress, Ledger
from tests.admin_forms import change_page as page
from tests.admin_forms import form_of, sent
from tests.desk.signing_in import staff_client
from tests.factories import make_resolution, make_roll_call, make_vote
from votes.models import Resolution, Sponsorship
from votes.services import add_to_text

pytestmark = pytest.mark.django_db

ADD = reverse("admin:votes_resolution_add")
LIST = reverse("admin:votes_resolution_changelist")


def new_text(**fields) -> dict:
    return {
        "title": "A text",
        "body": Body.objects.get(code="hrc").pk,
        "session": Session.objects.get(code="hrc43").pk,
    } | fields


def tabled(client, symbol: str = "A/HRC/43/L.950") -> Resolution:
    answer = sent(client, ADD, **new_text(), **{"drafts-0-symbol": symbol})
    assert answer.status_code == 302
    return Resolution.objects.get(drafts__symbol=symbol)


def published(text: Resolution, client) -> Resolution:
    url = reverse("admin:votes_resolution_standing") + f"?to=publish&record={text.public_id}"
    assert sent(client, url).status_code == 302
    text.refresh_from_db()
    return text


@pytest.fixture
def officer(db):
    return staff_client("Records officer")


def test_a_text_is_made_with_its_first_draft_in_the_same_form(officer):
    text = tabled(officer, "A/HRC/43/L.950")

    assert text.slug == "a-hrc-43-l-950"
    assert Ledger.objects.about(text).last().changes["draft"] == [None, "A/HRC/43/L.950"]
    assert Ledger.objects.about(text).first().by == officer.user


def test_a_text_without_symbol_and_draft_is_refused_and_keeps_what_was_typed(officer):
    answer = sent(officer, ADD, **new_text(title="Without a symbol"))

    assert "its symbol or its first draft" in answer.content.decode()
    assert form_of(answer.content.decode())["title"] == "Without a symbol"


def test_a_new_draft_moves_the_address_of_a_text_and_of_its_vote(officer):
    text = published(tabled(officer), officer)
    vote = make_roll_call(resolution=text, slug=text.slug)

    answer = sent(
        officer,
        page(text),
        **{"drafts-TOTAL_FORMS": 2, "drafts-1-symbol": "A/HRC/43/L.950/Rev.1"},
        change_reason="Revised.",
    )

    assert answer.status_code == 302
    text.refresh_from_db()
    vote.refresh_from_db()
    assert text.slug == vote.slug == "a-hrc-43-l-950-rev-1"
    assert FormerAddress.objects.filter(path="/votes/a-hrc-43-l-950/").exists()
    assert Ledger.objects.about(text).last().reason == "Revised."


def test_adoption_moves_text_and_vote_and_the_old_addresses_lead_on(officer, client):
    text = published(tabled(officer), officer)
    vote = make_roll_call(resolution=text, slug=text.slug)
    old = [text.get_absolute_url(), vote.get_absolute_url()]

    sent(
        officer,
        page(text),
        symbol="A/HRC/RES/43/950",
        outcome="adopted_by_vote",
        acted_on="2020-06-22",
        change_reason="Adopted.",
    )

    assert [client.get(url).headers.get("Location") for url in old] == [
        "/resolutions/a-hrc-res-43-950/",
        "/votes/a-hrc-res-43-950/",
    ]
    text.refresh_from_db()
    assert (text.symbol, text.acted_on) == ("A/HRC/RES/43/950", date(2020, 6, 22))
    assert Ledger.objects.about(text).last().action == "adopted"


def test_a_symbol_put_right_later_moves_the_vote_too(officer):
    text = make_resolution(symbol="A/HRC/RES/43/951", published=False)
    vote = make_roll_call(resolution=text, published=False)

    sent(officer, page(text), symbol="A/HRC/RES/43/952")

    vote.refresh_from_db()
    assert vote.slug == "a-hrc-res-43-952"


def test_a_symbol_given_by_mistake_is_taken_back(officer):
    text = make_resolution(symbol="A/HRC/RES/43/953", drafts=("A/HRC/43/L.953",), published=False)

    sent(officer, page(text), symbol="", outcome="pending")

    text.refresh_from_db()
    assert (text.symbol, text.slug) == ("", "a-hrc-43-l-953")


def test_an_adopted_symbol_needs_an_outcome_that_is_adoption(officer):
    text = tabled(officer)

    answer = sent(officer, page(text), symbol="A/HRC/RES/43/950")

    assert "Only an adopted text has such a symbol" in answer.content.decode()


def test_a_draft_is_put_right_and_the_address_follows(officer):
    text = tabled(officer, "A/HRC/43/L.95")

    sent(officer, page(text), **{"drafts-0-symbol": "A/HRC/43/L.956"})

    text.refresh_from_db()
    assert text.slug == "a-hrc-43-l-956"
    changes = Ledger.objects.about(text).last().changes
    assert changes["draft: A/HRC/43/L.956"] == [
        "A/HRC/43/L.95 (symbol A/HRC/43/L.95, order 1)",
        "A/HRC/43/L.956 (symbol A/HRC/43/L.956, order 1)",
    ]


def test_a_second_text_with_the_same_draft_says_what_to_do_and_takes_words_of_its_own(officer):
    tabled(officer, "A/HRC/43/L.970")
    typed = new_text(title="On torture") | {"drafts-0-symbol": "A/HRC/43/L.970"}

    answer = sent(officer, ADD, **typed)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "such as “a-hrc-43-l-970-on-torture”" in html
    assert form_of(html)["drafts-0-symbol"] == "A/HRC/43/L.970"

    assert (
        officer.post(ADD, form_of(html) | {"address": "a-hrc-43-l-970-on-torture"}).status_code
        == 302
    )
    assert Resolution.objects.get(title="On torture").slug == "a-hrc-43-l-970-on-torture"


def test_sponsors_and_orders_stand_in_the_history_of_their_text(officer):
    text = make_resolution(published=False)
    fiji = State.objects.get(code="FJI")

    sent(
        officer,
        page(text),
        **{
            "sponsorships-TOTAL_FORMS": 1,
            "sponsorships-0-name_as_printed": "Fiji*",
            "sponsorships-0-state": fiji.pk,
            "sponsorships-0-role": "main",
            "follow_ups-TOTAL_FORMS": 1,
            "follow_ups-0-paragraph": "OP8",
            "follow_ups-0-description": "A panel",
        },
    )

    assert text.sponsorships.get().state == fiji
    history = officer.get(
        reverse("admin:votes_resolution_history", args=[text.pk])
    ).content.decode()
    assert "Fiji*" in history
    assert "state Fiji" in history
    assert "A panel" in history
    assert "Main sponsor" in history


def test_an_edited_sponsor_shows_what_it_was(officer):
    text = make_resolution(published=False)
    add_to_text(Sponsorship(resolution=text, name_as_printed="Fiji", role="main"), by=None)

    sent(officer, page(text), **{"sponsorships-0-role": "co_sponsor"})

    (change,) = Ledger.objects.about(text).last().changes.values()
    assert "Main sponsor" in change[0]
    assert "Co-sponsor" in change[1]


def test_the_page_of_a_text_shows_its_votes_and_leads_to_a_new_one(officer):
    text = make_resolution(published=False)
    vote = make_vote({"FJI": "no", "PAK": "yes", "CHL": "yes"}, resolution=text, published=False)

    html = officer.get(page(text)).content.decode()

    assert "2 yes, 1 no" in html
    assert reverse("admin:votes_rollcall_change", args=[vote.pk]) in html
    assert f"{reverse('admin:votes_rollcall_add')}?resolution={text.pk}" in html


def test_a_contributor_edits_drafts_and_only_reads_what_is_published():
    contributor = staff_client("Contributor")
    draft, public = make_resolution(published=False), make_resolution()

    assert sent(contributor, page(draft), title="Another title").status_code == 302
    html = contributor.get(page(public)).content.decode()
    assert 'name="_save"' not in html
    assert "About this change" not in html
    assert contributor.post(page(public), {"title": "Mine"}).status_code == 403


# Amendments without a vote


def test_an_amendment_names_the_text_that_it_amends(officer):
    text, amendment = tabled(officer), tabled(officer, "A/HRC/43/L.951")

    sent(officer, page(amendment), kind="amendment", amends=text.pk)

    amendment.refresh_from_db()
    assert (amendment.kind, amendment.amends) == ("amendment", text)


def test_another_text_cannot_amend_anything(officer):
    text, other = tabled(officer), tabled(officer, "A/HRC/43/L.951")

    answer = sent(officer, page(other), kind="decision", amends=text.pk)

    sentence = "Only an amendment names a text that it amends."
    assert answer.content.decode().count(sentence) == 1


def test_a_text_does_not_amend_itself(officer):
    text = tabled(officer)

    answer = sent(officer, page(text), kind="amendment", amends=text.pk)

    assert "A text does not amend itself." in answer.content.decode()


def test_the_form_says_where_a_vote_on_an_amendment_belongs(officer):
    form = officer.get(page(tabled(officer))).content.decode()

    assert "For an amendment: the text that it was to change. Type its symbol" in form
    assert 'data-field-name="amends"' in form
