"""One record changes: every document that tells something of it is news, and no other is."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from kb.council.models import Session
from kb.exchange.feed.settling import settle
from kb.exchange.models import PublicRecord
from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Conflict, Publishable, Record, Source
from kb.records.services import publish, remove_record, save_record, withdraw
from statements.models import (
    Article,
    Ask,
    ClaimCheck,
    Mention,
    Organisation,
    Person,
    Quote,
    Role,
    Signature,
    Statement,
)
from tests.exchange.test_feed_dependents import MOVING, differing, newest_position, told, true
from tests.factories import (
    make_initiative,
    make_reading,
    make_resolution,
    make_roll_call,
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
from votes.models import FollowUp, Initiative, Reading, Resolution, RollCall
from votes.services import Decided, add_to_text, correct_ballot, decide_cells

numbers = count(1)
PUBLISHABLE = (
    Source,
    Initiative,
    Resolution,
    RollCall,
    Statement,
    Article,
    Organisation,
    Person,
    Signature,
)
PARTS = (Quote, Ask, Mention, ClaimCheck)


def make_world() -> None:
    """Every way in which one record can name another, each with a target of its own. All public."""
    text = make_resolution(source=make_source(), initiative=make_initiative())
    make_resolution(kind="amendment", amends=text)
    due = Session.objects.order_by("pk")[3]
    order = FollowUp(resolution=text, paragraph="OP1", description="A report", due_session=due)
    add_to_text(order, by=None)
    vote = make_vote({"CHL": "yes", "AUS": "no"})
    make_reading(vote, {"CHL": "no", "AUS": "no"}, source=make_source())
    australia = vote.ballots.get(state__code="AUS").state
    correct_ballot(
        roll_call=vote,
        state=australia,
        position="yes",
        source=make_source(),
        reason="A letter",
        by=None,
    )
    _place(
        make_statement(
            source=make_source(),
            session=Session.objects.order_by("pk")[1],
            delivered_by=make_organisation(),
            spoken_by=make_person(),
            spoken_as="Advocate",
        ),
        "statement",
    )
    _place(
        make_article(publisher=make_organisation(), author=make_person(), source=make_source()),
        "article",
    )
    save_record(Role(person=make_person(), organisation=make_organisation(), title="Head"), by=None)
    for record in (make_organisation(), make_resolution(), make_statement()):
        claims = [Claimed(make_source(), "1"), Claimed(make_source(), "2")]
        record_conflict(record, field="somewhere", label="Somewhere", claims=claims, by=None)


def _place(place: Statement | Article, name: str) -> None:
    at = {name: place}
    make_quote(**at, person=make_person(), spoken_as="Advocate")
    make_ask(**at, resolution=make_resolution())
    make_ask(**at, roll_call=make_roll_call(is_final=False), position_asked="no")
    make_ask(
        **at,
        act=Ask.Act.AMEND,
        resolution=make_resolution(),
        amended_as_asked=True,
        amended_source=make_source(),
    )
    make_mention(**at, symbol="", resolution=make_resolution())
    make_mention(**at, symbol="", roll_call=make_roll_call())
    make_mention(**at, symbol="", cited_statement=make_statement())
    make_claim_check(**at, roll_call=make_roll_call())
    make_claim_check(**at, source=make_source())
    if isinstance(place, Statement):
        signed = {"name_as_printed": "", "statement": place}
        make_signature(**signed, organisation=make_organisation(), source=make_source())
        make_signature(**signed, person=make_person())


def each(*models: type[Record]) -> Iterator[Any]:
    """Every record of these kinds, as stored now."""
    for model in models:
        for key in list(model.objects.order_by("pk").values_list("pk", flat=True)):
            yield model.objects.get(pk=key)


@pytest.fixture
def changed(db) -> Callable[[Record], None]:
    """Call it after each change: the feed must say what looking at every record would say."""
    make_world()
    assert settle()
    held = {"before": told(MOVING)}

    def check(record: Record) -> None:
        reached, now = newest_position(), timezone.now()
        assert settle(now)
        expected = true(now, MOVING)
        assert differing(told(MOVING), expected) == {}, repr(record)
        moved = PublicRecord.objects.filter(
            position__gt=reached, kind__in=[kind.name for kind in MOVING]
        )
        news = set(differing(held["before"], expected))
        assert set(moved.values_list("kind", "record")) == news, repr(record)
        held["before"] = expected

    return check


def test_withdrawn_and_published_again(changed):
    for record in each(*PUBLISHABLE):
        withdraw(record, by=None, reason="Wrong")
        changed(record)
        publish(record, by=None)
        changed(record)


def test_renamed(changed):
    for record in each(Source, Initiative, Resolution, Statement, Article, Organisation, Person):
        name = "name" if hasattr(record, "name") else "title"
        setattr(record, name, f"Renamed {next(numbers)}")
        save_record(record, by=None)
        changed(record)


def test_given_another_address(changed):
    for record in each(Initiative, RollCall, Statement, Article, Organisation, Person):
        record.slug = f"elsewhere-{next(numbers)}"
        save_record(record, by=None)
        changed(record)
    for text in each(Resolution):
        text.symbol = f"A/HRC/RES/44/{next(numbers)}"
        save_record(text, by=None)
        changed(text)


def test_parts_and_roles_reworded_and_removed(changed):
    for part in each(*PARTS, Role):
        words = {Mention: "title", ClaimCheck: "claim", Role: "title"}.get(type(part), "text")
        setattr(part, words, f"Other words {next(numbers)}")
        save_record(part, by=None)
        changed(part)
        remove_record(part, by=None)
        changed(part)


def test_people_and_signatures_known_by_role_only(changed):
    for record in each(Person, Signature):
        record.confidentiality = "role_only"
        if isinstance(record, Signature):
            record.role_label = "A defender"
        save_record(record, by=None)
        changed(record)


def test_readings_and_disputes_said_otherwise(changed):
    for reading in each(Reading):
        decide_cells(reading=reading, decided=[Decided(0)], by=None, reason="Struck through")
        changed(reading)
    for conflict in each(Conflict):
        conflict.label = "Elsewhere"
        save_record(conflict, by=None)
        changed(conflict)


def test_a_session_called_otherwise(changed):
    for session in Session.objects.order_by("pk")[:5]:
        session.code = f"renamed{next(numbers)}"
        save_record(session, by=None)
        changed(session)


def test_the_world_shows_every_kind_of_record(changed):
    kinds = {kind for kind, _ in told(MOVING)}

    assert kinds == {kind.name for kind in MOVING}
    assert all(issubclass(model, Publishable) for model in PUBLISHABLE)
