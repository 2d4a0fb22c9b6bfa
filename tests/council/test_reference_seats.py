import csv
import datetime as dt
import gzip
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from kb.council import reference

REGIONAL = {
    "AFRICAN": 13,
    "ASIA_PACIFIC": 13,
    "EASTERN_EUROPEAN": 6,
    "GRULAC": 8,
    "WEOG": 7,
}
FIRST_DAYS = [dt.date(year, 6, 19) for year in range(2006, 2013)] + [
    dt.date(year, 1, 1) for year in range(2013, 2027)
]


def share_a_day(rows, key):
    """Pairs of rows with the same key that hold on one and the same day."""
    ordered = sorted(rows, key=lambda row: (key(row), row.since or dt.date.min))
    return [
        (one, other)
        for one, other in pairwise(ordered)
        if key(one) == key(other) and (one.until is None or one.until >= (other.since or one.until))
    ]


def seated(day: dt.date) -> set[str]:
    return {seat.state for seat in reference.seats_on(day)}


def entitled(day: dt.date) -> set[str]:
    return {seat.state for seat in reference.entitled_on(day)}


def members_of(group: str, day: dt.date) -> set[str]:
    return {
        row.state
        for row in reference.group_members()
        if row.group == group and reference.covers(row, day)
    }


def roll_calls(shared: Path) -> dict[tuple[str, dt.date], set[str]]:
    """Symbol and day of each Council roll call to the States it lists."""
    listed = defaultdict(set)
    path = shared / "data/hrc/votes_2006-2021.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            listed[row["symbol"], dt.date.fromisoformat(row["date"])].add(row["iso3"])
    return listed


def test_every_member_state_but_kiribati_is_in_one_regional_group():
    regional = {group.code for group in reference.groups() if group.kind == "regional"}
    counts = Counter(row.state for row in reference.group_members() if row.group in regional)

    members = {state.code for state in reference.states() if state.kind == "member"}
    assert members - set(counts) == {"KIR"}
    assert set(counts.values()) == {1}


@pytest.mark.parametrize(
    ("group", "count"),
    [
        ("AFRICAN", 54),
        ("ASIA_PACIFIC", 53),
        ("EASTERN_EUROPEAN", 23),
        ("GRULAC", 33),
        ("WEOG", 29),
        ("EU", 27),
        ("OIC", 57),
        ("ARAB_LEAGUE", 22),
    ],
)
def test_a_group_has_its_known_number_of_members_today(group, count):
    assert len(members_of(group, dt.date(2026, 1, 1))) == count


@pytest.mark.parametrize(
    ("group", "state", "day", "belongs"),
    [
        ("EU", "GBR", "2020-01-31", True),
        ("EU", "GBR", "2020-02-01", False),
        ("EU", "HRV", "2013-06-30", False),
        ("EU", "DDR", "1980-01-01", False),
        ("OIC", "SYR", "2012-08-16", False),
        ("ARAB_LEAGUE", "SYR", "2011-11-15", True),
        ("ARAB_LEAGUE", "SYR", "2020-06-22", False),
        ("ARAB_LEAGUE", "SYR", "2023-05-07", True),
        ("WEOG", "ISR", "1999-01-01", False),
        ("WEOG", "ISR", "2020-06-22", True),
    ],
)
def test_membership_of_a_group_goes_by_the_day(group, state, day, belongs):
    assert (state in members_of(group, dt.date.fromisoformat(day))) is belongs


def test_memberships_of_one_state_in_one_group_do_not_overlap():
    assert share_a_day(reference.group_members(), lambda row: (row.group, row.state)) == []


@pytest.mark.parametrize("day", FIRST_DAYS, ids=str)
def test_a_cycle_begins_with_47_seats_shared_among_the_regional_groups(day):
    assert Counter(seat.group for seat in reference.seats_on(day)) == REGIONAL


def test_the_bodies_say_how_many_seats_they_have():
    assert {body.code: body.seats for body in reference.bodies()} == {
        "chr": 53,
        "ga": None,
        "hrc": 47,
    }


def test_every_seat_is_held_for_the_group_of_its_state():
    members = {(row.state, row.group) for row in reference.group_members()}

    assert {(seat.state, seat.group) for seat in reference.seats()} <= members


def test_terms_of_one_state_do_not_overlap():
    assert share_a_day(reference.seats(), lambda row: (row.body, row.state)) == []


def test_one_seat_was_empty_between_the_united_states_and_iceland():
    day = dt.date(2018, 7, 2)

    assert len(reference.seats_on(day)) == 46
    assert "USA" in seated(dt.date(2018, 6, 19))
    assert not {"USA", "ISL"} & seated(day)
    assert "ISL" in seated(dt.date(2018, 7, 13))


def test_a_suspended_seat_counts_but_does_not_vote():
    day = dt.date(2011, 6, 17)

    assert seated(day) - entitled(day) == {"LBY"}


@pytest.mark.parametrize("day", ["2011-02-28", "2011-11-18"])
def test_libya_votes_before_and_after_its_suspension(day):
    assert "LBY" in entitled(dt.date.fromisoformat(day))


def test_the_russian_seat_was_suspended_left_and_filled_by_czechia():
    assert seated(dt.date(2022, 4, 7)) - entitled(dt.date(2022, 4, 7)) == {"RUS"}
    assert len(reference.seats_on(dt.date(2022, 5, 9))) == 46
    assert seated(dt.date(2022, 5, 10)) - seated(dt.date(2022, 5, 9)) == {"CZE"}


def test_terms_elected_in_2025_run_to_the_end_of_2028():
    assert {seat.until for seat in reference.seats_on(dt.date(2026, 1, 1))} == {
        dt.date(2026, 12, 31),
        dt.date(2027, 12, 31),
        dt.date(2028, 12, 31),
    }


def test_a_body_without_seats_of_its_own_has_none():
    assert reference.seats_on(dt.date(2020, 6, 22), "ga") == ()


@pytest.mark.shared
def test_the_records_list_states_without_a_seat_only_in_the_known_roll_calls(shared):
    strangers = {
        (symbol, str(day)): listed - seated(day)
        for (symbol, day), listed in roll_calls(shared).items()
        if listed - seated(day)
    }

    next_cycle = {"BRA", "EGY", "HRV", "HUN", "IRQ", "JPN", "RWA", "TUN", "USA"}
    assert strangers == {
        ("A/HRC/RES/16/31", "2011-03-25"): {"SVN", "SWZ"},
        ("A/HRC/33/L.34", "2016-09-27"): next_cycle,
        ("A/HRC/33/L.35", "2016-09-27"): next_cycle,
        ("A/HRC/RES/38/2", "2018-07-05"): {"USA"},
        ("A/HRC/RES/38/3", "2018-07-05"): {"USA"},
        ("A/HRC/RES/38/12", "2018-07-06"): {"USA"},
        ("A/HRC/RES/38/14", "2018-07-06"): {"USA"},
        ("A/HRC/RES/38/16", "2018-07-06"): {"USA"},
        ("A/HRC/RES/38/18", "2018-07-06"): {"USA"},
    }


@pytest.mark.shared
def test_the_records_leave_out_seated_states_only_in_the_known_roll_calls(shared):
    left_out = {
        symbol for (symbol, day), listed in roll_calls(shared).items() if seated(day) - listed
    }

    assert left_out == {"A/HRC/RES/16/31", "A/HRC/33/L.34", "A/HRC/33/L.35"}
