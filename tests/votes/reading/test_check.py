"""Findings: what a reading leaves open, and which of it must be settled first."""

from votes.reading.cells import Cell, Transcript
from votes.reading.check import Finding, Seating, check, counted
from votes.reading.names import Match

NAMES = {"AGO": "Angola", "FJI": "Fiji", "LBY": "Libya"}
SEATING = Seating(frozenset({"AGO", "FJI"}), frozenset({"LBY"}), NAMES)


def findings(*rows: tuple[str, str | None, Match], seating=None, **fields) -> list[Finding]:
    cells = tuple(
        Cell(line, "NAME", mark, position) for line, (mark, position, _) in enumerate(rows, start=1)
    )
    matches = [found for _, _, found in rows]
    return check(Transcript(cells=cells, **fields), matches, names=NAMES, seating=seating)


def codes(*rows, **fields) -> list[tuple[str, bool]]:
    return [(each.code, each.blocks) for each in findings(*rows, **fields)]


AGO = ("YES", "yes", Match("AGO"))
FJI = ("NO", "no", Match("FJI"))


def test_a_reading_in_which_all_is_clear_has_no_findings():
    assert codes(AGO, FJI, seating=SEATING) == []


def test_an_unknown_name_blocks():
    assert codes(("YES", "yes", Match())) == [("unknown_name", True)]


def test_a_suggestion_blocks_until_a_person_confirms_it_and_names_the_line():
    (found,) = findings(("YES", "yes", Match(suggestion="FJI")))

    assert (found.code, found.blocks, found.row) == ("suggestion_waiting", True, 1)
    assert found.message == "Line 1: “NAME” is not a name we know. Is it Fiji (FJI)?"


def test_a_state_that_stands_twice_blocks_and_both_lines_are_named():
    (found,) = findings(AGO, ("NO", "no", Match("AGO")))

    assert (found.code, found.blocks) == ("duplicate_state", True)
    assert found.message == "Angola stands 2 times, on lines 1 and 2."


def test_a_state_without_a_seat_blocks():
    assert ("no_seat", True) in codes(AGO, FJI, ("NO", "no", Match("CHN")), seating=SEATING)


def test_without_a_day_no_seat_is_checked():
    assert codes(("NO", "no", Match("CHN"))) == []


def test_a_suspended_seat_is_told_and_does_not_block():
    assert codes(AGO, FJI, ("NO", "no", Match("LBY")), seating=SEATING) == [
        ("seat_suspended", False)
    ]


def test_a_state_that_is_not_listed_is_told_and_does_not_block():
    assert codes(AGO, seating=SEATING) == [("seat_missing", False)]


def test_a_state_behind_a_suggestion_is_not_missing():
    assert codes(AGO, ("NO", "no", Match(suggestion="FJI")), seating=SEATING) == [
        ("suggestion_waiting", True)
    ]


def test_a_source_that_lists_some_states_alone_is_incomplete():
    assert codes(AGO, seating=SEATING, listed=frozenset({"yes"})) == [
        ("seat_missing", False),
        ("incomplete", False),
    ]


def test_an_unknown_mark_blocks():
    assert codes(("YSE", None, Match("AGO"))) == [("unknown_mark", True)]


def test_two_marks_in_one_cell_block():
    assert codes(("YES/NO", None, Match("AGO"))) == [("too_many_marks", True)]


def test_a_blank_mark_is_told_and_does_not_block():
    assert codes(("", "not_recorded", Match("AGO"))) == [("blank_mark", False)]


def test_declared_totals_that_the_cells_do_not_give_are_told_and_do_not_block():
    (found,) = findings(AGO, declared={"yes": 2, "no": 0})

    assert (found.code, found.blocks) == ("count_mismatch", False)
    assert found.message == "The source states 2 yes; its cells give 1."


def test_declared_non_voting_is_held_against_absent_and_not_recorded_together():
    rows = [(".", "absent", Match("AGO")), ("", "not_recorded", Match("FJI"))]

    assert "count_mismatch" not in dict(codes(*rows, declared={"non_voting": 2}))
    assert "count_mismatch" in dict(codes(*rows, declared={"non_voting": 1}))


def seats_findings(declared, *rows, seating=SEATING) -> list[str]:
    found = findings(*rows, declared=declared, seating=seating)
    return [each.message for each in found if each.code == "seats_mismatch" and not each.blocks]


def test_totals_of_more_votes_than_seats_are_told_and_do_not_block():
    assert seats_findings({"yes": 3, "no": 1, "abstain": 0}, AGO, FJI) == [
        "The totals give 4 votes; 2 States had the right to vote."
    ]


def test_totals_that_miss_seats_are_told_only_where_the_source_counts_those_that_did_not_vote():
    assert seats_findings({"yes": 1, "no": 0, "abstain": 0, "non_voting": 0}, AGO, FJI) != []
    assert seats_findings({"yes": 1, "no": 0, "abstain": 0}, AGO, FJI) == []
    assert seats_findings({"yes": 1, "no": 0}, AGO, FJI) == []


def test_a_blank_beside_declared_absences_misses_no_seat():
    blank = ("", "not_recorded", Match("FJI"))

    assert seats_findings({"yes": 1, "no": 0, "abstain": 0, "absent": 0}, AGO, blank) == []


def test_a_suspended_seat_may_be_counted_or_left_out():
    counted_in = {"yes": 1, "no": 1, "abstain": 0, "non_voting": 1}

    assert seats_findings(counted_in, AGO, FJI) == []
    assert seats_findings(counted_in | {"non_voting": 0}, AGO, FJI) == []
    assert seats_findings(counted_in | {"non_voting": 2}, AGO, FJI) != []


def test_cells_are_counted_whether_or_not_their_names_are_known():
    cells = (Cell(1, "FUJI", "ABST", "abstain"), Cell(2, "X", "YSE", None))

    assert counted(cells) == {"yes": 0, "no": 0, "abstain": 1, "absent": 0, "not_recorded": 0}
