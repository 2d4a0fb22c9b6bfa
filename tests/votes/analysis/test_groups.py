"""A group with its members of each day, and how far it held together."""

from datetime import date
from fractions import Fraction

from votes.analysis.groups import GroupVote, cohesion, group_votes, tally_by_group
from votes.analysis.record import Term, record
from votes.analysis.tally import Tally

DAYS = [date(2019, 3, 1), date(2020, 3, 1)]


def of(**counts: int) -> GroupVote:
    return GroupVote(0, Tally(**counts))


def test_a_member_counts_on_the_days_on_which_it_belongs():
    cast = {("GBR", "no"): 0b11, ("DEU", "no"): 0b11, ("CHN", "yes"): 0b11}
    members = [Term("GBR", None, date(2020, 1, 31)), Term("DEU", date(1950, 1, 1), None)]

    before, after = group_votes(record(DAYS, cast, []), members)

    assert before.tally == Tally(no=2)
    assert after.tally == Tally(no=1)


def test_a_vote_in_which_no_member_could_vote_is_not_one_of_the_group():
    assert group_votes(record(DAYS, {("CHN", "yes"): 0b11}, []), [Term("DEU", None, None)]) == []


def test_the_share_of_a_vote_is_the_largest_part_of_those_that_took_a_position():
    vote = of(yes=2, no=3, abstain=5, absent=7, not_recorded=1)

    assert vote.share == Fraction(5, 10)
    assert vote.majority == ("abstain",)


def test_two_positions_may_be_as_many():
    assert of(yes=2, no=2, abstain=1).majority == ("yes", "no")


def test_cohesion_is_the_mean_over_votes_each_vote_alike():
    found = cohesion([of(yes=10), of(yes=1, no=1)])

    assert found.share == Fraction(3, 4)
    assert (found.votes, found.united) == (2, 1)


def test_one_member_alone_does_not_hold_together():
    found = cohesion([of(yes=1), of(absent=3)])

    assert found.share is None
    assert (found.votes, found.left_out) == (0, 2)


def test_a_tally_by_group_counts_a_state_in_each_of_its_groups():
    positions = {"EGY": "yes", "DEU": "no"}
    members = {"AFRICAN": ["EGY", "AGO"], "OIC": ["EGY"], "WEOG": ["DEU"], "GRULAC": ["CHL"]}

    assert tally_by_group(positions, members) == {
        "AFRICAN": Tally(yes=1),
        "OIC": Tally(yes=1),
        "WEOG": Tally(no=1),
    }
