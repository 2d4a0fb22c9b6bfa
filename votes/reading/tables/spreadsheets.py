"""Workbooks (.xlsx): a sheet for each visible worksheet that holds a table.

Hidden worksheets are left out: what the sender did not show is not what the source says. Formulas
count with the value that was saved with them.
"""

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from itertools import chain, islice
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]

from votes.reading.cells import NoVoteFoundError, ReadingError
from votes.reading.documents import Document
from votes.reading.tables.packages import MOST_ROWS, package_of
from votes.reading.tables.sheets import MOST_COLUMNS, Row, Sheet

_ROWS_BEFORE_HEADER = 20
_FEWEST_COLUMNS = 2
# What openpyxl and the XML parser raise for parts that contradict each other.
_BROKEN = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError),
    *(OSError, EOFError, SyntaxError, RecursionError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error),
)


def xlsx_sheets(document: Document) -> Iterator[Sheet]:
    """The tables of a workbook; a sheet's name is the file's with the worksheet's.

    Raises NoVoteFoundError for a file that is no workbook or holds no table, and ReadingError for
    one that is locked, broken or too large.
    """
    package = package_of(document)
    # openpyxl prints what it makes of odd styles, in the midst of what a command prints.
    with _broken_is_an_error(1), redirect_stdout(io.StringIO()):
        workbook = load_workbook(package, read_only=True, data_only=True, keep_links=False)
    found = [
        sheet
        for worksheet in workbook.worksheets
        if worksheet.sheet_state == "visible"
        and (sheet := _sheet_of(f"{document.name}, sheet {worksheet.title}", worksheet))
    ]
    if not found:
        raise NoVoteFoundError(1, "a workbook without a table", "a worksheet with a table")
    yield from found


@contextmanager
def _broken_is_an_error(line: int) -> Iterator[None]:
    """Warnings are about what is left out (styles, checks of what was typed), not about cells."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _BROKEN as error:
        found = "a workbook whose parts do not fit together"
        raise ReadingError(line, found, "one that a spreadsheet program saved") from error


def _sheet_of(name: str, worksheet: Any) -> Sheet | None:
    """The worksheet's table; None for one without any."""
    rows = _rows_of(worksheet)
    first = list(islice(rows, _ROWS_BEFORE_HEADER))
    start = _header_among(first)
    if start is None:
        return None
    width = max(len(values) for _, values in first)
    header = first[start][1]
    above = ["\t".join(filter(None, values)) for _, values in first[:start]]
    printed = "\n".join([*above, "\t".join(header)])
    columns = tuple(" ".join(text.split()) for text in header) + ("",) * (width - len(header))
    return Sheet(name, columns, _padded(chain(first[start + 1 :], rows), width), printed)


def _header_among(rows: list[tuple[int, list[str]]]) -> int | None:
    """The first row that looks like a header: about as full as the fullest, not a title above."""
    filled = [sum(map(bool, values)) for _, values in rows]
    fullest = max(filled, default=0)
    if fullest < _FEWEST_COLUMNS:
        return None
    return next(n for n, count in enumerate(filled) if count >= max(_FEWEST_COLUMNS, fullest / 2))


def _rows_of(worksheet: Any) -> Iterator[tuple[int, list[str]]]:
    """(row number, its values as text up to the last that is not blank), without blank rows."""
    # What the file says of its own size is often wrong.
    worksheet.reset_dimensions()
    rows = worksheet.iter_rows(values_only=True)
    number = 0
    while True:
        with _broken_is_an_error(number + 1):
            row = next(rows, None)
        if row is None:
            return
        number += 1
        if number > MOST_ROWS:
            raise ReadingError(MOST_ROWS, "still no end", f"at most {MOST_ROWS:,} rows")
        values = [_text_of(value) for value in row]
        while values and not values[-1]:
            values.pop()
        if len(values) > MOST_COLUMNS:
            raise ReadingError(number, f"{len(values):,} columns", f"at most {MOST_COLUMNS:,}")
        if values:
            yield number, values


def _padded(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[Row]:
    for number, values in rows:
        if len(values) > width:
            found = f'"{values[-1][:40]}" in column {len(values)}'
            raise ReadingError(number, found, f"{width} columns, as in the rows above")
        text = "\t".join(" ".join(value.split()) for value in values)
        yield number, (*values, *[""] * (width - len(values))), text


def _text_of(value: object) -> str:
    """A cell as text: whole numbers without a point, days in ISO form, nothing for an empty one."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(" ")
    return value.isoformat() if isinstance(value, dt.date) else str(value)
