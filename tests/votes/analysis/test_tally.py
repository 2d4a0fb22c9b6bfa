import pytest

from votes.analysis.tally import Tally, entitled_positions, tally


def test_the_five_positions_are_counted_apart():
    counted = tally(["yes", "yes", "no", "abstain", "absent", "not_recorded", "not_recorded"])

    assert counted == Tally(yes=2, no=1, abstain=1, absent=1, not_recorded=2)


def test_the_total_counts_the_states_that_did_not_vote_too():
    assert Tally(yes=23, no=16, abstain=5, absent=2, not_recorded=1).total == 47


def test_a_word_that_is_no_position_is_refused_by_name():
    with pytest.raises(ValueError, match="aye"):
        tally(["yes", "aye"])


def test_more_yes_than_no_is_adopted_however_many_abstain():
    assert Tally(yes=2, no=1, abstain=44).adopted


@pytest.mark.parametrize("counted", [Tally(yes=23, no=24), Tally(yes=23, no=23), Tally()])
def test_fewer_yes_a_tie_and_no_vote_at_all_are_not_adopted(counted):
    assert not counted.adopted


def test_the_score_leaves_out_those_that_did_not_vote():
    assert Tally(yes=28, no=1, abstain=17, absent=1).score == "28–1–17"


def test_the_words_name_only_what_occurred():
    assert (
        Tally(yes=28, no=1, abstain=17, absent=1).words == "28 yes, 1 no, 17 abstaining, 1 absent"
    )


def test_a_tally_of_nothing_says_so_in_words():
    assert tally([]).words == "no ballots"


def test_a_ballot_of_a_state_without_the_right_to_vote_does_not_count():
    assert entitled_positions({"AUS": "no", "LBY": "yes"}, {"AUS"}) == {"AUS": "no"}


def test_a_state_with_the_right_to_vote_and_no_ballot_is_not_recorded():
    found = entitled_positions({"AUS": "no"}, {"AUS", "AGO"})

    assert list(found.items()) == [("AGO", "not_recorded"), ("AUS", "no")]


def test_where_nobody_recorded_the_seats_every_ballot_counts():
    assert entitled_positions({"AUS": "no"}, ()) == {"AUS": "no"}
