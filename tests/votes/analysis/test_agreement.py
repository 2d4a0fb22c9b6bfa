"""How often two States voted alike, and what is left out of that."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.analysis.agreement import COLUMNS, agreement, all_pairs, common_votes, percent
from votes.analysis.record import Record, places, record

LETTERS = {"Y": "yes", "N": "no", "A": "abstain", "-": "absent", "?": "not_recorded"}
FIRST = date(2020, 1, 1)


def make_record(**rows: str) -> Record:
    """A letter a vote: Y N A, "-" absent, "?" not recorded, a blank for no right to vote."""
    cast: dict = {}
    for state, letters in rows.items():
        for place, letter in enumerate(letters):
            if letter != " ":
                key = state, LETTERS[letter]
                cast[key] = cast.get(key, 0) | 1 << place
    size = max(map(len, rows.values()))
    return record([FIRST + timedelta(days=each) for each in range(size)], cast, [])


def test_votes_alike_are_counted_of_those_in_which_both_took_a_position():
    pair = agreement(make_record(CHL="YNAYN", CHN="YNAAY"), "CHL", "CHN")

    assert (pair.common, pair.same, pair.one_abstained, pair.opposed) == (5, 3, 1, 1)
    assert pair.share("exact") == Fraction(3, 5)
    assert pair.share("abstain_half") == Fraction(7, 10)


def test_every_other_vote_is_left_out_and_says_why():
    pair = agreement(make_record(CHL="Y-??Y Y ", CHN="YY-?? Y "), "CHL", "CHN")

    assert (pair.common, pair.same) == (2, 2)
    assert (pair.absent, pair.not_recorded, pair.not_both_entitled) == (2, 2, 2)


@pytest.mark.parametrize("variant", ["exact", "abstain_half"])
def test_without_a_common_vote_there_is_no_share(variant):
    pair = agreement(make_record(CHL="Y ", CHN=" Y"), "CHL", "CHN")

    assert pair.share(variant) is None
    assert pair.row[variant] is None
    assert percent(pair.share(variant)) == "no common votes"


def test_never_alike_is_nought_and_not_nothing():
    pair = agreement(make_record(CHL="Y", CHN="N"), "CHL", "CHN")

    assert pair.share("exact") == 0
    assert percent(pair.share("exact")) == "0 %"


def test_a_state_that_is_not_in_the_record_has_no_common_vote():
    pair = agreement(make_record(CHL="YN", CHN="NN"), "CHL", "CUB")

    assert (pair.common, pair.not_both_entitled) == (0, 2)


def test_the_row_for_programs_has_the_columns_that_are_named():
    pair = agreement(make_record(CHL="YNA", CHN="YYY"), "CHL", "CHN")

    assert tuple(pair.row) == COLUMNS
    assert pair.row["exact"] == 0.3333


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(31, 45), "69 %"),
        (Fraction(1, 8), "13 %"),
        (Fraction(999, 1000), "over 99 %"),
        (Fraction(1, 1000), "under 1 %"),
        (Fraction(1), "100 %"),
    ],
)
def test_a_percentage_never_says_all_or_nothing_of_what_is_only_near(share, said):
    assert percent(share) == said


rows = st.lists(st.text(alphabet="YNA-? ", min_size=6, max_size=6), min_size=3, max_size=5)


@given(rows)
def test_all_pairs_are_what_counting_vote_by_vote_gives(letters):
    states = {f"S{chr(65 + place)}{chr(65 + place)}": row for place, row in enumerate(letters)}
    found = make_record(**states)

    for pair in all_pairs(found):
        votes = list(zip(states[pair.first], states[pair.second], strict=True))
        common = [vote for vote in votes if set(vote) <= set("YNA")]
        entitled = [vote for vote in votes if " " not in vote]
        absent = [vote for vote in entitled if "-" in vote]
        assert pair.common == len(common)
        assert pair.same == sum(one == other for one, other in common)
        assert pair.opposed == sum(set(vote) == {"Y", "N"} for vote in common)
        assert pair.absent == len(absent)
        assert pair.not_recorded == len(entitled) - len(absent) - len(common)
        assert pair.not_both_entitled == len(votes) - len(entitled)


def test_every_two_states_stand_once_in_the_order_of_their_codes():
    pairs = all_pairs(make_record(CHN="Y", CHL="Y", AGO="N"))

    assert [pair[:2] for pair in pairs] == [("AGO", "CHL"), ("AGO", "CHN"), ("CHL", "CHN")]


def test_the_common_votes_are_known_one_by_one():
    votes = common_votes(make_record(CHL="YNA-", CHN="YYAY"), "CHL", "CHN")

    assert list(places(votes.alike)) == [0, 2]
    assert list(places(votes.different)) == [1]
