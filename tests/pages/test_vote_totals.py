"""What one source leaves out or contradicts itself in, and what may stand as a score."""

import pytest

from kb.council.models import Seat, State
from tests.factories import (
    DAY,
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_transcript,
    make_vote,
)
from tests.pages.reading_pages import page_of, text_of
from tests.statements.factories import make_article, make_claim_check, make_statement
from votes.models import Reading, RollCall
from votes.reading.cells import Cell, Transcript
from votes.services import accept_reading, decide_cell, record_reading

pytestmark = pytest.mark.django_db

DECLARED = {"yes": 20, "no": 10, "abstain": 16, "non_voting": 1}


def board(*, yes: int = 0, no: int = 0, abstain: int = 0, absent: int = 0, rest="not_recorded"):
    """Positions of all 47 States with a seat, in the order of their codes."""
    seats = Seat.objects.filter(body__code="hrc").on(DAY)
    states = sorted(seats.values_list("state__code", flat=True))
    taken = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain + ["absent"] * absent
    return dict(zip(states, [*taken, *[rest] * (len(states) - len(taken))], strict=True))


def without(positions: dict[str, str], *states: str) -> dict[str, str]:
    return {state: position for state, position in positions.items() if state not in states}


def test_a_source_whose_totals_are_not_those_of_its_rows_says_both(client):
    vote = make_roll_call()
    make_reading(vote, board(yes=16, no=15, abstain=15, absent=1), declared=DECLARED)

    shown = text_of(client, vote)

    assert "The source's own totals are 20–10–16; its rows give 16–15–15." in shown


def test_such_totals_stand_among_the_sources_that_differ_beside_ours(client):
    vote = make_roll_call()
    positions = board(yes=16, no=15, abstain=15, absent=1)
    reading = make_reading(vote, positions, declared=DECLARED)
    accept_reading(reading, as_="official", by=None)

    shown = text_of(client, vote)

    assert f"Totals 16–15–15 {reading.source}, its own totals: “20–10–16”" in shown
    assert f"{reading.source}, its rows: “16–15–15”" in shown


def test_with_two_sources_the_one_that_contradicts_itself_is_named(client):
    vote = make_vote(board(yes=16, no=15, abstain=15, absent=1))
    other = make_reading(vote, board(yes=16, no=15, abstain=16), declared={"yes": 17})

    shown = text_of(client, vote)

    assert f"{other.source}: its own totals are 17 yes; its rows give 16 yes." in shown


def test_states_counted_as_not_voting_are_held_against_those_absent_and_not_recorded(client):
    vote = make_roll_call()
    make_reading(vote, board(yes=30, no=15, absent=1), declared={"yes": 30, "non_voting": 3})

    shown = text_of(client, vote)

    assert "The source's own totals are 3 not voting; its rows give 2 not voting." in shown


def test_totals_of_states_that_a_source_does_not_list_cannot_differ_from_its_rows(client):
    vote = make_roll_call()
    positions = {"AUS": "no", "AUT": "no"}
    make_reading(
        vote, positions, declared={"yes": 23, "no": 2}, listed=frozenset({"no", "abstain"})
    )

    assert "own totals" not in text_of(client, vote)


def test_totals_that_agree_are_not_told(client):
    vote = make_roll_call()
    make_reading(vote, board(yes=20, no=10, abstain=16), declared=DECLARED)

    shown = text_of(client, vote)

    assert "own totals" not in shown
    assert "Sources that differ" not in shown


def test_a_state_with_a_seat_that_a_board_leaves_out_is_named(client):
    vote = make_roll_call()
    make_reading(vote, without(board(yes=30, rest="no"), "BRA"))

    assert "Not listed by the source: Brazil." in text_of(client, vote)


def test_a_state_that_lists_of_some_positions_leave_out_is_not_named(client):
    vote = make_roll_call()
    make_reading(vote, {"AUS": "no"}, listed=frozenset({"no", "abstain"}))

    assert "Not listed by" not in text_of(client, vote)


def reading_of(vote: RollCall, *cells: Cell) -> Reading:
    transcript = Transcript(cells=cells)
    return record_reading(
        roll_call=vote, source=make_source(), transcript=transcript, text="a board", by=None
    )


def twice_angola(vote: RollCall) -> Reading:
    """A board on which one State stands twice, and another does not stand at all."""
    cells = make_transcript(without(board(yes=30, rest="no"), "BRA")).cells
    return reading_of(vote, *cells, Cell(47, "Angola", "ABST", "abstain"))


def test_a_state_that_stands_twice_shows_both_cells(client):
    vote = make_roll_call()
    twice_angola(vote)

    shown = text_of(client, vote)

    assert "47 cells as printed" in shown
    assert "Angola Y yes Angola YES A abstain Angola ABST" in shown


def test_a_cell_that_staff_left_out_stays_in_sight(client):
    vote = make_roll_call()
    reading = twice_angola(vote)
    decide_cell(reading=reading, cell=46, by=None, reason="Twice.")

    shown = text_of(client, vote)

    assert "47 cells as printed" in shown
    assert "Angola ABST, left out by staff" in shown


def test_where_states_that_are_not_recorded_could_turn_the_result_there_is_no_score(client):
    text = make_resolution(number=900, title="Main text")
    vote = make_vote(board(no=5, abstain=4), resolution=text)

    page = page_of(client, vote)

    said = "Adopted: 5 no, 4 abstaining, 38 not recorded"
    assert f"<title>{said}: Main text" in page
    assert f'<pre class="copy">{said}: Main text' in page
    assert "adopted: 5 no, 4 abstaining, 38 not recorded, version" in page
    assert said in text_of(client, vote)
    assert "0–5–4" not in page


def test_a_source_that_lists_no_abstentions_makes_no_score_however_sure_the_result(client):
    text = make_resolution(outcome="adopted_by_vote")
    vote = make_roll_call(resolution=text)
    positions = dict.fromkeys(sorted(board())[:40], "yes")
    reading = make_reading(vote, positions, listed=frozenset({"yes", "no"}))
    accept_reading(reading, as_="official", by=None)

    assert "<title>Adopted: 40 yes, 7 not recorded: " in page_of(client, vote)


def test_a_board_with_blank_cells_that_cannot_turn_the_result_keeps_its_score(client):
    vote = make_vote(board(yes=23, no=16, abstain=6))

    assert "<title>Adopted 23–16–6: " in page_of(client, vote)


def test_a_provisional_result_says_so_wherever_it_is_shared(client):
    vote = make_vote(board(yes=23, no=16, abstain=8), as_="provisional")

    page = page_of(client, vote)

    assert "<title>Adopted 23–16–8 (provisional): " in page
    assert '<meta property="og:title" content="Adopted 23–16–8 (provisional): ' in page
    assert "Adopted, 23 yes, 16 no, 8 abstaining (provisional). Vote on" in page
    assert "adopted 23–16–8 (provisional), version" in page


def test_an_official_result_is_not_called_provisional(client):
    assert "provisional" not in page_of(client, make_vote(board(yes=23, no=16, abstain=8)))


@pytest.mark.parametrize(
    ("outcome", "words"), [("adopted_by_vote", "Adopted by vote"), ("rejected", "Rejected")]
)
def test_before_a_source_is_accepted_the_vote_says_what_became_of_its_text(client, outcome, words):
    vote = make_roll_call(resolution=make_resolution(outcome=outcome))

    page = page_of(client, vote)

    assert f"<title>{words}; how each State voted is not on record yet: " in page
    assert "No result yet" not in page


def test_a_vote_on_a_part_does_not_borrow_what_became_of_the_text(client):
    text = make_resolution(outcome="adopted_by_vote")
    vote = make_roll_call(resolution=text, is_final=False, subject="paragraph", subject_label="OP5")

    assert "<title>Paragraph OP5, no result yet: " in page_of(client, vote)


@pytest.mark.parametrize("make", [make_article, make_statement])
def test_a_claim_links_to_where_it_was_made(client, make):
    vote, made = make_vote({"AGO": "yes"}), make()
    where = "article" if make is make_article else "statement"
    make_claim_check(roll_call=vote, **{where: made})

    page = page_of(client, vote)

    assert f'<a href="{made.get_absolute_url()}">{made}</a>. Checked by staff.' in page


def test_a_name_that_a_person_read_says_that_staff_read_it_so(client):
    vote = make_roll_call()
    reading = reading_of(vote, Cell(1, "FUJI", "ABST", "abstain"))
    decide_cell(reading=reading, cell=0, state=State.objects.get(code="FJI"), by=None, reason="x")

    assert "Why: Read so by staff." in text_of(client, vote)
