"""What two sources dispute: kept, chosen, brought to the record, opened again."""

from datetime import date

import pytest
from django.utils import timezone

from kb.records.conflicts import Claimed, decide_conflict, record_conflict
from kb.records.models import Conflict, ConflictValue, Ledger
from kb.records.services import Refused
from tests.factories import make_roll_call, make_source, make_vote
from votes.models import RollCall

pytestmark = pytest.mark.django_db


def conflict_over(about: RollCall, *values: str, field: str = "held_on") -> Conflict:
    claims = [Claimed(make_source(), value) for value in values]
    return record_conflict(about, field=field, label="Day of the vote", claims=claims, by=None)


def test_a_conflict_keeps_what_each_source_says_and_adds_only_what_is_new():
    about, claims = make_roll_call(), [Claimed(make_source(), "1"), Claimed(make_source(), "2")]

    for _ in range(2):
        record_conflict(about, field="held_on", label="Day", claims=claims, by=None)

    conflict = Conflict.objects.about(about).get()
    assert sorted(value.value for value in conflict.values.all()) == ["1", "2"]


def test_each_claim_stands_in_the_ledger():
    conflict = conflict_over(make_roll_call(), "2020-06-19", "2020-06-22")

    said = [change[1] for change in Ledger.objects.about(conflict).last().changes.values()]
    assert sorted(said) == ["2020-06-19", "2020-06-22"]


def test_a_decision_needs_a_reason_and_a_value_that_a_source_gives():
    conflict = conflict_over(make_roll_call(), "2020-06-19")

    with pytest.raises(Refused, match="Say why"):
        decide_conflict(conflict, value="2020-06-19", reason="", by=None)
    with pytest.raises(Refused, match="No source"):
        decide_conflict(conflict, value="2020-06-23", reason="x", by=None)


def test_a_decision_brings_the_record_to_the_chosen_value():
    about = make_roll_call()
    conflict = conflict_over(about, "2020-06-19", "2020-06-22")

    decide_conflict(conflict, value="2020-06-19", reason="the report", by=None)

    about.refresh_from_db()
    assert about.held_on == date(2020, 6, 19)
    assert Ledger.objects.about(about).last().action == "settled"


def test_a_value_that_cannot_stand_in_the_field_is_refused():
    conflict = conflict_over(make_roll_call(), "midsummer")

    with pytest.raises(Refused, match="cannot stand"):
        decide_conflict(conflict, value="midsummer", reason="x", by=None)


def test_what_points_to_another_record_must_be_changed_first():
    conflict = conflict_over(make_roll_call(), "A/HRC/43/L.31", field="draft")

    with pytest.raises(Refused, match="change that first"):
        decide_conflict(conflict, value="A/HRC/43/L.31", reason="x", by=None)


def test_a_decision_can_be_changed_and_both_stand_in_the_ledger():
    conflict = conflict_over(make_roll_call(), "2020-06-19", "2020-06-22")

    decide_conflict(conflict, value="2020-06-19", reason="board", by=None)
    decide_conflict(conflict, value="2020-06-22", reason="record", by=None)

    rows = Ledger.objects.about(conflict).filter(action="decided")
    assert [row.changes["chosen_value"] for row in rows] == [
        ["", "2020-06-19"],
        ["2020-06-19", "2020-06-22"],
    ]


def test_a_new_value_opens_a_settled_conflict_and_a_known_one_does_not():
    about = make_roll_call()
    conflict = conflict_over(about, "2020-06-19", "2020-06-22")
    decide_conflict(conflict, value="2020-06-22", reason="record", by=None)

    conflict_over(about, "2020-06-22")
    assert conflict not in Conflict.objects.open()

    conflict_over(about, "2020-06-23")
    assert conflict in Conflict.objects.open()


def test_every_source_of_the_chosen_value_counts_as_chosen():
    about = make_vote({"AGO": "yes"})
    hidden = Claimed(make_source(published=False), "2020-06-22")
    shown = [Claimed(make_source(), "2020-06-22"), Claimed(make_source(), "2020-06-19")]
    conflict = record_conflict(
        about, field="held_on", label="Day", claims=[hidden, *shown], by=None
    )
    decide_conflict(conflict, value="2020-06-22", reason="record", by=None)

    values = ConflictValue.objects.disputes(timezone.now(), about)["held_on"]

    assert [(value.value, value.is_chosen) for value in values] == [
        ("2020-06-22", True),
        ("2020-06-19", False),
    ]
