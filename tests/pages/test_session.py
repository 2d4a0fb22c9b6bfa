"""The session page: texts, votes, statements, what is due, and who sat."""

from datetime import date

import pytest
from django.utils import timezone

from kb.council.models import AgendaItem, Session
from tests.factories import make_resolution, make_roll_call, make_vote
from tests.pages.reading_pages import page_of, queries_of, text_of
from tests.pages.voting import absent_but
from tests.statements.factories import make_organisation, make_statement
from votes.models import FollowUp

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return Session.objects.get(code="hrc43")


def item(number: int) -> AgendaItem:
    return AgendaItem.objects.get(body__code="hrc", number=number)


def test_the_title_counts_what_the_session_holds(client, session):
    text = make_resolution()
    make_vote({"AGO": "yes"}, resolution=text)
    make_resolution()
    make_statement(session=session)

    page = page_of(client, session)

    title = "43rd session, Human Rights Council: 2 texts, 1 vote and 1 statement"
    assert f"<title>{title}" in page
    assert '<a href="#texts">2 texts</a>' in page


def test_a_session_of_which_nothing_is_on_record_says_so_and_has_no_empty_heading(client, session):
    page = page_of(client, session)

    assert "No text, vote or statement of this session is on record yet" in page
    assert "<h2>Texts" not in page
    assert "<h2>Votes" not in page
    assert "<h2>Due" not in page


def test_dates_kind_and_body_are_given(client, session):
    shown = text_of(client, session)

    assert "Body Human Rights Council" in shown
    assert "Kind Regular session" in shown
    assert "Dates 24 February 2020 to 23 June 2020" in shown


def test_texts_stand_under_their_items_with_outcome_and_score(client, session):
    text = make_resolution(number=21, title="Cooperation", agenda_item=item(10))
    make_vote(absent_but(AGO="yes"), resolution=text)
    make_resolution(
        number=22, title="On item three", agenda_item=item(3), outcome="adopted_without_vote"
    )
    make_resolution(number=23, title="On no item")

    shown = text_of(client, session)

    assert shown.index("Item 3:") < shown.index("On item three") < shown.index("Item 10:")
    assert shown.index("Cooperation") < shown.index("Without an agenda item on record")
    assert "Cooperation A/HRC/RES/43/21 Adopted by vote 1–0–0" in shown
    assert "On item three A/HRC/RES/43/22 Adopted without a vote" in shown


def test_a_score_leads_to_its_vote(client, session):
    vote = make_vote(absent_but(AGO="yes"))

    assert f'<a href="{vote.get_absolute_url()}">1–0–0</a>' in page_of(client, session)


def test_a_text_not_adopted_yet_goes_by_its_draft(client, session):
    make_resolution(symbol="", slug="a-draft", outcome="pending", drafts=("A/HRC/43/L.5",))

    assert "A/HRC/43/L.5 Not yet acted on" in text_of(client, session)


def test_amendments_are_among_the_votes(client, session):
    make_roll_call(
        subject="amendment", subject_symbol="A/HRC/43/L.60", slug="a-hrc-43-l-60", is_final=False
    )

    assert "Amendment A/HRC/43/L.60" in text_of(client, session)


def test_statements_name_who_made_them(client, session):
    speaker = make_organisation(name="DefendDefenders")
    make_statement(session=session, title="Our statement", delivered_by=speaker)

    page = page_of(client, session)

    assert "General debate: <a" in page
    assert f'<a href="{speaker.get_absolute_url()}">DefendDefenders</a>' in page


def test_what_is_due_at_it_leads_to_the_text_that_orders_it(client, session):
    text = make_resolution(number=8, title="An order", session=Session.objects.get(code="hrc42"))
    FollowUp.objects.create(
        resolution=text, due_session=session, paragraph="OP8", description="A report"
    )

    page = page_of(client, session)

    assert f'<a href="{text.get_absolute_url()}">A/HRC/RES/43/8, An order</a>' in page
    assert "A report" in page


def test_what_a_hidden_text_orders_is_not_told(client, session):
    hidden = make_resolution(published=False)
    FollowUp.objects.create(
        resolution=hidden, due_session=session, paragraph="OP8", description="canary"
    )

    assert "canary" not in page_of(client, session)


def test_who_sat_on_its_last_day_stands_by_group_with_their_pages(client, session):
    page = page_of(client, session)

    assert "Who sat: 47 members on 23 June 2020" in page
    assert '<a href="/states/chl/">Chile</a>' in page
    assert "/states/chn/" not in page


def test_a_session_to_come_shows_who_sits_today(client):
    held_in = Session.objects.get(code="hrc1")
    body, today = held_in.body, timezone.localdate()
    later = Session.objects.create(
        body=body, code="hrc999", label="999th session", kind="regular", number=999,
        starts_on=date(today.year + 1, 1, 1),
    )  # fmt: skip

    assert f"members on {today.day} {today:%B %Y}" in page_of(client, later)


def test_a_suspended_member_is_named_as_such(client):
    shown = text_of(client, Session.objects.get(code="hrc16"))

    assert "Without the rights of membership on 25 March 2011: Libya" in shown


def test_the_sessions_before_and_after_are_a_click_away(client, session):
    page = page_of(client, session)

    assert 'rel="prev" href="/sessions/hrc42/"' in page
    assert 'rel="next" href="/sessions/hrc44/"' in page
    assert 'rel="prev"' not in page_of(client, Session.objects.get(code="hrc1"))


def test_it_can_be_cited_without_a_version(client, session, settings):
    settings.PUBLIC_URL = "https://record.example"

    page = page_of(client, session)

    assert (
        "43rd session, Human Rights Council, https://record.example/sessions/hrc43/, read" in page
    )
    assert "version" not in page


def test_pages_of_what_it_holds_lead_back_to_it(client, session):
    vote = make_vote({"AGO": "yes"})
    link = '<li><a href="/sessions/hrc43/">43rd session</a></li>'

    for record in (vote, vote.resolution, make_statement(session=session)):
        assert link in page_of(client, record)


def test_a_session_nobody_knows_is_not_found(client):
    assert client.get("/sessions/hrc12345/").status_code == 404


def test_its_page_asks_as_many_questions_for_one_of_each_as_for_twenty(client):
    counts = []
    for size, code in ((1, "hrc41"), (20, "hrc42")):
        session = Session.objects.get(code=code)
        for _ in range(size):
            text = make_resolution(session=session, agenda_item=item(3))
            make_vote({"AGO": "yes"}, resolution=text)
            make_statement(session=session, delivered_by=make_organisation())
            FollowUp.objects.create(
                resolution=text, due_session=session, paragraph="OP1", description="A panel"
            )
        counts.append(queries_of(client, session.get_absolute_url()))

    assert counts[0] == counts[1]
