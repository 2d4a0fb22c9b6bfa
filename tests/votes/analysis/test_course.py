"""One State's course through the votes of one initiative."""

from votes.analysis.course import course


def places(steps) -> list[tuple[int, int]]:
    return [(step.first, step.second) for step in steps]


def test_a_change_at_consecutive_votes_is_a_switch():
    found = course("CHL", ["yes", "abstain", "abstain"])

    assert places(found.compared) == [(0, 1), (1, 2)]
    assert places(found.switches) == [(0, 1)]
    assert found.switches[0].move.direction == "away"


def test_a_change_after_a_vote_without_a_seat_stands_apart():
    found = course("CHL", ["no", None, "yes"])

    assert found.compared == found.switches == ()
    assert places(found.changed_apart) == [(0, 2)]
    assert found.changed_apart[0].move.direction == "towards"


def test_absence_is_no_position_and_parts_the_votes_around_it():
    found = course("CHL", ["no", "absent", "yes", "not_recorded", "yes"])

    assert found.switches == ()
    assert places(found.changed_apart) == [(0, 2)]


def test_the_same_position_after_a_gap_is_no_change():
    assert course("CHL", ["no", None, "no"]).changed_apart == ()


def test_one_vote_or_none_makes_no_pair():
    assert course("CHL", []).steps == course("CHL", ["yes"]).steps == ()
