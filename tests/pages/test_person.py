"""The page of a person: only of those whose name may be told."""

from datetime import date

import pytest

from kb.records.services import save_record, withdraw
from kb.search.models import SearchEntry
from statements.models import Role, Segment
from tests.pages.reading_pages import page_of, queries_of, text_of
from tests.statements.factories import (
    make_article,
    make_organisation,
    make_person,
    make_quote,
    make_statement,
)

pytestmark = pytest.mark.django_db


def give_role(person, **fields) -> Role:
    fields.setdefault("title", "Asia Advocate")
    return save_record(Role(person=person, **fields), by=None)


def test_the_title_says_who_it_is_and_what_stands_on_record(client):
    person = make_person(name="Ada Example")
    give_role(person, title="Researcher", since=date(2015, 1, 1))
    give_role(person, since=date(2019, 1, 1), organisation=make_organisation(name="Our Group"))
    make_quote(article=make_article(), person=person)

    assert "<title>Ada Example: Asia Advocate, Our Group (1 quote)" in page_of(client, person)


def test_roles_stand_with_their_dates_the_latest_first(client):
    person = make_person()
    give_role(person, title="Researcher", since=date(2015, 1, 1), until=date(2018, 12, 31))
    give_role(person, since=date(2019, 1, 1))

    shown = text_of(client, person)

    assert "Asia Advocate (since 1 January 2019)" in shown
    assert shown.index("Asia Advocate") < shown.index("Researcher (1 January 2015 to")


def test_a_role_at_a_hidden_organisation_stands_without_it(client):
    person = make_person()
    give_role(person, organisation=make_organisation(name="Canary", published=False))

    page = page_of(client, person)

    assert "Asia Advocate" in page
    assert "Canary" not in page


def test_statements_and_articles_are_listed_where_they_are_public(client):
    person = make_person()
    make_statement(spoken_by=person, title="What was said")
    make_article(author=person, title="What was written")
    make_statement(spoken_by=person, title="canary statement", published=False)
    make_article(author=person, title="canary article", published=False)

    shown = text_of(client, person)

    assert "General debate: What was said" in shown
    assert "Article: What was written" in shown
    assert "canary" not in shown


def test_a_quote_leads_to_the_paragraph_where_it_stands(client):
    person = make_person()
    statement = make_statement(title="Joint statement")
    make_quote(
        statement=statement, person=person, spoken_as="Advocate", text="It divides.",
        segment=Segment.objects.get(statement=statement, address="p2"),
    )  # fmt: skip

    page = page_of(client, person)

    assert "“It divides.”" in page
    assert f'<a href="{statement.get_absolute_url()}#p2">Joint statement</a>' in page


def test_a_quote_in_a_hidden_place_is_not_told(client):
    person = make_person()
    make_quote(article=make_article(published=False), person=person, text="canary")

    assert "canary" not in page_of(client, person)


def test_pages_that_name_a_person_lead_there(client):
    person = make_person(name="Ada Example")
    url = f'href="{person.get_absolute_url()}"'
    quoting = make_article()
    make_quote(article=quoting, person=person)

    assert url in page_of(client, make_statement(spoken_by=person))
    assert url in page_of(client, make_article(author=person))
    assert url in page_of(client, quoting)


@pytest.mark.parametrize("confidentiality", ["role_only", "withheld"])
def test_whoever_must_not_be_named_has_no_page_and_never_had_one(client, confidentiality):
    person = make_person(name="Canary", slug="canary")
    article = make_article()
    make_quote(article=article, person=person, spoken_as="An advocate")
    person.confidentiality = confidentiality
    save_record(person, by=None)

    assert client.get("/people/canary/").status_code == 404
    assert "canary" not in page_of(client, article).lower()
    entry = SearchEntry.objects.get(record=person.public_id)
    assert (entry.title, entry.body, entry.visible_from) == ("", "", None)


@pytest.mark.parametrize("confidentiality", ["role_only", "withheld"])
def test_a_former_address_of_whoever_must_not_be_named_is_not_found(client, confidentiality):
    person = make_person(slug="canary")
    person.slug = "by-role"
    save_record(person, by=None)
    person.confidentiality = confidentiality
    save_record(person, by=None)

    assert client.get("/people/canary/").status_code == 404


def test_a_person_whose_page_was_withdrawn_is_gone(client):
    person = make_person(name="Canary")
    withdraw(person, by=None, reason="they asked us to")

    answer = client.get(person.get_absolute_url())

    assert answer.status_code == 410
    assert "Canary" not in answer.content.decode()


def test_a_person_of_whom_nothing_is_on_record_has_no_empty_heading(client):
    page = page_of(client, make_person(name="Ada Example"))

    assert "<title>Ada Example – " in page
    assert page.count("<h2>") == 1


def test_the_page_asks_as_many_questions_for_one_of_each_as_for_twenty(client):
    counts = []
    for size in (1, 20):
        person = make_person()
        for number in range(size):
            give_role(person, organisation=make_organisation(), title=f"Role {number}")
            make_statement(spoken_by=person, delivered_by=make_organisation())
            make_article(author=person)
            make_quote(article=make_article(), person=person)
            make_quote(statement=make_statement(), person=person)
        counts.append(queries_of(client, person.get_absolute_url()))

    assert counts[0] == counts[1]
