"""The real file, the whole way: board, check, provisional, official, and what was asked."""

import pytest

from kb.council.lookup import seats_on
from kb.council.models import Body, State
from kb.records.services import Refused
from tests.factories import DAY, make_resolution, make_roll_call, make_source, make_vote
from tests.statements.factories import make_ask
from votes.analysis.tally import tally
from votes.models import Resolution, RollCall
from votes.reading import formats
from votes.services import (
    accept_reading,
    accept_suggestion,
    differences,
    record_reading,
    understand,
)

pytestmark = [pytest.mark.django_db, pytest.mark.shared]


@pytest.fixture
def text() -> Resolution:
    return make_resolution(symbol="A/HRC/RES/43/21", drafts=("A/HRC/43/L.31/Rev.1",), acted_on=DAY)


@pytest.fixture
def roll_call(text: Resolution) -> RollCall:
    return make_roll_call(resolution=text, draft=text.drafts.get())


def recorded(roll_call: RollCall, path, **fields):
    raw = path.read_text(encoding="utf-8")
    (transcript,) = formats.read(raw)
    return record_reading(
        roll_call=roll_call,
        source=make_source(**fields),
        transcript=transcript,
        text=raw,
        by=None,
    )


@pytest.fixture
def board(roll_call: RollCall, shared):
    return recorded(roll_call, shared / "seed/hrc43-article.txt", title="Board")


@pytest.fixture
def provisional(board):
    """The board, its one name confirmed, accepted on the day."""
    accept_suggestion(reading=board, cell=_fuji(board), by=None)
    accept_reading(board, as_="provisional", by=None)
    return board


@pytest.fixture
def official(roll_call: RollCall, provisional, shared):
    """The adopted text's footnote, recorded weeks later."""
    return recorded(roll_call, shared / "data/hrc/A_HRC_RES_43_21_text.json", title="Footnote")


def test_the_board_gives_47_cells_two_of_them_blank_and_one_name_to_ask_about(board):
    understood = understand(board)

    assert len(board.cells) == 47
    positions = [cell["position"] for cell in board.cells]
    assert tally(positions).score == "23–16–6"
    assert positions.count("not_recorded") == 2
    assert [found.code for found in understood.blocking] == ["suggestion_waiting"]


def test_until_a_person_says_who_fuji_is_the_board_is_refused(board):
    with pytest.raises(Refused, match="FUJI"):
        accept_reading(board, as_="provisional", by=None)


def test_once_confirmed_the_board_is_the_provisional_result(provisional, roll_call):
    positions = roll_call.ballots.positions()
    assert tally(positions.values()).words == "23 yes, 16 no, 6 abstaining, 2 not recorded"
    assert positions["FJI"] == "abstain"


def test_the_record_differs_from_the_board_in_two_cells_and_agrees_in_45(
    board, official, roll_call
):
    found = differences(roll_call)

    assert {
        state: sorted(each.position for each in accounts) for state, accounts in found.items()
    } == {"AFG": ["abstain", "not_recorded"], "COD": ["abstain", "not_recorded"]}
    board.refresh_from_db()
    same = [state for state in board.positions if state not in found]
    assert all(board.positions[state] == official.positions[state] for state in same)
    assert len(same) == 45


def test_accepted_the_result_is_23_16_8_and_the_board_is_still_whole(board, official, roll_call):
    _accept_official(official)

    assert tally(roll_call.ballots.positions().values()).score == "23–16–8"
    board.refresh_from_db()
    assert len(board.cells) == 47
    assert [cell["printed"] for cell in board.cells if not cell["mark"]] == [
        "AFGHANISTAN",
        "DEMOCRATIC REPUBLIC OF CONGO",
    ]


def test_the_page_answers_with_the_asks_beside_the_vote(client, official, text, roll_call):
    _accept_official(official)
    make_ask(resolution=text)
    make_ask(
        resolution=text,
        target_kind="sponsor",
        target_state=State.objects.get(code="CHN"),
        act="reconsider",
    )

    html = client.get(roll_call.get_absolute_url()).content.decode()

    assert "<title>Adopted 23–16–8" in html
    assert html.count('<span class="tag not-met">Not met</span>') == 2
    for count in ("16 did as asked", "8 abstained", "23 did not"):
        assert f"<summary>{count}</summary>" in html


def test_with_23_24_0_the_ask_of_the_council_is_met(client):
    states = sorted(seats_on(DAY, Body.objects.get(code="hrc")))
    against = dict.fromkeys(states[23:], "no")
    vote = make_vote(
        dict.fromkeys(states[:23], "yes") | against,
        resolution=make_resolution(outcome=Resolution.Outcome.REJECTED),
    )
    make_ask(resolution=vote.resolution)

    html = client.get(vote.get_absolute_url()).content.decode()

    assert "<title>Not adopted 23–24–0" in html
    assert '<span class="tag met">Met</span>' in html


def _fuji(board) -> int:
    return next(n for n, cell in enumerate(board.cells) if cell["printed"] == "FUJI")


def _accept_official(official) -> None:
    accept_reading(
        official,
        as_="official",
        choices={"AFG": "abstain", "COD": "abstain"},
        reason="The adopted text lists both.",
        by=None,
    )
