"""Documents of twenty records take as many questions to the database as that of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.council.models import State
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.kinds import LISTED
from kb.records.conflicts import Claimed, record_conflict
from kb.records.services import save_record
from statements.models import Ask, Role
from tests.factories import (
    make_initiative,
    make_reading,
    make_resolution,
    make_source,
    make_vote,
)
from tests.statements.factories import (
    make_article,
    make_ask,
    make_claim_check,
    make_mention,
    make_organisation,
    make_person,
    make_quote,
    make_signature,
    make_statement,
)
from votes.models import FollowUp, RollCall, Sponsorship
from votes.services import correct_ballot

pytestmark = pytest.mark.django_db

# Bodies, sessions and the like are there from the start, in numbers.
MADE = {
    "sources",
    "initiatives",
    "resolutions",
    "votes",
    "statements",
    "articles",
    "organisations",
    "people",
    "conflicts",
    "asks",
}


def one_of_each() -> None:
    """A record of every kind, with everything that can hang on it."""
    organisation, person, source = make_organisation(), make_person(), make_source()
    save_record(Role(person=person, organisation=organisation, title="Advocate"), by=None)
    vote = _vote()
    statement = make_statement(
        delivered_by=organisation,
        spoken_by=person,
        source=source,
        session=vote.resolution.session,
    )
    article = make_article(publisher=organisation, author=person, source=source)
    make_signature(statement=statement, organisation=organisation, person=person, source=source)
    segment = statement.segments.first()
    _parts({"statement": statement, "segment": segment}, vote, person, source)
    _parts({"article": article}, vote, person, source)
    for record in (vote, vote.resolution, statement, article):
        claims = [Claimed(make_source(), "3"), Claimed(source, "4")]
        record_conflict(record, field="somewhere", label="Somewhere", claims=claims, by=None)


def _vote() -> RollCall:
    amended = make_resolution()
    text = make_resolution(
        drafts=("A/HRC/43/L.1",),
        initiative=make_initiative(),
        amends=amended,
        kind="amendment",
        source=make_source(),
    )
    state = State.objects.get(code="AGO")
    Sponsorship.objects.create(resolution=text, state=state, name_as_printed="Angola", role="main")
    FollowUp.objects.create(resolution=text, description="A report", due_session=text.session)
    vote = make_vote(
        {"AGO": "yes", "AUS": "no"},
        resolution=text,
        draft=text.drafts.first(),
        requested_by=state,
    )
    correct_ballot(
        roll_call=vote,
        state=State.objects.get(code="AUS"),
        position="yes",
        source=make_source(),
        reason="A letter",
        by=None,
    )
    make_reading(vote, {"AGO": "no"})
    return RollCall.objects.get(pk=vote.pk)


def _parts(place: dict, vote: RollCall, person, source) -> None:
    text = vote.resolution
    make_quote(**place, person=person)
    make_mention(**place, resolution=text)
    make_mention(**place, roll_call=vote)
    make_mention(**place, cited_statement=make_statement())
    make_claim_check(**place, roll_call=vote, source=source)
    make_ask(**place, resolution=text)
    make_ask(**place, roll_call=vote, position_asked="no")
    make_ask(
        **place,
        resolution=text,
        target_kind=Ask.Target.SPONSOR,
        act=Ask.Act.AMEND,
        amended_as_asked=True,
        amended_source=source,
    )


def queries_of(kind: Kind) -> tuple[int, int]:
    """(how many records, how many queries)"""
    now = timezone.now()
    with CaptureQueriesContext(connection) as counted:
        documents = kind.documents(list(kind.rows(now)), Sight.of_public(now))
    return len(documents), len(counted)


def queries_of_first(kind: Kind) -> int:
    now = timezone.now()
    with CaptureQueriesContext(connection) as counted:
        assert kind.documents(list(kind.rows(now)[:1]), Sight.of_public(now))
    return len(counted)


def test_twenty_of_everything_take_the_same_queries_as_one():
    one_of_each()
    few = {kind.name: queries_of(kind) for kind in LISTED}
    for _ in range(19):
        one_of_each()

    many = {kind.name: queries_of(kind) for kind in LISTED}

    assert {name: took for name, (_, took) in many.items()} == {
        name: took for name, (_, took) in few.items()
    }
    for name in MADE:
        assert many[name][0] >= 20 * few[name][0] > 0


@pytest.mark.parametrize("kind", [each for each in LISTED if each.name not in MADE])
def test_what_is_there_from_the_start_takes_the_same_queries_as_one_of_it(kind):
    assert queries_of(kind) == (kind.model.objects.count(), queries_of_first(kind))
