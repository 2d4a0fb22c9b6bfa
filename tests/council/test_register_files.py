"""Files of registers: what is exported comes back as it was, what cannot be read is refused."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kb.council.models import GroupMembership, Session
from kb.records.models import Ledger
from kb.records.registers import tables
from tests.council.registers import bring, choose, csv_of, export, is_preview, words, xlsx_of
from tests.desk.signing_in import staff_client

pytestmark = pytest.mark.django_db

SESSION = "council.session"
SEAT = "council.seat"
GROUP = "council.group"
HEADER = "code,body,kind,number,label,starts_on,ends_on"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def officer():
    return staff_client("Records officer")


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
        (lambda: unreadable(bomb(), "register.xlsx"), "unpacks to more than 8 MB"),
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
