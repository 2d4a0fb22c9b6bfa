"""What each State did in a sequence of votes: who could vote, and what its ballots say."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from votes.analysis.record import Term, between, places, record, tallies
from votes.analysis.tally import Tally

DAYS = [date(2019, 3, 1), date(2020, 3, 1), date(2020, 3, 1), date(2021, 3, 1)]
SEAT = Term("CHL", date(2020, 1, 1), date(2020, 12, 31))


def test_a_seat_with_no_ballot_is_not_recorded_and_days_without_a_seat_do_not_count():
    found = record(DAYS, {("CHL", "yes"): 0b0010, ("CHN", "no"): 0b1111}, [SEAT, _always("CHN")])

    assert found.states["CHL"].participation == Tally(yes=1, not_recorded=1)
    assert found.states["CHN"].participation == Tally(no=4)


def test_a_ballot_without_the_right_to_vote_is_left_out():
    found = record(DAYS, {("CHL", "yes"): 0b1111, ("CUB", "no"): 0b1111}, [SEAT, _always("CHN")])

    assert found.states["CHL"].participation == Tally(yes=2)
    assert "CUB" not in found.states


def test_a_suspended_seat_has_no_vote():
    suspension = Term("CHN", date(2020, 2, 1), date(2020, 4, 1))

    found = record(DAYS, {("CHN", "no"): 0b1111}, [_always("CHN"), _always("CHL")], [suspension])

    assert found.states["CHN"].participation == Tally(no=2)


def test_where_nobody_recorded_a_seat_that_day_whoever_has_a_ballot_could_vote():
    found = record(DAYS, {("CUB", "no"): 0b1011}, [SEAT])

    assert found.states["CUB"].participation == Tally(no=2)
    assert found.states["CHL"].participation == Tally(not_recorded=2)


def test_absent_and_not_recorded_never_collapse():
    cast = {("CHL", "absent"): 0b0010, ("CHL", "not_recorded"): 0b0100}

    found = record(DAYS, cast, [SEAT])

    assert found.states["CHL"].participation == Tally(absent=1, not_recorded=1)
    assert found.states["CHL"].voted == 0


def test_the_tally_of_each_vote_counts_its_own_members_alone():
    found = record(DAYS, {("CHL", "yes"): 0b0010, ("CHN", "no"): 0b1111}, [SEAT, _always("CHN")])

    assert tallies(found)[1] == Tally(yes=1, no=1)
    assert tallies(found, {"CHN": 0b0001}) == [Tally(no=1), Tally(), Tally(), Tally()]


def test_positions_of_one_vote():
    found = record(DAYS, {("CHL", "yes"): 0b0010, ("CHN", "no"): 0b1111}, [SEAT, _always("CHN")])

    assert found.positions(0) == {"CHN": "no"}
    assert found.positions(1) == {"CHL": "yes", "CHN": "no"}


def test_no_votes_make_an_empty_record():
    assert dict(record([], {}, [SEAT]).states) == {}


@given(st.sets(st.integers(0, 9_000)))
def test_places_are_the_bits_of_a_set(chosen):
    assert list(places(sum(1 << place for place in chosen))) == sorted(chosen)


@given(
    st.lists(st.dates()).map(sorted),
    st.one_of(st.none(), st.dates()),
    st.one_of(st.none(), st.dates()),
)
def test_a_term_covers_the_days_from_its_first_to_its_last(days, since, until):
    held = [
        place
        for place, day in enumerate(days)
        if (since is None or since <= day) and (until is None or day <= until)
    ]

    assert list(places(between(days, since, until))) == held


def _always(state: str) -> Term:
    return Term(state, None, None)
