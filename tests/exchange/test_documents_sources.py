"""Which sources partners see: those that something public cites."""

from typing import Any

import pytest
from django.utils import timezone

from kb.council.models import State
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.sources import SOURCES
from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Source
from kb.records.services import publish, withdraw
from tests.factories import make_reading, make_resolution, make_roll_call, make_source, make_vote
from tests.statements.factories import (
    make_article,
    make_ask,
    make_claim_check,
    make_signature,
    make_statement,
)
from votes.services import correct_ballot

pytestmark = pytest.mark.django_db


def listed() -> set[str]:
    """The titles of the sources that partners see."""
    now = timezone.now()
    made = SOURCES.documents(list(SOURCES.rows(now)), Sight.of_public(now))
    return {document["title"] for document in made}


def cite(by: str, source: Source, *, published: bool) -> Any:
    """Something that cites the source; gives what decides whether that is public."""
    if by == "text":
        return make_resolution(source=source, published=published)
    if by == "statement":
        return make_statement(source=source, published=published)
    if by == "article":
        return make_article(source=source, published=published)
    if by == "signature":
        return make_signature(source=source, published=published)
    if by in ("reading", "dispute"):
        return _cite_by_vote(by, source, published)
    place = make_statement(published=published)
    if by == "claim check":
        make_claim_check(statement=place, source=source)
        return place
    make_ask(
        statement=place,
        resolution=make_resolution(),
        target_kind="sponsor",
        act="amend",
        amended_as_asked=True,
        amended_source=source,
    )
    return place


def _cite_by_vote(by: str, source: Source, published: bool) -> Any:
    vote = make_roll_call(published=published)
    if by == "reading":
        make_reading(vote, {"AGO": "yes"}, source=source)
    else:
        claims = [Claimed(source, "3"), Claimed(make_source(), "4")]
        record_conflict(vote, field="meeting", label="Meeting", claims=claims, by=None)
    return vote


CITING = (
    "text",
    "statement",
    "article",
    "signature",
    "reading",
    "dispute",
    "claim check",
    "amended ask",
)


@pytest.mark.parametrize("by", CITING)
def test_a_source_is_listed_once_what_cites_it_is_public_and_not_before(by):
    source = make_source(title="Zirpvogel")
    citing = cite(by, source, published=False)
    assert "Zirpvogel" not in listed()

    publish(citing, by=None)
    assert "Zirpvogel" in listed()

    withdraw(citing, by=None, reason="It was wrong")
    assert "Zirpvogel" not in listed()


@pytest.mark.parametrize("by", CITING)
def test_a_hidden_source_is_not_listed_although_something_public_cites_it(by):
    cite(by, make_source(title="Zirpvogel", published=False), published=True)

    assert "Zirpvogel" not in listed()


def test_a_source_that_nothing_cites_is_not_listed():
    make_source(title="Zirpvogel")

    assert listed() == set()


def test_the_source_of_a_correction_is_listed_with_its_vote():
    vote = make_vote({"AUS": "no"}, published=False)
    correct_ballot(
        roll_call=vote,
        state=State.objects.get(code="AUS"),
        position="yes",
        source=make_source(title="Zirpvogel"),
        reason="A letter",
        by=None,
    )
    assert "Zirpvogel" not in listed()

    publish(vote, by=None)

    assert "Zirpvogel" in listed()


def test_what_two_sources_say_alike_is_no_dispute_and_lists_neither():
    claims = [Claimed(make_source(title=f"Zirpvogel {number}"), "3") for number in (1, 2)]
    record_conflict(make_roll_call(), field="meeting", label="Meeting", claims=claims, by=None)

    assert listed() == set()
