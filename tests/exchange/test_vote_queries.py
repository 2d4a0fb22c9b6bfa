"""Ballots of many votes at once: each by the seats of its own day, whatever day the others have."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.council.models import Body, Seat, Session
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.votes.documents import VOTES
from kb.records.services import save_record
from tests.exchange.telling import documents, queries_for, told
from tests.factories import DAY, make_resolution, make_roll_call, make_vote
from votes.models import RollCall

pytestmark = pytest.mark.django_db

# The rights of Libya in the Council were suspended from the first to the last of these days.
SUSPENDED_FROM, SUSPENDED_UNTIL = date(2011, 3, 1), date(2011, 11, 17)


def vote_on(day: date, **positions: str) -> RollCall:
    return make_vote(positions, held_on=day)


def seated_on(day: date) -> str:
    """A State that may vote that day."""
    seats = Seat.objects.filter(body__code="hrc").entitled_on(day).select_related("state")
    return min(seat.state.code for seat in seats)


def ballot(document: dict, code: str) -> dict | None:
    return next((each for each in document["ballots"] if each["state"] == code), None)


def test_votes_of_many_days_each_go_by_the_seats_of_their_day():
    before, after = vote_on(date(2008, 3, 28), AGO="yes"), vote_on(DAY, AGO="yes")

    found = {each["slug"]: each for each in documents(VOTES)}

    for vote in (before, after):
        seated = Seat.objects.filter(body__code="hrc").entitled_on(vote.held_on)
        codes = {seat.state.code: seat.group.code for seat in seated.select_related()}
        entitled = [each for each in found[vote.slug]["ballots"] if each["entitled"]]
        assert {each["state"]: each["group"] for each in entitled} == codes
        assert sum(found[vote.slug]["counts"].values()) == len(codes)


@pytest.mark.parametrize(
    ("day", "may_vote"),
    [
        (SUSPENDED_FROM - timedelta(days=1), True),
        (SUSPENDED_FROM, False),
        (SUSPENDED_UNTIL, False),
        (SUSPENDED_UNTIL + timedelta(days=1), True),
    ],
    ids=["the day before", "the first day", "the last day", "the day after"],
)
def test_a_suspended_seat_has_its_group_and_does_not_count(day, may_vote):
    vote = vote_on(day, LBY="yes", NOR="no")
    vote_on(DAY, AGO="yes", AUS="no")

    found = told(VOTES, vote)

    assert ballot(found, "LBY") == {
        "state": "LBY",
        "name": "Libya",
        "group": "AFRICAN",
        "position": "yes",
        "entitled": may_vote,
    }
    assert found["counts"]["yes"] == int(may_vote)


def test_a_suspended_seat_without_a_ballot_is_not_missed():
    suspended = vote_on(SUSPENDED_FROM, NOR="no")
    restored = vote_on(SUSPENDED_UNTIL + timedelta(days=1), NOR="no")

    assert ballot(told(VOTES, suspended), "LBY") is None
    assert ballot(told(VOTES, restored), "LBY")["position"] == "not_recorded"


def test_a_ballot_of_a_state_whose_seat_was_corrected_away_is_told_and_does_not_count():
    vote = vote_on(DAY, AGO="yes", AUS="no")
    seat = Seat.objects.filter(body__code="hrc", state__code="AUS").on(DAY).get()
    seat.until = DAY - timedelta(days=1)
    save_record(seat, by=None)

    found = told(VOTES, vote)

    assert (ballot(found, "AUS")["group"], ballot(found, "AUS")["entitled"]) == (None, False)
    assert found["counts"]["no"] == 0


def test_where_nobody_recorded_seats_whoever_has_a_ballot_was_entitled():
    assembly = Body.objects.get(code="ga")
    session = Session(
        body=assembly, code="ga9975", label="75th session", kind="regular", number=9975
    )
    text = make_resolution(body=assembly, session=save_record(session, by=None))
    vote = make_vote({"AGO": "yes", "NOR": "no"}, resolution=text)
    vote_on(DAY, AGO="yes", AUS="no")

    found = told(VOTES, vote)

    assert [(each["state"], each["group"], each["entitled"]) for each in found["ballots"]] == [
        ("AGO", None, True),
        ("NOR", None, True),
    ]
    assert found["counts"] == {"yes": 1, "no": 1, "abstain": 0, "absent": 0, "not_recorded": 0}


def test_votes_with_a_result_and_votes_to_come_do_not_disturb_each_other():
    done, to_come = vote_on(DAY, AGO="yes", AUS="no"), make_roll_call(held_on=None)
    planned = make_roll_call(held_on=DAY)

    assert len(told(VOTES, done)["ballots"]) == 47
    for vote in (to_come, planned):
        assert (told(VOTES, vote)["ballots"], told(VOTES, vote)["counts"]) == ([], None)


def test_many_votes_of_many_days_are_told_as_each_alone_with_the_same_queries():
    vote_on(date(2011, 6, 17), LBY="yes")
    few = queries_for(VOTES)
    for number in range(20):
        day = date(2008, 3, 28) + timedelta(days=200 * number)
        vote_on(day, **{seated_on(day): "yes"})

    assert queries_for(VOTES) == few
    sight = Sight.of_public(timezone.now())
    together = {each["id"]: each for each in documents(VOTES, sight)}
    for vote in VOTES.rows(sight.at):
        assert VOTES.documents([vote], sight) == [together[str(vote.public_id)]]
