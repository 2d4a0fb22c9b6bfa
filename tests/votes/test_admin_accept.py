"""Staff accept a reading as the result of its vote, and correct single ballots."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from kb.council.models import State
from kb.records.models import Conflict, Ledger
from kb.records.services import Refused
from tests.admin_forms import form_of
from tests.desk.signing_in import make_staff, staff_client
from tests.factories import (
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_transcript,
    make_vote,
)
from votes.models import Reading, RollCall
from votes.services import accept_reading, decide_cell, record_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    return staff_client("Records officer")


def page_of(roll_call: RollCall, name: str) -> str:
    return reverse(f"admin:votes_rollcall_{name}", args=[roll_call.public_id])


def words(answer) -> str:
    return answer.content.decode()


def accept(client: Client, roll_call: RollCall, **said):
    url = page_of(roll_call, "accept")
    return client.post(url, form_of(words(client.get(url))) | said, follow=True)


@pytest.fixture
def board() -> Reading:
    roll_call = make_roll_call(published=False)
    positions = {"AGO": "yes", "AUS": "no", "AFG": "not_recorded"}
    return make_reading(roll_call, positions, source=make_source(title="The board"))


@pytest.fixture
def footnote(board) -> Reading:
    """The adopted text's, which differs on Afghanistan, once the board was accepted."""
    accept_reading(board, as_="provisional", by=None)
    source = make_source(kind="adopted_text", title="The footnote")
    positions = {"AGO": "yes", "AUS": "no", "AFG": "abstain"}
    return make_reading(board.roll_call, positions, source=source)


def test_a_single_reading_is_accepted_as_it_is_proposed(officer, board):
    answer = accept(officer, board.roll_call)

    board.roll_call.refresh_from_db()
    assert board.roll_call.standing == "provisional"
    assert board.roll_call.ballots.positions() == {
        "AGO": "yes",
        "AUS": "no",
        "AFG": "not_recorded",
    }
    assert "Accepted: 1–1–0, 1 not recorded" in words(answer)


def test_after_it_the_vote_can_be_published_at_once(officer, board):
    page = words(accept(officer, board.roll_call))

    standing = reverse("admin:votes_rollcall_standing")
    assert f"{standing}?to=publish&amp;record={board.roll_call.public_id}" in page


def test_readings_stand_side_by_side_with_what_differs_first(officer, footnote):
    page = words(officer.get(page_of(footnote.roll_call, "accept")))

    assert page.index("The board") < page.index("The footnote")
    assert "They differ on 1 State" in page
    assert page.index("They differ on 1 State") < page.index("2 States on which they agree")
    assert "abstain: The footnote (prints “Afghanistan: ABST”)" in page


def test_an_official_source_is_proposed_as_the_official_result(officer, footnote):
    form = form_of(words(officer.get(page_of(footnote.roll_call, "accept"))))

    assert (form["reading"], form["as_"]) == (str(footnote.public_id), "official")


def test_a_choice_with_its_reason_becomes_the_result_and_the_page_says_what_changed(
    officer, footnote
):
    said = {"choice-AFG": "abstain", "reason": "The adopted text lists it."}

    page = words(accept(officer, footnote.roll_call, **said))

    assert footnote.roll_call.ballots.positions()["AFG"] == "abstain"
    assert Conflict.objects.about(footnote.roll_call).get().reason == "The adopted text lists it."
    assert "1–1–0, 1 not recorded → 1–1–1" in page
    assert "Provisional → official record" in page
    assert "Afghanistan: abstain. The adopted text lists it." in page


def test_without_a_choice_it_is_refused_with_everything_kept(officer, footnote):
    answer = accept(officer, footnote.roll_call, reason="The adopted text.")

    assert "The sources differ on Afghanistan: choose one of the values." in words(answer)
    assert form_of(words(answer))["reason"] == "The adopted text."


def test_without_a_reason_for_its_choices_it_is_refused(officer, footnote):
    answer = accept(officer, footnote.roll_call, **{"choice-AFG": "abstain"})

    assert "Say why these values were chosen." in words(answer)
    assert form_of(words(answer))["choice-AFG"] == "abstain"
    footnote.roll_call.refresh_from_db()
    assert footnote.roll_call.standing == "provisional"


def test_a_reading_with_an_open_name_is_refused_with_a_way_to_its_cells(officer):
    reading = make_reading(make_roll_call(published=False), {"AGO": "yes", "FUJI": "no"})

    answer = accept(officer, reading.roll_call)

    assert answer.status_code == 409
    assert "“FUJI” is not a name we know" in words(answer)
    assert reverse("admin:votes_reading_cells", args=[reading.public_id]) in words(answer)


def test_an_acceptance_over_another_one_is_refused_and_says_what_happened(officer, board):
    url = page_of(board.roll_call, "accept")
    mine = form_of(words(officer.get(url))) | {"reason": "Mine."}
    accept(staff_client("Records officer"), board.roll_call, as_="official")

    answer = officer.post(url, mine)

    page = words(answer)
    assert answer.status_code == 409
    assert "The vote: accepted as official" in page
    assert form_of(page)["reason"] == "Mine."
    assert form_of(page)["as_"] == "provisional"
    assert Ledger.objects.about(board.roll_call).filter(action__startswith="accepted").count() == 1


def test_an_acceptance_over_a_cell_decided_meanwhile_is_refused(officer, board):
    url = page_of(board.roll_call, "accept")
    mine = form_of(words(officer.get(url)))
    decide_cell(reading=board, cell=2, position="abstain", by=None)

    answer = officer.post(url, mine)

    assert answer.status_code == 409
    assert "The board: cell decided" in words(answer)
    assert officer.post(url, form_of(words(answer))).status_code == 302


def test_an_acceptance_over_a_reading_recorded_meanwhile_is_refused(officer, board):
    url = page_of(board.roll_call, "accept")
    mine = form_of(words(officer.get(url)))
    make_reading(board.roll_call, {"AGO": "no"}, source=make_source(title="Another"))

    answer = officer.post(url, mine)

    assert answer.status_code == 409
    assert "Another: recorded" in words(answer)


@pytest.mark.parametrize("role", ["Contributor", "Editor", "Administrator"])
@pytest.mark.parametrize("name", ["accept", "correct"])
def test_only_a_records_officer_accepts_and_corrects(board, role, name):
    client = staff_client(role)

    assert client.get(page_of(board.roll_call, name)).status_code == 403
    assert client.post(page_of(board.roll_call, name), {}).status_code == 403


def test_a_vote_without_a_reading_leads_to_a_new_one(officer):
    roll_call = make_roll_call(published=False)

    page = words(officer.get(page_of(roll_call, "accept")))

    assert f"/admin/votes/reading/new/?roll_call={roll_call.public_id}" in page


@pytest.mark.parametrize("sent", [{}, {"seen": "x"}, {"seen": "1 a:b:c"}, {"seen": "9" * 5000}])
def test_a_mangled_form_is_answered_in_a_sentence(officer, board, sent):
    answer = officer.post(page_of(board.roll_call, "accept"), sent)

    assert answer.status_code == 409
    assert "Somebody worked on this vote" in words(answer)


# Two people


def recorded_by(user: User) -> Reading:
    transcript = make_transcript({"AGO": "yes", "FUJI": "no"})
    return record_reading(
        roll_call=make_roll_call(published=False),
        source=make_source(),
        transcript=transcript,
        text="a board",
        by=user,
    )


@pytest.mark.parametrize("two_people", [True, False])
def test_who_recorded_a_reading_accepts_it_as_official_unless_two_people_are_asked_for(
    settings, two_people
):
    settings.TWO_PEOPLE_ACCEPT = two_people
    first, second = make_staff("Records officer"), make_staff("Records officer")
    reading = recorded_by(first)
    decide_cell(reading=reading, cell=1, state=State.objects.get(code="FJI"), by=second)

    answer = accept(staff_client(user=first), reading.roll_call, as_="official")

    refused = "Somebody else must accept this as official: you recorded it."
    assert (refused in words(answer)) == two_people
    reading.roll_call.refresh_from_db()
    assert (reading.roll_call.standing == "none") == two_people


def test_who_decided_on_a_cell_is_not_the_second_person(settings):
    settings.TWO_PEOPLE_ACCEPT = True
    first, second, third = (make_staff("Records officer") for _ in range(3))
    reading = recorded_by(first)
    decide_cell(reading=reading, cell=1, state=State.objects.get(code="FJI"), by=second)

    with pytest.raises(Refused, match="you decided on its cells"):
        accept_reading(reading, as_="official", by=second)

    assert accept_reading(reading, as_="official", by=third).standing == "official"


def test_one_person_may_make_it_provisional(settings):
    settings.TWO_PEOPLE_ACCEPT = True
    first = make_staff("Records officer")
    reading = recorded_by(first)
    decide_cell(reading=reading, cell=1, state=State.objects.get(code="FJI"), by=first)

    assert accept_reading(reading, as_="provisional", by=first).standing == "provisional"


# Correcting


def correct(client: Client, roll_call: RollCall, **said):
    url = page_of(roll_call, "correct")
    source = make_source(title="Note verbale")
    state = State.objects.get(code="AUS")
    form = {"state": state.pk, "position": "abstain", "source": source.pk, "reason": "Misread."}
    return client.post(url, form_of(words(client.get(url))) | form | said, follow=True)


def test_a_ballot_is_corrected_on_the_word_of_a_source(officer):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})

    page = words(correct(officer, roll_call))

    assert roll_call.ballots.positions()["AUS"] == "abstain"
    assert Ledger.objects.about(roll_call).last().source.title == "Note verbale"
    assert "1–1–0 → 1–0–1" in page


def test_a_correction_without_a_reason_is_refused_with_everything_kept(officer):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})

    answer = correct(officer, roll_call, reason="")

    assert form_of(words(answer))["position"] == "abstain"
    assert roll_call.ballots.positions()["AUS"] == "no"


def test_a_correction_to_what_it_is_already_is_refused(officer):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})

    answer = correct(officer, roll_call, position="no")

    assert answer.status_code == 409
    assert "already" in words(answer)


def test_a_correction_over_another_one_is_refused_and_says_what_happened(officer):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})
    opened = form_of(words(officer.get(page_of(roll_call, "correct"))))
    correct(staff_client("Records officer"), roll_call, position="absent")

    answer = correct(officer, roll_call, version=opened["version"])

    assert answer.status_code == 409
    assert "The vote: corrected" in words(answer)
    assert form_of(words(answer))["position"] == "abstain"
    assert roll_call.ballots.positions()["AUS"] == "absent"


def test_what_a_change_was_stays_readable_after_later_ones(officer):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})
    first = accept_version = roll_call.version
    correct(officer, roll_call)

    url = reverse("admin:votes_rollcall_changed", args=[roll_call.public_id, first])
    page = words(officer.get(url))

    assert "Accepted: 1–1–0" in page
    assert accept_version < RollCall.objects.get(pk=roll_call.pk).version


def test_a_change_that_never_was_is_not_found(officer, board):
    url = reverse("admin:votes_rollcall_changed", args=[board.roll_call.public_id, 99])

    assert officer.get(url).status_code == 404


# The first case, by hand


@pytest.mark.shared
def test_the_board_and_the_footnote_of_43_21_by_the_desk_alone(officer, shared: Path):
    text = make_resolution(
        symbol="A/HRC/RES/43/21", drafts=("A/HRC/43/L.31/Rev.1",), published=False
    )
    vote = make_roll_call(resolution=text, draft=text.drafts.get(), published=False)
    new = reverse("admin:votes_reading_new")
    entry = {"vote": "43/21", "kind": "board", "format": "auto"}

    seed = (shared / "seed/hrc43-article.txt").read_text(encoding="utf-8")
    grid = officer.post(new, entry | {"text": seed}, follow=True)
    url = grid.redirect_chain[-1][0]
    place = next(n for n, cell in enumerate(vote.readings.get().cells) if cell["printed"] == "FUJI")
    officer.post(url, form_of(words(grid)) | {f"confirm-{place}": "on"})
    first = accept(officer, vote)
    adopted = (shared / "data/hrc/A_HRC_RES_43_21_text.json").read_text(encoding="utf-8")
    official = {"text": adopted, "kind": "adopted_text", "title": "Footnote of the adopted text"}
    officer.post(new, entry | official)
    choices = {"choice-AFG": "abstain", "choice-COD": "abstain", "reason": "The text lists both."}
    second = accept(officer, vote, **choices)

    assert "Accepted: 23–16–6, 2 not recorded" in words(first)
    assert "23–16–6, 2 not recorded → 23–16–8" in words(second)
    vote.refresh_from_db()
    assert vote.standing == "official"
