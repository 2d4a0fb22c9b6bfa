"""How far a State did what was asked of its ballot."""

import pytest

from statements.alignment import Alignment, AskedBallot, alignment, asked_position


def test_each_ballot_answers_its_ask_by_polarity():
    rows = [
        AskedBallot("no", "no"),
        AskedBallot("no", "yes"),
        AskedBallot("yes", "abstain"),
        AskedBallot("yes", "absent"),
        AskedBallot("yes", "not_recorded"),
    ]

    found = alignment(rows)

    assert found == Alignment(1, 1, 1, 1, 1)
    assert found.counted == 5


def test_an_ask_that_wants_no_ballot_and_a_state_without_a_vote_are_left_out():
    found = alignment([AskedBallot(None, "yes"), AskedBallot("yes", None)])

    assert (found.counted, found.left_out) == (0, 2)


def test_who_was_asked_to_abstain_and_abstained_did_as_asked():
    found = alignment([AskedBallot("abstain", "abstain"), AskedBallot("abstain", "yes")])

    assert (found.did_as_asked, found.abstained, found.did_not) == (1, 0, 1)


@pytest.mark.parametrize(
    ("act", "named", "wanted"),
    [
        ("reject", None, "no"),
        ("adopt", None, "yes"),
        ("reject", "yes", "yes"),
        ("reconsider", None, None),
    ],
)
def test_the_position_that_serves_an_ask_is_the_named_one_else_by_the_act(act, named, wanted):
    assert asked_position(act, named) == wanted
