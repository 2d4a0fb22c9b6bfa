"""The clock in Geneva, on ordinary days and in the two nights in which it changes."""

from datetime import UTC, datetime

import pytest

from kb.records.geneva import in_geneva, instant_in_geneva


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (datetime(2026, 6, 22, 15, 0), datetime(2026, 6, 22, 13, 0, tzinfo=UTC)),
        (datetime(2026, 12, 1, 15, 0), datetime(2026, 12, 1, 14, 0, tzinfo=UTC)),
        (datetime(2026, 3, 29, 1, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (datetime(2026, 3, 29, 3, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_in_geneva_is_one_instant(wall: datetime, instant: datetime):
    assert instant_in_geneva(wall) == instant


def test_an_hour_that_is_shown_twice_can_be_meant_both_ways():
    wall = datetime(2026, 10, 25, 2, 30)

    first, second = instant_in_geneva(wall), instant_in_geneva(wall, is_second=True)

    assert (second - first).total_seconds() == 3600
    assert in_geneva(first) == "25 October 2026, 02:30 (summer time)"
    assert in_geneva(second) == "25 October 2026, 02:30 (winter time)"


def test_a_time_that_the_clock_never_shows_is_refused_with_what_to_do():
    with pytest.raises(ValueError, match=r"never shows 02:30 on 29 March 2026.*from 03:00"):
        instant_in_geneva(datetime(2026, 3, 29, 2, 30))


def test_the_second_time_of_an_hour_that_is_shown_once_is_refused():
    with pytest.raises(ValueError, match="only once"):
        instant_in_geneva(datetime(2026, 6, 22, 15, 0), is_second=True)
