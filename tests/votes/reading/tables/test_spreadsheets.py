import datetime as dt
import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from votes.reading.cells import NoVoteFoundError, ReadingError
from votes.reading.documents import Document
from votes.reading.tables import packages, wide
from votes.reading.tables.sheets import Sheet
from votes.reading.tables.spreadsheets import xlsx_sheets

ROWS = [["Symbol", "Date", "AFG", "AGO"], ["43/21", dt.date(2020, 6, 22), "Y", "N"]]


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


SAVED = workbook(*ROWS)


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The workbook with some parts put in place of its own, or added."""
    out = io.BytesIO()
    names = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            new.writestr(entry, names.pop(entry, None) or old.read(entry))
        for name, part in names.items():
            new.writestr(name, part)
    return out.getvalue()


def sheets_of(data: bytes) -> list[Sheet]:
    return list(xlsx_sheets(Document("votes.xlsx", io.BytesIO(data))))


def table_of(data: bytes) -> list[tuple[str, ...]]:
    (sheet,) = sheets_of(data)
    return [sheet.header, *(values for _, values, _ in sheet.rows)]


def test_a_worksheet_is_a_table_of_text():
    values = [120.0, 0.5, True, None, dt.datetime(2020, 6, 22), dt.datetime(2020, 6, 22, 15, 30)]
    assert table_of(workbook(["a", "b", "c", "d", "e", "f"], values)) == [
        ("a", "b", "c", "d", "e", "f"),
        ("120", "0.5", "TRUE", "", "2020-06-22", "2020-06-22 15:30:00"),
    ]


def test_rows_have_their_numbers_and_blank_ones_are_left_out():
    (sheet,) = sheets_of(workbook(*ROWS, [], [None, None], ["43/22", None, "A", "A"]))
    assert [(line, text) for line, _, text in sheet.rows] == [
        (2, "43/21\t2020-06-22\tY\tN"),
        (5, "43/22\t\tA\tA"),
    ]


def test_titles_above_the_header_are_kept_for_the_record_and_passed_over():
    book = Workbook()
    for row in [["Votes of the 43rd session"], [], ["As of", "2020"], [*ROWS[0], "AUS"], *ROWS[1:]]:
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    (sheet,) = sheets_of(saved(book))
    assert sheet.header == ("Symbol", "Date", "AFG", "AGO", "AUS")
    assert sheet.printed_header.startswith("Votes of the 43rd session\nAs of\t2020\nSymbol\tDate")


def test_two_rows_of_headings_begin_with_the_first():
    table = table_of(
        workbook(
            ["Votes"], [None, None, "AFG", "AGO"], ["", "", "Afghanistan", "Angola"], *ROWS[1:]
        )
    )
    assert table[0] == ("", "", "AFG", "AGO")


def test_every_visible_worksheet_is_read_by_its_name_and_a_hidden_one_is_not():
    book = Workbook()
    book.active.title = "HRC43"
    for title, state in [("HRC44", "visible"), ("draft", "hidden"), ("old", "veryHidden")]:
        book.create_sheet(title).sheet_state = state
    for sheet in book:
        for row in ROWS:
            sheet.append(row)
    names = [sheet.name for sheet in sheets_of(saved(book))]
    assert names == ["votes.xlsx, sheet HRC43", "votes.xlsx, sheet HRC44"]


def test_a_formula_counts_with_the_value_that_was_saved_with_it():
    data = workbook(["a", "b"], ["=1+1", "x"])
    part = b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><v>x</v></c></row>'
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    start, end = sheet.index(b'<row r="2"'), sheet.index(b"</sheetData>")
    data = repacked(data, xl__worksheets__sheet1_xml=sheet[:start] + part + sheet[end:])
    assert table_of(data)[1] == ("2", "x")


def test_a_wide_table_in_a_workbook_gives_its_votes_with_the_legend_above_it():
    data = workbook(
        ["1 = yes, 0 = abstain, -1 = no"],
        [None, None, "AFG", "AGO", "AUS"],
        ["Symbol", "Date", "Afghanistan", "Angola", "Australia"],
        ["43/21", dt.date(2020, 6, 22), 0, 1, -1],
    )
    (transcript,) = wide.read(sheets_of(data))
    assert [(cell.row, cell.printed, cell.position) for cell in transcript.cells] == [
        (4, "Afghanistan", "abstain"),
        (4, "Angola", "yes"),
        (4, "Australia", "no"),
    ]
    assert transcript.date == dt.date(2020, 6, 22)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, part in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (OLE, "a file of an old Office version"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a file locked with a password"),
        (workbook(*ROWS)[:900], "a broken workbook"),
        (b"PK\x03\x04", "a broken workbook"),
        (zipped(word__document_xml=b"<a/>"), "a Word document"),
        (zipped(content_xml=b"<a/>"), "an OpenDocument file"),
        (zipped(votes=b"a,b"), "a zip file that is no workbook"),
        (repacked(workbook(*ROWS), xl__workbook_xml=b"<a"), "a broken workbook"),
        (repacked(workbook(*ROWS), **{"[Content_Types].xml": b"<a/>"}), "do not fit together"),
    ],
    ids=lambda value: value[:25] if isinstance(value, str) else "",
)
def test_a_file_that_is_no_whole_workbook_is_refused_in_words(data, found):
    with pytest.raises(ReadingError, match=found):
        sheets_of(data)


def test_styles_that_are_out_of_order_print_nothing(capsys):
    styles = zipfile.ZipFile(io.BytesIO(SAVED)).read("xl/styles.xml")
    start, end = styles.index(b"<cellStyleXfs"), styles.index(b"</cellStyleXfs>")
    spoiled = styles[:start] + b"<cellStyleXfs>" + styles[end:]
    with suppress(ReadingError):
        sheets_of(repacked(SAVED, xl__styles_xml=spoiled))
    assert capsys.readouterr().out == ""


def test_a_locked_part_of_a_zip_is_refused_as_locked():
    data = bytearray(workbook(*ROWS))
    for start in (
        i for i in range(len(data) - 4) if data[i : i + 4] in (b"PK\x03\x04", b"PK\x01\x02")
    ):
        data[start + (6 if data[start + 2] == 3 else 8)] |= 1
    with pytest.raises(ReadingError, match="locked with a password"):
        sheets_of(bytes(data))


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", workbook(), workbook(["alone"], ["words"])])
def test_what_holds_no_table_is_left_to_other_formats(data):
    with pytest.raises(NoVoteFoundError):
        sheets_of(data)


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
ENTITY = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (b"<a>" + b" " * 60_000_000 + b"</a>", "unfolds to .* times its size"),
        (ENTITY, "XML that defines entities"),
        (SHEET + b"<row/>" * 1_000_001 + b"</sheetData></worksheet>", "still no end"),
        (SHEET + b"<row>" + b"<c/>" * 200_001, "too large or too deep"),
        (b"<a>" * 1_000, "too large or too deep"),
        (b'<a b="' + b"c" * 2_000_000, "without an end"),
    ],
    ids=["blanks", "entities", "rows", "cells", "depth", "attribute"],
)
def test_a_bomb_is_refused_before_it_unfolds(part, found):
    with pytest.raises(ReadingError, match=found):
        sheets_of(repacked(workbook(*ROWS), xl__worksheets__sheet1_xml=part))


def test_a_workbook_of_thousands_of_parts_is_refused():
    parts = {f"part{number}": b"" for number in range(packages.MOST_ENTRIES + 1)}
    with pytest.raises(ReadingError, match="parts, expected at most"):
        sheets_of(repacked(workbook(*ROWS), **parts))


def test_a_workbook_with_a_column_far_away_is_refused_with_its_row():
    book = Workbook()
    for row in [*ROWS, ["43/22"]]:
        book.active.append(row)
    book.active.cell(3, 2_001, "x")
    with pytest.raises(ReadingError, match="line 3: 2,001 columns"):
        sheets_of(saved(book))


def test_a_value_beside_the_table_is_refused_with_its_place():
    rows = [["43/21", None, "Y", "N"]] * 30
    (sheet,) = sheets_of(workbook(*ROWS, *rows, ["43/22", None, "Y", "N", "a remark"]))
    with pytest.raises(ReadingError, match='line 33: "a remark" in column 5'):
        list(sheet.rows)


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(deadline=None, max_examples=30)
def test_a_table_reads_back_as_it_was_saved(rows):
    assert table_of(workbook(*rows)) == [tuple(row) for row in rows]


@given(data=st.data())
@settings(deadline=None, max_examples=150)
def test_no_damage_makes_anything_but_sheets_or_a_reading_error(data):
    damaged = bytearray(SAVED)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    read_whatever(bytes(damaged))


PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml")
SPOILED = {name: zipfile.ZipFile(io.BytesIO(SAVED)).read(name) for name in PARTS}


@given(name=st.sampled_from(PARTS), data=st.data())
@settings(deadline=None, max_examples=200)
def test_no_damage_to_a_part_makes_anything_but_sheets_or_a_reading_error(name, data):
    part = SPOILED[name]
    words = sorted({word for word in part.replace(b"<", b'"').split(b'"') if word})
    damaged = part.replace(
        data.draw(st.sampled_from(words)),
        data.draw(st.sampled_from([*words, b"", b"-1", b"9" * 30])),
    )
    read_whatever(repacked(SAVED, **{name: damaged}))


@given(st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data) | st.binary(max_size=200))
def test_no_bytes_make_anything_but_sheets_or_a_reading_error(data):
    read_whatever(data)


def read_whatever(data: bytes) -> None:
    try:
        for sheet in sheets_of(data):
            assert all(len(values) == len(sheet.header) for _, values, _ in sheet.rows)
    except ReadingError:
        return
