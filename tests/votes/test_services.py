"""From readings to ballots: what is refused, what becomes a conflict, what stays as printed."""

import pytest

from kb.council.models import State, StateName
from kb.records.conflicts import decide_conflict
from kb.records.models import Conflict, Ledger
from kb.records.services import Refused, StaleRecord
from tests.factories import (
    DAY,
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from votes.models import RollCall
from votes.services import (
    accept_reading,
    accept_suggestion,
    correct_ballot,
    decide_cell,
    differences,
    understand,
)

pytestmark = pytest.mark.django_db


def test_an_accepted_board_gives_one_ballot_a_state_and_a_provisional_result():
    roll_call = make_roll_call()
    reading = make_reading(roll_call, {"AGO": "yes", "AUS": "no", "AFG": "not_recorded"})

    accept_reading(reading, as_="provisional", by=None)

    assert roll_call.ballots.positions() == {"AGO": "yes", "AUS": "no", "AFG": "not_recorded"}
    assert RollCall.objects.get(pk=roll_call.pk).standing == "provisional"


def test_a_board_with_an_unknown_name_cannot_be_accepted():
    reading = make_reading(make_roll_call(), {"AGO": "yes", "FUJI": "no"})

    with pytest.raises(Refused, match=r"“FUJI” is not a name we know. Is it Fiji"):
        accept_reading(reading, as_="provisional", by=None)

    assert reading.roll_call.ballots.count() == 0


def test_a_confirmed_suggestion_is_learnt_with_its_date_and_unblocks_the_board():
    reading = make_reading(make_roll_call(), {"AGO": "yes", "FUJI": "no"})

    accept_suggestion(reading=reading, cell=1, by=None)
    accept_reading(reading, as_="provisional", by=None)

    assert reading.roll_call.ballots.positions() == {"AGO": "yes", "FJI": "no"}
    learnt = StateName.objects.get(name="FUJI")
    assert (learnt.state.code, learnt.since, learnt.kind) == ("FJI", DAY, "learnt")
    told = Ledger.objects.about(learnt.state).last()
    assert (told.action, told.source) == ("name learnt", reading.source)


def test_a_decision_leaves_the_cell_as_printed():
    reading = make_reading(make_roll_call(), {"FUJI": "no"})

    decide_cell(reading=reading, cell=0, state=State.objects.get(code="FJI"), by=None)

    reading.refresh_from_db()
    assert reading.cells[0]["printed"] == "FUJI"
    assert reading.positions == {"FJI": "no"}


def test_a_cell_that_a_person_leaves_out_gives_no_ballot():
    reading = make_reading(make_roll_call(), {"AGO": "yes", "CHAIR": "no"})

    decide_cell(reading=reading, cell=1, by=None, reason="not a State")
    accept_reading(reading, as_="official", by=None)

    assert reading.roll_call.ballots.positions() == {"AGO": "yes"}


def test_two_states_in_one_board_with_the_same_name_block_it():
    reading = make_reading(make_roll_call(), {"AGO": "yes", "ANGOLA": "no"})

    with pytest.raises(Refused, match="Angola stands 2 times"):
        accept_reading(reading, as_="provisional", by=None)


def test_a_state_without_a_seat_that_day_blocks_the_board():
    reading = make_reading(make_roll_call(), {"AGO": "yes", "CHN": "yes"})

    with pytest.raises(Refused, match="China had no seat that day"):
        accept_reading(reading, as_="provisional", by=None)


def test_a_difference_between_two_readings_must_be_chosen():
    roll_call = make_vote({"AGO": "yes", "AFG": "not_recorded"}, as_="provisional")
    official = make_reading(roll_call, {"AGO": "yes", "AFG": "abstain"})

    with pytest.raises(Refused, match=r"differ on AFG .abstain or not_recorded.: choose one"):
        accept_reading(official, as_="official", by=None)

    assert roll_call.ballots.positions()["AFG"] == "not_recorded"


def test_a_chosen_difference_becomes_a_decided_conflict_that_keeps_both_values():
    roll_call = make_vote({"AGO": "yes", "AFG": "not_recorded"}, as_="provisional")
    official = make_reading(roll_call, {"AGO": "yes", "AFG": "abstain"})

    accept_reading(official, as_="official", choices={"AFG": "abstain"}, reason="record", by=None)

    conflict = Conflict.objects.about(roll_call).get(field="ballot AFG")
    assert conflict.chosen_value == "abstain"
    assert {value.value for value in conflict.values.all()} == {"abstain", "not_recorded"}
    assert roll_call.ballots.positions() == {"AGO": "yes", "AFG": "abstain"}


def test_differences_are_known_as_soon_as_the_second_reading_is_recorded():
    roll_call = make_roll_call()
    make_reading(roll_call, {"AGO": "yes", "AFG": "not_recorded", "BRA": "yes"})
    make_reading(roll_call, {"AGO": "yes", "AFG": "abstain"})

    assert list(differences(roll_call)) == ["AFG"]


def test_a_choice_for_what_is_not_disputed_is_refused():
    reading = make_reading(make_roll_call(), {"AGO": "yes"})

    with pytest.raises(Refused, match="nothing to choose for AGO"):
        accept_reading(reading, as_="official", choices={"AGO": "no"}, by=None)


def test_an_official_result_does_not_become_provisional_again():
    roll_call = make_vote({"AGO": "yes"})

    with pytest.raises(Refused, match="official already"):
        accept_reading(roll_call.readings.get(), as_="provisional", by=None)


def test_accepting_on_a_roll_call_that_changed_meanwhile_writes_nothing():
    roll_call = make_roll_call()
    reading = make_reading(roll_call, {"AGO": "yes"})
    stale = make_reading(RollCall.objects.get(pk=roll_call.pk), {"AGO": "yes", "AUS": "no"})
    accept_reading(reading, as_="provisional", by=None)

    with pytest.raises(StaleRecord):
        accept_reading(stale, as_="official", by=None)

    assert roll_call.ballots.positions() == {"AGO": "yes"}


def test_a_correction_keeps_its_source_reason_and_old_value_in_the_ledger():
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})
    note = make_source(title="Note verbale")

    correct_ballot(
        roll_call=roll_call,
        state=State.objects.get(code="AUS"),
        position="abstain",
        source=note,
        reason="The delegation's letter was misread.",
        by=None,
    )

    row = Ledger.objects.about(roll_call).last()
    assert (row.action, row.source, row.changes) == (
        "corrected",
        note,
        {"ballot AUS": ["no", "abstain"]},
    )


def test_a_later_reading_never_silently_undoes_a_correction():
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})
    correct_ballot(
        roll_call=roll_call,
        state=State.objects.get(code="AUS"),
        position="abstain",
        source=make_source(),
        reason="misread",
        by=None,
    )
    harvest = make_reading(roll_call, {"AGO": "yes", "AUS": "no"})

    with pytest.raises(Refused, match="differ on AUS"):
        accept_reading(harvest, as_="official", by=None)


def test_a_printed_symbol_of_another_text_becomes_a_conflict_and_is_not_followed():
    roll_call = make_roll_call(
        resolution=make_resolution(drafts=("A/HRC/43/L.31/Rev.1",), source=make_source())
    )
    reading = make_reading(roll_call, {"AGO": "yes"}, symbol="L.13/Rev.1")

    conflict = Conflict.objects.about(roll_call).get(field="draft")
    assert [value.value for value in conflict.values.all()] == [
        "A/HRC/43/L.31/Rev.1",
        "L.13/Rev.1",
    ]
    assert roll_call.draft is None
    codes = [(found.code, found.blocks) for found in understand(reading).findings]
    assert ("symbol_conflict", False) in codes


@pytest.mark.parametrize(
    "printed", ["L.31/Rev.1", "A/HRC/43/L.31/Rev.1 as orally revised", "a/hrc/res/43/700", ""]
)
def test_a_symbol_of_the_text_itself_is_no_conflict(printed):
    text = make_resolution(number=700, drafts=("A/HRC/43/L.31/Rev.1",), source=make_source())
    roll_call = make_roll_call(resolution=text)

    make_reading(roll_call, {"AGO": "yes"}, symbol=printed)

    assert not Conflict.objects.about(roll_call).exists()


def test_the_same_text_of_the_same_source_is_refused_the_second_time():
    roll_call, source = make_roll_call(), make_source()
    make_reading(roll_call, {"AGO": "yes"}, source=source)

    with pytest.raises(Refused, match="already recorded"):
        make_reading(roll_call, {"AGO": "yes"}, source=source)


def test_a_missing_state_is_a_finding_that_does_not_block():
    reading = make_reading(make_roll_call(), {"AGO": "yes"})

    codes = {finding.code for finding in understand(reading).findings}

    assert codes == {"seat_missing"}
    assert understand(reading).blocking == []


def test_a_state_whose_cell_was_read_otherwise_loses_its_ballot_with_the_next_acceptance():
    roll_call = make_vote({"COD": "yes", "AUS": "no"})
    reading = roll_call.readings.get()
    decide_cell(reading=reading, cell=0, state=State.objects.get(code="CMR"), by=None)

    accept_reading(roll_call.readings.get(), as_="official", choices={}, reason="misread", by=None)

    assert roll_call.ballots.positions() == {"CMR": "yes", "AUS": "no"}
    assert Ledger.objects.about(roll_call).last().changes["ballot COD"] == ["yes", None]


def test_a_cell_that_was_left_out_is_taken_in_again_by_a_later_decision():
    reading = make_reading(make_roll_call(), {"FUJI": "no"})
    decide_cell(reading=reading, cell=0, by=None, reason="smudge")

    decide_cell(reading=reading, cell=0, state=State.objects.get(code="FJI"), by=None)

    assert understand(reading).cells.keys() == {"FJI"}


def test_what_a_person_taught_stands_in_the_ledger():
    reading = make_reading(make_roll_call(), {"FUJI": "no"})

    accept_suggestion(reading=reading, cell=0, by=None)

    assert Ledger.objects.about(reading).last().changes["learnt name"] == [None, "FUJI"]


def test_a_dispute_over_a_ballot_is_not_settled_past_the_ballot():
    roll_call = make_vote({"AFG": "not_recorded"}, as_="provisional")
    official = make_reading(roll_call, {"AFG": "abstain"})
    accept_reading(official, as_="official", choices={"AFG": "abstain"}, reason="record", by=None)
    conflict = Conflict.objects.about(roll_call).get()

    with pytest.raises(Refused, match="settled by a correction"):
        decide_conflict(conflict, value="not_recorded", reason="x", by=None)


def test_the_name_of_another_state_is_read_otherwise_once_but_never_learnt():
    reading = make_reading(make_roll_call(), {"SLOVENIA": "no"})
    slovakia = State.objects.get(code="SVK")

    with pytest.raises(Refused, match="is a name of Slovenia"):
        decide_cell(reading=reading, cell=0, state=slovakia, by=None, remember=True)
    decide_cell(reading=reading, cell=0, state=slovakia, by=None)

    assert reading.positions == {"SVK": "no"}
    assert not StateName.objects.filter(kind="learnt").exists()
