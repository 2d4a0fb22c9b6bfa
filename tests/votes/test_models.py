"""What can never be false of texts, votes, readings and ballots."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from kb.council.models import State
from tests.factories import make_reading, make_resolution, make_roll_call, make_source, make_vote
from votes.models import Ballot, CellDecision, Draft, Reading, Resolution, RollCall, Sponsorship

pytestmark = pytest.mark.django_db


def refused(record: models.Model, sentence: str) -> None:
    """Both sides: staff read the sentence, and the database itself refuses."""
    with pytest.raises(ValidationError, match=sentence):
        record.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def fiji() -> State:
    return State.objects.get(code="FJI")


def test_a_state_has_one_ballot_in_a_roll_call():
    roll_call = make_vote({"FJI": "abstain"})

    refused(
        Ballot(
            roll_call=roll_call, state=fiji(), position="no", reading=roll_call.accepted_reading
        ),
        "one ballot in a roll call",
    )


def test_a_ballot_takes_only_a_known_position():
    reading = make_reading(make_roll_call(), {"FJI": "yes"})

    refused(
        Ballot(roll_call=reading.roll_call, state=fiji(), position="maybe", reading=reading),
        "yes, no, abstain, absent or not recorded",
    )


def test_a_ballot_rests_on_something():
    refused(
        Ballot(roll_call=make_roll_call(), state=fiji(), position="yes"),
        "rests on a reading or on a correction",
    )


def test_a_ballot_with_a_reading_behind_it_is_accepted():
    reading = make_reading(make_roll_call(), {"FJI": "yes"})
    ballot = Ballot(roll_call=reading.roll_call, state=fiji(), position="yes", reading=reading)

    ballot.validate_constraints()
    ballot.save()

    assert reading.roll_call.ballots.positions() == {"FJI": "yes"}


def test_a_result_needs_the_day_of_the_vote():
    roll_call = make_roll_call()
    roll_call.standing, roll_call.held_on = "official", None

    refused(roll_call, "needs the day of the vote")


def test_a_vote_on_an_amendment_does_not_settle_the_text():
    roll_call = make_roll_call()
    roll_call.subject = "amendment"

    refused(roll_call, "does not settle the text")


@pytest.mark.parametrize("field", ["subject", "standing"])
def test_a_roll_call_takes_only_known_choices(field):
    roll_call = make_roll_call()
    setattr(roll_call, field, "other")

    refused(roll_call, "Choose what was voted on|provisional, official or not there")


@pytest.mark.parametrize("field", ["outcome", "kind"])
def test_a_text_takes_only_known_choices(field):
    text = make_resolution()
    setattr(text, field, "other")

    refused(text, "from the list")


def test_a_symbol_belongs_to_one_text():
    text = make_resolution()
    again = Resolution(body=text.body, session=text.session, symbol=text.symbol, slug="other")

    refused(again, "Another text already has this symbol")


def test_texts_without_a_symbol_do_not_stand_in_each_others_way():
    first = make_resolution(symbol="", slug="a-hrc-43-l-901", outcome="pending")
    second = make_resolution(symbol="", slug="a-hrc-43-l-902", outcome="pending")

    assert {first.symbol, second.symbol} == {""}


def test_two_drafts_of_a_text_have_two_places_and_two_symbols():
    text = make_resolution(drafts=("A/HRC/43/L.903",))

    refused(Draft(resolution=text, symbol="A/HRC/43/L.904", order=1), "cannot have the same place")
    refused(Draft(resolution=text, symbol="A/HRC/43/L.903", order=2), "already recorded")


def test_a_sponsor_stands_once_beside_a_text_with_a_known_part():
    text = make_resolution()
    Sponsorship.objects.create(resolution=text, name_as_printed="Fiji", role="main")

    refused(Sponsorship(resolution=text, name_as_printed="Fiji", role="main"), "already recorded")
    refused(Sponsorship(resolution=text, name_as_printed="Peru", role="friend"), "from the list")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cells", []),
        ("text", "other"),
        ("sha256", "0" * 64),
        ("symbol", "L.1"),
        ("dated_on", date(2020, 1, 1)),
    ],
)
def test_what_a_reading_holds_of_its_source_never_changes(field, value):
    reading = make_reading(make_roll_call(), {"FJI": "yes"})

    with pytest.raises(IntegrityError, match="as it was printed"), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(**{field: value})


def test_the_same_text_of_a_source_is_read_once():
    reading = make_reading(make_roll_call(), {"FJI": "yes"})
    again = Reading(
        roll_call=reading.roll_call,
        source=reading.source,
        sha256=reading.sha256,
        cells=[],
        recorded_at=reading.recorded_at,
    )

    refused(again, "already read for this vote")


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "state"},
        {"what": "position", "position": "maybe"},
        {"what": "leave_out", "position": "yes"},
    ],
)
def test_a_decision_about_a_cell_says_what_it_decides(fields):
    reading = make_reading(make_roll_call(), {"FJI": "yes"})
    decision = CellDecision(reading=reading, cell=0, at=reading.recorded_at, **fields)

    refused(decision, "names a State, or a known position, or leaves the cell out")


def test_a_vote_is_public_only_with_its_text():
    text = make_resolution(published=False)
    roll_call = make_roll_call(resolution=text)

    assert roll_call not in RollCall.objects.published()


def test_a_reading_is_public_only_with_its_source():
    roll_call = make_roll_call()
    make_reading(roll_call, {"FJI": "yes"}, source=make_source(published=False))
    shown = make_reading(roll_call, {"FJI": "no"})

    public = Reading.objects.public(timezone.now())

    assert list(public.filter(roll_call=roll_call)) == [shown]
