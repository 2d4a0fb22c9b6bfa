import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.analysis.shifts import Flow, Move, shifts, summary
from votes.analysis.tally import Tally
from votes.reading.cells import POSITIONS

WORD = {"Y": "yes", "N": "no", "A": "abstain", ".": "absent"}

ballots = st.dictionaries(st.sampled_from("ABCDEFGHIJ"), st.sampled_from(POSITIONS))
entitled = st.sets(st.sampled_from("ABCDEFGHIJ"))


def of_all_seated(before, after):
    return shifts(before, after, before.keys(), after.keys())


@pytest.fixture(scope="module")
def initiative(shared):
    path = shared / "data/hrc/votes_37-23_43-21_46-13.csv"
    with path.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {
        number: {
            row["iso3"]: WORD[row["vote"]] for row in rows if row["symbol"] == f"A/HRC/RES/{number}"
        }
        for number in ("37/23", "43/21", "46/13")
    }


@pytest.mark.shared
def test_between_37_23_and_43_21_nine_of_twenty_two_states_switched(initiative):
    compared = of_all_seated(initiative["37/23"], initiative["43/21"])

    assert [(move.state, move.before, move.after) for move in compared.switches] == [
        ("AUS", "abstain", "no"),
        ("CHL", "yes", "abstain"),
        ("COD", "yes", "abstain"),
        ("DEU", "abstain", "no"),
        ("ESP", "abstain", "no"),
        ("JPN", "abstain", "no"),
        ("KOR", "abstain", "no"),
        ("SVK", "abstain", "no"),
        ("UKR", "abstain", "no"),
    ]
    assert (compared.common, compared.unchanged, compared.absent) == (22, 13, ())


@pytest.mark.shared
def test_the_other_nine_no_votes_on_43_21_came_with_new_members(initiative):
    compared = of_all_seated(initiative["37/23"], initiative["43/21"])

    assert compared.joined_by == Tally(yes=12, no=9, abstain=4)


@pytest.mark.shared
def test_between_43_21_and_46_13_the_whole_change_is_turnover(initiative):
    compared = of_all_seated(initiative["43/21"], initiative["46/13"])

    assert summary(compared) == (
        "Of 37 States that sat both times, none moved. "
        "Any difference between the totals comes from the change of members."
    )


def test_a_state_that_changed_its_position_is_a_switch():
    compared = of_all_seated({"CHL": "yes"}, {"CHL": "abstain"})

    assert compared.switches == (Move("CHL", "yes", "abstain"),)


@pytest.mark.parametrize("silent", ["absent", "not_recorded"])
def test_a_state_that_was_silent_once_is_neither_switched_nor_unchanged(silent):
    compared = of_all_seated({"LBY": silent, "PER": "no"}, {"LBY": "no", "PER": silent})

    assert compared.absent == (Move("LBY", silent, "no"), Move("PER", "no", silent))
    assert (compared.switches, compared.unchanged) == ((), 0)


def test_a_state_silent_both_times_is_not_unchanged():
    compared = of_all_seated({"LBY": "absent"}, {"LBY": "absent"})

    assert (compared.unchanged, len(compared.absent)) == (0, 1)


def test_an_entitled_state_without_a_ballot_counts_as_not_recorded():
    compared = shifts({"BRA": "yes"}, {}, {"BRA"}, {"BRA"})

    assert compared.absent == (Move("BRA", "yes", "not_recorded"),)


def test_a_ballot_of_a_state_that_had_no_vote_that_day_is_left_out():
    compared = shifts({"SWZ": "yes"}, {"SWZ": "no"}, set(), {"SWZ"})

    assert (compared.common, compared.joined) == (0, ("SWZ",))


def test_members_that_came_and_left_are_counted_by_how_they_voted():
    compared = of_all_seated({"USA": "no", "TUN": "absent"}, {"IND": "no", "LBY": "abstain"})

    assert (compared.left, compared.joined) == (("TUN", "USA"), ("IND", "LBY"))
    assert compared.left_by == Tally(no=1, absent=1)
    assert compared.joined_by == Tally(no=1, abstain=1)


def test_flows_run_between_positions_and_count_those_that_stayed():
    compared = of_all_seated(
        {"AUS": "abstain", "JPN": "abstain", "PER": "abstain"},
        {"AUS": "no", "JPN": "no", "PER": "abstain"},
    )

    assert compared.flows == (Flow("abstain", "no", 2), Flow("abstain", "abstain", 1))


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("no", "abstain", "towards"),
        ("no", "yes", "towards"),
        ("abstain", "yes", "towards"),
        ("yes", "abstain", "away"),
        ("yes", "no", "away"),
        ("abstain", "no", "away"),
        ("yes", "yes", None),
        ("yes", "absent", None),
        ("not_recorded", "no", None),
    ],
)
def test_a_move_is_towards_or_away_from_the_text_or_says_nothing(before, after, direction):
    assert Move("CHL", before, after).direction == direction


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({}, {}, "No State sat both times, so nobody can have moved."),
        ({"AUS": "no"}, {"IND": "no"}, "No State sat both times, so nobody can have moved."),
        (
            {"AUS": "absent"},
            {"AUS": "no"},
            "No position can be compared for the only State that sat both times.",
        ),
        (
            {"AUS": "absent", "JPN": "no"},
            {"AUS": "no", "JPN": "absent"},
            "No position can be compared for any of the 2 States that sat both times.",
        ),
        ({"AUS": "no"}, {"AUS": "no"}, "The only State that sat both times did not move."),
        (
            {"AUS": "no"},
            {"AUS": "yes"},
            "The only State that sat both times moved towards the text.",
        ),
        (
            {"AUS": "no", "JPN": "no"},
            {"AUS": "no", "JPN": "no"},
            "Of 2 States that sat both times, none moved.",
        ),
        (
            {"AUS": "no", "CHL": "yes"},
            {"AUS": "no", "CHL": "abstain"},
            "Of 2 States that sat both times, 1 moved, away from the text.",
        ),
        (
            {"AUS": "abstain", "CHL": "yes"},
            {"AUS": "no", "CHL": "abstain"},
            "Of 2 States that sat both times, 2 moved, all away from the text.",
        ),
        (
            {"AUS": "no", "CHL": "yes", "JPN": "yes"},
            {"AUS": "yes", "CHL": "no", "JPN": "no"},
            "Of 3 States that sat both times, 3 moved: 2 away from the text and 1 towards it.",
        ),
        (
            {"AUS": "no", "CHL": "absent"},
            {"AUS": "no", "CHL": "yes"},
            "Of 2 States that sat both times, none moved. "
            "1 cannot be compared: it was absent or not recorded at one vote or both.",
        ),
    ],
)
def test_the_sentence_fits_the_case(before, after, sentence):
    assert summary(of_all_seated(before, after)) == sentence


@given(ballots, ballots, entitled, entitled)
def test_every_state_entitled_both_times_is_counted_exactly_once(before, after, first, second):
    compared = shifts(before, after, first, second)

    counted = len(compared.switches) + compared.unchanged + len(compared.absent)
    assert compared.common == len(first & second) == counted


@given(ballots, ballots, entitled, entitled)
def test_flows_and_turnover_together_make_the_whole_of_both_votes(before, after, first, second):
    compared = shifts(before, after, first, second)

    stayed = sum(flow.states for flow in compared.flows)
    assert stayed + compared.left_by.total == len(first)
    assert stayed + compared.joined_by.total == len(second)


@given(ballots, ballots, entitled, entitled)
def test_looking_back_from_the_second_vote_turns_every_direction(before, after, first, second):
    forth, back = shifts(before, after, first, second), shifts(after, before, second, first)

    assert (len(forth.away), forth.joined) == (len(back.towards), back.left)
