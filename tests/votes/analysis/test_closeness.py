"""The closest votes."""

from votes.analysis.closeness import closest
from votes.analysis.tally import Tally


def test_ties_come_first_then_the_smallest_margin():
    found = closest([Tally(yes=20, no=10), Tally(yes=9, no=9), Tally(yes=10, no=11)])

    assert [(each.place, each.margin) for each in found] == [(1, 0), (2, 1), (0, 10)]


def test_of_one_margin_the_vote_with_more_on_either_side_comes_first():
    found = closest([Tally(yes=2, no=1), Tally(yes=20, no=19), Tally(yes=1, no=2)])

    assert found[0].place == 1


def test_a_vote_in_which_nobody_said_yes_or_no_has_no_margin():
    assert closest([Tally(abstain=5), Tally()]) == []
