"""What a row of each list says."""

from datetime import date

import pytest
from django.utils import timezone

from kb.council.models import Session, State
from kb.records.services import publish, save_record
from statements.models import Role
from tests.factories import make_resolution, make_roll_call, make_vote
from tests.pages.lists.test_lists import html, shown
from tests.pages.voting import absent_but
from tests.statements.factories import (
    make_article,
    make_ask,
    make_organisation,
    make_person,
    make_signature,
    make_statement,
)
from votes.models import Initiative

pytestmark = pytest.mark.django_db


def test_a_vote_with_its_answer_and_bar(client):
    text = make_resolution(number=21, title="Cooperation")
    make_vote(absent_but(AGO="yes", BGD="yes", AUS="no"), resolution=text)

    page = html(client, "/votes/")

    assert "Adopted 2–1–0: Cooperation" in page
    assert "tally-bar" in page


def test_a_vote_with_the_mark_of_the_state_that_was_chosen(client):
    make_vote(absent_but(AGO="no"), resolution=make_resolution(title="Cooperation"))

    assert '<span class="mark small no"' in html(client, "/votes/?state=ago")
    assert '<span class="mark small absent"' in html(client, "/votes/?state=aus")


def test_a_text_with_what_became_of_it(client):
    text = make_resolution(number=21, title="Cooperation", drafts=("A/HRC/43/L.31",))
    make_vote(absent_but(AGO="yes", BGD="yes", AUS="no"), resolution=text)
    make_resolution(symbol="", slug="a-hrc-43-l-50", drafts=("A/HRC/43/L.50",), outcome="pending")

    words = shown(client, "/resolutions/")

    assert "Cooperation A/HRC/RES/43/21 Adopted by vote 2–1–0 22 June 2020" in words
    assert "A/HRC/43/L.50 Not yet acted on" in words


def test_an_initiative_with_its_texts_votes_and_years(client):
    initiative = Initiative(slug="cooperation", title="Cooperation")
    publish(save_record(initiative, by=None), by=None)
    for year in (2018, 2021):
        make_resolution(initiative=initiative, acted_on=date(year, 3, 23))
    voted = make_resolution(initiative=initiative, acted_on=date(2020, 6, 22))
    make_roll_call(resolution=voted)
    make_resolution(initiative=initiative, acted_on=date(2024, 3, 23), published=False)

    assert "Cooperation 3 texts 1 vote 2018 to 2021" in shown(client, "/initiatives/")


def test_a_session_with_its_dates_and_what_is_public_of_it(client):
    make_roll_call(resolution=make_resolution())
    make_resolution()
    make_resolution(published=False)
    make_statement(session=Session.objects.get(code="hrc43"))
    make_statement(session=Session.objects.get(code="hrc43"), published=False)

    page = html(client, "/sessions/?year=2020")

    assert '<a href="/sessions/hrc43/">43rd session</a>' in page
    assert '<a href="/resolutions/?session=hrc43">2 texts</a>' in page
    assert '<a href="/votes/?session=hrc43">1 vote</a>' in page
    assert '<a href="/statements/?session=hrc43">1 statement</a>' in page


def test_the_newest_session_stands_first_and_one_without_dates_last(client):
    lines = client.get("/sessions/?limit=500").context["page"].rows.lines
    days = dict(Session.objects.values_list("label", "starts_on"))

    known = [days[line.title] for line in lines if days[line.title]]

    assert known == sorted(known, reverse=True)
    assert all(days[line.title] is None for line in lines[len(known) :])


def test_a_state_with_its_group_and_its_seat(client):
    words = shown(client, "/states/?member_on=2020-06-22&q=austr")

    assert (
        "Australia Western European and Others Group "
        "member of the Council 1 January 2018 to 31 December 2020" in words
    )


def test_whether_a_state_sits_today(client):
    seat = State.objects.get(code="AUS").seats.get(since=date(2018, 1, 1))

    assert "last on the Council until 31 December 2020" in shown(client, "/states/?q=australia")

    seat.until = None
    seat.save()
    assert "member of the Council since 1 January 2018" in shown(client, "/states/?q=australia")
    assert seat.since < timezone.localdate()


def test_a_state_that_never_sat_says_only_its_group(client):
    words = shown(client, "/states/?q=andorra")

    assert "Andorra Western European and Others Group" in words
    assert "Council until" not in words


def test_a_statement_with_who_made_it_when_and_what_it_asks(client):
    statement = make_statement(
        title="On cooperation",
        delivered_by=make_organisation(name="Open Group"),
        is_joint=True,
        session=Session.objects.get(code="hrc43"),
    )
    make_ask(statement=statement)

    assert (
        "On cooperation Joint general debate Open Group 19 June 2020 43rd session 1 ask"
        in shown(client, "/statements/")
    )


def test_an_organisation_that_is_not_public_is_not_named_beside_its_statement(client):
    make_statement(delivered_by=make_organisation(name="Zirpvogel", published=False))

    assert "Zirpvogel" not in html(client, "/statements/")


def test_an_ask_with_its_outcome_and_who_asked_whom_about_what(client):
    text = make_resolution(number=21)
    make_vote({"AGO": "yes"}, resolution=text)
    speaker = make_organisation(name="Open Group")
    make_ask(statement=make_statement(title="Words", delivered_by=speaker), resolution=text)

    assert (
        "Not met “We call on the Council to reject the draft.” Asked of the Council by Open Group "
        "in Words, 19 June 2020; the vote on A/HRC/RES/43/21" in shown(client, "/asks/")
    )


def test_an_ask_about_a_hidden_text_says_nothing_of_it(client):
    make_ask(resolution=make_resolution(number=7777, published=False))

    words = shown(client, "/asks/")

    assert "7777" not in words
    assert "Pending" not in words.split("Show", 1)[1]


def test_an_organisation_with_what_it_said_and_signed(client):
    organisation = make_organisation(
        name="Open Group", short_name="OG", slug="open-group", has_ecosoc_status=True
    )
    own = make_statement(delivered_by=organisation)
    make_statement(delivered_by=organisation, published=False)
    make_signature(statement=own, organisation=organisation)
    make_signature(organisation=organisation)
    make_signature(organisation=organisation, statement=make_statement(published=False))
    make_signature(
        organisation=organisation, confidentiality="role_only", role_label="An organisation"
    )

    page = html(client, "/organisations/")

    assert "Open Group (OG) ECOSOC status 1 statement 1 statement signed" in shown(
        client, "/organisations/"
    )
    assert '<a href="/statements/?organisation=open-group">1 statement</a>' in page


def test_a_person_with_the_latest_role(client):
    person, organisation = make_person(name="Ada Example"), make_organisation(name="Open Group")
    Role.objects.create(person=person, title="Intern", since=date(2010, 1, 1))
    Role.objects.create(
        person=person, organisation=organisation, title="Advocate", since=date(2020, 1, 1)
    )
    Role.objects.create(person=person, title="Friend")

    assert "Ada Example Advocate Open Group" in shown(client, "/people/")


@pytest.mark.parametrize("confidentiality", ["role_only", "withheld"])
def test_people_whose_name_must_not_be_told_are_neither_listed_nor_counted(client, confidentiality):
    hidden = make_person(name="Zirpvogel", slug="zirpvogel", published=False)
    hidden.confidentiality = confidentiality
    save_record(hidden, by=None)
    if confidentiality == "role_only":
        publish(hidden, by=None)

    page = html(client, "/people/?q=zirpvogel").replace("“zirpvogel”", "")

    assert "0 people" in page
    assert 'href="/people/zirpvogel/"' not in page
    assert html(client, "/people/").count("irpvogel") == 0


def test_an_article_with_its_publisher_and_day(client):
    make_article(
        title="The vote", publisher=make_organisation(name="Press"), published_on=date(2020, 6, 23)
    )

    assert "The vote Press 23 June 2020" in shown(client, "/articles/")
