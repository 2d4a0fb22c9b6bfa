"""Staff import whole files: what they would bring is shown first, and then it is brought."""

import gzip
import os
import re
import time
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kb.council.models import Session
from kb.records.models import Ledger, Source
from kb.records.services import save_record
from tests.conftest import ROOT
from tests.council.registers import words
from tests.desk.signing_in import staff_client
from tests.factories import make_resolution
from votes.admin.importing import bringing, forms
from votes.models import Ballot, Reading, Resolution, RollCall

pytestmark = pytest.mark.django_db

IMPORT = "/admin/votes/rollcall/import/"
CONFIRM = "/admin/votes/rollcall/import/confirm/"
AGREED = re.compile(r'name="agreed" value="([^"]+)"')
RECORD = (ROOT / "tests" / "records" / "ohchr-43-21.xml").read_text()
ATLANTIS = RECORD.replace("FIJI", "ATLANTIS").replace("Fiji", "Atlantis")


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "uploads"


@pytest.fixture
def officer() -> Client:
    return staff_client("Records officer")


def file_of(text: str | bytes, name: str = "records.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def choose(client: Client, *files: SimpleUploadedFile, accept: str = "official"):
    said = {"files": list(files), "accept": accept, "body": "hrc"}
    return client.post(IMPORT, said)


def confirm(client: Client, preview, *, press: str = "import", leave_out: tuple[str, ...] = ()):
    agreed = unescape(AGREED.search(preview.content.decode())[1])
    said = {"agreed": agreed, press: "1", "leave_out": leave_out}
    return client.post(CONFIRM, said, follow=True)


def bring(client: Client, text: str, accept: str = "official"):
    return confirm(client, choose(client, file_of(text), accept=accept))


def test_a_preview_says_what_would_happen_and_keeps_nothing(officer):
    before = Ledger.objects.count()

    shown = words(choose(officer, file_of(RECORD)))

    assert "1 record: 1 new, 0 changed, 0 as before, 0 refused" in shown
    assert "1 reading becomes the official result of a vote, with 47 ballots" in shown
    assert (Resolution.objects.count(), Ballot.objects.count()) == (0, 0)
    assert Ledger.objects.count() == before


def test_what_was_shown_is_imported_once_confirmed_in_the_name_of_who_did(officer):
    answer = bring(officer, RECORD)

    reading = Reading.objects.get()
    assert "Imported from “records.xml”: 1 record: 1 new" in answer.content.decode()
    assert (reading.recorded_by, reading.roll_call.standing) == (officer.user, "official")
    assert reading.roll_call.ballots.count() == 47


def test_drafts_are_neither_public_nor_a_result(officer):
    bring(officer, RECORD, accept="drafts")

    vote = RollCall.objects.get()
    assert (vote.state, vote.standing, vote.resolution.state) == ("draft", "none", "draft")


def test_files_that_were_imported_before_bring_nothing_new(officer):
    bring(officer, RECORD)

    shown = words(choose(officer, file_of(RECORD)))

    assert "0 new, 0 changed, 1 as before" in shown
    assert "Nothing to import" in shown


def test_tables_that_belong_together_are_joined(officer):
    texts = "record_id,symbol,title,date,session\n77,A/HRC/RES/43/7,Water,2020-06-22,43\n"
    ballots = "record_id,country,vote\n77,Angola,Y\n77,Austria,N\n"

    shown = words(choose(officer, file_of(texts, "texts.csv"), file_of(ballots, "ballots.csv")))

    assert "1 record: 1 new" in shown
    assert "with 2 ballots" in shown


# Names


def test_unknown_names_are_offered_to_be_left_out(officer):
    answer = choose(officer, file_of(ATLANTIS))

    assert '<input type="checkbox" name="leave_out" value="ATLANTIS">' in answer.content.decode()
    assert "Waiting for staff 1" in words(answer)


def test_a_name_that_is_left_out_counts_for_nothing(officer):
    again = confirm(
        officer, choose(officer, file_of(ATLANTIS)), press="again", leave_out=("ATLANTIS",)
    )
    assert "Waiting for staff" not in words(again)
    assert 'value="ATLANTIS" checked' in again.content.decode()

    confirm(officer, again, leave_out=("ATLANTIS",))

    assert RollCall.objects.get().ballots.count() == 46


def test_names_ticked_since_the_preview_are_shown_before_anything_is_written(officer):
    answer = confirm(officer, choose(officer, file_of(ATLANTIS)), leave_out=("ATLANTIS",))

    assert "You ticked other names than before" in answer.content.decode()
    assert not RollCall.objects.exists()


# What was shown is what is done


def test_a_preview_that_the_record_has_moved_past_is_shown_again(officer):
    preview = choose(officer, file_of(RECORD))
    make_resolution(number=21, title="Another title")

    answer = confirm(officer, preview)

    assert answer.status_code == 409
    assert "Somebody changed what the files are about" in answer.content.decode()
    assert not Source.objects.filter(publisher="OHCHR Library").exists()


def test_conflicts_that_would_open_are_named(officer):
    make_resolution(number=21, title="Another title", drafts=("A/HRC/43/L.31",))

    shown = words(choose(officer, file_of(RECORD)))

    assert "Conflicts 1" in shown
    assert "“Another title” here" in shown


def test_files_wait_privately_and_are_gone_once_confirmed(officer, uploads):
    preview = choose(officer, file_of(RECORD), file_of(RECORD.replace("29343", "29344"), "b.xml"))
    waiting = list(uploads.iterdir())
    assert [oct(path.stat().st_mode & 0o777) for path in waiting] == ["0o600", "0o600"]

    confirm(officer, preview)

    assert list(uploads.iterdir()) == []


def test_files_that_are_gone_are_said_so_in_a_sentence(officer, uploads):
    preview = choose(officer, file_of(RECORD))
    for path in uploads.iterdir():
        path.unlink()

    answer = confirm(officer, preview)

    assert "The preview is older than an hour, or was confirmed already" in answer.content.decode()
    assert not RollCall.objects.exists()


def test_files_older_than_an_hour_are_swept(officer, uploads):
    choose(officer, file_of(RECORD))
    for path in uploads.iterdir():
        os.utime(path, (time.time() - 3700,) * 2)

    choose(officer, file_of(RECORD))

    assert len(list(uploads.iterdir())) == 1


def test_a_preview_is_confirmed_by_the_person_who_saw_it_alone(officer):
    preview = choose(officer, file_of(RECORD))

    confirm(staff_client("Records officer"), preview)

    assert not RollCall.objects.exists()


def test_a_seal_that_was_changed_opens_nothing(officer):
    answer = officer.post(CONFIRM, {"agreed": "made-up", "import": "1"})

    assert answer.status_code == 302
    assert not RollCall.objects.exists()


# Who may


def test_an_editor_imports_drafts_and_is_offered_nothing_else():
    editor = staff_client("Editor")

    assert 'value="official"' not in editor.get(IMPORT).content.decode()
    bring(editor, RECORD, accept="drafts")
    assert RollCall.objects.get().state == "draft"


def test_an_editor_cannot_import_as_official():
    answer = choose(staff_client("Editor"), file_of(RECORD), accept="official")

    assert not AGREED.search(answer.content.decode())


def test_a_contributor_has_no_import():
    assert staff_client("Contributor").get(IMPORT).status_code == 403


def test_an_editor_changes_no_public_text_by_an_import():
    text = make_resolution(number=21, title="Another title")

    shown = words(choose(staff_client("Editor"), file_of(RECORD), accept="drafts"))

    assert "1 refused" in shown
    assert f"“{text}” is no draft any more: a records officer can bring this." in shown


def test_an_editor_adds_no_session_by_an_import():
    Session.objects.filter(code="hrc43").delete()

    shown = words(choose(staff_client("Editor"), file_of(RECORD), accept="drafts"))

    assert "The 43rd session is not on record: a records officer adds it." in shown


def test_links_lead_to_the_import_for_those_who_may(officer):
    for address in ("/admin/", "/admin/votes/rollcall/", "/admin/votes/resolution/"):
        assert f'href="{IMPORT}"' in officer.get(address).content.decode()
        assert IMPORT not in staff_client("Contributor").get(address).content.decode()


# Two people


def test_nobody_accepts_as_official_what_they_import(officer, settings):
    settings.TWO_PEOPLE_ACCEPT = True

    shown = words(choose(officer, file_of(RECORD)))

    assert "0 readings become the official result" in shown
    assert "Somebody else must accept this as official: you recorded it." in shown


def test_a_second_person_accepts_by_importing_the_same_files(officer, settings):
    settings.TWO_PEOPLE_ACCEPT = True
    bring(officer, RECORD, accept="drafts")

    bring(staff_client("Records officer"), RECORD)

    assert RollCall.objects.get().standing == "official"


def test_where_two_people_are_needed_the_page_says_so_and_offers_drafts(officer, settings):
    settings.TWO_PEOPLE_ACCEPT = True

    page = officer.get(IMPORT).content.decode()

    assert "Nobody accepts as official what they bring in themselves" in page
    assert re.search(r'value="drafts"[^>]* checked', page)


# What cannot be imported


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.txt", b"Nothing of a vote stands here.", "“notes.txt”, line 1: no vote found"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00", "“photo.png”, line"),
        ("broken.xml", RECORD[:900].encode(), "“broken.xml”, line"),
        ("empty.csv", b"", "empty"),
        ("broken.csv.gz", gzip.compress(b"a,b\n" * 999)[:40], "“broken.csv.gz”, line"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_place(officer, name, content, sentence):
    answer = choose(officer, file_of(content, name))

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not AGREED.search(answer.content.decode())


def test_of_two_files_the_wrong_one_is_named(officer):
    broken = file_of(RECORD[:900], "second.xml")

    assert "“second.xml”, line" in words(choose(officer, file_of(RECORD), broken))


def test_without_a_file_the_page_asks_for_one(officer):
    assert "This field is required" in words(choose(officer))


def test_more_files_than_ten_are_refused(officer):
    answer = choose(officer, *(file_of(RECORD, f"{n}.xml") for n in range(11)))

    assert "These are 11 files. Choose at most 10." in words(answer)


def test_an_upload_that_is_too_large_is_refused(officer, monkeypatch):
    monkeypatch.setattr(forms, "MOST_BYTES", 1000)

    assert "Pack tables with gzip" in words(choose(officer, file_of(RECORD)))


def test_a_file_that_unpacks_to_too_much_is_refused(officer, monkeypatch):
    monkeypatch.setattr(bringing, "MOST_UNPACKED", 1_000_000)
    bomb = gzip.compress(b"a" * 2_000_000)

    assert "“bomb.csv.gz” unpacks to over 1 MB" in words(
        choose(officer, file_of(bomb, "bomb.csv.gz"))
    )


def test_more_records_than_a_page_can_bring_are_refused(officer, monkeypatch):
    monkeypatch.setattr(bringing, "MOST_RECORDS", 0)

    shown = words(choose(officer, file_of(RECORD)))

    assert "This is more than 0 records" in shown
    assert "manage.py import_votes" in shown


def test_a_preview_that_takes_too_long_is_given_up(officer, monkeypatch):
    monkeypatch.setattr(bringing, "MOST_SECONDS", -1)

    assert "This takes longer than -1 seconds" in words(choose(officer, file_of(RECORD)))


def test_an_import_needs_the_token_of_its_page(officer):
    officer.handler.enforce_csrf_checks = True

    assert choose(officer, file_of(RECORD)).status_code == 403


def test_a_provisional_result_becomes_official_when_it_is_imported_so(officer):
    bring(officer, RECORD, accept="provisional")

    bring(officer, RECORD)

    assert RollCall.objects.get().standing == "official"


def test_staff_who_corrected_a_text_find_it_as_they_left_it(officer):
    bring(officer, RECORD)
    text = Resolution.objects.get()
    text.title = "As we call it"
    save_record(text, by=None)

    bring(officer, RECORD.replace("20210420", "20220101"))

    assert Resolution.objects.get().title == "As we call it"


def test_the_address_of_the_import_is_that_of_its_name():
    assert reverse("admin:votes_rollcall_import") == IMPORT
