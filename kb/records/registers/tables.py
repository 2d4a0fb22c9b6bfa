"""A register as a file: CSV or XLSX to rows of text and back. No database.

A cell is text: a date is ISO 8601, a tick yes or no, a number its digits. Text that a spreadsheet
would run as a formula carries `'` in a file, which is taken off again when the file is read.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 1_000
MOST_COLUMNS = 50
MOST_UNPACKED = 8 * 1024 * 1024
TOO_LARGE = f"The file is larger than {MOST_BYTES // 1024**2} MB. Split it."

FORMULA = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")
MIDNIGHT = time()


class TableError(Exception):
    """A file that cannot be read as a table; the message is a sentence that names the place."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is that of the spreadsheet: the header is row 1. Cells are as many as headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    is_formula: bool = False
    is_error: bool = False


def read_table(name: str, content: bytes) -> Table:
    """The table in a file, by the ending of its name. Rows without any text are left out.

    Raises TableError for what is too large, of another type, damaged, or holds a formula or NUL.
    """
    readers = {".csv": _csv_rows, ".xlsx": _xlsx_rows}
    reader = readers.get(name[name.rfind(".") :].lower())
    if reader is None:
        raise TableError(f"“{name}” is neither a CSV nor an XLSX file. Save it as one of the two.")
    if len(content) > MOST_BYTES:
        raise TableError(TOO_LARGE)
    rows = reader(content)
    header = _header(next(rows, (1, []))[1])
    filled = ((number, cells) for number, cells in rows if any(cell.text for cell in cells))
    found = [
        Row(number, _texts(header, number, cells))
        for number, cells in islice(filled, MOST_ROWS + 1)
    ]
    if not found:
        raise TableError("The file has no row below its headings.")
    if len(found) > MOST_ROWS:
        raise TableError(f"The file has more than {MOST_ROWS:,} rows. Split it.")
    return Table(header, tuple(found))


def _header(cells: list[_Cell]) -> tuple[str, ...]:
    names = [cell.text for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise TableError("The first row is empty. It must name the columns.")
    if len(names) > MOST_COLUMNS:
        raise TableError(f"The file has more than {MOST_COLUMNS} columns.")
    for column, name in enumerate(names, 1):
        if not name:
            raise TableError(f"Column {column} has no name in the first row.")
        if name in names[: column - 1]:
            raise TableError(f"Two columns are named “{shown(name)}”.")
    return tuple(names)


def _texts(header: tuple[str, ...], number: int, cells: list[_Cell]) -> tuple[str, ...]:
    if any(cell.text for cell in cells[len(header) :]):
        raise TableError(f"Row {number} has more cells than the first row has names.")
    cells = [*cells, *[_Cell("")] * len(header)][: len(header)]
    return tuple(
        _text(cell, f"Row {number}, column “{shown(name)}”")
        for name, cell in zip(header, cells, strict=True)
    )


def _text(cell: _Cell, place: str) -> str:
    if "\0" in cell.text:
        raise TableError(f"{place}: it holds a character that no text can hold (NUL).")
    if cell.is_formula:
        raise TableError(
            f"{place}: “{shown(cell.text)}” is a formula. Put its value there, or ' before it if "
            "it is text."
        )
    if cell.is_error:
        raise TableError(f"{place}: the spreadsheet shows the error {shown(cell.text)} there.")
    return unguarded(cell.text)


def _csv_rows(content: bytes) -> Iterator[tuple[int, list[_Cell]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(
            f"Line {line} is not text in UTF-8. Save the file as “CSV UTF-8”."
        ) from error
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            cells = [cell.strip(" \n") for cell in line]
            yield number, [_Cell(cell, is_formula=bool(_is_bare(cell))) for cell in cells]
    except csv.Error as error:
        raise TableError(
            f"Row {number + 1} cannot be read as CSV: a quotation mark is missing or stands in "
            "the wrong place, or a cell is far too long."
        ) from error


def _is_bare(text: str) -> re.Match[str] | None:
    return None if text.startswith("'") else FORMULA.match(text)


def _xlsx_rows(content: bytes) -> Iterator[tuple[int, list[_Cell]]]:
    try:
        _refuse_bomb(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1)
        for number, cells in enumerate(rows, 1):
            yield number, [_xlsx_cell(cell) for cell in cells]
    except TableError:
        raise
    except Exception as error:  # the parser raises whatever it stumbles upon
        raise TableError(
            "The file is damaged or is not an XLSX workbook. Open it in a spreadsheet and save it "
            "again as XLSX or CSV."
        ) from error


def _refuse_bomb(content: bytes) -> None:
    """Unpacked sizes are those of the directory: zipfile reads no byte beyond them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
            raise TableError(
                f"The file unpacks to more than {MOST_UNPACKED // 1024**2} MB. Split it."
            )
        for each in archive.infolist():
            if each.filename.endswith((".xml", ".rels")):
                markup = archive.read(each)
                # Entities that multiply stand in a DOCTYPE; no spreadsheet writes one. NUL would
                # hide it in UTF-16.
                if b"<!DOCTYPE" in markup or b"\0" in markup:
                    raise TableError("The file holds markup that no spreadsheet writes.")


def _xlsx_cell(cell: Any) -> _Cell:
    text = _plain(cell.value).strip(" \n")
    return _Cell(text, is_formula=cell.data_type == "f", is_error=cell.data_type == "e")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.time() == MIDNIGHT:
        return value.date().isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def guarded(text: str) -> str:
    """Text that no spreadsheet runs: `'` before = + - @ tab CR, and before such a guard."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


def shown(text: str) -> str:
    """Of what stands in a file, no more than a sentence can bear."""
    return text if len(text) <= 60 else f"{text[:60]}…"


def csv_file(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([guarded(text) for text in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def xlsx_file(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """One sheet of text."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append(list(header))
    for row in rows:
        sheet.append(
            [ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", guarded(t)) for t in row]
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
