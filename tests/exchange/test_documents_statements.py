"""What partners get of statements, articles, those who speak, and what they ask."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kb.exchange.documents.articles import ARTICLES
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.organisations import ORGANISATIONS
from kb.exchange.documents.people import PEOPLE
from kb.exchange.documents.statements import STATEMENTS
from kb.records.services import publish, save_record
from statements.models import Role
from statements.services import write_statement
from tests.factories import make_resolution, make_roll_call, make_source
from tests.statements.factories import (
    make_article,
    make_ask,
    make_mention,
    make_organisation,
    make_person,
    make_quote,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db

NOBODY = {"person": None, "capacity": None}


def told(kind: Kind, record: Any, sight: Sight | None = None) -> dict[str, Any]:
    sight = sight or Sight.of_public(timezone.now())
    (document,) = kind.documents(list(kind.rows(sight.at).filter(pk=record.pk)), sight)
    return document


def named(record: Any) -> dict[str, str]:
    return {"id": str(record.public_id), "slug": record.slug, "name": record.name}


def test_a_text_stands_under_its_addresses_sentence_by_sentence():
    statement = make_statement(text="Madam President,\n\nWe call on you. We thank you.")

    document = told(STATEMENTS, statement)

    assert [each["address"] for each in document["paragraphs"]] == ["p1", "p2"]
    assert document["paragraphs"][1]["sentences"] == [
        {"address": "p2s1", "text": "We call on you."},
        {"address": "p2s2", "text": "We thank you."},
    ]
    assert document["text"] == statement.text


def test_an_address_that_leads_nowhere_any_more_is_told_and_no_part_claims_it():
    statement = make_statement(text="One.\n\nTwo.\n\nThree.")
    gone = statement.segments.get(address="p2")
    make_ask(statement=statement, segment=gone, text="Two.")
    statement.text = "One.\n\nThree."
    write_statement(statement, by=None)

    document = told(STATEMENTS, statement)

    assert "p2" in document["retired_addresses"]
    assert [each["address"] for each in document["paragraphs"]] == ["p1", "p3"]
    assert document["asks"][0]["segment"] is None


def test_a_speaker_is_named_with_the_capacity():
    person, organisation = make_person(), make_organisation()
    statement = make_statement(
        spoken_by=person, spoken_as="Asia Advocate", delivered_by=organisation
    )

    document = told(STATEMENTS, statement)

    assert document["speaker"] == {"person": named(person), "capacity": "Asia Advocate"}
    assert document["delivered_by"] == named(organisation)


def test_of_a_speaker_known_by_role_the_capacity_alone_is_told():
    person = make_person(name="Zirpvogel", slug="zirpvogel", confidentiality="role_only")
    statement = make_statement(spoken_by=person, spoken_as="An advocate")
    quote = make_quote(article=make_article(), person=person, spoken_as="An advocate")

    said = told(STATEMENTS, statement)
    written = told(ARTICLES, quote.article)

    assert said["speaker"] == {"person": None, "capacity": "An advocate"}
    assert written["quotes"][0] | said["speaker"] == written["quotes"][0]
    assert "irpvogel" not in str((said, written))


@pytest.mark.parametrize("fields", [{"published": False}, {"confidentiality": "withheld"}])
def test_a_speaker_of_whom_nothing_may_be_told_looks_like_none(fields):
    person = make_person(**{"published": False} | fields)
    statement = make_statement(spoken_by=person, spoken_as="Chief of Zirpvogel")
    article = make_article(author=person)

    assert told(STATEMENTS, statement)["speaker"] == NOBODY
    assert told(STATEMENTS, make_statement())["speaker"] == NOBODY
    assert told(ARTICLES, article)["author"] is None


def test_a_signature_by_role_names_nobody():
    organisation, person = make_organisation(name="Zirpvogel"), make_person(name="Zirp Vogel")
    signature = make_signature(
        organisation=organisation,
        person=person,
        name_as_printed="Zirpvogel e.V.",
        confidentiality="role_only",
        role_label="A human rights organisation",
    )

    (signed,) = told(STATEMENTS, signature.statement)["signatures"]

    assert (signed["organisation"], signed["person"], signed["name_as_printed"]) == (None,) * 3
    assert signed["name"] == "A human rights organisation"
    assert "Zirp" not in str(signed)


def test_signatures_stand_by_what_is_shown_of_them():
    statement = make_statement()
    by_role = {"confidentiality": "role_only", "role_label": "Middle"}
    make_signature(statement=statement, name_as_printed="Zebra")
    make_signature(statement=statement, name_as_printed="A hidden name", **by_role)
    make_signature(statement=statement, name_as_printed="Aardvark", shares_the_views=True)
    make_signature(statement=statement, name_as_printed="Bee")

    signed = told(STATEMENTS, statement)["signatures"]

    assert [each["name"] for each in signed] == ["Bee", "Middle", "Zebra", "Aardvark"]


def test_a_signature_under_embargo_is_seen_by_whoever_may_see_it_and_says_until_when():
    statement = make_statement()
    signature = make_signature(statement=statement, published=False)
    now = timezone.now()
    publish(signature, by=None, release_at=now + timedelta(days=2))

    (seen,) = told(STATEMENTS, statement, Sight(now + timedelta(days=3), now))["signatures"]

    assert told(STATEMENTS, statement)["signatures"] == []
    assert (seen["public_since"], seen["embargoed_until"] is None) == (None, False)


def test_an_ask_about_a_hidden_vote_looks_like_one_about_nothing_recorded():
    statement = make_statement()
    part = make_roll_call(subject="amendment", slug="part", is_final=False, published=False)
    make_ask(statement=statement, roll_call=part, position_asked="no")

    (ask,) = told(STATEMENTS, statement)["asks"]

    for name in ("resolution", "vote", "scored_on", "outcome", "counts"):
        assert ask[name] is None


def test_an_amended_text_counts_once_the_source_that_says_so_is_public():
    source, statement = make_source(published=False), make_statement()
    make_ask(
        statement=statement,
        resolution=make_resolution(),
        target_kind="sponsor",
        act="amend",
        amended_as_asked=True,
        amended_source=source,
    )

    (ask,) = told(STATEMENTS, statement)["asks"]
    assert (ask["amended_as_asked"], ask["amended_source"]) == (False, None)

    publish(source, by=None)
    (ask,) = told(STATEMENTS, statement)["asks"]
    assert (ask["amended_as_asked"], ask["outcome"]) == (True, "met")
    assert ask["amended_source"]["id"] == str(source.public_id)


def test_a_citation_keeps_what_was_printed_of_a_hidden_text():
    hidden = make_resolution(published=False)
    cited = make_mention(resolution=hidden, symbol="L.13/Rev.1")

    (mention,) = told(STATEMENTS, cited.statement)["mentions"]

    assert (mention["symbol"], mention["resolution"]) == ("L.13/Rev.1", None)
    assert str(hidden.public_id) not in str(mention)


def test_an_article_never_gives_whom_to_write_to():
    article = make_article(contact="zirpvogel@example.org", publisher=make_organisation())

    document = told(ARTICLES, article)

    assert document["publisher"] == named(article.publisher)
    assert "zirpvogel" not in str(document)


def test_a_role_at_a_hidden_organisation_does_not_name_it():
    person = make_person()
    hidden, public = make_organisation(name="Zirpvogel", published=False), make_organisation()
    for organisation in (hidden, public):
        save_record(Role(person=person, organisation=organisation, title="Chief"), by=None)

    roles = told(PEOPLE, person)["roles"]

    assert [each["organisation"] for each in roles] == [None, named(public)]


def test_what_is_not_known_of_an_organisation_is_null():
    document = told(ORGANISATIONS, make_organisation())

    for name in ("short_name", "has_ecosoc_status", "website"):
        assert document[name] is None
