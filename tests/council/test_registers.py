"""Sessions, seats, groups and their members by file: a preview first, then all of it or nothing."""

import io
import os
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kb.council.models import Group, GroupMembership, Seat, Session, State
from kb.records.models import Ledger
from kb.records.registers import tables
from kb.records.services import save_record
from tests.council.registers import (
    bring,
    choose,
    confirm,
    csv_of,
    export,
    is_preview,
    words,
    xlsx_of,
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
    assert "3 hrc98 kind: “weekly” is not a value for it. One of: regular, special." in told
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


@pytest.mark.parametrize("kind", [SESSION, SEAT, GROUP])
@pytest.mark.parametrize("as_", ["csv", "xlsx"])
def test_what_was_exported_and_is_imported_again_changes_nothing(officer, kind, as_):
    count = Ledger.objects.count()

    answer = choose(officer, kind, export(officer, kind, as_=as_))

    assert "Nothing to write" in words(answer)
    assert "0 new, 0 changed" in words(answer)
    assert Ledger.objects.count() == count


def test_exported_members_that_are_imported_again_change_nothing(officer):
    answer = choose(officer, GROUP, export(officer, GROUP, register=1), register=1)

    count = GroupMembership.objects.count()
    assert f"0 new, 0 changed, {count} as before" in words(answer)


def test_an_export_holds_what_the_list_was_filtered_to(officer):
    file = export(officer, SESSION, query="?kind__exact=special")

    lines = file.read().decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + Session.objects.filter(kind="special").count()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM", "\t=1", "\r=1", "'=1", "''=1"])
def test_no_spreadsheet_runs_what_is_exported_and_it_comes_back_as_it_was(officer, text):
    Session.objects.filter(code="hrc43").update(label=text)

    exported = export(officer, SESSION, query="?q=hrc43")
    written = exported.read().decode("utf-8-sig")
    exported.seek(0)
    answer = choose(officer, SESSION, exported)

    assert f"'{text}" in written
    assert "0 new, 0 changed, 1 as before" in words(answer)


def unreadable(content: bytes, name: str = "register.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.MOST_UNPACKED + 1))
    return file.getvalue()


def with_entities() -> bytes:
    """A good workbook in which a part of it declares entities."""
    good, file = io.BytesIO(xlsx_of(["code"], ["hrc43"]).read()), io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(file, "w") as new:
        for each in old.infolist():
            content = old.read(each)
            if each.filename == "xl/workbook.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "ha">]>' + content
            new.writestr(each.filename, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (lambda: unreadable(b"MZ", "register.exe"), "is neither a CSV nor an XLSX file"),
        (lambda: unreadable(b"", "register.csv"), "The submitted file is empty"),
        (lambda: unreadable(b"x" * (tables.MOST_BYTES + 1)), "larger than 2 MB"),
        (lambda: unreadable("code\nhrc43\nhrcé".encode("latin-1")), "Line 3 is not text in UTF-8"),
        (lambda: csv_of("code"), "no row below its headings"),
        (lambda: csv_of("", "hrc43"), "The first row is empty"),
        (lambda: csv_of("code,,label", "hrc43,,x"), "Column 2 has no name"),
        (lambda: csv_of("code,code", "hrc43,hrc43"), "Two columns are named “code”"),
        (lambda: csv_of("code,colour", "hrc43,red"), "There is no column “colour”"),
        (lambda: csv_of("label", "x"), "no column “code”"),
        (lambda: csv_of("code,label", "hrc43,x,y"), "Row 2 has more cells"),
        (lambda: csv_of("code,label", "hrc43,=1+1"), "Row 2, column “label”: “=1+1” is a formula"),
        (lambda: csv_of("code,label", "hrc43,a\0b"), "Row 2, column “label”: it holds a character"),
        (lambda: csv_of("code,label", '"hrc43" x,y'), "Row 2 cannot be read as CSV"),
        (lambda: csv_of("code,label", 'hrc43,"x'), "Row 2 cannot be read as CSV"),
        (
            lambda: csv_of("code", *(f"s{n}" for n in range(tables.MOST_ROWS + 1))),
            "more than 1,000 rows",
        ),
        (
            lambda: xlsx_of(["code", "label"], ["hrc43", "=1+1"]),
            "Row 2, column “label”: “=1+1” is a formula",
        ),
        (
            lambda: xlsx_of(["code", "label"], ["hrc43", "#N/A"]),
            "Row 2, column “label”: the spreadsheet shows the error #N/A",
        ),
        (lambda: unreadable(b"PK\3\4 nothing", "register.xlsx"), "damaged or is not an XLSX"),
        (lambda: unreadable(bomb(), "register.xlsx"), "unpacks to more than 20 MB"),
        (lambda: unreadable(with_entities(), "register.xlsx"), "markup that no spreadsheet writes"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(officer, file, sentence):
    answer = choose(officer, SESSION, file())

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not is_preview(answer)


def test_a_workbook_with_real_dates_numbers_and_blank_rows_is_read(officer):
    header = HEADER.split(",")
    row = ["hrc99", "hrc", "regular", 99.0, "99th session", date(2045, 6, 1), None]

    bring(officer, SESSION, xlsx_of(header, [], row))

    session = Session.objects.get(code="hrc99")
    assert (session.number, session.starts_on) == (99, date(2045, 6, 1))


def test_a_file_with_semicolons_as_spreadsheets_in_geneva_write_it_is_read(officer):
    bring(officer, SESSION, csv_of("code;label", "hrc43;The 43rd, resumed"))

    assert Session.objects.get(code="hrc43").label == "The 43rd, resumed"


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
