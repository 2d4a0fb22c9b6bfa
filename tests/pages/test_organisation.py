"""The organisation page: what it said, signed, asked and published, and who speaks for it."""

from datetime import date

import pytest

from kb.records.services import save_record, withdraw
from statements.models import Role
from tests.factories import make_resolution, make_vote
from tests.pages.reading_pages import page_of, queries_of, text_of
from tests.statements.factories import (
    make_article,
    make_ask,
    make_organisation,
    make_person,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db


def give_role(person, organisation, **fields) -> Role:
    fields.setdefault("title", "Advocate")
    return save_record(Role(person=person, organisation=organisation, **fields), by=None)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (True, "ECOSOC status Consultative status"),
        (False, "ECOSOC status No consultative status"),
        (None, "ECOSOC status Not known: no source on record says"),
    ],
)
def test_its_status_is_said_in_words_also_where_it_is_unknown(client, status, words):
    assert words in text_of(client, make_organisation(has_ecosoc_status=status))


def test_the_title_says_what_it_did_and_what_came_of_its_asks(client):
    organisation = make_organisation(name="International Service", short_name="IS")
    text = make_resolution()
    make_vote({"AGO": "yes"}, resolution=text)
    said = make_statement(delivered_by=organisation)
    make_ask(statement=said, resolution=text)
    make_ask(article=make_article(publisher=organisation), resolution=text, act="adopt")

    page = page_of(client, organisation)

    title = "International Service (IS): 1 statement, 1 article, 2 asks: 1 met, 1 not met"
    assert f"<title>{title}" in page


def test_each_ask_leads_to_where_it_was_made_and_to_its_vote(client):
    organisation = make_organisation()
    vote = make_vote({"AGO": "yes"})
    said = make_statement(delivered_by=organisation, title="Our words")
    make_ask(statement=said, resolution=vote.resolution, text="Reject it.")

    page = page_of(client, organisation)

    assert f'<a href="{said.get_absolute_url()}">Our words</a>' in page
    assert f'<a href="{vote.get_absolute_url()}">the vote on' in page


def test_statements_that_it_delivered_and_that_it_signed_are_listed_once(client):
    organisation = make_organisation()
    own = make_statement(delivered_by=organisation, title="Its own")
    make_signature(statement=own, organisation=organisation)
    friend = make_organisation(name="Friend")
    other = make_statement(title="Of a friend", delivered_by=friend)
    make_signature(statement=other, organisation=organisation)

    shown = text_of(client, organisation)

    assert shown.count("Its own") == 1
    assert "Statements it signed General debate: Of a friend, Friend" in shown


def test_a_signature_that_tells_a_role_or_nothing_leads_to_nobody(client):
    organisation = make_organisation()
    for hidden in ("role_only", "withheld"):
        make_signature(
            statement=make_statement(title=f"canary {hidden}"),
            organisation=organisation,
            name_as_printed="",
            confidentiality=hidden,
            role_label="a lawyers' association",
            published=hidden == "role_only",
        )
    make_signature(
        statement=make_statement(title="canary draft"), organisation=organisation, published=False
    )
    make_signature(
        statement=make_statement(title="canary statement", published=False),
        organisation=organisation,
    )

    assert "canary" not in page_of(client, organisation)


def test_a_person_with_a_public_role_is_named_with_the_dates(client):
    organisation = make_organisation()
    person = make_person(name="Ada Example")
    give_role(person, organisation, since=date(2019, 1, 1), until=date(2021, 6, 30))

    page = page_of(client, organisation)

    assert f'<a href="{person.get_absolute_url()}">Ada Example</a>, Advocate' in page
    assert "(1 January 2019 to 30 June 2021)" in page


@pytest.mark.parametrize("hidden", ["draft", "role_only", "withheld"])
def test_a_person_who_must_not_be_told_leaves_no_trace(client, hidden):
    organisation = make_organisation()
    fields = {} if hidden == "draft" else {"confidentiality": hidden}
    person = make_person(name="Canary", published=hidden == "role_only", **fields)
    give_role(person, organisation, title="canary chief")

    assert "canary" not in page_of(client, organisation).lower()


def test_what_it_asked_of_a_hidden_text_is_not_scored(client):
    organisation = make_organisation()
    hidden = make_resolution(title="canary", published=False)
    make_vote({"AGO": "yes"}, resolution=hidden)
    make_ask(
        statement=make_statement(delivered_by=organisation), resolution=hidden, text="Reject it."
    )

    page = page_of(client, organisation)

    assert ">1 ask</a>.</p>" in page
    assert "canary" not in page
    assert 'class="tag' not in page


def test_an_organisation_of_which_nothing_is_on_record_has_no_empty_heading(client):
    page = page_of(client, make_organisation(name="Quiet Group"))

    assert "<title>Quiet Group: nothing of it on record yet" in page
    assert page.count("<h2>") == 1


def test_hidden_withdrawn_and_moved_ones_answer_as_such(client):
    hidden = make_organisation(published=False)
    assert client.get(hidden.get_absolute_url()).status_code == 404

    moved = make_organisation(slug="old-name")
    moved.slug = "new-name"
    save_record(moved, by=None)
    assert client.get("/organisations/old-name/")["Location"] == "/organisations/new-name/"

    withdraw(moved, by=None, reason="it asked us to")
    answer = client.get("/organisations/new-name/")
    assert answer.status_code == 410
    assert moved.name not in answer.content.decode()


def test_statements_and_articles_lead_to_it(client):
    organisation = make_organisation(name="Our Group")
    link = f'<a href="{organisation.get_absolute_url()}">Our Group</a>'
    statement = make_statement(delivered_by=organisation, declared_signatories=2)
    signed = make_statement(declared_signatories=1)
    make_signature(statement=signed, organisation=organisation)

    assert page_of(client, statement).count(link) == 2
    assert link in page_of(client, signed)
    assert link in page_of(client, make_article(publisher=organisation))


def test_its_page_asks_as_many_questions_for_one_of_each_as_for_twenty(client):
    counts = []
    for size in (1, 20):
        organisation = make_organisation()
        for _ in range(size):
            vote = make_vote({"AGO": "yes"})
            said = make_statement(delivered_by=organisation)
            make_ask(statement=said, resolution=vote.resolution)
            make_ask(statement=said, roll_call=vote)
            make_signature(
                statement=make_statement(delivered_by=make_organisation()),
                organisation=organisation,
            )
            make_article(publisher=organisation)
            give_role(make_person(), organisation)
        counts.append(queries_of(client, organisation.get_absolute_url()))

    assert counts[0] == counts[1]
