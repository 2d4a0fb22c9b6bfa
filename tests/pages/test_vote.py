"""The page that answers: what was voted, what was asked, who moved, and how we know."""

from datetime import date, timedelta
from html import escape

import pytest
from django.test import Client
from django.utils import timezone

from kb.council.models import Group, State
from kb.records.services import publish, save_record, withdraw
from tests.factories import (
    DAY,
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from tests.pages.voting import everybody, family
from tests.statements.factories import make_article, make_ask, make_claim_check
from votes.models import RollCall
from votes.reading.cells import Cell, Transcript
from votes.services import accept_reading, record_reading

pytestmark = pytest.mark.django_db


def page(client: Client, roll_call: RollCall) -> str:
    answer = client.get(roll_call.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_title_of_the_page_is_the_answer(client):
    roll_call = make_vote(everybody("absent", AGO="yes", BGD="yes", AUS="no", FJI="abstain"))

    assert "<title>Adopted 2–1–1: Text number" in page(client, roll_call)


def test_a_tie_is_not_adopted(client):
    states = sorted(everybody("yes"))
    against = dict.fromkeys(states[:23], "no") | {states[23]: "abstain"}
    roll_call = make_vote(everybody("yes", **against))

    assert "<title>Not adopted 23–23–1" in page(client, roll_call)


def test_a_source_that_lists_only_some_states_does_not_turn_what_the_record_says(client):
    roll_call = make_vote({"AUS": "no"}, resolution=make_resolution(outcome="adopted_by_vote"))

    assert "<title>Adopted: 1 no, 46 not recorded: Text number" in page(client, roll_call)


def test_an_official_result_says_so(client):
    assert "Official record" in page(client, make_vote({"AGO": "yes"}))


def test_a_provisional_result_names_the_board_and_its_clock(client):
    roll_call = make_roll_call()
    reading = make_reading(roll_call, {"AGO": "yes"}, clock="3:00")
    accept_reading(reading, as_="provisional", by=None)

    assert "Provisional: board of 15:00" in page(client, roll_call)


def test_a_vote_to_come_shows_its_ask_as_pending(client):
    text = make_resolution(symbol="", slug="a-hrc-99-l-1", outcome="pending")
    roll_call = make_roll_call(resolution=text, held_on=None)
    make_ask(resolution=text)

    html = page(client, roll_call)

    assert "No vote yet" in html
    assert '<span class="tag pending">Pending</span>' in html


def test_an_ask_of_the_council_opens_the_list_behind_each_count(client):
    roll_call = make_vote(everybody("yes", AUS="no", FJI="abstain"))
    make_ask(resolution=roll_call.resolution)

    html = page(client, roll_call)

    assert '<span class="tag not-met">Not met</span>' in html
    assert "<summary>1 did as asked</summary>" in html
    assert "<summary>1 abstained</summary>" in html
    assert "<summary>45 did not</summary>" in html


def test_every_state_stands_in_its_regional_group(client):
    html = page(client, make_vote(everybody("yes", AUS="no")))

    assert "African Group <span>13 yes</span>" in html
    assert "Western European and Others Group <span>6 yes, 1 no</span>" in html


def test_a_state_with_a_seat_and_no_ballot_is_not_recorded(client):
    html = page(client, make_vote({"AGO": "yes"}))

    assert "46 not recorded" in html


def test_switches_are_kept_apart_from_turnover(client):
    before = {"AUS": "abstain", "AFG": "yes", "CHN": "yes"}
    _, now = family((date(2018, 3, 23), before), (DAY, everybody("yes", AUS="no")))

    html = page(client, now)

    assert "1 moved, away from the text" in html
    assert "A→N" in html
    assert '<span class="new">new</span>' in html


def test_the_vote_before_links_forward_to_the_one_after(client):
    before, now = family((date(2018, 3, 23), {"AUS": "abstain"}), (DAY, {"AUS": "no"}))

    assert f'href="{now.get_absolute_url()}"' in page(client, before)


def test_readings_stand_side_by_side_with_what_each_prints(client):
    roll_call = make_vote({"AGO": "yes", "AFG": "not_recorded"}, as_="provisional")
    official = make_reading(roll_call, {"AGO": "yes", "AFG": "abstain"})
    accept_reading(official, as_="official", choices={"AFG": "abstain"}, reason="record", by=None)

    html = page(client, roll_call)

    assert "They differ on 1 State." in html
    assert "sources differ" in html
    assert "Why: record" in html


def test_a_claim_is_shown_beside_what_the_record_says(client):
    roll_call = make_vote({"AGO": "yes"})
    make_claim_check(article=make_article(), roll_call=roll_call)

    assert "24 of 47 did not." in page(client, roll_call)


def test_the_result_can_be_copied_as_plain_text(client):
    roll_call = make_vote({"AGO": "yes", "AUS": "no", "AUT": "no"})

    assert "Against (2): Australia and Austria." in page(client, roll_call)


def test_the_page_names_its_permanent_address(client, settings):
    settings.PUBLIC_URL = "https://votes.example"
    roll_call = make_vote({"AGO": "yes"})

    address = f"https://votes.example{roll_call.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in page(client, roll_call)


def test_a_vote_that_is_not_public_looks_like_none_at_all(client):
    roll_call = make_vote({"AGO": "yes"}, published=False)

    hidden = client.get(roll_call.get_absolute_url())
    missing = client.get("/votes/a-hrc-res-43-99999/")

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content.replace(roll_call.slug.encode(), b"") == missing.content.replace(
        b"a-hrc-res-43-99999", b""
    )


def test_a_withdrawn_vote_answers_410_with_the_day_and_nothing_of_its_words(client):
    roll_call = make_vote({"AGO": "yes"})
    title = roll_call.resolution.title
    withdraw(roll_call, by=None, reason="secret reason")

    answer = client.get(roll_call.get_absolute_url())

    html = answer.content.decode()
    assert answer.status_code == 410
    assert f"{timezone.localdate():%Y-%m-%d}" in html
    assert title not in html
    assert "secret reason" not in html


def test_a_vote_whose_text_was_withdrawn_answers_410(client):
    roll_call = make_vote({"AGO": "yes"})
    withdraw(roll_call.resolution, by=None, reason="x")

    assert client.get(roll_call.get_absolute_url()).status_code == 410


def test_an_embargoed_vote_appears_at_its_instant(client):
    roll_call = make_vote({"AGO": "yes"}, published=False)
    publish(roll_call, by=None, release_at=timezone.now() + timedelta(seconds=-1))

    assert client.get(roll_call.get_absolute_url()).status_code == 200


def test_a_former_address_leads_to_the_page(client):
    text = make_resolution(symbol="", slug="a-hrc-43-l-905", outcome="pending")
    roll_call = make_roll_call(resolution=text, slug="a-hrc-43-l-905")
    old = roll_call.get_absolute_url()
    roll_call.slug = "a-hrc-res-43-905"
    save_record(roll_call, by=None)

    answer = client.get(old)

    assert (answer.status_code, answer["Location"]) == (301, roll_call.get_absolute_url())


def test_a_former_address_of_a_hidden_vote_says_nothing(client):
    roll_call = make_roll_call(published=False)
    old = roll_call.get_absolute_url()
    roll_call.slug = "a-hrc-43-l-906"
    save_record(roll_call, by=None)

    assert client.get(old).status_code == 404


def test_a_reading_from_a_source_that_is_not_public_leaves_no_trace(client):
    roll_call = make_vote({"AGO": "yes"})
    make_reading(
        roll_call, {"AGO": "no"}, source=make_source(title="Leaked cable", published=False)
    )

    assert "Leaked cable" not in page(client, roll_call)


def test_a_group_ask_counts_the_members_of_that_group(client):
    roll_call = make_vote(everybody("no", AGO="yes"))
    make_ask(
        resolution=roll_call.resolution,
        target_kind="group",
        target_group=Group.objects.get(code="EU"),
    )

    html = page(client, roll_call)

    assert "Asked of the European Union" in html
    assert '<span class="tag met">Met</span>' in html


HOSTILE = "<b onclick='x'>\"&"


def test_no_name_and_no_mark_becomes_markup(client):
    roll_call = make_vote({"AGO": "yes"})
    State.objects.filter(code="AGO").update(name=HOSTILE, tile_name=HOSTILE[:20])
    transcript = Transcript((Cell(1, HOSTILE, HOSTILE, "yes"),))
    record_reading(
        roll_call=roll_call, source=make_source(), transcript=transcript, text="x", by=None
    )

    html = page(client, roll_call)

    assert "<b onclick" not in html
    assert f'<a class="tile-name" href="/states/ago/">{escape(HOSTILE[:20])}</a>' in html
    assert f'<th scope="row"><a href="/states/ago/">{escape(HOSTILE)}</a></th>' in html
    assert f'<th scope="row">{escape(HOSTILE)}</th>' in html
    assert f'<span class="printed">{escape(HOSTILE)}</span>' in html
    assert f'<span class="note">{escape(HOSTILE)}</span>' in html


def test_a_state_that_is_renamed_has_its_new_name_at_once(client):
    roll_call = make_vote({"AGO": "yes"})
    page(client, roll_call)

    State.objects.filter(code="AGO").update(tile_name="Another name")

    assert ">Another name</a>" in page(client, roll_call)


def test_a_printed_symbol_that_is_not_the_texts_own_is_told_even_where_no_other_source_says(client):
    text = make_resolution(drafts=("A/HRC/43/L.31/Rev.1",))
    roll_call = make_roll_call(resolution=text, draft=text.drafts.get())
    reading = make_reading(roll_call, {"AGO": "yes"}, symbol="L.13/Rev.1")
    accept_reading(reading, as_="provisional", by=None)

    html = page(client, roll_call)

    assert "Sources that differ" in html
    assert "“L.13/Rev.1”" in html


def test_two_sources_that_misprint_the_same_leave_nothing_to_settle(client):
    text = make_resolution(drafts=("A/HRC/43/L.31/Rev.1",))
    roll_call = make_roll_call(resolution=text, draft=text.drafts.get())
    make_reading(roll_call, {"AGO": "yes"}, symbol="L.13/Rev.1")
    make_reading(roll_call, {"AGO": "yes"}, symbol="L.13/Rev.1", title="again")

    assert "Not settled yet" not in page(client, roll_call)
