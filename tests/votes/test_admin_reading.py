"""Staff type, paste or upload a reading, and look through its cells."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kb.council.models import State, StateName
from kb.records.models import Source
from tests.admin_forms import form_of
from tests.desk.signing_in import staff_client
from tests.factories import (
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from tests.pages.voting import absent_but
from votes.models import CellDecision, Reading, RollCall
from votes.services import accept_suggestion, understand

pytestmark = pytest.mark.django_db

NEW = "/admin/votes/reading/new/"
BOARD = "L.8 - Safe water\nYES\tANGOLA\tNO\tAUSTRALIA\n\tAFGHANISTAN\tABST\tFUJI\n"
# Session, person, second factor, own permissions and those of roles: asked on every page.
OF_THE_DESK = 5


@pytest.fixture
def officer() -> Client:
    return staff_client("Records officer")


@pytest.fixture
def vote() -> RollCall:
    text = make_resolution(drafts=("A/HRC/43/L.8",))
    return make_roll_call(resolution=text, draft=text.drafts.get(), published=False)


def entry(**said) -> dict:
    return {"kind": "board", "format": "auto"} | said


def cells_of(reading: Reading) -> str:
    return reverse("admin:votes_reading_cells", args=[reading.public_id])


def form_at(client: Client, url: str) -> dict:
    answer = client.get(url)
    assert answer.status_code == 200
    return form_of(answer.content.decode())


def words(answer) -> str:
    return answer.content.decode()


# New reading


def test_a_pasted_board_leads_to_the_table_of_its_cells(officer, vote):
    answer = officer.post(NEW, entry(vote=vote.slug, text=BOARD), follow=True)

    reading = vote.readings.get()
    assert answer.redirect_chain[-1][0] == cells_of(reading)
    assert reading.text == BOARD
    assert reading.recorded_by == officer.user
    assert "Fiji?" in words(answer)


def test_the_board_of_the_day_is_a_draft_source_with_a_title_of_its_own(officer, vote):
    officer.post(NEW, entry(vote=vote.slug, text=BOARD))

    source = vote.readings.get().source
    assert source.title == "Vote board of 22 June 2020: A/HRC/43/L.8"
    assert (source.kind, source.state, source.dated_on) == ("board", "draft", vote.held_on)


@pytest.mark.parametrize("typed", ["L.8", "a/hrc/43/l.8", "safe drinking"])
def test_the_vote_is_found_by_symbol_or_by_words_of_the_title(officer, typed):
    text = make_resolution(drafts=("A/HRC/43/L.8",), title="Safe drinking water")
    vote = make_roll_call(resolution=text, published=False)

    officer.post(NEW, entry(vote=typed, text=BOARD))

    assert vote.readings.count() == 1


def test_a_text_without_a_vote_gets_one_in_place(officer):
    text = make_resolution(drafts=("A/HRC/43/L.8",))
    said = entry(vote="L.8", is_new_vote="on", held_on="2020-06-22", text=BOARD)

    officer.post(NEW, said)

    vote = text.roll_calls.get()
    assert (vote.slug, vote.held_on, vote.state) == (text.slug, date(2020, 6, 22), "draft")
    assert vote.readings.count() == 1


def test_a_vote_without_a_day_asks_for_it_and_keeps_it(officer):
    vote = make_roll_call(held_on=None, published=False)

    asked = officer.post(NEW, entry(vote=vote.slug, text=BOARD))
    officer.post(NEW, entry(vote=vote.slug, text=BOARD, held_on="2020-06-22"))

    assert "on which day this vote was held" in words(asked)
    assert BOARD.splitlines()[0] in words(asked)
    vote.refresh_from_db()
    assert vote.held_on == date(2020, 6, 22)


def test_what_cannot_be_read_comes_back_with_the_line_and_the_text(officer, vote):
    answer = officer.post(NEW, entry(vote=vote.slug, text="Nothing here is a vote.\nNothing."))

    assert "Line 1: no vote found. Expected: a board" in words(answer)
    assert "Nothing here is a vote." in words(answer)
    assert Reading.objects.count() == 0
    assert Source.objects.filter(kind="board").count() == 0


def test_the_same_text_again_leads_to_the_reading_there_is(officer, vote):
    officer.post(NEW, entry(vote=vote.slug, text=BOARD))

    answer = officer.post(NEW, entry(vote=vote.slug, text=BOARD))

    assert f'href="{cells_of(vote.readings.get())}"' in words(answer)
    assert Source.objects.filter(kind="board").count() == 1


def test_a_text_with_several_votes_asks_which_one(officer, vote):
    both = BOARD + "\nL.9 - Food\nYES\tANGOLA\nNO\tAUSTRALIA\nNO\tBRAZIL\n"

    asked = officer.post(NEW, entry(vote=vote.slug, text=both))
    officer.post(NEW, entry(vote=vote.slug, text=both, which="1"))

    assert "The text holds 2 votes" in words(asked)
    assert "L.9, Food: 3 States" in words(asked)
    assert vote.readings.get().symbol == "L.9"


def test_a_vote_that_the_address_names_is_filled_in(officer, vote):
    assert form_at(officer, f"{NEW}?roll_call={vote.public_id}")["vote"] == vote.slug


def test_an_address_that_names_no_vote_is_answered_all_the_same(officer):
    assert officer.get(f"{NEW}?roll_call=nonsense&source=1").status_code == 200


def uploaded(data: bytes, name: str = "board.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_file_is_read_and_not_kept_as_a_file(officer, vote, settings, tmp_path):
    settings.MEDIA_ROOT = settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    filler = b"Notes of the day.\n" * 10

    officer.post(NEW, entry(vote=vote.slug, file=uploaded(BOARD.encode() + b"\n" + filler)))

    assert vote.readings.get().text.startswith(BOARD)
    assert list(tmp_path.iterdir()) == []


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("board.txt", BOARD)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"YES\tANGOLA\n\x00NO\tBRAZIL\n", "board.txt", "Line 2: bytes that are no text"),
        (bytes(range(256)) * 20, "board.txt", "bytes that are no text"),
        (b"YES\tANGOLA\n" * 600_000, "board.txt", "This file has 6,600,000 bytes"),
        (b"x\n" * 200_001, "board.txt", "longer than 20,000 lines"),
        (b"YES\tANGOLA\n" * 300, "board.txt", "This lists 300 States"),
        (zipped(), "board.txt", "bytes that are no text"),
        (zipped(), "board.zip", "A file of this kind cannot be read"),
        (b"", "board.txt", "empty"),
        (b"%PDF-1.4", "board.pdf", "A file of this kind cannot be read"),
    ],
    ids=["nul", "binary", "6 MB", "lines", "cells", "zip as text", "zip", "empty", "pdf"],
)
def test_a_hostile_file_is_refused_in_a_sentence(officer, vote, data, name, said):
    answer = officer.post(NEW, entry(vote=vote.slug, file=uploaded(data, name)))

    assert answer.status_code == 200
    assert said in words(answer)
    assert Reading.objects.count() == 0


def test_a_paste_of_three_megabytes_is_refused_in_a_sentence(officer, vote):
    answer = officer.post(NEW, entry(vote=vote.slug, text="x" * 3_000_000))

    assert answer.status_code == 400
    assert "paste the part with the vote" in words(answer)


@pytest.mark.parametrize("field", ["vote", "text", "title"])
def test_a_nul_in_a_field_is_refused_in_a_sentence(officer, vote, field):
    said = entry(vote=vote.slug, text=BOARD, title="Board") | {field: "L.8\x00"}

    answer = officer.post(NEW, said)

    assert answer.status_code == 200
    assert "Null characters are not allowed" in words(answer)


def test_a_form_without_its_token_records_nothing(vote):
    client = staff_client("Records officer")
    client.handler.enforce_csrf_checks = True

    answer = client.post(NEW, entry(vote=vote.slug, text=BOARD))

    assert answer.status_code == 403
    assert Reading.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "status"),
    [("Contributor", 200), ("Editor", 200), ("Records officer", 200), ("Administrator", 403)],
)
def test_who_may_record(role, status):
    assert staff_client(role).get(NEW).status_code == status


def test_a_contributor_records_nothing_that_readers_would_see_at_once():
    vote, source = make_roll_call(), make_source()

    answer = staff_client("Contributor").post(
        NEW, entry(vote=vote.slug, text=BOARD, source=source.pk)
    )

    assert "A records officer can record it" in words(answer)
    assert vote.readings.count() == 0


def test_a_contributor_gives_no_day_to_a_vote_that_is_published():
    vote = make_roll_call(held_on=None)

    staff_client("Contributor").post(NEW, entry(vote=vote.slug, text=BOARD, held_on="2020-06-22"))

    vote.refresh_from_db()
    assert vote.held_on is None


# The table of cells


@pytest.fixture
def reading(vote) -> Reading:
    return make_reading(
        vote,
        {"AGO": "yes", "AUS": "no", "AFG": "not_recorded", "FUJI": "abstain", "Atlantis": "no"},
        source=make_source(published=False),
    )


def save(client: Client, reading: Reading, **said):
    """The form as the page gives it, with these fields instead; None takes one out."""
    form = form_at(client, cells_of(reading)) | said
    return client.post(cells_of(reading), {k: v for k, v in form.items() if v is not None})


def test_one_save_keeps_every_change_and_decides_on_nothing_else(officer, reading):
    save(
        officer,
        reading,
        **{
            "position-2": "abstain",
            "confirm-3": "on",
            "leave-4": "on",
            "reason": "The photograph is clearer.",
        },
    )

    decided = CellDecision.objects.filter(reading=reading)
    assert {(each.cell, each.what) for each in decided} == {
        (2, "position"),
        (3, "state"),
        (4, "leave_out"),
    }
    assert {each.reason for each in decided} == {"The photograph is clearer."}
    assert understand(reading).blocking == []
    reading.refresh_from_db()
    assert (reading.version, reading.blocking_count) == (2, 0)


def test_a_form_sent_back_untouched_decides_nothing(officer, reading):
    save(officer, reading)

    assert CellDecision.objects.count() == 0
    reading.refresh_from_db()
    assert reading.version == 1


def test_a_confirmed_suggestion_is_learnt_from_the_day_of_the_vote_on(officer, reading):
    save(officer, reading, **{"confirm-3": "on"})

    learnt = StateName.objects.get(name="FUJI")
    assert (learnt.state.code, learnt.since) == ("FJI", reading.roll_call.held_on)


def test_a_spelling_that_is_not_to_be_remembered_is_not_learnt(officer, reading):
    save(officer, reading, **{"confirm-3": "on", "learn-3": None})

    assert understand(reading).cells["FJI"].printed == "FUJI"
    assert not StateName.objects.filter(name="FUJI").exists()


def test_a_contributor_confirms_for_this_reading_and_teaches_nothing(reading):
    client = staff_client("Contributor")

    save(client, reading, **{"confirm-3": "on", "learn-3": "on"})

    assert "FJI" in understand(reading).cells
    assert not StateName.objects.filter(name="FUJI").exists()


@pytest.mark.parametrize("typed", ["Brazil", "BRA", "brazil"])
def test_an_unknown_name_takes_the_state_that_is_typed(officer, reading, typed):
    save(officer, reading, **{"state-4": typed})

    assert understand(reading).cells["BRA"].printed == "Atlantis"


def test_a_word_that_is_no_state_is_refused_at_its_row_and_nothing_is_saved(officer, reading):
    answer = save(officer, reading, **{"state-4": "Narnia", "position-2": "yes"})

    page = words(answer)
    row = page[page.index('id="cell-4"') :]
    assert "“Narnia” is no name or code of a State" in row
    assert form_of(page)["position-2"] == "yes"
    assert CellDecision.objects.count() == 0


def test_what_a_service_refuses_is_said_at_its_row_and_nothing_is_lost(officer, vote):
    reading = make_reading(vote, {"AGO": "yes", "Atlantis " * 30: "no"})

    answer = save(officer, reading, **{"state-1": "Fiji", "learn-1": "on", "position-0": "no"})

    page = words(answer)
    assert answer.status_code == 409
    assert "more than 200 characters cannot be learnt" in page[page.index('id="cell-1"') :]
    assert (form_of(page)["state-1"], form_of(page)["position-0"]) == ("Fiji", "no")
    assert CellDecision.objects.count() == 0


def test_a_name_learnt_meanwhile_for_another_state_is_not_taught_again(officer, reading):
    form = form_at(officer, cells_of(reading)) | {"state-4": "Fiji", "learn-4": "on"}
    nigeria = State.objects.get(code="NGA")
    StateName.objects.create(state=nigeria, name="Atlantis", kind="learnt")

    officer.post(cells_of(reading), form)

    assert understand(reading).cells["FJI"].printed == "Atlantis"
    assert StateName.objects.get(name="Atlantis").state == nigeria


def test_a_cell_that_was_left_out_is_taken_in_again(officer, reading):
    save(officer, reading, **{"leave-1": "on"})
    assert "AUS" not in understand(reading).cells

    save(officer, reading, **{"leave-1": None})

    assert understand(reading).cells["AUS"].position == "no"


def test_a_save_over_a_newer_version_shows_both_and_loses_nothing(officer, reading):
    mine = form_at(officer, cells_of(reading)) | {"position-2": "abstain", "position-1": "yes"}
    somebody = staff_client("Records officer")
    save(somebody, reading, **{"position-2": "yes", "position-0": "no"})

    answer = officer.post(cells_of(reading), mine)

    page = words(answer)
    assert answer.status_code == 409
    row = page[page.index('id="cell-2"') : page.index('id="cell-3"')]
    assert f"Decided meanwhile: yes ({somebody.user})" in row
    assert page.count("Yours, not saved yet.") == 2
    shown = form_of(page)
    assert (shown["position-2"], shown["position-1"]) == ("abstain", "yes")
    assert shown["position-0"] == "no"
    assert officer.post(cells_of(reading), shown).status_code == 302
    positions = {s: cell.position for s, cell in understand(reading).cells.items()}
    assert (positions["AFG"], positions["AUS"], positions["AGO"]) == ("abstain", "yes", "no")


def test_two_people_who_confirm_the_same_name_agree(officer, reading):
    mine = form_at(officer, cells_of(reading)) | {"confirm-3": "on"}
    accept_suggestion(reading=reading, cell=3, by=None)

    answer = officer.post(cells_of(reading), mine, follow=True)

    assert "Nothing was changed" in words(answer)
    assert CellDecision.objects.count() == 1


@pytest.mark.parametrize("version", ["", "x", "99", "-1", "9" * 30])
def test_a_version_that_never_was_is_a_bad_request(officer, reading, version):
    assert save(officer, reading, version=version).status_code == 400


@pytest.mark.parametrize(
    ("role", "sees", "decides"),
    [("Contributor", 200, 302), ("Records officer", 200, 302), ("Administrator", 403, 403)],
)
def test_who_sees_and_decides_on_cells(reading, role, sees, decides):
    client = staff_client(role)
    said = {"version": 1, "position-0": "no", "state-0": "Angola"}
    rest = form_at(staff_client("Editor"), cells_of(reading)) | said

    assert client.get(cells_of(reading)).status_code == sees
    assert client.post(cells_of(reading), rest).status_code == decides


def test_a_contributor_decides_nothing_about_a_public_result():
    reading = make_vote({"AGO": "yes"}).readings.get()
    client = staff_client("Contributor")

    answer = client.post(cells_of(reading), {"version": 1, "position-0": "no"})

    assert answer.status_code == 403
    assert '<fieldset class="plain" disabled>' in words(client.get(cells_of(reading)))


def all_states(count: int) -> dict[str, str]:
    members = State.objects.filter(kind="member").order_by("code")
    return dict.fromkeys(members.values_list("code", flat=True)[:count], "yes")


@pytest.mark.parametrize("count", [47, 193])
def test_a_table_of_any_size_takes_at_most_six_queries(officer, count):
    positions = absent_but(AGO="yes") if count == 47 else all_states(193)
    reading = make_reading(make_roll_call(published=False), positions)
    officer.get(cells_of(reading))

    with CaptureQueriesContext(connection) as queries:
        answer = officer.get(cells_of(reading))

    assert words(answer).count('<tr id="cell-') == count
    assert len(queries) - OF_THE_DESK <= 6, "\n".join(q["sql"][:300] for q in queries)


def test_193_changed_rows_are_saved_in_one_go(officer):
    reading = make_reading(make_roll_call(published=False), all_states(193))
    said = {f"position-{place}": "no" for place in range(193)}

    answer = save(officer, reading, **said)

    assert answer.status_code == 302
    assert CellDecision.objects.filter(reading=reading).count() == 193
    reading.refresh_from_db()
    assert reading.version == 2


def test_the_list_of_readings_leads_to_their_cells(officer, reading):
    page = words(officer.get("/admin/votes/reading/"))
    change = reverse("admin:votes_reading_change", args=[reading.pk])

    assert change in page
    assert officer.get(change).url == cells_of(reading)
    assert officer.get("/admin/votes/reading/?open=yes").status_code == 200
    assert officer.get("/admin/votes/reading/add/").url == NEW
