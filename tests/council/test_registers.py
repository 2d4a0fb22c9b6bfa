"""Sessions, seats, groups and their members by file: a preview first, then all of it or nothing."""

import os
from datetime import date

import pytest
from django.urls import reverse

from kb.council.models import Group, GroupMembership, Seat, Session, State
from kb.records.models import Ledger
from kb.records.services import save_record
from tests.council.registers import (
    bring,
    choose,
    confirm,
    csv_of,
    is_preview,
    words,
)
from tests.desk.signing_in import staff_client

pytestmark = pytest.mark.django_db

SESSION = "council.session"
SEAT = "council.seat"
GROUP = "council.group"
HEADER = "code,body,kind,number,label,starts_on,ends_on"
NEW = "hrc99,hrc,regular,99,99th session,2045-06-01,"
SEATS = "body,state,since,until,group"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "uploads"


@pytest.fixture
def officer():
    return staff_client("Records officer")


def test_a_file_is_shown_before_anything_is_written(officer):
    rows = Ledger.objects.count()

    preview = choose(officer, SESSION, csv_of(HEADER, NEW))

    assert "1 new, 0 changed, 0 as before. Nothing is written yet." in words(preview)
    assert "label 99th session" in words(preview)
    assert not Session.objects.filter(code="hrc99").exists()
    assert Ledger.objects.count() == rows


def test_a_confirmed_file_is_written_by_its_reader_with_the_file_as_the_reason(officer):
    answer = bring(officer, SESSION, csv_of(HEADER, NEW, name="sessions-2045.csv"))

    assert answer.status_code == 302
    session = Session.objects.get(code="hrc99")
    assert (session.number, session.starts_on, session.ends_on) == (99, date(2045, 6, 1), None)
    row = Ledger.objects.about(session).get()
    assert (row.action, row.by, row.reason) == (
        "created",
        officer.user,
        "Imported from “sessions-2045.csv”.",
    )


def test_a_change_raises_the_version_and_a_row_as_before_writes_nothing(officer):
    before = Session.objects.get(code="hrc44").version

    preview = choose(officer, SESSION, csv_of("code,label", "hrc43,The 43rd", "hrc44,44th session"))
    confirm(officer, SESSION, preview)

    assert "0 new, 1 changed, 1 as before" in words(preview)
    changed = Session.objects.get(code="hrc43")
    assert (changed.label, changed.version) == ("The 43rd", 2)
    assert Ledger.objects.about(changed).get().changes == {"label": ["43rd session", "The 43rd"]}
    assert Session.objects.get(code="hrc44").version == before


def test_a_column_that_the_file_leaves_out_stays_and_an_empty_cell_empties(officer):
    bring(officer, SESSION, csv_of("code,ends_on", "hrc43,"))

    session = Session.objects.get(code="hrc43")
    assert session.starts_on == date(2020, 2, 24)
    assert session.ends_on is None


def test_a_row_that_the_file_leaves_out_stays(officer):
    count = Session.objects.count()

    bring(officer, SESSION, csv_of("code,label", "hrc43,The 43rd"))

    assert Session.objects.count() == count


def test_one_refused_row_refuses_the_file_and_names_row_and_column(officer):
    answer = choose(officer, SESSION, csv_of(HEADER, NEW, "hrc98,hrc,weekly,x,,1 June,"))

    told = words(answer)
    assert not is_preview(answer)
    assert "3 hrc98 kind: “weekly” is not a value for it. One of: regular, special, " in told
    assert "number: “x” is not a whole number" in told
    assert "label: It is empty." in told
    assert "starts_on: “1 June” is not a date such as 2020-06-22." in told
    assert not Session.objects.filter(code="hrc99").exists()


def test_blank_lines_do_not_shift_the_numbers_of_rows(officer):
    answer = choose(officer, SESSION, csv_of("code,body", "hrc43,hrc", "", "hrc44,atlantis"))

    assert "4 hrc44 body: There is no body with the code “atlantis”." in words(answer)


def test_two_rows_about_the_same_are_refused(officer):
    answer = choose(officer, SESSION, csv_of("code,label", "hrc43,One", "hrc43,Two"))

    assert "3 hrc43 Row 2 is about the same." in words(answer)


def test_a_seat_that_overlaps_is_refused_in_a_sentence(officer):
    answer = choose(officer, SEAT, csv_of(SEATS, "hrc,CHN,2018-01-01,2018-12-31,ASIA_PACIFIC"))

    assert "China already has a seat in this time." in words(answer)


def test_seats_are_written_from_a_file(officer):
    bring(officer, SEAT, csv_of(SEATS, "hrc,CHN,2045-01-01,2047-12-31,ASIA_PACIFIC"))

    seat = Seat.objects.get(state__code="CHN", since=date(2045, 1, 1))
    assert (seat.until, seat.group.code) == (date(2047, 12, 31), "ASIA_PACIFIC")
    changes = Ledger.objects.about(seat).get().changes
    assert (changes["body"], changes["state"]) == ([None, "hrc"], [None, "CHN"])


def test_members_of_a_group_stand_in_its_history_in_one_row(officer):
    file = csv_of("group,state,since,until", "EU,FJI,2045-01-01,", "EU,CHN,2045-01-01,2046-01-01")

    bring(officer, GROUP, file, register=1)

    group = Group.objects.get(code="EU")
    row = Ledger.objects.about(group).get()
    assert group.version == row.version == 2
    assert row.changes == {
        "membership: Fiji in European Union": [
            None,
            "Fiji in European Union (state Fiji, since 2045-01-01)",
        ],
        "membership: China in European Union": [
            None,
            "China in European Union (state China, since 2045-01-01, until 2046-01-01)",
        ],
    }


def test_a_membership_that_ends_tells_what_it_was(officer):
    state = State.objects.get(code="FJI")
    group = Group.objects.get(code="EU")
    GroupMembership.objects.create(group=group, state=state, since=date(2045, 1, 1))
    file = csv_of("group,state,since,until", "EU,FJI,2045-01-01,2046-01-01")

    bring(officer, GROUP, file, register=1)

    assert Ledger.objects.about(group).get().changes == {
        "membership: Fiji in European Union": [
            "Fiji in European Union (state Fiji, since 2045-01-01)",
            "Fiji in European Union (state Fiji, since 2045-01-01, until 2046-01-01)",
        ]
    }


def test_what_changed_since_the_preview_is_shown_again_before_it_is_overwritten(officer):
    preview = choose(officer, SESSION, csv_of("code,label", "hrc43,From the file"))
    session = Session.objects.get(code="hrc43")
    session.label = "By somebody else"
    save_record(session, by=None)

    answer = confirm(officer, SESSION, preview)

    assert answer.status_code == 409
    assert "label By somebody else From the file" in words(answer)
    assert Session.objects.get(code="hrc43").label == "By somebody else"
    assert confirm(officer, SESSION, answer).status_code == 302
    assert Session.objects.get(code="hrc43").label == "From the file"


def test_a_group_that_changed_since_the_preview_is_shown_again(officer):
    preview = choose(officer, GROUP, csv_of("code,name,kind", "NEW,A new group,political"))
    save_record(Group(code="NEW", name="Another", kind="political"), by=None)

    answer = confirm(officer, GROUP, preview)

    assert answer.status_code == 409
    assert Group.objects.get(code="NEW").name == "Another"


def test_a_preview_is_confirmed_once_and_by_nobody_else(officer):
    preview = choose(officer, SESSION, csv_of(HEADER, NEW))

    stranger = confirm(staff_client("Records officer"), SESSION, preview)
    assert stranger.status_code == 302
    assert not Session.objects.filter(code="hrc99").exists()

    confirm(officer, SESSION, preview)
    answer = confirm(officer, SESSION, preview)
    assert answer.url == reverse("admin:council_session_import")


def test_an_upload_is_private_and_gone_after_its_confirmation(officer, uploads):
    preview = choose(officer, SESSION, csv_of(HEADER, NEW))

    (stored,) = uploads.iterdir()
    assert uploads.stat().st_mode & 0o777 == 0o700
    assert stored.stat().st_mode & 0o777 == 0o600
    confirm(officer, SESSION, preview)
    assert not [*uploads.iterdir()]


def test_an_upload_that_nobody_confirmed_goes_with_the_next_one_after_an_hour(officer, uploads):
    choose(officer, SESSION, csv_of(HEADER, NEW))
    (stored,) = uploads.iterdir()
    os.utime(stored, (0, 0))

    choose(officer, SESSION, csv_of(HEADER, NEW))

    assert stored not in [*uploads.iterdir()]


def test_a_refused_file_is_not_kept(officer, uploads):
    choose(officer, SESSION, csv_of(HEADER, "hrc98,,,,,,"))

    assert not uploads.exists()


@pytest.mark.parametrize("step", ["import", "import_confirm"])
@pytest.mark.parametrize("role", ["Contributor", "Editor"])
def test_who_may_only_see_the_register_cannot_import(role, step):
    client = staff_client(role)

    answer = client.post(reverse(f"admin:council_session_{step}"))

    assert answer.status_code == 403
    listed = client.get(reverse("admin:council_session_changelist")).content.decode()
    assert "Import a file" not in listed
    assert "Export" in listed


def test_who_may_not_see_the_register_cannot_export():
    answer = staff_client("Administrator").get(reverse("admin:council_session_export"))

    assert answer.status_code == 403


@pytest.mark.parametrize("kind", ["session", "seat", "group"])
def test_the_import_page_explains_each_column(officer, kind):
    told = words(officer.get(reverse(f"admin:council_{kind}_import")))

    assert "It says which row is meant." in told
    assert "None" not in told


def test_a_filter_that_the_list_does_not_know_leads_back_to_the_list(officer):
    address = reverse("admin:council_session_export") + "?body__id__exact=x"

    answer = officer.post(address, {"kind": "csv", "register": 0})

    assert answer.status_code == 302
