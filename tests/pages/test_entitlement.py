"""Who counts: States with the right to vote that day, on pages and in files alike."""

import csv
import io
from datetime import date

import pytest

from tests.factories import make_reading, make_resolution, make_roll_call
from tests.pages.reading_pages import page_of, text_of, words_of
from votes.models import RollCall
from votes.services import accept_reading

pytestmark = pytest.mark.django_db

# Libya's rights were suspended from 1 March to 17 November 2011.
DAY = date(2011, 6, 17)


@pytest.fixture
def vote() -> RollCall:
    """Without Libya it is a tie."""
    text = make_resolution(outcome="pending")
    roll_call = make_roll_call(resolution=text, held_on=DAY)
    reading = make_reading(roll_call, {"LBY": "yes", "NGA": "yes", "FRA": "no", "GAB": "abstain"})
    return accept_reading(reading, as_="official", by=None)


def test_title_and_counts_leave_out_a_state_whose_seat_was_suspended(client, vote):
    page = page_of(client, vote)

    assert "<title>Not adopted: 1 yes, 1 no, 1 abstaining, 43 not recorded:" in page
    assert "of 46 States" in page


def test_such_a_state_is_shown_apart(client, vote):
    shown = text_of(client, vote)

    apart = shown[shown.index("Also listed, without the right to vote that day") :]
    assert "yes: Libya" in apart
    assert "African Group 1 yes, 1 abstaining, 10 not recorded" in shown


def test_the_block_to_copy_does_not_name_it(client, vote):
    assert "In favour (1): Nigeria." in page_of(client, vote)


def test_where_all_were_entitled_nothing_stands_apart(client, vote):
    vote.ballots.filter(state__code="LBY").delete()

    assert "Also listed" not in page_of(client, vote)


def test_lists_give_the_same_counts(client, vote):
    assert (
        f"Not adopted: 1 yes, 1 no, 1 abstaining, 43 not recorded: {vote.resolution.title}"
        in words_of(client.get("/").content.decode())
    )


def test_the_document_counts_the_same_states_as_the_page(client, vote):
    found = client.get(f"/votes/{vote.slug}.json").json()

    counts = {"yes": 1, "no": 1, "abstain": 1, "absent": 0, "not_recorded": 43}
    assert (found["counts"], found["is_adopted"]) == (counts, False)
    assert [each["state"] for each in found["ballots"] if not each["entitled"]] == ["LBY"]


def test_the_table_says_of_each_state_whether_it_could_vote(client, vote):
    answer = client.get(f"/votes/{vote.slug}.csv")

    rows = {row["state"]: row for row in csv.DictReader(io.StringIO(answer.content.decode()))}
    assert (rows["LBY"]["position"], rows["LBY"]["entitled"]) == ("yes", "false")
    assert (rows["AGO"]["position"], rows["AGO"]["entitled"]) == ("not_recorded", "true")
    assert len(rows) == 47
